"""The room of the tests is what it says it is."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from echoflow.audio.frames import CAPTURE_RATE, Frame, Samples
from echoflow.audio.playback import Playback
from support.room import FULL_SCALE, Room, RoomEndpoint, at_level, level_db
from support.speech import librivox_sentences, silence


def click(at: float, seconds: float, rate: int = CAPTURE_RATE) -> Samples:
    """Silence with 1 ms of sound in it."""
    samples = silence(seconds, rate)
    first = round(at * rate)
    samples[first : first + rate // 1000] = 20_000
    return samples


def loudest(samples: Samples, rate: int) -> float:
    return float(np.argmax(np.abs(samples.astype(np.int32)))) / rate


@pytest.mark.parametrize("rate", [8_000, 24_000, 48_000])
@pytest.mark.parametrize("delay", [0.04, 0.15, 0.45])
def test_the_echo_comes_back_after_the_delay(rate: int, delay: float) -> None:
    heard = Room(delay=delay, echo_db=-6).microphone(silence(1.0), click(0.2, 1.0, rate), rate)
    assert loudest(heard, CAPTURE_RATE) == pytest.approx(0.2 + delay, abs=0.004)


@pytest.mark.parametrize("distortion", [0.0, 1.0])
def test_the_echo_of_speech_has_the_level_that_was_asked_for(distortion: float) -> None:
    speech = at_level(librivox_sentences()[0].samples(), -26)
    room = Room(echo_db=-6, noise_db=-90, distortion=distortion)
    assert level_db(room.microphone(silence(len(speech) / CAPTURE_RATE), speech)) == pytest.approx(-32, abs=2)


def test_without_an_echo_the_microphone_hears_the_user_and_the_background() -> None:
    speech = librivox_sentences()[0].samples()
    heard = Room(echo_db=None).microphone(speech, speech)
    assert level_db((heard - speech).astype(np.int16)) == pytest.approx(-65, abs=0.5)


def test_a_live_room_hears_itself_and_the_user_at_the_right_times() -> None:
    endpoint = RoomEndpoint(Room(delay=0.1, echo_db=0.0))
    playback = Playback(endpoint.output_rate)
    frames: list[Frame] = []
    enough = threading.Event()

    def deliver(frame: Frame) -> None:
        frames.append(frame)
        if len(frames) == 60:
            enough.set()

    stream = playback.open()
    stream.write(click(0.1, 0.2, 24_000))
    stream.end()
    voice = np.full(1600, 300, np.int16)
    assert endpoint.start(deliver, playback, lambda: None) == endpoint.origin
    try:
        endpoint.say(voice)
        assert enough.wait(5.0)
    finally:
        endpoint.close()
        endpoint.close()
    heard = np.concatenate([frame.samples for frame in frames])
    assert np.array_equal(heard, endpoint.heard[: len(heard)])
    played_at = endpoint.origin + loudest(endpoint.played, endpoint.output_rate)
    heard_at = frames[0].captured_at - 0.01 + loudest(heard, CAPTURE_RATE)
    assert heard_at - played_at == pytest.approx(0.1, abs=0.004)
    around = endpoint.played_between(played_at - 0.01, played_at + 0.01)
    assert loudest(around, endpoint.output_rate) == pytest.approx(0.01, abs=0.001)
    (said,) = endpoint.said
    assert said.ended_at - said.began_at == pytest.approx(0.1)
    first = round((said.began_at - endpoint.origin + 0.01) * CAPTURE_RATE)
    assert np.mean(heard[first : first + 1600]) / FULL_SCALE == pytest.approx(300 / FULL_SCALE, rel=0.3)
    assert said.began_at < time.monotonic()
