from __future__ import annotations

from collections.abc import Callable, Sequence

from echoflow.language.language_model import Message
from echoflow.language.prompt_window import SlicePolicy, common_prefix, fit, fold

SYSTEM = Message("system", "s")


def conversation(turns: int) -> list[Message]:
    """A system message, `turns` questions with their answers, and a last question."""
    messages = [SYSTEM]
    for turn in range(turns):
        messages += [Message("user", f"u{turn}"), Message("assistant", f"a{turn}")]
    return [*messages, Message("user", "last")]


def contents(messages: Sequence[Message]) -> str:
    return " ".join(message.content for message in messages)


def test_what_fits_stays_whole() -> None:
    assert fit(conversation(3), lambda _: True) == tuple(conversation(3))


def test_the_oldest_turns_go_first_and_in_pairs() -> None:
    assert contents(fit(conversation(3), lambda kept: len(kept) <= 6)) == "s u1 a1 u2 a2 last"
    assert contents(fit(conversation(3), lambda kept: len(kept) <= 5)) == "s u2 a2 last"


def test_system_and_last_question_stay_even_if_they_do_not_fit() -> None:
    assert contents(fit(conversation(5), lambda _: False)) == "s last"
    assert contents(fit([SYSTEM, Message("user", "only")], lambda _: False)) == "s only"
    assert fit([SYSTEM], lambda _: False) == (SYSTEM,)


def room_for(count: int) -> Callable[[Sequence[Message]], bool]:
    return lambda messages: len(messages) <= count


def test_no_more_is_dropped_than_needed_however_long_the_history() -> None:
    for room in range(2, 40):
        kept = fit(conversation(50), room_for(room))
        assert room - 2 < len(kept) <= room


def test_a_long_history_is_rendered_only_a_few_times() -> None:
    asked: list[int] = []

    def fits(kept: Sequence[Message]) -> bool:
        asked.append(len(kept))
        return len(kept) <= 10

    fit(conversation(500), fits)
    assert len(asked) <= 10


def test_a_greeting_before_the_first_question_is_a_turn() -> None:
    messages = [SYSTEM, Message("assistant", "hello"), Message("user", "q"), Message("assistant", "a")]
    assert contents(fit([*messages, Message("user", "last")], lambda kept: len(kept) <= 4)) == "s q a last"


def test_folding_leaves_no_system_message_and_alternates() -> None:
    messages = [SYSTEM, Message("user", "a"), Message("user", "b"), Message("assistant", "c"), Message("user", "d")]
    folded = fold(messages)
    assert [message.role for message in folded] == ["user", "assistant", "user"]
    assert folded[0].content == "s\n\na\n\nb"


def test_folding_drops_an_empty_system_message() -> None:
    assert fold([Message("system", ""), Message("user", "a")]) == (Message("user", "a"),)


def test_common_prefix() -> None:
    assert common_prefix([], [1]) == 0
    assert common_prefix([1, 2, 3], [1, 2, 4, 5]) == 2
    assert common_prefix([1, 2], [1, 2, 3]) == 2
    assert common_prefix([9], [1]) == 0


def test_slices_grow_while_the_machine_is_quick_and_shrink_at_once() -> None:
    policy = SlicePolicy(0.25, 32, 512)
    sizes = []
    for _ in range(6):
        policy.record(policy.size, policy.size / 10_000)
        sizes.append(policy.size)
    assert sizes == [64, 128, 256, 512, 512, 512]
    policy.record(512, 512 / 400)
    assert policy.size == 100
    policy.record(100, 100.0)
    assert policy.size == 32


def test_a_short_last_slice_teaches_nothing() -> None:
    policy = SlicePolicy(0.25, 32, 512)
    policy.record(3, 1.0)
    assert policy.size == 32
