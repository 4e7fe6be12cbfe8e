"""What of the conversation the model is shown, whatever happens to the conversation."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from echoflow.conversation import summary
from echoflow.conversation.history import Exchange, History
from echoflow.conversation.window import Compaction, Line, Sizes, Window, limits

SYSTEM = "Be brief."
MARKS = 5
"""Tokens around a message."""


class Tokens:
    """A model that has a token for every `bytes_each` bytes; not all of it has been counted."""

    def __init__(self, bytes_each: float = 4, counted: bool = True) -> None:
        self.bytes_each = bytes_each
        self.counted = counted

    def true(self, lines: Sequence[Line]) -> int:
        return sum(math.ceil(len(content.encode()) / self.bytes_each) + MARKS for _, content in lines)

    def messages(self, lines: Sequence[Line], /) -> int:
        return self.true(lines) if self.counted else sum(len(text.encode()) + 2 * MARKS for _, text in lines)

    def text(self, text: str, /) -> int:
        return math.ceil((len(text.encode()) + 1) / self.bytes_each) if self.counted else len(text.encode()) + 1


def talk(window: Window, history: History, turns: range, words: str = "Tell me more about number {n} please.") -> None:
    """Turns with answers, and a look at the prompt before each."""
    for turn in turns:
        history.take(turn, words.format(n=turn))
        window.prompt(history.exchanges())
        history.hear(turn, f"Number {turn} is a fine number, and there is a lot to be said of it.")


def fill(window: Window, history: History) -> Compaction:
    """Turns until something is to go."""
    while (compaction := window.compaction(history.exchanges())) is None:
        talk(window, history, range(history.last_turn + 1, history.last_turn + 2))
    return compaction


def window_of(context: int, tokens: Tokens | None = None, sizes: Sizes | None = None, answer: int = 64) -> Window:
    window = Window(SYSTEM, tokens or Tokens())
    window.fit_to(context, answer, sizes or Sizes())
    return window


def test_a_short_conversation_is_shown_word_for_word() -> None:
    window, history = window_of(2048), History()
    talk(window, history, range(1, 4))

    assert window.prompt(history.exchanges("And?")) == [("system", SYSTEM), *history.messages("And?")]
    assert window.compaction(history.exchanges()) is None


def test_the_beginning_stays_the_same_between_compactions() -> None:
    """What the model has read it need not read again."""
    window, history = window_of(1024), History()
    before: list[Line] = []
    swaps = 0
    for turn in range(1, 200):
        talk(window, history, range(turn, turn + 1))
        prompt = window.prompt(history.exchanges())
        if prompt[: len(before)] != before:
            swaps += 1
        compaction = window.compaction(history.exchanges())
        if compaction:
            window.adopt(compaction, "")
        before = prompt
    assert 0 < swaps < 30


def test_facts_outlive_the_turns_they_were_told_in() -> None:
    window, history = window_of(1024), History()
    history.take(1, "Hello. My name is Ann and I live in Bergen.")
    history.hear(1, "Hello Ann.")
    history.take(2, "记住，我对花生过敏。")
    history.hear(2, "好的。")
    for turn in range(3, 150):
        talk(window, history, range(turn, turn + 1))
        if compaction := window.compaction(history.exchanges()):
            window.adopt(compaction, "Number number number number.")

    prompt = window.prompt(history.exchanges())
    assert history.entries[0].user not in [content for role, content in prompt if role == "user"]
    assert "My name is Ann and I live in Bergen." in prompt[1][1]
    assert "我对花生过敏" in prompt[1][1]


def test_a_good_digest_is_told_and_what_it_misses_is_quoted() -> None:
    window, history = window_of(1024), History()
    history.take(1, "My name is Ann. I live in Bergen.")
    history.hear(1, "Hello.")
    window.adopt(fill(window, history), "The user is Ann and asked about number 2 and number 3.")

    (role, told), answer = window.notes
    assert role == "user"
    assert "The user is Ann and asked about number 2 and number 3." in told
    assert "I live in Bergen." in told
    assert "My name is Ann" not in told, "the digest has it"
    assert answer[0] == "assistant"


def test_a_digest_that_came_to_nothing_leaves_the_older_one() -> None:
    window, history = window_of(1024), History()
    window.adopt(fill(window, history), "Number 2 is a fine number.")
    window.adopt(fill(window, history), "")
    assert "Number 2 is a fine number." in window.notes[0][1]


def test_a_withdrawn_turn_is_in_nothing_that_was_made_of_it() -> None:
    window, history = window_of(1024), History()
    talk(window, history, range(1, 5))
    history.take(5, "My secret is 1234.")
    history.hear(5, "I see.")
    window.adopt(fill(window, history), "Number 5 is 1234, a fine number.")
    assert "1234" in str(window.prompt(history.exchanges()))

    history.withdraw(5)
    assert "1234" not in str(window.prompt(history.exchanges()))


def test_another_model_with_less_room_gets_a_shorter_prompt() -> None:
    tokens = Tokens()
    window, history = window_of(8192, tokens), History()
    talk(window, history, range(1, 100))
    long = tokens.true(window.prompt(history.exchanges("Well?")))
    window.fit_to(512, 64, Sizes())
    prompt = window.prompt(history.exchanges("Well?"))

    assert tokens.true(prompt) <= 512 - 64 < long
    assert prompt[-1] == ("user", "Well?")


def test_a_digest_is_asked_for_behind_what_was_read_already() -> None:
    window, history = window_of(2048), History()
    talk(window, history, range(1, 5))
    history.take(5, "Not answered yet.")

    request = window.request(history.exchanges())
    read = window.prompt(history.exchanges())
    assert request[:-1] == read[:-1], "nothing of an answer that was not heard"
    assert request[-1] == ("user", summary.ENGLISH.request)


def test_the_user_decides_about_sizes() -> None:
    assert limits(2048, 256, 48, Sizes()).prompt == 1792
    chosen = limits(2048, 256, 48, Sizes(window=500, summary=100, instruction=60))
    assert (chosen.window, chosen.summary, chosen.instruction) == (500, 100, 60)
    assert limits(2048, 4096, 48, Sizes()).prompt == 1024, "a careless limit costs the memory no more than half"


@given(
    st.integers(256, 100_000),
    st.integers(0, 100_000),
    st.integers(0, 5_000),
    st.builds(Sizes, *[st.integers(0, 100_000)] * 4),
)
def test_the_parts_never_take_more_than_the_whole(context: int, answer: int, instruction: int, sizes: Sizes) -> None:
    shared = limits(context, answer, instruction, sizes)
    assert 0 <= shared.low <= shared.high <= shared.late <= shared.window
    assert instruction + shared.summary + shared.window <= max(shared.prompt, instruction)
    assert shared.prompt + min(answer, context // 2) == context


said = st.one_of(
    st.sampled_from(
        ["Yes.", "My name is Ann.", "I am 42 years old. What now?", "我叫小明。", "Go on", "x" * 300, "再说一遍" * 20]
    ),
    st.text(min_size=1, max_size=120).filter(str.strip),
)


class AnyConversation(RuleBasedStateMachine):
    """Any order of turns, withdrawals, compactions, digests and models."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens = Tokens()
        self.history = History()
        self.window = Window(SYSTEM, self.tokens)
        self.turn = 0
        self.proposed: Compaction | None = None

    @initialize(context=st.integers(256, 1024), answer=st.integers(1, 200))
    def load(self, context: int, answer: int) -> None:
        self.window.fit_to(context, answer, Sizes())

    @rule(context=st.integers(256, 2048), each=st.floats(1.0, 5.0), window=st.sampled_from([0, 60, 200]))
    def exchange_the_model(self, context: int, each: float, window: int) -> None:
        self.tokens.bytes_each = each
        self.window.fit_to(context, 100, Sizes(window=window))

    @rule(counted=st.booleans())
    def count(self, counted: bool) -> None:
        self.tokens.counted = counted

    @rule(words=said)
    def take(self, words: str) -> None:
        self.turn += 1
        self.history.take(self.turn, words)

    @rule(words=said, many=st.integers(1, 8))
    def talk(self, words: str, many: int) -> None:
        for _ in range(many):
            self.take(words)
            self.hear(f"To {words[:80]} I say that turn {self.turn} was good.")

    @precondition(lambda self: self.turn)
    @rule(words=said)
    def hear(self, words: str) -> None:
        self.history.hear(self.turn, words)

    @precondition(lambda self: self.turn)
    @rule(back=st.integers(0, 20))
    def withdraw(self, back: int) -> None:
        self.history.withdraw(self.turn - back)

    @rule()
    def propose(self) -> None:
        self.proposed = self.window.compaction(self.history.exchanges())
        if self.proposed:
            assert len(self.proposed.covered) < len(self.history.exchanges()), "the newest stays"

    @precondition(lambda self: self.proposed)
    @rule(digest=st.one_of(said, st.just(""), st.just("To my name I say that turn 1 was good.")))
    def adopt(self, digest: str) -> None:
        assert self.proposed is not None
        self.window.adopt(self.proposed, digest)
        self.proposed = None

    @invariant()
    def the_prompt_is_right(self) -> None:
        exchanges = self.history.exchanges()
        prompt = self.window.prompt(exchanges)
        notes, covered = self.window.notes, self.window.covered

        assert prompt[0] == ("system", SYSTEM)
        roles = [role for role, _ in prompt[1:]]
        assert roles == [("user", "assistant")[index % 2] for index in range(len(roles))]
        recent = exchanges[len(covered) :]
        assert prompt == [prompt[0], *notes, *(line for exchange in recent for line in exchange.messages)]
        assert covered == exchanges[: len(covered)], "what was dropped is covered, and nothing that was withdrawn is"
        room = self.window.limits.prompt
        assert self.tokens.true(prompt) <= room or len(recent) <= 1, "only what was just said may be too much"
        if len(recent) <= 1 and self.tokens.true(prompt) > room:
            assert not notes
        assert self.window.prompt(exchanges) == prompt
        assert_quotes_are_of(covered, notes)

    @invariant()
    def the_last_turn_is_in(self) -> None:
        prompt = self.window.prompt(self.history.exchanges("What did I say?"))
        assert prompt[-1][0] == "user"
        assert prompt[-1][1].endswith("What did I say?")


def assert_quotes_are_of(covered: Sequence[Exchange], notes: Sequence[Line]) -> None:
    said = "\n".join(exchange.user for exchange in covered)
    for _, content in notes[:1]:
        frames = {words.introduction for words in (summary.ENGLISH, summary.CHINESE)}
        digests = tuple(words.digest for words in (summary.ENGLISH, summary.CHINESE))
        for line in content.split("\n"):
            assert line in frames or line.startswith(digests) or line in said


AnyConversation.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestAnyConversation = AnyConversation.TestCase
