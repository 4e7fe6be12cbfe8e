"""What the cloud services charge, in the units their price lists use.

Engines count what they use in seconds, characters and tokens; people know prices per minute, per 1000 characters and
per million tokens. The defaults here are list prices; whoever pays others sets them in the table `[prices]` of the
settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from echoflow.text import tr


class Unit(Enum):
    """What a price is for; the value is how much an engine counts in it."""

    MINUTE = 60.0
    """Counted in seconds of audio."""
    THOUSAND_CHARACTERS = 1_000.0
    MILLION_TOKENS = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit of something costs.

    Attributes:
        dollars: for one unit.
        unit: what it is for.
    """

    dollars: float
    unit: Unit


DEFAULTS: Mapping[str, Price] = {
    "deepgram.nova-3": Price(0.0048, Unit.MINUTE),
    "deepgram.nova-3-multilingual": Price(0.0058, Unit.MINUTE),
    "deepgram.flux": Price(0.0065, Unit.MINUTE),
    "deepgram.flux-multilingual": Price(0.0078, Unit.MINUTE),
    "elevenlabs.characters": Price(0.05, Unit.THOUSAND_CHARACTERS),
    "openai.input_tokens": Price(1.25, Unit.MILLION_TOKENS),
    "openai.output_tokens": Price(10.0, Unit.MILLION_TOKENS),
}
"""By item, as engines report it: pay-as-you-go list prices in US dollars, from `SOURCES`. OpenAI's other models cost
from a twentieth to twice of that, so who takes another sets its price."""

SOURCES: Mapping[str, str] = {
    "deepgram": "deepgram.com/pricing, 2026-11",
    "elevenlabs": "Flash v2.5, elevenlabs.io/pricing/api, 2026-06",
    "openai": "GPT-5.1, list price of 2026-03",
}
"""Where the prices of an engine were read, and when."""


def price_list(changed: Mapping[str, float], *, own_server: bool = False) -> dict[str, float]:
    """Dollars per unit of every item: the defaults, and on top of them what the user has `changed`.

    With `own_server` the OpenAI-compatible service is reached at an address of the user's, such as Ollama on a home
    server, and costs nothing unless a price is set.
    """
    listed = {
        item: 0.0 if own_server and engine_of(item) == "openai" else price.dollars for item, price in DEFAULTS.items()
    }
    return listed | dict(changed)


def dollars(item: str, amount: float, prices: Mapping[str, float]) -> float:
    """What `amount` of `item` (seconds, characters, tokens) costs; nothing if it is not in `prices`."""
    if item not in prices or item not in DEFAULTS:
        return 0.0
    return amount / DEFAULTS[item].unit.value * prices[item]


def engine_of(item: str) -> str:
    """The engine that reports `item`, such as `deepgram`."""
    return item.partition(".")[0]


def amount_text(item: str, amount: float) -> str:
    """`amount` of `item` for people, such as "12.5 min"."""
    match DEFAULTS[item].unit if item in DEFAULTS else None:
        case Unit.MINUTE:
            return tr("{minutes} min", minutes=f"{amount / Unit.MINUTE.value:,.1f}")
        case Unit.THOUSAND_CHARACTERS:
            return tr("{count} characters", count=f"{amount:,.0f}")
        case Unit.MILLION_TOKENS:
            return tr("{count} tokens", count=f"{amount:,.0f}")
        case None:
            return f"{amount:,.0f}"


def price_text(item: str, price: float) -> str:
    """`price` of a unit of `item` for people, such as "$0.0065 a minute"."""
    match DEFAULTS[item].unit:
        case Unit.MINUTE:
            return tr("{price} a minute", price=dollars_text(price))
        case Unit.THOUSAND_CHARACTERS:
            return tr("{price} for 1,000 characters", price=dollars_text(price))
        case Unit.MILLION_TOKENS:
            return tr("{price} for a million tokens", price=dollars_text(price))


def dollars_text(amount: float) -> str:
    """`amount` of dollars for people: cents, and of small sums as much as it takes to see them."""
    if amount >= 1:
        return f"${amount:,.2f}"
    whole, _, places = f"{amount:.4f}".partition(".")
    return f"${whole}.{places.rstrip('0'):0<2}"
