"""Something that sounds like speech and says nothing, to make a speech model known to itself.

Pulses of a falling pitch go through the formants of one vowel after another, in syllables. It needs no recording, is
the same every time and costs a millisecond.
"""

from __future__ import annotations

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, Samples

_VOWELS = (
    (700, 1200, 2600),
    (300, 2200, 3000),
    (500, 1000, 2500),
    (400, 1900, 2600),
    (650, 1700, 2500),
    (320, 900, 2400),
    (550, 1800, 2600),
    (730, 1100, 2450),
    (300, 2300, 3000),
)
"""The first three formants in Hz, about those of Peterson and Barney (1952)."""

_SYLLABLE_SECONDS = 0.2
_PITCHES = (130.0, 150.0, 95.0)
"""Hz at the beginning, at the peak after two fifths, and at the end: a statement."""

_BREATH = 0.003
"""Noise of the throat against pulses of 1."""

_PEAK = 0.3
_LEAD_SECONDS = 0.3


def babble() -> Samples:
    """Nine syllables after 0.3 s of silence, 2.2 s in all; 16 kHz."""
    random = np.random.default_rng(5)
    syllable = round(_SYLLABLE_SECONDS * CAPTURE_RATE)
    count = syllable * len(_VOWELS)
    pitch = np.interp(np.linspace(0, 1, count), (0, 0.4, 1), _PITCHES)
    pulses = np.diff(np.floor(np.cumsum(pitch) / CAPTURE_RATE), prepend=0.0)
    sound = pulses + _BREATH * random.standard_normal(count)
    hertz = np.fft.rfftfreq(syllable, 1 / CAPTURE_RATE)
    envelope = np.sqrt(np.hanning(syllable))
    for number, formants in enumerate(_VOWELS):
        part = slice(number * syllable, (number + 1) * syllable)
        throat = sum(1 / (1 + ((hertz - formant) / (80 + 0.05 * formant)) ** 2) for formant in formants)
        sound[part] = np.fft.irfft(np.fft.rfft(sound[part] * envelope) * throat, syllable)
    lead = np.zeros(round(_LEAD_SECONDS * CAPTURE_RATE))
    whole = np.concatenate([lead, sound * (_PEAK / np.abs(sound).max()), lead[: len(lead) // 3]])
    samples: Samples = (whole * 32767).astype(np.int16)
    return samples
