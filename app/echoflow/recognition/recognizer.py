"""What a speech recognizer is to the rest of EchoFlow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from echoflow.audio.frames import Samples


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was understood.

    Attributes:
        text: words with punctuation; empty when nothing was said.
        language: ISO 639-1 code.
        audio_seconds: how much of the utterance it covers, counted from the utterance's first sample.

    """

    text: str
    language: str
    audio_seconds: float


class Utterance(Protocol):
    """One stretch of the user's speech, growing while they speak."""

    def feed(self, samples: Samples) -> None:
        """Adds audio (16 kHz mono int16, any length). Never blocks."""

    async def transcribe(self) -> Transcript:
        """The final transcript of all audio fed so far. May be called again after more audio was fed.

        Raises:
            EngineError: the recognizer cannot serve.

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
        """Makes ready (weights in memory and warm, or the service reachable). Raises EngineError."""

    def begin(self, on_partial: Callable[[str], None]) -> Utterance:
        """Starts an utterance; `on_partial` receives, on the main loop, the text so far each time it changes."""

    async def close(self) -> None:
        """Frees threads, sockets and memory."""
