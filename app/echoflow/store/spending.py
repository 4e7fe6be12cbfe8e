"""What talking will cost: the month at the pace of the last days, and a minute of conversation. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from echoflow.store.prices import dollars

PACE_DAYS = 7
"""A week has everything in it that a user does, weekends too."""

_SECONDS_OF_DAY = 86_400.0

SPEAKING_SHARE = 0.5
"""Of a conversation, the user's part; the other is EchoFlow's."""

CHARACTERS_PER_SECOND = 15.0
"""Spoken English: 150 words a minute, as audiobooks are read, of six characters each with the space."""

TURNS_PER_MINUTE = 4.0
TOKENS_READ = 900.0
"""By the language model in each turn: the instruction and some turns before it."""

TOKENS_WRITTEN = 60.0
"""In each turn: what is said in half of a quarter of a minute, at four characters a token, and a little over."""


def forecast(days: Mapping[date, float], now: datetime) -> float:
    """Dollars the month of `now` will have cost at its end, if it goes on as in the last seven days.

    Args:
        days: dollars by day, at least those of this month so far; who began less than a week ago is judged by the days
            since then.
        now: in the user's time.
    """
    today = now.date()
    month = sum(cost for day, cost in days.items() if (day.year, day.month) == (today.year, today.month))
    recent = {day: cost for day, cost in days.items() if timedelta(0) <= today - day < timedelta(days=PACE_DAYS)}
    used = [day for day, cost in days.items() if cost > 0 and day <= today]
    if not used:
        return month
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    of_today = (now - midnight).total_seconds() / _SECONDS_OF_DAY
    since = min(PACE_DAYS - 1, (today - min(used)).days)
    # One hour of the first day says nothing of a whole one; it counts as a day then.
    pace = sum(recent.values()) / max(1.0, since + of_today)
    left = calendar.monthrange(today.year, today.month)[1] - today.day + 1 - of_today
    return month + pace * left


def conversation_minute(items: Collection[str], prices: Mapping[str, float]) -> dict[str, float]:
    """Dollars by engine that a minute costs in which both speak half of the time.

    Args:
        items: what is used, as engines count it; `deepgram.` one model only.
        prices: dollars per unit by item.
    """
    user_seconds = 60.0 * SPEAKING_SHARE
    amounts = {
        "elevenlabs.characters": (60.0 - user_seconds) * CHARACTERS_PER_SECOND,
        "openai.input_tokens": TURNS_PER_MINUTE * TOKENS_READ,
        "openai.output_tokens": TURNS_PER_MINUTE * TOKENS_WRITTEN,
    }
    minute: dict[str, float] = {}
    for item in items:
        engine = item.partition(".")[0]
        minute[engine] = minute.get(engine, 0.0) + dollars(item, amounts.get(item, user_seconds), prices)
    return minute
