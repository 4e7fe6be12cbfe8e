"""The answers about one reply in the order of its text, should one have overtaken another on its way.

The timings tell which words an answer speaks. If it leaves some out it is held back until these have come.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from echoflow.synthesis.elevenlabs_alignment import Alignment, ReplyText
from echoflow.synthesis.elevenlabs_protocol import Answer


@dataclass(frozen=True, slots=True)
class _Held:
    """An answer about the sent characters from `begin` to `end`, which are the same if it says nothing about them."""

    answer: Answer
    begin: int
    end: int


class Arrivals:
    """Takes answers as they come and gives them in order. Each that was given must be placed in the text at once."""

    def __init__(self, text: ReplyText) -> None:
        self._text = text
        self._held: list[_Held] = []
        self._patient = True

    @property
    def waiting(self) -> bool:
        """Whether some are held back."""
        return bool(self._held)

    def add(self, answer: Answer) -> None:
        """Another answer has come."""
        expected = self._held[-1].end if self._held else self._text.position
        begin = end = expected
        if answer.alignment is not None and self._patient and self._text.trusted:
            span = self._text.here(answer.alignment, expected)
            if span is None and self._fills_gap(answer, answer.alignment):
                return
            begin, end = span or self._text.ahead(answer.alignment, expected) or (expected, expected)
        self._held.append(_Held(answer, begin, end))

    def next(self) -> Answer | None:
        """The next in order; None if it has not come, or if there is none."""
        if not self._held:
            return None
        missing = self._text.words_between(self._text.position, self._held[0].begin)
        if missing and self._patient and self._text.trusted:
            return None
        return self._held.pop(0).answer

    def give_up(self) -> None:
        """What is missing will not come, and nothing is waited for any more."""
        self._patient = False

    def _fills_gap(self, answer: Answer, alignment: Alignment) -> bool:
        gaps = itertools.pairwise([_Held(answer, 0, self._text.position), *self._held])
        for index, (before, after) in enumerate(gaps):
            if not self._text.words_between(before.end, after.begin):
                continue
            span = self._text.here(alignment, before.end)
            if span is not None and span[1] <= after.begin:
                self._held.insert(index, _Held(answer, *span))
                return True
        return False
