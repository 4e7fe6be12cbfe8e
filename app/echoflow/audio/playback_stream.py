"""One reply's speech: what was written, what of it was played when, and so what was heard.

Written by the main loop, played by the real-time side, asked by anyone, without a lock: each field is written by one
side, and what passes between them is a single reference, a number or a deque, whose operations are atomic.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from echoflow.audio.frames import Samples

_REMEMBERED_BLOCKS = 256
"""Position records kept: 2.5 s of 10 ms blocks, many times the latency of any loudspeaker (Bluetooth: 0.3 s)."""

_REMEMBERED_DUCKS = 16
"""Ducks kept: more than can be asked for within the latency of a loudspeaker."""

_FIRST_SECONDS = 8
"""Room for speech at first; it doubles when it is full."""

_CLOSED_SECONDS = 1
"""Speech kept when the stream is closed: the fade takes 5 ms of it, the block under way a few more."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A stretch of a stream as the main loop wants it played; each one is itself and equals no other.

    Attributes:
        stream: whose speech; None is silence.
        start: the sample it begins with.
        held: it is silent and stays where it is.

    """

    stream: PlaybackStream | None
    start: int = 0
    held: bool = False


class _Block(NamedTuple):
    """Samples `before` to `before + size` of a stream leave the loudspeaker from `sounds_at` on.

    Only the first `audible` of them are loud enough to be heard; those before `furthest` were audible earlier.
    """

    before: int
    size: int
    audible: int
    furthest: int
    sounds_at: float


@dataclass(frozen=True, slots=True)
class _Finish:
    """`passage` came to the end of the stream, whose last sample sounded until `at`."""

    passage: Passage
    at: float


@dataclass(frozen=True, slots=True)
class _Store:
    """Speech from sample `base` on; the array has room for more than was written."""

    base: int
    room: Samples


class PlaybackStream:
    """One reply's speech. What is written after `Playback.halt` or a newer `open` is dropped."""

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        # Written by the main loop.
        self._store = _Store(0, np.empty(_FIRST_SECONDS * sample_rate, np.int16))
        self._written = 0
        self._ended = False
        self._closed = False
        self._wanted = Passage(self)
        # Written by the real-time side.
        self._next = 0
        self._taken = 0
        self._furthest = 0
        self._blocks: deque[_Block] = deque(maxlen=_REMEMBERED_BLOCKS)
        self._ducks: deque[float] = deque(maxlen=_REMEMBERED_DUCKS)
        self._start: float | None = None
        self._finish: _Finish | None = None
        self._cut = False

    def write(self, samples: Samples) -> None:
        """Adds a copy of speech at the playback's rate; called from one thread."""
        if self._closed or len(samples) == 0:
            return
        store = self._store
        begin = self._written - store.base
        end = begin + len(samples)
        if end > len(store.room):
            room = np.empty(max(end, 2 * len(store.room)), np.int16)
            room[:begin] = store.room[:begin]
            store = self._store = _Store(store.base, room)
        store.room[begin:end] = samples
        # Published last: whoever sees the number finds the samples.
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
        return self._cut or (self._closed and self._finished is None)

    def heard(self, now: float) -> int:
        """One past the furthest sample that has been audible by `now` (`time.monotonic()` seconds).

        Never decreases, also when speech was paused and resumed further back. Of the fade into a pause the first half
        counts.
        """
        block = self._sounding(now)
        if block is None:
            return self._blocks[0].furthest if self._blocks else 0
        return max(block.furthest, block.before + min(block.audible, self._elapsed(block, now)))

    def position(self, now: float) -> int:
        """The sample that sounds at `now` or, if none does, one past that which sounded last; goes back on a resume."""
        block = self._sounding(now)
        if block is None:
            return self._blocks[0].before if self._blocks else 0
        return block.before + min(block.size, self._elapsed(block, now))

    def started_at(self, now: float) -> float | None:
        """When the first sample sounded, or None if that is not yet so at `now`."""
        return self._start if self._start is not None and self._start <= now else None

    def finished_at(self, now: float) -> float | None:
        """When the last sample sounded, or None if that is not yet so at `now`; None while it is paused.

        A halted stream finishes with its fade; one that was halted before the real-time side met it never does.
        """
        finish = self._finished
        return finish.at if finish is not None and finish.at <= now else None

    def last_ducked_at(self, now: float) -> float | None:
        """When the latest duck that has begun to sound by `now` began to; None if there was none."""
        return next((at for at in reversed(self._ducks.copy()) if at <= now), None)

    def want(self, passage: Passage) -> None:
        """For `Playback`, main loop: only with `passage` can the stream finish from now on."""
        self._wanted = passage

    def close(self) -> None:
        """For `Playback`, main loop: nothing more is taken in, and only what the fade may need is kept."""
        self._closed = True
        store, position = self._store, max(self._next, self._store.base)
        begin = position - store.base
        end = min(self._written - store.base, begin + _CLOSED_SECONDS * self._rate)
        self._store = _Store(position, store.room[begin:end].copy())

    @property
    def is_spent(self) -> bool:
        """For `Playback`: it finished so long ago that its speech is gone."""
        return self._ended and len(self._store.room) == 0

    def take(self, out: Samples, sounds_at: float, passage: Passage, inaudible: int = 0) -> int:
        """Real-time side: the next samples, at most `len(out)`, to the start of `out`, played for `passage`.

        Of a whole `out` the last `inaudible` ones do not count as heard.
        """
        # Read first: everything written before `end` is then seen below, and what is written is in the store.
        ended = self._ended
        written = self._written
        store = self._store
        begin = self._next - store.base
        # A store that was just closed may begin behind the place a resume has gone back to.
        count = max(0, min(len(out), written - self._next, len(store.room) - begin)) if begin >= 0 else 0
        if count:
            out[:count] = store.room[begin : begin + count]
            audible = max(0, min(count, len(out) - inaudible))
            self._blocks.append(_Block(self._next, count, audible, self._furthest, sounds_at))
            self._furthest = max(self._furthest, self._next + audible)
            self._next += count
            self._taken = max(self._taken, self._next)
            if self._start is None:
                self._start = sounds_at
        if ended and self._next >= written:
            self._mark_finished(passage, sounds_at)
        return count

    def seek(self, position: int) -> None:
        """Real-time side: goes on with `position`, or as near to it as there is speech that was taken."""
        self._next = max(self._store.base, min(position, self._taken))

    def note_duck(self, sounds_at: float) -> None:
        """Real-time side: from `sounds_at` on it is ducked."""
        self._ducks.append(sounds_at)

    def cut_off(self, sounds_at: float) -> None:
        """Real-time side: nothing more of it will be taken."""
        if self._finished is None:
            self._cut = True
            self._mark_finished(self._wanted, sounds_at)

    def release_after(self, seconds: float, now: float) -> None:
        """Real-time side: lets go of speech that was finished `seconds` ago."""
        finish = self._finished
        if finish is not None and now > finish.at + seconds and len(self._store.room):
            self._store = _Store(self._written, np.empty(0, np.int16))

    @property
    def _finished(self) -> _Finish | None:
        """A pause takes the end back: what had been taken for the passage before it may be played again."""
        finish = self._finish
        return finish if finish is not None and finish.passage is self._wanted else None

    def _mark_finished(self, passage: Passage, sounds_at: float) -> None:
        if self._finish is None or self._finish.passage is not passage:
            last = self._blocks[-1] if self._blocks else None
            self._finish = _Finish(passage, last.sounds_at + last.size / self._rate if last else sounds_at)

    def _sounding(self, now: float) -> _Block | None:
        """The block that sounds at `now` or did last."""
        return next((block for block in reversed(self._blocks.copy()) if block.sounds_at <= now), None)

    def _elapsed(self, block: _Block, now: float) -> int:
        return int((now - block.sounds_at) * self._rate)
