"""Wrapped text that grows, keeps its newest part in view, and tells what has been spoken from what is to come.

Words that change give way to the others gently, because a transcript corrects itself while it is read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPixmap

from echoflow.ui.overlay.laid_text import Colours, LaidText, common_start
from echoflow.ui.overlay.motion import Glide

_CHANGE_SECONDS = 0.07
"""Time constant of the passing from old words to new ones: seen, and over before the next ones come."""


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
        self._line_height = float(math.ceil(QFontMetricsF(font).height() * 1.12))
        self._laid = LaidText("", font, width, self._line_height)
        self._former: LaidText | None = None
        self._steady = 0
        self._change = Glide(1.0, _CHANGE_SECONDS)
        self._spoken = Glide(0.0, 0.12)
        self._scroll = Glide(0.0, 0.12)

    @property
    def text(self) -> str:
        """What it holds."""
        return self._laid.text

    @property
    def line_height(self) -> float:
        """From one baseline to the next, in pixels."""
        return self._line_height

    @property
    def height(self) -> float:
        """Of the lines in view, in pixels."""
        return min(self._line_count, self._most_lines) * self._line_height

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is moving."""
        return self._spoken.is_settled and self._scroll.is_settled and self._change.is_settled

    @property
    def visible_text(self) -> str:
        """The lines in view once everything has settled."""
        return self._laid.text_of_lines(round(self._scroll.target / self._line_height), self._most_lines)

    def set_text(self, text: str, spoken_characters: int | None = None) -> None:
        """Show `text`, of which the first `spoken_characters` are spoken (None: all)."""
        spoken = _utf16_units(text[: len(text) if spoken_characters is None else max(0, spoken_characters)])
        if text != self.text:
            if not text.startswith(self.text):
                self._spoken.jump(0.0)
            self._exchange(text)
        if spoken_characters is None or spoken < self._spoken.value:
            self._spoken.jump(spoken)
        self._spoken.target = spoken
        self._follow(spoken)

    def clear(self) -> None:
        """Show nothing."""
        self._spoken.jump(0.0)
        self._scroll.jump(0.0)
        self.set_text("")
        self._former = None
        self._change.jump(1.0)

    def advance(self, elapsed: float, *, still: bool = False) -> None:
        """Move on by `elapsed` seconds; `still` lets nothing glide, and only fades."""
        self._spoken.advance(math.inf if still else elapsed)
        self._scroll.advance(math.inf if still else elapsed)
        self._change.advance(elapsed)
        if self._change.is_settled:
            self._former = None

    def paint(self, painter: QPainter, position: QPointF, ink: Ink) -> None:
        """Draw the lines in view with their top left corner at `position`."""
        if self._scroll.value < 0.5 and self._line_count <= self._most_lines:
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

    @property
    def _line_count(self) -> int:
        return self._laid.line_count if self.text else 0

    def _exchange(self, text: str) -> None:
        before = self._laid
        self._laid = LaidText(text, self._font, self._width, self._line_height)
        steady = common_start(before.text, text)
        self._steady = _utf16_units(text[:steady])
        # What only grows leaves nothing behind.
        self._former = before if steady < len(before.text) else None
        self._change.jump(0.0)
        self._change.target = 1.0

    def _draw(self, painter: QPainter, position: QPointF, ink: Ink) -> None:
        first = math.floor(self._scroll.value / self._line_height)
        lines = range(first, first + self._most_lines + 1)
        spoken, coming = self._spoken.value, self._change.value
        if self._former is not None:
            going = Colours(ink.spoken, ink.upcoming, math.inf, self._steady, opacity=1 - coming, before=0.0)
            self._former.draw(painter, position, going, lines)
        self._laid.draw(painter, position, Colours(ink.spoken, ink.upcoming, spoken, self._steady, coming), lines)

    def _veil(self) -> QLinearGradient:
        """Opaque but for the first line while there is something above it."""
        hidden = min(1.0, self._scroll.value / self._line_height)
        veil = QLinearGradient(0, 0, 0, self._line_height)
        veil.setColorAt(0.0, QColor(0, 0, 0, round(255 * (1 - 0.85 * hidden))))
        veil.setColorAt(1.0, QColor(0, 0, 0, 255))
        return veil

    def _follow(self, spoken: int) -> None:
        """Keep the place that is being spoken in view, with a line to come under it."""
        count = self._laid.line_count
        first = min(max(0, self._laid.line_at(spoken) + 2 - self._most_lines), max(0, count - self._most_lines))
        self._scroll.target = float(first * self._line_height)
        if self._scroll.target < self._scroll.value:
            self._scroll.jump(self._scroll.target)


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
