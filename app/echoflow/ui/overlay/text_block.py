"""Wrapped text that grows, keeps its newest part in view, and tells what has been spoken from what is to come."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPixmap,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from echoflow.ui.overlay.motion import Glide
from echoflow.ui.theme import blend

_EDGE_CHARACTERS = 4
"""The colour passes from spoken to upcoming over this many characters, so that it flows instead of ticking."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a block: what has been said, and what has not been yet."""

    spoken: QColor
    upcoming: QColor


class TextBlock:
    """A paragraph of a fixed width and at most `most_lines` lines; what does not fit has scrolled out at the top.

    Characters are counted as Python counts them; Qt's UTF-16 units stay inside.
    """

    def __init__(self, font: QFont, width: float, most_lines: int) -> None:
        self._font = font
        self._width = width
        self._most_lines = most_lines
        self._metrics = QFontMetricsF(font)
        self._line_height = float(math.ceil(self._metrics.height() * 1.12))
        self._layout = QTextLayout()
        self._text = ""
        self._spoken = Glide(0.0, 0.12)
        self._scroll = Glide(0.0, 0.12)

    @property
    def text(self) -> str:
        """What it holds."""
        return self._text

    @property
    def line_height(self) -> float:
        """From one baseline to the next, in pixels."""
        return self._line_height

    @property
    def height(self) -> float:
        """Of the lines in view, in pixels."""
        return min(self._layout.lineCount(), self._most_lines) * self._line_height

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is moving."""
        return self._spoken.is_settled and self._scroll.is_settled

    @property
    def visible_text(self) -> str:
        """The lines in view once everything has settled."""
        first = round(self._scroll.target / self._line_height)
        lines = [self._layout.lineAt(first + index) for index in range(self._most_lines)]
        encoded = self._text.encode("utf-16-le")
        parts = [
            encoded[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
            for line in lines
            if line.isValid()
        ]
        return b"".join(parts).decode("utf-16-le")

    def set_text(self, text: str, spoken_characters: int | None = None) -> None:
        """Show `text`, of which the first `spoken_characters` are spoken (None: all)."""
        spoken = _utf16_units(text[: len(text) if spoken_characters is None else max(0, spoken_characters)])
        if text != self._text:
            if not text.startswith(self._text):
                self._spoken.jump(0.0)
            self._text = text
            self._lay_out()
        if spoken_characters is None or spoken < self._spoken.value:
            self._spoken.jump(spoken)
        self._spoken.target = spoken
        self._follow(spoken)

    def clear(self) -> None:
        """Show nothing."""
        self._spoken.jump(0.0)
        self._scroll.jump(0.0)
        self.set_text("")

    def advance(self, elapsed: float) -> None:
        """Move on by `elapsed` seconds."""
        self._spoken.advance(elapsed)
        self._scroll.advance(elapsed)

    def paint(self, painter: QPainter, position: QPointF, ink: Ink) -> None:
        """Draw the lines in view with their top left corner at `position`."""
        if self._scroll.value < 0.5 and self._layout.lineCount() <= self._most_lines:
            self._draw(painter, position, ink)
            return
        ratio = painter.device().devicePixelRatio()
        layer = QPixmap(math.ceil(self._width * ratio), math.ceil(self.height * ratio))
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        with QPainter(layer) as inner:
            self._draw(inner, QPointF(0, -self._scroll.value), ink)
            inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            inner.fillRect(QRectF(0, 0, self._width, self.height), self._veil())
        painter.drawPixmap(position, layer)

    def _draw(self, painter: QPainter, position: QPointF, ink: Ink) -> None:
        painter.setPen(ink.upcoming)
        self._layout.draw(painter, position, self._colours(ink))

    def _colours(self, ink: Ink) -> list[QTextLayout.FormatRange]:
        spoken = self._spoken.value
        whole = max(0, math.floor(spoken))
        ranges = [_coloured(0, whole, ink.spoken)] if whole else []
        for step in range(_EDGE_CHARACTERS if self._spoken.target > whole else 0):
            amount = (step + 1 - (spoken - whole)) / (_EDGE_CHARACTERS + 1)
            ranges.append(_coloured(whole + step, 1, blend(ink.spoken, ink.upcoming, amount)))
        return ranges

    def _veil(self) -> QLinearGradient:
        """Opaque but for the first line while there is something above it."""
        hidden = min(1.0, self._scroll.value / self._line_height)
        veil = QLinearGradient(0, 0, 0, self._line_height)
        veil.setColorAt(0.0, QColor(0, 0, 0, round(255 * (1 - 0.85 * hidden))))
        veil.setColorAt(1.0, QColor(0, 0, 0, 255))
        return veil

    def _lay_out(self) -> None:
        option = QTextOption()
        # Chinese breaks anywhere it may, English between words, and an endless address wherever it has to.
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(self._text.replace("\n", "\u2028"), self._font)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        # Lines with Chinese in them are taller; equal distances between the baselines keep the text calm.
        baseline = (self._line_height + self._metrics.ascent() - self._metrics.descent()) / 2
        top = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, top + baseline - line.ascent()))
            top += self._line_height
        self._layout.endLayout()

    def _follow(self, spoken: int) -> None:
        """Keep the place that is being spoken in view, with a line to come under it."""
        count = self._layout.lineCount()
        line = self._layout.lineForTextPosition(spoken)
        current = line.lineNumber() if line.isValid() else count - 1
        first = min(max(0, current + 2 - self._most_lines), max(0, count - self._most_lines))
        self._scroll.target = float(first * self._line_height)
        if self._scroll.target < self._scroll.value:
            self._scroll.jump(self._scroll.target)


def _coloured(start: int, length: int, color: QColor) -> QTextLayout.FormatRange:
    span = QTextLayout.FormatRange()
    span.start = start
    span.length = length
    look = QTextCharFormat()
    look.setForeground(color)
    span.format = look
    return span


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
