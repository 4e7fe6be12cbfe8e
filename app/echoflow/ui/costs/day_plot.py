"""What each day cost, as bars in which the engines are stacked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen

from echoflow.store.prices import dollars_text
from echoflow.text import tr
from echoflow.ui.costs.cost_figures import day_text, day_words
from echoflow.ui.costs.dollar_axis import DollarAxis
from echoflow.ui.engine_names import engine_color
from echoflow.ui.plot import ChoicePlot
from echoflow.ui.style_sheet import accent_color
from echoflow.ui.theme import current_theme, faded

_RADIUS = 2.5


class DayPlot(ChoicePlot):
    """One bar a day; the arrow keys and the mouse choose a day, whose figures are told."""

    COMFORTABLE = (66, 12)
    SMALLEST = (40, 9)
    BACK, ON = Qt.Key.Key_Left, Qt.Key.Key_Right

    def __init__(self) -> None:
        super().__init__(tr("The last 30 days"))
        self._days: list[tuple[date, Mapping[str, float]]] = []

    @property
    def count(self) -> int:
        """How many days there are."""
        return len(self._days)

    @property
    def words(self) -> str:
        """The figures of the chosen day."""
        return day_words(*self._days[self._selected]) if self._days else ""

    def set_days(self, days: Mapping[date, Mapping[str, float]]) -> None:
        """Dollars by day and engine, the oldest first; the chosen day stays chosen, at first it is the newest."""
        chosen = self._days[self._selected][0] if self._days else None
        self._days = list(days.items())
        dates = [day for day, _ in self._days]
        self._selected = dates.index(chosen) if chosen in dates else max(0, len(dates) - 1)
        self._tell()

    def index_at(self, place: QPointF) -> int | None:
        """Which bar is drawn there."""
        left, pitch = self._left(), self._pitch()
        index = int((place.x() - left) // pitch) if pitch else -1
        return index if 0 <= index < len(self._days) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines at round sums, bars, and some dates."""
        if not self._days:
            return
        metrics = QFontMetricsF(self.font())
        highest = max(sum(engines.values()) for _, engines in self._days)
        axis = DollarAxis.up_to(highest, self.height() - metrics.height() * 1.5, metrics.height() * 0.8)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_lines(painter, axis, self._left(), self.width(), metrics)
            for index in range(len(self._days)):
                self._paint_day(painter, axis, index)
            self._paint_dates(painter, axis, metrics)

    def _paint_day(self, painter: QPainter, axis: DollarAxis, index: int) -> None:
        theme, pitch = current_theme(), self._pitch()
        left, width = self._left() + index * pitch + pitch * 0.14, pitch * 0.72
        if index == self._selected:
            painter.setPen(QPen(accent_color(theme), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(faded(theme.text, 0.07))
            whole = QRectF(left - pitch * 0.14, axis.top - 2, pitch, axis.bottom - axis.top + 3)
            painter.drawRoundedRect(whole, 4, 4)
        engines = self._days[index][1]
        top = axis.at(sum(engines.values()))
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(left, top, width, axis.bottom - top + _RADIUS), _RADIUS, _RADIUS)
        painter.save()
        painter.setClipRect(QRectF(left, top, width, axis.bottom - top))
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        below = 0.0
        for engine, cost in engines.items():
            upper, lower = axis.at(below + cost), axis.at(below)
            painter.fillRect(QRectF(left, upper, width, lower - upper), engine_color(engine, theme))
            below += cost
        painter.restore()

    def _paint_dates(self, painter: QPainter, axis: DollarAxis, metrics: QFontMetricsF) -> None:
        painter.setPen(current_theme().text_secondary)
        every = 7
        for index in range(len(self._days) - 1, -1, -every):
            words = day_text(self._days[index][0])
            x = self._left() + (index + 0.5) * self._pitch() - metrics.horizontalAdvance(words) / 2
            x = min(x, self.width() - metrics.horizontalAdvance(words))
            if x >= self._left() - metrics.averageCharWidth():
                painter.drawText(QPointF(x, axis.bottom + metrics.height() * 1.15), words)

    def _left(self) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance("$0.000") + 8

    def _pitch(self) -> float:
        return (self.width() - self._left()) / len(self._days) if self._days else 0.0


def paint_lines(painter: QPainter, axis: DollarAxis, left: float, right: float, metrics: QFontMetricsF) -> None:
    """A faint line for each round sum, with the sum in front of it."""
    theme = current_theme()
    for tick in axis.ticks():
        y = axis.at(tick)
        painter.setPen(QPen(faded(theme.text, 0.30 if tick == 0 else 0.10), 1))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        words = "0" if tick == 0 else dollars_text(round(tick, 4))
        painter.setPen(theme.text_secondary)
        painter.drawText(QPointF(left - 8 - metrics.horizontalAdvance(words), y + metrics.capHeight() / 2), words)
