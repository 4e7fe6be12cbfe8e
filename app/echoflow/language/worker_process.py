"""A child process spoken to in lines over pipes.

Plain `subprocess` with a thread for each direction, and not asyncio's subprocesses: those need a child watcher or a
particular event loop, and qasync brings its own that differs by platform. Threads and `call_soon_threadsafe` work the
same on every loop, a child that reads slowly cannot block the loop, and an exit is noticed without polling.
"""

from __future__ import annotations

import asyncio
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO

from echoflow import priority

_CLOSE_SECONDS = 0.5
"""For a child to end by itself once its input has ended."""

if sys.platform == "win32":
    _CREATION_FLAGS = subprocess.CREATE_NO_WINDOW | priority.CREATION_FLAGS
else:
    _CREATION_FLAGS = 0

_LOG_LIMIT = 1_000_000
"""Bytes of the log file at which it is begun anew."""


class WorkerProcess:
    """A running child. Methods belong to the loop it was started on, and callbacks are called there, in order."""

    def __init__(
        self,
        command: Sequence[str],
        log_file: Path,
        on_line: Callable[[WorkerProcess, bytes], None],
        on_exit: Callable[[WorkerProcess, int], None],
    ) -> None:
        """Starts `command`, which gives way to the app itself where there are too few cores.

        `on_line` gets each line of its output, `on_exit` its exit status (negative: killed by that signal) after the
        last line. Its standard error goes to `log_file`.

        Raises:
            OSError: it cannot be started.

        """
        self._loop = asyncio.get_running_loop()
        self._on_line = on_line
        self._on_exit = on_exit
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._exited = asyncio.Event()
        with _open_log(log_file) as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                creationflags=_CREATION_FLAGS,
            )
        priority.let_give_way(self._process.pid)
        self._threads = [
            threading.Thread(target=target, name=f"language model {name}", daemon=True)
            for name, target in (("replies", self._read), ("requests", self._write))
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """It has not been seen to end."""
        return not self._exited.is_set()

    def send(self, line: bytes) -> None:
        """Writes a line, never blocking; lost if the child has ended."""
        self._outbox.put(line)

    def kill(self) -> None:
        """Ends the child at once; `on_exit` follows."""
        self._process.kill()

    async def close(self) -> None:
        """Ends the child's input, then the child if it does not end by itself. Nothing of it is left."""
        self._outbox.put(None)
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._exited.wait()
        if self.running:
            self.kill()
            await self._exited.wait()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        output = self._pipe(self._process.stdout)
        with output:
            for line in output:
                self._call(partial(self._on_line, self, line))
        status = self._process.wait()
        self._outbox.put(None)
        self._call(partial(self._ended, status))

    def _write(self) -> None:
        # A child that has ended is reported by the other thread.
        with suppress(BrokenPipeError), self._pipe(self._process.stdin) as pipe:
            while (line := self._outbox.get()) is not None:
                pipe.write(line)
                pipe.flush()

    def _ended(self, status: int) -> None:
        self._exited.set()
        self._on_exit(self, status)

    def _call(self, function: Callable[[], None]) -> None:
        # The loop may be closed by a program that ends without closing the model.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function)

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise RuntimeError("the child was started without its pipes")
        return pipe


def _open_log(path: Path) -> IO[bytes]:
    too_long = path.exists() and path.stat().st_size > _LOG_LIMIT
    return path.open("wb" if too_long else "ab")
