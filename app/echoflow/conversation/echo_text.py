"""Our own words coming back through the microphone, told from somebody else's by the words alone.

Residual echo reaches the recognizer quiet and torn, so it comes back misheard in places; what is left still runs along
what we say, in order and without large gaps. A person who uses some of our words does not do that for long. The two
are told apart by local alignment (Smith & Waterman 1981): the stretch of what was heard that best follows what is
spoken, with misheard words forgiven and every extra or missing word counted against it.

Measured on the local voice, torn by gaps and with noise 6 to 14 dB below it, as the local recognizer writes it: 16 of
28 stretches of 0.8 to 3.5 s are known for ours (the others have hardly a word right); with 15 % of the characters of
Chinese stretches replaced, 28 of 40. Of 40 questions about what is being said, written after the rules were fixed, 39
were not mistaken for it ("what makes it bitter" over "water makes it bitter" was; question words must match exactly
since then).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from echoflow.conversation.phrases import QUESTION_WORDS
from echoflow.conversation.wording import Words, is_chinese, words_of

_ALIKE = 0.6
"""Share of letters in common from which a word passes for another one misheard ("capitol" for "capital": 0.86; "eyeful"
for "Eiffel": 0.55, which is too far)."""

_RATHER_ALIKE = 0.4
"""The same at the edge of a long match, where the neighbours already say whose words they are."""

_OTHER = -0.5
"""A word that does not match, is extra or is missing. Two matches outweigh three misses, hence about 60 % of a stretch
has to match: recognizers get more than that right in residual echo they understand at all."""

_INSERTED = 2
"""Words more than there is room for."""

_NUMBER = "#"
_DIGITS = re.compile(r"\d+(st|nd|rd|th|s)?")
_NUMERALS = frozenset(
    words_of(
        "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
        "billion point 零〇一二三四五六七八九十百千万亿两点"
    )
)


@dataclass(frozen=True, slots=True)
class Echo:
    """How what was heard follows what is spoken. Weights: a word is 1, a Chinese character half a word.

    Attributes:
        weight: of the words heard that follow it.
        exact: they follow it letter by letter with nothing extra and nothing left out.
        before: the words heard before the stretch that follows.
        between: the runs of words within it that do not belong there.
        inserted: those of them that are too long to be our words misheard: somebody spoke there.
        after: the words heard after it.
        edges_misheard: whether `before` and `after` can be the neighbouring spoken words misheard.
    """

    weight: float
    exact: bool
    before: Words
    between: tuple[Words, ...]
    inserted: Words
    after: Words
    edges_misheard: bool


def weight_of(words: Sequence[str]) -> float:
    """How much the words say: a Chinese character is about half a word."""
    return sum(map(_weight, words))


def find_echo(heard: Words, spoken: Words) -> Echo:
    """The stretch of `heard` that best follows `spoken`; both as from `words_of`."""
    source, own = _with_numbers(heard)
    _, ours = _with_numbers(spoken)
    pairs = _align(own, ours)
    if not pairs:
        return Echo(0.0, False, (), (), (), heard, False)
    first, last = pairs[0], pairs[-1]
    end = last.heard + 1

    def original(start: int, stop: int) -> Words:
        return heard[source[start] : source[stop]]

    gaps = [(original(a.heard + 1, b.heard), ours[a.spoken + 1 : b.spoken]) for a, b in itertools.pairwise(pairs)]
    return Echo(
        weight=weight_of([own[pair.heard] for pair in pairs]),
        exact=not any(extra or missing for extra, missing in gaps) and all(pair.equal for pair in pairs),
        before=original(0, first.heard),
        between=tuple(extra for extra, _ in gaps if extra),
        inserted=tuple(
            word for extra, missing in gaps if weight_of(extra) - weight_of(missing) >= _INSERTED for word in extra
        ),
        after=original(end, len(own)),
        edges_misheard=_could_be(own[: first.heard], ours[: first.spoken][::-1])
        and _could_be(own[end:], ours[last.spoken + 1 :]),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    heard: int
    spoken: int
    equal: bool


def _align(heard: Words, spoken: Words) -> list[_Pair]:
    """The pairs of words that match in the best local alignment, in order."""
    extra = [_OTHER * _weight(word) for word in heard]
    missing = [_OTHER * _weight(word) for word in spoken]
    scores = [[0.0] * (len(spoken) + 1) for _ in range(len(heard) + 1)]
    moves: dict[tuple[int, int], tuple[int, int, bool]] = {}
    best, at = 0.0, (0, 0)
    for i, word in enumerate(heard, start=1):
        above, row = scores[i - 1], scores[i]
        for j, own in enumerate(spoken, start=1):
            gain = _gain(word, own)
            score, move = above[j - 1] + (gain or min(extra[i - 1], missing[j - 1])), (1, 1, gain > 0)
            if above[j] + extra[i - 1] > score:
                score, move = above[j] + extra[i - 1], (1, 0, False)
            if row[j - 1] + missing[j - 1] > score:
                score, move = row[j - 1] + missing[j - 1], (0, 1, False)
            if score <= 0:
                continue
            row[j] = score
            moves[i, j] = move
            if score > best:
                best, at = score, (i, j)
    pairs: list[_Pair] = []
    while at in moves:
        rows, columns, is_match = moves[at]
        at = (at[0] - rows, at[1] - columns)
        if is_match:
            pairs.append(_Pair(at[0], at[1], heard[at[0]] == spoken[at[1]]))
    return pairs[::-1]


def _gain(heard: str, spoken: str) -> float:
    """What a match is worth; 0 if it is none. Words that ask are not taken for others misheard."""
    if heard in QUESTION_WORDS and heard != spoken:
        return 0.0
    likeness = _likeness(heard, spoken)
    return likeness * _weight(heard) if likeness >= _ALIKE else 0.0


@lru_cache(maxsize=16384)
def _likeness(heard: str, spoken: str) -> float:
    """Share of letters in common, 0 to 1; short words and Chinese characters are the same or are not."""
    if heard == spoken:
        return 1.0
    shorter, longer = sorted((len(heard), len(spoken)))
    # The ratio below is at most twice the letters they can share by all the letters there are.
    if shorter < 3 or 2 * shorter < _RATHER_ALIKE * (shorter + longer) or not heard.isascii() or not spoken.isascii():
        return 0.0
    return SequenceMatcher(None, heard, spoken, autojunk=False).ratio()


def _could_be(extra: Words, spoken: Words) -> bool:
    """Whether words at the edge of a match may be the next spoken ones misheard; `spoken` counted from the match."""
    if not extra:
        return True
    nearest = spoken[: len(extra) + 1]
    if any(map(is_chinese, extra)) or not nearest:
        # Characters sound alike without looking alike; and where our text ends, nothing can be compared.
        return weight_of(extra) <= 1
    return len(extra) == 1 and any(_likeness(extra[0], word) >= _RATHER_ALIKE for word in nearest)


def _with_numbers(words: Words) -> tuple[list[int], Words]:
    """Each number as one word, for "1889" is heard as "eighteen eighty nine"; with where each word came from.

    The first list has one entry more than there are words: the length of what came in.
    """
    source: list[int] = []
    result: list[str] = []
    index = 0
    while index < len(words):
        end = index
        while end < len(words) and (words[end] in _NUMERALS or _DIGITS.fullmatch(words[end])):
            end += 1
        is_number = end - index > 1 or (
            end > index and not is_chinese(words[index]) and words[index] not in ("one", "oh")
        )
        source.append(index)
        result.append(_NUMBER if is_number else words[index])
        index = end if is_number else index + 1
    return [*source, len(words)], tuple(result)


def _weight(word: str) -> float:
    return 0.5 if is_chinese(word) else 1.0
