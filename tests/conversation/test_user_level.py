"""How loud the user usually is, and who is not the user."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.conversation.user_level import UserLevel

levels = st.floats(-80, 0)


def after(*turns: float) -> UserLevel:
    user = UserLevel()
    for turn in turns:
        user.learn(turn)
    return user


def test_nobody_is_background_before_the_user_was_heard() -> None:
    assert not UserLevel().is_background(-90)
    assert UserLevel().level_db is None


def test_a_television_across_the_room_is_background() -> None:
    user = after(-27, -25, -29, -26)
    assert user.is_background(-40)
    assert not user.is_background(-33)


def test_after_a_single_turn_only_a_much_quieter_voice_is() -> None:
    assert not after(-26).is_background(-38)
    assert after(-26).is_background(-41)


@pytest.mark.parametrize("outlier", [-60.0, 0.0])
def test_one_outlier_changes_nothing(outlier: float) -> None:
    user = after(-26, -26, -26, outlier)
    assert user.level_db == -26


def test_a_user_who_moved_away_is_known_again_after_a_few_turns() -> None:
    user = after(*[-26] * 20)
    assert user.is_background(-40)
    for _ in range(5):
        user.learn(-40)
    assert not user.is_background(-40)


@pytest.mark.parametrize("nothing", [math.nan, -math.inf, math.inf])
def test_what_is_no_level_teaches_nothing(nothing: float) -> None:
    assert after(nothing).level_db is None


@given(st.lists(levels, min_size=1, max_size=30))
def test_the_level_lies_within_what_was_heard_and_its_own_level_is_never_background(turns: list[float]) -> None:
    user = after(*turns)
    level = user.level_db
    assert level is not None
    assert min(turns) - 1e-9 <= level <= max(turns) + 1e-9
    assert not user.is_background(level)


@given(st.lists(levels, max_size=10), levels, levels)
def test_whoever_is_louder_than_somebody_who_counts_counts_too(turns: list[float], one: float, other: float) -> None:
    user = after(*turns)
    assert user.is_background(min(one, other)) >= user.is_background(max(one, other))
