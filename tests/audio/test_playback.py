"""Speech comes out as it went in, stops without a click, and its position is what has been heard."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echoflow.audio.playback import Playback
from support.loudspeaker import FADE, RATE, Loudspeaker, largest_step, tone

LOUDEST_STEP = round(32_767 * np.pi / 2 / FADE) + 2
"""Most that a 5 ms raised-cosine ramp adds between neighbouring samples of full-scale sound."""


sizes = st.lists(st.integers(0, 700), min_size=1, max_size=12)
block_sizes = st.lists(st.integers(1, 600), min_size=1, max_size=8)


@settings(deadline=None)
@given(writes=sizes, blocks=block_sizes)
def test_any_split_of_writes_and_blocks_gives_the_same_samples(writes: list[int], blocks: list[int]) -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    content = np.arange(1, sum(writes) + 1).astype(np.int16)
    for start, count in zip(np.cumsum([0, *writes]), writes, strict=False):
        stream.write(content[start : start + count])
    stream.end()
    assert stream.written == len(content)
    while sum(map(len, speaker.sound)) < len(content) + 2 * FADE:
        for size in blocks:
            speaker.play(size)
    np.testing.assert_array_equal(speaker.all[: len(content)], content)
    assert not speaker.all[len(content) + FADE :].any()
    assert stream.heard(speaker.now) == len(content)
    finished = stream.finished_at(speaker.now)
    assert finished == pytest.approx(100.0 + len(content) / RATE)
    assert stream.started_at(speaker.now) == (100.0 if len(content) else None)


@settings(deadline=None)
@given(
    written=st.integers(0, 4000),
    before=st.lists(st.integers(1, 500), max_size=6),
    after=block_sizes,
    ended=st.booleans(),
    replaced=st.booleans(),
)
def test_a_halt_at_any_time_is_soon_silent_and_never_clicks(
    written: int, before: list[int], after: list[int], ended: bool, replaced: bool
) -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    stream.write(tone(written))
    if ended:
        stream.end()
    for size in before:
        speaker.play(size)
    halted_at = sum(map(len, speaker.sound))
    if replaced:
        playback.open()
    else:
        playback.halt()
    for size in [*after, FADE, FADE, FADE]:
        speaker.play(size)
    sound = speaker.all
    # A stream that runs out during its fade decays for as long again.
    late = halted_at + (2 * FADE if halted_at + FADE > written else FADE)
    assert not sound[late:].any()
    assert largest_step(sound) <= largest_step(tone(max(written, 2))) + LOUDEST_STEP
    assert stream.heard(speaker.now + 10) <= min(written, halted_at + FADE)


def test_the_position_follows_the_clock_of_the_sound_and_not_of_the_reading() -> None:
    playback = Playback(RATE)
    stream = playback.open()
    stream.write(tone(2400))
    block = np.zeros(240, np.int16)
    for k in range(5):
        playback.read(block, sounds_at=10.0 + k * 0.01)
    assert stream.started_at(9.99) is None
    assert stream.started_at(10.0) == 10.0
    assert stream.heard(9.5) == 0
    assert stream.heard(10.015) == pytest.approx(360, abs=1)
    assert stream.heard(10.05) == 1200
    assert stream.heard(99.0) == 1200
    positions = [stream.heard(9.9 + k / 1000) for k in range(300)]
    assert positions == sorted(positions)


def test_a_late_producer_makes_a_gap_that_does_not_count_and_does_not_click() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    stream.write(tone(300))
    speaker.play(blocks=4)
    assert speaker.counts == [240, 60 + FADE, 0, 0]
    assert stream.heard(speaker.now) == 300
    assert stream.finished_at(speaker.now) is None
    stream.write(tone(480))
    stream.end()
    resumed = speaker.now
    speaker.play(blocks=4)
    assert stream.heard(resumed) == 300
    assert stream.heard(resumed + 0.01) == pytest.approx(540, abs=1)
    assert stream.heard(speaker.now) == 780
    assert stream.finished_at(speaker.now) == pytest.approx(resumed + 0.02)
    assert largest_step(speaker.all) <= largest_step(tone(480)) + LOUDEST_STEP
    # Only the first 5 ms after the gap are softened.
    np.testing.assert_array_equal(speaker.all[4 * 240 + FADE : 6 * 240], tone(480)[FADE:])


def test_a_halt_while_speech_fades_in_starts_from_the_gain_it_had() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    stream.write(np.full(240, 10_000, np.int16))
    speaker.play(blocks=2)
    stream.write(np.full(2400, 10_000, np.int16))
    speaker.play(block_samples=FADE // 2)
    playback.halt()
    speaker.play(blocks=2)
    assert largest_step(speaker.all[240:]) <= LOUDEST_STEP
    assert speaker.all[480:].max() < 5_100


def test_a_new_stream_follows_the_fade_of_the_old_one_in_the_same_block() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    old = playback.open()
    old.write(np.full(2400, 1000, np.int16))
    speaker.play()
    new = playback.open()
    new.write(np.full(2400, 500, np.int16))
    old.write(np.full(2400, 1000, np.int16))
    speaker.play()
    np.testing.assert_array_equal(speaker.all[240 + FADE :], np.full(120, 500))
    assert old.written == 2400
    assert old.halted
    assert old.heard(speaker.now) == 240 + FADE
    assert old.finished_at(speaker.now) == pytest.approx(100.015)
    assert new.started_at(speaker.now) == pytest.approx(100.015)
    assert not new.halted


def test_an_empty_stream_finishes_so_that_nobody_waits_for_it() -> None:
    playback = Playback(RATE)
    stream = playback.open()
    stream.end()
    assert playback.read(np.zeros(240, np.int16), 5.0) == 0
    assert stream.finished_at(5.0) == 5.0
    assert stream.started_at(5.0) is None


def test_an_end_that_comes_late_does_not_move_the_finish() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    stream.write(tone(240))
    speaker.play(blocks=10)
    stream.end()
    speaker.play()
    assert stream.finished_at(speaker.now) == pytest.approx(100.01)


def test_a_stream_that_sounded_to_its_end_was_not_halted() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    stream.write(tone(240))
    stream.end()
    speaker.play(blocks=2)
    playback.halt()
    assert not stream.halted
    unseen = playback.open()
    playback.open()
    assert unseen.halted


def test_what_is_written_after_a_halt_is_dropped() -> None:
    playback = Playback(RATE)
    speaker = Loudspeaker(playback)
    stream = playback.open()
    playback.halt()
    stream.write(tone(2400))
    speaker.play(blocks=3)
    assert stream.written == 0
    assert not speaker.all.any()
    assert playback.current is None
