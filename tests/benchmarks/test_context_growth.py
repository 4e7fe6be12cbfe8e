"""The benchmark of long conversations: its own arithmetic, and a few turns with the real model."""

from __future__ import annotations

import asyncio
import json
import xml.etree.ElementTree as ET
from dataclasses import asdict
from pathlib import Path

import pytest
from context_growth import Growth, conversation_table, draw, growth_table
from long_conversation import FACTS, Conversation, Turn, converse, words_of

from echoflow.store.model_library import default_model

HELD = Conversation(
    [Turn(100.0, 50, min(number + 1, 10), number > 15, 100.0, 200.0) for number in range(19)]
    + [Turn(180.0, 900, 10, True, 104.0, 230.0)],
    compactions=1,
)


def test_the_slowest_turn_is_compared_with_the_first_ten() -> None:
    assert (HELD.slowest, HELD.slowest_ratio()) == (19, 1.8)
    assert HELD.slowest_ratio(100.0) == 1.4
    assert HELD.growth("app_mb") == pytest.approx(0.04)
    assert HELD.growth("model_mb") == pytest.approx(0.15)


def test_a_lost_fact_is_seen() -> None:
    assert "at least 10 of 10" in conversation_table(HELD)
    lost = Conversation([*HELD.turns[:-1], Turn(100.0, 900, 9, True, 100.0, 200.0)])
    assert "at least 9 of 10" in conversation_table(lost)


def test_the_figures_are_told_and_drawn(tmp_path: Path) -> None:
    growths = [Growth(100, [50.0, 60.0, 70.0], [400.0]), Growth(3000, [90.0], [8000.0])]
    assert "From the words being known: 3000 tokens take 1.50 times as long as 100; plain 20.0" in growth_table(growths)
    draw(growths, HELD, tmp_path / "growth.svg")
    assert ET.parse(tmp_path / "growth.svg").getroot().tag.endswith("svg")
    assert json.dumps([asdict(growths[0]), asdict(HELD)])


def test_every_fact_is_told_in_the_first_ten_turns() -> None:
    assert all(word in words_of(number) for number, (_, word) in enumerate(FACTS))
    later = " ".join(words_of(number) for number in range(10, 200))
    assert not any(word in later for _, word in FACTS)


def test_a_few_turns_with_the_real_model() -> None:
    held = asyncio.run(converse(default_model(), 3, show=False))

    assert [turn.facts for turn in held.turns] == [1, 2, 3]
    assert all(turn.first_token_ms > 0 for turn in held.turns)
    assert held.turns[0].prompt_tokens < held.turns[2].prompt_tokens < 300
    assert all(turn.app_mb > 10 < turn.model_mb for turn in held.turns)
