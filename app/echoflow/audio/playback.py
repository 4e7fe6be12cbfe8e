"""What is sounding: a queue of speech with a sample-accurate position and a click-free stop."""

from __future__ import annotations

from echoflow.audio.frames import Samples


class PlaybackStream:
    """One reply's speech. What is written after `Playback.halt` or a newer `open` is dropped."""

    def write(self, samples: Samples) -> None:
        """Adds speech at the playback's rate; called from one thread."""
        raise NotImplementedError

    def end(self) -> None:
        """Nothing more will be written; the stream finishes when all of it has sounded."""
        raise NotImplementedError

    @property
    def written(self) -> int:
        """Samples written so far."""
        raise NotImplementedError

    def heard(self, now: float) -> int:
        """Samples that have left the loudspeaker by `now` (`time.monotonic()` seconds)."""
        raise NotImplementedError

    def started_at(self, now: float) -> float | None:
        """When the first sample sounded, or None if that is not yet so at `now`."""
        raise NotImplementedError

    def finished_at(self, now: float) -> float | None:
        """When the last sample sounded, or None if that is not yet so at `now`."""
        raise NotImplementedError


class Playback:
    """Filled by the main loop, emptied by an endpoint's real-time side."""

    def __init__(self, sample_rate: int) -> None:
        raise NotImplementedError

    def open(self) -> PlaybackStream:
        """A new current stream; the one before is faded out and what is left of it dropped."""
        raise NotImplementedError

    def halt(self) -> None:
        """Silence within 5 ms of the next block, without a click; the current stream ends where it is."""
        raise NotImplementedError

    def read(self, block: Samples, sounds_at: float) -> int:
        """Real-time side: fills `block`, which leaves the loudspeaker at `sounds_at`; returns the samples of content.

        0 means silence: nothing has to be sent.
        """
        raise NotImplementedError
