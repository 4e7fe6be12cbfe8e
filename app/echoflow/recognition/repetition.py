"""Whisper's loops: recognising them, and taking them out.

An autoregressive decoder now and then falls into saying the same thing again until it runs out of room. People repeat
themselves too ("no, no, no"), so a repetition alone is no proof: it has to be quicker than anyone speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[㐀-鿿぀-ヿ가-힯]|[^\W_]+(?:['’][^\W_]+)*")
"""A word, or one character of a script written without spaces."""

WORDS_PER_SECOND = 4.0
"""Above this a repetition is not believed. Lively English conversation runs at about 3 words per second."""

_SENTENCE_WORDS = 3
"""From this length two rounds count as a repetition; for less it takes three."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """The end of a text that says the same thing again and again.

    Attributes:
        rounds: how often it is said.
        once: the text with only its first round.

    """

    rounds: int
    once: str


def repetition(text: str) -> Repetition | None:
    """The repetition that `text` ends in, case and punctuation aside; a last round may be incomplete."""
    found = list(_WORD.finditer(text))
    words = [match.group().casefold() for match in found]
    for length in range(1, len(words) // 2 + 1):
        period = _periodic_tail(words, length)
        rounds = period // length
        if rounds >= (2 if length >= _SENTENCE_WORDS else 3):
            first_end = len(words) - period + length
            return Repetition(rounds, text[: found[first_end].start()].strip())
    return None


def _periodic_tail(words: list[str], length: int) -> int:
    """How many words at the end each equal the one `length` before them, the first round included."""
    same = 0
    while same < len(words) - length and words[-1 - same] == words[-1 - same - length]:
        same += 1
    return same + length


def is_loop(text: str, seconds: float) -> bool:
    """Whether `text`, understood from `seconds` of audio, repeats itself faster than people speak."""
    return len(_WORD.findall(text)) > WORDS_PER_SECOND * seconds and repetition(text) is not None


def says_nothing(text: str) -> bool:
    """Whether `text` has no word in it: punctuation, or only a caption such as `[BLANK_AUDIO]` or `(music)`."""
    return _WORD.search(re.sub(r"\[[^\]]*\]|\([^)]*\)|（[^）]*）|♪[^♪]*♪?", " ", text)) is None
