"""The conversation as the model is told it: what the user said, and what they heard of the answers."""

from __future__ import annotations

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


class History:
    """The turns so far, oldest first."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}

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

    def messages(self, upcoming: str = "") -> list[tuple[Role, str]]:
        """Alternating user and assistant messages, the user first; `upcoming` as if it were the newest turn.

        Turns that got no answer are joined with the next one, because many chat templates refuse two messages of one
        role in a row.
        """
        messages: list[tuple[Role, str]] = []
        unanswered: list[str] = []
        for entry in self._entries.values():
            unanswered.append(entry.user)
            if entry.heard:
                messages += [("user", " ".join(unanswered)), ("assistant", entry.heard)]
                unanswered = []
        if upcoming:
            unanswered.append(upcoming)
        if unanswered:
            messages.append(("user", " ".join(unanswered)))
        return messages
