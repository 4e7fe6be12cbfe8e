"""A conversation as a text document: names, what was said, and remarks, each a block of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from echoflow.store.conversations_record import StoredTurn
from echoflow.text import tr
from echoflow.ui.conversations.when import clock_time
from echoflow.ui.theme import current_theme, interface_font

LINE_PERCENT = 128
"""Of the height of the type; a comfortable distance between lines."""

PAD_X, PAD_Y = 13.0, 8.0
"""Pixels between the edge of a bubble and its words."""

_INDENT = 0.18
"""Share of the width that a bubble leaves free on the other's side."""

_LINE_BREAK = "\u2028"
"""Begins another line of the same block."""

_LONGEST_LINE = 240
"""Characters; what is longer needs no measuring to know that it takes several lines."""


class Kind(Enum):
    """What a block is."""

    NAME = "name"
    """Of the user."""
    OTHER_NAME = "other name"
    USER = "user"
    ANSWER = "answer"
    REMARK = "remark"

    @property
    def is_bubble(self) -> bool:
        """What was said."""
        return self in (Kind.USER, Kind.ANSWER)


@dataclass(frozen=True, slots=True)
class Place:
    """Of a block in the conversation.

    Attributes:
        kind: what it is.
        turn: index of its turn.
    """

    kind: Kind
    turn: int


@dataclass(frozen=True, slots=True)
class _Styles:
    """How words are written."""

    small: QTextCharFormat
    said: QTextCharFormat
    unheard: QTextCharFormat


class TalkDocument:
    """Writes turns into a document, at its beginning or its end.

    Behind the last turn there is one empty block.

    Attributes:
        places: of all blocks but that one.
    """

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._width = 0.0
        self.places: list[Place] = []

    def clear(self) -> None:
        """Nothing is written any more."""
        self._document.clear()
        self.places = []

    def prepend(self, turns: Sequence[StoredTurn], first: int) -> None:
        """Writes turns in front, of which `first` is the index of the first one."""
        self._insert(0, turns, first)

    def append(self, turns: Sequence[StoredTurn], first: int) -> None:
        """Writes turns behind all others."""
        self._insert(len(self.places), turns, first)

    def remove_from(self, turn: int) -> None:
        """Takes away the turn with this index, and all behind it."""
        number = next((n for n, place in enumerate(self.places) if place.turn >= turn), None)
        if number is None:
            return
        cursor = QTextCursor(self._document.findBlockByNumber(number))
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockFormat(QTextBlockFormat())
        del self.places[number:]

    def set_width(self, width: float) -> None:
        """The pixels there are for a line; each block gets the place of its kind in it."""
        if width <= 0 or width == self._width:
            return
        self._width = width
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for block, place in self.blocks():
            wanted = self._block_format(place.kind, block.text())
            if wanted != block.blockFormat():
                cursor.setPosition(block.position())
                cursor.setBlockFormat(wanted)
        cursor.endEditBlock()

    def blocks(self) -> Iterator[tuple[QTextBlock, Place]]:
        """All that is written."""
        block = self._document.begin()
        for place in self.places:
            yield block, place
            block = block.next()

    def block_of(self, turn: int) -> QTextBlock:
        """Where a turn, by its index, begins."""
        return self._document.findBlockByNumber(self.places.index(Place(Kind.NAME, turn)))

    def _insert(self, number: int, turns: Sequence[StoredTurn], first: int) -> None:
        styles = _styles()
        behind = self._document.findBlockByNumber(number)
        behind_format = behind.blockFormat()
        cursor = QTextCursor(behind)
        cursor.beginEditBlock()
        places = []
        for index, turn in enumerate(turns, first):
            for kind, parts in _parts(turn, styles):
                for words, style in parts:
                    cursor.insertText(words.replace("\n", _LINE_BREAK), style)
                cursor.setBlockFormat(self._block_format(kind, cursor.block().text()))
                cursor.insertBlock()
                places.append(Place(kind, index))
        cursor.setBlockFormat(behind_format)
        cursor.endEditBlock()
        self.places[number:number] = places

    def _block_format(self, kind: Kind, words: str) -> QTextBlockFormat:
        """Margins and alignment; the user's words stand on the right."""
        free = round(self._width * _INDENT)
        is_users = kind in (Kind.NAME, Kind.USER)
        style = QTextBlockFormat()
        style.setLeftMargin(free + PAD_X if is_users else PAD_X)
        style.setRightMargin(PAD_X if is_users else free + PAD_X)
        is_right = kind is Kind.NAME or (kind is Kind.USER and self._is_one_line(words, self._width - free - 2 * PAD_X))
        style.setAlignment(Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft)
        if kind.is_bubble:
            style.setLineHeight(float(LINE_PERCENT), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        style.setTopMargin({Kind.NAME: 24, Kind.OTHER_NAME: 20, Kind.REMARK: 12}.get(kind, 10))
        return style

    def _is_one_line(self, words: str, room: float) -> bool:
        if len(words) > _LONGEST_LINE or _LINE_BREAK in words:
            return False
        return QFontMetricsF(speech_font()).horizontalAdvance(words) < room


def speech_font() -> QFont:
    """Of what was said."""
    return interface_font(1.05)


def _styles() -> _Styles:
    theme = current_theme()
    small, said, unheard = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    small.setFont(interface_font(0.82))
    small.setForeground(theme.text_secondary)
    said.setFont(speech_font())
    said.setForeground(theme.text)
    unheard.setFont(speech_font())
    unheard.setForeground(theme.text_upcoming)
    return _Styles(small, said, unheard)


def _parts(turn: StoredTurn, styles: _Styles) -> Iterator[tuple[Kind, list[tuple[str, QTextCharFormat]]]]:
    """The blocks of a turn, each with its words."""
    yield Kind.NAME, [(tr("You, {time}", time=clock_time(turn.at)), styles.small)]
    yield Kind.USER, [(turn.user, styles.said)]
    if not turn.answer:
        return
    yield Kind.OTHER_NAME, [("EchoFlow", styles.small)]
    heard = turn.heard if turn.interrupted else turn.answer
    rest = turn.unheard.rstrip() if heard else turn.unheard.strip()
    yield Kind.ANSWER, [(heard, styles.said), (rest, styles.unheard)]
    if rest:
        remark = tr("You cut in; the grey words were not heard.") if heard else tr("This answer was not heard.")
        yield Kind.REMARK, [(remark, styles.small)]
