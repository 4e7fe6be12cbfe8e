"""What a listener would notice in the assistant's output, measured by comparing it with the undisturbed rendering.

All sound is mono int16 at `PLAYBACK_RATE`, shape (n,); positions are samples, durations seconds.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import PLAYBACK_RATE, Samples

AUDIBLE = 60
"""Of 32767: a sample above it is sound (-55 dBFS)."""

CUT_SECONDS = 0.15
"""Silence this long where the undisturbed answer sounds interrupts it; closures of consonants are shorter."""

DUCKED_DB = -9.0
"""Half as loud to the ear, or softer."""

_AUDIBLE_DUCKED = 10 * AUDIBLE
"""Sound that is still sound when it is ducked by 18 dB."""

_COMPARABLE = 30.0
"""RMS of 5 ms of the undisturbed answer at which its level can be compared: a tenth of it still is 3 of 32767."""

_LOUD = 300.0
"""RMS of 10 ms in the middle of a word; the voice has ten times as much in its vowels."""

_STEP = 3
"""Positions are looked for at a third of the rate (8 kHz), which finds them to 0.1 ms."""

_SAME = 0.55
"""Normalised correlation above which half a second is the same speech: the same words give 0.9 and more whatever their
level, others less than 0.3."""

_EXCERPT_SECONDS = 0.4


def audible(sound: Samples, threshold: int = AUDIBLE) -> NDArray[np.bool_]:
    """Whether each sample is sound."""
    return np.asarray(np.abs(sound.astype(np.int32)) > threshold)


def audible_blocks(sound: Samples, threshold: int = AUDIBLE) -> NDArray[np.bool_]:
    """Whether there is sound in each 10 ms."""
    size = PLAYBACK_RATE // 100
    return np.asarray(audible(sound, threshold)[: len(sound) // size * size].reshape(-1, size).any(axis=1))


def speech_begins(sound: Samples) -> int | None:
    """The first audible sample that more speech follows; a short cue does not count."""
    loud = audible(sound)
    size = PLAYBACK_RATE // 100
    blocks = audible_blocks(sound)
    for block in np.flatnonzero(blocks):
        following = blocks[block : block + 50]
        if len(following) == 50 and following.mean() > 0.6:
            return int(block * size + np.flatnonzero(loud[block * size :])[0])
    return None


@dataclass(frozen=True)
class Place:
    """Where in the undisturbed answer an excerpt is from, and how alike they are (1: the same but for its level)."""

    position: int
    likeness: float


class Answer:
    """The undisturbed rendering of an answer, from its first audible sample to its last."""

    def __init__(self, rendering: Samples) -> None:
        loud = np.flatnonzero(audible(rendering))
        self.samples: Samples = rendering[loud[0] : loud[-1] + 1]

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.samples) / PLAYBACK_RATE

    @functools.cached_property
    def solid_places(self) -> NDArray[np.int64]:
        """Positions that 0.4 s of speech without any pause follows: where a duck can be seen at once."""
        size = PLAYBACK_RATE // 100
        blocks = self.samples[: len(self.samples) // size * size].astype(np.float64).reshape(-1, size)
        loud = np.sqrt(np.mean(blocks**2, axis=1)) > _LOUD
        length = 40
        runs = np.convolve(loud, np.ones(length, np.int64), "valid")
        return np.asarray(np.flatnonzero(runs >= length - 4) * size)

    def locate(self, excerpt: Samples) -> Place | None:
        """Where `excerpt` begins in this answer; None if it is something else, or silence."""
        return find(excerpt, self.samples)

    def resumed_at(self, output: Samples, silence: float) -> float | None:
        """The second of the answer with which speech sets in again in `output` after falling silent `silence` s in.

        None if it does not, or with something else.
        """
        rest = output[round((silence + 0.05) * PLAYBACK_RATE) :]
        if (begins := speech_begins(rest)) is None:
            return None
        found = self.locate(rest[begins : begins + PLAYBACK_RATE // 2])
        return None if found is None else found.position / PLAYBACK_RATE

    def expected(self, second: float, seconds: float) -> Samples:
        """What it plays from `second` on, for `seconds`, silence after its end included."""
        begin, count = round(second * PLAYBACK_RATE), round(seconds * PLAYBACK_RATE)
        piece = self.samples[begin : begin + count]
        return np.pad(piece, (0, count - len(piece)))

    def missing_in(self, output: Samples, begin: int, end: int | None = None) -> int:
        """How many pieces of 0.4 s of the answer between two positions cannot be found in `output`."""
        size = round(_EXCERPT_SECONDS * PLAYBACK_RATE)
        end = len(self.samples) if end is None else end
        pieces = [self.samples[i : i + size] for i in range(begin, end - size + 1, size)]
        return sum(find(piece, output) is None for piece in pieces if audible(piece).mean() > 0.3)


def find(excerpt: Samples, sound: Samples) -> Place | None:
    """Where `excerpt` occurs in `sound` at any level; None if it does not, or is silence."""
    wanted = _thinned(excerpt)
    there = _thinned(sound)
    if len(wanted) == 0 or len(there) < len(wanted) or np.sqrt(np.mean(wanted**2)) < AUDIBLE / 4:
        return None
    size = 1 << (len(there) + len(wanted) - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(there, size) * np.conj(np.fft.rfft(wanted, size)), size)
    product = product[: len(there) - len(wanted) + 1]
    energy = np.concatenate([[0.0], np.cumsum(there**2)])
    energies = energy[len(wanted) :] - energy[: -len(wanted)]
    likeness = product / np.sqrt(np.maximum(energies, 1.0) * np.sum(wanted**2))
    best = int(np.argmax(likeness))
    return Place(best * _STEP, float(likeness[best])) if likeness[best] > _SAME else None


def _thinned(sound: Samples) -> NDArray[np.float64]:
    """A third of the rate, with what lies above it averaged away."""
    usable = len(sound) // _STEP * _STEP
    return np.asarray(sound[:usable].astype(np.float64).reshape(-1, _STEP).mean(axis=1))


def time_to_duck(output: Samples, expected: Samples) -> float | None:
    """Seconds until `output` is 9 dB or more below `expected`; both begin at the onset of the disturbance.

    Compared over 5 ms each millisecond, where `expected` is loud enough to compare with; it has to last 15 ms of those.
    """
    step = PLAYBACK_RATE // 1000
    there, wanted = _power(output, step), _power(expected, step)
    comparable = wanted[: len(there)] > _COMPARABLE**2
    places = np.flatnonzero(comparable)
    low = there[places] <= wanted[places] * 10 ** (DUCKED_DB / 10)
    for index in np.flatnonzero(low):
        if low[index : index + 15].all() and len(low) - index >= 15:
            return float(places[index]) / 1000 + 0.0025
    return None


def _power(sound: Samples, step: int) -> NDArray[np.float64]:
    """Mean square of 5 ms from each millisecond on."""
    total = np.concatenate([[0.0], np.cumsum(sound.astype(np.float64) ** 2)])
    begins = np.arange(0, len(sound) - 5 * step, step)
    return np.asarray((total[begins + 5 * step] - total[begins]) / (5 * step))


def time_to_silence(output: Samples, expected: Samples) -> float | None:
    """Seconds until the last audible sample before silence that `expected` does not have; None if there is none.

    Both begin at the onset of the disturbance. What counts as such silence is 150 ms of it while `expected` sounds for
    at least 60 ms, loud enough to be heard also when ducked.
    """
    loud = np.flatnonzero(audible(output))
    edges = np.concatenate([[-1], loud, [len(output)]])
    size = PLAYBACK_RATE // 100
    sounding = audible_blocks(expected, _AUDIBLE_DUCKED)
    for index in np.flatnonzero(np.diff(edges) > CUT_SECONDS * PLAYBACK_RATE):
        begin, end = int(edges[index]) + 1, int(edges[index + 1])
        if sounding[-(-begin // size) : end // size].sum() >= 6:
            return begin / PLAYBACK_RATE
    return None
