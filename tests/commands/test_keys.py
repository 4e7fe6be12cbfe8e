"""Keys are entered, checked and removed from a terminal, and never shown."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from keyring import errors

from echoflow.commands import costs, keys
from echoflow.commands.argument_parser import Parser
from echoflow.errors import UsageError, UserError
from echoflow.store.prices import price_list
from echoflow.store.settings import FILE_NAME, Settings, save
from echoflow.store.usage import UsageMeter, usage_file
from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_tones import ToneEars
from support.keyrings import MemoryKeyring, using

SECRET = "dg-7f3a1c9e5b2d"


def add_command(commands: Any, name: str, meaning: str) -> Parser:
    made: Parser = commands.add_parser(name, help=meaning)
    return made


def run(*words: str) -> int:
    parser = Parser(prog="echoflow")
    commands = parser.add_subparsers(dest="command")
    keys.add_parser(commands, add_command)
    costs.add_parser(commands, add_command)
    arguments = parser.parse_args(words)
    return keys.run(arguments) if arguments.command == "keys" else costs.run(arguments)


@pytest.fixture
def backend() -> Iterator[MemoryKeyring]:
    with using(MemoryKeyring()) as memory:
        yield memory


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A key comes through a pipe, with more behind it."""
    with io.StringIO(f"{SECRET}\nmore\n") as pipe:
        monkeypatch.setattr(sys, "stdin", pipe)
        yield


@pytest.mark.usefixtures("piped")
def test_a_key_from_a_pipe_is_kept(backend: MemoryKeyring, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("keys", "set", "deepgram") == 0
    assert backend.secrets == {("echoflow", "deepgram"): SECRET}
    assert run("keys", "list") == 0
    said = capfd.readouterr()
    assert said.out.splitlines()[0].startswith("deepgram    The key for Deepgram is in the system's keyring")
    assert "There is no key for ElevenLabs" in said.out
    assert SECRET not in said.out + said.err


TYPING = """
import argparse, fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from echoflow.commands import keys
sys.exit(keys.run(argparse.Namespace(action="set", service="deepgram")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there it is no terminal that can be opened in a test")
def test_a_key_typed_at_a_terminal_is_not_echoed() -> None:
    import pty

    terminal, other_end = pty.openpty()
    environment = {
        **os.environ,
        "PYTHON_KEYRING_BACKEND": "support.keyrings.MemoryKeyring",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    program = subprocess.Popen(
        [sys.executable, "-c", TYPING], stdin=other_end, stdout=other_end, stderr=other_end, env=environment
    )
    os.close(other_end)
    shown = _type_when_asked(terminal, f"{SECRET}\n")
    assert program.wait(30) == 0, shown
    assert "The key for Deepgram (it is not shown)" in shown
    assert "is in the system's keyring" in shown
    assert SECRET not in shown


def _type_when_asked(terminal: int, line: str) -> str:
    """Everything the terminal shows until the program ends."""
    shown = ""
    typed = False
    while True:
        try:
            some = os.read(terminal, 1024).decode()
        except OSError:
            # Linux' way of saying that the other end has closed.
            break
        if not some:
            break
        shown += some
        if not typed and "not shown" in shown:
            typed = True
            os.write(terminal, line.encode())
    os.close(terminal)
    return shown


def test_a_key_is_no_argument(backend: MemoryKeyring) -> None:
    with pytest.raises(UsageError):
        run("keys", "set", "deepgram", SECRET)
    with pytest.raises(UsageError):
        run("keys", "set", "google")


@pytest.mark.parametrize("line", ["", "\n", "my key\n"])
def test_what_is_no_key_is_refused(backend: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(line))
    with pytest.raises(UserError, match="Deepgram"):
        run("keys", "set", "deepgram")
    assert not backend.secrets


def test_bytes_that_are_no_text_are_refused(backend: MemoryKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n"), encoding="utf-8"))
    with pytest.raises(UserError, match="No key"):
        run("keys", "set", "deepgram")


@pytest.mark.usefixtures("piped")
def test_a_key_that_cannot_be_kept_is_not_called_kept(capfd: pytest.CaptureFixture[str]) -> None:
    with using(MemoryKeyring(errors.KeyringLocked())):
        assert run("keys", "set", "deepgram") == 1
    said = capfd.readouterr().err
    assert "locked" in said
    assert "not kept" in said
    assert SECRET not in said


@pytest.mark.usefixtures("piped")
def test_a_key_that_is_not_used_for_now_is_called_so(
    backend: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEEPGRAM_API_KEY", "from-the-environment")
    assert run("keys", "set", "deepgram") == 0
    assert "DEEPGRAM_API_KEY is set" in capfd.readouterr().err


def test_a_key_is_removed(backend: MemoryKeyring, capfd: pytest.CaptureFixture[str]) -> None:
    backend.secrets["echoflow", "openai"] = SECRET
    assert run("keys", "remove", "openai") == 0
    assert not backend.secrets
    assert "No key for OpenAI" in capfd.readouterr().err
    backend.refusal = errors.KeyringLocked()
    assert run("keys", "remove", "openai") == 1
    assert "locked" in capfd.readouterr().err


def test_keys_are_taken_over_from_a_file(
    backend: MemoryKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / ".env"
    file.write_text(f"DEEPGRAM_API_KEY='{SECRET}'\nELEVEN_API_KEY=el-1\n")
    assert run("keys", "import") == 0
    assert run("keys", "import", str(file)) == 0
    assert backend.secrets == {("echoflow", "deepgram"): SECRET, ("echoflow", "elevenlabs"): "el-1"}
    said = capfd.readouterr()
    assert f"{file} still holds the keys in clear text" in said.err
    assert SECRET not in said.out + said.err
    (tmp_path / "other.env").write_text("A=1\n")
    with pytest.raises(UserError, match=r"no keys in .*other\.env"):
        run("keys", "import", "other.env")


def test_the_service_is_asked_about_its_key(
    backend: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    async def scenario() -> list[int]:
        async with DeepgramStandIn(recognize=ToneEars(["hello"]), key=SECRET) as server:
            monkeypatch.setenv("ECHOFLOW_DEEPGRAM_URL", server.url)
            results = []
            for key in (SECRET, "dg-wrong"):
                backend.secrets["echoflow", "deepgram"] = key
                results.append(await asyncio.to_thread(run, "keys", "check"))
            return results

    assert asyncio.run(scenario()) == [0, 1]
    said = capfd.readouterr()
    good, bad = said.out.splitlines()
    assert good.startswith("deepgram    valid")
    assert "does not accept the key" in bad
    assert SECRET not in said.out + said.err


def test_without_any_key_there_is_nothing_to_check(backend: MemoryKeyring, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("keys", "check") == 1
    assert "no key to check" in capfd.readouterr().err
    assert run("keys", "check", "elevenlabs") == 1
    assert "There is no key for ElevenLabs" in capfd.readouterr().out


def test_an_address_that_is_none_is_named(
    backend: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    backend.secrets["echoflow", "openai"] = SECRET
    monkeypatch.setenv("ECHOFLOW_OPENAI_URL", "home server")
    assert run("keys", "check", "openai") == 1
    assert "'home server' is no address" in capfd.readouterr().out


def test_costs_are_told_by_engine(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    meter = UsageMeter(usage_file(), price_list({}), today=date.today)
    meter.add("deepgram.nova-3", 750.0)
    meter.add("elevenlabs.characters", 12_400)
    meter.add("openai.input_tokens", 2_000_000)
    meter.close()
    config = usage_file().parent.parent / "config"
    config.mkdir()
    save(Settings(monthly_budget=0.5, openai_url="http://127.0.0.1:9"), config / FILE_NAME)

    assert run("costs") == 0

    said = capfd.readouterr()
    assert said.out.splitlines() == [
        "Today: $0.68",
        "  Deepgram: $0.06 (12.5 min)",
        "  ElevenLabs: $0.62 (12,400 characters)",
        "  OpenAI-compatible service: $0.00 (2,000,000 tokens)",
        "This month: $0.68",
        "  Deepgram: $0.06 (12.5 min)",
        "  ElevenLabs: $0.62 (12,400 characters)",
        "  OpenAI-compatible service: $0.00 (2,000,000 tokens)",
        "Budget: $0.50 a month, 136 % of it spent",
    ]
    assert "budget is spent" in said.err


def test_who_uses_no_cloud_pays_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("costs") == 0
    assert capfd.readouterr().out.splitlines() == ["Today: $0.00", "This month: $0.00"]
