"""Which words of a transcript that is still growing can be relied on.

A recognizer that looks again at all of the speech so far changes its mind about the last words, rarely about earlier
ones. Words that two looks in a row agree upon are taken for stable (LocalAgreement-2: Liu, Spanakis and Niehues 2020,
"Low-latency sequence-to-sequence speech recognition and translation by partial hypothesis selection").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana and Chinese characters: written without spaces between words."""

_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’.,][^\W_{_UNSPACED}]+)*")
"""One such character, or a word or number: "it's", "3.5", "1,000"."""


@dataclass(frozen=True, slots=True)
class _Look:
    text: str
    ends: tuple[int, ...]
    words: tuple[str, ...]

    @classmethod
    def at(cls, text: str) -> _Look:
        found = list(_WORD.finditer(text))
        ends = tuple(match.end() for match in found)
        return cls(text, ends, tuple(match.group().casefold().replace("’", "'") for match in found))

    def agreement(self, other: _Look) -> int:
        """How many words at the beginning are the same."""
        count = 0
        for ours, theirs in zip(self.words, other.words, strict=False):
            if ours != theirs:
                break
            count += 1
        return count

    def first(self, count: int) -> _Look:
        """The first `count` words, without what is written behind the last of them, which depends on what follows."""
        return _Look(self.text[: self.ends[count - 1]] if count else "", self.ends[:count], self.words[:count])


_NOTHING = _Look("", (), ())


class StableWords:
    """The stable words of one utterance. A new utterance takes a new object."""

    def __init__(self) -> None:
        self._previous = _NOTHING
        self._stable = _NOTHING

    def add(self, text: str) -> str:
        """Takes the transcript of one more look, and returns its stable words.

        Words become stable when two looks in a row agree on them and all before, case and punctuation aside, and stay
        so until a look contradicts them. A shorter one does not: it says nothing of the rest.

        Returns:
            The words as the latest look that holds all of them spells them, from the beginning of the utterance, ending
            with a word and not with punctuation; empty if there are none.

        """
        look = _Look.at(text)
        agreed = look.agreement(self._previous)
        kept = look.agreement(self._stable)
        self._previous = look
        if kept == len(self._stable.words):
            self._stable = look.first(max(kept, agreed))
        elif kept < len(look.words):
            self._stable = look.first(kept)
        return self._stable.text
