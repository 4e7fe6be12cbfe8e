"""Cutting a streamed answer into phrases: the first one early, the others whole sentences, later ones several.

The first phrase ends where a speaker would breathe, so that speech begins while the rest is still being thought of. Two
things pull at its length. Short: nothing sounds before its end was thought of (a letter costs 2 ms at 100 tokens a
second, 7 ms at 30) and spoken (20 ms and 35 ms for each second of sound by the local voice with both cores busy). Long:
the next phrase has to be ready when it is over, or there is a gap. `_affordable` weighs them.

A later phrase is a sentence, because a synthesizer gives better melody to whole ones. Models write several times faster
than people speak, so the more was said, the more sound waits to be heard; then short sentences are put together.

Every decision looks at the characters up to the one that just came, never at how they were grouped into tokens: the
same text always gives the same phrases, and the phrases joined are the text. A weight is about as many Latin letters,
of which 14 are said in a second; a Chinese character is a syllable and weighs 2.5.
"""

from __future__ import annotations

import re

from echoflow.synthesis.breaths import (
    CJK,
    binds,
    breath_before,
    han_breath_before,
    is_abbreviation,
)

FIRST_LEAST = 8
"""Weight of the shortest clause that is a first phrase, if it has two words: 0.6 s."""

FIRST_BREATH = 32
"""Weight (6 words, or 13 Chinese characters: 2.3 s) from which a first phrase without punctuation ends before a
conjunction, and"""

FIRST_PREPOSITION = 42
"""before a preposition, and"""

FIRST_LIMIT = 60
"""between any two words that can be parted, or"""

FIRST_HAN_LIMIT = 80
"""between any two Chinese characters, which may part a word, so it is rather too long than torn."""

CLAUSE_LIMIT = 120
"""Weight from which any sentence may be cut at a clause."""

SENTENCE_LIMIT = 240
"""Weight at which any sentence is cut between two words."""

_LEAST_SENTENCE = 2
"""Weight of the letters below which a sentence does not stand alone, like the "1." of a list."""

_GROUPED = ((300.0, 160.0), (100.0, 80.0))
"""(weight said before, least weight of a phrase from then on). Even a model that writes only twice as fast as people
speak, 7 tokens a second, has 3.5 s of sound in hand after the first 100, and writes the next 80 in 2.9 s."""

_SHELTERED = 90
"""Weight of the longest quotation, remark in brackets, link or code that is not cut."""

_CLOSING = r"""["'”’»)\]）】」』》*_`]*"""
_SENTENCE = re.compile(rf"(?<!\.)[.!?](?:[!?]*){_CLOSING}$")
_WIDE_SENTENCE = re.compile(rf"[。！？]{_CLOSING}$")
_CLAUSE = re.compile(rf"(?:[,;:…]|\.\.\.|\s-{{1,2}}|[—–]){_CLOSING}$")
_WIDE_CLAUSE = re.compile(rf"(?:[，、；：—]|……){_CLOSING}$")
_WIDE_END = re.compile(rf"[{CJK}。！？，、；：—…]{_CLOSING}$")
_GOES_ON = re.compile(r"""[\s"'”’»)\]）】」』》*_`.!?…—,;:，、；：。！？]""")
"""What still belongs to the punctuation before it."""

_OPENED = {"“": "”", "「": "」", "『": "』", "《": "》", "(": ")", "（": "）", "[": "]", "【": "】"}


class PhraseCutter:
    """Takes tokens, gives phrases. One per answer."""

    def __init__(self, *, first_early: bool = True) -> None:
        """With `first_early` false even the first phrase is a whole sentence, and each sentence is a phrase."""
        self._text = ""
        self._early = first_early
        self._grouping = first_early
        self._said = 0.0

    def feed(self, token: str) -> list[str]:
        """The phrases that `token` completes; usually none or one. White space after a phrase goes with either side."""
        phrases = []
        for character in token:
            length = self._phrase_length(character)
            self._text += character
            if length:
                phrase, self._text = self._text[:length], self._text[length:]
                phrases.append(phrase)
                self._said += _weight(phrase)
                self._early = False
        return phrases

    def flush(self) -> list[str]:
        """The answer is over: what is left, if anything."""
        rest, self._text = self._text, ""
        return [rest] if rest else []

    def _phrase_length(self, following: str) -> int:
        """How much of the text so far, and of `following`, is a phrase; 0 if it is none yet.

        A phrase takes a space that follows it along, but no other character.
        """
        if not (following.isspace() or _WIDE_END.search(self._text[-8:])):
            return 0  # Within a word, as most often.
        if self._ends_here(following):
            return len(self._text) + following.isspace()
        return self._breath(following) if self._early else 0

    def _ends_here(self, following: str) -> bool:
        text = self._text
        weight = _weight(text)
        if following == "\n":
            return _letters(text) >= _LEAST_SENTENCE and weight >= self._least
        at_space = following.isspace()
        at_wide = not _GOES_ON.match(following)
        if not (at_space or at_wide) or (at_space and is_abbreviation(text)):
            return False
        if (at_space and _SENTENCE.search(text)) or (at_wide and _WIDE_SENTENCE.search(text)):
            stands = _letters(text) >= _LEAST_SENTENCE and weight >= self._least
            return stands and not (self._early and _sheltered(text))
        if at_wide and text[-1:].isdigit() and following.isdigit():
            return False
        if (at_space and _CLAUSE.search(text)) or (at_wide and _WIDE_CLAUSE.search(text)):
            return weight >= self._clause_limit and not _in_number(text, following) and not self._keeps(text)
        limit = (FIRST_LIMIT if at_space else FIRST_HAN_LIMIT) if self._early else SENTENCE_LIMIT
        between_words = (at_space and not (self._early and binds(text))) or _between_wide(text, following)
        return weight >= limit and between_words and not self._keeps(text)

    def _breath(self, following: str) -> int:
        """Where a speaker would breathe though there is no punctuation; 0 if nowhere."""
        text = self._text
        if _weight(text) < FIRST_BREATH:
            return 0
        at, conjunction = 0, False
        if following.isspace():
            at, conjunction = breath_before(text)
        elif _between_wide(text, following):
            at, conjunction = han_breath_before(text, following)
        long_enough = _weight(text[:at]) >= (FIRST_BREATH if conjunction else FIRST_PREPOSITION)
        return at if long_enough and not _sheltered(text[:at]) else 0

    @property
    def _least(self) -> float:
        """The weight below which even a whole sentence is no phrase yet."""
        return next((least for said, least in _GROUPED if self._said >= said), 0.0) if self._grouping else 0.0

    @property
    def _clause_limit(self) -> float:
        """The weight from which a clause is a phrase."""
        if self._early:
            return FIRST_LEAST if _words(self._text) > 1 else CLAUSE_LIMIT
        return _affordable(self._said) if self._grouping else CLAUSE_LIMIT

    def _keeps(self, text: str) -> bool:
        return self._early and _sheltered(text)


def sentences(text: str) -> list[str]:
    """`text` in whole sentences (very long ones in clauses); joined, they are the text."""
    cutter = PhraseCutter(first_early=False)
    return cutter.feed(text) + cutter.flush()


def _affordable(said: float) -> float:
    """The weight that can be made while as much as `said` is spoken, without a gap.

    A letter is said in 70 ms, and made in 7 ms by an 8B model at 30 tokens a second, our slowest case with a graphics
    card; 0.3 s go to speaking it. Whatever comes before, half a sentence is worth waiting for.
    """
    return min(CLAUSE_LIMIT, max(30.0, 10 * said - 45))


def _sheltered(text: str) -> bool:
    """Whether `text` ends within a quotation, brackets, a link or code that will not be long."""
    start = _opened_at(text)
    return start is not None and _weight(text[start:]) <= _SHELTERED


def _opened_at(text: str) -> int | None:
    line = text.rfind("\n") + 1
    waiting: list[tuple[str, int]] = []
    for at in range(line, len(text)):
        character = text[at]
        if waiting and character == waiting[-1][0]:
            waiting.pop()
        elif character in _OPENED:
            waiting.append((_OPENED[character], at))
        elif character in '"`':
            waiting.append((character, at))
    return waiting[0][1] if waiting else None


def _in_number(text: str, following: str) -> bool:
    return following.isdigit() and text[-2:-1].isdigit()


def _between_wide(text: str, following: str) -> bool:
    return re.search(rf"[{CJK}]$", text) is not None and re.match(rf"[{CJK}]", following) is not None


def _words(text: str) -> int:
    """Words with a letter or digit; a Chinese character is half of one."""
    wide = len(re.findall(rf"[{CJK}]", text))
    return len(re.findall(rf"[^\W{CJK}]+(?:['’.,:-][^\W{CJK}]+)*", text)) + (wide + 1) // 2


def _weight(text: str) -> float:
    """About how many Latin letters take as long to say: a Chinese character is a syllable, as 2.5 letters are."""
    wide = len(re.findall(rf"[{CJK}]", text))
    return 2.5 * wide + len(text.strip()) - wide


def _letters(text: str) -> float:
    wide = len(re.findall(rf"[{CJK}]", text))
    return 2.5 * wide + sum(map(str.isalpha, text)) - wide
