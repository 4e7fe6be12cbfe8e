"""What any window has to be: reachable by keyboard, told by a screen reader, and not cut off."""

from __future__ import annotations

import re
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QWidget

from echoflow.ui.window import AppWindow

W = TypeVar("W", bound=AppWindow)


def shown(window: W) -> W:
    """The window, laid out and drawn."""
    window.open()
    QApplication.processEvents()
    return window


def reached_by_tab(window: QWidget) -> list[QWidget]:
    """What Tab leads to, in its order."""
    chain: list[QWidget] = []
    here = window.nextInFocusChain()
    while here is not None and here is not window and here not in chain:
        chain.append(here)
        here = here.nextInFocusChain()
    return [
        one
        for one in chain
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled() and one.isVisible() and not one.focusProxy()
    ]


def nameless(window: QWidget) -> list[QWidget]:
    """What can have the keyboard, but has nothing a screen reader could say."""
    found = []
    for widget in reached_by_tab(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name):
            found.append(widget)
    return found


_UNBREAKABLE = re.compile(r"[^\s\u200b\u2e80-\u9fff\uff00-\uffef]+|[\u2e80-\u9fff\uff00-\uffef]")
"""What a line is not broken in: a word, or one Chinese character."""


def cut_off(window: QWidget) -> list[str]:
    """Words that do not fit where they are drawn."""
    buttons = [each for each in window.findChildren(QAbstractButton) if each.isVisible() and each.text()]
    found = [each.text() for each in buttons if each.width() < each.sizeHint().width()]
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        widest_word = max(label.fontMetrics().horizontalAdvance(word) for word in _UNBREAKABLE.findall(label.text()))
        too_narrow = label.sizeHint().width() if not label.wordWrap() else widest_word
        if label.height() < needed or label.width() < too_narrow:
            found.append(label.text())
    return found


def answer_question(window: QWidget, button_text: str) -> str:
    """Clicks a button of the question that `window` asks; returns the question."""
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    question = box.text()
    next(button for button in box.buttons() if button.text() == button_text).click()
    return question
