"""Somebody was asked to say something: when do they begin, and when have they finished? Pure, for sound in pieces.

Judged by loudness alone, so that it works before any engine is loaded, in any language, and with a voice too faint for
a voice detector: that one is to be told that it is faint.
"""

from __future__ import annotations

import math
from collections import deque
from enum import Enum

import numpy as np

from echoflow.audio.frames import Samples
from echoflow.audio.sound_level import QUIET_DECIBELS, decibels

_WINDOW_SECONDS = 0.05
"""About the length of a vowel."""

_BEGIN_WINDOWS = 3
"""A click of the mouse or a knock on the desk is over after two."""

_PAUSE_SECONDS = 1.0
"""Nobody who says hello pauses for as long."""

_PATIENCE_SECONDS = 7.0
"""Until nothing is expected any more: who presses a button and is asked to talk begins within two or three."""

_LONGEST_SECONDS = 12.0
"""A sentence or two; then it ends by itself."""

_FLOOR_SECONDS = 4.0
"""The quietest window of so many tells how noisy the room is: words have gaps."""

_ABOVE_FLOOR_DECIBELS = 12.0
_FAINTEST_DECIBELS = -55.0
_LOUDEST_THRESHOLD_DECIBELS = -32.0
"""A voice is above this in any room in which it can be understood."""

_BELOW_VOICE_DECIBELS = 22.0
"""What is so far below somebody's vowels is not them; microphones that adjust themselves raise the noise in pauses."""

_MARGIN_SECONDS = 0.3
"""Kept before the first and behind the last loud window: words begin and end softly."""


class Phase(Enum):
    """How far it is."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    SPOKEN = "spoken"
    """Words, and silence behind them."""
    NOTHING = "nothing"
    """The patience is over, and nothing was said."""


class Greeting:
    """Listens to mono sound of `rate` Hz until something was said.

    Attributes:
        phase: how far it is.
    """

    def __init__(self, rate: int) -> None:
        self.phase = Phase.WAITING
        self._rate = rate
        self._size = round(rate * _WINDOW_SECONDS)
        self._pieces: list[Samples] = []
        self._rest: Samples = np.zeros(0, np.int16)
        self._windows = 0
        self._recent: deque[float] = deque(maxlen=round(_FLOOR_SECONDS / _WINDOW_SECONDS))
        self._loud = 0
        self._first = 0
        self._last = 0
        self._loudest = -math.inf

    @property
    def is_over(self) -> bool:
        """Nothing more is wanted."""
        return self.phase in (Phase.SPOKEN, Phase.NOTHING)

    @property
    def is_faint(self) -> bool:
        """It was said too quietly to be understood well."""
        return self.phase is Phase.SPOKEN and self._loudest < QUIET_DECIBELS

    @property
    def sound(self) -> Samples:
        """What was said, with a moment before and behind it; empty if nothing was."""
        if self.phase in (Phase.WAITING, Phase.NOTHING):
            return np.zeros(0, np.int16)
        margin = round(_MARGIN_SECONDS * self._rate)
        first = max(0, self._first * self._size - margin)
        whole: Samples = np.concatenate([*self._pieces, self._rest])
        return whole[first : (self._last + 1) * self._size + margin]

    def receive(self, samples: Samples) -> None:
        """The next piece, of any length; ignored once it is over."""
        sound = np.concatenate([self._rest, samples])
        whole = len(sound) // self._size * self._size
        for start in range(0, whole, self._size):
            if self.is_over:
                return
            window = sound[start : start + self._size]
            self._pieces.append(window)
            self._judge(decibels(window))
        self._rest = sound[whole:].copy()

    def stop(self) -> None:
        """The user says that they have finished."""
        if not self.is_over:
            self.phase = Phase.SPOKEN if self.phase is Phase.SPEAKING else Phase.NOTHING

    def _judge(self, level: float) -> None:
        self._recent.append(level)
        here = self._windows
        self._windows += 1
        if level > self._threshold:
            self._loud += 1
            self._loudest = max(self._loudest, level)
            self._last = here
        else:
            self._loud = 0
        if self.phase is Phase.WAITING and self._loud >= _BEGIN_WINDOWS:
            self.phase, self._first = Phase.SPEAKING, here + 1 - self._loud
        seconds = self._windows * _WINDOW_SECONDS
        if self.phase is Phase.WAITING and seconds >= _PATIENCE_SECONDS:
            self.phase = Phase.NOTHING
        elif self.phase is Phase.SPEAKING:
            pause = (here - self._last) * _WINDOW_SECONDS
            if pause >= _PAUSE_SECONDS or seconds >= _LONGEST_SECONDS:
                self.phase = Phase.SPOKEN

    @property
    def _threshold(self) -> float:
        floor = max(min(self._recent), _FAINTEST_DECIBELS - _ABOVE_FLOOR_DECIBELS)
        return min(_LOUDEST_THRESHOLD_DECIBELS, max(floor + _ABOVE_FLOOR_DECIBELS, self._voice - _BELOW_VOICE_DECIBELS))

    @property
    def _voice(self) -> float:
        """Decibels of the loudest vowel."""
        return self._loudest if self.phase is Phase.SPEAKING else -math.inf
