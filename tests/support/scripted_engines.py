"""Engines that do exactly what a test tells them, so that its subject is the pipeline between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from echoflow.audio.frames import PLAYBACK_RATE, Samples
from echoflow.errors import EngineError
from echoflow.language.language_model import Message, Sampling
from echoflow.recognition.recognizer import Transcript, TurnSign
from echoflow.synthesis.synthesizer import SpokenChunk, Voice

SECONDS_PER_CHARACTER = 0.05

Piece: TypeAlias = str | EngineError | asyncio.Event


@dataclass
class ScriptedUtterance:
    """Understands the next scripted text whenever it is asked."""

    recognizer: ScriptedRecognizer
    on_partial: Callable[[str], None]
    """Call it with the words so far."""
    on_sign: Callable[[TurnSign], None] = lambda _: None
    on_failed: Callable[[EngineError], None] = lambda _: None
    fed: int = 0
    closed: bool = False

    def feed(self, samples: Samples) -> None:
        self.fed += len(samples)

    async def transcribe(self) -> Transcript:
        heard = self.recognizer.texts.pop(0)
        if isinstance(heard, EngineError):
            raise heard
        return Transcript(heard, "en", self.fed / 16_000)

    def close(self) -> None:
        self.closed = True


@dataclass
class ScriptedRecognizer:
    """Understands its `texts`, one a transcription."""

    texts: list[str | EngineError]
    name: str = "local"
    languages: tuple[str, ...] = ("en",)
    utterances: list[ScriptedUtterance] = field(default_factory=list)
    refusal: EngineError | None = None

    async def load(self) -> None: ...

    def begin(
        self,
        on_partial: Callable[[str], None],
        on_sign: Callable[[TurnSign], None] = lambda _: None,
        on_failed: Callable[[EngineError], None] = lambda _: None,
    ) -> ScriptedUtterance:
        if self.refusal is not None:
            raise self.refusal
        self.utterances.append(ScriptedUtterance(self, on_partial, on_sign, on_failed))
        return self.utterances[-1]

    async def close(self) -> None: ...


@dataclass
class ScriptedModel:
    """Gives its `answers`, one a generation: pieces of text, an error at that point, or something to wait for."""

    answers: list[Sequence[Piece]]
    name: str = "local"
    rolls_back: bool = True
    context_length: int | None = None
    prompts: list[list[Message]] = field(default_factory=list)
    read_ahead: list[list[Message]] = field(default_factory=list)
    cancelled: int = 0
    going: asyncio.Event = field(default_factory=asyncio.Event)
    """Not set while it is held."""

    async def load(self) -> None: ...

    async def generate(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        self.prompts.append(list(messages))
        self.going.set()
        try:
            for piece in self.answers.pop(0):
                await asyncio.sleep(0)
                await self.going.wait()
                if isinstance(piece, EngineError):
                    raise piece
                if isinstance(piece, asyncio.Event):
                    await piece.wait()
                else:
                    yield piece
        except (asyncio.CancelledError, GeneratorExit):
            self.cancelled += 1
            raise

    async def prefill(self, messages: Sequence[Message], sampling: Sampling) -> None:
        self.read_ahead.append(list(messages))

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """One for each word."""
        return sum(len(message.content.split()) for message in messages)

    def hold(self) -> None:
        self.going.clear()

    def go_on(self) -> None:
        self.going.set()

    async def close(self) -> None: ...


@dataclass
class ScriptedSynthesizer:
    """Speaks every character in 50 ms of a tone."""

    name: str = "local"
    sample_rate: int = PLAYBACK_RATE
    warmed: int = 0

    async def load(self) -> None: ...

    def warm(self) -> None:
        self.warmed += 1

    async def voices(self) -> tuple[Voice, ...]:
        return ()

    def set_voice(self, identifier: str) -> None: ...

    async def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        async for phrase in phrases:
            times = np.arange(round(len(phrase) * SECONDS_PER_CHARACTER * self.sample_rate)) / self.sample_rate
            tone = (8000 * np.sin(2 * np.pi * 220 * times)).astype(np.int16)
            starts = tuple(i * SECONDS_PER_CHARACTER for i in range(len(phrase)))
            yield SpokenChunk(tone, phrase, starts, estimated=False)

    async def close(self) -> None: ...
