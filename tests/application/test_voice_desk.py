"""The voices window, the dialog that makes a voice, and what is behind them; account, loudspeaker and microphone are
played by the test."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtWidgets import QApplication

from echoflow.audio.frames import Samples
from echoflow.audio.recorder import Recorder, Recording
from echoflow.audio.sound_level import Flaw, SoundLevel
from echoflow.clone_desk import CloneDesk
from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble, UserError
from echoflow.store.settings import Settings
from echoflow.synthesis.synthesizer import Voice
from echoflow.ui.voice_source import VoiceSource
from echoflow.ui.voices_window import VoicesWindow
from echoflow.voice_desk import VoiceDesk
from support.qt_loop import run_in_qt, until
from support.windows import answer_question

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


async def open_clone(studio: Studio) -> CloneDesk:
    studio.window.clone.click()
    await until(lambda: studio.desk.clone is not None, "the dialog opening")
    return studio.clone


async def record(studio: Studio) -> CloneDesk:
    clone = await open_clone(studio)
    clone.dialog.source.record.click()
    assert studio.microphone.running
    clone.dialog.source.stop.click()
    await until(clone.dialog.source.play.isVisible, "the recording being looked at")
    return clone


def test_voices_of_both_engines_are_listed_and_the_one_in_use_is_marked(qapp: QApplication) -> None:
    async def visit(studio: Studio) -> None:
        assert studio.names == ["My voice", "Rachel", "Hannah"]
        assert not studio.window.use.isEnabled()

        studio.desk.take_settings(replace(studio.settings, speech="local"))

        assert studio.names == ["Hannah", "My voice", "Rachel"]
        assert studio.window.selected is not None
        assert studio.window.selected.name == "Hannah"
        studio.window.select(("elevenlabs", "rachel"))
        assert studio.window.use.isEnabled()
        studio.window.use.click()
        assert studio.said == [("elevenlabs", "rachel")]

    studio_hours(qapp, visit)


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Trouble.KEY_MISSING, "With a key for ElevenLabs there are many more; enter one under Keys."),
        (Trouble.UNREACHABLE, "ElevenLabs cannot be reached; check the network."),
    ],
)
def test_without_the_service_there_are_the_voices_of_this_computer(
    qapp: QApplication, trouble: Trouble, told: str
) -> None:
    async def visit(studio: Studio) -> None:
        studio.key_problem = failure("ElevenLabs", trouble)
        studio.desk.take_key()
        await until(lambda: studio.window.note.text() == told, "the problem being told")
        assert studio.names == ["Hannah"]

        studio.key_problem = None
        studio.desk.take_key()
        await until(lambda: len(studio.names) == 3, "the voices coming back")
        assert studio.window.note.text() == ""

    studio_hours(qapp, visit)


def test_a_voice_is_played_to_its_end(qapp: QApplication) -> None:
    async def visit(studio: Studio) -> None:
        studio.window.preview.click()
        await until(lambda: studio.played, "the voice sounding")
        assert studio.window.preview.text() == "Stop"
        assert studio.said == [True]
        studio.sounding.set()
        await until(lambda: studio.window.preview.text() == "Listen", "the end of it")

        assert studio.said == [True, False]
        assert studio.played == [(3_200, RATE)]

    studio_hours(qapp, visit)


def test_stop_is_silence_and_so_is_another_voice_and_closing(qapp: QApplication) -> None:
    async def visit(studio: Studio) -> None:
        studio.window.preview.click()
        await until(lambda: len(studio.played) == 1, "the voice sounding")
        studio.window.preview.click()
        await until(lambda: studio.silenced == 1, "silence")
        assert studio.window.preview.text() == "Listen"

        studio.window.preview.click()
        await until(lambda: len(studio.played) == 2, "the voice sounding")
        studio.window.select(("local", "hannah"))
        studio.window.preview.click()
        await until(lambda: studio.silenced == 2 and len(studio.played) == 3, "the other voice")
        assert studio.played[-1] == (1_600, 8_000)
        assert studio.window.preview.text() == "Stop"

        studio.window.close()
        await until(lambda: studio.silenced == 3, "silence")
        await until(lambda: studio.account.closed == 1, "the account being left")
        assert studio.said == [True, False] * 3

    studio_hours(qapp, visit)


def test_a_preview_that_fails_is_told(qapp: QApplication) -> None:
    async def visit(studio: Studio) -> None:
        studio.account.problem = failure("ElevenLabs", Trouble.BUSY)
        studio.window.preview.click()
        await until(lambda: "too many requests" in studio.window.note.text(), "the problem being told")
        assert studio.window.preview.text() == "Listen"
        assert studio.said == []

    studio_hours(qapp, visit)


def test_an_own_voice_is_deleted(qapp: QApplication) -> None:
    async def visit(studio: Studio) -> None:
        studio.window.select(("elevenlabs", "me"))
        studio.window.delete.click()
        answer_question(studio.window, "Delete")
        await until(lambda: studio.said == ["changed"], "the voice being deleted")

        assert studio.account.held == (RACHEL,)
        assert studio.names == ["Rachel", "Hannah"]

    studio_hours(qapp, visit)


def test_a_voice_is_recorded_named_sent_and_selected(qapp: QApplication) -> None:
    async def visit(studio: Studio) -> None:
        clone = await record(studio)
        assert studio.said == [True, False]
        dialog = clone.dialog
        assert dialog.source.sample_name.text() == "Your recording · 0:30"
        assert dialog.source.verdict.text().startswith("The recording can be used")
        dialog.name.setText("Ada")
        dialog.consent.click()
        dialog.make.click()
        await until(lambda: dialog.progress.isVisible() and dialog.progress.value() == 40, "the upload")
        name, file = studio.account.uploaded[0]
        assert (name, soundfile.info(str(file)).samplerate) == ("Ada", RATE)

        studio.account.gate.set()
        await until(lambda: studio.desk.clone is None, "the voice being made")

        assert studio.window.selected is not None
        assert studio.window.selected.name == "Ada"
        assert studio.window.selected.own
        assert "changed" in studio.said
        await until(lambda: not file.exists(), "the recording being removed")

    studio_hours(qapp, visit)


def test_an_upload_is_cancelled_and_tried_again(qapp: QApplication) -> None:
    async def visit(studio: Studio) -> None:
        clone = await record(studio)
        clone.dialog.consent.click()
        clone.dialog.make.click()
        await until(lambda: studio.account.uploaded, "the upload")
        clone.dialog.cancel.click()
        await until(lambda: studio.account.cancelled == 1, "the upload being stopped")
        await until(clone.dialog.make.isEnabled, "another try being offered")
        assert clone.dialog.note.text() == ""

        studio.account.problem = failure("ElevenLabs", Trouble.PAYMENT)
        studio.account.gate.set()
        clone.dialog.make.click()
        await until(lambda: "no credit left" in clone.dialog.note.text(), "the problem being told")
        assert clone.dialog.make.isEnabled()

    studio_hours(qapp, visit)


def test_closing_the_window_ends_recording_and_upload(qapp: QApplication) -> None:
    async def visit(studio: Studio) -> None:
        clone = await record(studio)
        clone.dialog.consent.click()
        clone.dialog.make.click()
        await until(lambda: studio.account.uploaded, "the upload")
        studio.window.close()
        await until(lambda: studio.account.cancelled == 1, "the upload being stopped")
        await until(lambda: not studio.account.uploaded[0][1].exists(), "the recording being removed")

        studio.desk.open()
        clone = await open_clone(studio)
        clone.dialog.source.record.click()
        assert studio.microphone.running
        studio.window.close()
        assert not studio.microphone.running
        assert studio.said[-1] is False

    studio_hours(qapp, visit)


async def advice_begins(source: VoiceSource, words: str) -> None:
    await until(lambda: source.advice.text().startswith(words), words)


def test_how_one_speaks_is_told_at_once(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("echoflow.clone_desk.LEVEL_MILLISECONDS", 5)

    async def visit(studio: Studio) -> None:
        clone = await open_clone(studio)
        source = clone.dialog.source
        source.record.click()
        for flaw, told in ((Flaw.CLIPPED, "Too loud"), (Flaw.QUIET, "Too quiet"), (None, "Good")):
            studio.microphone.level = SoundLevel(12.0, -20.0, flaw)
            await advice_begins(source, told)
        assert source.length.text() == "0:12 of 1:00"
        studio.microphone.is_full = True
        await until(source.play.isVisible, "the recording ending by itself")

    studio_hours(qapp, visit)


def test_a_lost_microphone_is_told_and_what_there_is_can_be_used(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("echoflow.clone_desk.LEVEL_MILLISECONDS", 5)

    async def visit(studio: Studio) -> None:
        clone = await open_clone(studio)
        clone.dialog.source.record.click()
        studio.microphone.failed = "“USB” has gone while recording; connect it again, or choose another one."
        await until(clone.dialog.source.play.isVisible, "the recording ending")
        await until(lambda: clone.dialog.note.text() == studio.microphone.failed, "the loss being told")

    studio_hours(qapp, visit)


def test_a_busy_microphone_is_told(qapp: QApplication) -> None:
    async def visit(studio: Studio) -> None:
        clone = await open_clone(studio)
        studio.microphone.refuses = UserError("“USB” is in use by another program.")
        clone.dialog.source.record.click()

        assert clone.dialog.note.text() == "“USB” is in use by another program."
        assert clone.dialog.source.record.isVisible()
        assert studio.said == [True, False]

    studio_hours(qapp, visit)


def test_a_file_is_looked_at_played_and_replaced(qapp: QApplication, tmp_path: Path) -> None:
    async def visit(studio: Studio) -> None:
        clone = await open_clone(studio)
        source = clone.dialog.source
        soundfile.write(tmp_path / "me.wav", speech(12.0), RATE)
        (tmp_path / "letter.txt").write_text("Dear Ada")
        source.file_chosen.emit(tmp_path / "me.wav")
        await until(source.play.isVisible, "the file being looked at")
        assert source.sample_name.text() == "me.wav · 0:12"
        source.play.click()
        await until(lambda: studio.played == [(12 * RATE, RATE)], "the file sounding")
        source.play.click()
        await until(lambda: source.play.text() == "Play", "silence")

        source.file_chosen.emit(tmp_path / "letter.txt")
        await until(lambda: "is not a sound file" in clone.dialog.note.text(), "the refusal")
        assert source.record.isVisible()

    studio_hours(qapp, visit)
