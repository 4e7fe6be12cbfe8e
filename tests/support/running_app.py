"""The desktop app as a program on a virtual screen and a virtual sound card, and what it logs."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from support.program import command, environment
from support.speech import say, silence, write_wav
from support.virtual_screen import VirtualScreen
from support.virtual_sound_card import VirtualSoundCard
from support.waiting import wait_until

HOTKEY = "ctrl+alt+space"
PATIENCE_SECONDS = 60.0


class RunningApp:
    """The app's process and what it logs."""

    def __init__(self, process: subprocess.Popen[str], environment: dict[str, str]) -> None:
        self.process = process
        self.environment = environment
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line.rstrip())

    def wait_for(self, text: str, since: int = 0) -> None:
        """Returns when a line after line `since` ends with `text`."""
        wait_until(
            lambda: any(line.endswith(text) for line in self.lines[since:]) or self.process.poll() is not None,
            text,
            PATIENCE_SECONDS,
        )
        assert self.process.poll() is None, self.lines

    def told(self, words: str, since: int = 0) -> str:
        """The line after line `since` that has `words` in it, as soon as it is there."""
        wait_until(
            lambda: any(words in line for line in self.lines[since:]) or self.process.poll() is not None,
            words,
            PATIENCE_SECONDS,
        )
        return next((line for line in self.lines[since:] if words in line), f"it ended: {self.lines}")

    def ended(self) -> int:
        """The exit status, as soon as it has ended by itself."""
        status = self.process.wait(PATIENCE_SECONDS)
        self._reader.join()
        return status

    def echoflow(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another start of the program, beside the app."""
        return subprocess.run(
            command(*arguments), env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )

    def quit(self) -> float:
        """Ends it as a logout does; returns the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self._reader.join()
        return time.monotonic() - began


def gone_through_first_start(home: Path) -> None:
    """Nobody is asked anything at the start: the settings, those that are there included, say that it was done."""
    settings = home / "config" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    before = settings.read_text() if settings.exists() else ""
    settings.write_text(f"first_start_done = true\n{before}")


def saved_settings(home: Path) -> dict[str, Any]:
    """What is in the settings file; nothing before there is one."""
    file = home / "config" / "settings.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


@contextmanager
def running_app(
    screen: VirtualScreen, card: VirtualSoundCard, home: Path, *, newcomer: bool = False, **more: str
) -> Iterator[RunningApp]:
    """The app as it starts, for a `newcomer` with the first start; it is ended with the block.

    `more`: variables of its environment, such as DBUS_SESSION_BUS_ADDRESS.
    """
    if not newcomer:
        gone_through_first_start(home)
    # The screen's environment is that of the tests with changes, so the app's own comes after it.
    env = {**environment(home), **screen.environment(), **card.environment, "ECHOFLOW_HOME": str(home), **more}
    process = subprocess.Popen(
        command("--log-level", "info"), env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    app = RunningApp(process, env)
    try:
        yield app
    finally:
        app.quit()
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()


def ask(app: RunningApp, screen: VirtualScreen, card: VirtualSoundCard, question: Path) -> int:
    """Holds the key, asks, lets go; the number of the first line since, as soon as the answer can be heard."""
    before = len(app.lines)
    screen.key_down(HOTKEY)
    app.wait_for("state: listening", before)
    card.play_into_microphone(question)
    screen.key_up(HOTKEY)
    app.wait_for("state: speaking", before)
    return before


def ask_and_hear(app: RunningApp, screen: VirtualScreen, card: VirtualSoundCard, question: Path) -> None:
    """The same; returns when the answer has been given."""
    app.wait_for("state: idle", ask(app, screen, card, question))


def spoken(text: str, folder: Path) -> Path:
    """A recording of `text`, with a moment of silence around it."""
    write_wav(folder / "speech.wav", np.concatenate([silence(0.3), say(text), silence(0.1)]))
    return folder / "speech.wav"
