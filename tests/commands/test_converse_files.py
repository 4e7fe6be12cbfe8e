"""`echoflow converse` loses nothing: not what was there before, and not what was said."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from echoflow.audio.frames import PLAYBACK_RATE
from echoflow.commands.converse import EventFile, check_places
from echoflow.errors import UsageError
from support.program import child_with, command, environment, named, read_events, wait_for
from support.speech import say, silence, write_wav
from support.waiting import wait_until

OLD = b"what was there before"


@pytest.fixture
def places(tmp_path: Path) -> Path:
    (tmp_path / "in.wav").write_bytes(OLD)
    (tmp_path / "old.wav").write_bytes(OLD)
    (tmp_path / "link.wav").symlink_to("in.wav")
    (tmp_path / "new-link.wav").symlink_to("new.wav")
    (tmp_path / "hard.wav").hardlink_to(tmp_path / "in.wav")
    return tmp_path


@pytest.mark.parametrize(
    ("output", "events"),
    [
        ("in.wav", None),
        ("link.wav", None),
        ("hard.wav", None),
        ("new.wav", "in.wav"),
        ("new.wav", "link.wav"),
        ("old.wav", "old.wav"),
        ("new.wav", "new.wav"),
        ("new.wav", "new-link.wav"),
        ("new.wav", "../{folder}/new.wav"),
    ],
)
def test_one_file_is_not_used_for_two_things(places: Path, output: str, events: str | None) -> None:
    events_file = places / events.format(folder=places.name) if events else None
    with pytest.raises(UsageError, match="name"):
        check_places(places / "in.wav", places / output, events_file)


def test_different_files_are_fine(places: Path) -> None:
    check_places(places / "in.wav", places / "new.wav", places / "events.jsonl")
    check_places(places / "in.wav", places / "old.wav", None)


def test_the_old_events_stay_until_there_are_new_ones(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text("old\n")
    with EventFile(file):
        pass
    assert file.read_text() == "old\n"
    with EventFile(file) as events:
        events.write({"event": "speech_started"})
    assert file.read_text() == '{"event": "speech_started"}\n'
    with EventFile(tmp_path / "none.jsonl"):
        pass
    assert not (tmp_path / "none.jsonl").exists()


def test_a_full_disk_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    with EventFile(Path("/dev/full")) as events:
        for _ in range(5):
            events.write({"event": "speech_started"})
    assert events.failed
    [sentence] = capsys.readouterr().err.splitlines()
    assert "/dev/full" in sentence


def gone(process: int) -> bool:
    try:
        return "Z" in (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True


@pytest.fixture
def conversation(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A conversation that would go on for a minute."""
    write_wav(tmp_path / "in.wav", np.concatenate([silence(0.4), say("What is the capital of France?"), silence(60)]))
    (tmp_path / "out.wav").write_bytes(OLD)
    with subprocess.Popen(
        command("converse", "in.wav", "--output", "out.wav", "--events", "events.jsonl"),
        env=environment(tmp_path),
        cwd=tmp_path,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        yield program
        program.kill()


def worker_of(program: subprocess.Popen[str]) -> int:
    worker = child_with("echoflow.language.llama_worker", program.pid)
    assert worker is not None
    return worker


def happened(folder: Path, event: str) -> bool:
    return (folder / "events.jsonl").exists() and bool(named(read_events(folder / "events.jsonl"), event))


def test_a_conversation_that_is_broken_off_is_kept_as_far_as_it_went(
    tmp_path: Path, conversation: subprocess.Popen[str]
) -> None:
    wait_for(lambda: happened(tmp_path, "playback_started"), conversation)
    worker = worker_of(conversation)
    time.sleep(0.3)  # The conversation is held in real time: so much of the answer has been heard by then.
    begun = time.monotonic()
    conversation.send_signal(signal.SIGINT)
    conversation.send_signal(signal.SIGINT)
    _, errors = conversation.communicate(timeout=20)

    assert time.monotonic() - begun < 3
    assert conversation.returncode == 130
    assert "Broken off" in errors
    assert "Traceback" not in errors
    assert gone(worker)
    reply, rate = soundfile.read(tmp_path / "out.wav", dtype="int16")
    assert rate == PLAYBACK_RATE
    assert np.abs(reply).max() > 1000
    assert sorted(path.name for path in tmp_path.glob("[!.]*.*")) == ["events.jsonl", "in.wav", "out.wav"]
    assert not list(tmp_path.glob(".*"))


def test_breaking_off_before_it_began_changes_nothing(tmp_path: Path, conversation: subprocess.Popen[str]) -> None:
    wait_for(lambda: child_with("echoflow.language.llama_worker", conversation.pid) is not None, conversation)
    worker = worker_of(conversation)
    conversation.send_signal(signal.SIGTERM)
    _, errors = conversation.communicate(timeout=20)

    assert conversation.returncode == 143
    assert "Traceback" not in errors
    assert gone(worker)
    assert (tmp_path / "out.wav").read_bytes() == OLD
    assert not list(tmp_path.glob(".*"))
    assert not (tmp_path / "events.jsonl").exists()


def test_a_program_that_is_killed_takes_its_model_along(tmp_path: Path, conversation: subprocess.Popen[str]) -> None:
    wait_for(lambda: happened(tmp_path, "first_token"), conversation)
    worker = worker_of(conversation)
    os.kill(conversation.pid, signal.SIGKILL)
    conversation.communicate()

    wait_until(lambda: gone(worker), "the end of its model", 5)
    assert (tmp_path / "out.wav").read_bytes() == OLD
