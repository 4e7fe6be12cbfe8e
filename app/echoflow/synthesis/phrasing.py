"""Cutting a streamed answer into phrases: the first one early, the others whole sentences.

The first phrase ends at the first clause, so that speech begins while the rest is still being thought of. A later
phrase is a sentence, because a synthesizer gives better melody to whole ones. Every decision looks at the characters up
to the one that just came, never at how they were grouped into tokens: the same text always gives the same phrases, and
the phrases joined are the text.
"""

from __future__ import annotations

import re

FIRST_LIMIT = 70
"""Weight (see `_weight`) at which a first phrase without punctuation is cut between two words: 4 to 5 s of speech."""

CLAUSE_LIMIT = 120
"""Weight from which a later sentence may be cut at a clause, too."""

SENTENCE_LIMIT = 240
"""Weight at which a later sentence is cut between two words."""

_LEAST_CLAUSE = 8
"""Weight below which a clause is not worth a phrase of its own: "Well," or "1," would be followed by a gap."""

_LEAST_SENTENCE = 2
"""Weight of the letters below which a sentence does not stand alone, like the "1." of a list."""

_CJK = "㐀-鿿豈-﫿぀-ヿ가-힯"
_CLOSING = r"""["'”’»)\]）】」』》*_`]*"""
_SENTENCE = re.compile(rf"(?<!\.)[.!?](?:[!?]*){_CLOSING}$")
_WIDE_SENTENCE = re.compile(rf"[。！？]{_CLOSING}$")
_CLAUSE = re.compile(rf"(?:[,;:…]|\.\.\.|\s-{{1,2}}|[—–]){_CLOSING}$")
_WIDE_CLAUSE = re.compile(rf"(?:[，、；：—]|……){_CLOSING}$")
_GOES_ON = re.compile(r"""[\s"'”’»)\]）】」』》*_`.!?…—,;:，、；：。！？]""")
"""What still belongs to the punctuation before it."""

_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“‘'])(?:(?:[A-Za-z]\.)+|(?:Dr|Mr|Mrs|Ms|Prof|St|Mt|Jr|Sr|Gen|Col|Capt|Lt|Sgt|Rev|Hon|Fig|Eq|Ch|Vol"
    r"|Inc|Ltd|Co|Corp|Dept|Est|approx|vs|etc|cf|al|ca)\.)$",
    re.IGNORECASE,
)


class PhraseCutter:
    """Takes tokens, gives phrases. One per answer."""

    def __init__(self, *, first_early: bool = True) -> None:
        """With `first_early` false even the first phrase is a whole sentence."""
        self._text = ""
        self._early = first_early

    def feed(self, token: str) -> list[str]:
        """The phrases that `token` completes; usually none or one. White space after a phrase goes with either side."""
        phrases = []
        for character in token:
            length = self._phrase_length(character)
            self._text += character
            if length:
                phrases.append(self._text[:length])
                self._text = self._text[length:]
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
        if not self._ends_here(following):
            return 0
        return len(self._text) + following.isspace()

    def _ends_here(self, following: str) -> bool:
        text = self._text
        if following == "\n":
            return _letters(text) >= _LEAST_SENTENCE
        at_space = following.isspace()
        at_wide = not _GOES_ON.match(following)
        if not at_space and not at_wide:
            return False
        if at_space and _ABBREVIATION.search(text):
            return False
        if (at_space and _SENTENCE.search(text)) or (at_wide and _WIDE_SENTENCE.search(text)):
            return _letters(text) >= _LEAST_SENTENCE
        weight = _weight(text)
        if at_wide and text[-1:].isdigit() and following.isdigit():
            return False
        if (at_space and _CLAUSE.search(text)) or (at_wide and _WIDE_CLAUSE.search(text)):
            inside_number = following.isdigit() and text[-2:-1].isdigit()
            return not inside_number and weight >= (_LEAST_CLAUSE if self._early else CLAUSE_LIMIT)
        limit = FIRST_LIMIT if self._early else SENTENCE_LIMIT
        return weight >= limit and (at_space or _between_wide(text, following))


def sentences(text: str) -> list[str]:
    """`text` in whole sentences (very long ones in clauses); joined, they are the text."""
    cutter = PhraseCutter(first_early=False)
    return cutter.feed(text) + cutter.flush()


def _between_wide(text: str, following: str) -> bool:
    return re.search(rf"[{_CJK}]$", text) is not None and re.match(rf"[{_CJK}]", following) is not None


def _weight(text: str) -> float:
    """About how many Latin letters take as long to say: a Chinese character is a syllable, as 2.5 letters are."""
    wide = len(re.findall(rf"[{_CJK}]", text))
    return 2.5 * wide + len(text.strip()) - wide


def _letters(text: str) -> float:
    wide = len(re.findall(rf"[{_CJK}]", text))
    return 2.5 * wide + sum(map(str.isalpha, text)) - wide
