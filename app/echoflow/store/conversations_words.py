"""How words are found in conversations, Chinese ones of any length as well as English ones and their beginnings.

A text becomes a row of tokens: a word where words are written apart, a character where they are not. SQLite's full-text
index, which would take a whole Chinese sentence for one word and whose trigrams find nothing shorter than three
characters, is given these; a Chinese word then is a phrase of one or more tokens, and is found as exactly as by
comparing characters. Case, width and accents make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from echoflow.store.conversations_record import Snippet

SNIPPET_COLUMNS = 84
"""How much of a text a snippet shows; a Chinese character takes two."""

_BEFORE_COLUMNS = 20
"""How much of that stands before the first hit."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts without spaces between words, and Hangul, whose words take endings."""

_SYMBOLS = "\u2190-\u2bff\U0001f000-\U0001faff"

_ALONE = f"[{_UNSPACED}{_SYMBOLS}]"
_LETTER = f"[^\\W_{_UNSPACED}]"
_WORD_BEGINS = f"(?<!{_LETTER})"
_WORD_ENDS = f"(?!{_LETTER})"
_BETWEEN = f"(?:(?!{_ALONE})[\\W_])*"
"""What may stand between two tokens of a phrase."""

_TOKEN = re.compile(f"{_ALONE}|{_LETTER}+")

_ACCENTS = re.compile("[\u0300-\u036f]")

Phrase: TypeAlias = tuple[str, ...]
"""Tokens that follow each other; the last may be the beginning of a word."""


class _Folding(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", chr(code)))
        folded = self[code] = unicodedata.normalize("NFKC", plain).casefold()
        return folded


_FOLDING = _Folding()


def indexed(text: str) -> str:
    """The tokens of `text` with spaces between them, for the index."""
    return " ".join(_TOKEN.findall(text.translate(_FOLDING)))


def phrases_of(query: str) -> tuple[Phrase, ...]:
    """What is looked for: each must be there, in any order. None if `query` has no word in it."""
    found = (tuple(_TOKEN.findall(part.translate(_FOLDING))) for part in query.split())
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))


def match_expression(phrases: tuple[Phrase, ...]) -> str:
    """The same for SQLite's FTS5; a word may go on."""
    terms = (f'"{" ".join(phrase)}"{"" if _stands_alone(phrase[-1]) else " *"}' for phrase in phrases)
    return " AND ".join(terms)


def marks(text: str, phrases: tuple[Phrase, ...]) -> tuple[tuple[int, int], ...]:
    """Where the phrases are in `text`, from the first on, none within another."""
    folded = text.translate(_FOLDING)
    found = {match.span() for phrase in phrases for match in _pattern(phrase).finditer(folded)}
    if len(folded) != len(text):
        # Some characters have become more or fewer than one.
        places = [place for place, character in enumerate(text) for _ in _FOLDING[ord(character)]]
        found = {(places[begin], places[end - 1] + 1) for begin, end in found}
    return tuple(_apart(sorted(found)))


@lru_cache(maxsize=64)
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    """What FTS5 finds for `phrase` in the tokens, found in the folded text."""
    *whole, last = phrase
    parts = [token if _stands_alone(token) else f"{_WORD_BEGINS}{token}{_WORD_ENDS}" for token in whole]
    parts.append(last if _stands_alone(last) else f"{_WORD_BEGINS}{last}{_LETTER}*")
    return re.compile(_BETWEEN.join(parts))


def snippet(text: str, phrases: tuple[Phrase, ...]) -> Snippet:
    """The part of `text` around the first hit; its beginning if there is none."""
    line = re.sub(r"\s", " ", text)
    hits = marks(line, phrases)
    first = _back(line, hits[0][0], _BEFORE_COLUMNS) if hits else 0
    last = _forth(line, first, SNIPPET_COLUMNS)
    before = "…" if first else ""
    after = "…" if last < len(line) else ""
    shift = len(before) - first
    inside = ((begin + shift, min(end, last) + shift) for begin, end in hits if begin < last)
    return Snippet(f"{before}{line[first:last]}{after}", tuple(inside))


def _stands_alone(token: str) -> bool:
    """It is a character of its own and not a word, which may have been typed in part."""
    return re.match(_ALONE, token) is not None


def _apart(found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    behind = 0
    for begin, end in found:
        if end > behind:
            yield max(begin, behind), end
            behind = end


def _width(character: str) -> int:
    return 2 if character > "\u2e7f" else 1


def _back(text: str, place: int, columns: int) -> int:
    """Where a text begins that shows `columns` before `place`, at the beginning of a word if there is one."""
    begin = place
    while begin and columns > 0:
        begin -= 1
        columns -= _width(text[begin])
    space = text.find(" ", begin, place) if begin else -1
    return begin if space < 0 else space + 1


def _forth(text: str, place: int, columns: int) -> int:
    while place < len(text) and columns > 0:
        columns -= _width(text[place])
        place += 1
    return place
