"""The app's own icons, drawn from the SVG files in `resources/icons`."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QLinearGradient, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from echoflow.paths import resources_folder
from echoflow.ui.state import AppState
from echoflow.ui.theme import DARK, LIGHT, blend

_TRAY_SIZES = (16, 22, 24, 32, 44, 48, 64)
"""What tray hosts ask for, at one and two times the pixel density; a scaled icon is a blurred one."""


def glyph(name: str) -> QSvgRenderer:
    """The drawing `name`.svg, ready to be rendered at any size."""
    return QSvgRenderer(str(resources_folder() / "icons" / f"{name}.svg"))


def app_icon() -> QIcon:
    """The icon of the app, for windows and notifications."""
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        pixmap = _blank(size)
        painter = QPainter(pixmap)
        glyph("echoflow").render(painter)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def tray_icon(state: AppState, *, on_dark: bool) -> QIcon:
    """A disc in the colour of `state` with a white sign on it.

    Nothing tells the colour of a panel reliably, so the disc stands out on light and dark ones; `on_dark` only
    lightens it. The sign differs as well: colour alone would leave some users without the state.
    """
    icon = QIcon()
    for size in _TRAY_SIZES:
        icon.addPixmap(_disc(state, size, on_dark=on_dark))
    return icon


def _disc(state: AppState, size: int, *, on_dark: bool) -> QPixmap:
    light, dark = LIGHT.accents[state], DARK.accents[state]
    share = 0.3 if on_dark else 0.0
    gradient = QLinearGradient(QPointF(0, 0), QPointF(size, size))
    gradient.setColorAt(0.0, blend(light.main, dark.main, share))
    gradient.setColorAt(1.0, blend(blend(light.main, light.glow, 0.45), dark.main, share))
    pixmap = _blank(size)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawEllipse(QRectF(0, 0, size, size).adjusted(0.5, 0.5, -0.5, -0.5))
    glyph(f"state-{state.value}").render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _blank(size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
