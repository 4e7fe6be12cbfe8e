"""Is a key good, and what is left on its account? One sentence for all services."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar, assert_never

from echoflow.clouds.addresses import Address
from echoflow.language.openai_compatible import OpenAICompatibleModel
from echoflow.recognition.deepgram_account import DeepgramAccount
from echoflow.store.credentials import Service
from echoflow.store.settings import Settings
from echoflow.synthesis.elevenlabs_account import ElevenLabsAccount
from echoflow.text import tr


def service_address(
    service: Service, settings: Settings, environment: Mapping[str, str] | None = None
) -> Address | None:
    """Where `service` is reached: as the environment says (ECHOFLOW_DEEPGRAM_URL, ...), or the settings, or None.

    Raises:
        UsageError: what is there is no address.
    """
    environment = os.environ if environment is None else environment
    chosen = {
        Service.DEEPGRAM: settings.deepgram_url,
        Service.ELEVENLABS: settings.elevenlabs_url,
        Service.OPENAI: settings.openai_url,
    }[service]
    text = environment.get(f"ECHOFLOW_{service.name}_URL") or chosen
    return Address.parse(text, service.title) if text else None


async def check_key(service: Service, key: str, address: Address | None = None) -> str:
    """Asks `service` about `key`; what it says in a few words, such as "valid, 12,400 characters left".

    An OpenAI-compatible server at home may need no key; "" is checked as well then.

    Raises:
        EngineError: the key is not accepted, or nothing can be said about it now; `trouble` tells which.
    """
    match service:
        case Service.DEEPGRAM:
            return await _check_deepgram(key, address)
        case Service.ELEVENLABS:
            return await _check_elevenlabs(key, address)
        case Service.OPENAI:
            return await _check_openai(key, address)
        case _:
            assert_never(service)


class _Closing(Protocol):
    async def close(self) -> None: ...


_Opened = TypeVar("_Opened", bound=_Closing)


@asynccontextmanager
async def _closing(opened: _Opened) -> AsyncIterator[_Opened]:
    try:
        yield opened
    finally:
        await opened.close()


async def _check_deepgram(key: str, address: Address | None) -> str:
    async with _closing(DeepgramAccount(key, address)) as account:
        left = await account.balance()
    return tr("valid") if left is None else tr("valid, ${dollars} left", dollars=f"{left:,.2f}")


async def _check_elevenlabs(key: str, address: Address | None) -> str:
    async with _closing(ElevenLabsAccount(key, address)) as account:
        left = await account.characters_left()
    return tr("valid") if left is None else tr("valid, {count} characters left", count=f"{left:,}")


async def _check_openai(key: str, address: Address | None) -> str:
    async with _closing(OpenAICompatibleModel(key, address=address)) as model:
        count = len(await model.models())
    return tr("valid, one model") if count == 1 else tr("valid, {count} models", count=f"{count:,}")
