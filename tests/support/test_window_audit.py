"""The audit of windows finds what it is there to find."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from support.window_audit import audit


def _window(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_window_as_it_should_be(qtbot: QtBot) -> None:
    field = QLineEdit()
    field.setAccessibleName("Name")
    assert audit(_window(qtbot, QLabel("Who are you?"), field, QPushButton("Save"))) == []


def test_controls_without_a_name(qtbot: QtBot) -> None:
    found = audit(_window(qtbot, QToolButton(), QLineEdit(), QComboBox()))
    assert len([problem for problem in found if "no accessible name" in problem]) == 3


def test_a_control_that_only_the_mouse_reaches(qtbot: QtBot) -> None:
    button = QPushButton("Save")
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert audit(_window(qtbot, button)) == ["QPushButton 'Save' is out of the keyboard's reach"]


def test_texts_without_room(qtbot: QtBot) -> None:
    plain, wrapped, button = (
        QLabel("a sentence of some length"),
        QLabel("a sentence of some length"),
        QPushButton("Save all"),
    )
    wrapped.setWordWrap(True)
    plain.setFixedWidth(40)
    wrapped.setFixedSize(60, 12)
    button.setFixedWidth(20)
    found = audit(_window(qtbot, plain, wrapped, button))
    assert len(found) == 3
    assert all("is clipped" in problem for problem in found)


def test_what_was_not_translated(qtbot: QtBot) -> None:
    name = QLabel("Deepgram")
    window = _window(qtbot, QLabel("听写"), name, QLabel("Ctrl+Alt+Space"), QPushButton("Save"), QLabel("Ada"))
    window.setWindowTitle("设置")
    assert audit(window, language="zh", data=frozenset({"Ada"})) == [
        "QPushButton 'Save' is in the other language: 'Save'"
    ]
