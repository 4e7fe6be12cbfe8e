"""From clips to what the model sees: cut at an onset found imprecisely, in rooms, noise and cheap microphones."""

from __future__ import annotations

import numpy as np
import soxr
from floor_bid.voices import RATE, Sound
from numpy.typing import NDArray
from scipy import signal

from echoflow.audio.floor_bid import LEAD_SECONDS, LONGEST_SECONDS, features

Generator = np.random.Generator

FRAMES = 1 + (round(LONGEST_SECONDS * RATE) - RATE // 40) // (RATE // 100)
_LEAD = round(LEAD_SECONDS * RATE)
_LENGTH = round(LONGEST_SECONDS * RATE)

_JITTER = (-0.04, 0.06)
"""Seconds by which the onset is found too early or too late. Silero's windows are 32 ms; it hears soft onsets late."""


def onset(sound: Sound) -> int:
    """The sample at which `sound` first comes within 26 dB of its loudest 10 ms."""
    blocks = sound[: len(sound) // 160 * 160].reshape(-1, 160)
    energy = (blocks**2).mean(axis=1)
    return int(np.flatnonzero(energy >= energy.max() * 10**-2.6)[0]) * 160


def example(sound: Sound, others: list[Sound], dice: Generator) -> NDArray[np.float16]:
    """`sound` as the model might get it, shape (FRAMES, 32); `others` are what else may be faintly heard."""
    sound = _varied(sound, dice)
    begin = onset(sound) + round(dice.uniform(*_JITTER) * RATE) - _LEAD
    lead = max(0, -begin)
    window = np.zeros(_LENGTH, np.float32)
    part = sound[max(0, begin) : max(0, begin) + _LENGTH - lead]
    window[lead : lead + len(part)] = part
    window = _disturbed(window, others, dice)
    level = 10 ** dice.uniform(2.7, 4.4) / (np.abs(window).max() + 1e-9)
    return features(np.round(window * level).astype(np.int16)).astype(np.float16)


def pseudo_hum(speech: Sound, dice: Generator) -> Sound:
    """A backchannel made of the steadiest voiced stretch of somebody's speech, held and perhaps doubled."""
    step, length = 320, round(0.08 * RATE)
    best, score = 0, np.inf
    for begin in range(0, max(1, len(speech) - length), step):
        piece = speech[begin : begin + length]
        energy = np.abs(piece[: length // 160 * 160].reshape(-1, 160)).mean(axis=1)
        crossings = np.mean(np.diff(np.signbit(piece)))
        if energy.min() > 0.25 * np.abs(speech).mean():
            unsteady = energy.std() / energy.mean() + 4 * crossings + 0.1 * dice.random()
            if unsteady < score:
                best, score = begin, unsteady
    piece = speech[best : best + length]
    fade = np.hanning(len(piece)).astype(np.float32)
    parts = []
    for _ in range(int(dice.choice([1, 1, 2]))):
        held = np.zeros(round(dice.uniform(0.16, 0.4) * RATE), np.float32)
        hop = len(piece) // 2
        for at in range(0, max(1, len(held) - len(piece)), hop):
            held[at : at + len(piece)] += piece[: len(held) - at] * fade[: len(held) - at]
        parts += [held, np.zeros(round(dice.uniform(0.01, 0.08) * RATE), np.float32)]
    return np.concatenate(parts)


def _varied(sound: Sound, dice: Generator) -> Sound:
    if dice.random() < 0.6:
        sound = soxr.resample(sound, RATE, RATE * dice.uniform(0.87, 1.15), quality="QQ").astype(np.float32)
    if dice.random() < 0.3:
        room = dice.standard_normal(round(dice.uniform(0.05, 0.35) * RATE)) * 1.0
        room *= np.exp(-6.9 * np.arange(len(room)) / len(room)) * dice.uniform(0.02, 0.12)
        room[0] = 1.0
        sound = signal.fftconvolve(sound, room)[: len(sound) + 1600].astype(np.float32)
    return sound


def _disturbed(window: Sound, others: list[Sound], dice: Generator) -> Sound:
    loudness = np.sqrt(np.mean(window**2)) + 1e-6
    window = window + _room_noise(dice) * loudness * 10 ** (-dice.uniform(10, 50) / 20)
    if dice.random() < 0.3:
        other = np.resize(others[int(dice.integers(len(others)))], _LENGTH)
        window = window + other / (np.sqrt(np.mean(other**2)) + 1e-6) * loudness * 10 ** (-dice.uniform(14, 35) / 20)
    if dice.random() < 0.2:
        band = [dice.uniform(150, 350), dice.uniform(3000, 5500)]
        window = signal.sosfilt(signal.butter(2, band, "band", fs=RATE, output="sos"), window)
    if dice.random() < 0.6:
        window = signal.lfilter([1, -dice.uniform(-0.5, 0.6)], [1, -dice.uniform(-0.3, 0.5)], window)
    return np.asarray(window, np.float32)


def _room_noise(dice: Generator) -> Sound:
    noise = signal.lfilter([1], [1, -dice.uniform(0, 0.98)], dice.standard_normal(_LENGTH))
    return np.asarray(noise / np.sqrt(np.mean(noise**2)), np.float32)
