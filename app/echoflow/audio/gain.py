"""A gain that never jumps: whatever grows louder or softer in EchoFlow does so along a raised cosine.

Ramps are computed ahead, so that the real-time side only multiplies, in place.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import Samples


class Ramp:
    """The way from one gain to another, over a fixed time.

    Attributes:
        course: share of the way that is covered after each sample, shape (n,), above 0 to exactly 1.

    """

    def __init__(self, seconds: float, sample_rate: int) -> None:
        count = max(1, round(seconds * sample_rate))
        angles = np.linspace(0.0, np.pi, count + 1)[1:]
        self.course: NDArray[np.float32] = (0.5 - 0.5 * np.cos(angles)).astype(np.float32)

    def __len__(self) -> int:
        return len(self.course)


class Fader:
    """A gain on its way to a target. At a gain of 1 it leaves samples exactly as they are.

    Used from one thread; allocates nothing after it was made.

    Args:
        scratch_samples: how many samples are worked on at once.

    """

    def __init__(self, scratch_samples: int) -> None:
        self._scratch: NDArray[np.float32] = np.zeros(scratch_samples, np.float32)
        self._from = 1.0
        self._target = 1.0
        self._course: NDArray[np.float32] = np.ones(1, np.float32)
        self._left = 0

    @property
    def remaining(self) -> int:
        """Samples until the target is reached."""
        return self._left

    @property
    def gain(self) -> float:
        """What the last sample was multiplied by."""
        covered = len(self._course) - self._left
        if self._left == 0 or covered == 0:
            return self._from if self._left else self._target
        return self._from + (self._target - self._from) * float(self._course[covered - 1])

    def jump(self, gain: float) -> None:
        """Sets the gain at once; for when nothing sounds."""
        self._target = gain
        self._left = 0

    def aim(self, gain: float, ramp: Ramp) -> None:
        """Moves from the gain it has to `gain` along `ramp`, unless it will be there as soon anyway."""
        if gain == self._target and self._left <= len(ramp):
            return
        self._from = self.gain
        self._target = gain
        self._course = ramp.course
        self._left = len(ramp) if self._from != gain else 0

    def apply(self, samples: Samples) -> None:
        """Scales the next samples in place."""
        done = 0
        while done < len(samples) and (self._left or self._target != 1.0):
            size = min(len(samples) - done, len(self._scratch), self._left or len(samples))
            piece, scaled = samples[done : done + size], self._scratch[:size]
            if self._left:
                covered = len(self._course) - self._left
                np.multiply(self._course[covered : covered + size], self._target - self._from, out=scaled)
                np.add(scaled, self._from, out=scaled)
                np.multiply(piece, scaled, out=scaled)
                self._left -= size
            else:
                np.multiply(piece, self._target, out=scaled, dtype=np.float32)
            np.rint(scaled, out=scaled)
            piece[:] = scaled
            done += size
