"""`echoflow serve` as a program, talked to by a client that only knows PCM and WebSockets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from echoflow.audio.frames import PLAYBACK_RATE
from support.program import run
from support.speech import say
from support.telephone import serving, talking


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("home"), "--max-tokens", "20") as address:
        yield address


QUESTIONS = (
    "What is the capital of France?",
    "And what is it famous for?",
    "What do bees make?",
    "How many days are in a week?",
    "Thank you very much.",
)


def test_a_conversation_of_some_turns(address: str) -> None:
    async def conversation() -> None:
        async with talking(address) as client:
            answers = [await client.ask(question) for question in QUESTIONS]
            assert "Paris" in answers[0]
            assert [role for role, _ in client.finals] == ["user", "agent"] * len(QUESTIONS)
            assert [text for role, text in client.finals if role == "user"][:2] == list(QUESTIONS[:2])
            assert len(client.heard) % 2 == 0
            assert len(client.heard) > len(QUESTIONS) * PLAYBACK_RATE // 2

    asyncio.run(conversation())


def test_speaking_over_the_answer_clears_it(address: str) -> None:
    async def conversation() -> None:
        async with talking(address) as client:
            client.speaking.put_nowait(say("Tell me a long story about a river."))
            async with asyncio.timeout(60):
                while len(client.heard) < PLAYBACK_RATE:
                    await asyncio.sleep(0.02)
            client.speaking.put_nowait(say("Stop please."))
            async with asyncio.timeout(10):
                while not client.clears:
                    await asyncio.sleep(0.02)
            heard = len(client.heard)
            await asyncio.sleep(0.5)
            assert len(client.heard) == heard, "nothing follows a clear until the next answer"

    asyncio.run(conversation())


def test_a_new_connection_is_a_new_conversation_and_hanging_up_at_once_does_no_harm(address: str) -> None:
    async def conversation() -> None:
        for _ in range(3):
            async with connect(f"{address}/any/path"):
                pass
        async with talking(address) as client:
            assert "Paris" in await client.ask("What is the capital of France?")

    asyncio.run(conversation())


def test_one_at_a_time(address: str) -> None:
    async def conversation() -> None:
        async with talking(address) as client:
            async with connect(address) as second:
                with pytest.raises(ConnectionClosed) as closed:
                    await second.recv()
                assert closed.value.rcvd is not None
                assert closed.value.rcvd.code == 1013
            assert await client.ask("What do bees make?")

    asyncio.run(conversation())


def test_a_page_in_a_browser_may_not_listen_in(address: str) -> None:
    async def conversation() -> None:
        with pytest.raises(InvalidStatus) as status:
            await connect(address, origin=Origin("http://somewhere.example"))
        assert status.value.response.status_code == 403

    asyncio.run(conversation())


def test_a_token_keeps_strangers_out(tmp_path: Path) -> None:
    async def conversation(address: str) -> None:
        for refused in (address, f"{address}?token=wrong"):
            with pytest.raises(InvalidStatus) as status:
                await connect(refused)
            assert status.value.response.status_code == 401
        async with connect(f"{address}/?token=open%20sesame") as connection:
            await connection.ping()
        async with connect(address, additional_headers={"Authorization": "Bearer open sesame"}) as connection:
            await connection.ping()

    with serving(tmp_path, "--token", "open sesame", "--log-level", "debug") as address:
        asyncio.run(conversation(address))


BEGINNING = (
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def test_hanging_up_in_mid_answer_and_calling_again_at_once(address: str) -> None:
    async def conversation() -> None:
        async with talking(address) as client:
            client.speaking.put_nowait(say("Tell me a long story about a river."))
            async with asyncio.timeout(60):
                while not client.heard:
                    await asyncio.sleep(0.02)
            client.connection.transport.abort()
        async with talking(address) as client:
            assert await client.ask("What do bees make?")

    asyncio.run(conversation())


def test_a_peer_that_cannot_be_reached_any_more_keeps_nobody_out(address: str) -> None:
    async def conversation() -> None:
        host, port = address.removeprefix("ws://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(BEGINNING)
        assert b"101" in await reader.readline()
        # From here on it says nothing, not even that it lives.
        async with talking(address) as client:
            assert await client.ask("What do bees make?")
        writer.transport.abort()

    asyncio.run(conversation())


def test_what_is_no_sound_does_no_harm(address: str) -> None:
    async def conversation() -> None:
        host, port = address.removeprefix("ws://").split(":")
        for rubbish in (b"hello\r\n\r\n", b"\x16\x03\x01" * 50, b"GET //[ HTTP/1.1\r\n\r\n", b""):
            _, writer = await asyncio.open_connection(host, int(port))
            writer.write(rubbish)
            writer.close()
        async with talking(address) as client:
            for rubbish in (b"", b"\1", b"\1\2\3"):
                await client.connection.send(rubbish)
            await client.connection.send("Hello?")
            await client.connection.send('{"type":')
            assert "Paris" in await client.ask("What is the capital of France?")

    asyncio.run(conversation())


def test_a_port_in_use_is_told_before_anything_is_loaded(address: str, tmp_path: Path) -> None:
    port = address.rpartition(":")[2]
    done = run("serve", "--port", port, home=tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"echoflow: Port {port} of 127.0.0.1 cannot be opened: Address already in use.\n"
