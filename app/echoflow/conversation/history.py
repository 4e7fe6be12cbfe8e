"""The conversation as it was: what the user said, and what they heard of the answers.

All of it is kept; what of it the model is shown is decided in `window.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Role = Literal["user", "assistant"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One turn.

    Attributes:
        turn: its number.
        user: what the user said.
        heard: what the user heard of the answer; empty until it was spoken or stopped.
    """

    turn: int
    user: str
    heard: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One or more turns as the model is told them: a message of the user and what they heard of the answer.

    Turns that got no answer are joined with the next one, because many chat templates refuse two messages of one role
    in a row.

    Attributes:
        turn: the number of its last turn.
        user: what the user said.
        heard: what they heard; empty only in the newest exchange.
    """

    turn: int
    user: str
    heard: str = ""

    @property
    def messages(self) -> tuple[tuple[Role, str], ...]:
        """The user's and, if there is one, the assistant's."""
        asked: tuple[Role, str] = ("user", self.user)
        return (asked, ("assistant", self.heard)) if self.heard else (asked,)


class History:
    """The turns so far, oldest first.

    Attributes:
        key: what identifies the conversation where conversations are kept.
        private: it is kept nowhere.
    """

    def __init__(self, entries: Iterable[Entry] = (), *, key: str = "", private: bool = False) -> None:
        """Begins anew, or goes on after `entries`."""
        self.key = key
        self.private = private
        self._entries = {entry.turn: entry for entry in entries}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All turns, oldest first."""
        return tuple(self._entries.values())

    @property
    def last_turn(self) -> int:
        """The number of the newest turn; 0 if there is none."""
        return max(self._entries, default=0)

    def take(self, turn: int, user: str) -> None:
        """The user's turn is taken."""
        self._entries[turn] = Entry(turn, user)

    def withdraw(self, turn: int) -> None:
        """The user went on speaking: the turn was not over yet."""
        self._entries.pop(turn, None)

    def hear(self, turn: int, heard: str) -> None:
        """What the user heard of the answer to `turn`; a turn that was withdrawn stays withdrawn."""
        if entry := self._entries.get(turn):
            self._entries[turn] = Entry(turn, entry.user, heard.strip())

    def exchanges(self, upcoming: str = "") -> tuple[Exchange, ...]:
        """The turns as the model is told them, with `upcoming` as if it were the newest one."""
        newest = [Entry(self.last_turn + 1, upcoming)] if upcoming else []
        return tuple(_joined([*self._entries.values(), *newest]))

    def messages(self, upcoming: str = "") -> list[tuple[Role, str]]:
        """The same as alternating messages, the user's first."""
        return [message for exchange in self.exchanges(upcoming) for message in exchange.messages]


def _joined(entries: Iterable[Entry]) -> Iterator[Exchange]:
    unanswered: list[str] = []
    last = 0
    for entry in entries:
        unanswered.append(entry.user)
        last = entry.turn
        if entry.heard:
            yield Exchange(entry.turn, " ".join(unanswered), entry.heard)
            unanswered = []
    if unanswered:
        yield Exchange(last, " ".join(unanswered))
