"""How long is waited before something is tried again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """0.1, 0.2, 0.4 ... 30 seconds.

    Attributes:
        first: seconds before the first attempt; a dropped connection is mostly back at once.
        factor: each wait is so much longer than the one before.
        longest: seconds.
    """

    first: float = 0.1
    factor: float = 2.0
    longest: float = 30.0

    def wait(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row (1 or more)."""
        # The exponent is bounded because 2.0 ** 1100 is no float any more.
        return min(self.longest, self.first * self.factor ** min(failures - 1, 64))
