"""Speaking to Deepgram's recognizer in real time, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, Samples
from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError
from echoflow.recognition.deepgram import DeepgramRecognizer
from echoflow.recognition.recognizer import Transcript, TurnSign, Utterance
from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_tones import ToneEars
from support.speech import silence

KEY = "dg-5ecret-and-never-to-be-seen"

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

LATENCY = 0.25
"""Seconds from the end of speech to a final result, as the service has it over the world."""


@dataclass
class Dictation:
    """One utterance and all that was told about it.

    Attributes:
        spoken_at: the loop's time at which the speech fed last ended.
    """

    utterance: Utterance
    partials: list[str]
    signs: list[TurnSign]
    failures: list[EngineError]
    spoken_at: float = 0.0

    async def speak(self, speech: Samples) -> None:
        """What the microphone's side feeds: a lead, the speech in real time, and the detector's hangover."""
        self.utterance.feed(silence(0.25))
        loop = asyncio.get_running_loop()
        began = loop.time()
        fed = np.concatenate([speech, silence(0.2)])
        for at in range(0, len(fed), FRAME_SAMPLES):
            await asyncio.sleep(began + (at + FRAME_SAMPLES) / CAPTURE_RATE - loop.time())
            self.utterance.feed(fed[at : at + FRAME_SAMPLES])
        self.spoken_at = began + len(speech) / CAPTURE_RATE

    async def transcribe(self) -> Transcript:
        """Within what a test may take in any case."""
        async with asyncio.timeout(12):
            return await self.utterance.transcribe()


@dataclass
class Desk:
    """A recognizer and the stand-in it is connected to.

    Attributes:
        spent: when audio was sent, of which item, and how many seconds.
    """

    server: DeepgramStandIn
    recognizer: DeepgramRecognizer
    ears: ToneEars
    spent: list[tuple[float, str, float]] = field(default_factory=list)

    def begin(self) -> Dictation:
        """Another utterance."""
        partials: list[str] = []
        signs: list[TurnSign] = []
        failures: list[EngineError] = []
        utterance = self.recognizer.begin(partials.append, signs.append, failures.append)
        return Dictation(utterance, partials, signs, failures)

    @contextmanager
    def dictating(self) -> Iterator[Dictation]:
        """Another utterance, closed at the end."""
        dictation = self.begin()
        try:
            yield dictation
        finally:
            dictation.utterance.close()

    async def dictate(self, *words: str) -> str:
        """The final transcript of these words."""
        with self.dictating() as dictation:
            await dictation.speak(self.ears.say(*words))
            return (await dictation.transcribe()).text

    def longest_gap(self) -> float:
        """Seconds between two sendings of audio, the longest."""
        times = [at for at, _, _ in self.spent]
        return max(np.diff(times))

    async def settled(self, connections: int) -> None:
        """Returns when so many connections were made and the last one is open."""
        async with asyncio.timeout(10):
            while len(self.server.connections) < connections or not self.server.connections[-1].open:
                await asyncio.sleep(0.01)


def run_each(scenario: Callable[..., Coroutine[Any, Any, None]], *cases: tuple[Any, ...]) -> None:
    """Runs `scenario` with the arguments of each case, all at the same time: they mostly wait for speech to end."""

    async def one(case: tuple[Any, ...]) -> None:
        try:
            await scenario(*case)
        except BaseException as error:
            error.add_note(f"in the case {case}")
            raise

    async def all_of_them() -> None:
        async with asyncio.TaskGroup() as group:
            for case in cases:
                group.create_task(one(case))

    asyncio.run(all_of_them())


def recognizer_for(url: str, **options: Any) -> DeepgramRecognizer:
    """One that reaches the stand-in at `url`."""
    return DeepgramRecognizer(KEY, address=Address.parse(url, "Deepgram"), **options)


@asynccontextmanager
async def desk(model: str = "auto", *, load: bool = True, idle_seconds: float = 10.0) -> AsyncIterator[Desk]:
    """A stand-in that understands tones, and a recognizer connected to it."""
    ears = ToneEars(WORDS)
    async with DeepgramStandIn(recognize=ears, latency=LATENCY, key=KEY, idle_seconds=idle_seconds) as server:
        loop = asyncio.get_running_loop()
        spent: list[tuple[float, str, float]] = []
        recognizer = recognizer_for(
            server.url, model=model, spent=lambda item, seconds: spent.append((loop.time(), item, seconds))
        )
        try:
            if load:
                await recognizer.load()
            yield Desk(server, recognizer, ears, spent)
        finally:
            await recognizer.close()
