"""A real client on a real socket hears what is said, in order and in time, and is heard whatever it sends."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

from echoflow.audio.endpoints.endpoint import Endpoint
from echoflow.audio.endpoints.websocket import MAX_MESSAGE_BYTES, FrameAssembler, WebSocketEndpoint
from echoflow.audio.frames import FRAME_SAMPLES, Frame, Samples
from echoflow.audio.playback import Playback

PATIENCE = 5.0


@given(
    sizes=st.lists(st.integers(0, 2000), max_size=20),
    pauses=st.lists(st.floats(0, 1), min_size=20, max_size=20),
)
def test_any_split_of_the_sound_gives_the_same_frames_and_dates_never_go_back(
    sizes: list[int], pauses: list[float]
) -> None:
    sound = np.random.default_rng(3).integers(0, 255, sum(sizes), dtype=np.uint8).tobytes()
    assembler = FrameAssembler(origin=10.0)
    frames: list[Frame] = []
    now, position = 10.0, 0
    for size, pause in zip(sizes, pauses, strict=False):
        now += pause
        frames += assembler.receive(sound[position : position + size], now)
        position += size
    joined = b"".join(frame.samples.tobytes() for frame in frames)
    assert joined == sound[: len(sound) // 320 * 320]
    assert all(len(frame.samples) == FRAME_SAMPLES for frame in frames)
    dates = [10.0] + [frame.captured_at for frame in frames]
    assert all(later - earlier > 0.0099 for earlier, later in itertools.pairwise(dates))


def dates(assembler: FrameAssembler, frames: int, now: float) -> list[float]:
    return [frame.captured_at for frame in assembler.receive(bytes(320 * frames), now)]


def test_dates_follow_the_sound_through_a_stumbling_network_and_the_arrival_after_a_pause() -> None:
    assembler = FrameAssembler(origin=0.0)
    assert dates(assembler, 2, 0.02) == pytest.approx([0.01, 0.02])
    assert dates(assembler, 2, 0.19) == pytest.approx([0.03, 0.04])
    assert dates(assembler, 2, 0.19) == pytest.approx([0.05, 0.06])
    assert dates(assembler, 3, 5.0) == pytest.approx([4.98, 4.99, 5.0])
    # A whole recording at once is dated as it was recorded.
    assert dates(assembler, 300, 5.02)[-1] == pytest.approx(8.0)


class Server:
    """An endpoint on each connection, and what it heard."""

    def __init__(self, rate: int = 24_000) -> None:
        self.rate = rate
        self.frames: list[Frame] = []
        self.ended = asyncio.Event()
        self.ends = 0
        self.ready: asyncio.Future[WebSocketEndpoint] = asyncio.get_running_loop().create_future()
        self.done = asyncio.Event()
        self.playback = Playback(rate)

    async def __call__(self, connection: ServerConnection) -> None:
        endpoint = WebSocketEndpoint(connection, self.rate)
        as_any: Endpoint = endpoint
        as_any.start(self.frames.append, self.playback, self._on_input_ended)
        self.ready.set_result(endpoint)
        await self.done.wait()
        endpoint.close()
        endpoint.close()

    def _on_input_ended(self) -> None:
        self.ends += 1
        self.ended.set()


Conversation = Callable[[Server, ClientConnection, WebSocketEndpoint], Awaitable[None]]


def converse(conversation: Conversation, rate: int = 24_000, **options: Any) -> Server:
    async def run() -> Server:
        server = Server(rate)
        async with serve(server, "127.0.0.1", 0, max_size=MAX_MESSAGE_BYTES) as listening:
            port = listening.sockets[0].getsockname()[1]
            async with asyncio.timeout(PATIENCE * 3), connect(f"ws://127.0.0.1:{port}", **options) as client:
                try:
                    await conversation(server, client, await server.ready)
                finally:
                    server.done.set()
        return server

    return asyncio.run(run())


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.005)


async def listen(client: ClientConnection, samples: int) -> Samples:
    received = b""
    while len(received) < samples * 2:
        message = await client.recv()
        assert isinstance(message, bytes)
        received += message
    return np.frombuffer(received, "<i2").astype(np.int16)


def test_sound_of_any_size_comes_in_whole_and_text_does_no_harm() -> None:
    sound = np.arange(160 * 30).astype("<i2").tobytes()

    async def conversation(server: Server, client: ClientConnection, endpoint: WebSocketEndpoint) -> None:
        for start, end in [(0, 1), (1, 4), (4, 5001), (5001, 5001), (5001, 9600)]:
            await client.send(sound[start:end])
            await client.send("{no json")
            await client.send(json.dumps({"type": "unknown"}))
        await until(lambda: len(server.frames) == 30)
        await client.close()
        await server.ended.wait()

    server = converse(conversation)
    assert b"".join(frame.samples.tobytes() for frame in server.frames) == sound
    assert server.ends == 1


def test_the_largest_message_is_taken_and_the_loop_goes_on_meanwhile() -> None:
    async def conversation(server: Server, client: ClientConnection, endpoint: WebSocketEndpoint) -> None:
        await client.send(bytes(MAX_MESSAGE_BYTES))
        await until(lambda: len(server.frames) > 0)
        assert len(server.frames) < MAX_MESSAGE_BYTES // 320
        await until(lambda: len(server.frames) == MAX_MESSAGE_BYTES // 320)

    converse(conversation)


@pytest.mark.parametrize("rate", [16_000, 24_000, 48_000])
def test_the_voice_arrives_at_real_time_and_silence_is_not_sent(rate: int) -> None:
    speech = np.arange(1, rate // 2 + 1).astype(np.int16)

    async def conversation(server: Server, client: ClientConnection, endpoint: WebSocketEndpoint) -> None:
        assert endpoint.output_rate == rate
        await asyncio.sleep(0.1)
        stream = server.playback.open()
        stream.write(speech)
        stream.end()
        began = time.monotonic()
        heard = await listen(client, len(speech))
        assert 0.4 < time.monotonic() - began < PATIENCE
        np.testing.assert_array_equal(heard[: len(speech)], speech)
        assert stream.finished_at(time.monotonic() + 1) is not None
        endpoint.send_event({"type": "transcript", "text": "你好"})
        # Nothing came before it but what may be left of the last block.
        message = await client.recv()
        while isinstance(message, bytes):
            assert len(message) == rate // 50 * 2
            message = await client.recv()
        assert json.loads(message) == {"type": "transcript", "text": "你好"}

    converse(conversation, rate)


def test_events_keep_their_place_and_nothing_of_a_halted_reply_follows_the_clear() -> None:
    async def conversation(server: Server, client: ClientConnection, endpoint: WebSocketEndpoint) -> None:
        endpoint.send_event({"type": "transcript"})
        old = server.playback.open()
        old.write(np.full(24_000, 1000, np.int16))
        assert json.loads(await client.recv()) == {"type": "transcript"}
        await listen(client, 2400)
        server.playback.halt()
        endpoint.clear()
        new = server.playback.open()
        new.write(np.full(2400, 2000, np.int16))
        new.end()
        message = await client.recv()
        while isinstance(message, bytes):
            message = await client.recv()
        assert json.loads(message) == {"type": "clear"}
        heard = await listen(client, 2880)
        start = int(heard.nonzero()[0][0])
        assert start <= 120
        assert set(heard[start : start + 2400]) == {2000}

    converse(conversation)


def test_a_peer_that_vanishes_ends_the_input_and_blocks_nothing() -> None:
    async def conversation(server: Server, client: ClientConnection, endpoint: WebSocketEndpoint) -> None:
        server.playback.open().write(np.ones(240_000, np.int16))
        client.transport.abort()
        await server.ended.wait()
        for _ in range(5000):
            endpoint.send_event({"type": "transcript"})

    assert converse(conversation).ends == 1


def test_a_peer_that_does_not_read_is_dropped_before_it_costs_memory() -> None:
    async def conversation(server: Server, client: ClientConnection, endpoint: WebSocketEndpoint) -> None:
        client.transport.pause_reading()
        event = {"type": "transcript", "text": "x" * 20_000}
        while not server.ended.is_set():
            endpoint.send_event(event)
            await asyncio.sleep(0)
        client.transport.abort()

    assert converse(conversation, compression=None).ends == 1


def test_a_peer_that_closes_at_once_does_no_harm_and_close_ends_the_thread() -> None:
    async def conversation(server: Server, client: ClientConnection, endpoint: WebSocketEndpoint) -> None:
        await client.close()
        await server.ended.wait()

    assert converse(conversation).ends == 1
    assert "websocket-endpoint" not in [thread.name for thread in threading.enumerate()]


def test_a_port_scanner_does_no_harm() -> None:
    async def run() -> None:
        async with serve(Server(), "127.0.0.1", 0) as listening:
            address = listening.sockets[0].getsockname()
            await asyncio.to_thread(lambda: socket.create_connection(address).close())

    asyncio.run(run())
