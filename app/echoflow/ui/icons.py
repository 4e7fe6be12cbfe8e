"""The app's own icons, drawn from the SVG files in `resources/icons`.

Those of the tray are made by `scripts/make_icons.py`.
"""

from __future__ import annotations

import sys
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from echoflow.paths import resources_folder
from echoflow.ui.state import AppState

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


class IconLook(Enum):
    """What an icon in the tray is drawn for."""

    LIGHT = "light"
    DARK = "dark"
    TEMPLATE = "template"
    """For a panel that gives it a colour of its own, as that of macOS does."""


def icon_look(*, is_dark: bool, platform: str = sys.platform) -> IconLook:
    """The one for the panel of this desktop; `is_dark` where the user prefers dark."""
    if platform == "darwin":
        return IconLook.TEMPLATE
    return IconLook.DARK if is_dark else IconLook.LIGHT


def tray_icon(state: AppState, look: IconLook) -> QIcon:
    """A disc in the colour of `state` with a white sign on it, or as a template the sign alone.

    Nothing tells the colour of a panel reliably, so the disc stands out on light and dark ones; a dark desktop only
    lightens it. The sign differs as well: colour alone would leave some users without the state.
    """
    drawing = glyph(f"tray-{state.value}-{look.value}")
    icon = QIcon()
    for size in _TRAY_SIZES:
        pixmap = _blank(size)
        painter = QPainter(pixmap)
        drawing.render(painter, QRectF(0, 0, size, size))
        painter.end()
        icon.addPixmap(pixmap)
    icon.setIsMask(look is IconLook.TEMPLATE)
    return icon


def _blank(size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
