"""Where in the speech each character of a reply sounds, from what ElevenLabs says about it.

The service is given a text without Markdown and emoji and answers with sound and with the characters of that text,
each with the millisecond at which it begins in that piece of sound. Here these are laid along the text that went in, so
that the pieces of text, joined, are exactly that text, whatever the service leaves out or gets wrong. What it does not
say is estimated from the length of the text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from echoflow.synthesis.speakable import spoken_characters
from echoflow.synthesis.timing import LETTER_SECONDS, weight

_ROUNDING = 0.1
"""Seconds by which timings may end after the sound they describe: they are in whole milliseconds, sound is not."""

_UNDESCRIBED = 1.0
"""Seconds of sound without timings that may follow what was described before words are looked for in it: a pause."""

_SEARCHED = 120
"""Characters ahead among which a piece that is not what should come next is looked for."""

_WRONG = 0.2
"""Share of the letters that may differ from what was sent before the timings count as those of another text."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The characters of one piece of sound.

    Attributes:
        characters: as the service was sent them.
        starts: seconds from the beginning of the piece; len(starts) == len(characters).
        end: seconds at which the last of them is over.
    """

    characters: tuple[str, ...]
    starts: tuple[float, ...]
    end: float


@dataclass(frozen=True, slots=True)
class PlacedText:
    """The text of one piece of sound; see `SpokenChunk` for the meaning of its fields."""

    text: str
    starts: tuple[float, ...]
    estimated: bool


@dataclass(frozen=True, slots=True)
class _Due:
    """The text up to `end` begins to sound at second `at` of the reply, as far as it has not done so before."""

    end: int
    at: float
    estimated: bool


class ReplyText:
    """The text of one reply and how far its speech has come. Times within are seconds since its first sample."""

    def __init__(self) -> None:
        self._text = ""
        self._sent: list[str] = []
        self._origins: list[int] = []
        self._matched = 0
        self._placed = 0
        self._due: deque[_Due] = deque()
        self._clock = 0.0
        self._described_to = 0.0
        self._estimating = False

    @property
    def trusted(self) -> bool:
        """Every piece of sound so far came with timings that fit the text."""
        return not self._estimating

    @property
    def owed(self) -> int:
        """Letters and digits that were sent and of which no timing was seen."""
        return sum(map(str.isalnum, self._sent[self._matched :]))

    def add(self, phrase: str) -> str:
        """Appends `phrase`; returns what to send of it, with the space at its end that the service asks for."""
        offset = len(self._text)
        self._text += phrase
        spoken = spoken_characters(phrase)
        if not spoken:
            return ""
        spoken.append((" ", len(phrase) - 1))
        self._sent += [character for character, _ in spoken]
        self._origins += [offset + at for _, at in spoken]
        return "".join(character for character, _ in spoken)

    @property
    def position(self) -> int:
        """How many of the sent characters have been given their place."""
        return self._matched

    def here(self, alignment: Alignment, position: int) -> tuple[int, int] | None:
        """From where to where `alignment` covers the sent characters, if it goes on at `position`."""
        return _span(self._match_here(_pairs(alignment), position))

    def ahead(self, alignment: Alignment, position: int) -> tuple[int, int] | None:
        """The same for the first place behind `position`."""
        return _span(self._match_ahead(_pairs(alignment), position))

    def words_between(self, begin: int, end: int) -> bool:
        """Whether there is a letter or digit among the sent characters from `begin` to `end`."""
        return any(map(str.isalnum, self._sent[begin:end]))

    def place(self, seconds: float, alignment: Alignment | None) -> PlacedText:
        """The text that begins to sound in the next piece, which is so many `seconds` long."""
        start, end = self._clock, self._clock + seconds
        self._clock = end
        matches = self._match(alignment) if alignment is not None else []
        if alignment is not None and matches:
            self._follow(matches, start, alignment, end)
        elif alignment is None or any(map(str.isalnum, "".join(alignment.characters))):
            self._estimate(start, end)
        return self._take(start, end)

    def rest(self) -> str:
        """The text that never came to sound; there is none afterwards."""
        text, self._placed = self._text[self._placed :], len(self._text)
        self._matched = len(self._sent)
        self._due.clear()
        return text

    def _match(self, alignment: Alignment) -> list[tuple[int, float]]:
        """Which of the sent characters begin when; empty if it is not about what was sent."""
        pairs = _pairs(alignment)
        found = self._match_here(pairs, self._matched) or self._match_ahead(pairs, self._matched)
        return found or (self._match_behind(pairs) if self._estimating else [])

    def _match_here(self, pairs: Sequence[tuple[str, float]], at: int) -> list[tuple[int, float]]:
        """As what comes next; white space and punctuation may be missing on either side."""
        found: list[tuple[int, float]] = []
        wrong = letters = 0
        for character, start in pairs:
            letters += character.isalnum()
            candidate = at
            while candidate < len(self._sent) and not _same(self._sent[candidate], character):
                if self._sent[candidate].isalnum():
                    break
                candidate += 1
            if candidate < len(self._sent) and _same(self._sent[candidate], character):
                found.append((candidate, start))
                at = candidate + 1
            else:
                wrong += character.isalnum()
        return found if wrong <= letters * _WRONG else []

    def _match_ahead(self, pairs: Sequence[tuple[str, float]], at: int) -> list[tuple[int, float]]:
        """As a later part: what comes between was lost, or is late."""
        wanted = _characters(pairs).strip()
        return self._match_from("".join(self._sent).find(wanted, at, at + _SEARCHED + len(wanted)), pairs)

    def _match_behind(self, pairs: Sequence[tuple[str, float]]) -> list[tuple[int, float]]:
        """As an earlier part: an estimate ran ahead."""
        wanted = _characters(pairs).strip()
        return self._match_from("".join(self._sent).rfind(wanted, 0, self._matched + len(wanted)), pairs)

    def _match_from(self, at: int, pairs: Sequence[tuple[str, float]]) -> list[tuple[int, float]]:
        leading = next((index for index, (character, _) in enumerate(pairs) if not character.isspace()), None)
        if at < 0 or leading is None:
            return []
        places = [(at + index - leading, start) for index, (_, start) in enumerate(pairs)]
        return [place for place in places if 0 <= place[0] < len(self._sent)]

    def _follow(self, matches: Sequence[tuple[int, float]], start: float, alignment: Alignment, end: float) -> None:
        # Timings that outlast their sound by no more than rounding describe it and nothing that may follow.
        latest = end if start + alignment.end <= end + _ROUNDING else float("inf")
        for index, at in matches:
            self._due.append(_Due(self._origins[index] + 1, min(start + at, latest), estimated=False))
        self._matched = max(self._matched, matches[-1][0] + 1)
        self._described_to = max(self._described_to, start + alignment.end)

    def _estimate(self, start: float, end: float) -> None:
        pause = _UNDESCRIBED if self.trusted and self._described_to else 0.0
        if end <= self._described_to + pause or not self.owed:
            return
        self._estimating = True
        spoken_to = max(start, self._described_to)
        while self._matched < len(self._sent):
            seconds = weight(self._sent[self._matched]) * LETTER_SECONDS
            if spoken_to + seconds > end:
                break
            self._due.append(_Due(self._origins[self._matched] + 1, spoken_to, estimated=True))
            spoken_to += seconds
            self._matched += 1
        self._described_to = end

    def _take(self, start: float, end: float) -> PlacedText:
        starts: list[float] = []
        first, estimated = self._placed, False
        while self._due and end > start and self._due[0].at <= end:
            due = self._due.popleft()
            new = max(0, due.end - self._placed)
            # An engine rounds, and may go back a little; what was placed before has begun before.
            starts += [max(due.at - start, starts[-1] if starts else 0.0)] * new
            estimated = estimated or (due.estimated and new > 0)
            self._placed += new
        return PlacedText(self._text[first : self._placed], tuple(starts), estimated)


def _pairs(alignment: Alignment) -> list[tuple[str, float]]:
    return [
        (one, start)
        for characters, start in zip(alignment.characters, alignment.starts, strict=True)
        for one in characters
    ]


def _characters(pairs: Sequence[tuple[str, float]]) -> str:
    return "".join(character for character, _ in pairs)


def _span(matches: Sequence[tuple[int, float]]) -> tuple[int, int] | None:
    return (matches[0][0], matches[-1][0] + 1) if matches else None


def _same(one: str, other: str) -> bool:
    return one == other or one.casefold() == other.casefold() or (one.isspace() and other.isspace())
