"""What a speech recognizer is to the rest of EchoFlow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from echoflow.audio.frames import Samples
from echoflow.conversation.events import Sign
from echoflow.errors import EngineError

__all__ = ["Recognizer", "Sign", "Transcript", "TurnSign", "Utterance"]


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was understood.

    Attributes:
        text: words with punctuation; empty when nothing was said.
        language: ISO 639-1 code.
        audio_seconds: how much of the utterance it covers, counted from the utterance's first sample.
        turn_ended: the recognizer, which listens for that as well, has heard that the speaker is done.

    """

    text: str
    language: str
    audio_seconds: float
    turn_ended: bool = False


@dataclass(frozen=True, slots=True)
class TurnSign:
    """Told while an utterance goes on.

    Attributes:
        sign: what is told.
        text: all of the utterance's words so far; for WENT_ON empty.
    """

    sign: Sign
    text: str = ""


def _ignore(_: object) -> None:
    pass


class Utterance(Protocol):
    """One stretch of the user's speech, growing while they speak."""

    def feed(self, samples: Samples) -> None:
        """Adds audio (16 kHz mono int16, any length). Never blocks."""

    async def transcribe(self) -> Transcript:
        """The final transcript of all audio fed so far. May be called again after more audio was fed.

        Raises:
            EngineError: the recognizer cannot serve, or has not answered in time.

        """

    def close(self) -> None:
        """No more audio, no more partials; a transcription under way is abandoned. Safe to call twice."""


class Recognizer(Protocol):
    """Speech to text. Methods are called on the main loop; the work is done elsewhere."""

    name: str
    """`local`, `deepgram`, ..."""

    languages: tuple[str, ...]
    """ISO 639-1 codes it understands."""

    async def load(self) -> None:
        """Makes ready (weights in memory and warm, or the service connected). Raises EngineError.

        May be called again after it failed, and after the recognizer has lost its service; it does nothing while all
        is well.
        """

    def begin(
        self,
        on_partial: Callable[[str], None],
        on_sign: Callable[[TurnSign], None] = _ignore,
        on_failed: Callable[[EngineError], None] = _ignore,
    ) -> Utterance:
        """Starts an utterance. What is handed over is called on the main loop, and not after the utterance is closed.

        Args:
            on_partial: receives the text so far each time it changes.
            on_sign: receives what can be told of the turn.
            on_failed: receives, at most once, why nothing more will come of this utterance; `transcribe` raises it too.

        """

    async def close(self) -> None:
        """Frees threads, sockets and memory, at most a second later whatever a peer does."""
