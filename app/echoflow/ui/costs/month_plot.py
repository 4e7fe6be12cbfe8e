"""The month day by day: what was spent by then, what it comes to at the end, and the budget."""

from __future__ import annotations

import calendar
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF

from echoflow.store.prices import dollars_text
from echoflow.text import tr
from echoflow.ui.costs.cost_figures import CostFigures, day_text
from echoflow.ui.costs.day_plot import paint_lines
from echoflow.ui.costs.dollar_axis import DollarAxis
from echoflow.ui.plot import Plot
from echoflow.ui.style_sheet import accent_color, bad_color, warning_color
from echoflow.ui.theme import current_theme, faded


class MonthPlot(Plot):
    """A rising line, dashed from today on; a line across is the budget."""

    COMFORTABLE = (40, 12)
    SMALLEST = (30, 9)

    def __init__(self) -> None:
        super().__init__(tr("This month and its forecast"))
        self._figures = CostFigures()

    def set_figures(self, figures: CostFigures) -> None:
        """Draws these."""
        self._figures = figures
        self.setAccessibleDescription(figures.budget_note()[0])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Round sums, budget, what was spent, and what is expected."""
        figures = self._figures
        if not figures.days:
            return
        metrics = QFontMetricsF(self.font())
        today = max(figures.days)
        last = calendar.monthrange(today.year, today.month)[1]
        # A budget far above all that is spent would press the curve to the ground; its line is at the top then.
        highest = max(figures.forecast, figures.month, min(figures.budget, 4 * figures.forecast))
        axis = DollarAxis.up_to(highest, self.height() - metrics.height() * 1.5, metrics.height() * 1.6)
        left, right = metrics.horizontalAdvance("$0.000") + 8, self.width() - 6.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_lines(painter, axis, left, right, metrics)
            spent = _spent(figures, today)
            points = [
                QPointF(left + (right - left) * day / last, axis.at(dollars)) for day, dollars in enumerate(spent)
            ]
            end = QPointF(right, axis.at(figures.forecast))
            self._paint_budget(painter, axis, left, right)
            self._paint_curve(painter, points, end, axis.bottom)
            self._paint_days(painter, axis, (left, right), date(today.year, today.month, last))

    def _paint_curve(self, painter: QPainter, points: list[QPointF], end: QPointF, bottom: float) -> None:
        theme = current_theme()
        color = accent_color(theme)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(color, 0.16))
        painter.drawPolygon(QPolygonF([*points, QPointF(points[-1].x(), bottom), QPointF(points[0].x(), bottom)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(color, 2, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(points[-1], end)
        painter.setPen(QPen(color, 2))
        painter.setBrush(color)
        painter.drawEllipse(points[-1], 3, 3)
        self._write(painter, dollars_text(self._figures.forecast), end, theme.text)

    def _paint_budget(self, painter: QPainter, axis: DollarAxis, left: float, right: float) -> None:
        figures, theme = self._figures, current_theme()
        if not figures.budget:
            return
        color = bad_color(theme) if figures.forecast > figures.budget else warning_color(theme)
        y = axis.at(figures.budget)
        painter.setPen(QPen(color, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        above = figures.budget > axis.highest
        words = tr("budget {dollars}", dollars=dollars_text(figures.budget)) + (" ↑" if above else "")
        painter.setPen(color)
        painter.drawText(QPointF(left + 6, y - 5), words)

    def _paint_days(self, painter: QPainter, axis: DollarAxis, ends: tuple[float, float], last: date) -> None:
        metrics = QFontMetricsF(self.font())
        painter.setPen(current_theme().text_secondary)
        first_words, last_words = day_text(last.replace(day=1)), day_text(last)
        y = axis.bottom + metrics.height() * 1.15
        painter.drawText(QPointF(ends[0], y), first_words)
        painter.drawText(QPointF(ends[1] - metrics.horizontalAdvance(last_words), y), last_words)

    def _write(self, painter: QPainter, words: str, at: QPointF, color: QColor) -> None:
        """Above `at`, which is at the right edge."""
        metrics = QFontMetricsF(self.font())
        width = metrics.horizontalAdvance(words)
        painter.setPen(color)
        area = QRectF(self.width() - width - 4, at.y() - metrics.height() - 6, width + 2, metrics.height())
        painter.drawText(area, words)


def _spent(figures: CostFigures, today: date) -> list[float]:
    """Dollars by the end of each day of the month, from none."""
    spent = [0.0]
    for number in range(1, today.day + 1):
        spent.append(spent[-1] + sum(figures.days.get(today.replace(day=number), {}).values()))
    return spent
