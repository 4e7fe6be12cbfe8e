"""Where the card stands on a screen: where its user put it, and always whole. Pure: rectangles in, points out.

The card grows with what is said. It is held by the middle of its lower edge, grows upwards from there, and gives way
only where the screen ends. Lengths are Qt's logical pixels, so a place means the same on a screen of any density.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF

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


class Stand:
    """Where the card stands in its window, and the window on the screen.

    The window has room for the largest card, so it moves only when the place changes, and the card within it.

    Attributes:
        place: where the user put it; None for the foot of the screen.
        origin: the upper left corner of the window.
    """

    def __init__(self, largest: QSizeF, room: int) -> None:
        """`largest` is the size of the largest card; `room` what the window leaves around it, in pixels."""
        self.place: Place | None = None
        self.origin = QPoint()
        self._largest = largest
        self._room = room
        self._area = QRectF()
        self._anchor = QPointF()

    def set_area(self, area: QRectF) -> None:
        """The free area of the screen it is shown on."""
        self._area = area
        self._stand()

    def set_place(self, place: Place | None) -> None:
        """Another place."""
        self.place = place
        self._stand()

    def pull(self, anchor: QPointF, size: QSizeF) -> None:
        """The middle of the lower edge of a card of `size` is to be at `anchor`, or as near as the screen allows."""
        self.set_place(place_of(anchor_within(anchor, size, self._area), self._area))

    def card(self, size: QSizeF) -> QRectF:
        """Where a card of `size` is in the window."""
        foot = anchor_within(self._anchor, size, self._area) - QPointF(self.origin)
        return QRectF(foot - QPointF(size.width() / 2, size.height()), size)

    def _stand(self) -> None:
        wanted = wanted_anchor(self.place, self._area)
        # Between pixels letters are blurred.
        self._anchor = QPointF(round(wanted.x()), round(wanted.y()))
        foot = anchor_within(self._anchor, self._largest, self._area)
        corner = foot - QPointF(self._largest.width() / 2 + self._room, self._largest.height() + self._room)
        self.origin = corner.toPoint()


def _between(value: float, least: float, most: float) -> float:
    return (least + most) / 2 if least > most else min(most, max(least, value))
