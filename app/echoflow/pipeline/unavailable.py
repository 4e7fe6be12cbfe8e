"""An engine that is not there, in its place: it says why, and whoever stands in for it is found as for any other."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence

import numpy as np

from echoflow.audio.frames import PLAYBACK_RATE
from echoflow.errors import EngineError
from echoflow.language.language_model import Message, Sampling
from echoflow.recognition.recognizer import TurnSign, Utterance
from echoflow.synthesis.synthesizer import SpokenChunk, Voice


class Unavailable:
    """Implements the three protocols by failing, such as a cloud without a key."""

    sample_rate = PLAYBACK_RATE
    rolls_back = False
    context_length = None

    def __init__(self, name: str, error: EngineError, languages: tuple[str, ...] = ()) -> None:
        """`error` is what every use of it raises."""
        self.name = name
        self.languages = languages
        self._error = error

    async def load(self) -> None:
        """Raises EngineError."""
        raise self._error

    def begin(
        self,
        on_partial: Callable[[str], None],
        on_sign: Callable[[TurnSign], None] | None = None,
        on_failed: Callable[[EngineError], None] | None = None,
    ) -> Utterance:
        """Raises EngineError."""
        raise self._error

    async def generate(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        """Raises EngineError."""
        raise self._error
        yield ""

    async def prefill(self, messages: Sequence[Message], sampling: Sampling) -> None:
        """Raises EngineError."""
        raise self._error

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """Raises EngineError."""
        raise self._error

    def hold(self) -> None:
        """Nothing is under way."""

    def go_on(self) -> None:
        """Nothing is held."""

    def warm(self) -> None:
        """Nothing is there to be warmed."""

    async def voices(self) -> tuple[Voice, ...]:
        """None."""
        return ()

    def set_voice(self, identifier: str) -> None:
        """Whichever is chosen, nothing is said with it."""

    async def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        """Raises EngineError."""
        raise self._error
        yield SpokenChunk(np.empty(0, np.int16), "", (), estimated=True)

    async def close(self) -> None:
        """Nothing is there to be closed."""
