"""What is said is stored while it is said: as it was heard, and only where it may be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from echoflow.conversation.turn_taking import State
from echoflow.desks.conversation_recorder import ConversationRecorder
from echoflow.store.conversations import ConversationStore
from echoflow.store.conversations_record import StoredTurn
from support.bench import Bench, run
from support.scripted_engines import SECONDS_PER_CHARACTER

pytestmark = pytest.mark.usefixtures("qapp")

ANSWER = "One two three four five six seven."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    made = ConversationStore(tmp_path / "conversations.sqlite")
    yield made
    made.close()


def hold(
    store: ConversationStore,
    texts: list[str],
    answers: list[list[str]],
    scenario: Callable[[Bench, ConversationRecorder], Awaitable[None]],
    *,
    keeps: bool = True,
    private: bool = False,
) -> list[StoredTurn]:
    """Holds a conversation; returns what is stored of it."""

    async def whole() -> None:
        bench = Bench(texts, answers)
        bench.manager.history.key = "talk"
        bench.manager.history.private = private
        recorder = ConversationRecorder(store, keeps=keeps, language=lambda: "en", clock=lambda: 1_000.0)
        recorder.follow(bench)
        await scenario(bench, recorder)
        await bench.shut_down()

    run(whole)
    kept = store.read("talk").result(10)
    return list(kept.turns) if kept is not None else []


async def _talk(bench: Bench, _recorder: ConversationRecorder) -> None:
    bench.speak(1.0)
    await bench.reply_ready("seven.")
    bench.play(3.0)


def test_a_turn_is_stored_with_all_that_was_heard(qapp: QCoreApplication, store: ConversationStore) -> None:
    assert hold(store, ["Count."], [["One two three ", "four five six seven."]], _talk) == [
        StoredTurn(1, 1_000.0, "Count.", ANSWER, ANSWER, interrupted=False, ended=1_000.0)
    ]


def test_of_an_interrupted_answer_it_is_known_what_was_heard(qapp: QCoreApplication, store: ConversationStore) -> None:
    async def scenario(bench: Bench, _recorder: ConversationRecorder) -> None:
        bench.speak(1.0)
        await bench.reply_ready("seven.")
        bench.play(len("One two thr") * SECONDS_PER_CHARACTER)
        bench.manager.stop()

    [turn] = hold(store, ["Count."], [[ANSWER]], scenario)

    assert turn.interrupted
    assert (turn.said, turn.heard) == (ANSWER, "One two")
    assert turn.unheard == " three four five six seven."


def test_a_turn_is_there_before_its_answer_ends(qapp: QCoreApplication, store: ConversationStore) -> None:
    async def scenario(bench: Bench, _recorder: ConversationRecorder) -> None:
        bench.speak(1.0)
        await bench.reply_ready("seven.")
        kept = store.read("talk").result(10)
        assert kept is not None
        assert kept.turns == (StoredTurn(1, 1_000.0, "Count."),)

    hold(store, ["Count."], [[ANSWER]], scenario)


def test_a_turn_that_was_none_is_not_stored(qapp: QCoreApplication, store: ConversationStore) -> None:
    async def scenario(bench: Bench, _recorder: ConversationRecorder) -> None:
        bench.speak(1.0)
        await bench.reply_ready("Yes?")
        bench.speak(1.0)
        await bench.reply_ready("seven.")
        bench.play(3.0)

    [turn] = hold(store, ["Count", "Count to seven."], [["Yes?"], [ANSWER]], scenario)

    assert (turn.user, turn.heard) == ("Count to seven.", ANSWER)
    summaries = store.summaries().result(10)
    assert [each.title for each in summaries] == ["Count to seven."]


def test_nothing_private_reaches_the_disk(qapp: QCoreApplication, store: ConversationStore, tmp_path: Path) -> None:
    assert hold(store, ["Count."], [[ANSWER]], _talk, private=True) == []
    store.close()
    assert b"seven" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())


def test_who_wants_nothing_kept_gets_that(qapp: QCoreApplication, store: ConversationStore, tmp_path: Path) -> None:
    assert hold(store, ["Count."], [[ANSWER]], _talk, keeps=False) == []
    store.close()
    assert b"seven" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())


def test_what_began_unkept_stays_so(qapp: QCoreApplication, store: ConversationStore) -> None:
    async def scenario(bench: Bench, recorder: ConversationRecorder) -> None:
        recorder.set_keeps(True)
        await _talk(bench, recorder)

    assert hold(store, ["Count."], [[ANSWER]], scenario, keeps=False) == []


def test_nothing_more_is_kept_from_the_moment_it_is_not_wanted(
    qapp: QCoreApplication, store: ConversationStore
) -> None:
    async def scenario(bench: Bench, recorder: ConversationRecorder) -> None:
        await _talk(bench, recorder)
        await bench.until(lambda: bench.manager.state is State.IDLE)
        recorder.set_keeps(False)
        await _talk(bench, recorder)

    assert [turn.user for turn in hold(store, ["Count.", "Again."], [[ANSWER], [ANSWER]], scenario)] == ["Count."]


def test_a_conversation_without_a_name_is_nobodys(qapp: QCoreApplication, store: ConversationStore) -> None:
    async def scenario() -> None:
        bench = Bench(["Count."], [[ANSWER]])
        recorder = ConversationRecorder(store, keeps=True, language=lambda: "en")
        recorder.follow(bench)
        await _talk(bench, recorder)
        await bench.shut_down()

    run(scenario)
    assert store.summaries().result(10) == []
