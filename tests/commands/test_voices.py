"""`echoflow voices`: what is there, and what is made, deleted and used."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from echoflow import paths
from echoflow.audio.frames import CAPTURE_RATE
from echoflow.commands import voices
from echoflow.commands.argument_parser import Parser
from echoflow.errors import UsageError, UserError
from echoflow.store import settings as settings_store
from echoflow.store.settings import Settings
from stand_ins.elevenlabs import RACHEL, Account, ElevenLabsStandIn, tones
from stand_ins.elevenlabs_account import StandInVoice
from stand_ins.faults import Fault
from support.speech import librivox_sentences

KEY = "sk_0123456789abcdef"


def parsed(*arguments: str | Path) -> argparse.Namespace:
    def add(commands: Any, name: str, meaning: str) -> Parser:
        parser: Parser = commands.add_parser(name, help=meaning, description=meaning)
        return parser

    parser = Parser(prog="echoflow")
    voices.add_parser(parser.add_subparsers(dest="command"), add)
    return parser.parse_args(["voices", *map(str, arguments)])


def settings_file() -> Path:
    return paths.config_folder() / settings_store.FILE_NAME


def saved() -> Settings:
    settings, problems = settings_store.load(settings_file())
    assert problems == []
    return settings


Run = Callable[..., int]


@pytest.fixture
def account() -> Account:
    mine = StandInVoice("mine01", "Me", "cloned")
    rachel = StandInVoice(RACHEL, "Rachel", labels={"accent": "american", "description": "calm"})
    return Account(key=KEY, voices={"mine01": mine, RACHEL: rachel})


@pytest.fixture
def run(account: Account, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `echoflow voices ...` with the stand-in behind it; returns the exit status."""
    monkeypatch.setenv("ELEVENLABS_API_KEY", KEY)

    def run(*arguments: str | Path, fault: Fault | None = None) -> int:
        async def live() -> int:
            async with ElevenLabsStandIn(account=account, synthesize=tones) as server:
                monkeypatch.setenv("ECHOFLOW_ELEVENLABS_URL", server.url)
                if fault:
                    server.request_faults.inject(fault)
                return await voices.perform(parsed(*arguments))

        return asyncio.run(live())

    return run


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("voice") / "me.wav"
    soundfile.write(file, np.concatenate([one.samples() for one in librivox_sentences()]), CAPTURE_RATE)
    return file


def test_the_list_shows_all_voices_and_which_one_speaks(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0

    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["*", "heart", "Heart", "(American)", "en", "local"] in [line[:6] for line in shown]
    assert ["mine01", "Me", "many", "languages", "ElevenLabs", "your", "own"] in shown
    assert [RACHEL, "Rachel", "many", "languages", "ElevenLabs", "American,", "calm"] in shown
    assert sum(line[0] == "*" for line in shown) == 1


def test_columns_are_straight_with_chinese_names(
    run: Run, account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.voices["zh"] = StandInVoice("zh", "晓晓", labels={"accent": "beijing"})

    assert run("list") == 0

    lines = {line.split()[0]: line.encode("gbk") for line in capsys.readouterr().out.splitlines()}
    assert lines["zh"].index(b"ElevenLabs") == lines["mine01"].index(b"ElevenLabs")


def test_without_a_key_the_local_voices_are_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ELEVENLABS_API_KEY", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

    assert asyncio.run(voices.perform(parsed("list"))) == 0

    said = capsys.readouterr()
    assert "heart" in said.out
    assert "ElevenLabs" not in said.out
    assert "no key for ElevenLabs" in said.err or "keyring" in said.err


def test_a_service_that_fails_hides_no_local_voice(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", fault=Fault.REFUSE_401) == 1

    said = capsys.readouterr()
    assert "heart" in said.out
    assert "does not accept the key" in said.err


@pytest.mark.parametrize("wanted", [RACHEL, "rachel"])
def test_a_voice_of_the_account_is_used(run: Run, wanted: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("use", wanted) == 0

    assert (saved().speech, saved().elevenlabs_voice) == ("elevenlabs", RACHEL)
    assert "“Rachel”" in capsys.readouterr().err
    assert run("list") == 0
    assert f"*  {RACHEL}" in capsys.readouterr().out


def test_a_local_voice_is_used_without_asking_anybody(run: Run) -> None:
    settings_store.save(Settings(speech="elevenlabs"), settings_file())

    assert run("use", "heart", fault=Fault.REFUSE_500) == 0

    assert (saved().speech, saved().voice) == ("local", "heart")


def test_a_voice_that_is_not_there_is_not_used(run: Run) -> None:
    with pytest.raises(UserError, match="no voice “Nobody”"):
        run("use", "Nobody")
    assert saved() == Settings()


def test_a_name_that_several_have_is_not_enough(run: Run, account: Account) -> None:
    account.voices["two"] = StandInVoice("two", "me", "cloned")

    with pytest.raises(UserError, match="called “Me”: "):
        run("use", "Me")


def test_a_voice_is_made_of_a_recording(
    run: Run, account: Account, recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("clone", "Anna", recording, "--consent") == 0

    said = capsys.readouterr()
    made = account.voices[said.out.strip()]
    assert made.name == "Anna"
    percent = [int(line.split(":")[1].strip(" %")) for line in said.err.splitlines() if line.endswith("%")]
    assert percent == sorted(percent)
    assert percent[-1] == 100
    assert 3 < len(percent) <= 11


def test_nothing_is_sent_without_consent(run: Run, account: Account, recording: Path) -> None:
    with pytest.raises(UsageError, match="permission of the person whose voice it is") as refused:
        voices.run(parsed("clone", "Anna", recording))

    assert refused.value.exit_status == 2
    assert len(account.voices) == 2


def test_a_recording_that_cannot_be_used_is_not_sent(
    run: Run, account: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "short.wav"
    soundfile.write(file, librivox_sentences()[0].samples(), CAPTURE_RATE)

    assert run("clone", "Anna", file, "--consent") == 1
    assert "at least 10" in capsys.readouterr().err
    with pytest.raises(UserError, match="no file"):
        run("clone", "Anna", tmp_path / "gone.wav", "--consent")
    assert len(account.voices) == 2


def test_ones_own_voice_is_deleted_and_no_other(run: Run, account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    settings_store.save(Settings(speech="elevenlabs", elevenlabs_voice="mine01"), settings_file())

    with pytest.raises(UserError, match="“Rachel” is no voice of your own"):
        run("delete", "Rachel")
    assert run("delete", "Me") == 0

    assert set(account.voices) == {RACHEL}
    assert saved().elevenlabs_voice == Settings().elevenlabs_voice
    assert "default voice" in capsys.readouterr().err


PROGRAM = """
import sys
from echoflow.commands import voices
from echoflow.commands.argument_parser import Parser
parser = Parser(prog="echoflow")
voices.add_parser(parser.add_subparsers(), lambda commands, name, meaning: commands.add_parser(name))
sys.exit(voices.run(parser.parse_args(sys.argv[1:])))
"""


def test_ctrl_c_stops_the_upload_and_nothing_is_made(account: Account, tmp_path: Path) -> None:
    file = tmp_path / "long.wav"
    reading = np.concatenate([one.samples(48_000) for one in librivox_sentences()] * 3)
    soundfile.write(file, reading, 48_000)

    async def live() -> tuple[int | None, str, str, float]:
        async with ElevenLabsStandIn(account=account, synthesize=tones, upload_bytes_per_second=300_000) as server:
            program = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", PROGRAM, "voices", "clone", "Anna", str(file), "--consent"),
                env={**os.environ, "ELEVENLABS_API_KEY": KEY, "ECHOFLOW_ELEVENLABS_URL": server.url},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            assert program.stderr is not None
            said = b""
            while b"%" not in said:
                said += await asyncio.wait_for(program.stderr.readline(), 30)
            began = time.monotonic()
            program.send_signal(signal.SIGINT)
            out, rest = await asyncio.wait_for(program.communicate(), 30)
            took = time.monotonic() - began
        return program.returncode, out.decode(), (said + rest).decode(), took

    status, out, said, took = asyncio.run(live())
    assert status == 130
    assert out == ""
    assert "Nothing was made" in said
    assert "Traceback" not in said
    assert took < 3
    assert len(account.voices) == 2
