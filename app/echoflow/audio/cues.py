"""Short sounds that are not speech, made from arithmetic."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import Samples

CUE_SECONDS = 0.26
CUE_LEVEL_DB = -30.0
"""RMS of the loudest 50 ms in dBFS: some 10 dB below speech, so that it says "I am at it" and asks for nothing."""

_LEVEL_SECONDS = 0.05
_ATTACK_SECONDS = 0.05
"""Slow enough to swell instead of being struck."""

_DECAY_CONSTANT_SECONDS = 0.09
_PARTIALS = ((523.25, 1.0), (783.99, 0.4))
"""Hz and amplitude: C5 and the fifth above it, softer, which melt into one warm tone."""


def thinking_cue(sample_rate: int) -> Samples:
    """A soft tone that says that the answer is coming: `CUE_SECONDS` at `sample_rate` Hz, silent at both ends."""
    times = np.arange(round(CUE_SECONDS * sample_rate)) / sample_rate
    sound = _envelope(times) * sum(amplitude * np.sin(2 * np.pi * hertz * times) for hertz, amplitude in _PARTIALS)
    gain = 10 ** (CUE_LEVEL_DB / 20) * 32768.0 / _loudest_rms(sound, sample_rate)
    cue: Samples = np.round(gain * sound).astype(np.int16)
    return cue


def _loudest_rms(sound: NDArray[np.floating], sample_rate: int) -> float:
    """RMS of the loudest 50 ms of `sound`, shape (n,), in the unit of its samples."""
    window = round(_LEVEL_SECONDS * sample_rate)
    energy = np.cumsum(np.square(sound))
    return float(np.sqrt((energy[window:] - energy[:-window]).max() / window))


def _envelope(times: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rises like half a bell, then fades as a struck string does, and arrives at nothing without a corner."""
    rise = np.sin(np.pi / 2 * np.minimum(1.0, times / _ATTACK_SECONDS)) ** 2
    falling = np.maximum(0.0, times - _ATTACK_SECONDS)
    close = np.cos(np.pi / 2 * falling / (CUE_SECONDS - _ATTACK_SECONDS)) ** 2
    envelope: NDArray[np.floating] = rise * np.exp(-falling / _DECAY_CONSTANT_SECONDS) * close
    return envelope
