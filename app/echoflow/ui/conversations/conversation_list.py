"""The list of conversations: by day, or what a search has found; and how each is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from echoflow.store.conversations_record import Hit, Snippet, Summary
from echoflow.text import tr
from echoflow.ui.conversations.when import clock_time, day_name, day_of, short_day
from echoflow.ui.list_ground import paint_ground
from echoflow.ui.style_sheet import good_color
from echoflow.ui.theme import Theme, current_theme, faded, interface_font

ITEM_ROLE = Qt.ItemDataRole.UserRole
RUNNING_ROLE = Qt.ItemDataRole.UserRole + 1

_PADDING = 9
_SIDE = 12

_MARKER = QColor("#ffc93c")
"""Behind words that were found, as a text marker would."""


@dataclass(frozen=True, slots=True)
class Section:
    """A line between conversations: their day."""

    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation.

    Attributes:
        summary: it.
        when: what stands beside its title.
        details: its second line.
        turn: number of the turn to be shown first; 0 for none.
    """

    summary: Summary
    when: str
    details: Snippet
    turn: int = 0


def by_day(summaries: Iterable[Summary], today: date) -> list[Section | Row]:
    """The conversations under the days on which they ended, in their order."""
    rows: list[Section | Row] = []
    last: date | None = None
    for summary in summaries:
        day = day_of(summary.updated)
        if day != last:
            rows.append(Section(day_name(day, today)))
            last = day
        rows.append(Row(summary, clock_time(summary.updated), Snippet(summary.last or turn_count(summary.turns))))
    return rows


def found(hits: Iterable[Hit], today: date) -> list[Section | Row]:
    """What a search has found, with the words around it."""
    return [Row(hit.summary, short_day(hit.summary.updated, today), hit.snippet, hit.turn) for hit in hits]


def turn_count(count: int) -> str:
    """How long a conversation is."""
    return tr("1 turn") if count == 1 else tr("{count} turns", count=count)


class ConversationModel(QAbstractListModel):
    """The rows, and which conversation is going on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Section | Row] = []
        self._running = ""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Days cannot be selected, so the keys pass over them."""
        if index.isValid() and isinstance(self._rows[index.row()], Section):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, and what a screen reader says."""
        row = self._rows[index.row()]
        if role == ITEM_ROLE:
            return row
        if isinstance(row, Section):
            return row.words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.summary.title
            case Qt.ItemDataRole.AccessibleTextRole:
                running = tr("going on now") if self._is_running(row) else ""
                return ", ".join(filter(None, (row.summary.title, running, row.when, row.details.text)))
            case _:
                return self._is_running(row) if role == RUNNING_ROLE else None

    def replace(self, rows: Sequence[Section | Row]) -> None:
        """Other rows than before."""
        if list(rows) != self._rows:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()

    def set_running(self, key: str) -> None:
        """Which conversation is going on; "" for none of these."""
        self._running = key
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row_of(self, key: str) -> int:
        """Where the conversation is; -1 if it is not there."""
        return next((n for n, row in enumerate(self._rows) if isinstance(row, Row) and row.summary.key == key), -1)

    def nearest(self, number: int) -> int:
        """The conversation at row `number`, else the next one, else the last; -1 if there is none."""
        places = [n for n, row in enumerate(self._rows) if isinstance(row, Row)]
        return next((n for n in places if n >= number), places[-1] if places else -1)

    def _is_running(self, row: Row) -> bool:
        return row.summary.key == self._running


class ConversationDelegate(QStyledItemDelegate):
    """A conversation in two lines: its title and when it was, and a detail; a day in small type."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._title = interface_font(1.0, QFont.Weight.DemiBold)
        self._details = interface_font(0.9)
        self._section = interface_font(0.85, QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its lines in the user's font."""
        if isinstance(index.data(ITEM_ROLE), Section):
            return QSize(180, round(QFontMetricsF(self._section).height() * 2.1))
        lines = QFontMetricsF(self._title).height() + QFontMetricsF(self._details).height()
        return QSize(180, round(lines + 2 * _PADDING))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws it."""
        theme = current_theme()
        row: Section | Row = index.data(ITEM_ROLE)
        # Some of Qt's stubs know nothing of what an option holds.
        drawn: Any = option
        area = QRect(drawn.rect).adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Section):
            self._paint_section(painter, QRectF(area), row, theme)
        else:
            paint_ground(painter, area, theme, drawn.state)
            inside = QRectF(area).adjusted(_SIDE, _PADDING, -_SIDE, -_PADDING)
            self._paint_row(painter, inside, row, theme, is_running=index.data(RUNNING_ROLE))
        painter.restore()

    def _paint_section(self, painter: QPainter, area: QRectF, section: Section, theme: Theme) -> None:
        metrics = QFontMetricsF(self._section)
        painter.setFont(self._section)
        painter.setPen(theme.text_secondary)
        baseline = area.bottom() - metrics.descent() - 3
        words = metrics.elidedText(section.words, Qt.TextElideMode.ElideRight, area.width() - 2 * _SIDE)
        painter.drawText(QPointF(area.left() + _SIDE, baseline), words)

    def _paint_row(self, painter: QPainter, area: QRectF, row: Row, theme: Theme, *, is_running: bool) -> None:
        title, details = QFontMetricsF(self._title), QFontMetricsF(self._details)
        top = area.top() + title.ascent()
        when = tr("now") if is_running else row.when
        width = details.horizontalAdvance(when)
        painter.setFont(self._details)
        painter.setPen(good_color(theme) if is_running else theme.text_secondary)
        painter.drawText(QPointF(area.right() - width, top), when)
        painter.setFont(self._title)
        painter.setPen(theme.text)
        room = area.width() - width - _SIDE
        painter.drawText(
            QPointF(area.left(), top), title.elidedText(row.summary.title, Qt.TextElideMode.ElideRight, room)
        )
        second = QRectF(area.left(), area.top() + title.height(), area.width(), details.height())
        _paint_snippet(painter, second, row.details, self._details, theme)


def _paint_snippet(painter: QPainter, area: QRectF, snippet: Snippet, font: QFont, theme: Theme) -> None:
    """One line, as much of it as fits, with what was found on a ground of its own."""
    metrics = QFontMetricsF(font)
    words = metrics.elidedText(snippet.text, Qt.TextElideMode.ElideRight, area.width())
    layout = QTextLayout(words, font)
    layout.beginLayout()
    layout.createLine().setLineWidth(area.width() + metrics.averageCharWidth())
    layout.endLayout()
    ranges = []
    for begin, end in snippet.marks:
        if begin < len(words):
            marked = QTextLayout.FormatRange()
            marked.start, marked.length = begin, min(end, len(words)) - begin
            marked.format = mark_format(theme)
            ranges.append(marked)
    painter.setPen(theme.text_secondary)
    layout.draw(painter, area.topLeft(), ranges)


def mark_format(theme: Theme) -> QTextCharFormat:
    """Of words that were found."""
    style = QTextCharFormat()
    style.setBackground(faded(_MARKER, 0.42 if theme.is_dark else 0.60))
    style.setForeground(theme.text)
    return style
