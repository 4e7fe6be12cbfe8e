"""Everything that can go wrong with Deepgram, as the real SDK sees it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from deepgram.core.api_error import ApiError
from websockets.exceptions import ConnectionClosedError, InvalidMessage

from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_outbox import LATE_SECONDS
from stand_ins.deepgram_sdk import (
    TONES,
    WORDS,
    flux,
    messages,
    nova,
    of_type,
    run,
    sdk,
    send,
    transcript,
    until_closed,
)
from stand_ins.faults import REFUSALS, Fault, FaultPlan, When
from support.speech import silence

ROOT = Path(__file__).parents[2]

both = pytest.mark.parametrize("connect", [nova, flux])

REFUSED = sorted(REFUSALS, key=lambda fault: fault.value)
CLOSED = (Fault.CLOSE_1008, Fault.CLOSE_1009, Fault.CLOSE_1011)
SENTENCE = (TONES.say(*WORDS[1:]), silence(1))
"""Three seconds of speech and what ends it."""


@both
@pytest.mark.parametrize("fault", REFUSED)
def test_a_refusal_as_it_connects(connect: Callable[..., Any], fault: Fault) -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(fault)
        with pytest.raises(ApiError) as raised:
            async with connect(server.url):
                pass
        assert raised.value.status_code == fault.status
        cause: Any = raised.value.__context__
        assert cause.headers["dg-error"]
        async with connect(server.url) as socket:
            await until_closed(socket)
        assert [entry.status for entry in server.log] == [fault.status, 101]

    run(body)


@both
@pytest.mark.parametrize("fault", CLOSED)
@pytest.mark.parametrize("when", When)
def test_a_close(connect: Callable[..., Any], fault: Fault, when: When) -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(fault, when)
        async with connect(server.url) as socket:
            with pytest.raises(ConnectionClosedError) as raised:
                await asyncio.gather(send(socket, *SENTENCE), drained(socket))
            assert raised.value.rcvd is not None
            assert raised.value.rcvd.code == fault.close_code
        assert_middle(server, when)

    run(body)


async def drained(socket: Any) -> None:
    """Reads until the connection breaks."""
    while True:
        await socket.recv()


def assert_middle(server: DeepgramStandIn, when: When) -> None:
    (connection,) = server.connections
    said = connection.received + [name for name in connection.sent if name in ("Results", "EndOfTurn")]
    assert said == [], "nothing was final yet"
    assert connection.faults
    assert (connection.audio_seconds >= 0.5) or when is When.CONNECT


@both
def test_a_drop_in_mid_utterance_and_a_new_connection_that_counts_from_zero(connect: Callable[..., Any]) -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(Fault.DROP, When.MIDDLE)
        async with connect(server.url) as socket:
            await send(socket, silence(2))
            with pytest.raises(ConnectionClosedError):
                await asyncio.gather(send(socket, *SENTENCE), drained(socket))
        async with connect(server.url) as socket:
            await send(socket, TONES.say("one", "two"), silence(1))
            found = await until_closed(socket)
        word = next(words[0] for message in found if (words := words_of(message)))
        assert word["start"] < 0.1
        assert [connection.ended for connection in server.connections] == ["dropped", "1000"]

    run(body)


def words_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (message.get("channel") or {}).get("alternatives", [message])[0].get("words") or []
    return found


def test_a_drop_as_it_connects() -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(Fault.DROP)
        with pytest.raises(InvalidMessage):
            async with nova(server.url):
                pass
        assert server.connections == []

    run(body)


def test_a_refusal_in_the_middle_cuts_and_refuses_the_next() -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(Fault.REFUSE_402, When.MIDDLE, times=2)
        async with nova(server.url) as socket:
            with pytest.raises(ConnectionClosedError):
                await asyncio.gather(send(socket, *SENTENCE), drained(socket))
        for _ in range(2):
            with pytest.raises(ApiError):
                async with nova(server.url):
                    pass
        async with nova(server.url) as socket:
            await until_closed(socket)
        assert [entry.status for entry in server.log] == [101, 402, 402, 101]

    run(body)


@both
def test_an_upgrade_that_is_never_answered(connect: Callable[..., Any]) -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(Fault.STALL)

        async def open_it() -> None:
            async with connect(server.url):
                pass

        opening = asyncio.create_task(open_it())
        while not server.log:
            await asyncio.sleep(0.01)
        done, _ = await asyncio.wait([opening], timeout=0.3)
        assert not done
        opening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await opening
        assert server.log[0].status is None

    run(body)


@both
@pytest.mark.parametrize("when", When)
def test_an_open_connection_that_says_nothing(connect: Callable[..., Any], when: When) -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(Fault.SILENT, when)
        async with connect(server.url) as socket:
            await send(socket, *SENTENCE)
            found = await until_closed(socket)
        allowed = {"Connected", "TurnInfo"} if when is When.MIDDLE else set()
        assert {message["type"] for message in found} <= allowed
        assert not [message for message in found if message.get("event") == "EndOfTurn"]
        assert server.connections[0].audio_seconds == pytest.approx(4, abs=0.1)

    run(body)


@both
@pytest.mark.parametrize("fault", [Fault.UNKNOWN_MESSAGES, Fault.MALFORMED_MESSAGES])
@pytest.mark.parametrize("when", When)
def test_odd_messages_among_the_good_ones(connect: Callable[..., Any], fault: Fault, when: When) -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(fault, when)
        odd, said = 0, ""
        async with connect(server.url) as socket:
            await send(socket, *SENTENCE)
            await socket.send_close_stream()
            async for message in socket:
                if message is None or isinstance(message, bytes):
                    odd += 1
                elif message.type == "Results" and getattr(message.channel, "alternatives", None):
                    said += message.channel.alternatives[0].transcript or ""
                elif message.type == "TurnInfo" and message.event == "EndOfTurn":
                    said += message.transcript or ""
        assert odd or fault is Fault.MALFORMED_MESSAGES
        assert said == " ".join(WORDS[1:])

    run(body)


def test_malformed_json_ends_a_plain_receive() -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(Fault.MALFORMED_MESSAGES)
        async with flux(server.url) as socket:
            with pytest.raises(json.JSONDecodeError):
                await socket.recv()

    run(body)


def test_late_results_come_after_those_that_followed() -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(Fault.LATE_MESSAGES)
        async with nova(server.url, endpointing=300, interim_results=True) as socket:
            await send(socket, TONES.say(*WORDS[1:5]), silence(1))
            began = time.monotonic()
            came = []
            async for message in messages(socket):
                came.append((transcript(message), message["is_final"], time.monotonic() - began))
                if len(came) == 2:
                    break
        (on_time, is_final, _), (late, was_final, after) = came
        assert (is_final, was_final) == (True, False)
        assert on_time.startswith(late)
        assert after > LATE_SECONDS - 0.5

    run(body)


@both
def test_a_close_that_is_never_answered(connect: Callable[..., Any]) -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(Fault.NO_CLOSE_REPLY)
        async with contextlib.AsyncExitStack() as stack:
            socket = await stack.enter_async_context(connect(server.url))
            await send(socket, silence(0.5))
            await socket.send_close_stream()
            socket._websocket.close_timeout = 0.2
            began = time.monotonic()
            # The SDK waits for the answer and then for the end of TCP, as long each.
            await stack.aclose()
            took = time.monotonic() - began
        assert took > 0.2
        assert "Metadata" not in server.connections[0].sent
        assert server.connections[0].ended == ""

    run(body)


def test_plain_requests_fail_too() -> None:
    async def body(server: DeepgramStandIn) -> None:
        server.inject(Fault.CLOSE_1011)
        server.inject(Fault.REFUSE_403)
        async with httpx.AsyncClient() as http:
            with pytest.raises(ApiError) as raised:
                await sdk(server.url, http=http).manage.v1.projects.list()
        assert raised.value.status_code == 403
        async with nova(server.url) as socket:
            with pytest.raises(ConnectionClosedError, match="NET-0000"):
                await socket.recv()

    run(body)


def test_a_plan_strikes_as_often_as_told_and_no_connection_twice() -> None:
    plan = FaultPlan()
    plan.inject(Fault.SILENT, When.MIDDLE, times=2)
    plan.inject(Fault.DROP, times=None)

    assert [plan.strikes(name, When.MIDDLE) for name in "aabbc"] == [Fault.SILENT, None, Fault.SILENT, None, None]
    assert [plan.strikes(name, When.CONNECT) for name in "abc"] == [Fault.DROP] * 3
    plan.clear()
    assert plan.strikes("d", When.CONNECT) is None


def test_a_fault_in_the_middle_strikes_a_later_utterance_of_an_open_connection() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with nova(server.url, endpointing=300) as socket:
            await send(socket, *SENTENCE)
            assert transcript((await socket.recv()).model_dump()) == " ".join(WORDS[1:])
            server.inject(Fault.CLOSE_1011, When.MIDDLE)
            with pytest.raises(ConnectionClosedError):
                await asyncio.gather(send(socket, *SENTENCE), drained(socket))

    run(body)


def test_the_command_tells_where_it_is_and_what_was_used() -> None:
    options = ["--key", "k", "--fault", "refuse-429", "--fault-times", "1"]
    command = [sys.executable, "-m", "tests.stand_ins.deepgram", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        try:
            url = process.stdout.readline().removeprefix("listening on ").strip()

            async def use() -> None:
                with pytest.raises(ApiError):
                    async with nova(url, "k"):
                        pass
                async with flux(url, "k") as socket:
                    await send(socket, silence(1))
                    assert of_type(await until_closed(socket), "TurnInfo")

            asyncio.run(use())
            refused, used = (json.loads(process.stdout.readline()) for _ in range(2))
        finally:
            process.terminate()
    assert (refused["status"], refused["faults"]) == (429, ["refuse-429"])
    assert (used["status"], used["model"], used["audio_seconds"]) == (101, "flux-general-en", 1.0)
