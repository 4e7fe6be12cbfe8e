"""The real SDK of Deepgram, pointed at a stand-in, for its tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import aiohttp
import httpx
from deepgram import AsyncDeepgramClient
from deepgram.environment import DeepgramClientEnvironment

from echoflow.audio.frames import CAPTURE_RATE, Samples

from .deepgram import DeepgramStandIn
from .deepgram_tones import ToneEars
from .serving import Message

KEY = "a-key-for-tests"

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
TONES = ToneEars(WORDS)

CHUNK = 2560
"""Bytes: 80 ms, what Deepgram recommends."""


def sdk(url: str, key: str = KEY, http: httpx.AsyncClient | None = None) -> AsyncDeepgramClient:
    """A client of the stand-in at `url`; one that makes plain requests needs an `http` that is closed afterwards."""
    sockets = url.replace("http", "ws", 1)
    environment = DeepgramClientEnvironment(base=url, production=sockets, agent=sockets, agent_rest=url)
    return AsyncDeepgramClient(api_key=key, environment=environment, httpx_client=http)


def nova(url: str, key: str = KEY, **options: Any) -> AbstractAsyncContextManager[Any]:
    """A connection to `/v1/listen`."""
    options = {"model": "nova-3", "encoding": "linear16", "sample_rate": CAPTURE_RATE} | options
    connecting: AbstractAsyncContextManager[Any] = sdk(url, key).listen.v1.connect(**options)
    return connecting


def flux(url: str, key: str = KEY, **options: Any) -> AbstractAsyncContextManager[Any]:
    """A connection to `/v2/listen`."""
    options = {"model": "flux-general-en", "encoding": "linear16", "sample_rate": CAPTURE_RATE} | options
    connecting: AbstractAsyncContextManager[Any] = sdk(url, key).listen.v2.connect(**options)
    return connecting


def run(body: Callable[[DeepgramStandIn], Awaitable[None]], **options: Any) -> None:
    """Runs `body` with a stand-in that hears tones."""

    async def within() -> None:
        async with DeepgramStandIn(recognize=TONES, key=KEY, **options) as server:
            await body(server)

    asyncio.run(within())


async def send(socket: Any, *sounds: Samples, pace: float = 0.0) -> None:
    """Sends audio, `pace` times as slow as real time; 0 is as fast as it goes."""
    clock = asyncio.get_running_loop().time
    began, sent = clock(), 0
    for sound in sounds:
        data = sound.astype("<i2").tobytes()
        for at in range(0, len(data), CHUNK):
            chunk = data[at : at + CHUNK]
            sent += len(chunk)
            # A chunk can be sent when its last sample is captured.
            await asyncio.sleep(max(0.0, began + pace * sent / 2 / CAPTURE_RATE - clock()))
            await socket.send_media(chunk)


class PlainSocket:
    """A plain WebSocket, for what the SDK cannot be made to send."""

    def __init__(self, server: DeepgramStandIn, path: str) -> None:
        self._url = f"{server.url}{path}&encoding=linear16&sample_rate={CAPTURE_RATE}"

    async def __aenter__(self) -> aiohttp.ClientWebSocketResponse:
        self._session = aiohttp.ClientSession(headers={"Authorization": f"Token {KEY}"})
        return await self._session.ws_connect(self._url, autoclose=False)

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()


async def messages(socket: Any) -> AsyncIterator[Message]:
    """What comes, as it was on the wire; what the SDK does not know is left out."""
    async for message in socket:
        if message is not None and not isinstance(message, bytes):
            yield message.model_dump()


async def until_closed(socket: Any) -> list[Message]:
    """Asks for the end and collects what comes before it."""
    await socket.send_close_stream()
    return [message async for message in messages(socket)]


def of_type(found: list[Message], kind: str) -> list[Message]:
    """Those of one type."""
    return [message for message in found if message["type"] == kind]


def transcript(result: Message) -> str:
    """The words of a `Results` message."""
    return str(result["channel"]["alternatives"][0]["transcript"])
