"""What was heard over our own speech: a backchannel, our own echo, a stop command, or somebody taking the turn."""

from __future__ import annotations

import itertools
import re
from enum import Enum, auto

from echoflow.conversation.echo_text import Echo, find_echo, weight_of
from echoflow.conversation.phrases import CREDITS, PHRASES, QUESTION_WORDS, STRAY_WORDS, Phrase
from echoflow.conversation.wording import Reading, Words, is_chinese, words_of


class Overlap(Enum):
    """What a sound over our own speech is."""

    NOTHING = auto()
    """No words, or such as recognizers write for noise."""
    BACKCHANNEL = auto()
    """It shows attention and leaves us the floor."""
    STOP = auto()
    """A command to be silent and nothing else. Of words that are not final yet: the floor is taken in any case, and
    what follows may still make it a turn ("stop" ... "the music at nine")."""
    ECHO = auto()
    """Our own words."""
    TURN = auto()
    """It takes the floor."""
    UNSURE = auto()
    """Only of words that are not final yet: nothing so far takes the floor, but what follows may ("okay" ... "but")."""


_SHORT_SOUND = 0.6
"""Seconds. Recognizers write the polite and small words of their training texts ("Thank you.", "Bye.", "you") for a
click or a cough, which seldom is longer (median 0.3 s); spoken with intent over somebody's voice, they are."""

_SYLLABLES_PER_SECOND = 12.0
"""Nobody speaks faster: fast speech has 7 to 9 in English and in Chinese. What does not fit was made up."""

_FREE_SYLLABLES = 2
"""Not counted: voice activity cuts the edges of words."""

_ECHO_WEIGHT = 3.0
"""Words that have to follow ours to be ours: three words or six characters are seldom said again by chance."""

_EXACT_ECHO_WEIGHT = 2.0
"""The same if they are repeated exactly and ask nothing. A single word never is ("Paris?")."""

_ASKED_ECHO_WEIGHT = 4.0
"""The same after a question of ours, whose words are used to answer it ("tea or coffee?" - "green tea")."""

_MISHEARD_SHARE = 1 / 3
"""Words within and beside a stretch of ours, per word of it, that may be ours misheard."""

_UNLIKE_MISHEARD_SHARE = 1 / 5
"""The same where those beside it are not even similar to its neighbours."""

_FLOOR_KEEPING = frozenset({Phrase.ASSENT, Phrase.ASSESSMENT, Phrase.SURPRISE, Phrase.HUM, Phrase.COURTESY})
_ANSWERING = frozenset({Phrase.ASSENT, Phrase.ASSESSMENT, Phrase.COURTESY})
_SHORT_INVENTIONS = frozenset({Phrase.COURTESY, Phrase.FAREWELL})
_DENIALS = frozenset(words_of("no not never but 不没别但"))


def judge(words: str, *, spoken: str, asked: bool, voiced_seconds: float, final: bool) -> Overlap:
    """What somebody who speaks over us wants, by the words.

    Case, punctuation, stretched letters, Chinese script and width do not matter. Whatever is said, a stop command comes
    first, even if our own text contains it: falling silent once too often costs less than not obeying.

    After a question that was heard to its end, whatever agrees is its answer, "mm-hmm" and "嗯" among it: they are the
    commonest ways to say yes, the floor is being offered, and a missed answer leaves both sides waiting. What only
    shows thinking or surprise ("hmm", "呃", "wow") answers nothing. In the middle of a question `asked` is False still,
    and "mm-hmm" means "go on".

    Limits. Words are all it has: somebody who repeats two or more words of ours exactly and adds none ("New York?",
    "埃菲尔铁塔？") is taken for our echo; echo of a single word, or so torn that less than about 60 % of its words are
    right, is taken for a turn, and Chinese homophones count as wrong characters. "Huh?" is a backchannel, as it reads
    without its intonation; "what?" and "sorry?" are turns. Languages other than English and Chinese are always turns.

    Args:
        words: partial or final transcript of the sound.
        spoken: our own text that sounded in about the last 10 s or will within about the next one.
        asked: the last sentence of ours that was heard was a question, see `is_question`.
        voiced_seconds: how long the sound has been.
        final: nothing will be added to the words.
    """
    heard = words_of(words)
    if not heard:
        return Overlap.NOTHING
    verdict = _by_phrases(heard, asked, voiced_seconds) or _by_echo(heard, words_of(spoken), asked)
    if final:
        return verdict
    return _so_far(verdict, heard, words_of(spoken))


def is_lone_word(words: str) -> bool:
    """Whether `words` are a single one (or two Chinese characters) that commands, asks and denies nothing.

    That is what recognizers make of a hum: "Mama", "King", "Mum".
    """
    heard = words_of(words)
    return weight_of(heard) <= 1.0 and _kinds(heard) is None and not (QUESTION_WORDS | _DENIALS) & set(heard)


def is_question(text: str) -> bool:
    """Whether the last sentence of `text` asks the listener something.

    A sentence of which no more than three words have been heard does not yet replace the question before it: answers
    begin about a quarter of a second after a question, whether or not the asker goes on.
    """
    sentences = [s for s in re.findall(r"[^.!?。！？…\n]+[.!?。！？…\n]*", text) if words_of(s)]
    if not sentences:
        return False
    last = sentences[-1].strip(" \t\r\n\"'”’」』)）*")
    is_finished = last[-1] in ".!?。！？…"
    if not is_finished and len(sentences) > 1 and weight_of(words_of(last)) <= _JUST_BEGUN and not _asks(last):
        last = sentences[-2].strip(" \t\r\n\"'”’」』)）*")
    return _asks(last)


_JUST_BEGUN = 3.0
_CHINESE_QUESTION = re.compile(
    r"([吗嗎]|[你您它他她那]呢|[对對是行好可]吧|[对對是好行要能会會可去想]不(\w)?[对對是好行要能会會可去想以]|怎么样|如何|什么呢|哪[个里儿]呢)$"
)
_ENGLISH_TAG = re.compile(
    r",\s*(right|okay|ok|yes|no|huh|eh|(is|are|was|were|do|does|did|have|has|can|could|would|will|should)(n'?t)?\s"
    r"(it|you|he|she|they|we|i|that|there)|don't you think)$"
)
_ENGLISH_INVERSION = re.compile(
    r"^(so|and|but|now|well|okay|then)?,?\s*((would|do|did|are|have|can|could|will) you|"
    r"(shall|should|can|may|could) (i|we)|want me to|(what|how) about)\b"
)


def _asks(sentence: str) -> bool:
    plain = sentence.rstrip(" \"'”’」』)）*")
    if plain.endswith(("?", "？")):
        return True
    bare = plain.rstrip(".!。！…~～ ").casefold().replace("’", "'")
    if _CHINESE_QUESTION.search(bare):
        return True
    # Without its end, an English sentence has not asked yet.
    return plain != bare and plain.endswith(".") and bool(_ENGLISH_TAG.search(bare) or _ENGLISH_INVERSION.match(bare))


def _by_phrases(heard: Words, asked: bool, voiced_seconds: float) -> Overlap | None:
    """What the words are if they consist of known phrases, None if they do not."""
    kinds = _kinds(heard)
    if kinds is not None and Phrase.STOP in kinds:
        return Overlap.STOP
    if _is_invented(heard, kinds, voiced_seconds):
        return Overlap.NOTHING
    if kinds is None or not kinds <= _FLOOR_KEEPING:
        return None
    return Overlap.TURN if asked and kinds & _ANSWERING else Overlap.BACKCHANNEL


def _is_invented(heard: Words, kinds: frozenset[Phrase] | None, voiced_seconds: float) -> bool:
    if any(heard[: len(beginning)] == beginning for beginning in CREDITS):
        return True
    if kinds is not None and (
        Phrase.INVENTED in kinds or (voiced_seconds < _SHORT_SOUND and kinds <= _SHORT_INVENTIONS)
    ):
        return True
    if len(heard) == 1 and heard[0] in STRAY_WORDS and (heard[0] == "you" or voiced_seconds < _SHORT_SOUND):
        return True
    return sum(map(_syllables, heard)) - _FREE_SYLLABLES > _SYLLABLES_PER_SECOND * voiced_seconds


def _by_echo(heard: Words, spoken: Words, asked: bool) -> Overlap:
    echo = find_echo(heard, spoken)
    if any(_is_stop(run) for run in echo.between):
        return Overlap.STOP
    if not _is_enough(echo, heard, asked):
        return Overlap.TURN
    rest = _rest(echo)
    if not rest:
        return Overlap.ECHO
    # The rest is shorter than the sound; how long it took is not known.
    return _by_phrases(rest, asked, float("inf")) or Overlap.TURN


def _is_enough(echo: Echo, heard: Words, asked: bool) -> bool:
    if asked:
        return echo.weight >= _ASKED_ECHO_WEIGHT
    if echo.weight >= _ECHO_WEIGHT:
        return True
    is_whole = echo.exact and not echo.before and not echo.after
    return is_whole and echo.weight >= _EXACT_ECHO_WEIGHT and not QUESTION_WORDS & set(heard)


def _rest(echo: Echo) -> Words:
    """The words that are not ours; a few strange ones for a long stretch of ours are put down to mishearing."""
    edges = echo.before + echo.after
    within = tuple(itertools.chain.from_iterable(echo.between))
    share = _MISHEARD_SHARE if echo.edges_misheard else _UNLIKE_MISHEARD_SHARE
    if echo.inserted or weight_of(edges + within) > share * echo.weight:
        return echo.before + echo.inserted + echo.after or within
    if (QUESTION_WORDS | _DENIALS) & set(edges) or _is_stop(echo.before) or _is_stop(echo.after):
        return edges
    return ()


def _is_stop(words: Words) -> bool:
    kinds = _kinds(words)
    return kinds is not None and Phrase.STOP in kinds


def _kinds(words: Words) -> frozenset[Phrase] | None:
    """The kinds of the phrases the words consist of, if they do, with or without a stutter ("that's, that's nice")."""
    kinds = PHRASES.read(words).kinds
    if kinds is not None:
        return kinds
    return PHRASES.read([word for word, _ in itertools.groupby(words)]).kinds


def _so_far(verdict: Overlap, heard: Words, spoken: Words) -> Overlap:
    """What can be said before the end: whether something has been said that no continuation takes back."""
    if verdict in (Overlap.NOTHING, Overlap.BACKCHANNEL):
        return Overlap.UNSURE
    if verdict is not Overlap.TURN:
        return verdict
    reading = PHRASES.read(heard)
    is_alone = reading.kinds is not None and reading.kinds <= _ANSWERING | {Phrase.SURPRISE, Phrase.HUM}
    if not is_alone and (_may_keep_the_floor(reading) or _is_fragment(heard) or _runs_along(heard, spoken)):
        return Overlap.UNSURE
    return verdict


def _may_keep_the_floor(reading: Reading[Phrase]) -> bool:
    return any(kinds <= _FLOOR_KEEPING | {Phrase.INVENTED} for kinds in reading.open_kinds)


def _is_fragment(heard: Words) -> bool:
    return len(heard) == 1 and heard[0] in STRAY_WORDS


def _runs_along(heard: Words, spoken: Words) -> bool:
    """So far everything is ours, though too little to tell."""
    echo = find_echo(heard, spoken)
    return echo.weight > 0 and not echo.before and not echo.between and not echo.after


def _syllables(word: str) -> int:
    """About how many; never too many for a word, for each group of vowels or each character is one."""
    if is_chinese(word):
        return 1
    return len(re.findall(r"[aeiouy]+", word)) or (1 if word.isalpha() else 0)
