"""The buttons of the overlay never take the keyboard, so what they do can be done elsewhere with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget

from echoflow.ui.overlay.card_tools import CardTools, ToolButton
from echoflow.ui.settings.settings_window import SettingsWindow
from echoflow.ui.state import AppState
from echoflow.ui.tray.face import Face
from support.scenes import tray_menu
from support.shown_talks import conversations_window
from support.text_audit import is_foreign


def _stop() -> bool:
    """The first letter in the menu."""
    menu = tray_menu(Face(AppState.SPEAKING))
    stopped = QSignalSpy(menu.stop_requested)
    QTest.keyClicks(menu.menu, "t")
    menu.close()
    return stopped.count() == 1


def _mute() -> bool:
    """Another letter in the menu."""
    menu = tray_menu(Face())
    muted = QSignalSpy(menu.mute_requested)
    QTest.keyClicks(menu.menu, "m")
    menu.close()
    return muted.count() == 1 and muted.at(0) == [True]


def _copy() -> bool:
    """Ctrl+C among the conversations."""
    window = conversations_window("list")
    QGuiApplication.clipboard().clear()
    QTest.keyClick(window.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    window.close()
    window.deleteLater()
    return window.conversation is not None and window.conversation.turns[0].answer in copied


def _setting(name: str) -> bool:
    """An entry of the settings, with the keyboard on it."""
    window = SettingsWindow()
    window.show_page("appearance")
    window.open()
    row = window.row(name)
    row.focus()
    has_keyboard = isinstance(focus := window.focusWidget(), QWidget) and row.isAncestorOf(focus)
    window.close()
    window.deleteLater()
    return has_keyboard


_WAYS: dict[str, Callable[[], bool]] = {
    "grip": lambda: _setting("overlay_place"),
    "stop": _stop,
    "mute": _mute,
    "copy": _copy,
    "close_card": lambda: _setting("overlay"),
}


@pytest.mark.parametrize("tool", _WAYS)
def test_what_a_button_does_is_done_by_keyboard_as_well(qapp: QApplication, tool: str) -> None:
    assert _WAYS[tool]()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_button_has_a_way_a_name_and_a_tip(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("ECHOFLOW_LANGUAGE", language)
    parent = QWidget()
    tools = CardTools(parent, is_blended=True)
    buttons = tools.findChildren(ToolButton)
    assert {name for name, part in vars(tools).items() if part in buttons} == set(_WAYS)
    for each in buttons:
        assert each.accessibleName()
        assert each.toolTip()
        assert not is_foreign(each.toolTip(), language, frozenset())
        assert each.focusPolicy() is Qt.FocusPolicy.NoFocus
    parent.deleteLater()
