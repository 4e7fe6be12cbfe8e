"""The main loop, the audio front and the sound card meet in the playback at the same moment."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from echoflow.audio.playback import DUCKED_GAIN, Playback
from support.loudspeaker import RATE, SMOOTH_STEP, Loudspeaker, largest_step, swell

QUESTIONS = 3_000
"""What the main loop asks for before it is over: a second or two."""


@pytest.fixture
def impatient_threads() -> Iterator[None]:
    """Threads take turns after every few instructions."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


class Together:
    """Threads that go on until the first of them is through; what one raises is raised here."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self._errors: list[BaseException] = []
        self._threads: list[threading.Thread] = []

    def start(self, step: Callable[[], None], times: int | None = None) -> None:
        def run() -> None:
            try:
                done = 0
                while not self.over.is_set() and done != times:
                    step()
                    time.sleep(0)
                    done += 1
            except BaseException as error:
                self._errors.append(error)
            finally:
                if times is not None or self._errors:
                    self.over.set()

        self._threads.append(threading.Thread(target=run))

    def run(self) -> None:
        for thread in self._threads:
            thread.start()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()
        for error in self._errors:
            raise error


@pytest.mark.usefixtures("impatient_threads")
def test_a_duck_at_the_same_moment_as_anything_else_neither_clicks_nor_sticks() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback, latency=0.05)
    together = Together()
    dice = random.Random(7)
    said = swell(4800)
    played_of: dict[str, int] = {}

    def ask() -> None:
        stream = playback.current
        name = dice.choice(["restore", "pause", "resume", "resume", "halt", "open", "write", "write", "end"])
        played_of[name] = played_of.get(name, 0) + 1
        if stream is None or name == "open":
            playback.open().write(said)
        elif name == "write":
            stream.write(said)
        elif name == "end":
            stream.end()
        elif name == "resume":
            playback.resume(dice.randrange(-100, 20_000))
        else:
            getattr(playback, name)()
        if name in ("halt", "resume", "open"):
            # As the sound card would, let a few blocks go by.
            seen = len(speaker.sound) + dice.randrange(4)
            while len(speaker.sound) < seen and not together.over.is_set():
                time.sleep(0)

    last_heard: dict[object, int] = {}

    def reflex() -> None:
        playback.duck()
        stream, now = playback.current, speaker.now
        if stream is not None:
            heard = stream.heard(now)
            assert last_heard.get(stream, 0) <= heard <= stream.written
            last_heard[stream] = heard
            ducked = stream.last_ducked_at(now)
            assert ducked is None or ducked <= now

    together.start(speaker.play)
    together.start(ask, QUESTIONS)
    together.start(reflex)
    together.run()

    assert largest_step(speaker.all, ends=False) <= SMOOTH_STEP
    assert len(last_heard) > 10, "they did not meet"
    assert min(played_of.values()) > 10, "they did not meet"

    playback.halt()
    speaker.play(blocks=3)
    assert not playback.ducked
    playback.open().write(said)
    speaker.play(blocks=5)
    np.testing.assert_array_equal(speaker.all[-1200:], said[:1200])
    playback.duck()
    speaker.play(blocks=3)
    np.testing.assert_allclose(speaker.all[-480:], said[1440:1920] * DUCKED_GAIN, atol=1)


@pytest.mark.usefixtures("impatient_threads")
def test_a_stream_that_is_paused_and_resumed_without_end_is_heard_to_its_last_sample() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    together = Together()
    stream = playback.open()
    said = swell(10 * RATE)
    stream.write(said)
    stream.end()
    dice = random.Random(11)

    def falter() -> None:
        playback.pause()
        seen = len(speaker.sound) + dice.randrange(5)
        while len(speaker.sound) < seen and not together.over.is_set():
            time.sleep(0)
        heard = stream.heard(speaker.now)
        playback.resume(heard - dice.randrange(100))
        assert stream.finished_at(speaker.now + 60) is None or stream.heard(speaker.now + 60) == len(said)
        seen = len(speaker.sound) + dice.randrange(9)
        while len(speaker.sound) < seen and not together.over.is_set():
            time.sleep(0)

    together.start(speaker.play)
    together.start(falter, QUESTIONS // 10)
    together.start(playback.duck)
    together.run()

    playback.resume(stream.heard(speaker.now))
    speaker.play(blocks=1100)
    assert stream.heard(speaker.now) == len(said)
    assert stream.finished_at(speaker.now) is not None
    assert not stream.halted
    assert largest_step(speaker.all) <= SMOOTH_STEP
