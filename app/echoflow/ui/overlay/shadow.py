"""The soft shadow of a card: drawn once, then laid under cards of any size."""

from __future__ import annotations

import math

from PySide6.QtCore import QMargins, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

SHADOW_REACH = 36
"""How far the shadow of a card reaches, in pixels: the room to leave around one."""

SHADOW_FALL = 6
"""The light comes from above: the shadow lies this much lower than the card."""


class Shadow:
    """Draws the shadow of the smallest card there can be, and stretches its middle.

    Thirty rounded rectangles, one on top of the other, take 4 ms for a large card; nine pieces of a picture take a
    twentieth of that, and a card that grows needs another shadow in every frame.
    """

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._picture = QPixmap()

    def paint(self, painter: QPainter, card: QRect, radius: float, color: QColor) -> None:
        """Under `card`, the corners of which have `radius`; `color` is what it is like where it is darkest."""
        ratio = painter.device().devicePixelRatio()
        corner = SHADOW_REACH + math.ceil(radius)
        if self._key != (key := (radius, color.rgba(), ratio)):
            self._key = key
            self._picture = _smallest(corner, radius, color, ratio)
        outside = card.adjusted(-SHADOW_REACH, -SHADOW_REACH, SHADOW_REACH, SHADOW_REACH).translated(0, SHADOW_FALL)
        columns = _thirds(outside.left(), outside.width(), corner)
        rows = _thirds(outside.top(), outside.height(), corner)
        pieces = ((0, corner), (corner, 1), (corner + 1, corner))
        for (left, width), (from_left, from_width) in zip(columns, pieces, strict=True):
            for (top, height), (from_top, from_height) in zip(rows, pieces, strict=True):
                source = QRectF(from_left * ratio, from_top * ratio, from_width * ratio, from_height * ratio)
                painter.drawPixmap(QRectF(left, top, width, height), self._picture, source)


def _thirds(start: int, length: int, corner: int) -> tuple[tuple[int, int], ...]:
    """Where each of three pieces begins and how long it is."""
    middle = max(0, length - 2 * corner)
    return (start, corner), (start + corner, middle), (start + corner + middle, corner)


def _smallest(corner: int, radius: float, color: QColor, ratio: float) -> QPixmap:
    """The shadow of a card that is all corners but for one pixel in the middle, both ways."""
    side = 2 * corner + 1
    picture = QPixmap(QSize(side, side) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margins = QMargins(SHADOW_REACH, SHADOW_REACH, SHADOW_REACH, SHADOW_REACH)
        card = QRect(QPoint(SHADOW_REACH, SHADOW_REACH), QSize(side, side).shrunkBy(margins))
        paint_rings(painter, QRectF(card), radius, color)
    return picture


def paint_rings(painter: QPainter, card: QRectF, radius: float, color: QColor) -> None:
    """A shadow around `card`, from rings whose density follows a bell curve."""
    painter.setPen(Qt.PenStyle.NoPen)
    covered = 0.0
    for grown in range(SHADOW_REACH - 2, -2, -2):
        wanted = color.alphaF() * math.exp(-((grown / (SHADOW_REACH * 0.5)) ** 2))
        # Rings lie on top of each other; each brings only what those around it lack.
        ring = QColor(color)
        ring.setAlphaF((wanted - covered) / (1 - covered))
        covered = wanted
        painter.setBrush(ring)
        painter.drawRoundedRect(card.adjusted(-grown, -grown, grown, grown), radius + grown, radius + grown)
