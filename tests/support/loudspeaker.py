"""A loudspeaker on a perfect clock, with or without a delay between a block's reading and its sound."""

from __future__ import annotations

import numpy as np

from echoflow.audio.frames import Samples
from echoflow.audio.playback import Playback, PlaybackStream

RATE = 24_000
FADE = 120
"""5 ms."""


def tone(count: int, frequency: float = 200.0) -> Samples:
    """A loud cosine."""
    return (20_000 * np.cos(2 * np.pi * frequency * np.arange(count) / RATE)).astype(np.int16)


def swell(count: int, frequency: float = 200.0) -> Samples:
    """A loud sine: it begins at zero, as speech does."""
    return (20_000 * np.sin(2 * np.pi * frequency * np.arange(count) / RATE)).astype(np.int16)


def largest_step(sound: Samples, *, ends: bool = True) -> int:
    """Between neighbouring samples and, if the sound `ends`, from the last one to silence."""
    steps = np.diff(sound.astype(np.int32), append=0)
    return int(np.max(np.abs(steps if ends else steps[:-1])))


class Loudspeaker:
    """Reads block after block.

    Attributes:
        now: when the next block is read; it sounds `latency` later.
        sound: the blocks.
        counts: what `read` said of each.

    """

    def __init__(self, playback: Playback, latency: float = 0.0) -> None:
        self.playback = playback
        self.latency = latency
        self.now = 100.0
        self.sound: list[Samples] = []
        self.counts: list[int] = []

    def play(self, block_samples: int = 240, blocks: int = 1) -> None:
        """Reads `blocks` of them."""
        for _ in range(blocks):
            block = np.full(block_samples, 12_345, np.int16)
            self.counts.append(self.playback.read(block, self.now + self.latency))
            self.sound.append(block)
            self.now += block_samples / RATE

    @property
    def all(self) -> Samples:
        """All that was read."""
        return np.concatenate(self.sound) if self.sound else np.zeros(0, np.int16)

    def sounds_at(self, index: int) -> float:
        """The middle of the time in which sample number `index` of `all` sounds."""
        return 100.0 + self.latency + (index + 0.5) / RATE


SMOOTH_STEP = largest_step(swell(240)) + round(20_000 * np.pi / 2 / FADE) + 2
"""Between neighbouring samples of `swell`, with a 5 ms ramp or decay on top; a click is several times that."""

CUE: Samples = (300 * np.hanning(1200) * np.sin(np.arange(1200) / 8)).astype(np.int16)
"""A short quiet sound that begins and ends in silence."""


def speaking(seconds: float = 2.0, latency: float = 0.0) -> tuple[Playback, Loudspeaker, PlaybackStream]:
    """A stream of which a tenth of a second has been played."""
    playback = Playback(RATE)
    stream = playback.open()
    stream.write(swell(round(seconds * RATE)))
    speaker = Loudspeaker(playback, latency)
    speaker.play(blocks=10)
    return playback, speaker, stream
