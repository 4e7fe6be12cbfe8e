"""Sounds that are no bid for the floor, made of sines, noise and resonances: hums, coughs, laughs, knocks, music.

Each function gives mono float32 at 16 kHz, shape (n,), peak about 1, and draws what it varies from the generator.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import signal

RATE = 16_000

Sound = NDArray[np.float32]
Generator = np.random.Generator

# First three resonances, Hz, of what people hum and exclaim.
_MM = (250, 1050, 2200)
_VOWELS = {
    "uh": (620, 1200, 2500),
    "ah": (750, 1150, 2500),
    "oh": (480, 850, 2400),
    "eh": (550, 1800, 2550),
    "uu": (350, 800, 2300),
}


def _time(seconds: float) -> NDArray[np.float64]:
    return np.arange(round(seconds * RATE)) / RATE


def _resonate(source: NDArray[np.float64], hertz: tuple[float, ...], dice: Generator) -> NDArray[np.float64]:
    tract = dice.uniform(0.88, 1.2)
    total = np.zeros_like(source)
    for index, centre in enumerate(hertz):
        centre = min(centre * tract * dice.uniform(0.94, 1.06), 7000)
        width = dice.uniform(60, 160) * (1 + index)
        radius = np.exp(-np.pi * width / RATE)
        poles = [1, -2 * radius * np.cos(2 * np.pi * centre / RATE), radius**2]
        band = signal.lfilter([1 - radius], poles, source)
        total += band * dice.uniform(0.4, 1.0) * 0.45**index
    return total


def _glottis(pitch: NDArray[np.float64], dice: Generator) -> NDArray[np.float64]:
    jitter = 1 + 0.01 * dice.standard_normal(len(pitch)).cumsum() / np.sqrt(np.arange(1, len(pitch) + 1))
    phase = np.cumsum(pitch * np.clip(jitter, 0.9, 1.1)) / RATE
    pulses = np.diff(np.floor(phase), prepend=0.0)
    return np.asarray(signal.lfilter([1], [1, -dice.uniform(0.85, 0.96)], pulses))


def _bump(length: int, rise: float, fall: float) -> NDArray[np.float64]:
    up, down = max(1, round(length * rise)), max(1, round(length * fall))
    shape = np.ones(length)
    shape[:up] = 0.5 - 0.5 * np.cos(np.pi * np.arange(up) / up)
    shape[-down:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(down) / down)
    return shape


def _voiced(
    seconds: float, hertz: tuple[float, ...], pitch: tuple[float, float], dice: Generator
) -> NDArray[np.float64]:
    line = np.linspace(*pitch, round(seconds * RATE))
    sound = _resonate(_glottis(line, dice), hertz, dice)
    sound += _resonate(dice.standard_normal(len(line)), hertz, dice) * dice.uniform(0, 0.03)
    return sound * _bump(len(line), dice.uniform(0.05, 0.3), dice.uniform(0.2, 0.6))


def _breath(seconds: float, hertz: tuple[float, ...], dice: Generator) -> NDArray[np.float64]:
    sound = _resonate(dice.standard_normal(round(seconds * RATE)), hertz, dice)
    return sound * _bump(len(sound), dice.uniform(0.1, 0.5), dice.uniform(0.2, 0.6))


def _scaled(sound: NDArray[np.float64]) -> Sound:
    return (sound / (np.abs(sound).max() + 1e-9)).astype(np.float32)


def hum(dice: Generator) -> Sound:
    """Mm, mm-hmm, uh-huh, ah, oh: one to three hummed or open syllables."""
    base = dice.uniform(85, 290)
    hertz = _MM if dice.random() < 0.6 else _VOWELS[str(dice.choice(list(_VOWELS)))]
    syllables = int(dice.choice([1, 1, 2, 2, 2, 3]))
    parts = []
    for index in range(syllables):
        if index:
            gap = dice.uniform(0.02, 0.09)
            parts.append(_breath(gap, hertz, dice) * dice.uniform(0.02, 0.2))
        start = base * dice.uniform(0.85, 1.2)
        parts.append(
            _voiced(
                dice.uniform(0.1, 0.28 if syllables > 1 else 0.6), hertz, (start, start * dice.uniform(0.75, 1.4)), dice
            )
        )
        parts[-1] /= np.abs(parts[-1]).max() + 1e-9
        parts[-1] *= dice.uniform(0.5, 1.0)
    return _scaled(np.concatenate(parts))


def cough(dice: Generator) -> Sound:
    """One to three bursts, each with a voiced or breathy tail."""
    parts = []
    for _ in range(int(dice.integers(1, 4))):
        hertz = (dice.uniform(400, 900), dice.uniform(1000, 2000), dice.uniform(2200, 4000))
        burst = _breath(dice.uniform(0.04, 0.12), hertz, dice)
        burst = burst / np.abs(burst).max() * np.exp(-np.arange(len(burst)) / (RATE * dice.uniform(0.02, 0.08)))
        tail = _breath(dice.uniform(0.1, 0.3), hertz, dice)
        if dice.random() < 0.5:
            pitch = dice.uniform(100, 350)
            tail = _voiced(len(tail) / RATE, hertz, (pitch, pitch * 0.7), dice)
        parts += [
            burst,
            tail / np.abs(tail).max() * dice.uniform(0.1, 0.6),
            np.zeros(round(dice.uniform(0.03, 0.25) * RATE)),
        ]
    return _scaled(np.concatenate(parts))


def laugh(dice: Generator) -> Sound:
    """Ha-ha-ha: three to eight short vowels with breath between them."""
    base, hertz = dice.uniform(120, 450), _VOWELS[str(dice.choice(list(_VOWELS)))]
    parts = []
    for index in range(int(dice.integers(3, 9))):
        pitch = base * 0.96**index * dice.uniform(0.95, 1.05)
        breath = _breath(dice.uniform(0.04, 0.1), hertz, dice)
        voice = _voiced(dice.uniform(0.05, 0.13), hertz, (pitch, pitch * 0.9), dice)
        parts += [breath / np.abs(breath).max() * dice.uniform(0.1, 0.5), voice / np.abs(voice).max() * 0.93**index]
    return _scaled(np.concatenate(parts))


def sigh(dice: Generator) -> Sound:
    """A breath, a sniff, a sneeze's hiss, a throat being cleared."""
    hertz = (dice.uniform(400, 1200), dice.uniform(1300, 2500), dice.uniform(3000, 5500))
    sound = _breath(dice.uniform(0.2, 1.0), hertz, dice)
    if dice.random() < 0.4:
        creak = _voiced(len(sound) / RATE, hertz, (dice.uniform(40, 90), dice.uniform(40, 110)), dice)
        sound = sound / np.abs(sound).max() * 0.4 + creak / np.abs(creak).max()
        sound *= 1 + 0.6 * signal.square(2 * np.pi * dice.uniform(15, 35) * _time(len(sound) / RATE)[: len(sound)])
    return _scaled(sound)


def knock(dice: Generator) -> Sound:
    """One to five decaying resonances: a door, a table, a cup, a dropped thing."""
    modes = dice.uniform(80, dice.choice([600, 2500, 6000]), int(dice.integers(2, 8)))
    parts = []
    for _ in range(int(dice.integers(1, 6))):
        time = _time(dice.uniform(0.1, 0.3))
        decay = dice.uniform(0.01, 0.08)
        strike = sum(
            dice.uniform(0.2, 1) * np.sin(2 * np.pi * mode * time) * np.exp(-time / (decay * dice.uniform(0.5, 1.5)))
            for mode in modes
        )
        strike += dice.uniform(0, 1) * dice.standard_normal(len(time)) * np.exp(-time / 0.004)
        parts.append(strike * dice.uniform(0.5, 1))
    return _scaled(np.concatenate(parts))


def keys(dice: Generator) -> Sound:
    """Typing and clatter: clicks at random times."""
    sound = np.zeros(round(dice.uniform(0.5, 1.5) * RATE))
    for _ in range(int(dice.integers(3, 20))):
        at = int(dice.integers(0, len(sound) - 800))
        click = dice.standard_normal(800) * np.exp(-np.arange(800) / (RATE * dice.uniform(0.002, 0.012)))
        low = dice.uniform(300, 3000)
        click = signal.sosfilt(signal.butter(2, [low, min(7800, low * 3)], "band", fs=RATE, output="sos"), click)
        sound[at : at + 800] += click * dice.uniform(0.2, 1)
    return _scaled(sound)


def music(dice: Generator) -> Sound:
    """A few notes or a chord with overtones, plucked or held."""
    time = _time(dice.uniform(0.6, 1.4))
    sound = np.zeros(len(time))
    root = dice.uniform(80, 600)
    for step in dice.choice([0, 3, 4, 5, 7, 9, 12, 16], int(dice.integers(1, 5)), replace=False):
        begin = dice.choice([0.0, dice.uniform(0, 0.5)])
        ringing = np.clip(time - begin, 0, None)
        for overtone in range(1, 9):
            frequency = root * 2 ** (step / 12) * overtone
            if frequency < 7500:
                sound += (
                    np.sin(2 * np.pi * frequency * ringing + overtone)
                    / overtone ** dice.uniform(0.8, 2)
                    * np.exp(-ringing * dice.uniform(0.5, 8))
                    * (ringing > 0)
                )
    return _scaled(sound)


def rustle(dice: Generator) -> Sound:
    """Filtered noise that swells: paper, wind, a bag, a car."""
    sound = dice.standard_normal(round(dice.uniform(0.2, 1.2) * RATE))
    low = dice.uniform(60, 3000)
    sound = signal.sosfilt(
        signal.butter(2, [low, min(7800, low * dice.uniform(1.5, 8))], "band", fs=RATE, output="sos"), sound
    )
    slow = signal.sosfilt(
        signal.butter(1, dice.uniform(2, 30), fs=RATE, output="sos"), dice.standard_normal(len(sound))
    )
    return _scaled(sound * (0.2 + np.abs(slow) / np.abs(slow).max()) * _bump(len(sound), dice.uniform(0.02, 0.5), 0.3))


def beep(dice: Generator) -> Sound:
    """A telephone, a notification, a siren."""
    time = _time(dice.uniform(0.2, 1.2))
    sweep = dice.uniform(300, 3000) * (1 + dice.uniform(0, 0.5) * np.sin(2 * np.pi * dice.uniform(0.5, 15) * time))
    sound = np.sin(2 * np.pi * np.cumsum(sweep) / RATE)
    return _scaled(sound * _bump(len(time), 0.02, dice.uniform(0.02, 0.9)))


NOISES: tuple[tuple[Callable[[Generator], Sound], float], ...] = (
    (hum, 0.32), (cough, 0.16), (laugh, 0.12), (sigh, 0.1), (knock, 0.1), (keys, 0.05), (music, 0.06), (rustle, 0.06),
    (beep, 0.03),
)  # fmt: skip
"""Each kind and how often it is drawn."""


def any_noise(dice: Generator) -> Sound:
    """One of all kinds."""
    kinds, shares = zip(*NOISES, strict=True)
    return kinds[int(dice.choice(len(kinds), p=shares))](dice)
