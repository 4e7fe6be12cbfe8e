"""What drawings of figures have in common: their type, their size, and one of several things that is chosen in them."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from echoflow.ui.theme import em, interface_font


class Plot(QWidget):
    """A drawing that takes what room there is.

    Attributes:
        COMFORTABLE: the size it would like to have, in average characters and lines of text.
        SMALLEST: the size it can do with.
    """

    COMFORTABLE: ClassVar[tuple[float, float]]
    SMALLEST: ClassVar[tuple[float, float]]

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader calls it."""
        super().__init__()
        self.setFont(interface_font(0.9))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """In the user's font."""
        return self._room_for(*self.COMFORTABLE)

    def minimumSizeHint(self) -> QSize:
        """In the user's font."""
        return self._room_for(*self.SMALLEST)

    def _room_for(self, characters: float, lines: float) -> QSize:
        return QSize(round(em(self.font()) * characters), round(self.fontMetrics().height() * lines))


class ChoicePlot(Plot):
    """One that shows several things of a kind; the mouse and the arrow keys choose one, whose figures are told.

    Attributes:
        BACK: the key that leads to the one before.
        ON: the key that leads to the next.
    """

    BACK: ClassVar[Qt.Key]
    ON: ClassVar[Qt.Key]

    selection_changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._selected = 0

    @property
    def count(self) -> int:
        """How many things there are."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """The figures of the chosen one; empty if there is none."""
        raise NotImplementedError

    def index_at(self, place: QPointF) -> int | None:
        """Which one is drawn there."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the next and the one before, to the first and to the last."""
        last = self.count - 1
        steps = {
            self.BACK: self._selected - 1,
            self.ON: self._selected + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        chosen = steps.get(Qt.Key(event.key()))
        if chosen is None or last < 0:
            super().keyPressEvent(event)
        else:
            self._select(min(max(0, chosen), last))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What the mouse points at is told."""
        if (index := self.index_at(event.position())) is not None:
            self._select(index)

    def _select(self, index: int) -> None:
        if index != self._selected:
            self._selected = index
            self._tell()

    def _tell(self) -> None:
        """What is shown, or chosen, is another."""
        self.setAccessibleDescription(self.words)
        self.update()
        self.selection_changed.emit()
