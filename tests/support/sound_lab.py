"""A test of microphone and loudspeaker with both in the test's own hands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication, QVBoxLayout

from echoflow.audio.endpoints.devices import AudioDevice
from echoflow.audio.frames import Samples
from echoflow.audio.sound_level import LevelMeter, SoundLevel
from echoflow.desks.sound_test_desk import SoundTestDesk
from echoflow.errors import UserError
from echoflow.ui.sound_test.microphone_panel import MicrophonePanel
from echoflow.ui.sound_test.speaker_panel import SpeakerPanel
from echoflow.ui.window import AppWindow
from support.qt_loop import run_in_qt

RATE = 16_000
MICROPHONES = [AudioDevice("Built-in Microphone", is_default=True), AudioDevice("USB Headset", is_default=False)]
SPEAKERS = [AudioDevice("Built-in Speakers", is_default=True), AudioDevice("USB Headset", is_default=False)]


def silence(seconds: float) -> Samples:
    """Not one bit of noise."""
    return np.zeros(round(seconds * RATE), np.int16)


def noise(seconds: float, decibels: float) -> Samples:
    """As a room makes it, at that RMS below full scale."""
    sound = np.random.default_rng(7).normal(0, 32_768 * 10 ** (decibels / 20), round(seconds * RATE))
    return _whole(sound)


def words(seconds: float, decibels: float = -20.0) -> Samples:
    """Syllables of a voice: tones with short gaps, over the noise of a quiet room."""
    times = np.arange(round(seconds * RATE)) / RATE
    tone = 32_768 * np.sqrt(2) * 10 ** (decibels / 20) * np.sin(2 * np.pi * 200 * times)
    voiced = (times % 0.25) < 0.2
    room = noise(seconds, -70.0)
    return _whole(tone * voiced + room)


def _whole(sound: NDArray[np.float64]) -> Samples:
    samples: Samples = np.clip(np.round(sound), -32_768, 32_767).astype(np.int16)
    return samples


class FakeMicrophone:
    """A recorder that hears what the test plays to it."""

    rate = RATE

    def __init__(self, lab: SoundLab, name: str) -> None:
        self.name = name
        self.failed: str | None = None
        self.is_full = False
        self._lab = lab
        self._heard = silence(0.0)
        self._meter = LevelMeter(RATE)

    @property
    def level(self) -> SoundLevel:
        return self._meter.now

    def start(self) -> None:
        if self._lab.refuses is not None:
            raise self._lab.refuses
        self._lab.microphone = self
        self._lab.opened.append(self.name)

    def since(self, first: int) -> Samples:
        return self._heard[first:]

    def close(self) -> None:
        if self._lab.microphone is self:
            self._lab.microphone = None

    def hear(self, samples: Samples) -> None:
        self._heard = np.concatenate([self._heard, samples])
        self._meter.receive(samples)


class SoundLab:
    """The desk with its panels in a window, and what went in and out of it."""

    def __init__(self) -> None:
        self.microphone: FakeMicrophone | None = None
        self.refuses: UserError | None = None
        self.opened: list[str] = []
        self.played: list[tuple[tuple[int, ...], int, str]] = []
        self.silenced = 0
        self.sounding = asyncio.Event()
        self.play_problem: UserError | None = None
        self.recognized: list[tuple[int, int]] = []
        self.answer: str | UserError = "Hello, can you hear me?"
        self.said: list[object] = []
        self.desk = SoundTestDesk(self.record, self.play, self.recognize)
        self.desk.sound_wanted.connect(self.said.append)
        self.desk.microphone_chosen.connect(self.said.append)
        self.desk.speaker_chosen.connect(self.said.append)
        self.panel, self.speaker = MicrophonePanel(), SpeakerPanel()
        self.window = AppWindow("Sound")
        column = QVBoxLayout(self.window)
        column.addWidget(self.panel)
        column.addWidget(self.speaker)
        self.window.resize(640, 400)
        self.desk.set_devices(MICROPHONES, SPEAKERS, "", "")
        self.desk.serve(self.panel, self.speaker)

    def record(self, name: str) -> FakeMicrophone:
        return FakeMicrophone(self, name)

    async def play(self, samples: Samples, rate: int, speaker: str) -> None:
        if self.play_problem is not None:
            raise self.play_problem
        self.played.append((samples.shape, rate, speaker))
        try:
            await self.sounding.wait()
        except asyncio.CancelledError:
            self.silenced += 1
            raise

    async def recognize(self, samples: Samples, rate: int) -> str:
        self.recognized.append((len(samples), rate))
        await asyncio.sleep(0)
        if isinstance(self.answer, UserError):
            raise self.answer
        return self.answer

    def hear(self, *sounds: Samples) -> None:
        assert self.microphone is not None
        for sound in sounds:
            self.microphone.hear(sound)

    async def close(self) -> None:
        self.window.close()
        await self.desk.close()
        self.window.deleteLater()
        self.desk.deleteLater()


def lab_hours(application: QApplication, visit: Callable[[SoundLab], Awaitable[None]]) -> None:
    """Lets `visit` (a coroutine function) happen with an open window, and closes."""

    async def day() -> None:
        lab = SoundLab()
        lab.window.open()
        try:
            await visit(lab)
        finally:
            await lab.close()

    run_in_qt(application, day())
