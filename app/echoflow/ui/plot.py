"""What drawings of figures have in common: type, size, one of several things that is chosen, and dots of a legend."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from echoflow.ui.theme import Theme, current_theme, em, interface_font

_DOT_EMS = 0.75


class Plot(QWidget):
    """A drawing that takes what room there is.

    Attributes:
        COMFORTABLE: the size it would like to have, in ems and lines of text.
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

    def _room_for(self, ems: float, lines: float) -> QSize:
        return QSize(round(em(self.font()) * ems), round(self.fontMetrics().height() * lines))


class LegendDot(QWidget):
    """The colour of something, in front of its name."""

    def __init__(self, color: Callable[[Theme], QColor], *, roundness: float = 1.0) -> None:
        """`roundness`: of a disc 1, of a square 0."""
        super().__init__()
        self._color = color
        self._roundness = roundness
        self.setFixedWidth(round(em(self.font()) * _DOT_EMS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Half-way up the small letters of a line beside it: the middle of the line is above them."""
        metrics = QFontMetricsF(interface_font(1.0))
        side = self.width()
        middle = (self.height() + metrics.ascent() - metrics.descent() - metrics.xHeight()) / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._color(current_theme()))
            radius = side / 2 * self._roundness
            painter.drawRoundedRect(QRectF(0, middle - side / 2, side, side), radius, radius)


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
