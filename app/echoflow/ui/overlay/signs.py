"""The signs on the card's buttons, drawn in a box of 16 by 16 pixels around a point."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen

Sign: TypeAlias = Callable[[QPainter, QPointF, QColor], None]
"""Draws around a point in a colour."""

_STROKE = 1.6


def _lines(painter: QPainter, color: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(color, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)


def _box(center: QPointF, left: float, top: float, width: float, height: float) -> QRectF:
    return QRectF(center + QPointF(left, top), QSizeF(width, height))


def grip(painter: QPainter, center: QPointF, color: QColor) -> None:
    """Two rows of dots: here it can be taken hold of."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for across in (-2.5, 2.5):
        for down in (-5.0, 0.0, 5.0):
            painter.drawEllipse(center + QPointF(across, down), 1.3, 1.3)


def stop(painter: QPainter, center: QPointF, color: QColor) -> None:
    """A square."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(_box(center, -5, -5, 10, 10), 2, 2)


def microphone(painter: QPainter, center: QPointF, color: QColor) -> None:
    """One that hears."""
    _lines(painter, color)
    painter.drawRoundedRect(_box(center, -2.4, -7, 4.8, 8.4), 2.4, 2.4)
    # Qt counts in sixteenths of a degree, anticlockwise.
    painter.drawArc(_box(center, -5, -5.2, 10, 9.6), 180 * 16, 180 * 16)
    painter.drawLine(center + QPointF(0, 4.4), center + QPointF(0, 7))


def muted_microphone(painter: QPainter, center: QPointF, color: QColor) -> None:
    """One that does not: the same, struck through, with a gap beside the stroke."""
    stroke = QPainterPath(center + QPointF(-6.5, -6.5))
    stroke.lineTo(center + QPointF(6.5, 6.5))
    around, gap = QPainterPath(), QPainterPathStroker()
    around.addRect(_box(center, -9, -9, 18, 18))
    gap.setWidth(3 * _STROKE)
    painter.save()
    painter.setClipPath(around.subtracted(gap.createStroke(stroke)), Qt.ClipOperation.IntersectClip)
    microphone(painter, center, color)
    painter.restore()
    _lines(painter, color)
    painter.drawPath(stroke)


def copy(painter: QPainter, center: QPointF, color: QColor) -> None:
    """A sheet in front of another one."""
    _lines(painter, color)
    painter.drawRoundedRect(_box(center, -2.5, -2.5, 9, 9), 2, 2)
    behind = QPainterPath(center + QPointF(-4.8, 2.5))
    for corner in (
        QPointF(-6.5, 1.5),
        QPointF(-6.5, -5.0),
        QPointF(-5.0, -6.5),
        QPointF(1.5, -6.5),
        QPointF(2.5, -4.8),
    ):
        behind.lineTo(center + corner)
    painter.drawPath(behind)


def tick(painter: QPainter, center: QPointF, color: QColor) -> None:
    """Done."""
    _lines(painter, color)
    painter.drawPolyline([center + QPointF(-5.5, 0.5), center + QPointF(-1.5, 4.5), center + QPointF(5.5, -4)])


def close(painter: QPainter, center: QPointF, color: QColor) -> None:
    """A cross."""
    _lines(painter, color)
    painter.drawLine(center + QPointF(-4.5, -4.5), center + QPointF(4.5, 4.5))
    painter.drawLine(center + QPointF(4.5, -4.5), center + QPointF(-4.5, 4.5))
