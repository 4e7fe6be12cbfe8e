"""What was used becomes dollars by the price lists that people know."""

from __future__ import annotations

import pytest

from echoflow.store.prices import DEFAULTS, amount_text, dollars, dollars_text, engine_of, price_list


@pytest.mark.parametrize(
    ("item", "amount", "expected"),
    [
        ("deepgram.nova-3", 3_600.0, 0.288),
        ("deepgram.flux-multilingual", 60.0, 0.0078),
        ("elevenlabs.characters", 12_000.0, 0.6),
        ("openai.output_tokens", 100_000.0, 1.0),
    ],
)
def test_an_hour_a_text_and_an_answer_cost_what_the_lists_say(item: str, amount: float, expected: float) -> None:
    assert dollars(item, amount, price_list({})) == pytest.approx(expected)


def test_a_price_of_the_user_goes_before_the_list() -> None:
    prices = price_list({"elevenlabs.characters": 0.1})
    assert dollars("elevenlabs.characters", 1_000, prices) == pytest.approx(0.1)
    assert dollars("deepgram.nova-3", 60, prices) == pytest.approx(0.0048)


def test_a_server_of_the_users_own_costs_nothing_unless_they_say_so() -> None:
    assert dollars("openai.input_tokens", 1e6, price_list({}, own_server=True)) == 0
    assert dollars("deepgram.nova-3", 60, price_list({}, own_server=True)) > 0
    set_by_user = price_list({"openai.input_tokens": 0.2}, own_server=True)
    assert dollars("openai.input_tokens", 1e6, set_by_user) == pytest.approx(0.2)


def test_what_has_no_price_costs_nothing() -> None:
    assert dollars("deepgram.nova-9", 60, price_list({})) == 0
    assert dollars("deepgram.nova-9", 60, {"deepgram.nova-9": 5.0}) == 0


def test_every_item_belongs_to_an_engine() -> None:
    assert {engine_of(item) for item in DEFAULTS} == {"deepgram", "elevenlabs", "openai"}


@pytest.mark.parametrize(
    ("item", "amount", "expected"),
    [
        ("deepgram.nova-3", 90.0, "1.5 min"),
        ("elevenlabs.characters", 12_400.0, "12,400 characters"),
        ("openai.input_tokens", 1_500_000.0, "1,500,000 tokens"),
        ("deepgram.nova-9", 7.0, "7"),
    ],
)
def test_amounts_are_told_in_the_units_people_know(item: str, amount: float, expected: str) -> None:
    assert amount_text(item, amount) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (0.0, "$0.00"),
        (0.0003, "$0.0003"),
        (0.06, "$0.06"),
        (0.5, "$0.50"),
        (0.123456, "$0.1235"),
        (1.5, "$1.50"),
        (1234.5, "$1,234.50"),
    ],
)
def test_small_sums_can_be_seen(amount: float, expected: str) -> None:
    assert dollars_text(amount) == expected
