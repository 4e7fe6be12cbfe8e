"""How loud somebody is while they are being recorded, and what is wrong with that; pure, for sound in pieces."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from enum import Enum

import numpy as np

from echoflow.audio.frames import Samples

_WINDOW_SECONDS = 0.05
"""About the length of a vowel: the loudness of speech is that of its vowels."""

_RECENT_SECONDS = 3.0
"""Nobody who reads a text aloud pauses for longer."""

_SILENT_SECONDS = 1.0
"""No microphone that is on is without a sound for so long: even a quiet room moves the last bit."""

_CLIPPED_SECONDS = 1.5
"""How long clipping is told after it happened."""

QUIET_DECIBELS = -38.0
"""Full scale is 0. The vowels of a voice at the right level, -23 to -18 dB on average, are far above; what stays below
is about the noise of a cheap microphone."""

_FULL_SCALE = 32_768.0
_CLIPPED_SAMPLE = 32_500
_CLIPPED_RUN = 3
"""So many samples in a row at full scale are no peak but a peak cut off."""

SILENCE_DECIBELS = -96.0
"""Below the smallest step of 16 bits."""


class Flaw(Enum):
    """What is wrong with how somebody is recorded."""

    CLIPPED = "clipped"
    QUIET = "quiet"
    SILENT = "silent"
    """Digital silence: muted, forbidden by the system, or nothing is behind the name."""


@dataclass(frozen=True, slots=True)
class SoundLevel:
    """What was measured.

    Attributes:
        seconds: of sound so far.
        decibels: of the last window, 0 at full scale and negative below.
        flaw: what is wrong; None if it is good, or too early to say.
        loudest: decibels of the loudest window of late.
    """

    seconds: float = 0.0
    decibels: float = SILENCE_DECIBELS
    flaw: Flaw | None = None
    loudest: float = SILENCE_DECIBELS


class LevelMeter:
    """Measures mono sound of `rate` Hz."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._size = round(rate * _WINDOW_SECONDS)
        self._rest: Samples = np.zeros(0, np.int16)
        self._windows = 0
        self._recent: deque[float] = deque(maxlen=round(_RECENT_SECONDS / _WINDOW_SECONDS))
        self._last_clip = -math.inf
        self._count = 0

    def receive(self, samples: Samples) -> None:
        """The next piece, of any length."""
        self._count += len(samples)
        sound = np.concatenate([self._rest, samples])
        whole = len(sound) // self._size
        for window in sound[: whole * self._size].reshape(whole, self._size):
            self._windows += 1
            self._recent.append(decibels(window))
            if _is_clipped(window):
                self._last_clip = self._windows * _WINDOW_SECONDS
        self._rest = sound[whole * self._size :].copy()

    @property
    def now(self) -> SoundLevel:
        """The level while it is being recorded, with the flaw to be told at once."""
        flaw = None
        if self._windows * _WINDOW_SECONDS - self._last_clip < _CLIPPED_SECONDS:
            flaw = Flaw.CLIPPED
        elif self._is_silent:
            flaw = Flaw.SILENT
        elif len(self._recent) == self._recent.maxlen and max(self._recent) < QUIET_DECIBELS:
            flaw = Flaw.QUIET
        if not self._recent:
            return SoundLevel(self._count / self._rate)
        return SoundLevel(self._count / self._rate, self._recent[-1], flaw, max(self._recent))

    @property
    def _is_silent(self) -> bool:
        last = list(self._recent)[-round(_SILENT_SECONDS / _WINDOW_SECONDS) :]
        return len(last) * _WINDOW_SECONDS >= _SILENT_SECONDS - 1e-6 and max(last) <= SILENCE_DECIBELS


def decibels(window: Samples) -> float:
    """The loudness of mono sound: its RMS, 0 at full scale, `SILENCE_DECIBELS` at the least."""
    power = float(np.mean(np.square(window.astype(np.float64))))
    return max(SILENCE_DECIBELS, 10 * math.log10(power / _FULL_SCALE**2)) if power > 0 else SILENCE_DECIBELS


def _is_clipped(window: Samples) -> bool:
    loud = np.abs(window.astype(np.int32)) >= _CLIPPED_SAMPLE
    runs = np.convolve(loud, np.ones(_CLIPPED_RUN, np.int32), "valid")
    return bool(np.any(runs == _CLIPPED_RUN))
