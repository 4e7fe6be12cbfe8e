"""How fast the answers are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.conversation.responsiveness import Spread, percentile, slowest_stage, spread, typical_waits
from echoflow.conversation.timeline import Timeline, TurnStage


def turn(heard: float, taken: float, begun: float, audio: float, sounding: float) -> Timeline:
    offsets = {"transcribed": heard, "turn_taken": taken, "generation_started": begun, "first_phrase": audio}
    return Timeline.restored(offsets | {"first_audio": audio, "playback_started": sounding}, {})


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0, 1))
def test_percentiles_are_those_of_the_benchmarks(values: list[float], share: float) -> None:
    assert percentile(sorted(values), share) == pytest.approx(float(np.percentile(values, share * 100)), abs=1e-9)


def test_the_spread_of_what_is_known() -> None:
    assert spread([2.0, None, 0.0, 1.0, 3.0, 4.0]) == Spread(5, 2.0, 3.8)
    assert spread([None]) is None


@pytest.mark.parametrize(
    ("p50", "p95", "meets"), [(0.5, 0.8, True), (0.501, 0.8, False), (0.4, 0.801, False), (0.1, 0.1, True)]
)
def test_the_goals(p50: float, p95: float, meets: bool) -> None:
    assert Spread(20, p50, p95).meets_goals is meets


def test_the_slowest_stage_is_the_one_typically_waited_for() -> None:
    usual = turn(heard=0.1, taken=0.15, begun=0.1, audio=0.5, sounding=0.55)
    key_held_down = turn(heard=0.1, taken=9.0, begun=9.0, audio=9.3, sounding=9.35)
    turns = [usual, usual, key_held_down]

    assert slowest_stage(turns) == (TurnStage.THINKING, 0.4)
    assert typical_waits(turns)[TurnStage.WAITING] == 0.0


def test_without_an_answer_nothing_is_slow() -> None:
    assert slowest_stage([]) is None
    assert slowest_stage([Timeline.restored({"turn_taken": 0.3}, {})]) is None
