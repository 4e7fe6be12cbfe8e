"""Light that flows along the foot of the card and swells with the voice.

Drawn as an array of pixels: Qt takes 0.2 ms for the smooth edge of each wave, and there are three in every frame.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from echoflow.ui.overlay.motion import VoiceTrail
from echoflow.ui.theme import Accent, Theme, blend

_Floats: TypeAlias = npt.NDArray[np.float32]

HEIGHT = 22.0
"""Of the highest wave of the loudest voice, in pixels."""

_STILL_HEIGHT = 4.0
_SILENT_HEIGHT = 4.5
"""Of a wave in silence: the microphone is open."""

_WAVES = ((1.1, 2.1, 1.0), (-0.9, 3.0, 0.85), (1.6, 1.6, 0.7))
"""Radians a second, wavelengths along the card, share of the height; they never meet twice in the same way."""

_SAMPLES = 25


def paint_ribbon(
    painter: QPainter, card: QRectF, theme: Theme, accent: Accent, now: float | None, trail: VoiceTrail, presence: float
) -> None:
    """Along the lower edge of `card`; the voice swells it in the middle and runs out to the ends.

    Without `now` (seconds) it lies still and brightens with the voice; a `presence` (0..1) of 0 draws nothing. It is
    clear at the corners, so there is nothing to clip, which would cost a millisecond.
    """
    if presence <= 0:
        return
    ratio = painter.device().devicePixelRatio()
    width, height = max(2, round(card.width() * ratio)), math.ceil(HEIGHT * ratio)
    strength = (0.5 if theme.is_dark else 0.36) * presence * min(1.0, 0.45 + trail.level(0.0))
    if now is None:
        heights, colours = np.full((1, width), _STILL_HEIGHT, np.float32), [accent.main]
    else:
        heights = _wave_heights(width, now, trail, presence)
        colours = [blend(accent.main, accent.glow, wave / 2) for wave in range(len(heights))]
    pixels = _composed(np.float32(ratio) * heights, height, np.float32(strength) * _brightness(width), colours)
    image = QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888_Premultiplied)
    image.setDevicePixelRatio(ratio)
    painter.drawImage(QPointF(card.left(), card.bottom() - height / ratio), image)


def _wave_heights(width: int, now: float, trail: VoiceTrail, presence: float) -> _Floats:
    """Of each wave at each of `width` columns, in pixels of the card."""
    places = _places(width)
    samples = np.linspace(0.0, 1.0, _SAMPLES)
    levels = [trail.level(abs(2 * sample - 1)) for sample in samples]
    swell = np.interp(places, samples, levels) * (HEIGHT - _SILENT_HEIGHT) + _SILENT_HEIGHT
    crests = [
        share * (0.55 + 0.45 * np.sin(2 * math.pi * length * places + 2 * pace * now)) for pace, length, share in _WAVES
    ]
    return np.asarray(presence * swell * _rise(width) * np.array(crests), np.float32)


def _composed(heights: _Floats, rows: int, opacity: _Floats, colours: list[QColor]) -> npt.NDArray[np.uint8]:
    """Waves of `heights`, one over the other: premultiplied red, green, blue and opacity of each pixel."""
    depth = np.arange(rows - 0.5, 0, -1, dtype=np.float32)[:, None]
    through = np.ones((rows, opacity.size), np.float32)
    shares = np.empty((rows, opacity.size, len(colours)), np.float32)
    for index in reversed(range(len(colours))):
        own = np.clip(heights[index] - depth + 0.5, 0.0, 1.0) * opacity
        shares[:, :, index] = own * through
        through *= 1 - own
    inks = np.array([(*_channels(colour), 255) for colour in colours], np.float32)
    return np.asarray(shares @ inks, np.uint8)


def _channels(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


@lru_cache(maxsize=8)
def _places(width: int) -> _Floats:
    return ((np.arange(width) + 0.5) / width).astype(np.float32)


@lru_cache(maxsize=8)
def _rise(width: int) -> _Floats:
    """How high a wave may be: nothing at the ends."""
    return np.asarray(np.sin(math.pi * _places(width)) ** 1.5, np.float32)


@lru_cache(maxsize=8)
def _brightness(width: int) -> _Floats:
    """The light is in the middle."""
    return np.interp(_places(width), (0.0, 0.22, 0.5, 0.78, 1.0), (0.0, 0.55, 1.0, 0.55, 0.0)).astype(np.float32)
