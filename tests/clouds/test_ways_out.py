"""The way to a service, over HTTP and over sockets: not to where it points, and past no proxy to what is at home."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError
from echoflow.language.openai_compatible import OpenAICompatibleModel
from echoflow.recognition.deepgram import DeepgramRecognizer
from echoflow.recognition.deepgram_account import DeepgramAccount
from echoflow.synthesis.elevenlabs import ElevenLabsSynthesizer
from echoflow.synthesis.elevenlabs_account import ElevenLabsAccount
from stand_ins.elevenlabs import RACHEL

KEY = "0123456789abcdef0123456789abcdef01234567"

NEIGHBOUR = "127.0.0.2"
"""Another address of one's own than the usual one."""

ELSEWHERE = "service.invalid"
"""A name that only a proxy could know (RFC 6761)."""


async def ask_deepgram_account(address: Address) -> None:
    account = DeepgramAccount(KEY, address)
    try:
        await account.balance()
    finally:
        await account.close()


async def ask_elevenlabs_account(address: Address) -> None:
    account = ElevenLabsAccount(KEY, address)
    try:
        await account.subscription()
    finally:
        await account.close()


async def ask_openai(address: Address) -> None:
    model = OpenAICompatibleModel(KEY, address=address)
    try:
        await model.models()
    finally:
        await model.close()


async def open_deepgram(address: Address) -> None:
    recognizer = DeepgramRecognizer(KEY, address=address)
    try:
        await recognizer.load()
    finally:
        await recognizer.close()


async def open_elevenlabs(address: Address) -> None:
    synthesizer = ElevenLabsSynthesizer(KEY, voice=RACHEL, address=address)
    try:
        await synthesizer.load()
    finally:
        await synthesizer.close()


WAYS = (ask_deepgram_account, ask_elevenlabs_account, ask_openai, open_deepgram, open_elevenlabs)
Way = Callable[[Address], Awaitable[None]]


@contextlib.asynccontextmanager
async def answering(answer: str, host: str = "127.0.0.1") -> AsyncIterator[tuple[str, list[str]]]:
    """A server that answers everything so; gives its address and the requests that it got, headers included."""
    requests: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            requests.append((await reader.readuntil(b"\r\n\r\n")).decode())
            writer.write(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(serve, host, 0) as server:
        yield f"http://{host}:{server.sockets[0].getsockname()[1]}", requests


def behind(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    """The environment of somebody whose way out leads over `proxy`."""
    for name in ("all_proxy", "no_proxy", "ws_proxy", "wss_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.setenv(name, proxy)


@pytest.mark.parametrize("way", WAYS)
def test_a_key_does_not_follow_a_redirect(way: Way) -> None:
    async def check() -> None:
        async with answering("200 OK") as (elsewhere, received):
            location = elsewhere.removeprefix("http:")
            async with answering(f"302 Found\r\nLocation: {location}/") as (here, asked):
                with pytest.raises(EngineError):
                    await way(Address.parse(here, ""))
            assert asked
            assert not any(KEY in request for request in received)

    asyncio.run(check())


@pytest.mark.parametrize("way", WAYS)
def test_what_is_at_home_is_behind_no_proxy(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    async def check() -> None:
        async with answering("502 Bad Gateway") as (proxy, passed), answering("500 No", NEIGHBOUR) as (home, asked):
            behind(monkeypatch, proxy)
            with pytest.raises(EngineError):
                await way(Address.parse(home, ""))
            assert passed == []
            assert asked

    asyncio.run(check())


@pytest.mark.parametrize("way", WAYS)
def test_what_is_elsewhere_is_reached_as_the_environment_says(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    async def check() -> None:
        async with answering("502 Bad Gateway") as (proxy, passed):
            behind(monkeypatch, proxy)
            with pytest.raises(EngineError):
                await way(Address.parse(f"http://{ELSEWHERE}", ""))
            assert passed
            assert all(ELSEWHERE in request.partition("\r\n")[0] for request in passed)

    asyncio.run(check())
