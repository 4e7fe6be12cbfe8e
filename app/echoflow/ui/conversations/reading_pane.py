"""A conversation to be read: what was said to and fro, each in a bubble of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from echoflow.store.conversations_record import StoredTurn
from echoflow.text import tr
from echoflow.ui.conversations.conversation_list import mark_format
from echoflow.ui.conversations.talk_document import LINE_PERCENT, PAD_X, PAD_Y, Kind, TalkDocument, speech_font
from echoflow.ui.style_sheet import accent_color, card_color
from echoflow.ui.theme import blend, current_theme

Marks = Callable[[str], Sequence[tuple[int, int]]]
"""Where in a text something was found: first character, and that behind the last."""

_RADIUS = 12.0

_AT_ONCE = 12
"""Turns that are written before anything else may happen; they take about 5 ms, and fill a window."""


class ReadingPane(QTextEdit):
    """Shows what it is given by `show_turns`; its words can be selected and copied.

    The last turns are written first, and those before them when there is nothing else to do.
    """

    copied = Signal()
    """Words were copied."""

    def __init__(self, as_text: Callable[[Sequence[StoredTurn]], str]) -> None:
        """`as_text` writes turns for the clipboard."""
        super().__init__()
        self._as_text = as_text
        self._turns: tuple[StoredTurn, ...] = ()
        self._marks: Marks | None = None
        self._unwritten = 0
        """How many turns are still to be written, in front of the others."""
        self._target: int | None = None
        """Index of the turn that is to be seen when it is written; None for the end."""
        self._talk = TalkDocument(self.document())
        self._writing = QTimer(self, interval=0)
        self._writing.timeout.connect(self._write_more)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(tr("The conversation"))
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(18)

    @property
    def turns(self) -> tuple[StoredTurn, ...]:
        """What is shown."""
        return self._turns

    @property
    def is_complete(self) -> bool:
        """All turns are written."""
        return not self._unwritten

    @property
    def marked(self) -> list[str]:
        """The words that are marked as found."""
        # PySide's stubs know nothing of what a selection holds.
        return [getattr(each, "cursor").selectedText() for each in self.extraSelections()]  # noqa: B009

    def show_turns(self, turns: Sequence[StoredTurn], marks: Marks | None = None, first: int = 0) -> None:
        """Shows these, with what `marks` finds, from the turn with the number `first` on (0: from the end).

        Where they begin like those before, only what is new is written, and who reads further up is left there.
        """
        before, self._turns = self._turns, tuple(turns)
        same = _same(before, self._turns)
        is_more = bool(before) and not first and marks is None and self._marks is None and same >= len(before) - 1
        self._marks = marks
        if is_more and same >= self._unwritten:
            at_end = self._is_at_end()
            self._talk.remove_from(same)
            self._talk.append(self._turns[same:], same)
            if at_end:
                self._scroll_to(None)
        else:
            self._target = next((n for n, turn in enumerate(self._turns) if first and turn.number == first), None)
            self._write_anew()

    def copy_turn(self, index: int) -> None:
        """Puts a turn, by its place among those shown, into the clipboard."""
        QGuiApplication.clipboard().setText(self._as_text(self._turns[index : index + 1]))
        self.copied.emit()

    def copy_all(self) -> None:
        """Puts the whole conversation into the clipboard."""
        QGuiApplication.clipboard().setText(self._as_text(self._turns))
        self.copied.emit()

    def refresh(self) -> None:
        """Draws the same in the colours of now."""
        self._write_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies the turn at the cursor where nothing is selected; leaves Escape to the window."""
        if event.matches(QKeySequence.StandardKey.Copy):
            if self.textCursor().hasSelection():
                self.copy()
                self.copied.emit()
            elif self._turns:
                self.copy_turn(self._turn_at(self.textCursor()))
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own, with the turn under the pointer and the whole as well."""
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._turns:
            turn = self._turn_at(self.cursorForPosition(event.pos()))
            menu.addSeparator()
            menu.addAction(tr("Copy this turn"), lambda: self.copy_turn(turn))
            menu.addAction(tr("Copy the conversation"), self.copy_all)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bubbles are as wide as there is room for; who reads the end goes on doing so."""
        at_end = self._is_at_end()
        self._talk.set_width(self.viewport().width() - 2 * self.document().documentMargin())
        super().resizeEvent(event)
        if at_end and self._target is None:
            self._scroll_to(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bubbles, then the words on them."""
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_bubbles(painter)
        super().paintEvent(event)

    def _paint_bubbles(self, painter: QPainter) -> None:
        theme = current_theme()
        card, accent = card_color(theme), accent_color(theme)
        edge = blend(card, theme.text, 0.6 if theme.is_high_contrast else 0.12)
        # The one before may reach into what is seen with the edge of its bubble.
        number = max(0, self.cursorForPosition(QPoint(0, 0)).blockNumber() - 1)
        block = self.document().findBlockByNumber(number)
        for place in self._talk.places[number:]:
            if place.kind.is_bubble:
                bubble = self._bubble(block)
                if bubble.top() > self.viewport().height():
                    return
                is_user = place.kind is Kind.USER
                if is_user:
                    bubble.setRight(self.viewport().width() - self.document().documentMargin())
                painter.setBrush(blend(card, accent, 0.16) if is_user else card)
                painter.setPen(QPen(blend(card, accent, 0.34) if is_user else edge, 1.0))
                painter.drawRoundedRect(bubble, _RADIUS, _RADIUS)
            block = block.next()

    def _bubble(self, block: QTextBlock) -> QRectF:
        """Where the words of `block` are drawn, with some room around them."""
        layout = block.layout()
        words = QRectF()
        for number in range(layout.lineCount()):
            words = words.united(layout.lineAt(number).naturalTextRect())
        # What a line is higher than its type lies above it.
        slack = QFontMetricsF(speech_font()).height() * (LINE_PERCENT / 100 - 1)
        words.translate(layout.position() - QPointF(0, self.verticalScrollBar().value()))
        return words.adjusted(-PAD_X, -PAD_Y + slack * 0.5, PAD_X, PAD_Y)

    def _write_anew(self) -> None:
        self._talk.clear()
        self.setExtraSelections([])
        self._unwritten = len(self._turns)
        self._write_more()
        self._scroll_to(self._target)

    def _write_more(self) -> None:
        """Writes some more turns in front of those that are there, and keeps what is seen where it is."""
        bar = self.verticalScrollBar()
        below = bar.maximum() - bar.value()
        first = max(0, self._unwritten - _AT_ONCE)
        self._talk.prepend(self._turns[first : self._unwritten], first)
        was_awaited = self._target is not None and first <= self._target < self._unwritten
        self._unwritten = first
        if was_awaited:
            self._scroll_to(self._target)
        else:
            bar.setValue(bar.maximum() - below)
        if first:
            self._writing.start()
        else:
            self._writing.stop()
            self._mark()

    def _mark(self) -> None:
        """Gives what was found a ground of its own."""
        selections = []
        if self._marks is not None:
            style = mark_format(current_theme())
            for block, place in self._talk.blocks():
                if place.kind.is_bubble:
                    found = self._marks(block.text())
                    start = block.position()
                    selections += [_selection(self, start + begin, start + end, style) for begin, end in found]
        self.setExtraSelections(selections)

    def _is_at_end(self) -> bool:
        return self.verticalScrollBar().value() >= self.verticalScrollBar().maximum() - 4

    def _scroll_to(self, turn: int | None) -> None:
        """To the beginning of a turn by its index, if it is written; to the end for None."""
        cursor = QTextCursor(self.document())
        if turn is None:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        elif turn >= self._unwritten:
            block = self._talk.block_of(turn)
            cursor.setPosition(block.position())
            self.setTextCursor(cursor)
            top = self.document().documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(round(top - self.document().documentMargin()))

    def _turn_at(self, cursor: QTextCursor) -> int:
        return self._talk.places[min(cursor.blockNumber(), len(self._talk.places) - 1)].turn


def _same(one: Sequence[StoredTurn], other: Sequence[StoredTurn]) -> int:
    """With how many of the same turns both begin."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (mine, yours) in enumerate(pairs) if mine != yours), min(len(one), len(other)))


def _selection(pane: QTextEdit, begin: int, end: int, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(pane.document())
    cursor.setPosition(begin)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    selection = QTextEdit.ExtraSelection()
    # PySide's stubs know nothing of what a selection holds.
    setattr(selection, "cursor", cursor)  # noqa: B010
    setattr(selection, "format", style)  # noqa: B010
    return selection
