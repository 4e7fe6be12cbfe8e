"""A cue fills the gap before speech and gives way to it."""

from __future__ import annotations

import numpy as np

from echoflow.audio.playback import Playback
from support.loudspeaker import CUE, FADE, RATE, SMOOTH_STEP, Loudspeaker, largest_step, speaking, swell


def test_a_cue_sounds_at_once_in_the_gap_and_no_stream_knows_of_it() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    speaker.play()
    playback.play_cue(CUE)
    stream = playback.open()
    speaker.play(blocks=8)
    np.testing.assert_array_equal(speaker.all[240 : 240 + len(CUE)], CUE)
    assert not speaker.all[240 + len(CUE) :].any()
    assert speaker.counts == [0, 240, 240, 240, 240, 240, 0, 0, 0]
    assert (stream.heard(speaker.now), stream.started_at(speaker.now)) == (0, None)
    playback.play_cue(CUE)
    speaker.play(blocks=5)
    np.testing.assert_array_equal(speaker.all[9 * 240 :], CUE)


def test_the_first_sample_of_speech_ends_a_cue_and_is_not_displaced_by_it() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    playback.play_cue(CUE)
    speaker.play(blocks=2)
    stream.write(np.zeros(480, np.int16))
    stream.write(swell(2400))
    begins = speaker.now
    speaker.play(blocks=6)
    assert stream.started_at(speaker.now) == begins
    under = speaker.all[480 : 480 + FADE]
    assert under.any()
    assert np.all(np.abs(under) <= np.abs(CUE[480 : 480 + FADE]))
    assert not speaker.all[480 + FADE : 960].any()
    np.testing.assert_array_equal(speaker.all[960:], swell(len(speaker.all) - 960))
    assert largest_step(speaker.all[:960]) <= largest_step(CUE) + 300 * np.pi / FADE


def test_a_cue_is_dropped_while_speech_sounds() -> None:
    playback, speaker, stream = speaking(seconds=0.15)
    playback.play_cue(CUE)
    speaker.play(blocks=10)
    np.testing.assert_array_equal(speaker.all[:3600], swell(3600))
    assert not speaker.all[3600 + FADE :].any()
    assert stream.heard(speaker.now) == 3600


def test_a_halt_ends_a_cue() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    playback.play_cue(CUE)
    speaker.play(blocks=2)
    playback.halt()
    speaker.play(blocks=4)
    assert not speaker.all[480 + FADE :].any()
    assert largest_step(speaker.all) <= largest_step(CUE) + 300 * np.pi / FADE
    playback.play_cue(CUE)
    playback.halt()
    speaker.play(blocks=4)
    assert not speaker.all[6 * 240 :].any()


def test_a_cue_waits_for_the_fade_of_what_was_cut_off_and_a_new_one_for_that_of_the_old() -> None:
    playback, speaker, _ = speaking()
    playback.halt()
    playback.play_cue(CUE)
    speaker.play(block_samples=50)
    speaker.play(blocks=1)
    np.testing.assert_array_equal(speaker.all[2400 + FADE :], CUE[: 290 - FADE])
    playback.play_cue(CUE)
    speaker.play(blocks=6)
    np.testing.assert_array_equal(speaker.all[2690 + FADE :][: len(CUE)], CUE)
    assert largest_step(speaker.all) <= SMOOTH_STEP


def test_a_cue_over_speech_at_full_scale_does_not_wrap_around() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    playback.play_cue(np.full(4800, 300, np.int16))
    speaker.play()
    stream.write(np.full(480, 32_767, np.int16))
    speaker.play()
    np.testing.assert_array_equal(speaker.all[240:], 32_767)
