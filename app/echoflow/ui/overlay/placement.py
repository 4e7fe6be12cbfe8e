"""Where the card stands on a screen: where its user put it, and always whole. Pure: rectangles in, points out.

The card grows with what is said. It is held by the middle of its lower edge, grows upwards from there, and gives way
only where the screen ends. Lengths are Qt's logical pixels, so a place means the same on a screen of any density.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

EDGE = 12.0
"""From the card to the edge of the screen's free area, at least."""

FOOT = 44.0
"""From the card to the foot of that area: where it stands until it is moved, and room for its buttons."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the middle of the card's lower edge is.

    Attributes:
        across: the share (0..1) of the screen's free width left of it.
        down: the share of its height above it.
    """

    across: float
    down: float

    def __str__(self) -> str:
        return f"{self.across:.3f} {self.down:.3f}"


def parse_place(text: str) -> Place | None:
    """What `str` of a place gave; None for the foot of the screen, and for what is no place."""
    try:
        across, down = (float(word) for word in text.split())
    except ValueError:
        return None
    # NaN is in no interval.
    return Place(across, down) if 0.0 <= across <= 1.0 and 0.0 <= down <= 1.0 else None


def place_of(anchor: QPointF, area: QRectF) -> Place:
    """The place of the point `anchor` in the free area of a screen."""

    def share(value: float) -> float:
        return min(1.0, max(0.0, value))

    return Place(
        share((anchor.x() - area.left()) / max(1.0, area.width())),
        share((anchor.y() - area.top()) / max(1.0, area.height())),
    )


def wanted_anchor(place: Place | None, area: QRectF) -> QPointF:
    """The point a place means in the free area of a screen, whether the card fits there or not."""
    if place is None:
        return QPointF(area.center().x(), area.bottom() - FOOT)
    return QPointF(area.left() + place.across * area.width(), area.top() + place.down * area.height())


def anchor_within(wanted: QPointF, size: QSizeF, area: QRectF) -> QPointF:
    """The point next to `wanted` where a card of `size` is whole; of one too large, the foot is seen."""
    half = size.width() / 2 + EDGE
    lowest = area.bottom() - FOOT
    return QPointF(
        _between(wanted.x(), area.left() + half, area.right() - half),
        min(lowest, max(wanted.y(), area.top() + size.height() + EDGE)),
    )


def _between(value: float, least: float, most: float) -> float:
    return (least + most) / 2 if least > most else min(most, max(least, value))
