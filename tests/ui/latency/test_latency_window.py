"""The window of response times as a user meets it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from echoflow.conversation.reaction import Reaction
from echoflow.conversation.timeline import Timeline, TurnStage
from echoflow.ui.latency.histogram import bins
from echoflow.ui.latency.latency_figures import SHOWN, Figures, MeasuredTurn, stage_color
from echoflow.ui.latency.latency_window import LatencyWindow
from echoflow.ui.stage_words import advice, stage_name
from echoflow.ui.theme import DARK, LIGHT
from support.windows import answer_question, cut_off, nameless, reached_by_tab, shown

FAST = {"transcribed": 0.1, "turn_taken": 0.3, "generation_started": 0.11, "first_phrase": 0.2, "first_audio": 0.25}
SLOW = {"transcribed": 0.1, "turn_taken": 0.3, "generation_started": 0.3, "first_phrase": 1.4, "first_audio": 1.5}


def turn(sounding: float, milestones: dict[str, float] = FAST, llm: str = "local", at: float = 0.0) -> MeasuredTurn:
    return MeasuredTurn(at, Timeline.restored(milestones | {"playback_started": sounding}, {"llm": llm}))


@pytest.fixture
def window(qapp: QApplication) -> Iterator[LatencyWindow]:
    made = shown(LatencyWindow())
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def full(window: LatencyWindow) -> LatencyWindow:
    """After many answers, the last of which took longest."""
    turns = [turn(0.3 + index / 100, at=index * 60.0) for index in range(20)]
    window.show_figures(Figures(turns, [Reaction(0.25, 0.09), Reaction(0.35)]))
    QApplication.processEvents()
    return window


def test_before_the_first_answer_it_says_how_one_comes(window: LatencyWindow) -> None:
    assert window.empty.isVisible()
    assert not window.charts.isVisible()
    assert window.recent.p50.text() == "–"
    assert not cut_off(window)


def test_it_grows_with_the_first_answer(window: LatencyWindow) -> None:
    before = window.height()
    window.show_figures(Figures([turn(0.4)]))
    QApplication.processEvents()
    assert window.height() > before
    area = window.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert (
        area.verticalScrollBar().maximum() == 0 or window.height() >= window.screen().availableGeometry().height() - 60
    )


def test_the_figures_are_told_against_the_goals(full: LatencyWindow) -> None:
    assert full.recent.p50.text() == "395 ms"
    assert full.recent.p50.property("tone") == "good"
    assert full.recent.p95.text() == "p95 480 ms"
    assert full.silence.p50.text() == "300 ms"
    assert full.silence.note.text() == "until silence, 2 times; softer after 90 ms"

    full.show_figures(Figures([turn(1.6, SLOW)]))

    assert full.recent.p50.property("tone") == "warning"


def test_it_says_what_is_slowest_and_what_to_do(window: LatencyWindow) -> None:
    window.show_figures(Figures([turn(1.55, SLOW)]))
    assert window.verdict.text() == "Most of the wait is the language model: 1100 ms of 1550 ms."
    assert "smaller language model" in window.hint.text()

    window.show_figures(Figures([turn(1.55, SLOW, llm="openai")]))
    assert "network" in window.hint.text()

    window.show_figures(Figures([turn(0.32)]))
    assert "nothing to do" in window.hint.text()


@pytest.mark.parametrize("stage", TurnStage)
@pytest.mark.parametrize("engine", ["local", "cloud"])
def test_there_is_advice_for_every_stage(stage: TurnStage, engine: str) -> None:
    assert advice(stage, dict.fromkeys(("asr", "llm", "tts"), engine)).endswith(".")


def test_the_arrow_keys_lead_through_the_answers(full: LatencyWindow) -> None:
    waterfall = full.waterfall
    assert waterfall.selected is not None
    assert waterfall.selected.seconds == pytest.approx(0.49), "the newest comes first"
    QTest.keyClick(waterfall, Qt.Key.Key_Down)
    assert waterfall.selected.seconds == pytest.approx(0.48)
    assert "480 ms" in full.details.text()
    assert waterfall.accessibleDescription() == full.details.text()
    QTest.keyClick(waterfall, Qt.Key.Key_End)
    QTest.keyClick(waterfall, Qt.Key.Key_Down)
    assert waterfall.selected.seconds == pytest.approx(0.49 - (SHOWN - 1) / 100)
    QTest.keyClick(waterfall, Qt.Key.Key_Home)
    assert "490 ms" in full.details.text()


def test_the_mouse_tells_the_answer_it_points_at(full: LatencyWindow) -> None:
    QTest.mouseMove(full.waterfall, QPoint(150, round(full.waterfall.height() / SHOWN * 2.4)))
    QApplication.processEvents()
    assert "470 ms" in full.details.text()


def test_the_parts_of_an_answer_are_the_whole(full: LatencyWindow) -> None:
    chosen = full.waterfall.selected
    assert chosen is not None
    assert (
        chosen.words() == f"{chosen.clock} · 490 ms = Recognition 100 + End of turn 200 + Playback 190 · prepared ahead"
    )


def test_a_new_answer_comes_on_top_and_a_chosen_one_stays_chosen(full: LatencyWindow) -> None:
    turns = [turn(0.3 + index / 100, at=index * 60.0) for index in range(20)]
    full.show_figures(Figures(turns))
    QTest.keyClick(full.waterfall, Qt.Key.Key_Down)
    full.show_figures(Figures([*turns, turn(0.9)]))
    assert "480 ms" in full.details.text()
    QTest.keyClick(full.waterfall, Qt.Key.Key_Home)
    full.show_figures(Figures([*turns, turn(0.9), turn(0.8)]))
    assert "800 ms" in full.details.text()


@pytest.mark.parametrize(("theme", "palette"), [(LIGHT, "#f2f2f4"), (DARK, "#2b2d33")])
def test_each_stage_is_drawn_in_its_colour(qtbot: QtBot, full: LatencyWindow, theme: object, palette: str) -> None:
    before = QApplication.palette()
    try:
        QApplication.setPalette(QPalette(QColor(palette)))
        full.show_figures(Figures([turn(1.55, SLOW)]))
        QApplication.processEvents()
        picture = full.waterfall.grab().toImage()
        seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(24)}
        wanted = {stage_color(stage, DARK if theme is DARK else LIGHT).name() for stage in TurnStage}
        assert wanted <= seen
    finally:
        QApplication.setPalette(before)


def test_an_answer_that_took_far_too_long_does_not_hide_the_others(window: LatencyWindow) -> None:
    window.show_figures(Figures([turn(0.4), turn(300.0, SLOW), turn(-0.1, {"turn_taken": -0.2})]))
    QApplication.processEvents()
    assert not window.waterfall.grab().isNull()
    assert bins([0.01, 0.02, 300.0, -0.1], 1.2)[::23] == [3, 1]


def test_the_figures_are_copied_as_a_table(full: LatencyWindow) -> None:
    full.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "Voice to voice, last answers: p50 395 ms, p95 480 ms (20)" in text
    assert text.splitlines()[-1].split("\t")[1:] == ["490", "100", "200", "0", "0", "190"]
    assert full.copied.isVisible()
    full.close()


def test_deleting_asks_first(qtbot: QtBot, full: LatencyWindow) -> None:
    with qtbot.assertNotEmitted(full.delete_wanted):
        full.delete.click()
        answer_question(full, "Cancel")
    with qtbot.waitSignal(full.delete_wanted, timeout=1_000):
        full.delete.click()
        assert answer_question(full, "Delete") == "Delete the response times?"


def test_all_of_it_can_be_reached_and_read(full: LatencyWindow) -> None:
    assert {full.waterfall, full.histogram, full.copy, full.delete} <= set(reached_by_tab(full))
    assert not nameless(full)
    assert not cut_off(full)
    assert full.histogram.accessibleDescription() == "p50 395 ms, p95 480 ms, of 20 answers"
    assert len({stage_name(stage) for stage in TurnStage}) == len(TurnStage)
