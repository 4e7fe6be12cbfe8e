"""A stream keeps its speech for as long as it may be played again, and no longer."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from echoflow.audio.playback import Playback
from support.loudspeaker import RATE, Loudspeaker, speaking, swell

RESUME = 240


def test_the_speech_of_a_stream_that_is_over_is_let_go_of() -> None:
    playback, speaker, stream = speaking(seconds=0.2)
    stream.end()
    speaker.play(blocks=300)
    playback.pause()
    assert not playback.paused, "it is over for good"
    assert (stream.written, stream.heard(speaker.now)) == (4800, 4800)
    assert stream.finished_at(speaker.now) == pytest.approx(100.2)
    assert not stream.halted
    playback.halt()
    assert not stream.halted


@pytest.mark.parametrize("ending", ["finish", "halt", "open"])
def test_a_long_reply_takes_no_memory_when_it_is_over(ending: str) -> None:
    tracemalloc.start()
    try:
        playback = Playback(RATE)
        speaker = Loudspeaker(playback)
        stream = playback.open()
        said = swell(60 * RATE)
        before, _ = tracemalloc.get_traced_memory()
        stream.write(said)
        speaker.play(blocks=3)
        assert tracemalloc.get_traced_memory()[0] - before > said.nbytes / 2
        if ending == "finish":
            stream.end()
            speaker.play(block_samples=RATE, blocks=63)
            speaker.sound.clear()
        elif ending == "halt":
            playback.halt()
        else:
            playback.open()
        speaker.play(blocks=3)
        assert tracemalloc.get_traced_memory()[0] - before < said.nbytes / 5
    finally:
        tracemalloc.stop()
    assert stream.written == len(said)


def test_a_long_reply_can_be_taken_up_again_at_its_beginning() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    said = swell(40 * RATE)
    for start in range(0, len(said), 7001):
        stream.write(said[start : start + 7001])
    speaker.play(block_samples=30 * RATE)
    np.testing.assert_array_equal(speaker.all, said[: 30 * RATE])
    playback.pause()
    speaker.play(blocks=3)
    playback.resume(0)
    begin = len(speaker.all)
    speaker.play(blocks=10)
    np.testing.assert_array_equal(speaker.all[begin + RESUME :], said[RESUME:2400])
