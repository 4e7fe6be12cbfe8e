"""The sound a loudspeaker is tried with: a bell on the left, one on the right, and both together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import Samples

CHIME_RATE = 48_000
"""Hz: what most loudspeakers run at, so nothing is resampled on the way."""

STROKE_SECONDS = 0.75
"""From one bell to the next."""

_RING_SECONDS = 1.2
_ATTACK_SECONDS = 0.006
_DECAY_SECONDS = 0.28
_LEVEL = 0.22
"""Of full scale at the peak of one bell: well heard next to music, and nobody is startled."""

_PARTIALS = ((1.0, 1.0), (2.0, 0.35), (3.01, 0.12))
"""Of a struck bar: multiples of its note, and how strong."""

_NOTES = (523.25, 659.26, 783.99)
"""Hz: C5, E5 and G5, which together say that all is well."""


def chime() -> Samples:
    """Left, right, both: shape (n, 2), `CHIME_RATE` Hz."""
    count = round((2 * STROKE_SECONDS + _RING_SECONDS) * CHIME_RATE)
    sound = np.zeros((count, 2))
    low, middle, high = (_bell(note) for note in _NOTES)
    for stroke, (left, right) in enumerate(((low, 0 * low), (0 * middle, middle), (high, high))):
        start = round(stroke * STROKE_SECONDS * CHIME_RATE)
        piece = np.stack([left, right], axis=1)
        sound[start : start + len(piece)] += piece[: count - start]
    rounded: Samples = np.round(sound * _LEVEL * 32_767).astype(np.int16)
    return rounded


def _bell(hertz: float) -> NDArray[np.float64]:
    times = np.arange(round(_RING_SECONDS * CHIME_RATE)) / CHIME_RATE
    swell = np.minimum(1.0, times / _ATTACK_SECONDS)
    close = np.minimum(1.0, (_RING_SECONDS - times) / 0.1)
    ring = np.exp(-times / _DECAY_SECONDS)
    whole = sum(strength * np.sin(2 * np.pi * hertz * ratio * times) for ratio, strength in _PARTIALS)
    strength = sum(strength for _, strength in _PARTIALS)
    bell: NDArray[np.float64] = swell * close * ring * whole / strength
    return bell
