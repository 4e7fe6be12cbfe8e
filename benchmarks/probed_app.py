"""EchoFlow's desktop app with a probe in its main loop: the program that `main_loop.py` starts.

    python benchmarks/probed_app.py PROBE.json [OPTION of echoflow ...]

When it ends it writes what the probe has seen to PROBE.json.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from echoflow import application, cli
from echoflow.audio.endpoints import sound_card
from echoflow.audio.playback import Playback

PERIOD_SECONDS = 0.005
STALL_SECONDS = 0.01
"""From then on it is asked what the main loop is doing."""


class Probe:
    """Asks the loop for its attention every 5 ms and notes how long that takes; all times are monotonic seconds.

    Attributes:
        lags: when the loop was asked, and how much later it came.
        stalls: the same of those that took longer than `STALL_SECONDS`, and what was going on meanwhile.
        collections: of the garbage collector: when, how long, which generation.
        blocks: when each block of sound was asked for.
        underruns: when the sound card had run dry.
    """

    def __init__(self) -> None:
        self.lags: list[tuple[float, float]] = []
        self.stalls: list[tuple[float, float, str]] = []
        self.collections: list[tuple[float, float, int]] = []
        self.blocks: list[float] = []
        self.underruns: list[float] = []
        self._waiting: list[float] = []
        self._seen = ""
        self._collecting_since = 0.0
        self._main = threading.get_ident()
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begins."""
        gc.callbacks.append(self._collects)
        self._thread = threading.Thread(target=self._ask, args=(loop,), name="probe")
        self._thread.start()

    def stop(self) -> None:
        """Ends."""
        self._done.set()
        if self._thread is not None:
            self._thread.join()
        gc.callbacks.remove(self._collects)

    def save(self, file: Path) -> None:
        """Writes all of it down."""
        names = ("lags", "stalls", "collections", "blocks", "underruns")
        file.write_text(json.dumps({name: getattr(self, name) for name in names}), encoding="utf-8")

    def _ask(self, loop: asyncio.AbstractEventLoop) -> None:
        due = time.monotonic()
        while not self._done.wait(max(0.0, due - time.monotonic())):
            now = time.monotonic()
            if self._waiting and now - self._waiting[0] > STALL_SECONDS and not self._seen:
                self._seen = _doing(sys._current_frames(), self._main)
            # Asked at the time it should have been, even if this thread was held up as well.
            self._waiting.append(due)
            loop.call_soon_threadsafe(self._arrive, due)
            due += PERIOD_SECONDS

    def _arrive(self, asked: float) -> None:
        lag = time.monotonic() - asked
        self._waiting.remove(asked)
        self.lags.append((asked, lag))
        if lag > STALL_SECONDS and (self._seen or not self.stalls or asked - self.stalls[-1][0] > lag):
            self.stalls.append((asked, lag, self._seen))
        self._seen = ""

    def _collects(self, phase: str, about: dict[str, int]) -> None:
        now = time.monotonic()
        if phase == "start":
            self._collecting_since = now
        else:
            self.collections.append((now, now - self._collecting_since, about["generation"]))


def _doing(frames: dict[int, FrameType], main: int) -> str:
    """The functions the main thread is in, the innermost first, and where the other threads of ours are."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    parts = ["main: " + " < ".join(_functions(frames[main])[:6])]
    for ident, frame in frames.items():
        where = _functions(frame)
        if ident not in (main, threading.get_ident()) and not where[0].startswith(("threading.", "queue.", "thread.")):
            parts.append(f"{names.get(ident, ident)}: {where[0]}")
    return "; ".join(parts)


def _functions(frame: FrameType | None) -> list[str]:
    found = []
    while frame is not None:
        found.append(f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return found


def watch_sound(probe: Probe) -> None:
    """The sound card's callbacks are counted, and what they are told of."""
    original = sound_card.SoundCardEndpoint._render

    def render(endpoint: Any, playback: Playback) -> Callable[..., None]:
        on_block = original(endpoint, playback)

        def counted(data: Any, count: int, times: Any, status: Any) -> None:
            probe.blocks.append(time.monotonic())
            if status.output_underflow:
                probe.underruns.append(time.monotonic())
            on_block(data, count, times, status)

        return counted

    setattr(sound_card.SoundCardEndpoint, "_render", render)  # noqa: B010


def main() -> int:
    """Runs the app until it is asked to end."""
    file, *options = sys.argv[1:]
    probe = Probe()
    watch_sound(probe)
    run = application._run

    async def probed(arguments: argparse.Namespace) -> int:
        probe.start(asyncio.get_running_loop())
        try:
            return await run(arguments)
        finally:
            probe.stop()
            probe.save(Path(file))

    application._run = probed
    return cli.main(options)


if __name__ == "__main__":
    raise SystemExit(main())
