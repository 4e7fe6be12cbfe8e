"""A text laid out in lines, drawn line by line with colours that may pass into each other within one.

A clip and a pen do that at any point. Qt has formats for stretches of characters, but draws a stretch of a single one
wrongly, and all lines of the text instead of those in view.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPen,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from echoflow.ui.theme import blend, faded

_EDGE = 16.0
"""The colour passes from one to the other over this many pixels, so that it flows instead of ticking."""

_EDGE_BEFORE = 2.0
"""So many of them lie before the place that has been reached, and the others on what comes next."""


_OVERHANG = 8.0
"""How far a letter may reach out of its line, in pixels."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What a text is drawn in; places are counted as Qt counts characters, and may lie within one.

    Attributes:
        spoken: of what comes before `spoken_to`.
        upcoming: of what comes after it.
        spoken_to: the place.
        faded_from: where `opacity` begins to count.
        opacity: of what comes after that; 1 is all of it.
        before: of what comes before that.
    """

    spoken: QColor
    upcoming: QColor
    spoken_to: float
    faded_from: int = 0
    opacity: float = 1.0
    before: float = 1.0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a line, from `begin` to `end`, and the colours there."""

    begin: float
    end: float
    first: QColor
    last: QColor

    def pen(self, left: float) -> QPen:
        """For a line that begins at `left`. Letters look a little bolder in a plain colour, so most have one."""
        if self.first == self.last:
            return QPen(self.first)
        gradient = QLinearGradient(left + self.begin, 0, left + self.end, 0)
        gradient.setColorAt(0, self.first)
        gradient.setColorAt(1, self.last)
        return QPen(QBrush(gradient), 1.0)


class LaidText:
    """See the module; `text` does not change."""

    def __init__(self, text: str, font: QFont, width: float, line_height: float) -> None:
        option = QTextOption()
        # Chinese breaks anywhere it may, English between words, and an endless address wherever it has to.
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        # Lines with Chinese in them are taller; equal distances between the baselines keep the text calm.
        metrics = QFontMetricsF(font)
        baseline = (line_height + metrics.ascent() - metrics.descent()) / 2
        top = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + baseline - line.ascent()))
            top += line_height
        self._layout.endLayout()
        self._text = text
        self._width = width
        self._line_height = line_height

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    @property
    def line_count(self) -> int:
        """How many lines it takes."""
        return self._layout.lineCount()

    def line_at(self, place: int) -> int:
        """The number of the line that holds the character at `place`; the last one for what is behind the end."""
        line = self._layout.lineForTextPosition(place)
        return line.lineNumber() if line.isValid() else self.line_count - 1

    def text_of_lines(self, first: int, count: int) -> str:
        """What `count` lines say."""
        encoded = self._text.encode("utf-16-le")
        lines = [self._layout.lineAt(number) for number in range(first, min(first + count, self.line_count))]
        parts = [encoded[2 * line.textStart() : 2 * (line.textStart() + line.textLength())] for line in lines]
        return b"".join(parts).decode("utf-16-le")

    def draw(self, painter: QPainter, origin: QPointF, colours: Colours, lines: range) -> None:
        """With the top left corner of its first line at `origin`; only the numbers in `lines`."""
        for number in lines:
            if not 0 <= number < self.line_count:
                continue
            line = self._layout.lineAt(number)
            # Characters may reach into the lines above and below, and cursive ones beyond their own.
            area = QRectF(0, (number - 0.5) * self._line_height, 0, 2 * self._line_height).translated(origin)
            for stretch in self._stretches(line, colours):
                painter.save()
                area.setLeft(origin.x() + stretch.begin)
                area.setRight(origin.x() + stretch.end)
                painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
                painter.setPen(stretch.pen(origin.x()))
                line.draw(painter, origin)
                painter.restore()

    def _stretches(self, line: QTextLine, colours: Colours) -> list[_Stretch]:
        """The parts of a line by colour, from left to right, without those that cannot be seen."""
        edge, fade = self._x(line, colours.spoken_to), self._x(line, colours.faded_from)

        def color(x: float, opacity: float) -> QColor:
            amount = min(1.0, max(0.0, (x - edge + _EDGE_BEFORE) / _EDGE))
            return faded(blend(colours.spoken, colours.upcoming, amount), opacity)

        begin, end = -_OVERHANG, self._width + _OVERHANG
        cuts = [fade]
        if colours.spoken != colours.upcoming:
            cuts += [edge - _EDGE_BEFORE, edge - _EDGE_BEFORE + _EDGE]
        ends = [*sorted(x for x in cuts if begin < x < end), end]
        stretches = []
        for left, right in zip([begin, *ends], ends, strict=False):
            opacity = colours.opacity if (left + right) / 2 > fade else colours.before
            if opacity > 0:
                stretches.append(_Stretch(left, right, color(left, opacity), color(right, opacity)))
        return stretches

    def _x(self, line: QTextLine, place: float) -> float:
        """Where `place` is in the line, which may begin behind it or end before it."""
        start, end = line.textStart(), line.textStart() + line.textLength()
        if place <= start:
            return -_EDGE - _OVERHANG
        if place >= end:
            return self._width + _EDGE + _OVERHANG
        whole = math.floor(place)
        here, there = _cursor(line, whole), _cursor(line, min(end, whole + 1))
        return here + (there - here) * (place - whole)


def _cursor(line: QTextLine, place: int) -> float:
    # PySide gives the place as well, which Qt may have moved out of the middle of a character.
    answer = line.cursorToX(place)
    return float(answer[0]) if isinstance(answer, Sequence) else float(str(answer))


def common_start(one: str, other: str) -> int:
    """Characters up to the first word in which two texts differ; a Chinese character is a word of its own."""
    length = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        length += 1
    while 0 < length < max(len(one), len(other)) and any(_is_within_word(text, length) for text in (one, other)):
        length -= 1
    return length


def _is_within_word(text: str, place: int) -> bool:
    return place < len(text) and all(_is_spelled(character) for character in text[place - 1 : place + 1])


def _is_spelled(character: str) -> bool:
    return (character.isalnum() or character in "'’") and unicodedata.east_asian_width(character) not in "WF"
