"""Partial transcripts come often enough to be useful, at once in a pause, and never take more than their share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from echoflow.recognition.pace import MIN_NEW_SOUND_SECONDS, PAUSE_SECONDS, SHARE, Pace, is_pause

FRAME = 0.01
PAUSE = round(PAUSE_SECONDS * 16000)
NEW_SOUND = round(MIN_NEW_SOUND_SECONDS * 16000)


def is_due_in_speech(pace: Pace, samples: int, now: float) -> bool:
    return pace.is_due(samples, samples, now)


def test_the_first_is_due_after_a_word() -> None:
    pace = Pace()

    assert not is_due_in_speech(pace, 6399, now=100.0)
    assert is_due_in_speech(pace, 6400, now=100.0)


def test_the_next_needs_new_audio() -> None:
    pace = Pace()
    pace.begun(16000)
    pace.ended(now=1.1, seconds=0.1)

    assert not is_due_in_speech(pace, 22399, now=1.3)
    assert is_due_in_speech(pace, 22400, now=1.4)


def test_a_slow_one_is_followed_by_a_rest_twice_as_long() -> None:
    pace = Pace()
    pace.begun(16000)
    pace.ended(now=3.0, seconds=2.0)

    assert not is_due_in_speech(pace, 120000, now=6.9)
    assert is_due_in_speech(pace, 120000, now=7.0)


def test_a_pause_is_looked_at_in_spite_of_the_rest() -> None:
    pace = Pace()
    pace.begun(16000)
    pace.ended(now=1.1, seconds=5.0)

    assert not pace.is_due(16160 + PAUSE - 1, sound_end=16160, now=1.2)
    assert pace.is_due(16160 + PAUSE, sound_end=16160, now=1.2)


def test_a_pause_is_looked_at_once() -> None:
    pace = Pace()
    pace.begun(20000 + PAUSE, pause=True)
    pace.ended(now=1.5, seconds=0.1)

    assert not pace.is_due(48000, sound_end=20000, now=3.0)


def test_a_pause_that_was_heard_by_chance_is_not_looked_at_again() -> None:
    pace = Pace()
    pace.begun(20000 + 160)

    assert not pace.is_due(20000 + PAUSE, sound_end=20000, now=3.0)


def test_of_quick_pauses_some_are_left_out() -> None:
    pace = Pace()
    pace.begun(20000, pause=True)
    pace.ended(now=1.5, seconds=0.1)

    assert not pace.is_due(20000 + NEW_SOUND - 1 + PAUSE, sound_end=20000 + NEW_SOUND - 1, now=1.6)
    assert pace.is_due(20000 + NEW_SOUND + PAUSE, sound_end=20000 + NEW_SOUND, now=1.6)


def test_silence_is_not_looked_at() -> None:
    assert not Pace().is_due(160000, sound_end=0, now=10.0)


def test_the_closure_of_a_consonant_is_no_pause() -> None:
    assert not is_pause(samples=16000 + 480, sound_end=16000)
    assert is_pause(samples=16000 + 800, sound_end=16000)


@given(st.lists(st.floats(min_value=0.01, max_value=3.0), min_size=1, max_size=20))
def test_while_somebody_speaks_it_takes_its_share_at_most(looks: list[float]) -> None:
    pace = Pace()
    now = spent = 0.0
    for seconds in looks:
        while not is_due_in_speech(pace, round(now * 16000), now):
            now += FRAME
        pace.begun(round(now * 16000))
        now += seconds
        spent += seconds
        pace.ended(now, seconds)
    while not is_due_in_speech(pace, round(now * 16000), now):
        now += FRAME

    assert spent <= now * SHARE + FRAME
