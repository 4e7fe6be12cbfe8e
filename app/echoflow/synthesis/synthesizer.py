"""What a speech synthesizer is to the rest of EchoFlow."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from echoflow.audio.frames import Samples


@dataclass(frozen=True, slots=True)
class SpokenChunk:
    """A piece of speech and when each of its characters is heard.

    Attributes:
        samples: mono int16 at the synthesizer's `sample_rate`.
        text: the characters spoken here, exactly as given, white space included: the chunks' texts joined are the
            text that went in.
        starts: seconds from the first sample at which each character of `text` begins; len(starts) == len(text).
        estimated: the engine gave no timings and `starts` was estimated from the text's length.

    """

    samples: Samples
    text: str
    starts: tuple[float, ...]
    estimated: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice to choose.

    Attributes:
        identifier: what the settings keep.
        name: what a person reads.
        language: ISO 639-1 code; empty if it speaks many.
        own: the user made it, and may delete it again.
        description: a few words of the service's own, such as "American, calm"; may be empty.

    """

    identifier: str
    name: str
    language: str
    own: bool = False
    description: str = ""


class Synthesizer(Protocol):
    """Text to speech. Methods are called on the main loop; the work is done elsewhere."""

    name: str
    """`local`, `elevenlabs`, ..."""

    sample_rate: int
    """Hz of the chunks."""

    async def load(self) -> None:
        """Makes ready and warm. Raises EngineError.

        May be called again after it failed, and after the synthesizer has lost its service; it does nothing while all
        is well.
        """

    def warm(self) -> None:
        """Somebody speaks and will want an answer: opens what that needs, if it is not open. Never blocks or fails."""

    async def voices(self) -> tuple[Voice, ...]:
        """The voices that can be used now."""

    def set_voice(self, identifier: str) -> None:
        """Used from the next `speak` on. Raises UserError if there is no such voice."""

    def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        """Speech for phrases as they come; chunks in order, the first as early as possible.

        Closing the generator stops the work.

        Raises:
            EngineError: nothing more can be spoken; what was yielded before stays good.

        """

    async def close(self) -> None:
        """Frees threads, sockets and memory, at most a second later whatever a peer does."""
