"""When an utterance that is still growing is worth looking at again."""

from __future__ import annotations

from dataclasses import dataclass

from echoflow.audio.frames import CAPTURE_RATE

MIN_NEW_SECONDS = 0.4
"""Of new audio between two looks: about one word."""

MIN_NEW_SOUND_SECONDS = 0.1
"""Of sound between two pauses that are looked at."""

PAUSE_SECONDS = 0.04
"""Of silence: longer than most closures of a consonant, less than the 64 ms after which a transcript is asked for."""

SHARE = 1 / 3
"""Of the time that goes to looks while the user goes on speaking, so that they never starve the rest of the machine."""


@dataclass(slots=True)
class Pace:
    """Looks at a pause at once, since it may be the end, and while somebody speaks at most a third of the time.

    Attributes:
        decoded: samples covered by the last look that was begun.
        paused: samples covered by the last look that was begun at a pause.
        rest_until: `time.monotonic()` seconds before which none is begun but at a pause.

    """

    decoded: int = 0
    paused: int = 0
    rest_until: float = 0.0

    def is_due(self, samples: int, sound_end: int, now: float) -> bool:
        """Whether an utterance of `samples`, the last audible one before `sound_end`, should be looked at `now`."""
        if is_pause(samples, sound_end):
            return sound_end > self.decoded and sound_end - self.paused >= MIN_NEW_SOUND_SECONDS * CAPTURE_RATE
        return samples - self.decoded >= MIN_NEW_SECONDS * CAPTURE_RATE and now >= self.rest_until

    def begun(self, samples: int, *, pause: bool = False) -> None:
        """A look at the first `samples` has begun, at a pause or while somebody speaks."""
        self.decoded = samples
        if pause:
            self.paused = samples

    def ended(self, now: float, seconds: float) -> None:
        """A look that took `seconds` ended at `now`: twice as long a rest follows."""
        self.rest_until = now + seconds * (1 / SHARE - 1)


def is_pause(samples: int, sound_end: int) -> bool:
    """Whether the end of an utterance of `samples` is silent, and has been long enough to be more than a consonant."""
    return samples - sound_end >= PAUSE_SECONDS * CAPTURE_RATE
