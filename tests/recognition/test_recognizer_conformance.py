"""What every recognizer owes the rest, local or behind a network: one suite over all of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import numpy as np
import pytest

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, Samples
from echoflow.clouds.addresses import Address
from echoflow.pipeline.fallback_recognizer import FallbackRecognizer
from echoflow.pipeline.switchboard import Switchboard
from echoflow.recognition.deepgram import DeepgramRecognizer
from echoflow.recognition.recognizer import Recognizer, Utterance
from echoflow.recognition.whisper import WhisperRecognizer
from stand_ins.deepgram import DeepgramStandIn
from support.speech import say, silence, word_error_rate

FIRST = "Where is the Eiffel Tower?"
SECOND = "Who built it?"

Scenario = Callable[[Recognizer], Awaitable[None]]


@asynccontextmanager
async def engine(name: str) -> AsyncIterator[Recognizer]:
    """A recognizer, not loaded yet, with whatever has to be behind it."""
    if name == "local":
        yield WhisperRecognizer()
        return
    async with DeepgramStandIn(latency=0.1) as server:
        model = "flux" if name == "flux" else "nova-3"
        cloud = DeepgramRecognizer("a-key", model=model, address=Address.parse(server.url, "Deepgram"))
        if name == "fallback":
            yield FallbackRecognizer([cloud, WhisperRecognizer()], Switchboard(), language="en")
        else:
            yield cloud


def run(name: str, scenario: Scenario) -> None:
    """Loads, lets the scenario happen, and closes, which takes a second at most whatever went on."""

    async def main() -> None:
        async with engine(name) as recognizer:
            await recognizer.load()
            await recognizer.load()
            try:
                await scenario(recognizer)
            finally:
                began = time.monotonic()
                await recognizer.close()
                # One decode of Whisper may be under way on a busy machine.
                assert time.monotonic() - began < 3.0

    asyncio.run(main())


async def speak(utterance: Utterance, speech: Samples) -> None:
    """As the microphone's side feeds: a lead, the speech in real time, and the detector's hangover."""
    fed = np.concatenate([silence(0.25), speech, silence(0.2)])
    began = time.monotonic()
    for at in range(0, len(fed), FRAME_SAMPLES):
        await asyncio.sleep(began + at / CAPTURE_RATE - time.monotonic())
        utterance.feed(fed[at : at + FRAME_SAMPLES])


every_recognizer = pytest.mark.parametrize("name", ["local", "nova-3", "flux", "fallback"])


@every_recognizer
def test_an_utterance_is_understood_and_may_go_on(name: str) -> None:
    async def scenario(recognizer: Recognizer) -> None:
        assert "en" in recognizer.languages
        partials: list[str] = []
        utterance = recognizer.begin(partials.append)
        await speak(utterance, say(FIRST))
        first = await utterance.transcribe()
        await speak(utterance, say(SECOND))
        both = await utterance.transcribe()
        utterance.close()
        told = len(partials)

        assert word_error_rate(FIRST, first.text) == 0
        assert word_error_rate(f"{FIRST} {SECOND}", both.text) == 0
        assert first.language == both.language == "en"
        assert 0 < first.audio_seconds < both.audio_seconds
        assert partials
        await asyncio.sleep(0.5)
        assert len(partials) == told, "nothing is told of an utterance that is closed"

    run(name, scenario)


@every_recognizer
def test_each_utterance_is_its_own_and_silence_is_nothing(name: str) -> None:
    async def scenario(recognizer: Recognizer) -> None:
        abandoned = recognizer.begin(lambda _: None)
        await speak(abandoned, say(FIRST))
        words = asyncio.ensure_future(abandoned.transcribe())
        await asyncio.sleep(0)
        abandoned.close()
        abandoned.close()
        words.cancel()
        await asyncio.gather(words, return_exceptions=True)

        quiet = recognizer.begin(lambda _: None)
        await speak(quiet, silence(0.3))
        assert (await quiet.transcribe()).text == ""
        quiet.close()

        following = recognizer.begin(lambda _: None)
        await speak(following, say(SECOND))
        assert word_error_rate(SECOND, (await following.transcribe()).text) == 0
        following.close()

    run(name, scenario)
