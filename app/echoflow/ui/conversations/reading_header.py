"""Above a conversation that is read: what it is, and what can be done with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from echoflow.store.conversations_record import Summary
from echoflow.text import tr
from echoflow.ui.conversations.conversation_list import turn_count
from echoflow.ui.conversations.when import clock_time, day_name, day_of
from echoflow.ui.style_sheet import card_color
from echoflow.ui.theme import blend, current_theme
from echoflow.ui.window import GAP, MARGIN, button, label, row


class ReadingHeader(QWidget):
    """The title, the day, and buttons."""

    continued = Signal()
    copied = Signal()
    exported = Signal()
    deleted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self.title = label(bold=True, ratio=1.2)
        self.title.setWordWrap(False)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.details = _one_line()
        self.resume = button(tr("&Continue"), self.continued.emit, primary=True)
        self.copy = button(tr("Cop&y"), self.copied.emit)
        self.export = button(tr("&Export…"), self.exported.emit)
        self.delete = button(tr("&Delete"), self.deleted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN - 2, MARGIN - 4, MARGIN - 4, GAP)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.details)
        column.addSpacing(8)
        column.addLayout(row(self.resume, 1, self.copy, self.export, self.delete, spacing=8))

    def show_summary(self, summary: Summary | None, today: date) -> None:
        """What is known of the conversation."""
        self._title = summary.title if summary is not None else ""
        self.title.setToolTip(self._title)
        self.title.setAccessibleName(self._title)
        self._elide()
        if summary is None:
            self.details.setText("")
            return
        day, time = day_name(day_of(summary.started), today), clock_time(summary.started)
        self.details.setText(" · ".join((day, time, turn_count(summary.turns))))

    def set_running(self, running: bool) -> None:
        """The conversation is going on anyway."""
        self.resume.setEnabled(not running)
        self.resume.setText(tr("Going on now") if running else tr("&Continue"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the title as there is room for."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """The same with another font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._elide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line between it and the conversation."""
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setPen(blend(card_color(theme), theme.text, 0.10))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _elide(self) -> None:
        room = self.width() - 2 * MARGIN
        short = self.title.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, max(0, room))
        self.title.setText(short)


def _one_line() -> QLabel:
    made = label(tone="secondary", ratio=0.9)
    made.setWordWrap(False)
    return made
