"""When each character of a text is heard, for engines that do not say."""

from __future__ import annotations

import itertools
import unicodedata

LETTER_SECONDS = 0.07
"""How long a letter takes in speech of about 14 letters a second."""

_LETTER = 1.0
_SPACE = 0.4
_DIGIT = 4.0
"""A digit is a word: "7" takes as long as four letters."""

_SYLLABLE = 2.5
"""A character of a script that writes syllables."""

_CLAUSE_PAUSE = 2.5
"""In letters of about 70 ms: what is left of a comma's pause once it is shortened to 200 ms."""


def estimated_starts(text: str, spoken: str, voice_from: float, voice_to: float) -> tuple[float, ...]:
    """The second at which each character of `text` begins, by sharing out the time of the voice by weight.

    A letter weighs 1, a digit 4, a space 0.4, a comma, semicolon, colon or dash between words 2.5; other punctuation,
    and what the voice leaves out, nothing.

    Args:
        text: what is shown.
        spoken: what the voice is given to say; characters that do not occur in it take no time.
        voice_from: the second at which the voice begins.
        voice_to: the second at which it ends.

    """
    said = frozenset(spoken)
    last_word = max((at for at, character in enumerate(text) if character.isalnum()), default=-1)
    weights = [weight(character) if character in said and at <= last_word else 0.0 for at, character in enumerate(text)]
    total = sum(weights)
    if not total:
        return (voice_from,) * len(text)
    second = (voice_to - voice_from) / total
    before = itertools.accumulate(weights[:-1], initial=0.0)
    return tuple(voice_from + letters * second for letters in before)


def weight(character: str) -> float:
    """How long `character` takes, in letters."""
    if character.isdigit():
        return _DIGIT
    if character.isalpha():
        return _SYLLABLE if unicodedata.category(character) == "Lo" else _LETTER
    if character.isspace():
        return _SPACE
    return _CLAUSE_PAUSE if character in ",;:—–" else 0.0
