"""What has left the loudspeaker lately, for echo cancellation.

`RenderedSound` is written by the real-time side. `FarEnd` reads it from the audio front's thread, 10 ms for each 10 ms
of the microphone, at the rate of the microphone, without a tear as long as the clocks keep step.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, FRAME_SECONDS, Samples

FarSamples: TypeAlias = NDArray[np.float32]
"""Mono at `CAPTURE_RATE`, in units of 16-bit samples, shape (160,) for one frame."""

TORN_SECONDS = 0.02
"""What is further from its place is put there at once; what is closer is the jitter of the clocks."""

LEAD_SECONDS = 0.025
"""How much earlier than the microphone the far end is read, where it is known that early (a sound card is filled 40 ms
ahead, a socket not at all). The canceller can use a reference that comes before its echo by up to half a second and
none that comes after it, and a sound card's word on when a block sounds is 10 ms off at times."""

_LEAST_LEAD = -0.015
"""Seconds. What a socket or a recording needs: its block is rendered just after the frame of the same time is handed
over; the echo of a real loudspeaker takes longer than that to come back."""

_MISPLACED_FRAMES = 5
_ZERO_CROSSINGS = 8

_KEPT_SECONDS = 3.0
_KEPT_ANCHORS = 16


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Sample number `index` of all that was written sounds at `at`; those after it follow at the output rate."""

    index: int
    at: float


class RenderedSound:
    """The last 3 s of output: written by the real-time side, read by the audio front, without a lock.

    The samples are in place before their number is published; a single reference is published at a time.
    """

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._ring: Samples = np.zeros(round(_KEPT_SECONDS * sample_rate), np.int16)
        self._written = 0
        self._anchors: deque[_Anchor] = deque(maxlen=_KEPT_ANCHORS)

    @property
    def sample_rate(self) -> int:
        """Hz of what is written."""
        return self._rate

    @property
    def written(self) -> int:
        """Samples written so far."""
        return self._written

    def write(self, block: Samples, sounds_at: float) -> None:
        """Real-time side: `block`, silence included, leaves the loudspeaker from `sounds_at` (monotonic s) on.

        Blocks follow each other; only a gap of more than 20 ms is believed.
        """
        written = self._written
        anchor = self._anchors[-1] if self._anchors else None
        if anchor is None or abs(anchor.at + (written - anchor.index) / self._rate - sounds_at) > TORN_SECONDS:
            self._anchors.append(_Anchor(written, sounds_at))
        size = len(self._ring)
        block = block[-size:]
        begin = written % size
        first = min(len(block), size - begin)
        self._ring[begin : begin + first] = block[:first]
        self._ring[: len(block) - first] = block[first:]
        self._written = written + len(block)

    @property
    def anchored(self) -> _Anchor | None:
        """Where the samples written last follow time from; None before anything was."""
        return self._anchors[-1] if self._anchors else None

    def index_at(self, at: float) -> int:
        """The number of the sample that leaves the loudspeaker at `at`.

        It may not be written yet, and is negative for a time before the first one.
        """
        following: _Anchor | None = None
        for anchor in reversed(self._anchors.copy()):
            if anchor.at <= at:
                index = anchor.index + round((at - anchor.at) * self._rate)
                return index if following is None else min(index, following.index)
            following = anchor
        return following.index + round((at - following.at) * self._rate) if following else 0

    def samples(self, begin: int, count: int) -> Samples:
        """A copy of the samples numbered `begin` on; zeros for those that are not written yet or no longer kept."""
        out: Samples = np.zeros(count, np.int16)
        first, last = max(begin, self._written - len(self._ring), 0), min(begin + count, self._written)
        if first < last:
            out[first - begin : last - begin] = self._ring.take(np.arange(first, last), mode="wrap")
        return out


class FarEnd:
    """The far end of echo cancellation: what sounded while the microphone captured a frame. Used from one thread.

    It follows the count of samples. Its place is looked up in time only when it begins, after a gap in the output, and
    when it has been out of place for 50 ms: blocks and frames are dated with jitter.
    """

    def __init__(self, rendered: RenderedSound) -> None:
        self._rendered = rendered
        self._resampling = _Resampling(rendered.sample_rate)
        # Hundredths of an output sample, of which 10 ms are a whole number at every rate.
        self._position: int | None = None
        self._anchored: _Anchor | None = None
        self._lead = LEAD_SECONDS
        self._misplaced = 0

    def next(self, captured_at: float, written: int | None = None) -> FarSamples:
        """What sounded during the 10 ms that end at `captured_at` monotonic seconds; silence if that is not known.

        `written` is how much of the output was rendered when the frame was delivered, by default now. How soon after
        that its turn comes depends on what else the machine does, and must not move the far end against the near one.
        """
        available = self._rendered.written if written is None else written
        position = self._follow(captured_at - FRAME_SECONDS)
        begin, count = self._resampling.support(position)
        if begin + count > available:
            # The output is not filled that far ahead, or has stopped.
            self._lead = max(_LEAST_LEAD, self._lead - FRAME_SECONDS)
            return np.zeros(FRAME_SAMPLES, np.float32)
        self._position = position + self._rendered.sample_rate
        return self._resampling.frame(position, self._rendered.samples(begin, count))

    def _follow(self, at: float) -> int:
        """Where to read for the frame that began at `at`."""
        if self._rendered.anchored is not self._anchored:
            self._anchored = self._rendered.anchored
            self._lead = LEAD_SECONDS
        wanted = 100 * self._rendered.index_at(at + self._lead)
        if self._position is None:
            return wanted
        torn = abs(wanted - self._position) > 100 * TORN_SECONDS * self._rendered.sample_rate
        self._misplaced = self._misplaced + 1 if torn else 0
        if self._misplaced >= _MISPLACED_FRAMES:
            self._misplaced = 0
            return wanted
        return self._position


class _Resampling:
    """From the output rate to the microphone's, one frame at a time and without memory: a windowed sinc."""

    def __init__(self, rate: int) -> None:
        self._step = rate / CAPTURE_RATE
        self._bandwidth = min(1.0, CAPTURE_RATE / rate)
        self._reach = int(np.ceil(_ZERO_CROSSINGS / self._bandwidth))
        self._count = int((FRAME_SAMPLES - 1) * self._step + 1) + 2 * self._reach
        # One for each fraction of a sample at which a frame can begin: a single one but for 11 025 Hz and its like.
        self._filters: dict[int, tuple[NDArray[np.intp], NDArray[np.float32]]] = {}

    def support(self, position: int) -> tuple[int, int]:
        """First sample and number of the samples that the frame at `position` (hundredths) is made of."""
        return position // 100 - self._reach + 1, self._count

    def frame(self, position: int, samples: Samples) -> FarSamples:
        """The frame at `position`, made of the samples of its `support`."""
        taps, weights = self._filter(position % 100)
        frame: FarSamples = np.einsum("ij,ij->i", samples[taps], weights, dtype=np.float32)
        return frame

    def _filter(self, fraction: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        found = self._filters.get(fraction)
        if found is None:
            at = fraction / 100 + np.arange(FRAME_SAMPLES) * self._step
            taps = np.floor(at).astype(np.intp)[:, None] + np.arange(2 * self._reach)
            distance = at[:, None] - (taps - self._reach + 1)
            window = np.cos(np.pi / 2 * np.clip(distance / self._reach, -1, 1)) ** 2
            weights = np.sinc(self._bandwidth * distance) * window
            weights /= weights.sum(axis=1, keepdims=True)
            found = self._filters[fraction] = taps, weights.astype(np.float32)
        return found
