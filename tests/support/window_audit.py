"""What is wrong with a window for those who cannot see it, have no mouse, or read the other language.

`audit` looks at every control that is shown and says, one sentence each: which has no name for a screen reader, which
the keyboard does not reach, which text has no room, and which was not translated. `use` tries the keyboard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from echoflow.ui.hotkeys.chord_field import ChordField
from support.keyboard_audit import closing_problems, out_of_reach, walk_problems
from support.text_audit import clipped_text, foreign_texts, is_foreign, overlapping, what

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

_DRAWS_WORDS = (ChordField,)
"""Buttons whose words are drawn by themselves."""


def audit(window: QWidget, *, language: str = "en", data: frozenset[str] = frozenset()) -> list[str]:
    """The problems of `window`, which is shown; `data` are words that are no text of ours."""
    shown = _shown(window)
    controls = _controls(shown)
    problems = _without_name(controls) + out_of_reach(window, controls)
    problems += _same_letter(shown) + room_problems(window) + foreign_texts([window, *shown], language, data)
    for each in shown:
        menu = each.menu() if isinstance(each, QPushButton) else None
        if menu is not None:
            problems += audit_menu(menu, language=language, data=data)
    if isinstance(window, QMessageBox) and window.defaultButton() is None:
        problems.append(f"{what(window)} has no default button")
    return problems


def room_problems(window: QWidget) -> list[str]:
    """What has no room in `window` as large as it is now."""
    shown = _shown(window)
    problems = [f"{what(widget)} is clipped: {text!r}" for widget in shown if (text := clipped_text(widget))]
    return problems + overlapping(shown)


def use(window: QWidget, *, escapes: int = 1) -> list[str]:
    """The problems of who has only the keyboard; `escapes`: how many times Escape may have something else to end."""
    return walk_problems(window, _controls(_shown(window))) + closing_problems(window, escapes=escapes)


def audit_menu(menu: QMenu, *, language: str = "en", data: frozenset[str] = frozenset()) -> list[str]:
    """The problems of a menu, and of those in it. What is chosen from comes from elsewhere and has no letters."""
    actions = [action for action in menu.actions() if not action.isSeparator() and action.isVisible()]
    letters = filter(None, (mnemonic(action.text()) for action in actions))
    problems = [f"the letter {letter} is twice in the menu {menu.title()!r}" for letter in _doubles(letters)]
    for action in actions:
        words = action.text().partition("\t")[0]
        if action.actionGroup() is None and not mnemonic(words):
            problems.append(f"{words!r} in the menu {menu.title()!r} has no letter")
        if is_foreign(words.replace("&", ""), language, data):
            problems.append(f"{words!r} in the menu {menu.title()!r} is in the other language")
        submenu = action.menu()
        if isinstance(submenu, QMenu):
            problems += audit_menu(submenu, language=language, data=data)
    return problems


def _shown(window: QWidget) -> list[QWidget]:
    """What is seen in this window; what it asks in another one is that one's business."""
    return [each for each in window.findChildren(QWidget) if each.isVisibleTo(window) and each.window() is window]


def _controls(shown: Iterable[QWidget]) -> list[QWidget]:
    return [each for each in shown if isinstance(each, _CONTROLS) and not _is_a_part(each)]


def _is_a_part(control: QWidget) -> bool:
    """It belongs to another control, which has the name and the keyboard."""
    parent = control.parentWidget()
    return (
        isinstance(control, QScrollBar)
        or isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit)
        or control.objectName().startswith("qt_")
        or (isinstance(parent, QAbstractItemView) and not isinstance(control, QAbstractItemView))
    )


def _without_name(controls: Sequence[QWidget]) -> list[str]:
    """Nameless ones, those with the name of another, and pictures that are not explained."""
    problems = []
    seen: set[tuple[QAccessible.Role, str, str]] = set()
    for control in controls:
        words = _spoken(control)
        if not words[1] or words[1] == type(control).__name__:
            problems.append(f"{what(control)} has no accessible name")
        elif words in seen and control.isEnabled():
            problems.append(f"{what(control)} sounds like another one: {words[1]!r}")
        seen.add(words)
        if isinstance(control, QAbstractButton) and not control.isCheckable() and not isinstance(control, _DRAWS_WORDS):
            is_explained = control.text() or control.toolTip()
            problems += [] if is_explained else [f"{what(control)} is a picture that nothing explains"]
    return problems


def _spoken(control: QWidget) -> tuple[QAccessible.Role, str, str]:
    """Role, name and description, for a screen reader."""
    interface = QAccessible.queryAccessibleInterface(control)
    if interface is None:
        return QAccessible.Role.NoRole, "", ""
    name, description = (interface.text(each).strip() for each in (QAccessible.Text.Name, QAccessible.Text.Description))
    if isinstance(control, QComboBox):
        # On Linux Qt calls it by what is chosen in it; what that is for, the label says that belongs to it.
        name = " ".join(_text_of(label) for label, _ in interface.relations(QAccessible.RelationFlag.Label))
    return interface.role(), name, description


def _text_of(interface: QAccessibleInterface | None) -> str:
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _same_letter(shown: Iterable[QWidget]) -> list[str]:
    texts = [each.text() for each in shown if isinstance(each, QAbstractButton)]
    texts += [each.text() for each in shown if isinstance(each, QLabel) and each.buddy() is not None]
    letters = filter(None, (mnemonic(text) for text in texts))
    return [f"Alt+{letter} means two things" for letter in _doubles(letters)]


def mnemonic(text: str) -> str:
    """The letter behind an ampersand, as a capital; empty if there is none."""
    place = text.replace("&&", "  ").find("&")
    return text[place + 1 : place + 2].upper() if place >= 0 else ""


def _doubles(letters: Iterable[str]) -> list[str]:
    return [letter for letter, count in Counter(letters).items() if count > 1]
