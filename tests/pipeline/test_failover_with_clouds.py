"""The clouds' own engines, failing against stand-ins of the services, with local ones in reserve."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import numpy as np
import pytest

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES
from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError
from echoflow.language.language_model import Message, Sampling
from echoflow.language.openai_compatible import OpenAICompatibleModel
from echoflow.pipeline.fallback_language_model import FallbackLanguageModel
from echoflow.pipeline.fallback_recognizer import FallbackRecognizer
from echoflow.pipeline.fallback_synthesizer import FallbackSynthesizer
from echoflow.recognition.deepgram import DeepgramRecognizer
from echoflow.synthesis.elevenlabs import ElevenLabsSynthesizer
from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_tones import ToneEars
from stand_ins.elevenlabs import RACHEL, ElevenLabsStandIn, tones
from stand_ins.faults import Fault, When
from stand_ins.openai import OpenAIStandIn, says
from support.scripted_engines import ScriptedModel, ScriptedSynthesizer
from support.switches import Switches

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
EARS = ToneEars(WORDS)
PHRASES = ("Well, hello there, my friend. ", "How are you on this fine day?")

MIDDLE = When.MIDDLE
CONNECT = When.CONNECT


@pytest.mark.parametrize(
    ("model", "fault", "when", "switches"),
    [
        ("nova-3", Fault.DROP, MIDDLE, False),
        ("flux", Fault.DROP, MIDDLE, False),
        ("flux", Fault.CLOSE_1008, MIDDLE, True),
        ("nova-3", Fault.REFUSE_401, MIDDLE, True),
        ("nova-3", Fault.REFUSE_402, CONNECT, True),
    ],
)
def test_no_word_is_lost_with_deepgram(model: str, fault: Fault, when: When, switches: bool) -> None:
    async def scenario() -> None:
        told = Switches()
        async with DeepgramStandIn(recognize=EARS) as server:
            server.inject(fault, when, None if switches else 1)
            cloud = DeepgramRecognizer("a-key", model=model, address=Address.parse(server.url, "Deepgram"))
            recognizer = FallbackRecognizer([cloud, await EARS.recognizer("en")], told.switchboard)
            await recognizer.load()
            utterance = recognizer.begin(lambda _: None)
            for frame in np.pad(EARS.say(*WORDS), (0, CAPTURE_RATE // 2)).reshape(-1, FRAME_SAMPLES):
                utterance.feed(frame)
                await asyncio.sleep(0.008)
            transcript = await utterance.transcribe()
            utterance.close()
            await recognizer.close()

        assert transcript.text.split() == list(WORDS)
        assert bool(told.switches) == switches
        assert len(told.sentences) == switches

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("fault", "when"),
    [(Fault.DROP, MIDDLE), (Fault.CLOSE_1011, MIDDLE), (Fault.REFUSE_401, CONNECT)],
)
def test_every_word_of_an_answer_is_said_with_elevenlabs(fault: Fault, when: When) -> None:
    async def scenario() -> None:
        async def coming() -> AsyncIterator[str]:
            for phrase in PHRASES:
                yield phrase
                await asyncio.sleep(0.05)

        told = Switches()
        async with ElevenLabsStandIn(synthesize=tones) as server:
            server.inject(fault, when, None)
            address = Address.parse(server.url, "ElevenLabs")
            cloud = ElevenLabsSynthesizer("a-key", voice=RACHEL, address=address)
            voice = FallbackSynthesizer([cloud, ScriptedSynthesizer()], told.switchboard)
            await voice.load()
            chunks = [chunk async for chunk in voice.speak(coming())]
            await voice.close()

        assert "".join(chunk.text for chunk in chunks) == "".join(PHRASES)
        assert all(len(chunk.starts) == len(chunk.text) for chunk in chunks)
        assert told.switches[0] == ("tts", "elevenlabs", "local")

    asyncio.run(scenario())


def test_the_next_turn_after_a_broken_answer_is_the_local_models() -> None:
    async def scenario() -> None:
        told = Switches()
        question = (Message("user", "How are you?"),)
        async with OpenAIStandIn(answer=says("I ", "am ", "fine.")) as server:
            server.chat_faults.inject(Fault.DROP, MIDDLE, None)
            server.chat_faults.inject(Fault.REFUSE_503, CONNECT, None)
            cloud = OpenAICompatibleModel("a-key", address=Address.parse(server.url, "OpenAI"))
            model = FallbackLanguageModel([cloud, ScriptedModel([["Well."], ["Fine."]])], told.switchboard)
            await model.load()
            answers = []
            for _ in range(2):
                try:
                    answers.append([piece async for piece in model.generate(question, Sampling())])
                except EngineError:
                    answers.append([])
            await model.close()

        assert ["Well."] in answers
        assert told.switches == [("llm", "openai", "local")]

    asyncio.run(scenario())
