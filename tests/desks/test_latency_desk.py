"""Answers are measured, kept, and shown while the window is open."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QApplication

from echoflow.conversation.reaction import Reaction
from echoflow.conversation.timeline import Timeline
from echoflow.desks.latency_desk import LatencyDesk
from echoflow.store.latencies import LatencyStore, latencies_file, read_latencies
from support.qt_loop import run_in_qt, until


def timeline(seconds: float) -> Timeline:
    return Timeline.restored({"turn_taken": 0.1, "playback_started": seconds}, {"asr": "local", "llm": "openai"})


def with_desk(application: QApplication, scenario: Callable[[LatencyDesk], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        desk = LatencyDesk(lambda tell: LatencyStore(latencies_file(), on_problem=tell), clock=lambda: 1_000.0)
        await scenario(desk)
        await desk.close()

    run_in_qt(application, whole())


def count(desk: LatencyDesk) -> str:
    assert desk.window is not None
    return desk.window.overall.note.text()


def test_what_was_measured_is_kept_with_the_engines_and_without_words(qapp: QApplication) -> None:
    async def scenario(desk: LatencyDesk) -> None:
        desk.take_turn(timeline(0.4))
        desk.take_reaction(Reaction(0.3, 0.1))
        desk.take_turn(Timeline(1))  # nothing of it was heard

    with_desk(qapp, scenario)

    kept = read_latencies(latencies_file())
    assert [turn.at for turn in kept.turns] == [1_000.0]
    assert kept.turns[0].engines == {"asr": "local", "llm": "openai"}
    assert [reaction.silent for reaction in kept.reactions] == [0.3]


def test_the_window_shows_what_was_kept_and_what_comes(qapp: QApplication) -> None:
    async def scenario(desk: LatencyDesk) -> None:
        desk.take_turn(timeline(0.4))
        desk.open()
        desk.take_turn(timeline(0.5))
        await until(lambda: count(desk) == "of 2 answers", "the figures")
        desk.take_turn(timeline(0.6))
        desk.take_reaction(Reaction(0.3))
        assert count(desk) == "of 3 answers"
        assert desk.window is not None
        assert desk.window.silence.p50.text() == "300 ms"
        desk.window.close()
        assert desk.window is None
        desk.open()
        await until(lambda: count(desk) == "of 3 answers", "the figures")

    with_desk(qapp, scenario)


def test_what_is_deleted_is_gone(qapp: QApplication) -> None:
    async def scenario(desk: LatencyDesk) -> None:
        desk.take_turn(timeline(0.4))
        desk.open()
        await until(lambda: count(desk) == "of 1 answers", "the figures")
        assert desk.window is not None
        desk.window.delete_wanted.emit()
        assert desk.window.empty.isVisible()

    with_desk(qapp, scenario)

    assert not read_latencies(latencies_file()).turns


def test_a_damaged_file_is_told_of_on_the_main_loop(qapp: QApplication) -> None:
    latencies_file().write_bytes(b"no database" * 100)
    told: list[str] = []

    async def scenario(desk: LatencyDesk) -> None:
        desk.problem.connect(told.append)
        desk.take_turn(timeline(0.4))
        desk.open()
        await until(lambda: count(desk) == "of 1 answers", "the figures")

    with_desk(qapp, scenario)

    [sentence] = told
    assert "damaged" in sentence
