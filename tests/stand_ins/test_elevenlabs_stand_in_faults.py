"""Everything that can go wrong on the WebSocket of the stand-in of ElevenLabs, as a client sees it."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from elevenlabs import AudioOutputMulti
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from stand_ins.elevenlabs_client import SENTENCE, opened, quick, refused, say, spoken
from stand_ins.faults import Fault, When
from stand_ins.scenarios import scenario


@scenario
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault.status])
async def test_a_refusal_strikes_as_often_as_it_is_told_to(fault: Fault) -> None:
    async with quick() as server:
        server.inject(fault, times=2)
        for _ in range(2):
            with pytest.raises(InvalidStatus) as refusal:
                async with opened(server):
                    pass
            assert refusal.value.response.status_code == fault.status
        async with opened(server) as socket:
            await say(socket, "Hi.")
            assert (await spoken(socket))[2] == "Hi."
        assert [connection.faults for connection in server.sockets] == [[fault], [fault], []]


@scenario
@pytest.mark.parametrize("when", When)
@pytest.mark.parametrize("fault", [Fault.CLOSE_1008, Fault.CLOSE_1009, Fault.CLOSE_1011])
async def test_the_service_closes(fault: Fault, when: When) -> None:
    async with quick() as server:
        server.inject(fault, when)
        async with opened(server) as socket:
            if when is When.MIDDLE:
                await say(socket, SENTENCE)
                assert json.loads(await socket.recv())["audio"]
            assert (await refused(socket))[1] == fault.close_code


@scenario
@pytest.mark.parametrize("fault", [Fault.DROP, Fault.REFUSE_503, Fault.STALL])
async def test_the_line_is_cut_in_mid_answer(fault: Fault) -> None:
    async with quick() as server:
        server.inject(fault, When.MIDDLE)
        async with opened(server) as socket:
            await say(socket, SENTENCE)
            assert json.loads(await socket.recv())["audio"]
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
            assert closed.value.rcvd is None
        if fault.status is not None:
            with pytest.raises(InvalidStatus):
                async with opened(server):
                    pass


@scenario
async def test_the_middle_is_that_of_the_answer_and_not_of_the_connection() -> None:
    async with quick() as server, opened(server) as socket:
        await say(socket, SENTENCE, "t1")
        await spoken(socket, "t1")
        server.inject(Fault.DROP, When.MIDDLE)
        await say(socket, SENTENCE, "t2")
        assert json.loads(await socket.recv())["contextId"] == "t2"
        with pytest.raises(ConnectionClosed):
            await socket.recv()


@scenario
async def test_an_upgrade_that_is_cut_or_never_answered() -> None:
    async with quick() as server:
        server.inject(Fault.DROP)
        with pytest.raises(InvalidMessage):
            async with opened(server):
                pass
        server.inject(Fault.STALL)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2), opened(server):
                pass


@scenario
@pytest.mark.parametrize("when", When)
async def test_silence_on_an_open_connection(when: When) -> None:
    async with quick() as server:
        server.inject(Fault.SILENT, when)
        async with opened(server) as socket:
            await say(socket, SENTENCE)
            if when is When.MIDDLE:
                assert json.loads(await socket.recv())["audio"]
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(socket.recv(), 0.3)
            await asyncio.wait_for(await socket.ping(), 1.0)


@scenario
@pytest.mark.parametrize("when", When)
async def test_unknown_messages_come_between_the_good_ones(when: When) -> None:
    async with quick() as server:
        server.inject(Fault.UNKNOWN_MESSAGES, when)
        async with opened(server) as socket:
            await say(socket, SENTENCE)
            got = [json.loads(await socket.recv()) for _ in range(20)]
        assert any(message.get("type") == "weather" for message in got)
        assert any(message.get("contextId") == "t1" and message.get("mood") for message in got)


@scenario
@pytest.mark.parametrize("when", When)
async def test_malformed_messages_come_between_the_good_ones(when: When) -> None:
    async with quick() as server:
        server.inject(Fault.MALFORMED_MESSAGES, when)
        async with opened(server) as socket:
            await say(socket, SENTENCE)
            got = [await socket.recv() for _ in range(24)]
        assert b"\x00\xff" in got
        assert "{" in got
        assert any(isinstance(text, str) and '"isFinal": null' in text for text in got)


@scenario
async def test_late_messages_come_after_the_end_of_their_context() -> None:
    async with quick(late=0.3) as server:
        server.inject(Fault.LATE_MESSAGES)
        async with opened(server) as socket:
            await say(socket, "Ten tones.")
            messages, _, text = await spoken(socket)
            late = AudioOutputMulti.model_validate_json(await socket.recv())
            assert len(messages) == 5
            assert late.alignment is not None
            assert sorted([*text, *(late.alignment.chars or [])]) == sorted("Ten tones.")


@scenario
async def test_a_close_that_is_never_answered() -> None:
    async with quick() as server:
        server.inject(Fault.NO_CLOSE_REPLY)
        async with opened(server) as socket:
            began = time.monotonic()
        assert time.monotonic() - began > 0.15, "the client gave up waiting"
        async with opened(server) as socket:
            await socket.close(1001)
        await asyncio.sleep(0)
        assert server.sockets[1].close_code == 1001
