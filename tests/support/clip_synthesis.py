"""Sounds of a person at a desk that no small package carries, made from noise and tones; the same every time.

Everything is 16 kHz mono int16, shape (n,), with a peak of half of full scale.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import CAPTURE_RATE, Samples
from support.room import to_samples

_Sound = NDArray[np.float64]


def cough(seed: int, bursts: int = 2) -> Samples:
    """Air that bursts through an open throat, with a little voice at the end of each burst."""
    rng = np.random.default_rng(seed)
    sound = np.zeros(round((0.34 * bursts + 0.1) * CAPTURE_RATE))
    for burst in range(bursts):
        count = round((0.22 + 0.06 * rng.random()) * CAPTURE_RATE)
        time = np.arange(count) / CAPTURE_RATE
        envelope = (1 - np.exp(-time / 0.004)) * np.exp(-time / 0.055)
        pitch = (190 + 40 * rng.random()) * np.exp(-time / 0.6)
        voice = np.sign(np.sin(2 * np.pi * np.cumsum(pitch) / CAPTURE_RATE)) * (time > 0.05) * 0.25
        air = _throat(rng.standard_normal(count) + voice, (650, 1250, 2600))
        _add(sound, air * envelope, burst * 0.34 + 0.02 * rng.random())
    return _peaked(sound)


def breath(seed: int) -> Samples:
    """Breathing out on the microphone."""
    count = round(0.7 * CAPTURE_RATE)
    air = _throat(np.random.default_rng(seed).standard_normal(count), (500, 1500))
    return _peaked(air * np.hanning(count))


def knocks(seed: int, count: int = 3) -> Samples:
    """Knuckles on a wooden door."""
    rng = np.random.default_rng(seed)
    sound = np.zeros(round((0.2 * count + 0.2) * CAPTURE_RATE))
    for knock in range(count):
        hit = _ringing(((180, 0.03, 1.0), (410, 0.02, 0.6), (930, 0.008, 0.4)), 0.2)
        hit[:80] += 0.5 * rng.standard_normal(80) * np.linspace(1, 0, 80)
        _add(sound, hit * (0.8 + 0.2 * rng.random()), 0.2 * knock + 0.01 * rng.random())
    return _peaked(sound)


def typing(seed: int, keys: int = 9) -> Samples:
    """A keyboard: each key goes down and up."""
    rng = np.random.default_rng(seed)
    sound = np.zeros(round((0.16 * keys + 0.2) * CAPTURE_RATE))
    for key in range(keys):
        at = 0.16 * key + 0.05 * rng.random()
        for loudness, later in ((1.0, 0.0), (0.4, 0.07 + 0.02 * rng.random())):
            click = rng.standard_normal(160) * np.exp(-np.arange(160) / 25)
            click += _ringing(((2200 + 900 * rng.random(), 0.003, 0.6),), 0.01)[:160]
            _add(sound, loudness * (0.6 + 0.4 * rng.random()) * click, at + later)
    return _peaked(sound)


def hum(pitches: tuple[float, ...], gap: float = 0.05) -> Samples:
    """A closed mouth: one voiced nasal syllable for each of `pitches` (Hz), as in "mm" and "mm-hmm"."""
    parts = []
    for pitch in pitches:
        count = round(0.22 * CAPTURE_RATE)
        time = np.arange(count) / CAPTURE_RATE
        phase = 2 * np.pi * np.cumsum(pitch * (1 + 0.25 * (time / time[-1] - 0.5))) / CAPTURE_RATE
        voice = sum(np.sin(k * phase) / k**1.6 for k in range(1, 12))
        parts += [
            _throat(np.asarray(voice), (260, 1000, 2200)) * np.hanning(count) ** 0.4,
            np.zeros(round(gap * 16000)),
        ]
    return _peaked(np.concatenate(parts))


def _throat(sound: _Sound, formants: tuple[float, ...]) -> _Sound:
    """`sound` through resonances at `formants`, in Hz."""
    spectrum = np.fft.rfft(sound)
    frequencies = np.fft.rfftfreq(len(sound), 1 / CAPTURE_RATE)
    gain = sum(1 / (1 + ((frequencies - formant) / (0.12 * formant + 60)) ** 2) for formant in formants) + 0.03
    return np.asarray(np.fft.irfft(spectrum * gain, len(sound)))


def _ringing(modes: tuple[tuple[float, float, float], ...], seconds: float) -> _Sound:
    """Modes (Hz, seconds to 1/e, amplitude) struck at once."""
    time = np.arange(round(seconds * CAPTURE_RATE)) / CAPTURE_RATE
    return np.asarray(sum(a * np.exp(-time / decay) * np.sin(2 * np.pi * hz * time) for hz, decay, a in modes))


def _add(sound: _Sound, more: _Sound, at: float) -> None:
    begin = round(at * CAPTURE_RATE)
    more = more[: len(sound) - begin]
    sound[begin : begin + len(more)] += more


def _peaked(sound: _Sound) -> Samples:
    return to_samples(0.5 * sound / np.abs(sound).max())
