"""A conversation to be read: what was said to and fro, each in a bubble of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from echoflow.store.conversations_record import StoredTurn
from echoflow.text import tr
from echoflow.ui.conversations.conversation_list import mark_format
from echoflow.ui.conversations.when import clock_time
from echoflow.ui.style_sheet import accent_color, card_color
from echoflow.ui.theme import blend, current_theme, interface_font

Marks = Callable[[str], Sequence[tuple[int, int]]]
"""Where in a text something was found: first character, and that behind the last."""

_LINE_BREAK = "\u2028"
"""Begins another line of the same block; each bubble is one."""

_INDENT = 0.18
"""Share of the width that a bubble leaves free on the other's side."""

_RADIUS = 12.0
_PAD_X, _PAD_Y = 13.0, 8.0
_LINE_PERCENT = 128


class _Kind(Enum):
    """What a block of the document is."""

    NAME = "name"
    """Of the user."""
    OTHER_NAME = "other name"
    USER = "user"
    ANSWER = "answer"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class _Place:
    kind: _Kind
    turn: int
    """Index of the turn."""


class ReadingPane(QTextEdit):
    """Shows what it is given by `show_turns`; its words can be selected and copied."""

    copied = Signal()
    """Words were copied."""

    def __init__(self, as_text: Callable[[Sequence[StoredTurn]], str]) -> None:
        """`as_text` writes turns for the clipboard."""
        super().__init__()
        self._as_text = as_text
        self._turns: tuple[StoredTurn, ...] = ()
        self._marks: Marks | None = None
        self._places: list[_Place] = []
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
    def marked(self) -> list[str]:
        """The words that are marked as found."""
        # PySide's stubs know nothing of what a selection holds.
        return [getattr(each, "cursor").selectedText() for each in self.extraSelections()]  # noqa: B009

    def show_turns(self, turns: Sequence[StoredTurn], marks: Marks | None = None, first: int = 0) -> None:
        """Shows these, with what `marks` finds, from the turn with the number `first` on (0: from the end)."""
        is_more = bool(self._turns) and first == 0 and turns[:1] == self._turns[:1]
        at_end = self.verticalScrollBar().value() >= self.verticalScrollBar().maximum() - 4
        before = self.verticalScrollBar().value()
        self._turns, self._marks = tuple(turns), marks
        self._fill()
        if is_more and not at_end:
            self.verticalScrollBar().setValue(before)
        else:
            self._go_to(first)

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
        before = self.verticalScrollBar().value()
        self._fill()
        self.verticalScrollBar().setValue(before)

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
        """Bubbles are as wide as there is room for."""
        if event.size().width() != event.oldSize().width():
            self._align()
        super().resizeEvent(event)

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
        block = self.cursorForPosition(QPoint(0, 0)).block()
        # A bubble that begins above what is seen.
        block = block.previous() if block.previous().isValid() else block
        while block.isValid():
            place = self._places[block.blockNumber()] if block.blockNumber() < len(self._places) else None
            if place is not None and place.kind in (_Kind.USER, _Kind.ANSWER):
                bubble = self._bubble(block)
                if bubble.top() > self.viewport().height():
                    return
                is_user = place.kind is _Kind.USER
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
        slack = QFontMetricsF(_font()).height() * (_LINE_PERCENT / 100 - 1)
        words.translate(layout.position() - QPointF(0, self.verticalScrollBar().value()))
        return words.adjusted(-_PAD_X, -_PAD_Y + slack * 0.5, _PAD_X, _PAD_Y)

    def _fill(self) -> None:
        """Writes the document anew."""
        self.document().clear()
        self._places = []
        theme = current_theme()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        small, said, unheard = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        small.setFont(interface_font(0.82))
        small.setForeground(theme.text_secondary)
        said.setFont(_font())
        said.setForeground(theme.text)
        unheard.setFont(_font())
        unheard.setForeground(theme.text_upcoming)
        for index, turn in enumerate(self._turns):
            self._begin(cursor, _Place(_Kind.NAME, index), index == 0)
            cursor.insertText(tr("You, {time}", time=clock_time(turn.at)), small)
            self._begin(cursor, _Place(_Kind.USER, index))
            cursor.insertText(turn.user.replace("\n", _LINE_BREAK), said)
            if not turn.answer:
                continue
            self._begin(cursor, _Place(_Kind.OTHER_NAME, index))
            cursor.insertText("EchoFlow", small)
            self._begin(cursor, _Place(_Kind.ANSWER, index))
            heard = turn.heard if turn.interrupted else turn.answer
            cursor.insertText(heard.replace("\n", _LINE_BREAK), said)
            if rest := turn.unheard.rstrip():
                cursor.insertText((rest if heard else rest.lstrip()).replace("\n", _LINE_BREAK), unheard)
                self._begin(cursor, _Place(_Kind.REMARK, index))
                remark = tr("You cut in; the grey words were not heard.") if heard else tr("This answer was not heard.")
                cursor.insertText(remark, small)
        cursor.endEditBlock()
        self._align()
        self._mark()

    def _begin(self, cursor: QTextCursor, place: _Place, is_first: bool = False) -> None:
        if not is_first:
            cursor.insertBlock()
        self._places.append(place)

    def _align(self) -> None:
        """Gives each block the place of its kind in the width there is."""
        width = self.viewport().width() - 2 * self.document().documentMargin()
        if not self._places or width <= 0:
            return
        free = round(width * _INDENT)
        metrics = QFontMetricsF(_font())
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().begin()
        for place in self._places:
            is_short = (
                metrics.horizontalAdvance(block.text()) < width - free - 2 * _PAD_X and _LINE_BREAK not in block.text()
            )
            wanted = _block_format(place.kind, free, is_short=is_short)
            if wanted != block.blockFormat():
                cursor.setPosition(block.position())
                cursor.setBlockFormat(wanted)
            block = block.next()
        cursor.endEditBlock()

    def _mark(self) -> None:
        """Gives what was found a ground of its own."""
        selections = []
        if self._marks is not None:
            style = mark_format(current_theme())
            block = self.document().begin()
            for place in self._places:
                if place.kind in (_Kind.USER, _Kind.ANSWER):
                    for begin, end in self._marks(block.text()):
                        selections.append(_selection(self, block.position() + begin, block.position() + end, style))
                block = block.next()
        self.setExtraSelections(selections)

    def _go_to(self, number: int) -> None:
        """Scrolls to a turn by its number; to the end if there is none of that number."""
        index = next((n for n, turn in enumerate(self._turns) if turn.number == number), None)
        cursor = QTextCursor(self.document())
        if index is None:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
            return
        block = self.document().findBlockByNumber(self._places.index(_Place(_Kind.NAME, index)))
        cursor.setPosition(block.position())
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top - self.document().documentMargin()))

    def _turn_at(self, cursor: QTextCursor) -> int:
        return self._places[min(cursor.blockNumber(), len(self._places) - 1)].turn


def _font() -> QFont:
    """Of what was said."""
    return interface_font(1.05)


def _selection(pane: QTextEdit, begin: int, end: int, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(pane.document())
    cursor.setPosition(begin)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    selection = QTextEdit.ExtraSelection()
    # PySide's stubs know nothing of what a selection holds.
    setattr(selection, "cursor", cursor)  # noqa: B010
    setattr(selection, "format", style)  # noqa: B010
    return selection


def _block_format(kind: _Kind, free: int, *, is_short: bool) -> QTextBlockFormat:
    """Margins and alignment; the user's words stand on the right."""
    style = QTextBlockFormat()
    is_users = kind in (_Kind.NAME, _Kind.USER)
    style.setLeftMargin(free + _PAD_X if is_users else _PAD_X)
    style.setRightMargin(_PAD_X if is_users else free + _PAD_X)
    is_right = kind is _Kind.NAME or (kind is _Kind.USER and is_short)
    style.setAlignment(Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft)
    if kind in (_Kind.USER, _Kind.ANSWER):
        style.setLineHeight(float(_LINE_PERCENT), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    style.setTopMargin({_Kind.NAME: 24, _Kind.OTHER_NAME: 20, _Kind.REMARK: 12}.get(kind, 10))
    return style
