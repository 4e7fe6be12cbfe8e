"""The stand-in of Deepgram as the real SDK sees it while all is well: nova-3, Flux, refusals, the plain requests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import aiohttp
import httpx
import numpy as np
import pytest
from deepgram.core.api_error import ApiError
from websockets.exceptions import ConnectionClosedError

from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_connection import PaceMeter
from stand_ins.deepgram_rest import BALANCE
from stand_ins.deepgram_sdk import (
    KEY,
    TONES,
    WORDS,
    PlainSocket,
    flux,
    nova,
    of_type,
    run,
    sdk,
    send,
    transcript,
    until_closed,
)
from stand_ins.serving import Message
from support.speech import audioeval_clips, librivox_sentences, normalise, silence, word_error_rate


def test_nova_makes_speech_final_at_a_pause_with_its_words_and_their_times() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with nova(server.url, endpointing=300) as socket:
            await send(socket, silence(1), TONES.say("one", "two"), silence(1), TONES.say("three"), silence(1))
            results = of_type(await until_closed(socket), "Results")
        finals = [result for result in results if result["speech_final"]]
        assert [transcript(result) for result in finals] == ["one two", "three"]
        assert all(result["is_final"] for result in results)
        first, second = (result["channel"]["alternatives"][0]["words"] for result in finals)
        assert [word["word"] for word in first] == ["one", "two"]
        assert first[0]["start"] == pytest.approx(1.0, abs=0.05)
        assert first[1]["end"] == pytest.approx(1.55, abs=0.05)
        assert second[0]["start"] == pytest.approx(2.6, abs=0.05)
        ends = finals[0]["start"] + finals[0]["duration"]
        assert ends == pytest.approx(1.55 + 0.3, abs=0.05)
        assert finals[1]["start"] == pytest.approx(ends, abs=0.01)

    run(body)


def test_nova_tells_starts_interims_and_the_end_of_an_utterance_if_asked() -> None:
    async def body(server: DeepgramStandIn) -> None:
        options: dict[str, Any] = {
            "endpointing": 300,
            "interim_results": True,
            "utterance_end_ms": 1000,
            "vad_events": True,
        }
        async with nova(server.url, **options) as socket:
            await send(
                socket, silence(0.5), TONES.say(*["one", "two", "three", "four", "five", "six", "seven"]), silence(2)
            )
            found = await until_closed(socket)
        interims = [transcript(result) for result in of_type(found, "Results") if not result["is_final"]]
        assert [text for text in interims if text] == ["one two", "one two three four five"]
        (started,) = of_type(found, "SpeechStarted")
        assert started["timestamp"] == pytest.approx(0.5, abs=0.05)
        (ended,) = of_type(found, "UtteranceEnd")
        assert ended["last_word_end"] == pytest.approx(0.5 + 7 * 0.3 - 0.05, abs=0.05)
        assert found[-1]["type"] == "Metadata"
        assert found[-1]["duration"] == pytest.approx(4.6, abs=0.05)

    run(body)


def test_nova_makes_long_speech_final_before_it_ends() -> None:
    async def body(server: DeepgramStandIn) -> None:
        said = WORDS[1:] * 5
        async with nova(server.url, endpointing=300) as socket:
            await send(socket, TONES.say(*said), silence(1))
            finals = of_type(await until_closed(socket), "Results")
        assert [result["speech_final"] for result in finals[:2]] == [False, True]
        assert finals[0]["duration"] == pytest.approx(12, abs=0.1)
        heard = " ".join(transcript(result) for result in finals).split()
        assert len(heard) - len(said) in (0, 1), "a word that is cut in two may be heard twice, none may be lost"

    run(body)


def test_finalize_is_answered_with_and_without_words() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with nova(server.url, endpointing=False) as socket:
            await send(socket, TONES.say("four", "two"))
            for expected in ("four two", ""):
                await socket.send_finalize()
                result = (await socket.recv()).model_dump()
                assert result["from_finalize"]
                assert result["is_final"]
                assert transcript(result) == expected

    run(body)


def test_other_rates_are_understood() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with nova(server.url, sample_rate=48_000) as socket:
            await send(socket, np.repeat(TONES.say("six", "one"), 3))
            assert transcript(of_type(await until_closed(socket), "Results")[-1]) == "six one"

    run(body)


def test_a_message_comes_no_sooner_than_the_latency_says() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with nova(server.url, endpointing=300) as socket:
            await send(socket, TONES.say("one"), silence(0.4))
            sent = time.monotonic()
            result = await socket.recv()
            took = time.monotonic() - sent
        assert transcript(result.model_dump()) == "one"
        assert took >= 0.29

    run(body, latency=0.3)


def test_nova_closes_when_nothing_comes_unless_it_is_kept_alive() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with nova(server.url) as kept, nova(server.url) as forgotten, nova(server.url) as never_used:
            await send(kept, silence(0.1))
            await send(forgotten, silence(0.1))

            async def keep() -> None:
                while True:
                    await kept.send_keep_alive()
                    await never_used.send_keep_alive()
                    await asyncio.sleep(0.05)

            keeping = asyncio.create_task(keep())
            for socket in (forgotten, never_used):
                with pytest.raises(ConnectionClosedError, match="NET-0001") as raised:
                    await socket.recv()
                assert raised.value.rcvd is not None
                assert raised.value.rcvd.code == 1011
            keeping.cancel()
            await kept.send_finalize()
            assert (await kept.recv()).from_finalize

    # Long enough for a busy machine to keep one of them alive.
    run(body, idle_seconds=1.5)


def test_nova_answers_what_it_does_not_understand_with_an_error() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with PlainSocket(server, "/v1/listen?model=nova-3") as socket:
            for text in ("no JSON", "[1]", '{"type": "Sing"}'):
                await socket.send_str(text)
                error = await socket.receive_json()
                assert (error["type"], error["variant"]) == ("Error", "SchemaError")
            await socket.send_bytes(b"")
            assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE

    run(body)


def test_audio_without_an_encoding_cannot_be_decoded() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with sdk(server.url).listen.v1.connect(model="nova-3") as socket:
            await send(socket, silence(0.1))
            with pytest.raises(ConnectionClosedError, match="DATA-0000"):
                await socket.recv()

    run(body)


@pytest.mark.parametrize(
    ("connect", "options"),
    [
        (nova, {"model": "flux-general-en"}),
        (nova, {"language": "xx"}),
        (nova, {"utterance_end_ms": 1000}),
        (nova, {"utterance_end_ms": 500, "interim_results": True}),
        (nova, {"model": "nova-2", "keyterm": ["a"]}),
        (nova, {"keywords": ["a"]}),
        (nova, {"request_options": {"additional_query_parameters": {"moon": "full"}}}),
        (flux, {"model": "nova-3"}),
        (flux, {"model": "flux-general-multi", "language_hint": ["zh"]}),
        (flux, {"language_hint": ["en"]}),
        (flux, {"eager_eot_threshold": 0.8}),
        (flux, {"eot_threshold": 0.2}),
        (flux, {"eot_timeout_ms": 100}),
        (flux, {"request_options": {"additional_query_parameters": {"interim_results": "true"}}}),
        (flux, {"request_options": {"additional_query_parameters": {"language": "en"}}}),
    ],
)
def test_what_deepgram_does_not_take_is_refused(connect: Callable[..., Any], options: dict[str, Any]) -> None:
    async def body(server: DeepgramStandIn) -> None:
        with pytest.raises(ApiError) as raised:
            async with connect(server.url, **options):
                pass
        assert raised.value.status_code == 400

    run(body)


def test_another_key_is_refused_and_no_key_is_logged() -> None:
    async def body(server: DeepgramStandIn) -> None:
        for connect in (nova, flux):
            with pytest.raises(ApiError) as raised:
                async with connect(server.url, "another"):
                    pass
            assert raised.value.status_code == 401
        async with nova(server.url, keyterm=["Echo", "two words"]) as socket:
            await until_closed(socket)
        assert server.log[-1].values("keyterm") == ["Echo", "two words"]
        assert [entry.status for entry in server.log] == [401, 401, 101]
        assert KEY not in str(server.log)
        assert "another" not in str(server.log)

    run(body)


def test_a_key_can_be_checked_with_plain_requests() -> None:
    async def body(server: DeepgramStandIn) -> None:
        async with httpx.AsyncClient() as http:
            projects = sdk(server.url, http=http).manage.v1.projects
            (project,) = (await projects.list()).projects or []
            assert project.project_id is not None
            (balance,) = (await projects.billing.balances.list(project.project_id)).balances or []
            assert balance.amount == BALANCE
            with pytest.raises(ApiError) as raised:
                await sdk(server.url, "another", http).manage.v1.projects.list()
        assert raised.value.status_code == 401
        headers = {"Authorization": f"Token {KEY}"}
        async with aiohttp.request("GET", server.url + "/v1/auth/token", headers=headers) as answer:
            assert "usage:write" in (await answer.json())["scopes"]

    run(body)


def test_audio_that_comes_too_fast_is_noted() -> None:
    async def body(server: DeepgramStandIn) -> None:
        for seconds in (1.0, 3.0):
            async with nova(server.url) as socket:
                await send(socket, silence(seconds))
                await until_closed(socket)
        assert [connection.too_fast for connection in server.connections] == [False, True]
        assert [connection.audio_seconds for connection in server.connections] == pytest.approx([1.0, 3.0])

    run(body)


@pytest.mark.parametrize(("speed", "too_fast"), [(1.0, False), (1.2, False), (1.4, True)])
def test_real_time_and_a_quarter_more_is_fast_enough(speed: float, too_fast: bool) -> None:
    meter = PaceMeter()
    found = [meter.is_too_fast(1.0, 0.0)] + [meter.is_too_fast(0.08, 0.08 * n / speed) for n in range(1, 100)]
    assert any(found) is too_fast


def test_human_speech_is_understood_by_nova_and_flux() -> None:
    sentence = librivox_sentences()[0]

    async def heard() -> tuple[list[Message], list[Message]]:
        async with DeepgramStandIn(key=KEY) as server:
            async with nova(server.url, punctuate=True, endpointing=600, interim_results=True) as socket:
                await send(socket, sentence.samples(), silence(1.0))
                by_nova = of_type(await until_closed(socket), "Results")
            async with flux(server.url) as socket:
                await send(socket, sentence.samples(), silence(1.0))
                by_flux = of_type(await until_closed(socket), "TurnInfo")
        return by_nova, by_flux

    by_nova, by_flux = asyncio.run(heard())

    said = " ".join(transcript(result) for result in by_nova if result["is_final"])
    assert word_error_rate(sentence.text, said) < 0.2
    (end,) = (turn for turn in by_flux if turn["event"] == "EndOfTurn")
    assert word_error_rate(sentence.text, end["transcript"]) < 0.2
    assert end["transcript"][-1] in ".,?!"


def test_chinese_speech_is_understood_by_nova() -> None:
    greeting = next(clip for clip in audioeval_clips("zh") if clip.path.stem == "nihao_shijie")

    async def heard() -> list[Message]:
        async with (
            DeepgramStandIn(key=KEY, languages=["zh"]) as server,
            nova(server.url, language="zh", endpointing=300) as socket,
        ):
            await send(socket, greeting.samples(), silence(1.0))
            return of_type(await until_closed(socket), "Results")

    results = asyncio.run(heard())

    assert normalise("".join(transcript(result) for result in results)) == normalise(greeting.text)
    words = [word for result in results for word in result["channel"]["alternatives"][0]["words"]]
    assert [word["word"] for word in words] == list("你好世界")
