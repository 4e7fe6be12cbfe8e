"""How long a silence lasts until the turn is taken, in virtual time."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.conversation.endpointing import Endpointing, EndpointingOptions, PauseHabit

OPTIONS = EndpointingOptions()
WHOLE = ["What is the capital of France?", "Turn the light on.", "今天天气怎么样？", "明天会下雨吗"]
BROKEN_OFF = ["I was wondering whether", "Please remind me to", "Well, um", "我没去，因为", "我想去北京，然后"]

texts = st.one_of(st.none(), st.text(max_size=30), st.sampled_from(WHOLE + BROKEN_OFF))
probabilities = st.one_of(st.none(), st.floats(0, 1))
pauses = st.floats(0, 10)
habits = st.lists(pauses, max_size=60)


def after(*pauses: float) -> Endpointing:
    endpointing = Endpointing()
    for pause in pauses:
        endpointing.went_on(pause)
    return endpointing


@pytest.mark.parametrize("text", WHOLE)
def test_a_finished_sentence_does_not_wait(text: str) -> None:
    assert Endpointing().delay(text, 0.98) < 0.45
    assert Endpointing().delay(text, 0.995) == OPTIONS.shortest


@pytest.mark.parametrize("text", [*WHOLE, *BROKEN_OFF, None])
@pytest.mark.parametrize("completeness", [0.0, 0.1, 0.5])
def test_a_pause_where_more_was_to_be_heard_does_not_lose_the_turn(text: str | None, completeness: float) -> None:
    assert Endpointing().delay(text, completeness) > 1.2 + 0.122


@pytest.mark.parametrize("text", BROKEN_OFF)
@pytest.mark.parametrize("completeness", [0.5, 0.9, 0.98])
def test_words_that_break_off_are_believed_more_than_their_sound(text: str, completeness: float) -> None:
    assert Endpointing().delay(text, completeness) > 1.2 + 0.122


@pytest.mark.parametrize("text", BROKEN_OFF)
def test_words_alone_keep_the_turn_in_the_middle_of_a_sentence(text: str) -> None:
    assert Endpointing().delay(text, None) > 1.2 + 0.122


@pytest.mark.parametrize("text", WHOLE)
def test_words_alone_let_a_sentence_end_within_the_pause_between_two(text: str) -> None:
    assert 0.5 < Endpointing().delay(text, None) < 0.9


@given(habits, texts, probabilities)
def test_somebody_who_stops_is_answered_at_last_and_never_before_the_shortest_silence(
    learned: list[float], text: str | None, completeness: float | None
) -> None:
    assert OPTIONS.shortest <= after(*learned).delay(text, completeness) <= OPTIONS.longest


@given(habits, texts, st.floats(0, 1), st.floats(0, 1))
def test_what_sounds_more_complete_never_waits_longer(
    learned: list[float], text: str | None, one: float, other: float
) -> None:
    endpointing = after(*learned)

    assert endpointing.delay(text, max(one, other)) <= endpointing.delay(text, min(one, other))


@given(habits, probabilities, st.sampled_from(WHOLE), st.sampled_from(BROKEN_OFF))
def test_words_that_break_off_never_wait_less(
    learned: list[float], completeness: float | None, whole: str, broken_off: str
) -> None:
    endpointing = after(*learned)

    assert endpointing.delay(broken_off, completeness) >= endpointing.delay(whole, completeness)


@given(habits, pauses, texts, probabilities)
def test_a_pause_that_was_longer_than_the_delay_never_makes_the_user_wait_for_less(
    learned: list[float], pause: float, text: str | None, completeness: float | None
) -> None:
    endpointing = after(*learned)
    before = endpointing.delay(None, None)

    endpointing.went_on(pause)

    if before < pause < 4:
        assert endpointing.delay(None, None) >= before


def test_one_user_takes_their_time_and_another_does_not() -> None:
    chance = random.Random(1)
    slow = after(*(chance.lognormvariate(math.log(0.9), 0.6) for _ in range(100)))
    quick = after(*(chance.lognormvariate(math.log(0.3), 0.4) for _ in range(100)))

    assert slow.delay("I think so.", None) > 1.3 * Endpointing().delay("I think so.", None)
    assert quick.delay("I think so.", None) < 0.9 * Endpointing().delay("I think so.", None)
    assert quick.delay("I think", 0.1) > 1.2 + 0.122


@pytest.mark.parametrize("median", [0.45, 0.6, 0.9])
def test_the_habit_that_is_learned_is_the_one_there_is(median: float) -> None:
    chance = random.Random(7)
    habit = after(*(chance.lognormvariate(math.log(median), 0.6) for _ in range(300))).habit

    assert habit.median == pytest.approx(median, rel=0.3)
    assert habit.spread == pytest.approx(0.6, abs=0.12)
    share_longer = sum(chance.lognormvariate(math.log(median), 0.6) > habit.quantile(0.9) for _ in range(2000)) / 2000
    assert share_longer == pytest.approx(0.1, abs=0.07)


def test_a_habit_can_change_back() -> None:
    endpointing = after(*[0.4, 0.5, 0.6] * 50)
    before = endpointing.habit.median

    for _ in range(50):
        endpointing.went_on(1.2)
    slowed_down = endpointing.habit.median
    for _ in range(70):
        for pause in (0.4, 0.5, 0.6):
            endpointing.went_on(pause)

    assert slowed_down > 1.4 * before
    assert endpointing.habit.median == pytest.approx(before, rel=0.05)


def test_who_never_pauses_is_answered_sooner_until_they_do() -> None:
    usual, straight = Endpointing(), Endpointing()
    for _ in range(10):
        straight.stopped()
    sooner = straight.delay("It is about time.", 0.9)
    assert sooner < usual.delay("It is about time.", 0.9)
    for _ in range(5):
        straight.went_on(0.6)
    assert straight.delay("It is about time.", 0.9) > sooner


def test_a_sentence_that_breaks_off_is_waited_for_whoever_speaks() -> None:
    straight = Endpointing()
    for _ in range(100):
        straight.stopped()
    assert straight.delay("I was wondering whether", 0.9) > 1.0


@pytest.mark.parametrize("pause", [0.0, -1.0, 0.05, 4.1, 3600.0, math.nan, math.inf])
def test_what_is_no_pause_teaches_nothing(pause: float) -> None:
    assert after(pause).habit == PauseHabit()


@given(habits)
def test_a_habit_can_be_stored(learned: list[float]) -> None:
    habit = after(*learned).habit

    assert PauseHabit.from_dict(habit.to_dict()) == habit
