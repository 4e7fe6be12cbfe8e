"""What the voices of the training say: bids for the floor, and backchannels that leave it to the other."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

_PHRASES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8")
)


def bids(language: str, dice: random.Random) -> list[str]:
    """Every way to begin an interruption in `language` (en, zh) once, in random order, each with an end of its own."""
    phrases = _PHRASES[language]
    space, stop = (" ", ".") if language == "en" else ("", "")
    found = [
        f"{start}{space}{dice.choice(phrases['ends'])}{stop}" for start in phrases["starts"] + phrases["disguised"]
    ]
    found += phrases["short"]
    dice.shuffle(found)
    return found


def backchannels(language: str, dice: random.Random) -> list[str]:
    """Every backchannel of `language` once, in random order."""
    phrases = _PHRASES[language]["backchannels"]
    return dice.sample(phrases, len(phrases))
