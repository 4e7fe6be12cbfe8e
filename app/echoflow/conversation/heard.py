"""From a playback position to the words the user has actually heard."""

from __future__ import annotations

import bisect
import itertools
import unicodedata
from collections.abc import Sequence


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

    def add(self, text: str, starts: Sequence[float], samples: int) -> None:
        """Appends a chunk.

        Args:
            text: what is spoken in it.
            starts: for each character the sample, counted from the chunk's first, at which it begins.
            samples: the chunk's length; text without sound (an emoji, a script the voice cannot speak) is shown, but
                never heard.
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
            self._audible.append(samples > 0)
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
