"""Recognizers whose transcript is the list of words they were given, and several of them behind one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from echoflow.audio.frames import Samples
from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.pipeline.fallback_recognizer import FallbackRecognizer
from echoflow.recognition.recognizer import Transcript, TurnSign
from support.switches import Switches

UNREACHABLE = failure("Deepgram", Trouble.UNREACHABLE)
REFUSED = failure("Deepgram", Trouble.KEY_REFUSED)


def word(number: int) -> Samples:
    """A word that can be told from all others."""
    return np.full(160, number, np.int16)


@dataclass
class Hearing:
    """One engine's utterance: its transcript is the list of words that it was given."""

    ear: Ear
    on_partial: Callable[[str], None]
    on_sign: Callable[[TurnSign], None]
    on_failed: Callable[[EngineError], None]
    words: list[int] = field(default_factory=list)
    pieces: int = 0
    closed: bool = False

    def feed(self, samples: Samples) -> None:
        self.words += [int(number) for number in samples[::160]]
        self.pieces += 1

    async def transcribe(self) -> Transcript:
        heard = " ".join(map(str, self.words))
        await asyncio.sleep(self.ear.delay)
        if self.ear.error is not None:
            raise self.ear.error
        return Transcript(f"{self.ear.name}: {heard}", "en", len(self.words) / 100)

    def close(self) -> None:
        self.closed = True


@dataclass
class Ear:
    """An engine that answers after `delay`, fails with `error`, and fails to load with what `loads` holds."""

    name: str
    delay: float = 0.25
    error: Exception | None = None
    loads: list[Exception | float] = field(default_factory=list)
    languages: tuple[str, ...] = ("en",)
    hearings: list[Hearing] = field(default_factory=list)
    loaded_at: list[float] = field(default_factory=list)
    closed: bool = False

    async def load(self) -> None:
        self.loaded_at.append(asyncio.get_running_loop().time())
        outcome = self.loads.pop(0) if self.loads else 0.0
        if isinstance(outcome, Exception):
            raise outcome
        await asyncio.sleep(outcome)

    def begin(
        self,
        on_partial: Callable[[str], None],
        on_sign: Callable[[TurnSign], None] = lambda _: None,
        on_failed: Callable[[EngineError], None] = lambda _: None,
    ) -> Hearing:
        self.hearings.append(Hearing(self, on_partial, on_sign, on_failed))
        return self.hearings[-1]

    async def close(self) -> None:
        self.closed = True


@dataclass
class Ears:
    """The cloud and the local one behind a `FallbackRecognizer`, and what was told."""

    cloud: Ear = field(default_factory=lambda: Ear("deepgram"))
    local: Ear = field(default_factory=lambda: Ear("local"))
    may_spend: Callable[[str], bool] = lambda _: True
    told: Switches = field(default_factory=Switches)
    partials: list[str] = field(default_factory=list)
    signs: list[TurnSign] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.recognizer = FallbackRecognizer([self.cloud, self.local], self.told.switchboard, may_spend=self.may_spend)

    def begin(self) -> None:
        self.utterance = self.recognizer.begin(
            self.partials.append, self.signs.append, lambda error: self.failures.append(str(error))
        )

    def say(self, *numbers: int) -> None:
        for number in numbers:
            self.utterance.feed(word(number))

    async def heard(self) -> str:
        return (await self.utterance.transcribe()).text
