"""Partial transcripts come often enough to be useful and never take more than half of the time."""

from hypothesis import given
from hypothesis import strategies as st

from echoflow.recognition.pace import Pace

FRAME = 0.01


def test_the_first_is_due_after_a_word() -> None:
    pace = Pace()

    assert not pace.is_due(samples=6399, now=100.0)
    assert pace.is_due(samples=6400, now=100.0)


def test_the_next_needs_new_audio() -> None:
    pace = Pace()
    pace.begun(16000)
    pace.ended(now=1.1, seconds=0.1)

    assert not pace.is_due(samples=22399, now=1.3)
    assert pace.is_due(samples=22400, now=1.4)


def test_a_slow_decode_is_followed_by_as_long_a_rest() -> None:
    pace = Pace()
    pace.begun(16000)
    pace.ended(now=3.0, seconds=2.0)

    assert not pace.is_due(samples=80000, now=4.9)
    assert pace.is_due(samples=80000, now=5.0)


@given(st.lists(st.floats(min_value=0.01, max_value=3.0), min_size=1, max_size=20))
def test_at_most_half_of_the_time_is_spent_decoding(decodes: list[float]) -> None:
    pace = Pace()
    now = spent = 0.0
    for seconds in decodes:
        while not pace.is_due(round(now * 16000), now):
            now += FRAME
        pace.begun(round(now * 16000))
        now += seconds
        spent += seconds
        pace.ended(now, seconds)
    while not pace.is_due(round(now * 16000), now):
        now += FRAME

    assert spent <= now / 2 + FRAME
