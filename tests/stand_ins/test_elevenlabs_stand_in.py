"""The stand-in of ElevenLabs as its clients see it: the vendor's SDK, and a plain WebSocket with the SDK's types."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import functools
import io
import json
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from elevenlabs import AudioOutputMulti, FinalOutputMulti
from elevenlabs.client import AsyncElevenLabs
from elevenlabs.core.api_error import ApiError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from echoflow.audio.frames import Samples
from stand_ins.command_line import listening
from stand_ins.elevenlabs import RACHEL, Account, ElevenLabsStandIn, tones
from stand_ins.faults import Fault, When

SENTENCE = "The weather is nice today. "
SETTINGS = {"stability": 0.5, "similarity_boost": 0.8}
LIMIT = 20.0
"""Seconds after which a test is given up."""


def scenario(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Runs a test on an event loop of its own."""

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        asyncio.run(asyncio.wait_for(test(*args, **kwargs), LIMIT))

    return run


def quick(**options: Any) -> ElevenLabsStandIn:
    """A service that answers with tones, at once."""
    return ElevenLabsStandIn(**{"synthesize": tones, "speed": 1000.0, **options})


@contextlib.asynccontextmanager
async def opened(
    server: ElevenLabsStandIn, voice: str = RACHEL, key: str | None = "secret", **query: str
) -> AsyncIterator[ClientConnection]:
    """A connection to the multi-context socket."""
    parameters = {"model_id": "eleven_flash_v2_5", "output_format": "pcm_24000", "sync_alignment": "true", **query}
    url = httpx.URL(server.url.replace("http", "ws"), path=f"/v1/text-to-speech/{voice}/multi-stream-input")
    headers = {} if key is None else {"xi-api-key": key}
    url = url.copy_merge_params(parameters)
    async with connect(str(url), additional_headers=headers, max_size=2**24, close_timeout=0.2) as socket:
        yield socket


async def send(socket: ClientConnection, **message: Any) -> None:
    await socket.send(json.dumps(message))


async def say(socket: ClientConnection, text: str, context: str = "t1") -> None:
    """Opens a context, says a text in it and closes it."""
    await send(socket, text=" ", context_id=context, voice_settings=SETTINGS)
    await send(socket, text=text, context_id=context, flush=True)
    await send(socket, context_id=context, close_context=True)


async def spoken(socket: ClientConnection, context: str = "t1") -> tuple[list[AudioOutputMulti], Samples, str]:
    """All of a context until it is final: the messages as the SDK reads them, the audio, and the text."""
    messages = []
    async for text in socket:
        message = json.loads(text)
        assert "error" not in message, message
        if message["contextId"] != context:
            continue
        if message["isFinal"]:
            assert FinalOutputMulti.model_validate(message).context_id == context
            break
        messages.append(AudioOutputMulti.model_validate(message))
    audio = b"".join(base64.b64decode(message.audio) for message in messages)
    aligned = "".join("".join((message.alignment and message.alignment.chars) or []) for message in messages)
    return messages, np.frombuffer(audio, "<i2"), aligned


async def refused(socket: ClientConnection) -> tuple[str, int]:
    """The error and the close code that end a connection, whatever came before."""
    error = ""
    with contextlib.suppress(ConnectionClosed):
        while True:
            error = json.loads(await socket.recv()).get("error", "")
    assert socket.close_code is not None
    return error, socket.close_code


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


# ------------------------------------------------------------------------------------------------------------ requests


@contextlib.asynccontextmanager
async def client(server: ElevenLabsStandIn, key: str = "secret") -> AsyncIterator[AsyncElevenLabs]:
    async with httpx.AsyncClient() as http:
        yield AsyncElevenLabs(base_url=server.url, api_key=key, httpx_client=http)


@scenario
async def test_the_sdk_lists_finds_and_pages_voices() -> None:
    async with quick() as server, client(server) as api:
        everything = await api.voices.get_all()
        assert [voice.name for voice in everything.voices] == ["Rachel", "George", "Sarah"]
        page = await api.voices.search(page_size=2)
        assert (len(page.voices), page.has_more, page.total_count) == (2, True, 3)
        rest = await api.voices.search(page_size=2, next_page_token=page.next_page_token)
        assert ([voice.name for voice in rest.voices], rest.has_more) == (["Sarah"], False)
        assert [voice.name for voice in (await api.voices.search(search="geo")).voices] == ["George"]
        rachel = await api.voices.get(RACHEL)
        assert (rachel.name, rachel.category, rachel.labels) == ("Rachel", "premade", everything.voices[0].labels)
        assert (await api.voices.settings.get(RACHEL)).speed == 1.0
        with pytest.raises(ApiError) as error:
            await api.voices.get("nobody")
        assert error.value.status_code == 400
        assert error.value.body["detail"]["status"] == "voice_not_found"


@scenario
async def test_the_sdk_reads_the_account() -> None:
    async with (
        quick(account=Account(tier="starter", character_count=100, character_limit=1000)) as server,
        client(server) as api,
    ):
        plan = await api.user.subscription.get()
        assert (plan.tier, plan.character_count, plan.character_limit) == ("starter", 100, 1000)
        assert plan.can_use_instant_voice_cloning
        assert plan.voice_slots_used == 0
        assert (await api.user.get()).subscription.status == "active"
        models = {model.model_id: model for model in await api.models.list()}
        assert "zh" in [language.language_id for language in models["eleven_flash_v2_5"].languages or []]


@scenario
async def test_a_voice_is_cloned_listed_and_deleted() -> None:
    async with quick(account=Account(voice_limit=1)) as server, client(server) as api:
        sample = ("me.wav", b"RIFF" + bytes(3_000_000), "audio/wav")
        made = await api.voices.ivc.create(name="Me", files=[sample], labels={"accent": "any"}, description="Mine.")
        voice = await api.voices.get(made.voice_id)
        assert (voice.name, voice.category, voice.is_owner, voice.preview_url) == ("Me", "cloned", True, None)
        assert server.account.voices[made.voice_id].samples == {"me.wav": sample[1]}
        (upload,) = server.uploads
        assert (upload.voice, upload.filename, upload.size) == ("Me", "me.wav", 3_000_004)
        with pytest.raises(ApiError) as full:
            await api.voices.ivc.create(name="Me too", files=[sample])
        assert full.value.body["detail"]["status"] == "voice_limit_reached"
        await api.voices.delete(made.voice_id)
        assert made.voice_id not in server.account.voices
        with pytest.raises(ApiError):
            await api.voices.delete(RACHEL)


@scenario
async def test_cloning_is_refused_without_a_file_or_the_right_plan() -> None:
    async with quick() as server, client(server) as api:
        with pytest.raises(ApiError) as nothing:
            await api.voices.ivc.create(name="Me", files=[])
        assert nothing.value.status_code == 422
        with pytest.raises(ApiError) as empty:
            await api.voices.ivc.create(name="Me", files=[("me.wav", b"", "audio/wav")])
        assert empty.value.status_code == 400
        server.account.can_use_instant_voice_cloning = False
        with pytest.raises(ApiError) as plan:
            await api.voices.ivc.create(name="Me", files=[("me.wav", b"RIFF", "audio/wav")])
        assert plan.value.body["detail"]["status"] == "can_not_use_instant_voice_cloning"
        assert len(server.account.voices) == 3


@scenario
async def test_an_upload_can_be_slow_and_given_up() -> None:
    async with quick(upload_bytes_per_second=4_000_000) as server, client(server) as api:
        upload = api.voices.ivc.create(name="Me", files=[("me.wav", bytes(8_000_000), "audio/wav")])
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(upload, 0.2)
        while server.log[-1].open:
            await asyncio.sleep(0.01)
        assert len(server.account.voices) == 3


@scenario
async def test_speech_in_one_answer() -> None:
    async with quick() as server, client(server) as api:
        pcm = b"".join(
            [part async for part in api.text_to_speech.stream(RACHEL, text="Ten tones.", output_format="pcm_16000")]
        )
        assert len(pcm) == pytest.approx(1.5 * 32_000, abs=10)
        wav = b"".join(
            [part async for part in api.text_to_speech.convert(RACHEL, text="Ten tones.", output_format="wav_24000")]
        )
        samples, rate = soundfile.read(io.BytesIO(wav))
        assert (rate, len(samples)) == (24_000, 36_000)
        assert server.account.character_count == 20
        with pytest.raises(ApiError) as nobody:
            _ = [part async for part in api.text_to_speech.stream("nobody", text="Hi.", output_format="pcm_16000")]
        assert nobody.value.status_code == 404
        server.account.character_limit = 22
        with pytest.raises(ApiError) as quota:
            _ = [part async for part in api.text_to_speech.stream(RACHEL, text="Hi there.")]
        assert (quota.value.status_code, quota.value.body["detail"]["status"]) == (401, "quota_exceeded")


@scenario
async def test_a_preview_is_heard_without_a_key_and_for_nothing() -> None:
    async with ElevenLabsStandIn() as server, client(server) as api, httpx.AsyncClient() as http:
        url = (await api.voices.get(RACHEL)).preview_url
        assert url is not None
        answer = await http.get(url)
        samples, rate = soundfile.read(io.BytesIO(answer.content))
        assert rate == 24_000
        assert len(samples) > rate
        assert np.abs(samples).max() > 0.1
        assert server.account.character_count == 0


@scenario
@pytest.mark.parametrize(
    ("key", "status", "code"),
    [("wrong", 401, "unauthorized"), ("sk_0123456789abcdef", 400, "invalid_api_key")],
)
async def test_a_wrong_key_is_refused(key: str, status: int, code: str) -> None:
    async with quick(key="secret") as server, client(server, key) as stranger, client(server) as api:
        with pytest.raises(ApiError) as error:
            await stranger.user.subscription.get()
        assert (error.value.status_code, error.value.body["detail"]["code"]) == (status, code)
        assert await api.voices.get_all()


@scenario
async def test_a_key_may_lack_a_permission() -> None:
    async with quick(account=Account(missing_permissions={"user_read"})) as server, client(server) as api:
        with pytest.raises(ApiError) as error:
            await api.user.subscription.get()
        assert (error.value.status_code, error.value.body["detail"]["status"]) == (401, "missing_permissions")
        assert await api.voices.get_all()


@scenario
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault.status])
async def test_requests_are_refused_as_connections_are(fault: Fault) -> None:
    async with quick() as server, client(server) as api:
        server.inject(fault)
        with pytest.raises(ApiError) as error:
            await api.voices.get_all(request_options={"max_retries": 0})
        assert error.value.status_code == fault.status
        assert await api.voices.get_all()


@scenario
async def test_faults_for_requests_alone() -> None:
    async with quick(late=0.2) as server, httpx.AsyncClient(base_url=server.url, timeout=0.15) as http:
        http.headers["xi-api-key"] = "secret"
        for fault, error in (
            (Fault.DROP, httpx.RemoteProtocolError),
            (Fault.STALL, httpx.ReadTimeout),
            (Fault.SILENT, httpx.ReadTimeout),
            (Fault.LATE_MESSAGES, httpx.ReadTimeout),
        ):
            server.request_faults.inject(fault)
            with pytest.raises(error):
                await http.get("/v1/voices")
        server.request_faults.inject(Fault.MALFORMED_MESSAGES)
        with pytest.raises(ValueError, match="Expecting"):
            (await http.get("/v1/voices")).json()
        server.request_faults.inject(Fault.UNKNOWN_MESSAGES)
        assert "mood" in (await http.get("/v1/voices")).json()
        server.request_faults.inject(Fault.DROP, When.MIDDLE)
        with pytest.raises(httpx.RemoteProtocolError):
            await http.post(
                f"/v1/text-to-speech/{RACHEL}", params={"output_format": "pcm_24000"}, json={"text": "Ten tones."}
            )


def test_it_runs_by_hand() -> None:
    async def use(url: str) -> None:
        server = ElevenLabsStandIn(synthesize=tones)
        server.url = url
        async with opened(server) as socket:
            await say(socket, SENTENCE)
            await spoken(socket)

    root = Path(__file__).parents[2]
    with listening(root, "tests.stand_ins.elevenlabs", "--key", "secret") as (url, lines):
        asyncio.run(use(url))
        used = json.loads(next(lines))
    assert used["characters"] == len(SENTENCE)
    assert used["most_contexts"] == 1
    assert "secret" not in json.dumps(used)
