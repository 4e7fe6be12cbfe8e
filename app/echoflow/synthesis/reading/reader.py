"""From the text of an answer to the text a voice is given, and from each character of that back to the answer.

A model writes "**3,000 km** 😊"; a voice says "three thousand kilometers". What was heard, and what the screen shows,
is the model's own text, so every spoken character knows which written one it stands for, and words correspond to words.
Numbers are read for every voice alike: the local one and the fast models of the clouds do not know how in both
languages, those that do read words as well as digits, and a reply that goes over to another voice in its middle stays
the same text. It costs a few characters more where they are paid for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from echoflow.synthesis.reading.chinese import CHINESE
from echoflow.synthesis.reading.english import ENGLISH
from echoflow.synthesis.reading.expressions import PATTERNS
from echoflow.synthesis.reading.markdown import Markdown, Placed
from echoflow.synthesis.reading.pieces import Pieces

_REMARKS = {"en": "I have written the code down.", "zh": "代码我写下来了。"}
"""In place of a block of code; true with and without a screen."""

_CODE = re.compile(r"^[ \t]*(```+|~~~+).*?(?:^[ \t]*\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_LETTER = re.compile(r"[A-Za-zÀ-ɏ㐀-鿿豈-﫿]")
_SILENT = frozenset({"So", "Sk", "Cf", "Co", "Cs", "Cn", "Cc"})
_KEPT = frozenset("°©®™℃℉")
_CONTEXT = 40
"""Characters within which a word says in which language a number is read."""

_EMOJI_MARKS = frozenset("\ufe0e\ufe0f\u20e3")
_NO_SPACE_BEFORE = frozenset(",.!?;:，。！？；：、)]）】”")
_ASCII = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said of a phrase.

    Attributes:
        spoken: for the voice; empty if there is nothing to say.
        places: for each character of `spoken` the index of the written one it stands for; never decreasing.
    """

    spoken: str
    places: tuple[int, ...]


class Reader:
    """Reads one answer, phrase by phrase."""

    def __init__(self, language: str = "en") -> None:
        """`language` ("en" or "zh") is that of numbers before anything else was read."""
        self._language = language
        self._markdown = Markdown()

    def read(self, phrase: str) -> Reading:
        """How the next phrase is read."""
        if not self._markdown.in_code:
            self._language = _language_of(_CODE.sub("", phrase), self._language)
        placed = self._markdown.read(phrase, _REMARKS[self._language])
        placed = [(character.translate(_ASCII), at) for character, at in placed if character not in _EMOJI_MARKS]
        placed = _tidy(_worded(placed, self._language))
        if not any(character.isalnum() for character, _ in placed):
            return Reading("", ())
        return Reading("".join(character for character, _ in placed), tuple(at for _, at in placed))


def _language_of(text: str, otherwise: str) -> str:
    han, letters = len(_HAN.findall(text)), len(_LETTER.findall(text))
    return otherwise if not letters else "zh" if han * 4 > letters else "en"


def _worded(placed: Placed, language: str) -> Placed:
    """With words for all that is not read as it is written."""
    text = "".join(character for character, _ in placed)
    readings = _readings(text, language)
    worded: Placed = []
    done = 0
    for begin in sorted(readings):
        worded += placed[done:begin]
        done = begin
        for said, length in readings[begin]:
            places = [at for _, at in placed[done : done + length]]
            # Spread evenly over the characters they stand for.
            worded += [(character, places[index * length // len(said)]) for index, character in enumerate(said)]
            done += length
    return worded + placed[done:]


def _readings(text: str, language: str) -> Mapping[int, Pieces]:
    taken = bytearray(len(text))
    readings: dict[int, Pieces] = {}
    for name, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            begin, end = match.span()
            if any(taken[begin:end]):
                continue
            words = CHINESE if _language_at(text, begin, end, language) == "zh" else ENGLISH
            said = words[name](match) if name in words else None
            if said is None:
                continue
            readings[begin] = [(said, end - begin)] if isinstance(said, str) else said
            taken[begin:end] = b"\x01" * (end - begin)
    return readings


def _language_at(text: str, begin: int, end: int, otherwise: str) -> str:
    """That of the words within and on either side; Chinese if one of them is, for it takes foreign words in."""
    before, after = text[max(0, begin - _CONTEXT) : begin], text[end : end + _CONTEXT]
    left = next((character for character in reversed(before) if _LETTER.match(character)), "")
    right = _LETTER.search(after)
    around = left + (right.group() if right is not None else "")
    if _HAN.search(around) or _HAN.search(text, begin, end):
        return "zh"
    return "en" if len(around) == 2 else otherwise


def _is_spoken(character: str) -> bool:
    return character in _KEPT or unicodedata.category(character) not in _SILENT


def _tidy(placed: Placed) -> Placed:
    """With single spaces, none of them before a comma, and without emoji."""
    tidy: Placed = []
    gap: tuple[str, int] | None = None
    for (character, at), following in pairwise([*placed, (" ", -1)]):
        if character.isspace() or not _is_spoken(character):
            gap = ("\n" if character == "\n" or (gap is not None and gap[0] == "\n") else " ", at)
            continue
        if gap is not None and not (character in _NO_SPACE_BEFORE and not following[0].isalnum()):
            tidy.append(gap)
        gap = None
        tidy.append((character, at))
    return [*tidy, gap] if gap is not None else tidy
