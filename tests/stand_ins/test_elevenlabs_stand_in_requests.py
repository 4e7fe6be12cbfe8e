"""The plain HTTP of the stand-in of ElevenLabs as the vendor's SDK sees it."""

from __future__ import annotations

import asyncio
import io

import httpx
import numpy as np
import pytest
import soundfile
from elevenlabs.core.api_error import ApiError

from stand_ins.elevenlabs import RACHEL, Account, ElevenLabsStandIn
from stand_ins.elevenlabs_client import client, quick
from stand_ins.faults import Fault, When
from stand_ins.scenarios import scenario


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
