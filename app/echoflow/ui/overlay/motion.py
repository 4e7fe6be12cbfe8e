"""Movement as pure functions of time, the same at any frame rate."""

from __future__ import annotations

import math


class Glide:
    """A number on its way to a target, quickly at first and gently at the end.

    Attributes:
        value: where it is now.
        target: where it is going.

    """

    def __init__(self, value: float, seconds: float, *, falling_seconds: float | None = None) -> None:
        """`seconds` is the time constant (63 % of the way); `falling_seconds` the one used on the way down."""
        self.value = value
        self.target = value
        self._rising = seconds
        self._falling = seconds if falling_seconds is None else falling_seconds

    @property
    def is_settled(self) -> bool:
        """Whether it has arrived."""
        return self.value == self.target

    def advance(self, elapsed: float) -> None:
        """Move on by `elapsed` seconds."""
        remaining = self.target - self.value
        seconds = self._rising if remaining > 0 else self._falling
        self.value = self.target - remaining * math.exp(-elapsed / seconds)
        # An exponential never arrives; what is below a thousandth of the way or of a pixel is there.
        if abs(self.target - self.value) < 1e-3 * max(1.0, abs(self.target)):
            self.value = self.target

    def jump(self, value: float) -> None:
        """Be there at once."""
        self.value = self.target = value


class VoiceTrail:
    """How loud the voice was during the last moments, so that its sound can be seen to travel."""

    SECONDS = 0.42
    """From the middle of the card to its ends: a syllable has left when the one after next begins."""
    _STEP = 0.02

    def __init__(self) -> None:
        self._levels = [0.0] * (round(self.SECONDS / self._STEP) + 2)
        self._since = 0.0

    def advance(self, elapsed: float, level: float) -> None:
        """The voice is at `level` (0..1) after `elapsed` seconds more."""
        self._since += elapsed
        steps = min(len(self._levels), int(self._since / self._STEP))
        self._since = math.fmod(self._since, self._STEP)
        before = self._levels[0]
        for step in range(steps):
            self._levels.pop()
            self._levels.insert(0, before + (level - before) * (step + 1) / steps)

    def level(self, share: float) -> float:
        """At `share` (0..1) of the way from the middle to the ends."""
        place = share * self.SECONDS / self._STEP + self._since / self._STEP
        step = min(int(place), len(self._levels) - 2)
        here, there = self._levels[step : step + 2]
        return here + (there - here) * min(1.0, place - step)


class FramePace:
    """How often to draw: smoothly where the machine keeps up, half as often while it has more to do than it can.

    What keeps it busy is mostly the answer to what was just said, so that goes first.
    """

    SMOOTH_MILLISECONDS = 16
    BUSY_MILLISECONDS = 33
    _LATE = 1.6
    """A frame that took this many times as long as it should says that the machine is busy."""
    _CALM_FRAMES = 30
    """In time in a row, a second, until it is not any more."""

    def __init__(self) -> None:
        self._in_time = self._CALM_FRAMES

    @property
    def milliseconds(self) -> int:
        """Until the next frame."""
        return self.SMOOTH_MILLISECONDS if self._in_time >= self._CALM_FRAMES else self.BUSY_MILLISECONDS

    def drawn(self, elapsed: float) -> None:
        """A frame was drawn `elapsed` seconds after the one before."""
        self._in_time = 0 if elapsed * 1000 > self._LATE * self.milliseconds else self._in_time + 1


def bar_heights(count: int, now: float, level: float) -> list[float]:
    """Heights 0..1 of `count` bars that move as a voice of loudness `level` (0..1) does at time `now` (seconds).

    The middle is the tallest; every bar swings at its own pace, so that the picture never repeats visibly. In silence
    they breathe a little: the microphone is open.
    """
    middle = (count - 1) / 2
    heights = []
    for index in range(count):
        weight = 1 - 0.5 * abs(index - middle) / max(middle, 1)
        swing = math.sin(now * (6.1 + 1.7 * (index % 3)) + index * 1.9) * 0.6 + math.sin(now * 11.3 + index * 4.1) * 0.4
        breath = 0.04 * math.sin(now * 2.2 - index * 0.9)
        heights.append(min(1.0, max(0.0, 0.22 + breath + level * weight * (0.62 + 0.38 * swing))))
    return heights


def dot_lifts(count: int, now: float) -> list[float]:
    """How far each of `count` waiting dots is lifted (0..1): a wave that runs through them every 1.2 s, then rests."""
    lifts = []
    for index in range(count):
        phase = (now / 1.2 - index * 0.14) % 1.0
        lifts.append(math.sin(phase / 0.5 * math.pi) ** 2 if phase < 0.5 else 0.0)
    return lifts


def shimmer_position(now: float) -> float:
    """Where the light is that wanders across a waiting text: below 0 before it, above 1 behind it; every 1.8 s."""
    return -0.4 + 1.8 * ((now / 1.8) % 1.0)
