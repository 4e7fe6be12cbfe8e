"""What is said of a key that was entered."""

from __future__ import annotations

import asyncio

import pytest

from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError, Trouble, UsageError
from echoflow.pipeline.accounts import check_key, service_address
from echoflow.store.credentials import Service
from echoflow.store.settings import Settings
from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_tones import ToneEars
from stand_ins.elevenlabs import Account, ElevenLabsStandIn, tones
from stand_ins.openai import OpenAIStandIn, says


def test_elevenlabs_tells_the_characters_left() -> None:
    async def ask() -> str:
        account = Account(key="good", character_count=1_600, character_limit=14_000)
        async with ElevenLabsStandIn(account=account, synthesize=tones) as server:
            return await check_key(Service.ELEVENLABS, "good", Address.parse(server.url, "it"))

    assert asyncio.run(ask()) == "valid, 12,400 characters left"


def test_deepgram_tells_the_dollars_left() -> None:
    async def ask() -> str:
        async with DeepgramStandIn(recognize=ToneEars(["one"]), key="good") as server:
            return await check_key(Service.DEEPGRAM, "good", Address.parse(server.url, "it"))

    assert asyncio.run(ask()) == "valid, $187.25 left"


@pytest.mark.parametrize(("models", "said"), [(["a", "b", "c"], "valid, 3 models"), (["a"], "valid, one model")])
def test_a_compatible_service_tells_how_many_models_there_are(models: list[str], said: str) -> None:
    async def ask() -> str:
        async with OpenAIStandIn(answer=says("Hi"), key="good", models=models) as server:
            return await check_key(Service.OPENAI, "good", Address.parse(server.url, "it"))

    assert asyncio.run(ask()) == said


def test_a_key_that_may_not_see_what_is_left_is_valid() -> None:
    async def ask() -> str:
        account = Account(key="good", missing_permissions={"user_read"})
        async with ElevenLabsStandIn(account=account, synthesize=tones) as server:
            return await check_key(Service.ELEVENLABS, "good", Address.parse(server.url, "it"))

    assert asyncio.run(ask()) == "valid"


@pytest.mark.parametrize("service", Service)
def test_a_wrong_key_is_refused(service: Service) -> None:
    async def ask() -> EngineError:
        servers = {
            Service.DEEPGRAM: DeepgramStandIn(recognize=ToneEars(["one"]), key="good"),
            Service.ELEVENLABS: ElevenLabsStandIn(account=Account(key="good"), synthesize=tones),
            Service.OPENAI: OpenAIStandIn(answer=says("Hi"), key="good"),
        }
        async with servers[service] as server:
            with pytest.raises(EngineError) as refused:
                await check_key(service, "wrong", Address.parse(server.url, "it"))
            return refused.value

    error = asyncio.run(ask())
    assert error.trouble is Trouble.KEY_REFUSED
    assert "does not accept the key" in str(error)


@pytest.mark.parametrize("service", Service)
def test_no_key_is_no_key(service: Service) -> None:
    with pytest.raises(EngineError) as missing:
        asyncio.run(check_key(service, ""))

    assert missing.value.trouble is Trouble.KEY_MISSING


def test_the_environment_goes_before_the_settings() -> None:
    settings = Settings(elevenlabs_url="http://127.0.0.1:1")
    environment = {"ECHOFLOW_ELEVENLABS_URL": "http://127.0.0.1:2"}

    chosen = service_address(Service.ELEVENLABS, settings, environment)
    assert chosen is not None
    assert chosen.http == "http://127.0.0.1:2"
    written = service_address(Service.ELEVENLABS, settings, {})
    assert written is not None
    assert written.http == "http://127.0.0.1:1"
    assert service_address(Service.OPENAI, settings, environment) is None
    with pytest.raises(UsageError, match="no address for Deepgram"):
        service_address(Service.DEEPGRAM, settings, {"ECHOFLOW_DEEPGRAM_URL": "here"})
