"""What of a window is there for the eye and for the mouse, where the system has to be told more than once."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QRegion, QWindow
from PySide6.QtWidgets import QWidget

from echoflow.ui.style_sheet import card_color
from echoflow.ui.theme import Theme, blend

WINDOW_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.WindowTransparentForInput
    | Qt.WindowType.NoDropShadowWindowHint
)
"""Of the overlay: above everything, without a frame or the keyboard, and for clicks not there."""


def let_clicks_through(window: QWindow) -> None:
    """Through the window manager's frame as well; to be called once the window is exposed.

    Qt gives an X window its empty input shape before it is mapped; openbox and xfwm4 copy the shape to their frame
    only when it changes afterwards. Once the window is exposed, the frame is there and listens.
    """
    if QGuiApplication.platformName() == "xcb":
        window.setFlag(Qt.WindowType.WindowTransparentForInput, False)
        window.setFlag(Qt.WindowType.WindowTransparentForInput, True)


def cut_round(widget: QWidget, area: QRectF, radius: float) -> None:
    """Leaves of a window only a rounded rectangle: where nobody blends windows, the corners would be black."""
    shape = QPainterPath()
    shape.addRoundedRect(area, radius, radius)
    widget.setMask(QRegion(shape.toFillPolygon().toPolygon()))


def fill_corners(painter: QPainter, area: QRectF, theme: Theme) -> None:
    """What is drawn over the edge of such a rectangle is mixed with this instead of black."""
    painter.fillRect(area, blend(card_color(theme), theme.text, 0.16))
