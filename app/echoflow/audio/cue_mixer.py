"""A short quiet sound in the gap before speech: it fills silence and makes way for the first sample of speech."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import Samples
from echoflow.audio.gain import Fader, Ramp


@dataclass(frozen=True, slots=True, eq=False)
class _Cue:
    """One playing of a sound; each one is itself and equals no other."""

    samples: Samples


class CueMixer:
    """Adds at most one cue at a time to the blocks of a playback. It fades out as soon as speech sounds.

    Asked by the main loop, played by the real-time side, without a lock.
    """

    def __init__(self, fade: Ramp, scratch_samples: int) -> None:
        # Written by the main loop.
        self._wanted: _Cue | None = None
        # Written by the real-time side.
        self._met: _Cue | None = None
        self._sounding: _Cue | None = None
        self._next = 0
        self._fade = fade
        self._fader = Fader(scratch_samples)
        self._piece: Samples = np.zeros(scratch_samples, np.int16)
        self._sum: NDArray[np.int32] = np.zeros(scratch_samples, np.int32)

    def play(self, samples: Samples) -> None:
        """Main loop: plays `samples` in the next block, unless speech sounds then; the array must not be changed."""
        self._wanted = _Cue(samples)

    def stop(self) -> None:
        """Main loop: fades out what is playing, drops what is not yet."""
        self._wanted = None

    def mix(self, block: Samples, spoken: int, *, speaking: bool) -> int:
        """Real-time side: adds the cue to `block`; returns how many samples of it are sound now, from its start on.

        Args:
            block: its first `spoken` samples are speech, the rest is silence.
            spoken: see there.
            speaking: speech goes on, rather than fading out.

        """
        wanted = self._wanted
        if self._sounding is None and wanted is self._met:
            return spoken
        sound = spoken
        free = 0
        if self._sounding is not None:
            if spoken or wanted is not self._sounding:
                self._fader.aim(0.0, self._fade)
            free = self._add(block)
            sound = max(sound, free)
        if self._sounding is None and wanted is not self._met:
            begin = max(free, spoken)
            if wanted is None or speaking:
                self._met = wanted
            elif begin < len(block):
                self._met = self._sounding = wanted
                self._next = 0
                self._fader.jump(1.0)
                sound = begin + self._add(block[begin:])
        return sound

    def _add(self, block: Samples) -> int:
        """The next samples of the cue, until the block is full or the cue has ended."""
        done = 0
        while self._sounding is not None and done < len(block):
            cue = self._sounding.samples[self._next :]
            count = min(len(block) - done, len(cue), len(self._piece))
            if self._fader.remaining:
                count = min(count, self._fader.remaining)
            piece, total = self._piece[:count], self._sum[:count]
            piece[:] = cue[:count]
            self._fader.apply(piece)
            np.add(block[done : done + count], piece, out=total, dtype=np.int32)
            np.clip(total, -32_768, 32_767, out=total)
            block[done : done + count] = total
            done += count
            self._next += count
            if count == len(cue) or self._fader.gain == 0.0:
                self._sounding = None
        return done
