"""Everything in the menu is done by a letter, in both languages; so is everything that the overlay's buttons do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu

from echoflow.ui.manner import Manner
from echoflow.ui.state import AppState
from echoflow.ui.tray.face import Face
from echoflow.ui.tray.menu import TrayMenu
from support.scenes import tray_menu
from support.window_audit import audit_menu, mnemonic

# In memory a menu that opens cannot take the keyboard; it is given its keys here.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)

_NAMES = frozenset(("SmolLM2 135M Instruct", "Built-in Microphone", "Built-in Speakers", "USB Headset", "晓晓"))


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    chosen: str = request.param
    monkeypatch.setenv("ECHOFLOW_LANGUAGE", chosen)
    return chosen


@pytest.fixture
def menu(qapp: QApplication, language: str) -> Iterator[TrayMenu]:
    made = tray_menu(Face(AppState.IDLE, Manner(keys=("Ctrl", "Alt", "Space"))))
    yield made
    made.menu.close()
    made.close()


def test_letters_are_unique_and_words_translated(menu: TrayMenu, language: str) -> None:
    assert audit_menu(menu.menu, language=language, data=_NAMES) == []


def test_each_letter_does_what_it_stands_for(menu: TrayMenu) -> None:
    assert [action.text() for action in _choices(menu.menu) if not _happens(menu, menu.menu, action)] == []


def test_the_letters_in_a_menu_within_it(menu: TrayMenu) -> None:
    for action in _choices(menu.menu):
        if isinstance(within := action.menu(), QMenu):
            ours = [each for each in _choices(within) if each.actionGroup() is None]
            assert [each.text() for each in ours if not _happens(menu, within, each)] == []


@pytest.mark.parametrize("state", [AppState.IDLE, AppState.SPEAKING])
def test_talking_and_stopping_are_the_first_item(qapp: QApplication, language: str, state: AppState) -> None:
    menu = tray_menu(Face(state))
    wanted: list[str] = []
    menu.talk_requested.connect(lambda: wanted.append("talk"))
    menu.stop_requested.connect(lambda: wanted.append("stop"))

    assert _happens(menu, menu.menu, menu.menu.actions()[0])

    assert wanted == ["stop" if state is AppState.SPEAKING else "talk"]
    menu.close()


def _choices(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if not action.isSeparator() and action.isVisible()]


def _happens(tray: TrayMenu, menu: QMenu, action: QAction) -> bool:
    """Whether the letter of `action` opens what is behind it, or chooses it, once `menu` is open."""
    chosen = QSignalSpy(action.triggered)
    menu.popup(tray.menu.pos())
    QTest.keyClicks(menu, mnemonic(action.text()).lower())
    within = action.menu()
    happens = within.isVisible() if isinstance(within, QMenu) else chosen.count() == 1
    menu.close()
    return happens
