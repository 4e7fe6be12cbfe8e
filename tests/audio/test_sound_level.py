"""What is told of somebody who is being recorded."""

from __future__ import annotations

import numpy as np
import pytest

from echoflow.audio.frames import Samples
from echoflow.audio.sound_level import Flaw, LevelMeter, SoundLevel

RATE = 48_000


def tone(decibels: float, seconds: float) -> Samples:
    """A sine whose RMS is `decibels` below full scale."""
    peak = 32_768 * np.sqrt(2) * 10 ** (decibels / 20)
    wave = peak * np.sin(2 * np.pi * 200 * np.arange(round(seconds * RATE)) / RATE)
    sound: Samples = np.clip(np.round(wave), -32_768, 32_767).astype(np.int16)
    return sound


def measured(*pieces: Samples) -> SoundLevel:
    meter = LevelMeter(RATE)
    for piece in pieces:
        meter.receive(piece)
    return meter.now


@pytest.mark.parametrize("decibels", [-20.0, -35.0, -50.0])
def test_the_level_is_that_of_the_sound(decibels: float) -> None:
    level = measured(tone(decibels, 1.0))

    assert level.decibels == pytest.approx(decibels, abs=0.2)
    assert level.seconds == pytest.approx(1.0)


def test_it_does_not_matter_in_which_pieces_the_sound_comes() -> None:
    sound = np.concatenate([tone(-20, 1.0), tone(-45, 3.5)])
    pieces = np.split(sound, [7, 999, 1_000, 50_000, 120_001])

    assert measured(*pieces) == measured(sound)


def test_a_quiet_voice_is_told_after_three_seconds_and_not_before() -> None:
    assert measured(tone(-50, 2.8)).flaw is None
    assert measured(tone(-50, 3.0)).flaw is Flaw.QUIET


def test_a_pause_between_sentences_is_not_quiet() -> None:
    assert measured(tone(-20, 1.0), tone(-70, 2.5)).flaw is None


def test_clipping_is_told_at_once_and_forgotten_after_a_while() -> None:
    loud = tone(6, 0.1)

    assert measured(tone(-20, 1.0), loud).flaw is Flaw.CLIPPED
    assert measured(tone(-20, 1.0), loud, tone(-20, 1.6)).flaw is None


def test_digital_silence_is_no_quiet_room() -> None:
    nothing, room = np.zeros(RATE, np.int16), tone(-80, 1.0)

    assert measured(tone(-20, 1.0), nothing[: RATE // 2]).flaw is None
    assert measured(tone(-20, 1.0), nothing).flaw is Flaw.SILENT
    assert measured(tone(-20, 1.0), nothing, room[: RATE // 10]).flaw is None


def test_the_loudest_of_late_outlasts_a_pause() -> None:
    assert measured(tone(-20, 1.0), tone(-70, 1.0)).loudest == pytest.approx(-20, abs=0.2)
    assert measured(tone(-20, 1.0), tone(-70, 3.5)).loudest == pytest.approx(-70, abs=0.2)


def test_a_single_peak_at_full_scale_is_not_clipping() -> None:
    sound = tone(-20, 1.0)
    sound[5_000:5_002] = 32_767

    assert measured(sound).flaw is None


def test_before_anything_was_heard_it_is_silent() -> None:
    level = measured(np.zeros(0, np.int16))

    assert (level.seconds, level.flaw) == (0.0, None)
    assert level.decibels < -90
