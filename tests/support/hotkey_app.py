"""A small app without a window that listens for hotkeys, for tests that press keys on a virtual screen.

Driven through its standard input as `support.desktop_app` is; says what it hears, such as `pressed`.

    python -m support.hotkey_app
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout

from echoflow.commands.runner import qt_event_loop
from echoflow.desktop.hotkeys.backend import HotkeyStatus
from echoflow.desktop.hotkeys.hotkeys import Hotkeys
from echoflow.desktop.hotkeys.ladder import backend_here
from echoflow.desktop.hotkeys.listener import KeyListener
from echoflow.pipeline.tasks import TaskGroup
from echoflow.ui.hotkeys.key_recorder import KeyRecorder
from echoflow.ui.window import AppWindow


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


class HotkeyApp(QObject):
    """The methods that can be called from outside."""

    called = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.finished = asyncio.Event()
        self.hotkeys = self._made(Hotkeys(backend_here))
        self._tasks = TaskGroup()
        self._turn = asyncio.Lock()
        self.window: AppWindow | None = None
        self.called.connect(lambda line: self._tasks.start(self._call(line)))

    def _made(self, hotkeys: Hotkeys) -> Hotkeys:
        hotkeys.pressed.connect(lambda: say("pressed"))
        hotkeys.released.connect(lambda: say("released"))
        hotkeys.tapped.connect(lambda: say("tapped"))
        hotkeys.stop_pressed.connect(lambda: say("stop"))
        hotkeys.status_changed.connect(self._say_status)
        return hotkeys

    def _say_status(self, status: HotkeyStatus) -> None:
        keys = {action.value: "+".join(names) for action, names in status.keys.items()}
        problems = {action.value: sentence for action, sentence in status.problems.items()}
        say("status", json.dumps([status.way.value, status.works, keys, problems, status.sentence]))

    async def _call(self, line: str) -> None:
        name, *arguments = json.loads(line)
        async with self._turn:
            await getattr(self, name)(*arguments)
            say("ok")
        if name == "finish":
            self.finished.set()

    async def listen(self, *chords: str) -> None:
        await self.hotkeys.set_chords(*chords)

    async def use_listener(self) -> None:
        """As on Windows and macOS."""
        await self.hotkeys.close()
        self.hotkeys = self._made(Hotkeys(KeyListener))

    async def configure(self) -> None:
        await self.hotkeys.configure()

    async def pause(self, paused: bool) -> None:
        self.hotkeys.set_paused(paused)

    async def show_recorder(self) -> None:
        """A window for choosing keys, as in the settings."""
        self.window = AppWindow("choose keys")
        recorder = KeyRecorder("<f12>")
        recorder.setFixedSize(400, 60)
        recorder.chosen.connect(lambda chord: say("chosen", chord))
        recorder.recording_changed.connect(self.hotkeys.set_paused)
        QVBoxLayout(self.window).addWidget(recorder)
        self.window.open()
        recorder.setFocus()

    async def hide_recorder(self) -> None:
        assert self.window is not None
        self.window.close()
        self.window.deleteLater()
        self.window = None

    async def stop(self) -> None:
        await self.hotkeys.close()

    async def threads(self) -> None:
        # Those of the loop's executor sleep until they are needed, and end with it.
        names = sorted(thread.name for thread in threading.enumerate() if thread.name[:5] != "Dummy")
        say("threads", *names)

    async def stop_while_busy(self) -> None:
        """How long it takes where another thread hardly lets go of Python."""
        done = threading.Event()

        def work() -> None:
            while not done.is_set():
                sum(range(10_000))

        busy = threading.Thread(target=work, name="busy")
        busy.start()
        longest = 0.0
        for _ in range(8):
            await self.hotkeys.set_chords("<ctrl>+<alt>+<space>")
            began = time.monotonic()
            await self.hotkeys.close()
            longest = max(longest, time.monotonic() - began)
        done.set()
        busy.join()
        say("milliseconds", round(longest * 1000))

    async def finish(self) -> None:
        await self.hotkeys.close()


async def run() -> None:
    app = HotkeyApp()

    def read() -> None:
        for line in sys.stdin:
            app.called.emit(line)

    threading.Thread(target=read, name="stdin", daemon=True).start()
    say("ready")
    await app.finished.wait()


def main() -> None:
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    with qt_event_loop(application) as loop:
        loop.run_until_complete(run())


if __name__ == "__main__":
    main()
