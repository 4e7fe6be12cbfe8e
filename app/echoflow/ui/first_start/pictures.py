"""The drawings over the steps of the first start, each in a square of 100 units, from its arguments alone."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from echoflow.ui.state import AppState
from echoflow.ui.style_sheet import card_color
from echoflow.ui.theme import Accent, Theme, blend, current_theme, faded, interface_font

Draw = Callable[[QPainter, Theme], None]

_UNITS = 100.0
_WHITE = QColor(255, 255, 255)


class Picture(QWidget):
    """One of the drawings, on a soft light of its colour. It says nothing that is not written under it as well."""

    def __init__(self, draw: Draw, state: AppState) -> None:
        super().__init__()
        self._draw = draw
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Some six lines of text high."""
        height = round(self.fontMetrics().height() * 5)
        return QSize(height * 3, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the middle of what there is."""
        theme = current_theme()
        side = min(self.width(), self.height())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
            painter.scale(side / _UNITS, side / _UNITS)
            _paint_light(painter, theme.accents[self._state])
            self._draw(painter, theme)


def draw_languages(painter: QPainter, theme: Theme) -> None:
    """Two bubbles that speak to each other: one in Latin letters, one in Chinese ones."""
    behind, before = theme.accents[AppState.THINKING], theme.accents[AppState.LISTENING]
    _paint_bubble(painter, QRectF(-14, 12, 70, 52), behind, tail=0.25)
    _paint_bubble(painter, QRectF(46, 34, 70, 52), before, tail=0.75)
    _write(painter, QRectF(-14, 12, 64, 52), "Aa", 30)
    _write(painter, QRectF(46, 34, 70, 52), "文", 32)


def draw_sound(painter: QPainter, theme: Theme) -> None:
    """A microphone, and the sound that goes into it and comes out again."""
    accent = theme.accents[AppState.LISTENING]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_filled(accent, QRectF(34, 8, 32, 54)))
    painter.drawRoundedRect(QRectF(36, 8, 28, 52), 14, 14)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_line(theme.text, 5))
    painter.drawArc(QRectF(25, 20, 50, 54), 180 * 16, 180 * 16)
    painter.drawLine(QPointF(50, 74), QPointF(50, 88))
    painter.drawLine(QPointF(36, 89), QPointF(64, 89))
    painter.setPen(_line(faded(_WHITE, 0.75), 3))
    for height in (24, 33, 42):
        painter.drawLine(QPointF(43, height), QPointF(57, height))
    for index, height in enumerate((18, 34, 22, 12)):
        strength = 0.9 - 0.2 * index
        for side in (-1, 1):
            place = 50 + side * (38 + 9 * index)
            painter.setPen(_line(faded(blend(accent.main, accent.glow, index / 3), strength), 4.6))
            painter.drawLine(QPointF(place, 44 - height / 2), QPointF(place, 44 + height / 2))


def draw_engines(painter: QPainter, theme: Theme) -> None:
    """A computer on the ground and a cloud above it, and the way between them."""
    home, away = theme.accents[AppState.SPEAKING], theme.accents[AppState.LISTENING]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_filled(home, QRectF(-16, 40, 62, 40)))
    painter.drawRoundedRect(QRectF(-12, 38, 56, 38), 5, 5)
    painter.setBrush(card_color(theme))
    painter.drawRoundedRect(QRectF(-7, 43, 46, 28), 2, 2)
    painter.setBrush(_filled(home, QRectF(-22, 78, 76, 8)))
    painter.drawRoundedRect(QRectF(-22, 79, 76, 7), 3.5, 3.5)
    for index, height in enumerate((8, 16, 11)):
        painter.drawRoundedRect(QRectF(8 + 7 * index, 57 - height / 2, 4, height), 2, 2)
    cloud = QPainterPath()
    cloud.setFillRule(Qt.FillRule.WindingFill)
    for area in (QRectF(66, 26, 30, 30), QRectF(80, 12, 36, 36), QRectF(100, 30, 26, 26)):
        cloud.addEllipse(area)
    cloud.addRoundedRect(QRectF(66, 36, 60, 20), 10, 10)
    painter.setBrush(_filled(away, cloud.boundingRect()))
    painter.drawPath(cloud)
    dashes = _line(theme.text_secondary, 3)
    dashes.setDashPattern([0.1, 2.4])
    painter.setPen(dashes)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    way = QPainterPath(QPointF(62, 66))
    way.quadTo(QPointF(88, 74), QPointF(95, 62))
    painter.drawPath(way)


def draw_keys(painter: QPainter, theme: Theme) -> None:
    """Three keys of a keyboard, the last of them pressed; what is spoken meanwhile rises from it."""
    accent = theme.accents[AppState.LISTENING]
    for left, width, is_down in ((-24, 34, False), (14, 34, False), (52, 72, True)):
        _paint_key(painter, QRectF(left, 44, width, 34), theme, accent if is_down else None)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for index, radius in enumerate((9, 18, 27)):
        painter.setPen(_line(faded(blend(accent.main, accent.glow, index / 2), 0.9 - 0.25 * index), 4))
        area = QRectF(88 - radius, 38 - radius, 2 * radius, 2 * radius)
        painter.drawArc(area, 45 * 16, 90 * 16)


def draw_talk(painter: QPainter, theme: Theme) -> None:
    """A question and its answer."""
    asked, answered = theme.accents[AppState.LISTENING], theme.accents[AppState.SPEAKING]
    _paint_bubble(painter, QRectF(36, 6, 78, 38), asked, tail=0.8)
    _paint_bubble(painter, QRectF(-14, 52, 78, 38), answered, tail=0.2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(_WHITE, 0.9))
    for left, middle in ((58, 24.0), (8, 70.0)):
        for index, height in enumerate((6, 14, 20, 11, 16, 7)):
            painter.drawRoundedRect(QRectF(left + 6.4 * index, middle - height / 2, 3.6, height), 1.8, 1.8)


def _paint_light(painter: QPainter, accent: Accent) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(accent.main, 0.07))
    painter.drawEllipse(QPointF(50, 50), 118, 46)
    painter.setBrush(faded(accent.main, 0.06))
    painter.drawEllipse(QPointF(50, 50), 86, 36)


def _paint_bubble(painter: QPainter, area: QRectF, accent: Accent, tail: float) -> None:
    """`tail` is the place of its foot, a share of the width."""
    path = QPainterPath()
    path.addRoundedRect(area, 14, 14)
    foot = QPainterPath()
    middle = area.left() + tail * area.width()
    lean = math.copysign(7, tail - 0.5)
    foot.moveTo(middle - 7, area.bottom() - 2)
    foot.lineTo(middle + lean, area.bottom() + 10)
    foot.lineTo(middle + 7, area.bottom() - 2)
    foot.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_filled(accent, area))
    painter.drawPath(path.united(foot))


def _paint_key(painter: QPainter, area: QRectF, theme: Theme, accent: Accent | None) -> None:
    edge = blend(card_color(theme), theme.text, 0.45)
    depth = 2 if accent is not None else 6
    top = area.translated(0, 6 - depth)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(edge if accent is None else blend(accent.main, theme.text, 0.35))
    painter.drawRoundedRect(QRectF(area.left(), area.top() + 6, area.width(), area.height()), 7, 7)
    painter.setPen(QPen(edge, 1.6))
    painter.setBrush(blend(card_color(theme), theme.text, 0.06) if accent is None else _filled(accent, top))
    painter.drawRoundedRect(top, 7, 7)


def _write(painter: QPainter, area: QRectF, text: str, size: int) -> None:
    font = interface_font(1.0, QFont.Weight.DemiBold)
    font.setPixelSize(size)
    painter.setFont(font)
    painter.setPen(_WHITE)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def _filled(accent: Accent, area: QRectF) -> QBrush:
    gradient = QLinearGradient(area.topLeft(), area.bottomRight())
    gradient.setColorAt(0.0, accent.main)
    gradient.setColorAt(1.0, blend(accent.main, accent.glow, 0.8))
    return QBrush(gradient)


def _line(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
