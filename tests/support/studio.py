"""The desk of voices with a window and all that it works with, in the test's own hands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtWidgets import QApplication

from echoflow.audio.frames import Samples
from echoflow.audio.recorder import Recorder, Recording
from echoflow.audio.sound_level import SoundLevel
from echoflow.desks.clone_desk import CloneDesk
from echoflow.desks.voice_desk import VoiceDesk
from echoflow.errors import EngineError, UserError
from echoflow.store.settings import Settings
from echoflow.synthesis.synthesizer import Voice
from echoflow.ui.voices.voices_window import VoicesWindow
from support.qt_loop import run_in_qt, until

RATE = 16_000
RACHEL = Voice("rachel", "Rachel", "", description="calm")
MINE = Voice("me", "My voice", "", own=True)


def speech(seconds: float) -> Samples:
    """Words and pauses: noise that comes and goes."""
    noise = np.random.default_rng(1).normal(0, 3_000, round(seconds * RATE))
    gate = (np.arange(len(noise)) // (RATE // 4)) % 4 < 3
    return (noise * gate).astype(np.int16)


class Shelf:
    """The voices of this computer."""

    async def voices(self) -> tuple[Voice, ...]:
        return (Voice("hannah", "Hannah", "en"),)

    async def preview(self, identifier: str) -> tuple[Samples, int]:
        return speech(0.1), 8_000


class Account:
    """An account at the service; an upload goes on as `gate` lets it."""

    def __init__(self) -> None:
        self.held: tuple[Voice, ...] = (RACHEL, MINE)
        self.problem: EngineError | None = None
        self.gate = asyncio.Event()
        self.uploaded: list[tuple[str, Path]] = []
        self.cancelled = 0
        self.closed = 0

    async def voices(self) -> tuple[Voice, ...]:
        self._fail()
        return self.held

    async def preview(self, identifier: str) -> tuple[Samples, int]:
        self._fail()
        return speech(0.2), RATE

    async def clone(self, name: str, file: Path, on_progress: Callable[[float], None]) -> Voice:
        self.uploaded.append((name, file))
        on_progress(0.4)
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        self._fail()
        on_progress(1.0)
        return Voice("new", name, "", own=True)

    async def delete(self, identifier: str) -> None:
        self._fail()
        self.held = tuple(voice for voice in self.held if voice.identifier != identifier)

    async def close(self) -> None:
        self.closed += 1

    def _fail(self) -> None:
        if self.problem is not None:
            raise self.problem


class Microphone:
    """A recorder of which the test decides what it hears."""

    def __init__(self) -> None:
        self.level = SoundLevel()
        self.is_full = False
        self.failed: str | None = None
        self.refuses: UserError | None = None
        self.heard = speech(30)
        self.running = False

    def start(self) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.running = True

    def stop(self) -> Recording:
        self.running = False
        return Recording(self.heard, RATE)


class Studio:
    """A desk with everything around it, and what it said."""

    def __init__(self) -> None:
        self.account = Account()
        self.key_problem: EngineError | None = None
        self.microphone = Microphone()
        self.played: list[tuple[int, int]] = []
        self.silenced = 0
        self.sounding = asyncio.Event()
        self.settings = Settings(speech="elevenlabs", elevenlabs_voice="rachel")
        self.desk = VoiceDesk(Shelf(), self._open_account, self._play, self._record, self.settings)
        self.said: list[Any] = []
        self.desk.voice_chosen.connect(lambda *words: self.said.append(words))
        self.desk.sound_wanted.connect(self.said.append)
        self.desk.voices_changed.connect(lambda: self.said.append("changed"))

    @property
    def window(self) -> VoicesWindow:
        assert self.desk.window is not None
        return self.desk.window

    @property
    def clone(self) -> CloneDesk:
        assert self.desk.clone is not None
        return self.desk.clone

    @property
    def names(self) -> list[str]:
        return [voice.name for voice in self.window.shown]

    async def _open_account(self) -> Account:
        if self.key_problem is not None:
            raise self.key_problem
        return self.account

    async def _play(self, samples: Samples, rate: int) -> None:
        self.played.append((len(samples), rate))
        try:
            await self.sounding.wait()
        except asyncio.CancelledError:
            self.silenced += 1
            raise

    def _record(self) -> Recorder:
        recorder: Any = self.microphone
        result: Recorder = recorder
        return result


def studio_hours(application: QApplication, visit: Callable[[Studio], Awaitable[None]]) -> None:
    """Opens the window, lets `visit` (a coroutine function) happen, and closes."""

    async def day() -> None:
        studio = Studio()
        studio.desk.open()
        await until(lambda: len(studio.names) == 3 and not studio.window.busy.isVisible(), "the voices being listed")
        try:
            await visit(studio)
        finally:
            await studio.desk.close()
            studio.desk.deleteLater()

    run_in_qt(application, day())
