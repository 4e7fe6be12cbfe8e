from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from echoflow.language.worker_process import WorkerProcess

ECHO = "import sys\nfor line in sys.stdin: print('got', line.strip(), flush=True)"
DEAF = "import time\nprint('ready', flush=True)\ntime.sleep(60)"
CHATTY = "import sys\nsys.stderr.write('a complaint')\nfor n in range(1000): print(n)\nsys.exit(3)"

PRIORITIES = """
import os, sys, threading
sys.stdin.readline()
def tell(): print(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), flush=True)
tell()
thread = threading.Thread(target=tell)
thread.start()
thread.join()
"""


class Child:
    """A child process and all it has said."""

    def __init__(self, code: str, log_file: Path) -> None:
        self.lines: list[bytes] = []
        self.exits: list[int] = []
        self.spoke = asyncio.Event()
        self.ended = asyncio.Event()
        self.process = WorkerProcess([sys.executable, "-c", code], log_file, self._line, self._exit)

    def _line(self, _: WorkerProcess, line: bytes) -> None:
        self.lines.append(line)
        self.spoke.set()

    def _exit(self, _: WorkerProcess, status: int) -> None:
        self.exits.append(status)
        self.ended.set()


def test_lines_go_there_and_back_and_closing_leaves_nothing(tmp_path: Path) -> None:
    async def talk() -> Child:
        child = Child(ECHO, tmp_path / "log")
        child.process.send(b"one\n")
        child.process.send(b"two\n")
        await child.process.close()
        return child

    before = set(threading.enumerate())
    child = asyncio.run(talk())
    assert child.lines == [b"got one\n", b"got two\n"]
    assert child.exits == [0]
    assert not child.process.running
    assert set(threading.enumerate()) <= before


@pytest.mark.skipif(sys.platform == "win32", reason="other priorities")
def test_the_child_gives_way_to_the_app_and_so_does_what_it_starts(tmp_path: Path) -> None:
    async def ask() -> list[bytes]:
        child = Child(PRIORITIES, tmp_path / "log")
        child.process.send(b"now\n")
        await child.ended.wait()
        await child.process.close()
        return child.lines

    ours = os.getpriority(os.PRIO_PROCESS, 0)
    assert [int(line) > ours for line in asyncio.run(ask())] == [True, True]


def test_the_exit_comes_after_the_last_line_and_complaints_go_to_the_log(tmp_path: Path) -> None:
    async def listen() -> Child:
        child = Child(CHATTY, tmp_path / "log")
        await child.ended.wait()
        assert len(child.lines) == 1000
        child.process.send(b"too late\n")
        await child.process.close()
        return child

    assert asyncio.run(listen()).exits == [3]
    assert (tmp_path / "log").read_text() == "a complaint"


def test_a_child_that_does_not_listen_neither_blocks_nor_stays(tmp_path: Path) -> None:
    async def talk() -> tuple[list[int], float, float]:
        child = Child(DEAF, tmp_path / "log")
        await child.spoke.wait()
        started = time.monotonic()
        for _ in range(100):
            child.process.send(b"x" * 100_000 + b"\n")
        sent = time.monotonic()
        await child.process.close()
        return child.exits, sent - started, time.monotonic() - sent

    exits, sending, closing = asyncio.run(talk())
    assert exits == [-signal.SIGKILL]
    assert sending < 0.5
    assert closing < 1.5


def test_a_command_that_does_not_exist_is_an_oserror(tmp_path: Path) -> None:
    async def start() -> None:
        with pytest.raises(FileNotFoundError):
            WorkerProcess([str(tmp_path / "none")], tmp_path / "log", lambda *_: None, lambda *_: None)

    asyncio.run(start())


def test_a_long_log_is_begun_anew(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"x" * 1_000_001)

    async def listen() -> None:
        child = Child(CHATTY, log)
        await child.ended.wait()
        await child.process.close()

    asyncio.run(listen())
    assert log.read_text() == "a complaint"
