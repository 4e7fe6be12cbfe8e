"""The stand-in of Deepgram as the real SDK sees it while all is well: Flux."""

from __future__ import annotations

import itertools

import aiohttp

from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_sdk import TONES, PlainSocket, flux, of_type, run, send, until_closed
from stand_ins.deepgram_v2 import end_of_turn_confidence
from support.speech import silence


def test_flux_tells_a_turn_that_seemed_over_went_on_and_ended() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with flux(server.url, eager_eot_threshold=0.4) as socket:
            await send(socket, silence(0.5), TONES.say("one", "two"), silence(0.2), TONES.say("three"), silence(1))
            await send(socket, TONES.say("four", "five"), silence(1))
            found = await until_closed(socket)
        assert found[0]["type"] == "Connected"
        assert [message["sequence_id"] for message in found] == list(range(len(found)))
        turns = of_type(found, "TurnInfo")
        events = [turn for turn in turns if turn["event"] != "Update"]
        assert [(turn["event"], turn["turn_index"], turn["transcript"]) for turn in events] == [
            ("StartOfTurn", 0, "one"),
            ("EagerEndOfTurn", 0, "one two"),
            ("TurnResumed", 0, "one two"),
            ("EagerEndOfTurn", 0, "one two three"),
            ("EndOfTurn", 0, "one two three"),
            ("StartOfTurn", 1, "four"),
            ("EagerEndOfTurn", 1, "four five"),
            ("EndOfTurn", 1, "four five"),
        ]
        assert events[-1]["trigger"] == "model"
        assert events[-1]["end_of_turn_confidence"] >= 0.7 > events[-2]["end_of_turn_confidence"] >= 0.4
        told = [turn["audio_window_end"] for turn in turns]
        assert max(later - sooner for sooner, later in itertools.pairwise(told)) < 0.26

    run(body)


def test_flux_expects_no_end_unless_asked() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with flux(server.url) as socket:
            await send(socket, TONES.say("one", "two"), silence(0.2), TONES.say("three"), silence(1))
            found = await until_closed(socket)
        events = [turn["event"] for turn in of_type(found, "TurnInfo") if turn["event"] != "Update"]
        assert events == ["StartOfTurn", "EndOfTurn"]

    run(body)


def test_flux_ends_a_turn_by_hand_and_by_timeout() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with flux(server.url, eot_threshold=1.0, eot_timeout_ms=1500) as socket:
            await socket.send_force_end_turn()
            await send(socket, TONES.say("one", "two"))
            await socket.send_force_end_turn()
            await send(socket, silence(0.5), TONES.say("three"), silence(2))
            found = of_type(await until_closed(socket), "TurnInfo")
        ends = [(turn["transcript"], turn["trigger"]) for turn in found if turn["event"] == "EndOfTurn"]
        assert ends == [("one two", "manual"), ("three", "timeout")]

    run(body)


def test_flux_can_be_configured_as_it_goes() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with flux(server.url) as socket:
            await socket.send_configure(
                {"type": "Configure", "thresholds": {"eot_threshold": 0.8}, "keyterms": ["Echo"]}
            )
            await socket.send_configure({"type": "Configure", "thresholds": {"eager_eot_threshold": 0.9}})
            found = await until_closed(socket)
        assert [message["type"] for message in found] == ["Connected", "ConfigureSuccess", "ConfigureFailure"]
        assert found[1]["thresholds"]["eot_threshold"] == 0.8
        assert found[1]["keyterms"] == ["Echo"]

    run(body)


def test_keep_alive_kills_flux() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with PlainSocket(
            server, "/v2/listen?model=flux-general-en&encoding=linear16&sample_rate=16000"
        ) as socket:
            assert (await socket.receive_json())["type"] == "Connected"
            await socket.send_str('{"type": "KeepAlive"}')
            closed = await socket.receive()
            assert closed.type is aiohttp.WSMsgType.CLOSE
            assert closed.data in (0, 1005), "a close frame that says nothing"

    run(body)


def test_a_sentence_that_sounds_complete_ends_a_turn_sooner() -> None:
    complete, incomplete = (
        next(ms for ms in range(5000) if end_of_turn_confidence(completeness, ms / 1000) >= 0.7)
        for completeness in (0.95, 0.05)
    )

    assert 200 < complete < 300
    assert 2000 < incomplete < 2200
    assert end_of_turn_confidence(1.0, 60.0) < 1.0
