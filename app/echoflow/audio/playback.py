"""What is sounding: a queue of speech with a sample-accurate position and a click-free stop.

Two threads meet here without a lock. The main loop opens, fills and halts streams; the real-time side (a sound card
callback or a pacing thread) only reads. Each field is written by one of them, and what passes between them is a single
reference or a deque, whose operations are atomic.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import Samples

FADE_SECONDS = 0.005
"""Length of every ramp: long enough that a cut is not heard as a click, short enough to be over at once."""

_REMEMBERED_BLOCKS = 256
"""Position records kept: 2.5 s of 10 ms blocks, many times the latency of any loudspeaker (Bluetooth: 0.3 s)."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Samples `before` to `before + count` of a stream leave the loudspeaker from `sounds_at` on."""

    before: int
    count: int
    sounds_at: float


class PlaybackStream:
    """One reply's speech. What is written after `Playback.halt` or a newer `open` is dropped."""

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        # Written by the main loop.
        self._written = 0
        self._ended = False
        self._closed = False
        # Shared: appended by the main loop, taken by the real-time side.
        self._chunks: deque[Samples] = deque()
        # Written by the real-time side.
        self._offset = 0
        self._taken = 0
        self._blocks: deque[_Block] = deque(maxlen=_REMEMBERED_BLOCKS)
        self._start: float | None = None
        self._finish: float | None = None
        self._cut = False

    def write(self, samples: Samples) -> None:
        """Adds speech at the playback's rate; called from one thread. The array must not be changed afterwards."""
        if self._closed or len(samples) == 0:
            return
        self._chunks.append(samples)
        self._written += len(samples)

    def end(self) -> None:
        """Nothing more will be written; the stream finishes when all of it has sounded."""
        self._ended = True

    @property
    def written(self) -> int:
        """Samples written so far, without those that were dropped because the stream was no longer current."""
        return self._written

    @property
    def halted(self) -> bool:
        """It was cut off by `Playback.halt` or a newer `open` before all of it was played."""
        return self._cut or (self._closed and self._finish is None)

    def heard(self, now: float) -> int:
        """Samples that have left the loudspeaker by `now` (`time.monotonic()` seconds); never decreases."""
        blocks = self._blocks.copy()
        for block in reversed(blocks):
            if block.sounds_at <= now:
                return block.before + min(block.count, int((now - block.sounds_at) * self._rate))
        return blocks[0].before if blocks else 0

    def started_at(self, now: float) -> float | None:
        """When the first sample sounded, or None if that is not yet so at `now`."""
        return self._start if self._start is not None and self._start <= now else None

    def finished_at(self, now: float) -> float | None:
        """When the last sample sounded, or None if that is not yet so at `now`.

        A halted stream finishes with its fade; one that was halted before the real-time side met it never does.
        """
        return self._finish if self._finish is not None and self._finish <= now else None

    def _close(self) -> None:
        self._closed = True

    def _take(self, out: Samples, sounds_at: float) -> int:
        """Real-time side: moves up to `len(out)` samples to the start of `out`."""
        # Read first: everything written before `end` is then seen below.
        ended = self._ended
        count = 0
        while count < len(out) and self._chunks:
            chunk = self._chunks[0]
            step = min(len(out) - count, len(chunk) - self._offset)
            out[count : count + step] = chunk[self._offset : self._offset + step]
            count += step
            self._offset += step
            if self._offset == len(chunk):
                self._chunks.popleft()
                self._offset = 0
        if count:
            self._blocks.append(_Block(self._taken, count, sounds_at))
            self._taken += count
            if self._start is None:
                self._start = sounds_at
        if ended and not self._chunks:
            self._mark_finished(sounds_at)
        return count

    def _cut_off(self, sounds_at: float) -> None:
        """Real-time side: nothing more of it will be taken."""
        if self._finish is None:
            self._cut = True
            self._mark_finished(sounds_at)

    def _mark_finished(self, sounds_at: float) -> None:
        if self._finish is None:
            last = self._blocks[-1] if self._blocks else _Block(0, 0, sounds_at)
            self._finish = last.sounds_at + last.count / self._rate


class Playback:
    """Filled by the main loop, emptied by an endpoint's real-time side.

    Whatever stops sounding does so without a click. A stream that is cut off is faded out over its own next 5 ms; one
    that runs dry (its producer is late) lets its last sample decay for 5 ms, and fades in when speech resumes. A stream
    that is played in one go is left exactly as it was written.
    """

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._fade = max(1, round(FADE_SECONDS * sample_rate))
        # Written by the main loop.
        self._current: PlaybackStream | None = None
        # Written by the real-time side.
        self._playing: PlaybackStream | None = None
        self._sounding = False
        self._level = self._fade
        self._decay_from = 0
        self._decay_left = 0
        # Raised cosine: gain 0 at index 0, 1 at the last.
        angles = np.linspace(0.0, np.pi, self._fade + 1, dtype=np.float32)
        self._gain: NDArray[np.float32] = (0.5 - 0.5 * np.cos(angles)).astype(np.float32)
        self._scratch: NDArray[np.float32] = np.zeros(self._fade, np.float32)

    @property
    def sample_rate(self) -> int:
        """Hz of everything written and read."""
        return self._rate

    @property
    def current(self) -> PlaybackStream | None:
        """The stream opened last, also when it has finished; None after `halt`."""
        return self._current

    @property
    def rendering(self) -> PlaybackStream | None:
        """Real-time side: the stream that the last block read ends with; None if what it holds was cut off."""
        return self._playing

    def open(self) -> PlaybackStream:
        """A new current stream; the one before is faded out and what is left of it dropped."""
        stream = PlaybackStream(self._rate)
        self._replace(stream)
        return stream

    def halt(self) -> None:
        """Silence within 5 ms of the next block, without a click; the current stream ends where it is."""
        self._replace(None)

    def read(self, block: Samples, sounds_at: float) -> int:
        """Real-time side: fills `block`, which leaves the loudspeaker at `sounds_at`; returns the samples of sound.

        They are at the start of the block. 0 means silence: nothing has to be sent.
        """
        filled = 0
        while filled < len(block):
            rest = block[filled:]
            count = self._decay(rest) or self._render(rest, sounds_at + filled / self._rate)
            if count == 0:
                block[filled:] = 0
                break
            filled += count
        return filled

    def _replace(self, stream: PlaybackStream | None) -> None:
        previous = self._current
        self._current = stream
        if previous is not None:
            previous._close()

    def _render(self, out: Samples, sounds_at: float) -> int:
        """The next samples of speech; 0 if there are none now."""
        current = self._current
        if current is not self._playing:
            if self._sounding and (count := self._fade_out(out, sounds_at)):
                return count
            self._switch_to(current, sounds_at)
            if self._decay_left:
                return self._decay(out)
        if self._playing is None:
            return 0
        count = self._playing._take(out, sounds_at)
        self._fade_in(out[:count])
        if count:
            self._sounding = True
        if count < len(out) and self._sounding:
            self._run_dry(out, count)
        elif count:
            self._decay_from = int(out[count - 1])
        return count or self._decay(out)

    def _switch_to(self, stream: PlaybackStream | None, sounds_at: float) -> None:
        if self._playing is not None:
            self._playing._cut_off(sounds_at)
        self._playing = stream
        self._sounding = False
        self._level = self._fade

    def _fade_out(self, out: Samples, sounds_at: float) -> int:
        """The next samples of the stream that was cut off, ever softer from the gain it had; 0 when it is over."""
        assert self._playing is not None
        if self._level == 0:
            return 0
        wanted = min(len(out), self._level)
        count = self._playing._take(out[:wanted], sounds_at)
        lowest = self._level - count
        self._apply(out[:count], self._gain[lowest : self._level][::-1])
        self._level = lowest
        if count < wanted:
            self._run_dry(out, count)
            self._level = 0
        elif count:
            self._decay_from = int(out[count - 1])
        return count

    def _fade_in(self, out: Samples) -> None:
        count = min(len(out), self._fade - self._level)
        if count:
            self._apply(out[:count], self._gain[self._level : self._level + count])
            self._level += count

    def _run_dry(self, out: Samples, count: int) -> None:
        if count:
            self._decay_from = int(out[count - 1])
        self._decay_left = self._fade if self._decay_from else 0
        self._sounding = False
        self._level = 0

    def _decay(self, out: Samples) -> int:
        """What follows speech that stopped in mid-air: its last sample, ever softer."""
        count = min(len(out), self._decay_left)
        if count:
            lowest = self._decay_left - count
            out[:count] = self._decay_from
            self._apply(out[:count], self._gain[lowest : self._decay_left][::-1])
            self._decay_left = lowest
        return count

    def _apply(self, samples: Samples, gains: NDArray[np.float32]) -> None:
        scaled = self._scratch[: len(samples)]
        np.multiply(samples, gains, out=scaled)
        samples[:] = scaled
