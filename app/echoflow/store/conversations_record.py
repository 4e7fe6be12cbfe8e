"""What is kept of conversations: the turns as they were, and lists of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

TITLE_LENGTH = 60
"""Columns of a title; a Chinese character takes two."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """What the user said, and what came of it.

    Attributes:
        number: of the turn in its conversation, from 1.
        at: when it was taken, in seconds since the epoch.
        user: what the user said.
        said: the answer as it was written; it may never have been spoken to its end.
        heard: what the user heard of it.
        interrupted: the user cut in.
        ended: when it was known what was heard; None while the answer is under way, or if EchoFlow was ended by force.
    """

    number: int
    at: float
    user: str
    said: str = ""
    heard: str = ""
    interrupted: bool = False
    ended: float | None = None

    @property
    def answer(self) -> str:
        """All of the answer, heard or not."""
        return self.said or self.heard

    @property
    def unheard(self) -> str:
        """The end of the answer that was not heard, with the space before it; empty if all was."""
        return self.said[_same_until(self.said, self.heard) :] if self.interrupted else ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation in a list.

    Attributes:
        key: what identifies it, everywhere and for ever.
        started: when, in seconds since the epoch.
        updated: when its last turn was taken.
        title: the first words of its first turn.
        language: that was spoken, as an ISO 639-1 code.
        turns: how many there are.
        last: the beginning of what was heard last, in one line.
    """

    key: str
    started: float
    updated: float
    title: str
    language: str
    turns: int
    last: str = ""


@dataclass(frozen=True, slots=True)
class StoredConversation:
    """All that is kept of a conversation."""

    summary: Summary
    turns: tuple[StoredTurn, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text, with what was looked for in it.

    Attributes:
        text: in one line.
        marks: the first character of each hit, and that behind it.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A conversation in which something was found.

    Attributes:
        summary: the conversation.
        turn: number of the newest turn with it.
        count: in how many turns it is.
        snippet: that turn, where it is.
    """

    summary: Summary
    turn: int
    count: int
    snippet: Snippet = field(default=Snippet(""))


def new_key() -> str:
    """For a conversation that begins."""
    return uuid.uuid4().hex


def title_of(text: str) -> str:
    """The first words of `text`, in one line of at most `TITLE_LENGTH` columns."""
    words = " ".join(text.split())
    room = TITLE_LENGTH
    for place, character in enumerate(words):
        room -= 2 if character > "\u2e7f" else 1
        if room < 0:
            cut = words[: place - 1]
            whole = cut.rfind(" ")
            return f"{cut[:whole] if whole > len(cut) // 2 else cut}…"
    return words


def _same_until(said: str, heard: str) -> int:
    """How much of `said` is `heard`, which may have other spaces; all of it where they are not the same words."""
    place = 0
    for character in heard:
        if character.isspace():
            continue
        while place < len(said) and said[place].isspace():
            place += 1
        if place == len(said) or said[place] != character:
            return len(said)
        place += 1
    return place
