"""Each stream is told of once, when it is heard to begin, to become softer and to end."""

from __future__ import annotations

import numpy as np

from echoflow.audio.front_events import PlaybackDucked, PlaybackFinished, PlaybackStarted
from echoflow.audio.playback import Playback
from echoflow.audio.playback_watch import PlaybackWatch


def test_a_halted_stream_is_not_told_to_have_finished_and_a_finished_one_is_told_once() -> None:
    playback = Playback(24_000)
    watch = PlaybackWatch(playback)
    block = np.zeros(240, np.int16)
    first = playback.open()
    first.write(np.ones(2400, np.int16))
    playback.read(block, 1.0)
    assert list(watch.look(0.9)) == []
    assert list(watch.look(1.0)) == [PlaybackStarted(first, 1.0)]
    playback.halt()
    playback.read(block, 1.01)
    assert list(watch.look(9.0)) == []
    second = playback.open()
    second.write(np.ones(240, np.int16))
    second.end()
    playback.read(block, 10.0)
    assert list(watch.look(10.005)) == [PlaybackStarted(second, 10.0)]
    # A newer stream does not take the finish of an older one away that is still on its way to the loudspeaker.
    third = playback.open()
    third.end()
    playback.read(block, 10.01)
    assert [(type(event), event.stream) for event in watch.look(10.02)] == [
        (PlaybackFinished, second),
        (PlaybackFinished, third),
    ]
    assert list(watch.look(99.0)) == []


def test_each_duck_is_told_once_when_it_sounds() -> None:
    playback = Playback(24_000)
    watch = PlaybackWatch(playback)
    block = np.zeros(240, np.int16)
    stream = playback.open()
    stream.write(np.ones(24_000, np.int16))
    playback.read(block, 1.0)
    assert list(watch.look(1.0)) == [PlaybackStarted(stream, 1.0)]
    playback.duck()
    playback.read(block, 1.04)
    assert list(watch.look(1.03)) == []
    assert list(watch.look(1.04)) == [PlaybackDucked(stream, 1.04)]
    playback.duck()
    playback.read(block, 1.05)
    assert list(watch.look(1.1)) == []
    playback.restore()
    playback.read(block, 1.2)
    playback.duck()
    playback.read(block, 1.3)
    assert list(watch.look(2.0)) == [PlaybackDucked(stream, 1.3)]


def test_speech_sounds_from_its_first_sample_to_a_moment_after_its_last_unless_it_is_held_or_cut() -> None:
    playback = Playback(24_000)
    watch = PlaybackWatch(playback)
    block = np.zeros(240, np.int16)
    assert not watch.sounding(0.0)
    stream = playback.open()
    stream.write(np.ones(480, np.int16))
    assert not watch.sounding(0.5)
    playback.read(block, 1.0)
    assert not watch.sounding(0.99)
    assert watch.sounding(1.0)
    playback.pause()
    assert not watch.sounding(1.0)
    playback.read(block, 1.01)
    playback.resume(0)
    stream.end()
    for at in (2.0, 2.01, 2.02):
        playback.read(block, at)
    assert watch.sounding(2.2)
    assert not watch.sounding(2.5)
    playback.open().write(np.ones(480, np.int16))
    playback.read(block, 3.0)
    assert watch.sounding(3.0)
    playback.halt()
    assert not watch.sounding(3.0)
