"""Small drawn things on the card of a model: how good it is, and how much of the memory it takes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from echoflow.text import tr
from echoflow.ui.models.model_item import Memory
from echoflow.ui.style_sheet import accent_color, bad_color, good_color, warning_color
from echoflow.ui.theme import current_theme, em, faded

_DOTS = 5


class Rating(QWidget):
    """One to five dots."""

    def __init__(self, name: str) -> None:
        """`name` is what is rated."""
        super().__init__()
        self._name = name
        self._value = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_value(self, value: int) -> None:
        """1 to 5."""
        self._value = value
        self.setAccessibleName(tr("{name}: {value} of {most}", name=self._name, value=value, most=_DOTS))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """A line of text high."""
        side = self.fontMetrics().height()
        return QSize(round(side * 0.55 * _DOTS), side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Full ones, then empty ones."""
        theme = current_theme()
        pitch = self.width() / _DOTS
        side = pitch * 0.66
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for place in range(_DOTS):
                painter.setBrush(accent_color(theme) if place < self._value else faded(theme.text, 0.16))
                painter.drawEllipse(QRectF(place * pitch, (self.height() - side) / 2, side, side))


class MemoryBar(QWidget):
    """How much of the free memory a model takes; beyond the end of the bar it does not fit."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self._tone = "good"
        self.setAccessibleName(tr("Memory"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_memory(self, memory: Memory) -> None:
        """Shows it from now on."""
        self._share, self._tone = memory.share or 0.0, memory.tone
        self.setAccessibleDescription(memory.words)
        self.update()

    def sizeHint(self) -> QSize:
        """Half a line of text high."""
        return QSize(em(self.font()) * 16, round(self.fontMetrics().height() * 0.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Full where it does not fit."""
        theme = current_theme()
        colors = {"good": good_color, "warning": warning_color, "bad": bad_color}
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(area, area.height() / 2, area.height() / 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(outline, faded(theme.text, 0.10))
            painter.setClipPath(outline)
            width = area.width() * min(1.0, self._share)
            painter.fillRect(QRectF(area.left(), 0, width, self.height()), colors.get(self._tone, good_color)(theme))
