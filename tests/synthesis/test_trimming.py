"""The silence around and within speech is as long as wanted, and cutting it makes no click."""

import numpy as np
import pytest

from echoflow.synthesis.trimming import Speech, trim

RATE = 24_000


def tone(seconds: float) -> Speech:
    return (0.3 * np.sin(2 * np.pi * 200 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def quiet(seconds: float) -> Speech:
    return np.zeros(round(seconds * RATE), np.float32)


def test_the_silence_around_is_as_wanted() -> None:
    trimmed = trim(
        np.concatenate([quiet(0.3), tone(0.5), quiet(0.45)]), RATE, before=0.02, after=0.12, longest_pause=0.2
    )

    audible = np.flatnonzero(np.abs(trimmed.speech) > 0.01)
    assert trimmed.voice_from == 480
    assert audible[0] / RATE == pytest.approx(0.03, abs=0.012)
    assert (len(trimmed.speech) - audible[-1]) / RATE == pytest.approx(0.13, abs=0.012)
    assert (trimmed.voice_to - trimmed.voice_from) / RATE == pytest.approx(0.52, abs=0.02)


def test_long_pauses_are_shortened_and_short_ones_kept() -> None:
    sound = np.concatenate([tone(0.3), quiet(0.37), tone(0.3), quiet(0.15), tone(0.3)])

    trimmed = trim(sound, RATE, before=0.0, after=0.0, longest_pause=0.2)

    assert len(trimmed.speech) / RATE == pytest.approx(0.9 + 0.2 + 0.15, abs=0.03)


def test_cutting_makes_no_click() -> None:
    sound = np.concatenate([quiet(0.3), tone(0.3), quiet(0.4), tone(0.31), quiet(0.4)]) + np.float32(0.002)

    trimmed = trim(sound, RATE, before=0.02, after=0.12, longest_pause=0.2)

    steepest = 0.3 * 2 * np.pi * 200 / RATE
    assert np.abs(np.diff(trimmed.speech, prepend=0.0, append=0.0)).max() < 1.05 * steepest


@pytest.mark.parametrize("sound", [quiet(0.0), quiet(0.001), quiet(1.0)])
def test_silence_leaves_nothing(sound: Speech) -> None:
    assert len(trim(sound, RATE, before=0.02, after=0.12, longest_pause=0.2).speech) == 0
