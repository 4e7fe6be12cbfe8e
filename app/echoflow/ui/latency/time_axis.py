"""A scale of milliseconds: where a time lies, and the round numbers under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_STEPS = (0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Maps seconds to pixels.

    Attributes:
        first: the earliest time, in seconds.
        last: the latest.
        left: where the earliest is drawn, in pixels.
        right: where the latest is.
    """

    first: float
    last: float
    left: float
    right: float

    def at(self, seconds: float) -> float:
        """Where `seconds` is drawn; what lies beyond an end is drawn there."""
        inside = min(max(seconds, self.first), self.last)
        return self.left + (inside - self.first) / (self.last - self.first) * (self.right - self.left)

    def ticks(self, gap: float) -> Iterator[float]:
        """Round times at least `gap` pixels apart."""
        per_second = (self.right - self.left) / (self.last - self.first)
        step = next((each for each in _STEPS if each * per_second >= gap), 20.0)
        index = -int(-self.first // step)
        while index * step <= self.last + 1e-9:
            yield index * step
            index += 1
