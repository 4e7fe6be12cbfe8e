"""Models are fetched, checked and removed from a terminal."""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from echoflow import cli
from echoflow.store import model_catalogue
from echoflow.store.model_library import models_folder
from stand_ins.faults import Fault
from stand_ins.hub import HubStandIn
from support.hub_models import TINY, TINY_FILE, gguf, hub
from support.program import command, environment
from support.waiting import wait_until

MODEL = gguf()
PLACE = f"{TINY}/{TINY_FILE}"


@pytest.fixture(scope="module")
def server() -> Iterator[HubStandIn]:
    with hub({TINY: {TINY_FILE: MODEL}}) as running:
        yield running


def test_a_model_is_fetched_listed_checked_and_removed(server: HubStandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["models", "pull", PLACE, "--endpoint", server.url]) == 0
    fetched = capsys.readouterr()
    assert fetched.out.strip() == str(models_folder() / TINY_FILE)
    assert Path(fetched.out.strip()).read_bytes() == MODEL

    name = TINY_FILE.removesuffix(".gguf")
    assert cli.main(["models", "verify", name]) == 0
    assert capsys.readouterr().out == f"{name}: whole\n"

    assert cli.main(["models", "remove", name]) == 0
    removed = capsys.readouterr()
    assert (removed.out, "has been deleted" in removed.err) == ("", True)
    assert list(models_folder().glob("*.gguf")) == []


def test_what_cannot_be_fetched_ends_with_a_sentence_and_1(
    server: HubStandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    server.inject(Fault.REFUSE_503)
    assert cli.main(["models", "pull", PLACE, "--endpoint", server.url]) == 1
    assert "The hub has a problem of its own (status 503)" in capsys.readouterr().err
    assert cli.main(["models", "pull", PLACE, "--endpoint", "hub.example"]) == 2
    assert "is no address for the hub" in capsys.readouterr().err
    assert cli.main(["models", "pull", "no-such-model"]) == 2
    assert "There is no model no-such-model to fetch" in capsys.readouterr().err


def test_ctrl_c_leaves_a_part_that_the_same_command_completes(server: HubStandIn, tmp_path: Path) -> None:
    """On a terminal, where the progress is one line that is written over."""
    server.manner.hold_at = 500_000
    ours, theirs = pty.openpty()
    words = command("models", "pull", PLACE, "--endpoint", server.url)
    with subprocess.Popen(words, env=environment(tmp_path), stdin=theirs, stderr=theirs, stdout=theirs) as program:
        os.close(theirs)
        part = tmp_path / "data" / "models" / ".downloads" / TINY_FILE.removesuffix(".gguf").lower()
        wait_until(lambda: b"52 % of 1.0 MB" in _read(ours), "the progress")
        program.send_signal(signal.SIGINT)
        assert program.wait(20) == 130
    assert "is paused; the same command goes on where it stopped." in _read(ours).decode()
    os.close(ours)
    had = (part / f"{TINY_FILE}.part").stat().st_size
    assert had > 0

    server.manner.hold_at = None
    done = subprocess.run(words, env=environment(tmp_path), capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).read_bytes() == MODEL
    assert server.requests("GET", "/store")[-1].range_from == had
    assert "Traceback" not in done.stderr


_SEEN = bytearray()


def _read(terminal: int) -> bytes:
    """All that was written there so far."""
    os.set_blocking(terminal, False)
    with contextlib.suppress(OSError):
        _SEEN.extend(os.read(terminal, 65_536))
    return bytes(_SEEN)


def test_the_list_tells_what_can_be_fetched_until_it_is_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["models", "list"]) == 0
    offered = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("llama-3-8b-instruct"))
    assert "can be fetched  Llama 3 8B Instruct  4.9 GB  Llama 3 Community  " in offered
    assert offered.endswith(" (an estimate)")

    entry = model_catalogue.find_entry("qwen2.5-0.5b-instruct")
    assert entry is not None
    models_folder().mkdir(parents=True, exist_ok=True)
    (models_folder() / entry.files[0].name).write_bytes(MODEL)
    assert cli.main(["models", "list"]) == 0
    assert "qwen2.5-0.5b-instruct  can be fetched" not in capsys.readouterr().out
    assert cli.main(["models", "verify", "qwen2.5-0.5b-instruct"]) == 1
    assert "is not what was published; remove it and fetch it again." in capsys.readouterr().out
    assert cli.main(["models", "pull", "qwen2.5-0.5b-instruct"]) == 0
    assert capsys.readouterr().out.strip() == str(models_folder() / entry.files[0].name)


def test_what_is_not_ours_is_not_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "mine.gguf"
    own.write_bytes(MODEL)
    assert cli.main(["models", "remove", str(own)]) == 1
    assert cli.main(["models", "remove", "SmolLM2-135M-Instruct.Q4_1"]) == 1
    assert capsys.readouterr().err.count("is left alone") == 2
    assert own.exists()
