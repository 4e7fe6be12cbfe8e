"""The WebSocket of the stand-in of ElevenLabs as its clients see it, while all is well."""

from __future__ import annotations

import asyncio
import json
import time

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from stand_ins.elevenlabs import Account, ElevenLabsStandIn, tones
from stand_ins.elevenlabs_client import SENTENCE, SETTINGS, opened, quick, refused, say, send, spoken
from stand_ins.scenarios import scenario
from support.stand_in_program import stand_in_program


@scenario
async def test_a_sentence_is_really_spoken_and_aligned_character_by_character() -> None:
    async with ElevenLabsStandIn() as server, opened(server, output_format="pcm_16000") as socket:
        await say(socket, SENTENCE)
        messages, audio, text = await spoken(socket)
        assert text == SENTENCE
        assert 1.0 < len(audio) / 16_000 < 3.0
        assert np.abs(audio).max() > 3000
        assert len(messages) >= 4, "speech comes in pieces"
        for message in messages:
            assert message.alignment is not None
            starts, durations = message.alignment.char_start_times_ms, message.alignment.char_durations_ms
            assert starts is not None
            assert durations is not None
            assert starts == sorted(starts)
            assert starts[-1] + durations[-1] <= 251, "times are relative to the piece"
        border = "".join((messages[0].alignment and messages[0].alignment.chars) or [])
        assert border.isalpha() or " " in border.strip(), "a piece ends wherever it falls"
        (connection,) = server.sockets
        assert connection.texts == [("t1", SENTENCE)]
        assert connection.characters == len(SENTENCE)
        assert connection.audio_seconds == pytest.approx(len(audio) / 16_000)


@scenario
async def test_what_the_local_voice_cannot_say_is_heard_as_tones() -> None:
    async with ElevenLabsStandIn() as server, opened(server, language_code="zh") as socket:
        await say(socket, "今天天气很好。 OK?")
        _, audio, text = await spoken(socket)
        assert text == "今天天气很好。 OK?"
        assert len(audio) / 24_000 > 7 * 0.15
        await say(socket, "Добрый день.", "t2")
        _, audio, text = await spoken(socket, "t2")
        assert text == "Добрый день."
        assert len(audio) / 24_000 == pytest.approx(12 * 0.15, abs=0.01)


@scenario
@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100])
async def test_every_rate_lasts_as_long(rate: int) -> None:
    async with quick() as server, opened(server, output_format=f"pcm_{rate}") as socket:
        await say(socket, "Ten tones.")
        _, audio, _ = await spoken(socket)
        assert len(audio) / rate == pytest.approx(1.5, abs=0.01)


@scenario
async def test_without_sync_alignment_the_first_message_brings_all_characters() -> None:
    async with quick() as server, opened(server, sync_alignment="false") as socket:
        await say(socket, "Five, 5.")
        messages, _, text = await spoken(socket)
        assert text == "Five, 5."
        assert [message.alignment is not None for message in messages] == [True] + [False] * 4
        normalized = messages[0].normalized_alignment
        assert normalized is not None
        assert "".join(normalized.chars or []) == " Five, five."


@scenario
async def test_contexts_are_spoken_at_once_and_a_closed_one_to_its_end() -> None:
    async with quick(speed=4.0, latency=0.05) as server, opened(server) as socket:
        await send(socket, text=" ", context_id="old", voice_settings=SETTINGS)
        await send(socket, text="Hello there, hello. ", context_id="old", flush=True)
        order = [json.loads(await socket.recv())["contextId"]]
        await send(socket, context_id="old", close_context=True)
        await say(socket, "New.", "new")
        final: list[str] = []
        while len(final) < 2:
            message = json.loads(await socket.recv())
            order.append(message["contextId"])
            final += [message["contextId"]] * bool(message["isFinal"])
        assert final == ["new", "old"]
        assert order.index("new") < len(order) - 3, "audio of the old context still came when the new one was heard"
        (connection,) = server.sockets
        assert (connection.contexts_opened, connection.contexts_closed, connection.most_contexts) == (2, 2, 2)


@scenario
async def test_the_first_audio_comes_after_the_latency_and_the_rest_faster_than_real_time() -> None:
    async with quick(latency=0.2, speed=10.0) as server, opened(server) as socket:
        began = time.monotonic()
        await say(socket, "Twenty tones, 3 secs")
        await socket.recv()
        first = time.monotonic() - began
        await spoken(socket)
        whole = time.monotonic() - began
        assert first >= 0.2
        assert whole >= 0.2 + 0.27
        assert whole < 3.0, "3 s of speech came sooner than it lasts"


@scenario
async def test_text_waits_for_a_flush_or_enough_others_unless_in_auto_mode() -> None:
    async with quick() as server:
        async with opened(server) as socket:
            await send(socket, text=" ", context_id="t1")
            await send(socket, text="Short. ", context_id="t1")
            await send(socket, text="x" * 120, context_id="t1")
            await socket.recv()
        async with opened(server, auto_mode="true") as socket:
            await send(socket, text=" ", context_id="t1")
            await send(socket, text="Short. ", context_id="t1")
            await socket.recv()
        waited, at_once = server.sockets
        assert waited.texts == [("t1", "Short. " + "x" * 120)]
        assert at_once.texts == [("t1", "Short. ")]


@scenario
async def test_closing_the_socket_says_what_is_left_first() -> None:
    async with quick() as server, opened(server) as socket:
        await send(socket, text=" ", context_id="t1")
        await send(socket, text="Left over.", context_id="t1")
        await send(socket, close_socket=True)
        _, audio, text = await spoken(socket)
        assert text == "Left over."
        assert len(audio)
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1000


@scenario
async def test_the_sixth_context_is_one_too_many() -> None:
    async with quick() as server, opened(server) as socket:
        for number in range(6):
            await send(socket, text=" ", context_id=f"t{number}", voice_settings=SETTINGS)
        assert await refused(socket) == ("max_active_conversations", 1008)
        assert server.sockets[0].most_contexts == 5


@scenario
async def test_settings_after_the_first_message_are_refused_and_a_keep_alive_counts_as_one() -> None:
    async with quick() as server:
        async with opened(server) as socket:
            await send(socket, text="")
            await send(socket, text=" ", context_id="t1", voice_settings=SETTINGS)
            await send(socket, text="Same.", context_id="t1", voice_settings=SETTINGS, flush=True)
            await socket.recv()
        async with opened(server) as socket:
            await send(socket, text="", context_id="t1")
            await send(socket, text=" ", context_id="t1", voice_settings=SETTINGS)
            assert (await refused(socket))[1] == 1008


@scenario
async def test_a_connection_without_messages_is_closed() -> None:
    async with quick() as server, opened(server, inactivity_timeout="0.2") as socket:
        await asyncio.sleep(0.15)
        await send(socket, text="")
        began = time.monotonic()
        assert await refused(socket) == ("input_timeout_exceeded", 1008)
        assert time.monotonic() - began > 0.15, "a keep-alive counts"


@scenario
@pytest.mark.parametrize("text", ["no json", "[]", "7", "{}", '{"text": 7}', '{"text": "a", "voice_settings": 1}'])
async def test_messages_that_are_none_are_refused(text: str) -> None:
    async with quick() as server, opened(server) as socket:
        await socket.send(text)
        assert await refused(socket) == ("invalid_input_message", 1008)


@scenario
async def test_a_wrong_key_voice_or_model_is_told_after_the_upgrade() -> None:
    async with quick(key="secret") as server:
        async with opened(server, key="wrong") as socket:
            assert await refused(socket) == ("invalid_api_key", 1008)
        async with opened(server, key=None) as socket:
            await send(socket, text=" ")
            assert await refused(socket) == ("authentication_required", 1008)
        async with opened(server, key=None) as socket:
            await send(socket, text="Hi.", xi_api_key="secret", flush=True)
            assert "audio" in json.loads(await socket.recv())
        async with opened(server, voice="nobody") as socket:
            assert await refused(socket) == ("voice_id_does_not_exist", 1008)
        async with opened(server, model_id="eleven_v9") as socket:
            assert await refused(socket) == ("model_id_does_not_exist", 1008)
        async with opened(server, model_id="eleven_flash_v2", language_code="zh") as socket:
            assert await refused(socket) == ("unsupported_language", 1008)
        assert "secret" not in repr(server.log)


@scenario
async def test_what_sockets_cannot_do_refuses_the_upgrade() -> None:
    async with quick() as server:
        for query, status in (({"model_id": "eleven_v3"}, 403), ({"output_format": "mp3_44100_128"}, 400)):
            with pytest.raises(InvalidStatus) as refusal:
                async with opened(server, **query):
                    pass
            assert refusal.value.response.status_code == status


@scenario
async def test_speech_beyond_the_quota_is_refused_in_mid_answer() -> None:
    async with quick(account=Account(character_limit=20)) as server, opened(server) as socket:
        await send(socket, text="Ten chars.", context_id="t1", flush=True)
        await send(socket, text="And eleven.", context_id="t1", flush=True)
        assert json.loads(await socket.recv())["audio"]
        assert await refused(socket) == ("quota_exceeded", 1008)
        assert server.account.character_count == 10


def test_it_runs_by_hand() -> None:
    async def use(url: str) -> None:
        server = ElevenLabsStandIn(synthesize=tones)
        server.url = url
        async with opened(server) as socket:
            await say(socket, SENTENCE)
            await spoken(socket)

    with stand_in_program("elevenlabs", "--key", "secret") as program:
        asyncio.run(use(program.url))
    [used] = program.used
    assert used["characters"] == len(SENTENCE)
    assert used["most_contexts"] == 1
    assert "secret" not in json.dumps(used)
