"""The front tells everything in order, on its own thread, and outlives what it runs."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from echoflow.audio.echo_cancellation import CancelledFrame, EchoCanceller
from echoflow.audio.frames import FRAME_SAMPLES, Frame, Samples
from echoflow.audio.front import (
    AudioFront,
    FrontEvent,
    FrontFailed,
    MicrophoneFrame,
    PlaybackFinished,
    PlaybackStarted,
    SpeechPaused,
    SpeechStarted,
    SpeechStopped,
)
from echoflow.audio.playback import Playback
from echoflow.audio.voice_activity import VoiceActivityDetector

PATIENCE = 5.0


class LevelModel:
    """Loud is speech; full scale breaks it."""

    def probability(self, window: Samples) -> float:
        if np.any(window == 32_767):
            raise RuntimeError("no more weights")
        return float(np.mean(window) > 1000)

    def reset(self) -> None:
        pass


class Told:
    """What the front posted."""

    def __init__(self) -> None:
        self.events: queue.SimpleQueue[FrontEvent] = queue.SimpleQueue()
        self.threads: set[str] = set()

    def __call__(self, event: FrontEvent) -> None:
        self.threads.add(threading.current_thread().name)
        self.events.put(event)

    def next(self) -> FrontEvent:
        return self.events.get(timeout=PATIENCE)

    def rest(self) -> list[FrontEvent]:
        return [self.events.get() for _ in range(self.events.qsize())]


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def playback() -> Playback:
    return Playback(24_000)


@pytest.fixture
def front(told: Told, playback: Playback) -> Iterator[AudioFront]:
    front = AudioFront(VoiceActivityDetector(LevelModel()), playback, told)
    front.start()
    yield front
    front.close()


def frames(level: int, count: int, first: int = 0) -> list[Frame]:
    return [Frame(np.full(FRAME_SAMPLES, level, np.int16), (first + k + 1) * 0.01) for k in range(count)]


def speech_events(events: list[FrontEvent]) -> list[FrontEvent]:
    return [event for event in events if not isinstance(event, MicrophoneFrame)]


def test_frames_and_speech_are_told_in_order_on_the_fronts_thread(front: AudioFront, told: Told) -> None:
    delivered = frames(5000, 32) + frames(0, 32, first=32)
    for frame in delivered:
        front.deliver(frame)
    front.close(drain=True)
    events = told.rest()
    assert [event.frame for event in events if isinstance(event, MicrophoneFrame)] == delivered
    started, paused, stopped = speech_events(events)
    assert isinstance(started, SpeechStarted)
    assert started.at == pytest.approx(0.0)
    assert isinstance(paused, SpeechPaused)
    assert isinstance(stopped, SpeechStopped)
    assert stopped.at == paused.at == pytest.approx(0.32)
    before = events[events.index(started) - 1]
    assert isinstance(before, MicrophoneFrame)
    assert before.frame.captured_at == pytest.approx(0.07)
    assert told.threads == {"audio-front"}


def test_closing_the_gate_on_speech_ends_it_where_it_was(front: AudioFront, told: Told) -> None:
    for frame in frames(5000, 20):
        front.deliver(frame)
    front.set_listening(False)
    for frame in frames(5000, 20, first=20):
        front.deliver(frame)
    front.set_listening(True)
    for frame in frames(0, 40, first=40):
        front.deliver(frame)
    front.close(drain=True)
    events = told.rest()
    assert len([event for event in events if isinstance(event, MicrophoneFrame)]) == 60
    assert [type(event) for event in speech_events(events)] == [SpeechStarted, SpeechStopped]
    stopped = speech_events(events)[1]
    assert isinstance(stopped, SpeechStopped)
    assert stopped.at == pytest.approx(6 * 0.032)


def test_a_failure_is_told_once_ends_the_speech_and_stops_nothing(front: AudioFront, told: Told) -> None:
    for frame in frames(5000, 16) + frames(32_767, 16, first=16) + frames(5000, 16, first=32):
        front.deliver(frame)
    front.close(drain=True)
    events = told.rest()
    kinds = [type(event) for event in speech_events(events)]
    assert kinds == [SpeechStarted, FrontFailed, SpeechStopped, SpeechStarted]
    assert len([event for event in events if isinstance(event, MicrophoneFrame)]) == 48


def test_playback_is_told_of_without_any_microphone(front: AudioFront, told: Told, playback: Playback) -> None:
    stream = playback.open()
    stream.write(np.ones(240, np.int16))
    stream.end()
    began = time.monotonic()
    playback.read(np.zeros(480, np.int16), sounds_at=began)
    assert told.next() == PlaybackStarted(stream, began)
    finished = told.next()
    assert isinstance(finished, PlaybackFinished)
    assert finished.at == pytest.approx(began + 0.01)


def test_close_is_safe_before_start_and_twice(told: Told, playback: Playback) -> None:
    unstarted = AudioFront(VoiceActivityDetector(LevelModel()), playback, told)
    unstarted.close()
    unstarted.close()


def test_closing_does_not_wait_for_what_a_peer_has_sent_ahead(told: Told, playback: Playback) -> None:
    class SlowModel(LevelModel):
        def probability(self, window: Samples) -> float:
            time.sleep(0.02)
            return super().probability(window)

    front = AudioFront(VoiceActivityDetector(SlowModel()), playback, told)
    front.start()
    for frame in frames(0, 3000):
        front.deliver(frame)
    front.close()
    assert len(told.rest()) < 1500


def test_the_reflex_does_not_wait_for_the_main_loop(playback: Playback) -> None:
    """The main loop is busy for half a second; the output is soft long before that."""
    loop = asyncio.new_event_loop()
    told: list[FrontEvent] = []
    blocked, release = threading.Event(), threading.Event()

    def main_loop() -> None:
        loop.call_soon(be_busy)
        loop.run_forever()

    def be_busy() -> None:
        blocked.set()
        release.wait(PATIENCE)

    def post(event: FrontEvent) -> None:
        loop.call_soon_threadsafe(told.append, event)

    main = threading.Thread(target=main_loop)
    front = AudioFront(VoiceActivityDetector(LevelModel()), playback, post)
    front.start()
    main.start()
    try:
        assert blocked.wait(PATIENCE)
        stream = playback.open()
        stream.write(np.full(5 * 24_000, 8_000, np.int16))
        block = np.zeros(240, np.int16)
        began = time.monotonic()
        playback.read(block, began)
        for frame in frames(5000, 12):
            front.deliver(frame)
        while block[-1] > 1100 and time.monotonic() < began + 0.5:
            playback.read(block, time.monotonic())
            time.sleep(0.005)
        softened = time.monotonic() - began
        assert block[-1] == pytest.approx(8_000 * 10 ** (-18 / 20), rel=0.05)
        assert softened < 0.5
        assert told == []
    finally:
        release.set()
        front.close()
        loop.call_soon_threadsafe(loop.stop)
        main.join()
        loop.close()
    assert any(isinstance(event, SpeechStarted) for event in told)


def test_while_the_gate_is_closed_the_way_of_the_echo_is_learnt_all_the_same(told: Told, playback: Playback) -> None:
    class Counting(EchoCanceller):
        frames = 0

        def receive(self, frame: Frame, written: int | None = None) -> CancelledFrame:
            self.frames += 1
            return super().receive(frame, written)

    echo = Counting(playback.rendered)
    front = AudioFront(VoiceActivityDetector(LevelModel()), playback, told, listening=False, echo=echo)
    front.start()
    for frame in frames(5000, 20):
        front.deliver(frame)
    front.close(drain=True)
    assert echo.frames == 20
    assert told.rest() == []
