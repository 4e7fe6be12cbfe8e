"""The user's turn: what is known of it so far, and the orders that are about it."""

from __future__ import annotations

from echoflow.conversation.events import (
    BeginUtterance,
    CloseUtterance,
    DropTurn,
    JudgeEndOfTurn,
    Order,
    Prepare,
    Reply,
    Transcribe,
)
from echoflow.conversation.stable_words import StableWords


class UserTurn:
    """One turn, or a sound over our speech until it is known to be none.

    Attributes:
        number: from 1; 0 stands for none so far.
        revision: counts the silences that may be its end.
        held: it lasts until the key is let go.
        voiced: a voice was heard in it.
        level_db: how loud it was, as far as that is known.
        ended_at: the second in which its speech ended; of a turn without speech so far, in which it began.
        by_key: the user let go of the key, rather than fall silent.
    """

    def __init__(
        self, number: int, at: float = 0.0, *, voiced: bool = False, held: bool = False, over_reply: bool = False
    ) -> None:
        """It began at `at`; `over_reply` if we were being heard then."""
        self.number = number
        self.revision = 0
        self.held = held
        self.voiced = voiced
        self.level_db: float | None = None
        self.ended_at = at
        self.by_key = False
        self._began_over_reply = over_reply
        self._words = StableWords()
        self._read_so_far = ""

    def begin(self) -> Order:
        """Its sound is listened to, from its beginning on."""
        return BeginUtterance(self.number, self.ended_at)

    def close(self) -> Order:
        """Nothing more of its sound is needed."""
        return CloseUtterance(self.number)

    def transcribe(self, until: float) -> Order:
        """Its words up to the second `until` are wanted."""
        return Transcribe(self.number, self.revision, until)

    def judge(self, until: float) -> Order:
        """How complete it sounds up to the second `until` is wanted."""
        return JudgeEndOfTurn(self.number, self.revision, until)

    def read(self, text: str) -> list[Order]:
        """Its growing transcript is `text` now; what of it can be relied on is read, if that is not what it was."""
        stable = self._words.add(text)
        if stable == self._read_so_far:
            return []
        self._read_so_far = stable
        return self.prepare(stable)

    def prepare(self, text: str) -> list[Order]:
        """`text`, if there is any, may be all of it."""
        return [Prepare(self.number, self.revision, text)] if text else []

    def reply(self, text: str) -> Order:
        """It is taken, and `text` is what was said."""
        return Reply(self.number, self.revision, text, self.ended_at)

    def drop(self, *, on_purpose: bool) -> Order:
        """It is none; nobody who spoke over us is told that they were not understood."""
        return DropTurn(self.number, on_purpose or self._began_over_reply)
