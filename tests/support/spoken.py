"""Speaking with the ElevenLabs synthesizer against its stand-in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import numpy as np

from echoflow.audio.frames import Samples
from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError
from echoflow.synthesis.elevenlabs import ElevenLabsSynthesizer
from echoflow.synthesis.synthesizer import SpokenChunk, Synthesizer
from stand_ins.elevenlabs import RACHEL, ElevenLabsStandIn, tones

KEY = "sk_a_key_nobody_may_read"


def stand_in(**options: Any) -> ElevenLabsStandIn:
    """The service, speaking in tones; quickly unless told otherwise."""
    return ElevenLabsStandIn(key=KEY, **{"synthesize": tones, "speed": 100.0, **options})


@asynccontextmanager
async def synthesizer(server: ElevenLabsStandIn, **options: Any) -> AsyncIterator[ElevenLabsSynthesizer]:
    """A synthesizer connected to nothing yet."""
    address = Address.parse(server.url, "ElevenLabs")
    voice = ElevenLabsSynthesizer(**{"key": KEY, "voice": RACHEL, "address": address, **options})
    try:
        yield voice
    finally:
        await voice.close()


async def phrases_of(*phrases: str) -> AsyncIterator[str]:
    """All at once."""
    for phrase in phrases:
        yield phrase


async def spoken(voice: Synthesizer, *phrases: str) -> list[SpokenChunk]:
    """The whole of a reply."""
    return [chunk async for chunk in voice.speak(phrases_of(*phrases))]


async def spoken_until(voice: Synthesizer, *phrases: str) -> tuple[list[SpokenChunk], EngineError | None]:
    """What is spoken of a reply, and what ended it too early."""
    chunks: list[SpokenChunk] = []
    try:
        async for chunk in voice.speak(phrases_of(*phrases)):
            chunks.append(chunk)  # noqa: PERF401 - what came before the error counts.
    except EngineError as error:
        return chunks, error
    return chunks, None


def text_of(chunks: list[SpokenChunk]) -> str:
    """What is said in them."""
    return "".join(chunk.text for chunk in chunks)


def sound_of(chunks: list[SpokenChunk]) -> Samples:
    """What is heard of them."""
    return np.concatenate([np.zeros(0, np.int16), *(chunk.samples for chunk in chunks)])


async def until(condition: Callable[[], bool], within: float = 5.0) -> None:
    """Returns once `condition` holds; fails if it does not `within` seconds."""
    latest = time.monotonic() + within
    while not condition():
        assert time.monotonic() < latest, "it did not happen"
        await asyncio.sleep(0.005)
