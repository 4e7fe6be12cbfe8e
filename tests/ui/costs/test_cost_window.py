"""The window of costs as a user meets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from echoflow.ui.costs.cost_figures import CostFigures
from echoflow.ui.costs.cost_window import CostWindow
from echoflow.ui.costs.dollar_axis import DollarAxis
from echoflow.ui.engine_names import engine_color
from support.check_windows import NOW, costs, costs_empty
from support.windows import cut_off, nameless, reached_by_tab, shown

SPENT = CostFigures(
    days={NOW.date(): {"deepgram": 0.31, "elevenlabs": 0.96}},
    month=1.27,
    engines={"deepgram": 0.31, "elevenlabs": 0.96},
    amounts={"deepgram": "64.6 min"},
    forecast=1.4,
)


@pytest.fixture
def window(qapp: QApplication) -> Iterator[CostWindow]:
    made = shown(costs())
    yield made
    made.close()
    made.deleteLater()


def test_who_does_everything_at_home_pays_nothing(qapp: QApplication) -> None:
    window = shown(costs_empty())
    assert window.minute.amount.text() == "$0"
    assert window.minute.note.text() == "Everything runs on this computer."
    assert window.empty.isVisible()
    assert not window.charts.isVisible()
    assert not window.prices.isVisible()
    assert not cut_off(window)
    window.close()
    window.deleteLater()


def test_services_are_told_from_the_dearest_on(window: CostWindow) -> None:
    window.show_figures(SPENT)
    assert window.month.amount.text() == "$1.27"
    assert window.costs.bar.accessibleDescription() == "ElevenLabs $0.96, Deepgram $0.31"


@pytest.mark.parametrize(
    ("budget", "forecast", "begins", "tone"),
    [
        (0.0, 1.4, "At the pace of the last week this month will cost about $1.40.", "secondary"),
        (3.0, 1.4, "At the pace of the last week this month will cost about $1.40, within", "good"),
        (3.0, 3.4, "At the pace of the last week this month would cost about $3.40, more", "warning"),
        (1.5, 1.4, "Most of the budget is spent", "warning"),
        (1.0, 1.4, "The budget is spent", "bad"),
    ],
)
def test_it_is_told_against_the_budget(budget: float, forecast: float, begins: str, tone: str) -> None:
    sentence, said = replace(SPENT, budget=budget, forecast=forecast).budget_note()
    assert sentence.startswith(begins)
    assert said == tone


def test_arrows_and_mouse_choose_a_day(window: CostWindow) -> None:
    assert window.day.text().startswith("22 Nov: ")
    QTest.keyClick(window.days, Qt.Key.Key_Left)
    assert window.day.text().startswith("21 Nov: ")
    QTest.keyClick(window.days, Qt.Key.Key_Home)
    assert window.day.text().startswith("24 Oct: ")
    assert window.days.accessibleDescription() == window.day.text()
    QTest.mouseMove(window.days, QPoint(window.days.width() - 4, 40))
    QApplication.processEvents()
    assert window.day.text().startswith("22 Nov: ")


def test_bars_are_stacked_in_the_colours_of_the_services(window: CostWindow) -> None:
    window.show_figures(SPENT)
    QApplication.processEvents()
    picture = window.days.grab().toImage()
    found = {picture.pixelColor(picture.width() // 2 + 20, y).name() for y in range(picture.height())}
    assert {engine_color(engine, window.theme).name() for engine in SPENT.engines} <= found


@pytest.mark.parametrize(
    ("dollars", "highest", "step"), [(0.0, 0.01, 0.005), (0.13, 0.15, 0.05), (1.0, 1.0, 0.5), (7.3, 8.0, 2.0)]
)
def test_the_scale_has_round_sums(dollars: float, highest: float, step: float) -> None:
    axis = DollarAxis.up_to(dollars, 100.0, 0.0)
    assert axis.highest == pytest.approx(highest)
    assert axis.step == pytest.approx(step)
    assert axis.at(axis.highest) == 0.0
    assert len(list(axis.ticks())) <= 5


def test_a_budget_is_set(qtbot: QtBot, window: CostWindow) -> None:
    budget = window.costs.budget
    budget.setFocus()
    budget.selectAll()
    QTest.keyClicks(budget, "5")
    with qtbot.waitSignal(window.budget_changed, timeout=1_000) as received:
        QTest.keyClick(budget, Qt.Key.Key_Return)
    assert received.args == [5.0]


def test_what_is_being_typed_is_left_alone(window: CostWindow) -> None:
    budget = window.costs.budget
    budget.setFocus()
    budget.selectAll()
    QTest.keyClicks(budget, "1")
    window.show_figures(SPENT)
    assert budget.text() == "$ 1"


def test_everything_is_reached_told_and_whole(window: CostWindow) -> None:
    assert not nameless(window)
    assert {window.days, window.costs.budget} <= set(reached_by_tab(window))
    assert not cut_off(window)
