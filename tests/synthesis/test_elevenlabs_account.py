"""An account at ElevenLabs, through its real SDK against the stand-in."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from echoflow.audio.frames import CAPTURE_RATE
from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError, Trouble, UserError
from echoflow.synthesis.elevenlabs_account import ElevenLabsAccount, account_refusal, voice_of
from stand_ins.elevenlabs import RACHEL, Account, ElevenLabsStandIn, tones
from stand_ins.elevenlabs_account import StandInVoice
from stand_ins.faults import Fault
from support.speech import librivox_sentences

KEY = "sk_0123456789abcdef"


@asynccontextmanager
async def account_at(
    server: ElevenLabsStandIn, key: str = KEY, patience: float = 15.0
) -> AsyncIterator[ElevenLabsAccount]:
    account = ElevenLabsAccount(key, Address.parse(server.url, "ElevenLabs"), patience=patience)
    try:
        yield account
    finally:
        await account.close()


def stand_in(account: Account | None = None, **options: Any) -> ElevenLabsStandIn:
    return ElevenLabsStandIn(account=account or Account(key=KEY), synthesize=tones, **options)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("voice") / "my voice.wav"
    reading = np.concatenate([sentence.samples() for sentence in librivox_sentences()])
    soundfile.write(file, reading, CAPTURE_RATE)
    return file


def test_it_tells_what_is_left_and_allowed() -> None:
    async def ask() -> None:
        limits = Account(key=KEY, character_count=1_600, character_limit=14_000)
        async with stand_in(limits) as server, account_at(server) as account:
            found = await account.subscription()
            left = await account.characters_left()
        assert (found.characters_left, found.character_limit, left) == (12_400, 14_000, 12_400)
        assert (found.may_clone, found.voices, found.voice_limit) == (True, 0, 30)
        assert found.resets_at is not None
        assert found.resets_at.timestamp() == 1_800_000_000

    asyncio.run(ask())


def test_a_key_without_the_right_to_see_the_account_is_good() -> None:
    async def ask() -> int | None:
        limits = Account(key=KEY, missing_permissions={"user_read"})
        async with stand_in(limits) as server, account_at(server) as account:
            return await account.characters_left()

    assert asyncio.run(ask()) is None


def test_all_pages_of_voices_are_read_and_ones_own_come_first() -> None:
    voices = {f"v{at:03}": StandInVoice(f"v{at:03}", f"Voice {at:03}") for at in range(230)}
    voices["mine"] = StandInVoice("mine", "Zoe", "cloned")

    async def ask() -> None:
        async with stand_in(Account(key=KEY, voices=voices)) as server:
            async with account_at(server) as account:
                found = await account.voices()
            assert len([one for one in server.log if one.path == "/v2/voices"]) == 3
        assert len(found) == 231
        assert (found[0].identifier, found[0].own) == ("mine", True)
        assert [one.own for one in found].count(True) == 1
        assert [one.name for one in found[1:3]] == ["Voice 000", "Voice 001"]

    asyncio.run(ask())


def test_a_voice_is_described_in_a_few_words() -> None:
    async def ask() -> None:
        async with stand_in() as server, account_at(server) as account:
            rachel = next(one for one in await account.voices() if one.identifier == RACHEL)
        assert rachel.description == "American, calm, female, young"
        assert rachel.language == ""

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("category", "is_owner", "own"),
    [
        ("cloned", True, True),
        ("cloned", None, True),
        ("cloned", False, False),
        ("generated", True, True),
        ("professional", False, False),
        ("premade", None, False),
        ("premade", True, False),
    ],
)
def test_only_what_the_user_made_is_their_own(category: str, is_owner: bool | None, own: bool) -> None:
    from elevenlabs.types import Voice

    assert voice_of(Voice(voice_id="x", category=category, is_owner=is_owner)).own is own


def test_a_preview_costs_nothing_and_is_fetched_without_the_key() -> None:
    spent: list[float] = []

    async def listen() -> None:
        async with stand_in() as server:
            address = Address.parse(server.url, "it")
            account = ElevenLabsAccount(KEY, address, spent=lambda _, amount: spent.append(amount))
            samples, rate = await account.preview(RACHEL)
            await account.close()
            assert server.account.character_count == 0
            assert {one.path for one in server.log} == {f"/v1/voices/{RACHEL}", f"/previews/{RACHEL}.mp3"}
        assert rate == 24_000
        assert samples.dtype == np.int16
        assert len(samples) / rate > 1
        assert np.abs(samples.astype(int)).max() > 1000

    asyncio.run(listen())
    assert spent == []


def test_a_voice_without_a_preview_says_a_sentence_which_is_counted() -> None:
    spent: dict[str, float] = {}
    mine = StandInVoice("mine", "Me", "cloned")

    async def listen() -> None:
        async with stand_in(Account(key=KEY, voices={"mine": mine})) as server:
            address = Address.parse(server.url, "it")
            account = ElevenLabsAccount(KEY, address, spent=spent.__setitem__)
            samples, rate = await account.preview("mine")
            await account.close()
            assert spent == {"elevenlabs.characters": server.account.character_count}
        assert rate == 24_000
        assert np.abs(samples.astype(int)).max() > 1000

    asyncio.run(listen())


def test_a_voice_is_cloned_and_deleted_again(recording: Path) -> None:
    progress: list[float] = []
    content = recording.read_bytes()

    async def live() -> None:
        async with stand_in() as server, account_at(server) as account:
            made = await account.clone(" Me ", recording, progress.append)
            assert (made.name, made.own) == ("Me", True)
            assert made.identifier in {one.identifier for one in await account.voices() if one.own}
            assert server.account.voices[made.identifier].samples == {"my voice.wav": content}
            assert server.uploads[0].content_type in ("audio/wav", "audio/x-wav")
            await account.delete(made.identifier)
            assert made.identifier not in server.account.voices

    asyncio.run(live())
    assert progress == sorted(progress)
    assert len(progress) > 5
    assert progress[-1] == 1.0


def test_an_upload_is_cancelled_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "long.wav"
    reading = np.concatenate([sentence.samples(48_000) for sentence in librivox_sentences()] * 3)
    soundfile.write(file, reading, 48_000)

    async def live() -> float:
        begun = asyncio.Event()
        async with stand_in(upload_bytes_per_second=300_000) as server, account_at(server) as account:
            upload = asyncio.create_task(account.clone("Me", file, lambda _: begun.set()))
            await begun.wait()
            asked = time.monotonic()
            upload.cancel()
            await asyncio.wait([upload])
            took = time.monotonic() - asked
            assert upload.cancelled()
            assert not [one for one in server.account.voices.values() if one.own]
        return took

    assert asyncio.run(live()) < 0.5


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Account(key=KEY, voice_limit=0), "holds no more voices"),
        (Account(key=KEY, can_use_instant_voice_cloning=False), "does not include cloning"),
        (Account(key=KEY, missing_permissions={"voices_write"}), "may not be used for this"),
    ],
)
def test_why_a_voice_is_not_made(recording: Path, limits: Account, words: str) -> None:
    async def live() -> EngineError:
        async with stand_in(limits) as server, account_at(server) as account:
            with pytest.raises(EngineError) as refused:
                await account.clone("Me", recording)
            return refused.value

    error = asyncio.run(live())
    assert words in str(error)
    assert error.permanent


def test_a_recording_that_cannot_be_used_is_not_sent(tmp_path: Path) -> None:
    file = tmp_path / "short.wav"
    soundfile.write(file, librivox_sentences()[0].samples(), CAPTURE_RATE)

    async def live() -> None:
        async with stand_in() as server, account_at(server) as account:
            with pytest.raises(UserError, match="at least 10 are needed"):
                await account.clone("Me", file)
            with pytest.raises(UserError, match="needs a name"):
                await account.clone(" ", file)
            with pytest.raises(UserError, match="no file"):
                await account.clone("Me", tmp_path / "gone.wav")
            assert server.log == []

    asyncio.run(live())


def test_voices_that_are_not_there_or_not_ones_own() -> None:
    async def live() -> None:
        async with stand_in() as server, account_at(server) as account:
            with pytest.raises(EngineError, match="no such voice"):
                await account.preview("gone")
            with pytest.raises(EngineError, match="no such voice"):
                await account.delete("gone")
            with pytest.raises(EngineError, match="made yourself"):
                await account.delete(RACHEL)

    asyncio.run(live())


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault.REFUSE_400, Trouble.REJECTED),
        (Fault.REFUSE_401, Trouble.KEY_REFUSED),
        (Fault.REFUSE_402, Trouble.PAYMENT),
        (Fault.REFUSE_403, Trouble.FORBIDDEN),
        (Fault.REFUSE_429, Trouble.BUSY),
        (Fault.REFUSE_500, Trouble.BROKEN),
        (Fault.REFUSE_503, Trouble.BROKEN),
        (Fault.DROP, Trouble.UNREACHABLE),
        (Fault.STALL, Trouble.SILENT),
        (Fault.SILENT, Trouble.SILENT),
        (Fault.MALFORMED_MESSAGES, Trouble.BROKEN),
    ],
)
def test_every_failure_is_named_once_and_soon(fault: Fault, trouble: Trouble) -> None:
    async def live() -> EngineError:
        async with stand_in() as server, account_at(server, patience=0.5) as account:
            server.request_faults.inject(fault)
            with pytest.raises(EngineError) as failed:
                await account.voices()
            assert len(server.log) == 1, "it was tried again behind the user's back"
            assert await account.voices(), "the next request is served"
            return failed.value

    error = asyncio.run(live())
    assert error.trouble is trouble
    assert KEY not in str(error)


@pytest.mark.parametrize("fault", [Fault.UNKNOWN_MESSAGES, Fault.LATE_MESSAGES])
def test_what_is_merely_odd_is_put_up_with(fault: Fault) -> None:
    async def live() -> int:
        async with stand_in(late=0.2) as server, account_at(server) as account:
            server.request_faults.inject(fault)
            return len(await account.voices())

    assert asyncio.run(live()) == 3


def test_a_service_that_is_not_there() -> None:
    async def ask() -> EngineError:
        account = ElevenLabsAccount(KEY, Address.parse("http://127.0.0.1:9", "it"))
        with pytest.raises(EngineError) as failed:
            await account.subscription()
        await account.close()
        return failed.value

    assert asyncio.run(ask()).trouble is Trouble.UNREACHABLE


@pytest.mark.parametrize(("key", "trouble"), [("", Trouble.KEY_MISSING), ("no key\n", Trouble.KEY_REFUSED)])
def test_what_is_no_key_is_not_sent(key: str, trouble: Trouble) -> None:
    async def ask() -> EngineError:
        async with stand_in() as server, account_at(server, key) as account:
            with pytest.raises(EngineError) as failed:
                await account.voices()
            assert server.log == []
            return failed.value

    assert asyncio.run(ask()).trouble is trouble


def test_the_key_gets_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> EngineError:
        async with stand_in(Account(key="another")) as server, account_at(server) as account:
            with pytest.raises(EngineError) as failed:
                await account.voices()
            assert KEY not in repr(account)
            return failed.value

    with caplog.at_level(logging.DEBUG):
        error = asyncio.run(fail())
    assert KEY not in caplog.text
    assert error.__cause__ is None
    assert KEY not in repr(error)


def test_the_key_of_the_environment_is_not_picked_up() -> None:
    # The SDK reads it when it is imported, so this takes a program of its own.
    program = """
import asyncio
from echoflow.synthesis.elevenlabs_account import ElevenLabsAccount
async def main():
    account = ElevenLabsAccount("given")
    client = await account._client.get()
    print(client._client_wrapper.get_headers()["xi-api-key"])
    await account.close()
asyncio.run(main())
"""
    environment = {**os.environ, "ELEVENLABS_API_KEY": "ambient"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "given"


@pytest.mark.parametrize(
    "body", [None, "text", [], {}, {"detail": None}, {"detail": "no"}, {"detail": [{"msg": "Field required"}]}]
)
def test_a_refusal_of_any_shape_is_one_sentence(body: object) -> None:
    error = account_refusal(422, body)

    assert error.trouble is Trouble.REJECTED
    assert str(error)
