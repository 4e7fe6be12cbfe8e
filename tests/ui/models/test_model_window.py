"""The library of models as a user meets it: looked through, filtered, and acted upon by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from echoflow.ui.models.model_item import Action, Filter, ItemState, Progress
from echoflow.ui.models.model_window import ModelWindow
from support.shown_models import every_state, model_window
from support.windows import answer_question, cut_off, nameless, reached_by_tab, shown


@pytest.fixture
def window(qapp: QApplication) -> Iterator[ModelWindow]:
    made = shown(model_window())
    yield made
    made.close()
    made.deleteLater()


def test_each_state_has_its_buttons(window: ModelWindow) -> None:
    buttons = {card.item.state: [one.text() for one in card.buttons.values()] for card in window.cards.values()}
    assert buttons == {
        ItemState.OFFERED: ["Download"],
        ItemState.FETCHING: ["Pause", "Cancel"],
        ItemState.PAUSED: ["Resume", "Cancel"],
        ItemState.FAILED: ["Try again", "Cancel"],
        ItemState.HERE: ["Use"],
        ItemState.IN_USE: [],
        ItemState.DAMAGED: ["Delete"],
    }


def test_nothing_is_cut_off_or_without_a_name(window: ModelWindow) -> None:
    assert cut_off(window) == []
    assert nameless(window) == []


def test_tab_leads_through_it_from_top_to_bottom(window: ModelWindow) -> None:
    paused = next(item for item in every_state() if item.state is ItemState.PAUSED)
    window.update_model(replace(paused, state=ItemState.FETCHING, actions=(Action.PAUSE, Action.CANCEL)))
    chain = reached_by_tab(window)
    assert chain[:3] == [window.search, window.filter, window.add]
    expected = [control for card in window.cards.values() for control in card.controls if control.isVisible()]
    assert chain[3:] == expected


def test_search_and_filter_leave_what_is_looked_for(window: ModelWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    QTest.keyClicks(window.search, "llama 8b")
    assert window.shown == ["llama-3-8b-instruct", "llama-3.1-8b-instruct"]
    window.search.setText("nonsense")
    assert window.shown == []
    assert window.nothing.isVisible()
    window.search.clear()

    window.filter.setCurrentIndex(window.filter.findData(Filter.CHINESE))
    assert "llama-3-8b-instruct" not in window.shown
    assert {"qwen3-8b", "whisper-base", "smart-turn"} <= set(window.shown)
    window.filter.setCurrentIndex(window.filter.findData(Filter.HERE))
    assert "qwen2.5-7b-instruct" not in window.shown
    assert "llama-3-8b-instruct" in window.shown


def test_a_download_goes_on_without_disturbing_the_keyboard(window: ModelWindow) -> None:
    item = next(item for item in every_state() if item.state is ItemState.FETCHING)
    card = window.cards[item.key]
    card.buttons[Action.PAUSE].setFocus()
    for share in (0.5, 0.6):
        window.update_model(replace(item, progress=Progress(share, f"{share:.0%}")))
    assert card.progress.value() == 600
    assert card.progress_words.text() == "60%"
    assert card.buttons[Action.PAUSE].hasFocus()

    window.update_model(replace(item, state=ItemState.PAUSED, actions=(Action.RESUME, Action.CANCEL)))
    assert card.buttons[Action.RESUME].hasFocus()


def test_what_cannot_be_undone_is_asked_first(qtbot: QtBot, window: ModelWindow) -> None:
    fetched = next(card for card in window.cards.values() if Action.CANCEL in card.buttons)
    with qtbot.assertNotEmitted(window.action_wanted):
        fetched.buttons[Action.CANCEL].click()
        answer_question(window, "Cancel")
    damaged = next(card for card in window.cards.values() if Action.DELETE in card.buttons)
    damaged.buttons[Action.DELETE].click()
    with qtbot.waitSignal(window.action_wanted, timeout=1_000) as told:
        assert answer_question(window, "Delete") == f"Delete {damaged.item.name}?"
    assert told.args == [damaged.item.key, Action.DELETE]


def test_deleting_what_is_used_says_what_takes_its_place(window: ModelWindow) -> None:
    item = next(item for item in every_state() if item.key == "qwen3-4b-instruct-2507")
    window.update_model(replace(item, actions=(Action.DELETE,)))
    window.cards[item.key].buttons[Action.DELETE].click()
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert "the model that comes with EchoFlow takes its place" in box.informativeText()
    answer_question(window, "Cancel")


def test_a_gguf_file_can_be_dropped_and_nothing_else(qtbot: QtBot, window: ModelWindow, tmp_path: Path) -> None:
    def drop(path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        where, button = QPointF(50, 50), Qt.MouseButton.LeftButton
        window.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, button, Qt.KeyboardModifier.NoModifier))

    with qtbot.waitSignal(window.file_chosen, timeout=1_000) as told:
        drop(tmp_path / "mine.GGUF")
    assert told.args == [tmp_path / "mine.GGUF"]
    with qtbot.assertNotEmitted(window.file_chosen):
        drop(tmp_path / "mine.txt")


def test_escape_closes_it(qtbot: QtBot, window: ModelWindow) -> None:
    with qtbot.waitSignal(window.closed, timeout=1_000):
        QTest.keyClick(window, Qt.Key.Key_Escape)
