"""What is kept of turns that the model is no longer shown word for word.

Two things: a digest that the model wrote itself, if it is any good, and short quotes of what the user said about
themselves. Small models write bad digests, so nothing that matters is left to them: a statement that the digest does
not carry is quoted. In English and Chinese; other languages get what their names and numbers are worth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

ASKED_TO_REMEMBER = 4
ABOUT_THE_USER = 3
ONES_OWN = 1
FACT = 1

_LONGEST_QUOTE_WORDS = 24
"""Longer sentences are quoted by clauses; a Chinese character counts as half a word."""

_MOST_QUOTES = 200
"""More never fit, and a conversation may go on for days."""

_WORD = re.compile(r"[㐀-鿿]|[^\W_]+(?:['’][^\W_]+)*")
"""A word, or one Chinese character."""
_CHINESE = re.compile(r"[㐀-鿿]")
_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:\.(?=\w)[^.!?。！？\n]+)*[.!?。！？]*")
"""A full stop within a number or an address ends nothing."""
_CLAUSE = re.compile(r"[^,;，；]+[,;，；]?")

_REMEMBER = re.compile(
    r"(?<!\bI )(?<!n['’]t )(?<!\bwe )\bremember\b|\b(?:don['’]?t forget|do not forget"
    r"|never forget|keep in mind|note that|for the record)\b"
    r"|记住|记得|记一下|别忘|不要忘",
    re.IGNORECASE,
)
_RECALL = re.compile(
    r"\b(?:do|can|could|will|would|did) you (?:still )?remember\b|记得吗|还记得|记不记得", re.IGNORECASE
)
"""Asks back instead of telling."""
_ABOUT_THE_USER = re.compile(
    r"\b(?:my|our)\b.+\b(?:is|are|was|were|has|have|lives?|works?|called|named|'s)\b|\bmy\s+\w+['’]s\b"
    r"|\b(?:call me|I(?:['’]m| am) called)\b"
    r"|\b(?:I(?:['’]m| am)|we(?:['’]re| are))\s+(?!sure\b|sorry\b|just\b|not sure\b|afraid\b|wondering\b|curious\b"
    r"|asking\b|glad\b|done\b|back\b|ready\b|here\b|thinking\b|going to\b)"
    r"|\b(?:I|we)\s+(?:was born|were born|grew up|live|work|study|speak|own|have|['’]ve got|drive|play|teach|moved"
    r"|married|prefer|like|love|hate|dislike|can['’]?t|cannot|don['’]t (?:eat|drink|like)|never|always|take|use)\b"
    r"|\b(?:password|passcode|PIN|code|address|phone number|birthday|anniversary|appointment|deadline)\b"
    r".*\b(?:is|are|at|on|tomorrow)\b|['’]s my\b|密码|地址|电话|生日|预约|过敏"
    r"|我(?:最喜欢|叫|姓|是|有|住|在|来自|喜欢|不喜欢|讨厌|爱|不爱|对|今年|不能|不吃|不喝|会|从|学|养|属)"
    r"|我(?:们)?(?:的|家|妈|爸|妻|丈夫|太太|老婆|老公|儿子|女儿|哥|弟|姐|妹)[^？]*(?:是|叫|有|在|住|喜欢|过敏)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|me|my|mine|we|our|us)\b|我|咱", re.IGNORECASE)
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千两]+(?:点|号|岁|个|年|月|日|块|元|次|位|只|口)")
_NAME = re.compile(r"(?<=[^.!?\s])\s+(?!I\b|I['’])[A-Z][\w’'-]+")
"""A capital letter within a sentence."""
_QUESTION = re.compile(
    r"[?？]\s*$|^\W*(?:and |but |so |okay,? |ok,? |well,? )?(?:what|who|whom|whose|where|when|why|how|which|can|could"
    r"|do|does|did|is|are|will|would|should|tell me|explain|give me|show me|let['’]s)\b|[吗呢么]\s*[。？]?\s*$"
    r"|什么|谁|哪|为什么|怎么|多少|几点",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\bI(?:['’]d| would)? (?:think|guess|mean|see|wonder|want to (?:know|hear|ask)|like to (?:know|hear|ask)"
    r"|have (?:a|another|one more) question)\b|我(?:想(?:知道|问|听)|觉得|猜|明白|知道了|有(?:个|一个)问题)",
    re.IGNORECASE,
)

_COMMON = frozenset(
    [
        "a",
        "an",
        "the",
        "i",
        "i'm",
        "i’m",
        "i've",
        "me",
        "my",
        "mine",
        "you",
        "your",
        "he",
        "she",
        "it",
        "its",
        "we",
        "our",
        "us",
        "they",
        "them",
        "this",
        "that",
        "these",
        "those",
        "and",
        "or",
        "but",
        "so",
        "is",
        "am",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "have",
        "has",
        "had",
        "do",
        "does",
        "did",
        "to",
        "of",
        "in",
        "on",
        "at",
        "for",
        "with",
        "from",
        "by",
        "about",
        "as",
        "not",
        "no",
        "yes",
        "please",
        "remember",
        "that's",
        "it's",
        "very",
        "really",
        "just",
        "also",
        "too",
        "called",
        "named",
        "name",
        "user",
    ]
) | frozenset("我你他她它的了是在有和也都很就吗呢吧啊叫请记住得不这那个们说")
"""Words that tell nothing: a digest without them still carries the statement."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something the user said that is worth keeping.

    Attributes:
        turn: when.
        text: one sentence, or a clause of a long one.
        score: how much it is worth; see `score`.
    """

    turn: int
    text: str
    score: int


def score(sentence: str) -> int:
    """What a sentence of the user is worth keeping; 0 is nothing.

    4 to be told to remember; 3 for a statement of the user about themselves; 1 for any other statement in the first
    person; 1 more for a name and 1 for a number. Questions, and what only leads up to one, are worth nothing.
    """
    if _RECALL.search(sentence):
        return 0
    details = (FACT if _NUMBER.search(sentence) else 0) + (FACT if _NAME.search(sentence) else 0)
    if _REMEMBER.search(sentence):
        return ASKED_TO_REMEMBER + details
    if _QUESTION.search(sentence) or _SMALL_TALK.search(sentence):
        return 0
    if _ABOUT_THE_USER.search(sentence):
        return ABOUT_THE_USER + details
    if _FIRST_PERSON.search(sentence):
        return ONES_OWN + details
    return 0


def statements(turn: int, text: str) -> list[Statement]:
    """What is worth keeping of a user's turn, in its order."""
    found = []
    for sentence in _SENTENCE.findall(text):
        pieces = [sentence] if _length(sentence) <= _LONGEST_QUOTE_WORDS else _CLAUSE.findall(sentence)
        for piece in pieces:
            short = _shortened(piece.strip(" ,;，；\t"))
            if short and (worth := score(short)):
                found.append(Statement(turn, short, worth))
    return found


def _length(text: str) -> float:
    return sum(0.5 if _CHINESE.match(word) else 1.0 for word in _WORD.findall(text))


def _shortened(text: str) -> str:
    length = 0.0
    for match in _WORD.finditer(text):
        length += 0.5 if _CHINESE.match(match.group()) else 1.0
        if length > _LONGEST_QUOTE_WORDS:
            return text[: match.start()].rstrip(" ,;，；")
    return text


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def content_words(text: str) -> frozenset[str]:
    """The words that make a statement what it is: names, numbers, nouns, verbs."""
    return frozenset(_words(text)) - _COMMON


def carries(digest: str, statement: str) -> bool:
    """Whether `digest` has every content word of `statement`."""
    content = content_words(statement)
    return bool(content) and content <= frozenset(_words(digest))


def usable(digest: str, source: str) -> str:
    """`digest` as far as it can be believed, which may be nothing.

    A last sentence that was cut off goes. The rest is thrown away as a whole if it repeats itself, brings marks of a
    chat template, or is mostly about what `source`, the conversation, did not mention.
    """
    text = whole_sentences(digest)
    content = content_words(text)
    if not content or "<|" in text or _repeats(text):
        return ""
    known = len(content & frozenset(_words(source)))
    return text if 2 * known >= len(content) else ""


def whole_sentences(text: str) -> str:
    """`text` on one line and without a last sentence that was cut off."""
    text = " ".join(text.split())
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s|$)|[。！？]", text)]
    return text[: ends[-1]] if ends else ""


def _repeats(text: str) -> bool:
    """Whether a sentence comes twice, or one in three runs of three words was there before."""
    sentences = [" ".join(_words(sentence)) for sentence in _SENTENCE.findall(text)]
    if len(set(sentences)) < len(sentences):
        return True
    words = _words(text)
    runs = list(zip(words, words[1:], words[2:], strict=False))
    return len(runs) > 6 and 3 * len(set(runs)) < 2 * len(runs)


def select(found: Iterable[Statement], digest: str, fits: Callable[[Sequence[Statement]], bool]) -> list[Statement]:
    """The statements to quote, in the order they were made, as many as `fits` allows.

    Those that `digest` carries need no quote, and what was said twice is quoted once, as it was said last. Where not
    all fit, those of the lowest score go first, and of these the oldest.
    """
    latest: dict[frozenset[str], Statement] = {}
    for statement in found:
        if not carries(digest, statement.text):
            latest[content_words(statement.text)] = statement
    kept: list[Statement] = []
    # Sorting keeps the order within a turn.
    for statement in sorted(latest.values(), key=lambda one: (-one.score, -one.turn))[:_MOST_QUOTES]:
        together = sorted([*kept, statement], key=lambda one: one.turn)
        if fits(together):
            kept = together
    return kept


def is_chinese(text: str) -> bool:
    """Whether it has more Chinese characters than other words."""
    words = _WORD.findall(text)
    return 2 * sum(bool(_CHINESE.match(word)) for word in words) > len(words)


@dataclass(frozen=True, slots=True)
class Wording:
    """How the model is told of a summary, and asked for one.

    Attributes:
        introduction: before the quotes, in the user's name.
        digest: before the digest.
        answer: what the assistant says to it.
        request: asks for a digest.
    """

    introduction: str
    digest: str
    answer: str
    request: str


ENGLISH = Wording(
    "Remember what I told you before:",
    "What we talked about before:",
    "I remember.",
    "Sum up what I told you and what we talked about so far, in at most three short sentences.",
)
CHINESE = Wording(
    "请记住我之前说过的话：",
    "我们之前谈过的内容：",
    "我记住了。",
    "请用最多三句简短的话，总结我告诉过你的事和我们目前谈过的内容。",
)


def wording(source: str) -> Wording:
    """The one in the language of the conversation, `source`."""
    return CHINESE if is_chinese(source) else ENGLISH


def composed(quotes: Sequence[Statement], digest: str, words: Wording) -> str:
    """A summary as a message of the user; empty if there is nothing to tell."""
    lines = []
    if quotes:
        lines += [words.introduction, *(statement.text for statement in quotes)]
    if digest:
        lines.append(f"{words.digest} {digest}")
    return "\n".join(lines)
