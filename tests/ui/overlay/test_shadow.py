"""The shadow that is put together from pieces is the shadow that would be drawn as a whole."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from echoflow.ui.overlay.shadow import SHADOW_FALL, SHADOW_REACH, Shadow, paint_rings

pytestmark = pytest.mark.usefixtures("qapp")

RADIUS = 24.0
ROOM = SHADOW_REACH + SHADOW_FALL


def blank(card: QSize, ratio: float) -> QImage:
    image = QImage((card + QSize(2 * ROOM, 2 * ROOM)) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    return image


def opacity(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return pixels[:, 3 : 4 * image.width() : 4]


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("size", [QSize(600, 300), QSize(160, 76), QSize(49, 49)])
def test_cards_of_any_size_have_the_same_shadow_as_if_it_was_drawn_for_them(size: QSize, ratio: float) -> None:
    color = QColor(10, 20, 40, 90)
    card = QRect(ROOM, ROOM, size.width(), size.height())
    whole, pieces = blank(size, ratio), blank(size, ratio)
    with QPainter(whole) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_rings(painter, QRectF(card.translated(0, SHADOW_FALL)), RADIUS, color)
    with QPainter(pieces) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        Shadow().paint(painter, card, RADIUS, color)
    difference = np.abs(opacity(whole).astype(int) - opacity(pieces).astype(int))
    assert opacity(whole).max() > 80
    assert difference.max() <= 2, "no seam"
