"""What has left the loudspeaker lately, for echo cancellation."""

from __future__ import annotations

from echoflow.audio.frames import Samples


class RenderedSound:
    """The last seconds of output: written by the real-time side, read by the audio front, without a lock."""

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate

    def write(self, block: Samples, sounds_at: float) -> None:
        """Real-time side: `block`, silence included, leaves the loudspeaker from `sounds_at` (monotonic s) on."""
