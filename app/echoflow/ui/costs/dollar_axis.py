"""A scale of dollars: round numbers, and where they lie."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class DollarAxis:
    """Maps dollars to pixels, from nothing upwards.

    Attributes:
        highest: the last round number, in dollars.
        step: from one to the next.
        bottom: where nothing is drawn, in pixels.
        top: where `highest` is.
    """

    highest: float
    step: float
    bottom: float
    top: float

    @classmethod
    def up_to(cls, dollars: float, bottom: float, top: float, lines: int = 4) -> DollarAxis:
        """A scale with at most `lines` round numbers above nothing, of which the last is at least `dollars`."""
        wanted = max(dollars, 0.01) / lines
        power = 10.0 ** math.floor(math.log10(wanted))
        step = next(each * power for each in _STEPS if each * power >= wanted * (1 - 1e-9))
        return cls(step * math.ceil(max(dollars, 0.01) / step - 1e-9), step, bottom, top)

    def at(self, dollars: float) -> float:
        """Where `dollars` is drawn."""
        return self.bottom + (self.top - self.bottom) * min(dollars, self.highest) / self.highest

    def ticks(self) -> Iterator[float]:
        """The round numbers, from nothing."""
        for index in range(round(self.highest / self.step) + 1):
            yield index * self.step
