"""The user fell silent: what is awaited before their turn is taken, and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from echoflow.conversation.endpointing import Endpointing
from echoflow.conversation.events import Sign


@dataclass(slots=True)
class Settling:
    """A turn that may be over.

    Times are absolute, so that slow answers add nothing to the wait.

    Attributes:
        audio_until: the second of the last audio that belongs to it.
        give_up_at: when no transcript will come any more.
        judge_by: until when the judgement of its completeness is waited for; None when it is there or not asked for.
        is_key_tail: the key was let go, and the last sound before that has not arrived yet.
        by_key: the key was let go.
        transcript: its words, once they are there.
        completeness: 0 to 1, how complete it sounds; None if that cannot be told.
        ended: the recognizer is sure that it is over, so there is nothing left to wait for but its words.
        certain_at: when a moment of silence counts as the end of speech though nobody has said so; None once it is
            certain. Until then all is prepared, and nothing is done.
    """

    audio_until: float
    give_up_at: float
    judge_by: float | None
    is_key_tail: bool
    by_key: bool
    _due: Callable[[Settling], float]
    transcript: str | None = None
    completeness: float | None = None
    ended: bool = False
    certain_at: float | None = None

    @classmethod
    def after_speech(
        cls,
        ended_at: float,
        endpointing: Endpointing,
        give_up_at: float,
        judge_by: float | None,
        certain_at: float | None,
    ) -> Settling:
        """Speech ended by itself; how long it is waited whether it goes on depends on what was said."""

        def due(settling: Settling) -> float:
            return ended_at + endpointing.delay(settling.transcript, settling.completeness)

        return cls(ended_at, give_up_at, judge_by, is_key_tail=False, by_key=False, _due=due, certain_at=certain_at)

    @classmethod
    def after_key(cls, audio_until: float, give_up_at: float) -> Settling:
        """The user let go of the key and means it; the audio up to `audio_until` still counts."""
        return cls(audio_until, give_up_at, None, is_key_tail=True, by_key=True, _due=lambda _: audio_until)

    @property
    def deadline(self) -> float:
        """When something has to be done next."""
        if self.certain_at is not None:
            return self.certain_at
        if self.is_key_tail:
            return self.audio_until
        if self.transcript is None:
            return self.give_up_at
        if self.ended:
            return self.audio_until
        return self._due(self) if self.judge_by is None else self.judge_by

    def is_over(self, now: float) -> bool:
        """Whether the turn can be taken, or dropped if nothing was said."""
        if self.certain_at is not None:
            if now < self.certain_at:
                return False
            self.certain_at = None
        if self.transcript is None:
            return now >= self.give_up_at
        if self.ended:
            return True
        if self.judge_by is not None and now >= self.judge_by:
            self.judge_by = None
        return self.judge_by is None and now >= self._due(self)

    def heed(self, sign: Sign) -> None:
        """The recognizer tells of the turn; its words are another matter."""
        match sign:
            case Sign.ENDED:
                self.ended = True
            case Sign.WENT_ON:
                # What it takes for speech, voice activity may not have noticed yet.
                self.ended, self.completeness = False, 0.0
            case Sign.END_EXPECTED:
                pass
