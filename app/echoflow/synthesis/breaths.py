"""Where a speaker breathes though nothing is written there, and full stops that end no sentence."""

from __future__ import annotations

import re

CJK = "㐀-鿿豈-﫿぀-ヿ가-힯"
"""For a character class: scripts whose characters are syllables and that put no spaces between words."""


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CONJUNCTIONS = _set_of(
    "and but or nor so yet because since although though while whereas when whenever where wherever which who whose if "
    "unless until before after whether"
)
_OUTRIGHT = _set_of("but because since although though while whereas unless")
"""Conjunctions before which a breath is always right."""

_PREPOSITIONS = _set_of(
    "in on at with from by for during through between into about without within across under over near around toward "
    "towards along among despite including such like to that"
)
_BINDING = re.compile(
    r"\b(?:as|so|such|more|less|rather|other|even|just|only|what|or|if|is|are|was|were|be|been|look|looks|the|a|an|and|to"
    r"|of|in|on|at|for|with|from|by|my|your|his|her|its|our|their|this|that|these|those|every|each|some|any|no|not|very"
    r"|about|than|who|which|I|you|he|she|it|we|they|has|have|had|can|will|would|Dr|\d[\d,.]*)\.?$",
    re.IGNORECASE,
)
"""Words after which nobody breathes: "as well | as", "what | if", "every | year", "35 | years"."""

_BETWEEN = re.compile(r"\b(?:between|both|either|neither)\b(?!.*\b(?:and|or|nor)\b)", re.IGNORECASE)
"""What needs its "and": "between a virus | and a bacterium" is torn."""

_HAN_TWO = _set_of(
    "因为 所以 但是 不过 而且 并且 或者 以及 如果 虽然 然后 其中 包括 比如 例如 同时 因此 可以 通过 需要 还有 由于 从而"
)
_HAN_ONE = {"和": "平谐尚解蔼睦气服", "与": "其会否", "在": "线于乎场职", "并": "不且非", "或": "者许", "但": "是愿凡"}
_HAN_ONE_BEFORE = {
    "和": "温共总缓柔饱亲",
    "与": "参给赋",
    "在": "现正存实内外潜所自",
    "并": "合一",
    "或": "抑",
    "但": "不非",
}
_HAN_AFTER = frozenset("的了是着过")
_LONG_HAN = 18
"""Characters from which a breath after 的 or 是 will do."""

_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“‘'*_])(?:(?:[A-Za-z]\.)+|(?:Dr|Mr|Mrs|Ms|Prof|St|Mt|Jr|Sr|Gen|Col|Capt|Lt|Sgt|Rev|Hon|Fig|Eq|Ch|Vol"
    r"|Inc|Ltd|Co|Corp|Dept|Est|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Ph\.D|approx|vs|etc|cf|al|ca|pp)\.)$",
    re.IGNORECASE,
)


def is_abbreviation(text: str) -> bool:
    """Whether the full stop at the end of `text` is one of "Dr.", "e.g.", "U.S.", "J."."""
    return _ABBREVIATION.search(text) is not None


def binds(text: str) -> bool:
    """Whether the last word of `text` belongs to the next one."""
    return _BINDING.search(text.rstrip()) is not None


def breath_before(text: str) -> tuple[int, bool]:
    """Where the last word of `text` begins if it opens a part of the sentence, else 0; and whether as a conjunction."""
    before, _, word = text.rpartition(" ")
    word = word.lower()
    if not before.strip():
        return 0, False
    if word in _CONJUNCTIONS:
        torn = word in ("and", "or", "nor") and _BETWEEN.search(before) is not None
        bound = word not in _OUTRIGHT and not before[-1:].isdigit() and binds(before)
        return (0, False) if torn or bound else (len(before) + 1, True)
    return (len(before) + 1, False) if word in _PREPOSITIONS and not binds(before) else (0, False)


def han_breath_before(text: str, following: str) -> tuple[int, bool]:
    """The same for Chinese, where the word may also be followed by other characters."""
    last = text[-1]
    if text[-2:] in _HAN_TWO:
        return len(text) - 2, True
    if last in _HAN_ONE and following not in _HAN_ONE[last] and text[-2] not in _HAN_ONE_BEFORE[last]:
        return len(text) - 1, False
    if len(text) >= _LONG_HAN and last in _HAN_AFTER and following not in _HAN_AFTER:
        return len(text), False
    return 0, False
