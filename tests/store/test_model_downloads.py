"""Models come whole or not at all, go on where they stopped, and every failure is one sentence with a remedy."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from echoflow.errors import UserError
from echoflow.store.download_records import State, Wanted
from echoflow.store.model_catalogue import RemoteFile
from echoflow.store.model_downloads import Downloads, worker_command, worker_environment
from echoflow.store.model_library import list_models, models_folder
from stand_ins.faults import Fault, When
from stand_ins.hub import HubStandIn
from support.hub_models import TINY, TINY_FILE, Told, gguf, hub, wanted
from support.waiting import wait_until

MODEL = gguf()
SHA256 = hashlib.sha256(MODEL).hexdigest()


@pytest.fixture(scope="module")
def running_hub() -> Iterator[HubStandIn]:
    with hub({}) as server:
        yield server


@pytest.fixture
def server(running_hub: HubStandIn) -> HubStandIn:
    """One hub for all tests, as it was in the beginning."""
    running_hub.repositories = {TINY: {TINY_FILE: MODEL}}
    running_hub.gated.clear()
    running_hub.faults.clear()
    running_hub.log.clear()
    running_hub.manner = type(running_hub.manner)()
    return running_hub


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def downloads(told: Told) -> Iterator[Downloads]:
    made = Downloads(on_change=told)
    yield made
    made.close()


def test_a_model_comes_and_is_in_the_library(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    server.manner.hold_at = 500_000
    downloads.start(wanted(sha256=SHA256, size=len(MODEL)), server.url)
    half = told.wait(lambda one: one.done > 0, "half of the model")
    assert 0.3 < half.share < 0.7
    server.let_go()
    ended = told.wait_end()

    assert (ended.state, ended.problem) == (State.DONE, "")
    assert ended.path is not None
    assert ended.path.read_bytes() == MODEL
    assert [entry.name for entry in list_models() if entry.source == "user"] == ["Tiny"]
    assert told.states == [State.STARTING, State.FETCHING, State.DONE]
    assert ended.done == ended.total == len(MODEL)
    assert downloads.found() == ()
    assert [one.name for one in models_folder().iterdir() if one.is_file()] == [TINY_FILE]


def test_a_paused_download_survives_a_restart_and_goes_on_where_it_was(
    server: HubStandIn, told: Told, downloads: Downloads
) -> None:
    server.manner.hold_at = 500_000
    downloads.start(wanted(), server.url)
    told.wait(lambda one: one.done >= 400_000, "half of the model")
    downloads.pause("tiny")
    assert told.wait_end().state is State.PAUSED
    server.manner.hold_at = None

    again = Told()
    restarted = Downloads(on_change=again)
    (found,) = restarted.found()
    assert (found.state, found.total, found.wanted) == (State.PAUSED, len(MODEL), wanted())
    assert found.done >= 400_000
    restarted.start(found.wanted, server.url)

    ended = again.wait_end()
    assert (ended.state, ended.problem) == (State.DONE, "")
    assert ended.path is not None
    assert ended.path.read_bytes() == MODEL
    assert server.requests("GET", "/store")[-1].range_from == found.done
    assert restarted.found() == ()


def test_a_download_of_an_app_that_was_killed_is_found_again(server: HubStandIn, tmp_path: Path) -> None:
    server.manner.hold_at = 500_000
    code = (
        "import sys, time; from support.hub_models import wanted; from echoflow.store.model_downloads import Downloads;"
        "Downloads().start(wanted(), sys.argv[1]); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": "tests"}
    part = models_folder() / ".downloads" / "tiny" / f"{TINY_FILE}.part"
    command = [*worker_command()[:1], "-c", code, server.url]
    with subprocess.Popen(command, env=environment) as app:
        wait_until(lambda: part.exists() and part.stat().st_size >= 400_000, "half of the model")
        app.kill()
    wait_until(lambda: not server.requests("GET", "/store")[-1].open, "the process that fetches noticing")

    (found,) = Downloads().found()
    assert (found.state, found.wanted) == (State.PAUSED, wanted())
    assert found.done == part.stat().st_size


def test_a_line_that_breaks_is_taken_up_again(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    server.inject(Fault.DROP, When.MIDDLE)
    downloads.start(wanted(), server.url)

    ended = told.wait_end()
    assert (ended.state, ended.problem) == (State.DONE, "")
    first, second = server.requests("GET", "/store")
    assert first.range_from == 0
    assert second.range_from == first.bytes_sent > 0


def test_a_server_without_ranges_sends_all_of_it_again(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    server.manner.ranges = False
    server.inject(Fault.DROP, When.MIDDLE)
    downloads.start(wanted(), server.url)

    ended = told.wait_end()
    assert (ended.state, ended.done) == (State.DONE, len(MODEL))
    assert ended.path is not None
    assert ended.path.read_bytes() == MODEL


def test_what_came_damaged_is_deleted_and_told(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    server.manner.damaged = True
    downloads.start(wanted(), server.url)

    ended = told.wait_end()
    assert (ended.state, ended.done) == (State.FAILED, 0)
    assert ended.problem == ("What came of Tiny Instruct was damaged and has been deleted; download it again.")
    assert not list(models_folder().glob("*.gguf"))
    server.manner.damaged = False
    downloads.start(wanted(), server.url)
    wait_until(lambda: told.last.state is State.DONE, "the model")


def test_another_file_than_the_catalogue_knows_is_refused_before_a_byte_of_it_comes(
    server: HubStandIn, told: Told, downloads: Downloads
) -> None:
    downloads.start(wanted(sha256="0" * 64), server.url)

    assert told.wait_end().problem == (
        "The hub offers another file than the one EchoFlow knows as Tiny Instruct; update EchoFlow, or choose "
        "another model."
    )
    assert server.requests("GET") == []


def test_a_mirror_that_tells_no_hash_is_checked_against_the_catalogue(
    server: HubStandIn, told: Told, downloads: Downloads
) -> None:
    server.manner.linked = False
    server.manner.damaged = True
    downloads.start(wanted(sha256=SHA256), server.url)
    assert "damaged" in told.wait_end().problem


def test_a_part_is_not_continued_with_another_files_rest(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    server.manner.hold_at = 500_000
    downloads.start(wanted(), server.url)
    told.wait(lambda one: one.done >= 400_000, "half of the model")
    downloads.pause("tiny")
    told.wait_end()
    server.manner.hold_at = None
    other = gguf(900_000, "Other")
    server.repositories[TINY][TINY_FILE] = other
    told.downloads.clear()

    downloads.start(wanted(), server.url)

    ended = told.wait_end()
    assert (ended.state, ended.problem) == (State.DONE, "")
    assert ended.path is not None
    assert ended.path.read_bytes() == other


def test_a_model_in_parts_comes_in_one_download(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    names = [f"Tiny-0000{number}-of-00002.gguf" for number in (1, 2)]
    server.repositories[TINY] = {"q4/" + name: MODEL for name in names}
    downloads.start(Wanted.reference(f"{TINY}/q4/{names[0]}"), server.url)

    ended = told.wait_end()
    assert (ended.state, ended.done) == (State.DONE, 2 * len(MODEL))
    assert ended.path == models_folder() / names[0]
    assert [entry.size for entry in list_models() if entry.source == "user"] == [2 * len(MODEL)]


def test_a_recognition_model_comes_as_a_folder(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    files: dict[str, bytes | Path] = {
        "config.json": b"{}",
        "model.bin": MODEL,
        "tokenizer.json": b"[1]",
        "vocabulary.txt": b"a\nb",
    }
    server.repositories["owner/whisper"] = files
    remote = tuple(RemoteFile(path) for path in files)
    downloads.start(Wanted("whisper-x", "Whisper x", "recognition", "owner/whisper", "main", remote), server.url)

    ended = told.wait_end()
    assert (ended.state, ended.problem) == (State.DONE, "")
    assert ended.path == models_folder() / "recognition" / "whisper-x"
    assert {file.name: file.read_bytes() for file in ended.path.iterdir()} == files


def test_what_is_no_model_is_not_kept(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    server.repositories[TINY][TINY_FILE] = b"a page of text" * 1000
    downloads.start(wanted(), server.url)

    ended = told.wait_end()
    assert ended.state is State.FAILED
    assert "is not a language model" in ended.problem
    assert downloads.found() == (ended,)
    assert not list(models_folder().rglob("*.gguf*"))


@pytest.mark.parametrize(
    ("fault", "told_so"),
    [
        (Fault.REFUSE_403, "The hub does not give Tiny Instruct to this computer"),
        (Fault.REFUSE_429, "too many requests from here for now; resume Tiny Instruct in a few minutes"),
        (Fault.REFUSE_503, "The hub has a problem of its own (status 503)"),
    ],
)
def test_each_refusal_is_told_with_a_remedy(
    server: HubStandIn, told: Told, downloads: Downloads, fault: Fault, told_so: str
) -> None:
    server.inject(fault, times=None)
    downloads.start(wanted(), server.url)

    ended = told.wait_end()
    assert ended.state is State.FAILED
    assert told_so in ended.problem


def test_what_is_not_there_and_what_wants_terms_is_told(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    for repository, said in {"no/where": "is not at the hub", TINY: "is given only to those who have accepted"}.items():
        server.gated = {TINY}
        told.downloads.clear()
        downloads.start(wanted(repository=repository), server.url)
        assert said in told.wait_end().problem
    server.gated.clear()
    told.downloads.clear()
    downloads.start(wanted("missing.gguf"), server.url)
    assert "is not at the hub" in told.wait_end().problem


def test_nobody_at_the_address(told: Told, downloads: Downloads) -> None:
    downloads.start(wanted(), "http://127.0.0.1:9")
    assert "The hub cannot be reached" in told.wait_end().problem


def test_a_hub_that_stalls_does_not_hold_up_a_pause(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    server.inject(Fault.STALL)
    downloads.start(wanted(), server.url)
    wait_until(lambda: server.log, "the request")
    downloads.pause("tiny")
    assert told.wait_end().state is State.PAUSED


def test_cancelling_leaves_nothing(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    server.manner.hold_at = 500_000
    downloads.start(wanted(), server.url)
    told.wait(lambda one: one.done > 0, "a part of it")
    downloads.cancel("tiny")

    assert downloads.found() == ()
    assert [one for one in models_folder().rglob("*") if one.is_file()] == []


def test_a_token_goes_to_no_mirror(
    server: HubStandIn, told: Told, downloads: Downloads, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("hf_from_a_file")
    monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    downloads.start(wanted(), server.url)

    assert told.wait_end().state is State.DONE
    assert not any(each.authorized for each in server.log)
    assert "hf_secret" not in worker_environment("http://mirror", {"HF_TOKEN": "hf_secret"}).values()
    assert worker_environment("", {"HF_TOKEN": "hf_secret"})["HF_TOKEN"] == "hf_secret"


def test_two_do_not_fetch_the_same_at_once(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    server.manner.hold_at = 100_000
    downloads.start(wanted(), server.url)
    told.wait(lambda one: one.state is State.FETCHING, "the first")
    other = Told()
    second = Downloads(on_change=other)
    second.start(wanted(), server.url)
    assert other.wait_end().problem == "Tiny Instruct is being fetched by another EchoFlow already."
    assert told.last.state is State.FETCHING


def test_what_is_here_is_not_fetched_again(server: HubStandIn, downloads: Downloads) -> None:
    models_folder().mkdir(parents=True)
    (models_folder() / TINY_FILE).write_bytes(MODEL)
    with pytest.raises(UserError, match="There is already a model"):
        downloads.start(wanted(), server.url)


def test_a_model_that_has_no_room_is_not_begun(server: HubStandIn, told: Told, downloads: Downloads) -> None:
    server.manner.claimed_size = 2 * shutil.disk_usage("/").total
    downloads.start(wanted(), server.url)

    assert told.wait_end().problem.startswith("There is no room on the disk for Tiny Instruct: it needs ")
    assert server.requests("GET") == []


def test_records_that_make_no_sense_are_left_alone(downloads: Downloads) -> None:
    for name, text in {
        "a": "{",
        "b": "[]",
        "c": json.dumps(wanted().dump()),
        "tiny": json.dumps({"files": []}),
    }.items():
        folder = models_folder() / ".downloads" / name
        folder.mkdir(parents=True)
        (folder / "download.json").write_text(text)
    assert downloads.found() == ()
