"""Which recordings a voice can be made of."""

from __future__ import annotations

import numpy as np
import pytest

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.synthesis.voice_sample import LARGEST_BYTES, SampleProblem, judge_sample
from support.speech import librivox_sentences


@pytest.fixture(scope="module")
def reading() -> Samples:
    """A person reading, 24.7 s."""
    return np.concatenate([sentence.samples() for sentence in librivox_sentences()])


def scaled(speech: Samples, gain: float) -> Samples:
    louder: Samples = np.clip(speech * gain, -32_768, 32_767).astype(np.int16)
    return louder


def test_half_a_minute_can_be_used_and_a_minute_is_better(reading: Samples) -> None:
    report = judge_sample(reading, CAPTURE_RATE, 800_000)

    assert report.problem is None
    assert report.seconds == pytest.approx(len(reading) / CAPTURE_RATE)
    assert 12 < report.speech_seconds < report.seconds
    assert -38 < report.level_db < -12
    assert "makes a better voice" in report.sentence


def test_two_minutes_are_good(reading: Samples) -> None:
    assert judge_sample(np.tile(reading, 4), CAPTURE_RATE).sentence == "The recording is good."


@pytest.mark.parametrize(
    ("seconds", "repeated", "size", "problem"),
    [
        (6, 1, 0, SampleProblem.TOO_SHORT),
        (24, 8, 0, SampleProblem.TOO_LONG),
        (24, 1, LARGEST_BYTES + 1, SampleProblem.TOO_LARGE),
    ],
)
def test_length(reading: Samples, seconds: int, repeated: int, size: int, problem: SampleProblem) -> None:
    recording = np.tile(reading[: seconds * CAPTURE_RATE], repeated)

    assert judge_sample(recording, CAPTURE_RATE, size).problem is problem


def test_a_long_pause_is_no_speech(reading: Samples) -> None:
    mostly_pause = np.concatenate([reading[: 5 * CAPTURE_RATE], np.zeros(40 * CAPTURE_RATE, np.int16)])

    assert judge_sample(mostly_pause, CAPTURE_RATE).problem is SampleProblem.TOO_SHORT


def test_distortion_is_heard_and_a_loud_word_is_not(reading: Samples) -> None:
    loudest = 32_767 / int(np.abs(reading).max())

    assert judge_sample(scaled(reading, 12 * loudest), CAPTURE_RATE).problem is SampleProblem.CLIPPED
    assert judge_sample(scaled(reading, 1.05 * loudest), CAPTURE_RATE).problem is None


def test_a_quiet_recording_is_said_to_be_quiet(reading: Samples) -> None:
    report = judge_sample(scaled(reading, 0.05), CAPTURE_RATE)

    assert report.problem is None
    assert "quiet" in report.sentence


@pytest.mark.parametrize("what", ["nothing", "silence", "noise", "hum"])
def test_what_is_no_speech_is_silent(what: str) -> None:
    length = 30 * CAPTURE_RATE
    generator = np.random.default_rng(1)
    sound = {
        "nothing": np.zeros(0),
        "silence": np.zeros(length),
        "noise": generator.normal(0, 300, length),
        "hum": 3000 * np.sin(np.arange(length) * 0.02),
    }[what]
    report = judge_sample(sound.astype(np.int16), CAPTURE_RATE)

    assert report.problem is SampleProblem.SILENT
    assert "no speech" in report.sentence
