"""Where speech begins and ends in a recording, and how loud it is in between. All audio is 16 kHz mono int16."""

from __future__ import annotations

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, Samples
from support.room import to_samples

_ACTIVE_RANGE_DB = 30.0
"""Frames this far below the loudest one count as pauses when a level is measured."""

_AUDIBLE = 0.02
"""Of the peak: where a clip begins and ends."""

_NEAR_SPEECH_DB = 15.0
"""A frame of a word is at most this far below the active level; breath and hiss of the recordings used are softer."""

_SOFT_ONSET = 0.02
_SOFT_END = 0.06
"""Seconds kept before and after, for consonants that begin or end a word more softly than that."""


def trimmed(samples: Samples) -> Samples:
    """From the first audible sample to the last."""
    size = np.abs(samples.astype(np.int32))
    loud = np.flatnonzero(size > _AUDIBLE * size.max())
    return samples[loud[0] : loud[-1] + 1]


def trimmed_speech(samples: Samples) -> Samples:
    """From the first word's onset to the last one's end, what is audible in a recording before and after left out."""
    size = CAPTURE_RATE // 100
    samples = trimmed(samples)
    blocks = samples[: len(samples) // size * size].reshape(-1, size) / 32768.0
    levels = 10 * np.log10(np.mean(blocks**2, axis=1) + 1e-12)
    # A breath or a click is near the level of speech for a moment, a word is so for longer.
    near = levels > active_level_db(samples) - _NEAR_SPEECH_DB
    lasting = np.convolve(near, np.ones(5, np.int64), "valid") >= 4
    begins = np.flatnonzero(lasting & near[: len(lasting)])
    ends = np.flatnonzero(lasting & near[len(near) - len(lasting) :])
    if len(begins) == 0 or len(ends) == 0:
        return samples
    begin = max(0, begins[0] * size - round(_SOFT_ONSET * CAPTURE_RATE))
    return samples[begin : (ends[-1] + 5) * size + round(_SOFT_END * CAPTURE_RATE)]


def active_level_db(samples: Samples) -> float:
    """RMS in dBFS of the 20 ms frames that are no pauses."""
    size = CAPTURE_RATE // 50
    frames = np.pad(samples / 32768.0, (0, -len(samples) % size)).reshape(-1, size)
    powers = np.mean(frames**2, axis=1)
    active = powers[powers > powers.max() * 10 ** (-_ACTIVE_RANGE_DB / 10)]
    return float(10 * np.log10(np.mean(active)))


def at_active_level(samples: Samples, db: float) -> Samples:
    """`samples` amplified to an active level of `db` dBFS; clipped where they do not fit."""
    return to_samples(samples / 32768.0 * 10 ** ((db - active_level_db(samples)) / 20))


def quietest_near(samples: Samples, at: float, within: float = 0.08) -> int:
    """The middle of the quietest 20 ms whose middle is at most `within` seconds from `at`."""
    size = CAPTURE_RATE // 50
    power = np.convolve(samples.astype(np.float64) ** 2, np.ones(size), "same")
    first = max(size, round((at - within) * CAPTURE_RATE))
    last = min(len(samples) - size, round((at + within) * CAPTURE_RATE))
    return first + int(np.argmin(power[first:last]))
