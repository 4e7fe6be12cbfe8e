"""A disk that is full: told in one sentence, nothing lost, and the download goes on when there is room."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from echoflow.store.download_records import State
from echoflow.store.download_worker import RESERVE
from echoflow.store.model_downloads import Downloads, worker_command
from support.hub_models import TINY, TINY_FILE, Told, gguf, hub, wanted

MODEL = gguf(4_000_000)
_ROOM = 16_000_000
"""Bytes beyond the reserve on the small disk."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, in memory."""
    options = f"size={RESERVE + _ROOM}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", tmp_path], check=True)
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def fill(folder: Path) -> Path:
    """All that is free."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(2**20)):
                pass
        except OSError:
            return filler
    raise AssertionError("the disk has no end")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting is for root")
def test_a_disk_that_fills_up_on_the_way(small_disk: Path) -> None:
    told = Told()
    downloads = Downloads(small_disk, told)
    with hub({TINY: {TINY_FILE: MODEL}}) as server:
        server.manner.hold_at = 2_000_000
        downloads.start(wanted(), server.url)
        told.wait(lambda one: one.done >= 1_500_000, "half of the model")
        filler = fill(small_disk)
        server.let_go()

        ended = told.wait_end()
        assert ended.state is State.FAILED
        assert ended.problem == "The disk is full; make room and resume Tiny Instruct, which goes on where it stopped."
        assert ended.done >= 1_500_000
        told.downloads.clear()
        downloads.start(wanted(), server.url)
        assert told.wait_end().problem.startswith("There is no room on the disk for Tiny Instruct: it needs ")

        filler.unlink()
        downloads.start(wanted(), server.url)
        told.wait(lambda one: one.state is State.DONE, "the model")

    assert (small_disk / TINY_FILE).read_bytes() == MODEL
    assert server.requests("GET", "/store")[-1].range_from == ended.done


def test_a_file_that_may_not_grow_any_more(tmp_path: Path) -> None:
    """What a quota does, without one: the system refuses the next byte."""
    told = Told()
    limited = ["prlimit", "--fsize=2000000", *worker_command()]
    with hub({TINY: {TINY_FILE: MODEL}}) as server:
        downloads = Downloads(tmp_path, told, limited)
        downloads.start(wanted(), server.url)

        ended = told.wait_end()
        assert (ended.state, ended.done) == (State.FAILED, 2_000_000)
        assert ended.problem.startswith("The disk is full; make room and resume Tiny Instruct")
        again = Told()
        Downloads(tmp_path, again).start(wanted(), server.url)
        assert again.wait_end().state is State.DONE

    assert (tmp_path / TINY_FILE).read_bytes() == MODEL
