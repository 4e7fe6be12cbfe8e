"""The engines serve in the order the user chose: the local one may come first as well, and nothing may stand in."""

from __future__ import annotations

import argparse
import asyncio

import numpy as np
import pytest

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES
from echoflow.cli import build_parser
from echoflow.clouds.addresses import Address
from echoflow.commands.options import engine_choice
from echoflow.engine_room import EngineRoom
from echoflow.errors import EngineError, Trouble, UsageError
from echoflow.pipeline.cloud_access import CloudAccess
from echoflow.pipeline.engine_choice import CloudChoice, EngineChoice, Reserves
from echoflow.pipeline.engine_factory import Clouds, create, create_recognizer, create_synthesizer
from echoflow.pipeline.engine_pool import Engine as Loadable
from echoflow.pipeline.fallback_recognizer import FallbackRecognizer
from echoflow.store.credentials import Key, KeyState, Service
from echoflow.store.settings import Settings
from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_tones import ToneEars
from support.ears import Ear
from support.switches import Switches
from support.virtual_time import run_in_virtual_time

NOTHING = Reserves((), (), ())
KEY = Key(KeyState.FOUND, "a-key", "session")


def parsed(*arguments: str) -> argparse.Namespace:
    return build_parser().parse_args(arguments)


def test_the_chosen_engine_comes_first_and_each_only_once() -> None:
    settings = Settings(recognition="deepgram", recognition_fallback=("local", "deepgram"), speech_fallback=())
    choice = engine_choice(parsed(), settings)
    assert choice.engines("asr") == ("deepgram", "local")
    assert choice.engines("llm") == ("local",)
    assert choice.engines("tts") == ("local",)
    assert engine_choice(parsed("--engine-asr", "local"), settings).engines("asr") == ("local", "deepgram")


def test_a_language_needs_only_one_engine_that_knows_it() -> None:
    with pytest.raises(UsageError, match="zh"):
        EngineChoice(language="zh").check()
    EngineChoice(language="zh", reserves=Reserves(asr=("deepgram",))).check()


def test_a_cloud_in_reserve_hears_what_the_local_recognizer_cannot() -> None:
    ears = ToneEars(("ni", "hao"))

    async def scenario() -> None:
        told = Switches()
        async with DeepgramStandIn(recognize=ears) as server:
            clouds = Clouds({Service.DEEPGRAM: KEY}, {Service.DEEPGRAM: Address.parse(server.url, "Deepgram")})
            choice = EngineChoice(
                language="zh", reserves=Reserves(asr=("deepgram",)), cloud=CloudChoice(deepgram_model="nova-3")
            )
            recognizer = create_recognizer(choice, clouds, told.switchboard)
            await recognizer.load()
            assert recognizer.name == "deepgram"
            [sentence] = told.sentences
            assert "does not understand" in sentence
            assert "Deepgram takes over" in sentence
            utterance = recognizer.begin(lambda _: None)
            for frame in np.pad(ears.say("ni", "hao"), (0, CAPTURE_RATE // 2)).reshape(-1, FRAME_SAMPLES):
                utterance.feed(frame)
                await asyncio.sleep(0)
            assert (await utterance.transcribe()).text.split() == ["ni", "hao"]
            utterance.close()
            await recognizer.close()

    asyncio.run(scenario())


@pytest.mark.parametrize("stage", ["asr", "llm", "tts"])
def test_without_a_stand_in_the_failure_is_told_with_its_remedy(stage: str) -> None:
    async def scenario() -> None:
        engines = create(EngineChoice(asr="deepgram", llm="openai", tts="elevenlabs", reserves=NOTHING))
        served: dict[str, Loadable] = {
            "asr": engines.recognizer,
            "llm": engines.language_model,
            "tts": engines.synthesizer,
        }
        with pytest.raises(EngineError, match="key") as failed:
            await served[stage].load()
        assert failed.value.trouble is Trouble.KEY_MISSING
        await engines.close()

    asyncio.run(scenario())


def test_a_local_voice_stands_in_for_a_cloud_only_in_its_language() -> None:
    async def scenario(language: str) -> str:
        told = Switches()
        choice = EngineChoice(tts="elevenlabs", language=language)
        synthesizer = create_synthesizer(choice, Clouds(), told.switchboard)
        try:
            await synthesizer.load()
        finally:
            await synthesizer.close()
        return synthesizer.name

    assert asyncio.run(scenario("en")) == "local"
    with pytest.raises(EngineError, match="ElevenLabs"):
        asyncio.run(scenario("zh"))


def test_nothing_is_sent_to_a_cloud_in_reserve_because_this_computer_is_slow() -> None:
    async def scenario() -> None:
        local, cloud = Ear("local", delay=30.0), Ear("deepgram")
        recognizer = FallbackRecognizer([local, cloud], Switches().switchboard, hedge_after=None)
        await recognizer.load()
        utterance = recognizer.begin(lambda _: None)
        utterance.feed(np.full(160, 7, np.int16))
        assert (await utterance.transcribe()).text == "local: 7"
        assert cloud.hearings == []
        utterance.close()
        await recognizer.close()

    run_in_virtual_time(scenario)


def test_a_stand_in_gets_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEVENLABS_API_KEY", "a-key")

    async def scenario() -> None:
        access = CloudAccess(Settings())
        clouds = await access.clouds(EngineChoice(reserves=Reserves(tts=("elevenlabs",))))
        assert clouds.key(Service.ELEVENLABS) == "a-key"
        assert Service.DEEPGRAM not in clouds.keys
        await access.close()

    asyncio.run(scenario())


def test_another_order_makes_the_engine_anew_and_so_does_a_key_of_a_stand_in() -> None:
    async def scenario() -> None:
        room = EngineRoom(parsed(), Settings())
        try:
            check(room)
        finally:
            await room.close()

    asyncio.run(scenario())


def check(room: EngineRoom) -> None:
    assert room.stage_of(Service.DEEPGRAM) is None
    choice, stages = room.plan(Settings(recognition_fallback=("deepgram",)), {"recognition_fallback"})
    assert stages == ("asr",)
    room.choice = choice
    assert room.stage_of(Service.DEEPGRAM) == "asr"
    assert room.plan(Settings(recognition_fallback=("deepgram",), vocabulary=("Echo",)), {"vocabulary"})[1] == ("asr",)
    broken = Settings(language="xx")
    assert room.plan(broken, {"theme"})[1] == (), "what is wrong already is no reason to refuse anything else"
    with pytest.raises(UsageError):
        room.plan(broken, {"language"})
    assert room.plan(Settings(gpu_layers=0), {"gpu_layers"})[1] == ("llm",)
    assert set(room.plan(Settings(language="zh", recognition="deepgram"), {"language"})[1]) == {"asr", "tts"}
