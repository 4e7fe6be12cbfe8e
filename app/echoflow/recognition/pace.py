"""When an utterance that is still growing is worth decoding again."""

from __future__ import annotations

from dataclasses import dataclass

from echoflow.audio.frames import CAPTURE_RATE

MIN_NEW_SECONDS = 0.4
"""Of new audio between two partial transcripts: about one word."""


@dataclass(slots=True)
class Pace:
    """Half of the time at most goes to partial transcripts, so that they never starve the rest of the machine.

    Attributes:
        decoded: samples covered by the last decode that was begun.
        rest_until: `time.monotonic()` seconds before which none is begun.

    """

    decoded: int = 0
    rest_until: float = 0.0

    def is_due(self, samples: int, now: float) -> bool:
        """Whether an utterance of `samples` should be decoded at `now`."""
        return samples - self.decoded >= MIN_NEW_SECONDS * CAPTURE_RATE and now >= self.rest_until

    def begun(self, samples: int) -> None:
        """A decode of the first `samples` has begun."""
        self.decoded = samples

    def ended(self, now: float, seconds: float) -> None:
        """A decode that took `seconds` ended at `now`: as long a rest follows."""
        self.rest_until = now + seconds
