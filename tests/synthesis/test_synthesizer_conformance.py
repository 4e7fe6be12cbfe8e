"""What every synthesizer owes the rest, local or behind a network: one suite over all of them."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
import soxr

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.clouds.addresses import Address
from echoflow.pipeline.fallback_synthesizer import FallbackSynthesizer
from echoflow.pipeline.switchboard import Switchboard
from echoflow.synthesis.elevenlabs import ElevenLabsSynthesizer
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.synthesis.spoken_cache import SpokenCache
from echoflow.synthesis.synthesizer import SpokenChunk, Synthesizer
from stand_ins.elevenlabs import RACHEL, ElevenLabsStandIn
from support.speech import understood, word_error_rate

PHRASES = ("The Eiffel Tower is in Paris,", " the capital of **France**. 😊", " A week has seven days.")
SPOKEN = "The Eiffel Tower is in Paris, the capital of France. A week has seven days."

Scenario = Callable[[Synthesizer], Awaitable[None]]


@asynccontextmanager
async def engine(name: str, folder: Path) -> AsyncIterator[Synthesizer]:
    """A synthesizer, not loaded yet, with whatever has to be behind it."""
    if name == "local":
        yield HibariSynthesizer()
        return
    async with ElevenLabsStandIn(latency=0.05) as server:
        cache = SpokenCache(folder) if name == "with a cache" else None
        address = Address.parse(server.url, "ElevenLabs")
        cloud = ElevenLabsSynthesizer("a-key", voice=RACHEL, address=address, cache=cache)
        if name == "fallback":
            yield FallbackSynthesizer([cloud, HibariSynthesizer()], Switchboard())
        else:
            yield cloud


def run(name: str, folder: Path, scenario: Scenario) -> None:
    """Loads, lets the scenario happen, and closes, which takes a second at most."""

    async def main() -> None:
        async with engine(name, folder) as synthesizer:
            await synthesizer.load()
            await synthesizer.load()
            synthesizer.warm()
            try:
                await scenario(synthesizer)
            finally:
                began = time.monotonic()
                await synthesizer.close()
                assert time.monotonic() - began < 2.0

    asyncio.run(main())


async def as_they_come(*phrases: str) -> AsyncIterator[str]:
    for phrase in phrases:
        await asyncio.sleep(0.02)
        yield phrase


async def spoken(synthesizer: Synthesizer, *phrases: str) -> list[SpokenChunk]:
    return [chunk async for chunk in synthesizer.speak(as_they_come(*phrases))]


def heard(chunks: list[SpokenChunk], rate: int) -> Samples:
    """What it sounds like, at the recognizer's rate."""
    sound = np.concatenate([chunk.samples for chunk in chunks])
    return np.asarray(soxr.resample(sound, rate, CAPTURE_RATE), np.int16)


every_synthesizer = pytest.mark.parametrize("name", ["local", "cloud", "with a cache", "fallback"])


@every_synthesizer
def test_what_is_given_is_said_word_for_word_and_timed(name: str, tmp_path: Path) -> None:
    async def scenario(synthesizer: Synthesizer) -> None:
        assert await spoken(synthesizer) == []
        for _ in range(2):
            chunks = await spoken(synthesizer, *PHRASES)

            assert "".join(chunk.text for chunk in chunks) == "".join(PHRASES)
            for chunk in chunks:
                assert chunk.samples.dtype == np.int16
                assert len(chunk.starts) == len(chunk.text)
                assert all(one <= next_one for one, next_one in itertools.pairwise(chunk.starts))
                assert all(0 <= start <= len(chunk.samples) / synthesizer.sample_rate + 0.02 for start in chunk.starts)
            words = await asyncio.to_thread(understood, heard(chunks, synthesizer.sample_rate))
            assert word_error_rate(SPOKEN, words) <= 0.12

    run(name, tmp_path, scenario)


@every_synthesizer
def test_the_first_phrase_is_said_before_the_next_is_known_and_any_may_be_the_last(name: str, tmp_path: Path) -> None:
    async def scenario(synthesizer: Synthesizer) -> None:
        never = asyncio.Event()

        async def broken_off() -> AsyncIterator[str]:
            yield PHRASES[0]
            await never.wait()

        async with asyncio.timeout(10), aclosing(synthesizer.speak(broken_off())) as chunks:
            first = await anext(chunks)
        assert len(first.samples)

        chunks_after = await spoken(synthesizer, PHRASES[2])
        assert "".join(chunk.text for chunk in chunks_after) == PHRASES[2]

    run(name, tmp_path, scenario)
