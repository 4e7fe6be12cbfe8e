"""What the month comes to, and what a minute costs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from echoflow.store.prices import price_list
from echoflow.store.spending import conversation_minute, forecast

NOON = datetime(2026, 11, 20, 12, 0)


def days(*dollars: float) -> dict[date, float]:
    """What the last days cost, today last."""
    return {NOON.date() - timedelta(days=back): cost for back, cost in enumerate(reversed(dollars))}


def test_nothing_spent_comes_to_nothing() -> None:
    assert forecast(days(0.0, 0.0), NOON) == 0.0
    assert forecast({}, NOON) == 0.0


def test_it_goes_on_as_in_the_last_week() -> None:
    # Twenty days at a dollar, half of it today so far: ten and a half days are left.
    spent = days(*[1.0] * 19, 0.5)
    assert forecast(spent, NOON) == pytest.approx(19.5 + 10.5)


def test_what_was_before_the_last_week_says_nothing_of_what_comes() -> None:
    assert forecast(days(*[9.0] * 12, *[0.0] * 7), NOON) == pytest.approx(108.0)


def test_who_has_just_begun_is_judged_by_the_days_since() -> None:
    assert forecast(days(*[0.0] * 6, 2.0, 1.0), NOON) == pytest.approx(3.0 + 2.0 * 10.5)
    # Of the first day half is over, but what was tried on it is not done twice.
    assert forecast(days(1.0), NOON) == pytest.approx(1.0 + 1.0 * 10.5)


def test_the_month_before_does_not_count_for_this_one() -> None:
    first = datetime(2026, 12, 1, 0, 0)
    spent = {first.date() - timedelta(days=back): 1.0 for back in range(1, 8)}
    assert forecast(spent, first) == pytest.approx(31 * 6 / 6)


def test_on_the_last_evening_nothing_is_left() -> None:
    evening = datetime(2026, 11, 30, 23, 59, 59)
    assert forecast({evening.date(): 1.0}, evening) == pytest.approx(1.0, abs=0.001)


def test_a_minute_costs_what_each_service_does_in_its_half() -> None:
    prices = price_list({})
    minute = conversation_minute(["deepgram.flux", "elevenlabs.characters"], prices)
    assert minute == {"deepgram": pytest.approx(0.00325), "elevenlabs": pytest.approx(0.0225)}
    thinking = conversation_minute(["openai.input_tokens", "openai.output_tokens"], prices)
    assert thinking == {"openai": pytest.approx(3600 * 1.25e-6 + 240 * 10e-6)}
    assert conversation_minute([], prices) == {}
