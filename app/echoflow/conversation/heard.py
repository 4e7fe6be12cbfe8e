"""From a playback position to the words the user has actually heard."""

from __future__ import annotations

import bisect
import itertools
import unicodedata
from collections.abc import Sequence

_PHRASE_BEGINNING = 3
"""Chinese characters; said at four to six a second."""


class SpokenText:
    """The text of one reply laid along its samples.

    It grows with each chunk of speech; positions are samples of the reply, at one rate throughout.
    """

    def __init__(self) -> None:
        self._text = ""
        self._starts: list[float] = []
        self._audible: list[bool] = []
        self._end = 0.0

    @property
    def text(self) -> str:
        """All the text that was put into sound."""
        return self._text

    def add(self, text: str, starts: Sequence[float], samples: int, *, shown: bool = False) -> None:
        """Appends a chunk.

        Args:
            text: what is spoken in it.
            starts: for each character the sample, counted from the chunk's first, at which it begins.
            samples: the chunk's length; text without sound (an emoji, a script the voice cannot speak) is shown, but
                never heard.
            shown: it counts as heard nevertheless, for it is there to be read: code, and the marks around words.

        Raises:
            ValueError: a character has no start.
        """
        if len(starts) != len(text):
            raise ValueError(f"{len(text)} characters but {len(starts)} starts")
        previous = self._end
        for start in starts:
            # Engines round; a start that goes back would break the search below.
            previous = max(previous, self._end + start)
            self._starts.append(previous)
            self._audible.append(samples > 0 or shown)
        self._text += text
        self._end += samples

    def spoken_characters(self, position: float) -> int:
        """How many characters have begun to sound at `position`; for a display that follows the voice."""
        return bisect.bisect_left(self._starts, position) if position > 0 else 0

    def heard(self, position: float, before: int | None = None) -> str:
        """The text heard up to `position`, cut after the last word that was heard whole.

        Args:
            before: only characters before this one count; None for all.
        """
        count = len(self._text)
        if position < self._end:
            # A character has been heard when the next one begins.
            count = max(0, bisect.bisect_right(self._starts, position) - 1)
            while _inside_word(self._text, count):
                count -= 1
        end = count if before is None else min(count, before)
        return "".join(itertools.compress(self._text[:end], self._audible)).rstrip()

    def between(self, first: float, last: float) -> str:
        """The text that sounds from `first` to `last`; a word that sounds only in part is there as a whole."""
        if first >= last or first >= self._end:
            return ""
        start = max(0, bisect.bisect_right(self._starts, first) - 1)
        stop = bisect.bisect_left(self._starts, last)
        while _inside_word(self._text, start):
            start -= 1
        while _inside_word(self._text, stop):
            stop += 1
        return "".join(itertools.compress(self._text[start:stop], self._audible[start:stop])).strip()

    def word_start(self, position: float) -> int:
        """The sample at which speech goes on after a pause at `position`.

        It is the start of the word that was sounding, or of the next one if the position lies between words; the end if
        there is none. Chinese writes no spaces between words, so there it is the start of the phrase if no more than
        three characters of it have begun (about 0.6 s: most words have two, and going on with the second of them sounds
        torn), and else the character that was sounding.
        """
        index = max(0, bisect.bisect_right(self._starts, position) - 1)
        while index < len(self._text) and not self._is_spoken(index):
            index += 1
        if index == len(self._text) or position >= self._end:
            return int(self._end)
        while _inside_word(self._text, index):
            index -= 1
        if _stands_alone(self._text[index]):
            phrase = index
            while phrase > 0 and self._is_spoken(phrase - 1) and _stands_alone(self._text[phrase - 1]):
                phrase -= 1
            if index - phrase < _PHRASE_BEGINNING:
                index = phrase
        return int(self._starts[index])

    def _is_spoken(self, index: int) -> bool:
        return self._audible[index] and self._text[index].isalnum()


def _inside_word(text: str, cut: int) -> bool:
    """Whether cutting `text` before character `cut` would tear a word.

    Chinese characters stand for themselves; punctuation belongs to a word only between its letters ("don't", "3.14").
    """
    if not 0 < cut < len(text) or text[cut - 1].isspace() or _stands_alone(text[cut - 1]) or _stands_alone(text[cut]):
        return False
    rest = itertools.takewhile(lambda character: not character.isspace(), text[cut:])
    return any(character.isalnum() for character in rest)


def _stands_alone(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
