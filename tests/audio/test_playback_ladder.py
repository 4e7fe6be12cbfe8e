"""Speech is softened, held and taken up again, without a click and without losing its place."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from echoflow.audio.playback import DUCKED_GAIN, Playback
from support.loudspeaker import CUE, FADE, RATE, SMOOTH_STEP, Loudspeaker, largest_step, speaking, swell

DUCK, RESTORE, PAUSE, RESUME = 240, 2400, 480, 240
PERIOD = 120
"""Of `swell`: 200 Hz."""


def test_a_duck_is_18_db_down_within_10_ms_of_the_next_block_and_is_taken_back_unnoticed() -> None:
    playback, speaker, _ = speaking()
    playback.duck()
    assert playback.ducked
    speaker.play(blocks=3)
    playback.duck()
    speaker.play(blocks=3)
    playback.restore()
    assert not playback.ducked
    speaker.play(blocks=12)
    said, heard = swell(28 * 240), speaker.all
    np.testing.assert_array_equal(heard[:2400], said[:2400])
    ducked = slice(2400 + DUCK, 3840)
    np.testing.assert_allclose(heard[ducked], said[ducked] * 10 ** (-18 / 20), atol=1)
    assert np.abs(heard[3840:4080]).max() < 0.3 * 20_000
    np.testing.assert_array_equal(heard[3840 + RESTORE :], said[3840 + RESTORE : len(heard)])
    assert largest_step(heard, ends=False) <= SMOOTH_STEP


def test_a_duck_is_told_once_with_the_second_from_which_it_sounds() -> None:
    playback, speaker, stream = speaking(latency=0.3)
    assert stream.last_ducked_at(speaker.now + 1) is None
    first = speaker.now + 0.3
    playback.duck()
    playback.duck()
    speaker.play(blocks=5)
    assert stream.last_ducked_at(speaker.now) is None
    assert stream.last_ducked_at(first - 0.001) is None
    assert stream.last_ducked_at(first) == first
    playback.restore()
    speaker.play(blocks=5)
    second = speaker.now + 0.3
    playback.duck()
    speaker.play(blocks=5)
    assert stream.last_ducked_at(second - 0.001) == first
    assert stream.last_ducked_at(second + 9) == second


def test_a_duck_belongs_to_what_was_being_spoken() -> None:
    playback, speaker, old = speaking()
    playback.duck()
    new = playback.open()
    assert not playback.ducked
    new.write(swell(4800))
    speaker.play(blocks=3)
    np.testing.assert_array_equal(speaker.all[2400 + FADE :], swell(4800)[: 720 - FADE])
    playback.duck()
    playback.halt()
    assert not playback.ducked
    playback.duck()
    assert not playback.ducked, "there is nothing to duck"
    assert old.last_ducked_at(speaker.now) is None
    assert new.last_ducked_at(speaker.now) is None


def test_a_duck_that_comes_before_the_first_sample_has_it_begin_softly() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    playback.duck()
    speaker.play()
    assert stream.last_ducked_at(speaker.now) is None, "nothing has sounded"
    stream.write(swell(4800))
    begins = speaker.now
    speaker.play(blocks=3)
    np.testing.assert_allclose(speaker.all[240 + DUCK :], swell(720)[DUCK:] * DUCKED_GAIN, atol=1)
    assert stream.last_ducked_at(speaker.now) == begins


def test_a_duck_that_is_taken_back_in_a_gap_leaves_nothing_behind() -> None:
    playback, speaker, stream = speaking(seconds=0.1)
    playback.duck()
    speaker.play(blocks=3)
    playback.restore()
    speaker.play(blocks=3)
    stream.write(swell(2400))
    begin = len(speaker.all)
    speaker.play(blocks=10)
    np.testing.assert_array_equal(speaker.all[begin + FADE :], swell(2400)[FADE:])
    assert largest_step(speaker.all) <= SMOOTH_STEP


def test_speech_is_silent_20_ms_after_a_pause_and_stays_in_its_place() -> None:
    playback, speaker, stream = speaking()
    playback.pause()
    playback.pause()
    assert playback.paused
    speaker.play(blocks=20)
    assert not speaker.all[2400 + PAUSE :].any()
    assert speaker.counts[10:] == [240, 240] + [0] * 18
    assert largest_step(speaker.all) <= SMOOTH_STEP
    assert stream.heard(speaker.now) == 2400 + PAUSE // 2, "the half of the fade that can be heard"
    assert stream.position(speaker.now) == 2400 + PAUSE
    assert playback.rendering is stream
    assert playback.current is stream
    assert not stream.halted


@settings(deadline=None)
@given(
    before=st.integers(1, 3000),
    held=st.lists(st.integers(1, 500), max_size=5),
    position=st.integers(-500, 5000),
    ducked=st.booleans(),
    blocks=st.lists(st.integers(1, 300), min_size=8, max_size=20),
)
def test_speech_goes_on_from_where_it_is_told_to(
    before: int, held: list[int], position: int, ducked: bool, blocks: list[int]
) -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    said = swell(12_000)
    stream.write(said)
    speaker.play(before)
    if ducked:
        playback.duck()
    playback.pause()
    for size in held:
        speaker.play(size)
    begin = max(before + sum(held), before + PAUSE)
    start = min(max(position, 0), before + PAUSE)
    playback.resume(position)
    assert not playback.paused
    assert not playback.ducked
    speaker.play(PAUSE)
    for size in blocks:
        speaker.play(size)
    expected = said[start : start + len(speaker.all) - begin]
    heard = speaker.all[begin:]
    assert np.all(np.abs(heard[:RESUME]) <= np.abs(expected[:RESUME]))
    np.testing.assert_array_equal(heard[RESUME:], expected[RESUME:])
    assert largest_step(speaker.all, ends=False) <= SMOOTH_STEP
    assert stream.position(speaker.sounds_at(begin)) == start
    assert stream.position(speaker.now + 1 / RATE) == start + len(heard)


def test_what_was_heard_does_not_shrink_when_speech_goes_back_and_follows_the_sound_of_the_loudspeaker() -> None:
    playback, speaker, stream = speaking(latency=0.2)
    playback.pause()
    assert stream.heard(speaker.now) == 0, "it has not left the loudspeaker yet"
    assert stream.started_at(speaker.now) is None
    assert stream.heard(speaker.now + 0.1) == 0
    assert stream.heard(speaker.now + 0.15) == pytest.approx(1200, abs=1)
    speaker.play(blocks=50)
    assert stream.heard(speaker.now) == 2400 + PAUSE // 2
    resumed = speaker.now + 0.2
    playback.resume(1200)
    speaker.play(blocks=30)
    assert stream.heard(resumed + 0.04) == 2400 + PAUSE // 2
    assert stream.position(resumed - 0.001) == 2400 + PAUSE
    assert stream.position(resumed + 0.01) == pytest.approx(1440, abs=1)
    assert stream.heard(resumed + 0.1) == pytest.approx(3600, abs=1)
    moments = [stream.heard(100 + k / 500) for k in range(600)]
    assert moments == sorted(moments)
    assert stream.heard(speaker.now + 9) == 1200 + 30 * 240


def test_a_pause_before_the_first_sample_keeps_all_of_it_for_later() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    playback.pause()
    stream.write(swell(2400))
    stream.end()
    speaker.play(blocks=5)
    assert not speaker.all.any()
    assert (stream.heard(speaker.now), stream.started_at(speaker.now)) == (0, None)
    begins = speaker.now
    playback.resume(700)
    speaker.play(blocks=12)
    assert stream.started_at(speaker.now) == pytest.approx(begins)
    np.testing.assert_array_equal(speaker.all[1200 + RESUME : 3600], swell(2400)[RESUME:])
    assert stream.finished_at(speaker.now) == pytest.approx(begins + 0.1)


def test_a_resume_without_a_pause_changes_nothing() -> None:
    playback, speaker, _ = speaking()
    playback.resume(0)
    speaker.play(blocks=10)
    np.testing.assert_array_equal(speaker.all, swell(4800))
    playback.halt()
    playback.pause()
    playback.resume(0)
    assert not playback.paused


@pytest.mark.parametrize("blocks_into_the_pause", [0, 1, 5])
def test_a_halt_during_a_pause_ends_the_stream_without_a_sound(blocks_into_the_pause: int) -> None:
    playback, speaker, stream = speaking()
    playback.pause()
    speaker.play(blocks=blocks_into_the_pause)
    heard = stream.heard(speaker.now)
    playback.halt()
    assert not playback.paused
    speaker.play(blocks=5)
    assert stream.halted
    assert heard <= stream.heard(speaker.now) <= heard + FADE + PAUSE // 2
    assert stream.finished_at(speaker.now) is not None
    assert largest_step(speaker.all) <= SMOOTH_STEP
    assert not speaker.all[2400 + 240 * min(blocks_into_the_pause, 2) + FADE :].any()


@pytest.mark.parametrize("rest", [0, 100, 240, 400, PAUSE])
def test_a_stream_whose_end_falls_into_the_fade_is_not_finished_before_it_was_resumed(rest: int) -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    stream.write(swell(2430 + rest))
    stream.end()
    speaker.play(blocks=10)
    speaker.play(block_samples=30)
    playback.pause()
    speaker.play(blocks=10)
    assert stream.finished_at(speaker.now + 9) is None
    assert largest_step(speaker.all) <= SMOOTH_STEP
    assert stream.heard(speaker.now) == 2430 + min(rest, PAUSE // 2)
    resumed = speaker.now
    playback.resume(1230)
    speaker.play(blocks=20)
    assert stream.finished_at(speaker.now) == pytest.approx(resumed + (1200 + rest) / RATE)
    assert not stream.halted
    assert stream.heard(speaker.now) == stream.written


def test_an_end_that_was_given_to_the_loudspeaker_but_has_not_sounded_is_taken_back_by_a_pause() -> None:
    playback, speaker, stream = speaking(seconds=0.1, latency=0.3)
    stream.end()
    speaker.play(blocks=2)
    playback.pause()
    speaker.play(blocks=60)
    assert stream.finished_at(speaker.now) is None
    assert stream.heard(speaker.now) == 2400
    again = speaker.now
    playback.resume(2000)
    assert stream.finished_at(speaker.now + 9) is None
    speaker.play(blocks=60)
    assert stream.finished_at(speaker.now) == pytest.approx(again + 0.3 + 400 / RATE)


def test_a_paused_stream_takes_in_what_is_written_and_its_end() -> None:
    playback, speaker, stream = speaking(seconds=0.11)
    playback.pause()
    speaker.play(blocks=5)
    stream.write(swell(30 * RATE))
    stream.end()
    speaker.play(blocks=5)
    assert stream.finished_at(speaker.now + 9) is None
    assert stream.written == 2640 + 30 * RATE
    playback.resume(2640)
    begin = len(speaker.all)
    speaker.play(blocks=12)
    np.testing.assert_array_equal(speaker.all[begin + RESUME :], swell(12 * 240)[RESUME:])


def test_a_stream_resumed_at_its_very_end_finishes() -> None:
    playback, speaker, stream = speaking(seconds=0.1)
    stream.end()
    playback.pause()
    speaker.play(blocks=5)
    playback.resume(2400)
    speaker.play()
    assert stream.finished_at(speaker.now) == pytest.approx(100.1)
    assert not stream.halted


def test_all_that_was_read_is_kept_for_echo_cancellation() -> None:
    playback, speaker, _ = speaking(latency=0.04)
    playback.duck()
    speaker.play(blocks=4)
    playback.pause()
    speaker.play(blocks=10)
    playback.play_cue(CUE)
    speaker.play(blocks=6)
    rendered = playback.rendered
    np.testing.assert_array_equal(rendered.samples(0, rendered.written), speaker.all)
    assert rendered.index_at(100.04 + 0.1) == 2400


@st.composite
def operations(draw: st.DrawFn) -> list[tuple[str, int]]:
    """Reads, and in between whatever the main loop and the front may ask for."""
    rare = ["duck", "restore", "pause", "halt", "open", "end", "cue"]
    names = st.sampled_from([*["write", "resume"] * 2, *["read"] * 3, *rare])
    return draw(st.lists(st.tuples(names, st.integers(1, 900)), min_size=5, max_size=50))


class Play:
    """Carries out operations and keeps the streams."""

    def __init__(self, *, cues: bool) -> None:
        self.playback = Playback(RATE)
        self.speaker = Loudspeaker(self.playback, latency=0.05)
        self.streams = [self.playback.open()]
        self.cues = cues
        self._content = swell(60 * 900)

    def do(self, name: str, amount: int) -> None:
        playback, stream = self.playback, self.streams[-1]
        match name:
            case "read":
                self.speaker.play(amount)
            case "write":
                size = amount * 3
                stream.write(self._content[stream.written % PERIOD :][:size])
            case "resume":
                playback.resume((amount - 50) * 10)
            case "open":
                self.streams.append(playback.open())
            case "end":
                stream.end()
            case "cue":
                if self.cues:
                    playback.play_cue(CUE)
            case _:
                getattr(playback, name)()


@settings(deadline=None, max_examples=200)
@given(operations())
@example([("write", 500), ("read", 100), ("pause", 1), ("read", 100), ("resume", 50), ("read", 100), ("halt", 1)])
def test_nothing_clicks_whatever_happens_in_whatever_order(steps: list[tuple[str, int]]) -> None:
    play = Play(cues=True)
    for name, amount in steps:
        play.do(name, amount)
    play.do("halt", 0)
    play.speaker.play(4 * FADE)
    assert largest_step(play.speaker.all) <= SMOOTH_STEP + 2 * largest_step(CUE)
    assert not play.speaker.all[-FADE:].any()
    for count, block in zip(play.speaker.counts, play.speaker.sound, strict=True):
        assert not block[count:].any()


@settings(deadline=None, max_examples=100)
@given(operations())
def test_positions_are_those_of_the_samples_that_sound(steps: list[tuple[str, int]]) -> None:
    play = Play(cues=False)
    for name, amount in steps:
        play.do(name, amount)
    sound = play.speaker.all
    spoken = swell(60 * 3 * 900)
    for stream in play.streams:
        positions = [stream.position(play.speaker.sounds_at(k)) for k in range(len(sound) + 1)]
        heard = [stream.heard(play.speaker.sounds_at(k)) for k in range(len(sound) + 1)]
        assert heard == sorted(heard)
        reached = 0
        for k, (here, there) in enumerate(pairwise(positions)):
            reached = max(reached, there)
            assert reached - PAUSE // 2 <= heard[k + 1] <= reached
            if there == here + 1:
                said = int(spoken[here])
                assert min(0, said) - 1 <= sound[k] <= max(0, said) + 1
