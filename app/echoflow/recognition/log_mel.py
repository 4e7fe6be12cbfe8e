"""The log-mel spectrogram that Whisper and what is built on its encoder look at.

Written in numpy alone: Whisper's own packages take a second to import, which a session with a cloud recognizer need not
pay. It costs 10 ms for 8 s of sound, most of it in numpy's Fourier transform, which releases the GIL.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from echoflow.audio.frames import CAPTURE_RATE

MELS = 80
"""Bands of the spectrogram."""

HOP = 160
"""Samples from one column of the spectrogram to the next: 10 ms."""

_WINDOW = 400
"""Samples in the Fourier transform: 25 ms."""

_FLOOR = 1e-10
"""Least power of a band."""

_RANGE = 8.0
"""Powers of ten below the loudest band that are told apart."""


def log_mel(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Whisper's spectrogram of `sound`.

    Args:
        sound: shape (n,), 16 kHz, n a multiple of 160 and at least 320.

    Returns:
        Shape (80, n / 160), about -1 to 2.

    """
    padded = np.pad(sound, _WINDOW // 2, mode="reflect")
    # The last window lies wholly behind the sound; Whisper leaves it out.
    windows = sliding_window_view(padded, _WINDOW)[: len(sound) : HOP]
    power = np.abs(np.fft.rfft(windows * _hann(), axis=-1)) ** 2
    bands = np.log10(np.maximum(_mel_bank() @ power.T, _FLOOR))
    scaled: NDArray[np.float32] = ((np.maximum(bands, bands.max() - _RANGE) + 4) / 4).astype(np.float32)
    return scaled


@cache
def _hann() -> NDArray[np.float32]:
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW)).astype(np.float32)


@cache
def _mel_bank() -> NDArray[np.float32]:
    """Triangles of equal area, evenly spaced in mels; shape (80, 201)."""
    highest = CAPTURE_RATE / 2
    edges = _hertz(np.linspace(0, _mel(highest), MELS + 2))[:, np.newaxis]
    left, centre, right = edges[:-2], edges[1:-1], edges[2:]
    bins = np.linspace(0, highest, _WINDOW // 2 + 1)
    triangles = np.minimum((bins - left) / (centre - left), (right - bins) / (right - centre))
    return (np.maximum(triangles, 0) * 2 / (right - left)).astype(np.float32)


# Slaney's mel scale: linear up to 1 kHz, which is 15 mels, and 27 mels for each factor of 6.4 above.
_KNEE_HERTZ, _KNEE_MELS, _MELS_PER_NEPER = 1000.0, 15.0, 27 / np.log(6.4)


def _mel(hertz: float) -> float:
    """Mels of a frequency of at least 1 kHz."""
    return float(_KNEE_MELS + _MELS_PER_NEPER * np.log(hertz / _KNEE_HERTZ))


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    above = _KNEE_HERTZ * np.exp((mels - _KNEE_MELS) / _MELS_PER_NEPER)
    return np.where(mels < _KNEE_MELS, _KNEE_HERTZ * mels / _KNEE_MELS, above)
