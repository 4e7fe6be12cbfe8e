"""The last answers as a waterfall: when each stage was at work, on an axis of milliseconds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip

from echoflow.conversation.responsiveness import GOAL_P50
from echoflow.conversation.timeline import Span, TurnStage
from echoflow.text import tr
from echoflow.ui.latency.latency_figures import SHOWN, MeasuredTurn, stage_color
from echoflow.ui.latency.time_axis import TimeAxis
from echoflow.ui.plot import ChoicePlot
from echoflow.ui.stage_words import milliseconds
from echoflow.ui.style_sheet import accent_color, card_color
from echoflow.ui.theme import current_theme, faded

_LONGEST_AXIS = 6.0
"""Seconds; a longer answer runs off the axis rather than make all others too small to see."""

_MOST_BEFORE = 0.3
"""Seconds of what was done before the end of speech that are drawn."""


class Waterfall(ChoicePlot):
    """One row an answer, the newest on top.

    A row has two lanes, since a reply may be made before it is certain that one is wanted: above what is done to
    understand the user, below what is done for the reply; the sound at the end fills both. The arrow keys and the mouse
    choose an answer, whose figures are told.
    """

    COMFORTABLE = (62, SHOWN * 1.2 + 2)
    SMALLEST = (40, SHOWN + 2)
    BACK, ON = Qt.Key.Key_Up, Qt.Key.Key_Down

    def __init__(self) -> None:
        super().__init__(tr("The last answers"))
        self._turns: list[MeasuredTurn] = []

    @property
    def count(self) -> int:
        """How many answers there are."""
        return len(self._turns)

    @property
    def words(self) -> str:
        """The figures of the chosen answer."""
        return self._turns[self._selected].words() if self._turns else ""

    @property
    def selected(self) -> MeasuredTurn | None:
        """The answer whose figures are told."""
        return self._turns[self._selected] if self._turns else None

    def set_turns(self, turns: Sequence[MeasuredTurn]) -> None:
        """The last of `turns` (oldest first) are shown; a chosen one stays chosen, else it is the newest."""
        before = self.selected if self._selected else None
        self._turns = list(reversed(turns[-SHOWN:]))
        self._selected = self._turns.index(before) if before in self._turns else 0
        self._tell()

    def index_at(self, place: QPointF) -> int | None:
        """Which row is drawn there."""
        row = int(place.y() // self._row_height)
        return row if 0 <= row < len(self._turns) else None

    def event(self, event: QEvent) -> bool:
        """Tooltips with the figures of the row."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            row = self.index_at(event.pos().toPointF())
            QToolTip.showText(event.globalPos(), "" if row is None else self._turns[row].words(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axis, goal, rows."""
        if not self._turns:
            return
        theme = current_theme()
        axis = self._axis()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_axis(painter, axis)
            for row, turn in enumerate(self._turns):
                if row == self._selected:
                    painter.setPen(QPen(accent_color(theme), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
                    painter.setBrush(faded(theme.text, 0.06))
                    whole = QRectF(1, row * self._row_height + 1, self.width() - 2, self._row_height - 2)
                    painter.drawRoundedRect(whole, 6, 6)
                self._paint_row(painter, axis, row, turn)

    def _paint_axis(self, painter: QPainter, axis: TimeAxis) -> None:
        theme, bottom = current_theme(), self._row_height * len(self._turns)
        metrics = QFontMetricsF(self.font())
        for tick in axis.ticks(metrics.horizontalAdvance("00000") * 1.4):
            x = axis.at(tick)
            painter.setPen(QPen(faded(theme.text, 0.30 if tick == 0 else 0.10), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
            painter.setPen(theme.text_secondary)
            words = milliseconds(tick) if tick + 1e-9 >= axis.last else f"{tick * 1000:.0f}"
            self._centred(painter, words, x, bottom + metrics.height() * 1.1)
        painter.setPen(QPen(theme.text_secondary, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(axis.at(GOAL_P50), 0), QPointF(axis.at(GOAL_P50), bottom))

    def _centred(self, painter: QPainter, words: str, x: float, baseline: float) -> None:
        width = QFontMetricsF(self.font()).horizontalAdvance(words)
        painter.drawText(QPointF(min(x - width / 2, self.width() - width), baseline), words)

    def _paint_row(self, painter: QPainter, axis: TimeAxis, row: int, turn: MeasuredTurn) -> None:
        theme = current_theme()
        top, height = row * self._row_height + 3, self._row_height - 6
        baseline = top + (height + QFontMetricsF(self.font()).capHeight()) / 2
        painter.setPen(theme.text_secondary)
        painter.drawText(QPointF(6, baseline), turn.clock)
        painter.setPen(Qt.PenStyle.NoPen)
        for span in turn.timeline.spans():
            painter.setBrush(stage_color(span.stage, theme))
            painter.drawRoundedRect(_bar(span, axis, top, height), 2.5, 2.5)
        painter.setPen(theme.text)
        end = f"{turn.seconds * 1000:.0f}" if turn.seconds <= axis.last else f"{turn.seconds * 1000:.0f} →"
        x = axis.at(turn.seconds) + 6
        # The line of the goal must not run through the number.
        width = QFontMetricsF(self.font()).horizontalAdvance(end)
        painter.fillRect(QRectF(x - 1, top + 1, width + 2, height - 2), faded(card_color(theme), 0.9))
        painter.drawText(QPointF(x, baseline), end)

    @property
    def _row_height(self) -> float:
        """The rows share what the axis leaves, as if all of them were there."""
        return (self.height() - 1.6 * self.fontMetrics().height()) / SHOWN

    def _axis(self) -> TimeAxis:
        metrics = QFontMetricsF(self.font())
        starts = [span.start for turn in self._turns for span in turn.timeline.spans()]
        longest = max(turn.seconds for turn in self._turns)
        return TimeAxis(
            first=max(min(0.0, *starts, 0.0), -_MOST_BEFORE),
            last=min(max(longest, 1.2 * GOAL_P50), _LONGEST_AXIS),
            left=metrics.horizontalAdvance("00:00") + 16,
            right=self.width() - metrics.horizontalAdvance("00000 →") - 6,
        )


def _bar(span: Span, axis: TimeAxis, top: float, height: float) -> QRectF:
    """Where a stage is drawn; never too thin to be seen."""
    left, right = axis.at(span.start), axis.at(span.end)
    if span.stage is not TurnStage.SOUND:
        half = height / 2
        top += 0 if span.stage in (TurnStage.HEARING, TurnStage.WAITING) else half + 0.5
        height = half - 0.5
    return QRectF(left, top, max(1.5, right - left), height)
