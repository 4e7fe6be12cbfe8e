"""The words of a reply as the voice has them, and back from its speech to the words as they were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from echoflow.synthesis.reading.reader import Reading


@dataclass(frozen=True, slots=True)
class Caption:
    """The written text that begins to sound in a piece of speech.

    Attributes:
        text: what was written.
        starts: for each of its characters the second of the piece at which it begins.
    """

    text: str
    starts: tuple[float, ...]


class Captions:
    """Takes phrases with their readings, and speech in the same order.

    The written texts that it gives, joined, are the phrases joined. What is not said goes with what is: a mark before a
    word begins with it, and what ends a phrase begins when its last word is over.
    """

    def __init__(self) -> None:
        self._written = ""
        self._spoken = ""
        self._ends: list[int] = []
        self._said = 0
        self._given = 0
        self._offset = 0
        self._phrase_ends: list[tuple[int, int]] = []

    def add(self, phrase: str, reading: Reading) -> None:
        """The next phrase."""
        before = len(self._written)
        self._written += phrase
        self._spoken += reading.spoken
        self._ends += [before + place + 1 for place in reading.places]
        if reading.spoken:
            self._phrase_ends.append((len(self._spoken), len(self._written)))

    def place(self, spoken: str, starts: Sequence[float], seconds: float) -> Caption:
        """The written text of the next piece of speech, which is so many `seconds` long."""
        first = self._given
        placed: list[float] = []
        for start in starts[: max(0, len(self._spoken) - self._said)]:
            placed += [start] * self._give(self._ends[self._said])
            self._said += 1
            while self._phrase_ends and self._phrase_ends[0][0] <= self._said:
                placed += [max(start, seconds)] * self._give(self._phrase_ends.pop(0)[1])
        return Caption(self._written[first : self._given], tuple(placed))

    def rest(self) -> str:
        """What was written and is not said; there is none afterwards."""
        rest, self._given = self._written[self._given :], len(self._written)
        return rest

    def _give(self, end: int) -> int:
        """Up to which character the written text has begun; how many began now."""
        new = max(0, end - self._given)
        self._given += new
        return new
