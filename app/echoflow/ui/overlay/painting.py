"""The shapes the overlay is drawn from; each function draws one, from its arguments alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPen,
    QPixmap,
    QRadialGradient,
)

from echoflow.ui.overlay.motion import bar_heights, dot_lifts, shimmer_position
from echoflow.ui.overlay.shadow import SHADOW_FALL, SHADOW_REACH, Shadow
from echoflow.ui.state import AppState
from echoflow.ui.theme import Accent, Theme, blend, faded


class CardSurface:
    """The empty card, kept as a picture: most frames need the same one."""

    def __init__(self) -> None:
        self._shadow = Shadow()
        self._key: tuple[object, ...] = ()
        self._picture = QPixmap()

    def paint(self, painter: QPainter, card: QRectF, radius: float, theme: Theme, accent: Accent, tint: float) -> None:
        """As `paint_card`, which see, on a soft shadow; `card` may lie anywhere."""
        ratio = painter.device().devicePixelRatio()
        room = SHADOW_REACH + SHADOW_FALL
        size = card.size() + QSizeF(2 * room, 2 * room)
        # The accent shows through only where there is a tint.
        key = (size.width(), size.height(), ratio, id(theme), tint, accent.main.rgba() if tint else None)
        if key != self._key:
            self._key = key
            self._picture = QPixmap((size * ratio).toSize() + QSize(1, 1))
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as inner:
                inner.setRenderHint(QPainter.RenderHint.Antialiasing)
                place = QRectF(QPointF(room, room), card.size())
                self._shadow.paint(inner, place.toAlignedRect(), radius, theme.shadow)
                paint_card(inner, place, radius, theme, accent, tint)
        painter.drawPixmap(card.topLeft() - QPointF(room, room), self._picture)


def paint_card(painter: QPainter, card: QRectF, radius: float, theme: Theme, accent: Accent, tint: float) -> None:
    """Surface and hairline edge of a card, and `tint` (0..1) of the accent on both."""
    surface = QLinearGradient(card.topLeft(), card.bottomLeft())
    is_lifted = theme.is_dark and not theme.is_high_contrast
    lifted = blend(theme.card, QColor(255, 255, 255, theme.card.alpha()), 0.045 if is_lifted else 0.0)
    surface.setColorAt(0.0, blend(lifted, accent.main, 0.10 * tint))
    surface.setColorAt(1.0, blend(theme.card, accent.main, 0.05 * tint))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(surface)
    painter.drawRoundedRect(card, radius, radius)
    edge = blend(theme.card_edge, accent.main, 0.5 * tint)
    painter.setPen(QPen(edge, theme.edge_width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = theme.edge_width / 2
    painter.drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def paint_orb(
    painter: QPainter,
    center: QPointF,
    radius: float,
    theme: Theme,
    accent: Accent,
    state: AppState,
    now: float | None,
    level: float,
) -> None:
    """The disc of the tray icon, alive: bars that follow the voice, or waiting dots, or a sign that stands still.

    Without `now` all of them stand still, and only its light follows the voice.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    halo = radius * (1.18 + 0.5 * level if now is not None else 1.45)
    glow = QRadialGradient(center, halo)
    glow.setColorAt(radius / halo * 0.8, faded(accent.main, 0.20 + 0.25 * level))
    glow.setColorAt(1.0, faded(accent.main, 0.0))
    painter.setBrush(glow)
    painter.drawEllipse(center, halo, halo)
    body = QLinearGradient(center - QPointF(radius, radius), center + QPointF(radius, radius))
    body.setColorAt(0.0, accent.main)
    body.setColorAt(1.0, blend(accent.main, accent.glow, 0.8))
    painter.setBrush(body)
    painter.drawEllipse(center, radius, radius)
    sign = theme.sign
    if state is AppState.THINKING or (state is AppState.LOADING and now is None):
        _paint_dots(painter, center, radius, sign, dot_lifts(3, now) if now is not None else (0.5, 0.5, 0.5))
    elif state is AppState.LOADING and now is not None:
        _paint_arc(painter, center, radius, sign, now)
    elif state is AppState.ERROR:
        _paint_mark(painter, center, radius, sign)
    elif state is AppState.MUTED:
        _paint_muted_microphone(painter, center, radius, sign, QBrush(body))
    elif state in (AppState.IDLE, AppState.OFFLINE):
        _paint_bars(painter, center, radius, sign, (0.3, 0.62, 0.3))
    else:
        bars = bar_heights(5, now, level) if now is not None else (0.34, 0.6, 0.86, 0.6, 0.34)
        _paint_bars(painter, center, radius, sign, bars)


def _paint_bars(painter: QPainter, center: QPointF, radius: float, color: QColor, heights: Sequence[float]) -> None:
    width = radius * 0.15
    pitch = radius * 0.27
    painter.setBrush(color)
    for index, share in enumerate(heights):
        height = max(width, share * radius * 1.15)
        left = center.x() + (index - (len(heights) - 1) / 2) * pitch - width / 2
        painter.drawRoundedRect(QRectF(left, center.y() - height / 2, width, height), width / 2, width / 2)


def _paint_dots(painter: QPainter, center: QPointF, radius: float, color: QColor, lifts: Sequence[float]) -> None:
    for index, lift in enumerate(lifts):
        place = center + QPointF((index - (len(lifts) - 1) / 2) * radius * 0.44, -lift * radius * 0.22)
        painter.setBrush(faded(color, 0.72 + 0.28 * lift))
        painter.drawEllipse(place, radius * 0.13, radius * 0.13)


def _paint_arc(painter: QPainter, center: QPointF, radius: float, color: QColor, now: float) -> None:
    """Most of a circle, turning once a second."""
    reach = radius * 0.46
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, radius * 0.17, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    # Qt counts in sixteenths of a degree, anticlockwise.
    painter.drawArc(QRectF(center.x() - reach, center.y() - reach, 2 * reach, 2 * reach), round(-5760 * now), 4320)
    painter.restore()


def _paint_mark(painter: QPainter, center: QPointF, radius: float, color: QColor) -> None:
    width = radius * 0.22
    painter.setBrush(color)
    stem = QRectF(center.x() - width / 2, center.y() - radius * 0.54, width, radius * 0.66)
    painter.drawRoundedRect(stem, width / 2, width / 2)
    painter.drawEllipse(center + QPointF(0, radius * 0.42), width * 0.62, width * 0.62)


def _paint_muted_microphone(painter: QPainter, center: QPointF, radius: float, color: QColor, ground: QBrush) -> None:
    """The sign of the tray icon: a microphone, and a stroke through it with a gap on either side."""
    unit = radius / 12

    def at(left: float, top: float, width: float, height: float) -> QRectF:
        return QRectF(center + QPointF(left, top) * unit, QSizeF(width, height) * unit)

    painter.save()
    painter.setBrush(color)
    painter.drawRoundedRect(at(-2.4, -7.2, 4.8, 8.6), 2.4 * unit, 2.4 * unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 1.7 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    # Qt counts in sixteenths of a degree, anticlockwise.
    painter.drawArc(at(-4.8, -5.4, 9.6, 9.6), 180 * 16, 180 * 16)
    painter.drawLine(center + QPointF(0, 4.2) * unit, center + QPointF(0, 6.6) * unit)
    stroke = center + QPointF(-5.6, -6.0) * unit, center + QPointF(5.6, 5.2) * unit
    for brush, width in ((ground, 4.6), (QBrush(color), 1.7)):
        painter.setPen(QPen(brush, width * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(*stroke)
    painter.restore()


def paint_label(
    painter: QPainter, baseline: QPointF, text: str, font: QFont, color: QColor, shimmer: float | None
) -> None:
    """One line of text; `shimmer` (seconds) lets a light wander over it."""
    painter.setFont(font)
    if shimmer is None:
        painter.setPen(color)
    else:
        width = QFontMetricsF(font).horizontalAdvance(text)
        light = QLinearGradient(baseline.x(), 0, baseline.x() + width, 0)
        middle = shimmer_position(shimmer)
        for place in (middle - 0.35, middle, middle + 0.35):
            strength = 1.0 if place == middle else 0.62
            light.setColorAt(min(1.0, max(0.0, place)), faded(color, strength))
        painter.setPen(QPen(QBrush(light), 1.0))
    painter.drawText(baseline, text)


def paint_keycaps(
    painter: QPainter, right: float, middle: float, keys: Sequence[str], font: QFont, theme: Theme
) -> float:
    """Keys of the keyboard, ending at `right` and centred on `middle`; returns where they begin."""
    metrics = QFontMetricsF(font)
    height = math.ceil(metrics.height()) + 4.0
    left = right
    painter.setFont(font)
    for key in reversed(keys):
        width = max(height, metrics.horizontalAdvance(key) + 12.0)
        left -= width
        cap = QRectF(left, middle - height / 2, width, height)
        painter.setPen(QPen(theme.card_edge, 1.0))
        painter.setBrush(theme.keycap)
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(theme.text_secondary)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        left -= 5.0
    return left + 5.0 if keys else right
