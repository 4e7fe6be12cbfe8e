"""Estimated character timings."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.synthesis.timing import estimated_starts


@given(st.text(max_size=40), st.floats(0, 1), st.floats(0, 9))
def test_there_is_one_for_each_character_and_time_never_runs_back(text: str, start: float, length: float) -> None:
    starts = estimated_starts(text, text, start, start + length)

    assert len(starts) == len(text)
    assert all(earlier <= later for earlier, later in itertools.pairwise(starts))
    assert all(start <= second <= start + length + 1e-9 for second in starts)


def test_letters_share_the_time_evenly() -> None:
    assert estimated_starts("abcd", "abcd", 1.0, 3.0) == pytest.approx((1.0, 1.5, 2.0, 2.5))


def test_a_digit_takes_longer_than_a_letter() -> None:
    starts = estimated_starts("a7b", "a7b", 0.0, 6.0)

    assert starts[2] - starts[1] > 3 * (starts[1] - starts[0])


def test_what_is_not_spoken_takes_no_time() -> None:
    starts = estimated_starts("*a*b.😀", "ab.", 0.0, 2.0)

    assert starts == pytest.approx((0.0, 0.0, 1.0, 1.0, 2.0, 2.0))
