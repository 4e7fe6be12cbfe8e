"""Small drawn things in windows: a busy sign, a level meter, a bar of what was spent."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPainterPath, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from echoflow.text import tr
from echoflow.ui.overlay.motion import Glide
from echoflow.ui.style_sheet import accent_color, bad_color, good_color, warning_color
from echoflow.ui.theme import blend, current_theme, em, faded

_FRAME_MILLISECONDS = 33


class BusySign(QWidget):
    """An arc that turns while something is waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Busy"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, interval=_FRAME_MILLISECONDS)
        self._timer.timeout.connect(self.update)
        self.hide()

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        side = self.fontMetrics().height()
        return QSize(side, side)

    def showEvent(self, event: QShowEvent) -> None:
        """It turns only while it can be seen."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """It turns only while it can be seen."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Most of a circle, turning once a second."""
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side = min(self.width(), self.height())
            width = side * 0.13
            area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            area.adjust(width, width, -width, -width)
            painter.setPen(QPen(faded(theme.text, 0.12), width))
            painter.drawEllipse(area)
            painter.setPen(QPen(accent_color(theme), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            # Qt counts in sixteenths of a degree, anticlockwise.
            painter.drawArc(area, round(-5760 * (time.monotonic() % 1.0)), 1600)


class PeakHold:
    """The loudest level of late: it stays where it was for a moment, then sinks.

    Attributes:
        decibels: where it is now.
    """

    _HOLD_SECONDS = 1.0
    _FALL_PER_SECOND = 24.0
    """Decibels; about that of a peak programme meter."""

    def __init__(self, lowest: float) -> None:
        self.decibels = lowest
        self._lowest = lowest
        self._reached = -math.inf
        self._last = -math.inf

    def receive(self, decibels: float, now: float) -> None:
        """The level at `now` (seconds); times never go back."""
        elapsed, self._last = now - max(self._last, self._reached + self._HOLD_SECONDS), now
        if elapsed > 0 and math.isfinite(elapsed):
            self.decibels = max(self._lowest, self.decibels - self._FALL_PER_SECOND * elapsed)
        if decibels >= self.decibels:
            self.decibels, self._reached = max(self._lowest, decibels), now


class LevelBar(QWidget):
    """How loud the microphone is, from `QUIETEST` dB to full scale, with the range a voice should be in.

    The loudest level of late stays marked for a moment.
    """

    QUIETEST = -60.0
    GOOD = (-30.0, -6.0)
    """Decibels of a voice that is neither too far away nor cut off at its peaks."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Level of the microphone"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._level = Glide(0.0, 0.03, falling_seconds=0.2)
        self._peak = PeakHold(self.QUIETEST)
        self._last = time.monotonic()

    def sizeHint(self) -> QSize:
        """A line of text high."""
        return QSize(em(self.font()) * 30, round(self.fontMetrics().height() * 1.2))

    def set_level(self, decibels: float) -> None:
        """Full scale is 0."""
        now = time.monotonic()
        self._peak.receive(min(0.0, decibels), now)
        self._level.target = min(1.0, max(0.0, 1 - decibels / self.QUIETEST))
        self._level.advance(min(0.2, now - self._last))
        self._last = now
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A row of bars, as many lit as it is loud."""
        theme = current_theme()
        count = 48
        pitch = self.width() / count
        lit = self._level.value * count
        peak = math.floor((1 - self._peak.decibels / self.QUIETEST) * count - 0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for index in range(count):
                decibels = self.QUIETEST * (1 - (index + 0.5) / count)
                color = good_color(theme) if decibels < self.GOOD[1] else bad_color(theme)
                if decibels < self.GOOD[0]:
                    color = blend(good_color(theme), theme.text_secondary, 0.55)
                is_good = self.GOOD[0] <= decibels < self.GOOD[1]
                height = self.height() * (1.0 if is_good else 0.62)
                painter.setBrush(
                    color if index < lit or index == peak else faded(theme.text, 0.16 if is_good else 0.10)
                )
                bar = QRectF(index * pitch, (self.height() - height) / 2, pitch * 0.62, height)
                painter.drawRoundedRect(bar, pitch * 0.3, pitch * 0.3)


@dataclass(frozen=True, slots=True)
class Share:
    """What one engine cost.

    Attributes:
        name: of the engine, for people.
        dollars: this month.
        color: it is drawn in.
    """

    name: str
    dollars: float
    color: QColor


class CostBar(QWidget):
    """What was spent, engine by engine, in a bar as long as the budget; without a budget, as long as what was spent."""

    _WARNING = 0.8
    """Of the budget; there is a mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shares: tuple[Share, ...] = ()
        self._budget = 0.0

    def sizeHint(self) -> QSize:
        """Less than a line of text high."""
        return QSize(em(self.font()) * 30, round(self.fontMetrics().height() * 0.8))

    def set_costs(self, shares: Sequence[Share], budget: float) -> None:
        """`budget` in dollars, 0 for none."""
        self._shares, self._budget = tuple(shares), budget
        spent = ", ".join(f"{share.name} ${share.dollars:.2f}" for share in shares)
        self.setAccessibleName(tr("Spent this month"))
        self.setAccessibleDescription(spent)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pieces from the left; beyond the budget there is nothing to draw on."""
        theme = current_theme()
        spent = sum(share.dollars for share in self._shares)
        whole = max(self._budget or spent, math.ulp(1.0))
        outline = QPainterPath()
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline.addRoundedRect(area, area.height() / 2, area.height() / 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(outline, faded(theme.text, 0.08))
            painter.setClipPath(outline)
            left = 0.0
            for share in self._shares:
                width = min(area.width() - left, area.width() * share.dollars / whole)
                painter.fillRect(QRectF(left, 0, width, self.height()), share.color)
                left += width
            if self._budget:
                mark = area.width() * self._WARNING
                painter.fillRect(QRectF(mark - 1, 0, 2, self.height()), warning_color(theme))
