"""Whether words look like the end of what somebody wanted to say, in English and in Chinese.

Only the last words are looked at, and only closed classes of words are listed: those that a sentence of the language
cannot or hardly ever end with. A transcript's full stop proves little, for a recognizer writes one wherever the sound
ends; the lack of one, three dots and a comma tell more.
"""

from __future__ import annotations

import re
from enum import Enum


class Ending(Enum):
    """What the end of a transcript looks like."""

    WHOLE = "whole"
    """A sentence ends here."""
    UNKNOWN = "unknown"
    """Nothing can be told."""
    BARE = "bare"
    """The mark that would end a sentence is missing, or a list or a number is under way."""
    BROKEN_OFF = "broken off"
    """More must come."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_STOPS = tuple(".!?。！？")
_QUESTION_OR_CRY = tuple("!?！？")
_BROKEN_OFF_BY = ("...", "…", "。。。", ",", "，", "、", ":", "：", ";", "；", "-", "–", "—")
_AFTER_A_STOP = "\"'”’」』)）】 "

_NEVER_LAST = _words(
    # articles and determiners that want a noun
    "a an the my your our their every",
    # conjunctions, and prepositions that nothing is stranded on
    "and or but nor because cause unless whereas although whether if than into onto during between among per via",
    # contractions that want a verb
    "i'm i'd i'll i've you're you'd you'll you've he's he'd he'll she's she'd she'll it's it'd it'll we're we'd we'll",
    "we've they're they'd they'll they've that's there's here's what's who's how's where's let's gonna wanna",
    # hesitation
    "um uhm uh er erm hmm",
)
"""English words after which a sentence goes on, whatever mark the recognizer sets."""

_HARDLY_LAST = _words(
    # prepositions
    "about above across after against along around as at before behind below beside by for from in like near of off on",
    "over since through till to towards under until up upon with within without",
    # auxiliary verbs
    "am is are was were be been being do does did have has had will would shall should can could may might must",
    # pronouns in the role of a subject, relatives and question words
    "i he she we they who whom whose which what when where why how its",
    # adverbs that want an adjective or a verb
    "very quite rather more most even just also only",
)
"""English words that a sentence ends with now and then ("Turn it on."), which a full stop then shows."""

_CHINESE_NEVER_LAST = _words(
    "因为 所以 但是 可是 不过 然后 而且 并且 还有 或者 还是说 以及 如果 要是 虽然 即使 只要 只有 除非 除了 比如 例如",
    "就是 就是说 也就是 关于 按照 为了 由于 至于 那么 和 跟 或 嗯 呃",
)
"""Chinese words after which a sentence goes on."""

_CHINESE_HARDLY_LAST = _words("的 地 得 在 是 从 向 往 给 对 比 让 叫 把 被 与 但 而 就 也 都 很 要 想 那个 这个 一个")
"""Chinese words that a sentence ends with now and then ("这是我的。"), which a full stop then shows."""

_CHINESE_CLOSING = _words("吗 吧 呢 啊 呀 嘛 啦 喽")
"""Particles that close a Chinese sentence, also where the recognizer writes no marks."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_DICTATED_NUMBER = re.compile(r"\d[\s-]+\d+$")
_LIST_JOINT = re.compile(r"[,，、]")
_LAST_OF_A_LIST = re.compile(r"\b(?:and|or|nor|but|then|please|too|thanks?)\b|[和或跟与]|还有|以及|谢谢", re.IGNORECASE)
_ITEM_WORDS = 3
_ITEM_CHARACTERS = 6
_LEAST_ITEMS = 3


def sentence_end(text: str) -> Ending:
    """What the end of `text`, a transcript with or without punctuation, looks like. Empty text is `UNKNOWN`."""
    text = text.rstrip(_AFTER_A_STOP)
    if text.endswith(_BROKEN_OFF_BY):
        return Ending.BROKEN_OFF
    stopped = text.endswith(_STOPS)
    bare = text.rstrip("".join(_STOPS) + " ")
    if not bare:
        return Ending.UNKNOWN
    if _CHINESE.match(bare[-1]):
        return _chinese_end(bare, stopped)
    words = _WORD.findall(bare.lower().replace("’", "'"))
    last = words[-1] if words else ""
    if last in _NEVER_LAST or (last in _HARDLY_LAST and not stopped):
        return Ending.BROKEN_OFF
    return _enumerating(text, bare, Ending.WHOLE if stopped else Ending.BARE)


def _chinese_end(bare: str, stopped: bool) -> Ending:
    if bare[-1] in _CHINESE_CLOSING:
        return Ending.WHOLE
    if bare.endswith(tuple(_CHINESE_NEVER_LAST)):
        return Ending.BROKEN_OFF
    if bare.endswith(tuple(_CHINESE_HARDLY_LAST)) and not stopped:
        return Ending.BARE
    # Whisper writes most Chinese sentences without a mark at their end.
    return _enumerating(bare, bare, Ending.WHOLE if stopped else Ending.UNKNOWN)


def _enumerating(text: str, bare: str, otherwise: Ending) -> Ending:
    """`BARE` in a list whose last item is not announced ("Buy milk, eggs, bread.") or a number said bit by bit."""
    if text.endswith(_QUESTION_OR_CRY):
        return otherwise
    if _DICTATED_NUMBER.search(bare):
        return Ending.BARE
    items = [item.strip().lower() for item in _LIST_JOINT.split(bare)][-_LEAST_ITEMS:]
    is_list = (
        len(set(items)) == _LEAST_ITEMS
        and all(_is_item(item) for item in items[1:])
        and not any(_LAST_OF_A_LIST.search(item) for item in items[1:])
    )
    return Ending.BARE if is_list else otherwise


def _is_item(item: str) -> bool:
    return 0 < len(item.split()) <= _ITEM_WORDS and len(_CHINESE.findall(item)) <= _ITEM_CHARACTERS
