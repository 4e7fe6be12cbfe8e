"""The other end of `support.desktop_app`: starts it on a virtual screen and talks to it."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from support.virtual_screen import VirtualScreen
from support.waiting import READY_SECONDS, wait_until

_TESTS = Path(__file__).parents[1]

_STILL = 6
"""Equal answers in a row, a fiftieth of a second apart; something that moves differs from frame to frame."""


class DrivenApp:
    """A running `support.desktop_app`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._heard: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="driven-app")
        self._reader.start()

    def call(self, name: str, *arguments: object) -> list[str]:
        """Call a method; returns what the app said before it was done."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps([name, *arguments]) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise RuntimeError(f"the app ended with status {self._process.wait(READY_SECONDS)}") from None
        said = []
        while (line := self._next(READY_SECONDS)) != "ok":
            said.append(line)
        return said

    def numbers(self, name: str) -> list[int]:
        """Call a method that answers with a word and numbers."""
        return [int(word) for word in self.call(name)[-1].split()[1:]]

    def settled(self, name: str) -> list[int]:
        """The numbers of `name`, such as where the card is, once they stay the same for longer than a slow frame."""
        seen: list[list[int]] = []

        def is_still() -> bool:
            seen.append(self.numbers(name))
            return seen[-_STILL:] == [seen[-1]] * _STILL

        wait_until(is_still, f"{name} settling")
        return seen[-1]

    def wait_for(self, expected: str, seconds: float = READY_SECONDS) -> None:
        """Until the app says `expected`; what it says before is dropped."""
        while self._next(seconds) != expected:
            pass

    def said_within(self, seconds: float) -> list[str]:
        """All it says in that time: for showing that something does not happen."""
        deadline = time.monotonic() + seconds
        said = []
        while (remaining := deadline - time.monotonic()) > 0:
            try:
                said.append(self._next(remaining))
            except TimeoutError:
                break
        return said

    def close(self) -> None:
        """End it, and see that it ends well."""
        self.call("finish")
        assert self._process.wait(READY_SECONDS) == 0
        self._reader.join()

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        assert self._process.stdin is not None
        # What it was not there to read any more is still in it, and would hide why it has ended.
        with suppress(BrokenPipeError):
            self._process.stdin.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._heard.put(line.rstrip("\n"))
        self._heard.put(None)

    def _next(self, seconds: float) -> str:
        try:
            line = self._heard.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError(f"the app said nothing for {seconds:.1f} s") from None
        if line is None:
            raise RuntimeError(f"the app ended with status {self._process.wait(READY_SECONDS)}")
        return line


@contextmanager
def driven_app(
    screen: VirtualScreen, *, module: str = "support.desktop_app", **environment: str
) -> Iterator[DrivenApp]:
    """The app on `screen`, or another `module` like it; it has ended, without a complaint, when the block is left."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", module],
        cwd=_TESTS,
        env=screen.environment(ECHOFLOW_LANGUAGE="en") | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        app = DrivenApp(process)
        try:
            app.wait_for("ready")
            yield app
        except BaseException:
            app.kill()
            raise
        app.close()
