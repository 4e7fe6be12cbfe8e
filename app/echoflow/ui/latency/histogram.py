"""How the answers' times are spread: a histogram with its p50 and p95."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen

from echoflow.conversation.responsiveness import GOAL_P50, GOAL_P95, Spread, spread
from echoflow.text import tr
from echoflow.ui.latency.time_axis import TimeAxis
from echoflow.ui.plot import Plot
from echoflow.ui.stage_words import milliseconds
from echoflow.ui.style_sheet import accent_color, bad_color, good_color, warning_color
from echoflow.ui.theme import Theme, current_theme, faded

_BINS = 24
_SHORTEST_AXIS = 1.2
_LONGEST_AXIS = 4.0
"""Seconds; the last bar holds everything beyond."""


def bins(seconds: Sequence[float], last: float) -> list[int]:
    """How many of `seconds` lie in each of equal parts from 0 to `last`; what is longer counts for the last part."""
    counts = [0] * _BINS
    for each in seconds:
        counts[min(_BINS - 1, max(0, int(each / last * _BINS)))] += 1
    return counts


class Histogram(Plot):
    """Bars are green within the goals, amber between them, red beyond."""

    COMFORTABLE = (40, 12)
    SMALLEST = (28, 8)

    def __init__(self) -> None:
        super().__init__(tr("Distribution"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._seconds: list[float] = []
        self._spread: Spread | None = None

    def set_seconds(self, seconds: Sequence[float]) -> None:
        """The times of the answers, in any order."""
        self._seconds = list(seconds)
        self._spread = spread(self._seconds)
        self.setAccessibleDescription(self._words())
        self.setToolTip(self._words())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, axis, and the two lines."""
        if self._spread is None:
            return
        theme = current_theme()
        line = self.fontMetrics().height()
        last = min(max(_SHORTEST_AXIS, math.ceil(max(self._seconds) * 5) / 5), _LONGEST_AXIS)
        axis = TimeAxis(0.0, last, 10, self.width() - 24)
        top, bottom = line * 2.6, self.height() - line * 1.6
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus():
                painter.setPen(QPen(accent_color(theme), 1.5))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            self._paint_axis(painter, axis, bottom)
            counts = bins(self._seconds, last)
            painter.setPen(Qt.PenStyle.NoPen)
            for index, count in enumerate(counts):
                start = last / _BINS * index
                left, right = axis.at(start), axis.at(start + last / _BINS)
                height = (bottom - top) * count / max(counts)
                painter.setBrush(faded(_color(start + last / _BINS / 2, theme), 0.85))
                if count:
                    painter.drawRoundedRect(QRectF(left + 1, bottom - height, right - left - 2, height), 2, 2)
            self._paint_line(painter, axis, self._spread.p50, ("p50", 0), bottom)
            self._paint_line(painter, axis, self._spread.p95, ("p95", 1), bottom)

    def _paint_axis(self, painter: QPainter, axis: TimeAxis, bottom: float) -> None:
        theme, metrics = current_theme(), QFontMetricsF(self.font())
        painter.setPen(QPen(faded(theme.text, 0.25), 1))
        painter.drawLine(QPointF(axis.left, bottom), QPointF(axis.right, bottom))
        painter.setPen(theme.text_secondary)
        for tick in axis.ticks(metrics.horizontalAdvance("00000") * 1.5):
            words = f"{tick * 1000:.0f}"
            if tick == axis.last and max(self._seconds) > axis.last:
                words += "+"
            x = axis.at(tick) - metrics.horizontalAdvance(words) / 2
            painter.drawText(QPointF(max(2.0, x), bottom + metrics.height()), words)

    def _paint_line(
        self, painter: QPainter, axis: TimeAxis, seconds: float, label: tuple[str, int], bottom: float
    ) -> None:
        """A line over the bars; `label` is its name and the line of text it is written in."""
        theme, metrics = current_theme(), QFontMetricsF(self.font())
        name, row = label
        x, baseline = axis.at(seconds), metrics.height() * (row + 0.9)
        painter.setPen(QPen(theme.text, 1.5))
        painter.drawLine(QPointF(x, metrics.height() * row + 4), QPointF(x, bottom))
        words = f"{name} {milliseconds(seconds)}"
        width = metrics.horizontalAdvance(words)
        painter.setPen(theme.text)
        painter.drawText(QPointF(x + 6 if x + 6 + width < self.width() else x - 6 - width, baseline), words)

    def _words(self) -> str:
        if self._spread is None:
            return ""
        return tr(
            "p50 {p50}, p95 {p95}, of {count} answers",
            p50=milliseconds(self._spread.p50),
            p95=milliseconds(self._spread.p95),
            count=self._spread.count,
        )


def _color(seconds: float, theme: Theme) -> QColor:
    if seconds < GOAL_P50:
        return good_color(theme)
    return warning_color(theme) if seconds < GOAL_P95 else bad_color(theme)
