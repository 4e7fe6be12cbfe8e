"""What the window of costs shows: plain figures, and the words made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from echoflow.store.prices import dollars_text
from echoflow.store.usage import Budget
from echoflow.text import listed, tr, user_language
from echoflow.ui.engine_names import engine_title

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class PriceLine:
    """A price in use.

    Attributes:
        engine: whose it is.
        item: what it is for, as the settings call it.
        price: for people, with its unit.
        source: where it is from.
    """

    engine: str
    item: str
    price: str
    source: str


@dataclass(frozen=True, slots=True)
class CostFigures:
    """What was spent, in dollars.

    Attributes:
        days: by day and engine, the oldest first and today last.
        today: so far.
        month: so far.
        engines: of this month, by engine.
        amounts: what that was for, by engine, such as "12.5 min".
        forecast: of this month at its end.
        budget: of a month; 0 for none.
        minute: of conversation, by engine; empty if everything is done on this computer.
        prices: in use.
    """

    days: Mapping[date, Mapping[str, float]] = field(default_factory=dict)
    today: float = 0.0
    month: float = 0.0
    engines: Mapping[str, float] = field(default_factory=dict)
    amounts: Mapping[str, str] = field(default_factory=dict)
    forecast: float = 0.0
    budget: float = 0.0
    minute: Mapping[str, float] = field(default_factory=dict)
    prices: tuple[PriceLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing was spent in all these days."""
        return not any(cost for day in self.days.values() for cost in day.values())

    @property
    def dearest_first(self) -> list[tuple[str, float]]:
        """Engines of this month with what they cost."""
        return sorted(self.engines.items(), key=lambda item: -item[1])

    def budget_note(self) -> tuple[str, str]:
        """How it stands with the budget, and the tone to say it in."""
        budget = Budget(self.budget)
        if budget.exhausted(self.month):
            return tr("The budget is spent: until next month EchoFlow works on this computer alone."), "bad"
        if budget.nearly(self.month):
            return (
                tr("Most of the budget is spent; when all of it is, EchoFlow works on this computer alone."),
                "warning",
            )
        end = dollars_text(self.forecast)
        if not self.budget:
            return tr("At the pace of the last week this month will cost about {dollars}.", dollars=end), "secondary"
        if self.forecast > self.budget:
            sentence = tr(
                "At the pace of the last week this month would cost about {dollars}, more than the budget.", dollars=end
            )
            return sentence, "warning"
        sentence = tr(
            "At the pace of the last week this month will cost about {dollars}, within the budget.", dollars=end
        )
        return sentence, "good"


def day_text(day: date) -> str:
    """Such as "21 Nov"."""
    return f"{day.month}月{day.day}日" if user_language() == "zh" else f"{day.day} {_MONTHS[day.month - 1]}"


def day_words(day: date, engines: Mapping[str, float]) -> str:
    """What one day cost, in all and by engine."""
    whole = dollars_text(sum(engines.values()))
    parts = listed(f"{engine_title(engine)} {dollars_text(cost)}" for engine, cost in engines.items() if cost)
    if not parts:
        return tr("{day}: {dollars}", day=day_text(day), dollars=whole)
    return tr("{day}: {dollars} ({parts})", day=day_text(day), dollars=whole, parts=parts)
