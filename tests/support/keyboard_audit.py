"""What of a window the keyboard does not reach, or not in a sensible order, and whether it closes as windows do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QRadioButton, QWidget

from support.text_audit import page_of, what

_MANY = 400
"""More controls than any window has."""


def out_of_reach(window: QWidget, controls: Sequence[QWidget]) -> list[str]:
    """Those of `controls`, in `window`, that Tab does not lead to."""
    chain = set(_focus_chain(window))
    return [
        f"{what(control)} is out of the keyboard's reach"
        for control in controls
        if control.isEnabled() and not _is_reachable(control, chain)
    ]


def _focus_chain(window: QWidget) -> Iterator[QWidget]:
    at = window.nextInFocusChain()
    while at is not None and at is not window:
        yield at
        at = at.nextInFocusChain()


def _is_reachable(control: QWidget, chain: set[QWidget]) -> bool:
    if isinstance(control, QRadioButton):
        # The arrow keys go from one to the other, and Tab to the one that is chosen.
        return control.focusPolicy() != Qt.FocusPolicy.NoFocus
    takes_tab = bool(control.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return takes_tab and (control in chain or control.focusProxy() in chain)


def walk(window: QWidget) -> tuple[list[QWidget], list[str]]:
    """Where Tab leads, pressed again and again, from where the keyboard is; and what cannot be seen meanwhile."""
    visited: list[QWidget] = []
    unseen = []
    for _ in range(_MANY):
        here = window.focusWidget()
        if here is None or here in visited:
            break
        visited.append(here)
        # The first one was not led to by a key.
        if here.visibleRegion().isEmpty() and len(visited) > 1:
            unseen.append(f"{what(here)} has the keyboard and is out of sight")
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if window.focusWidget() is here:
            # Within a text it goes to the link first.
            QTest.keyClick(here, Qt.Key.Key_Tab)
    return visited, unseen


def walk_problems(window: QWidget, controls: Sequence[QWidget]) -> list[str]:
    """What goes wrong on the way through `window` with Tab; the keyboard has to be in it."""
    visited, problems = walk(window)
    enabled = [control for control in controls if control.isEnabled()]
    if visited and len(enabled) > 1 and window.focusWidget() is visited[-1]:
        problems.append(f"{what(visited[-1])} keeps the Tab key")
    problems += [
        f"{what(control)} is passed over by Tab"
        for control in enabled
        if not isinstance(control, QRadioButton) and _focus_of(control) not in visited
    ]
    return problems + _disorder(window, visited)


def _focus_of(control: QWidget) -> QWidget:
    proxy = control.focusProxy()
    return proxy if proxy is not None else control


def _disorder(window: QWidget, visited: Sequence[QWidget]) -> list[str]:
    """Where Tab goes up, or back in a line."""
    steps = pairwise([*visited, *visited[:1]])
    back = [(one, other) for one, other in steps if _is_before(*_comparable(other, one, window))]
    # Where it begins is for the window to say; from the end it goes to the beginning, once.
    return [f"Tab goes back from {what(one)} to {what(other)}" for one, other in back] if len(back) > 1 else []


def _comparable(one: QWidget, other: QWidget, window: QWidget) -> tuple[QRect, QRect]:
    """Where they are; what is scrolled stands where the page is, unless both are on it."""
    page, other_page = page_of(one), page_of(other)
    if page is not other_page:
        one, other = page or one, other_page or other
    return _place(one, window), _place(other, window)


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def _is_before(one: QRect, other: QRect) -> bool:
    """Whether a reader comes to `one` first: it is above `other`, or beside it on the left."""
    is_above = one.bottom() < other.top() and one.left() <= other.right()
    is_beside = one.right() < other.left() and one.top() <= other.bottom() and other.top() <= one.bottom()
    return is_above or is_beside


class _CloseCounter(QObject):
    """Counts the wishes of a window to close, and lets none come true."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.count = 0
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if watched is self._window and event.type() is QEvent.Type.Close:
            self.count += 1
            event.ignore()
            return True
        return False


def closing_problems(window: QWidget, *, escapes: int = 1) -> list[str]:
    """Whether Escape and Ctrl+W close it, wherever the keyboard is; Escape at the latest the `escapes`th time."""
    if isinstance(window, QDialog):
        QTest.keyClick(window, Qt.Key.Key_Escape)
        return [f"Escape does not close {what(window)}"] if window.isVisible() else []
    problems = []
    counter = _CloseCounter(window)
    for here in walk(window)[0]:
        for name, key, modifiers, times in (
            ("Escape", Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, escapes),
            ("Ctrl+W", Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier, 1),
        ):
            counter.count = 0
            for _ in range(times):
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(here, QKeyEvent(kind, key, modifiers))
            if not counter.count:
                problems.append(f"{name} in {what(here)} does not close the window")
    window.removeEventFilter(counter)
    return problems
