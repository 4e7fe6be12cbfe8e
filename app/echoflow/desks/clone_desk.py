"""What happens behind the dialog that makes a voice: recording, looking at the recording, playing and sending it.

A recording is kept in a folder of its own, which only the user can read, and is deleted when the dialog closes.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.audio.recorder import Recorder, Recording
from echoflow.audio.sound_file import read_speech
from echoflow.desks.sound_advice import flaw_advice
from echoflow.errors import UserError
from echoflow.pipeline.tasks import TaskGroup
from echoflow.synthesis.elevenlabs_account import judge_file
from echoflow.synthesis.synthesizer import Voice
from echoflow.text import tr
from echoflow.ui.voices.clone_dialog import CloneDialog
from echoflow.ui.voices.voice_source import Sample

LEVEL_MILLISECONDS = 50
"""How often the level is drawn: once for each window it is measured over."""

PlaySound = Callable[[Samples, int], Awaitable[None]]
"""Plays mono samples at a rate; returns when they have been heard, and is silent at once when it is cancelled."""

MakeVoice = Callable[[str, Path, Callable[[float], None]], Awaitable[Voice]]
"""Makes a voice with a name of a recording, and tells how much of it has been sent."""


class CloneDesk(QObject):
    """For one dialog; `close` when that has closed.

    Attributes:
        dialog: what it serves.
    """

    made = Signal(object)
    """The new `Voice`."""
    sound_wanted = Signal(bool)
    """As that of `VoiceDesk`."""
    closed = Signal()

    def __init__(
        self, make: MakeVoice, play: PlaySound, record: Callable[[], Recorder], parent: QWidget | None = None
    ) -> None:
        super().__init__()
        self._make = make
        self._play = play
        self._record = record
        self._tasks = TaskGroup()
        self._folder = tempfile.TemporaryDirectory(prefix="echoflow-voice-", ignore_cleanup_errors=True)
        self._recorder: Recorder | None = None
        self._file: Path | None = None
        self._playing: asyncio.Task[None] | None = None
        self._uploading: asyncio.Task[None] | None = None
        self._is_open = True
        self._timer = QTimer(self, interval=LEVEL_MILLISECONDS)
        self._timer.timeout.connect(self._look_at_level)
        self.dialog = CloneDialog(parent)
        self._connect()

    async def close(self) -> None:
        """Waits until nothing is under way any more, and removes what was recorded."""
        self._tasks.cancel()
        await self._tasks.wait()
        self._folder.cleanup()

    def _connect(self) -> None:
        source = self.dialog.source
        source.record_wanted.connect(self._start_recording)
        source.record_stop_wanted.connect(self._stop_recording)
        source.file_chosen.connect(self._take_file)
        source.play_wanted.connect(self._start_playing)
        source.play_stop_wanted.connect(self._stop_playing)
        source.discarded.connect(self._discard)
        self.dialog.upload_wanted.connect(self._upload)
        self.dialog.upload_cancelled.connect(self._cancel_upload)
        self.dialog.closed.connect(self._closed)

    @Slot()
    def _closed(self) -> None:
        # Qt deletes the dialog, perhaps before the last task has ended.
        self._is_open = False
        self._end_recording()
        self._tasks.cancel()
        self.dialog.deleteLater()
        self.closed.emit()

    @Slot()
    def _start_recording(self) -> None:
        self.sound_wanted.emit(True)
        try:
            self._recorder = self._record()
            self._recorder.start()
        except UserError as error:
            self._recorder = None
            self.sound_wanted.emit(False)
            self.dialog.show_problem(str(error))
            return
        self.dialog.show_recording()
        self._timer.start()

    @Slot()
    def _look_at_level(self) -> None:
        recorder = self._recorder
        if recorder is None:
            return
        level = recorder.level
        self.dialog.source.set_recorded(level.seconds, level.decibels, flaw_advice(level.flaw))
        if recorder.is_full or recorder.failed:
            self._stop_recording()

    @Slot()
    def _stop_recording(self) -> None:
        problem = self._recorder.failed if self._recorder is not None else None
        if (recording := self._end_recording()) is None:
            return
        if len(recording.samples):
            self._tasks.start(self._look_at_recording(recording, problem or ""))
        else:
            self.dialog.show_offer()
            self.dialog.show_problem(problem or tr("Nothing has been recorded; check the microphone."))

    def _end_recording(self) -> Recording | None:
        recorder, self._recorder = self._recorder, None
        self._timer.stop()
        if recorder is None:
            return None
        recording = recorder.stop()
        self.sound_wanted.emit(False)
        return recording

    async def _look_at_recording(self, recording: Recording, problem: str) -> None:
        self.dialog.show_looking()
        file = Path(self._folder.name) / "recording.flac"
        try:
            await asyncio.to_thread(recording.save, file)
        except UserError as error:
            self.dialog.show_offer()
            self.dialog.show_problem(str(error))
            return
        await self._look_at(file, tr("Your recording"))
        if problem:
            self.dialog.show_problem(problem)

    @Slot(Path)
    def _take_file(self, file: Path) -> None:
        self._stop_playing()
        self._tasks.start(self._look_at(file, file.name))

    async def _look_at(self, file: Path, name: str) -> None:
        self.dialog.show_looking()
        try:
            report = await asyncio.to_thread(judge_file, file)
        except UserError as error:
            self._file = None
            self.dialog.show_offer()
            self.dialog.show_problem(str(error))
            return
        self._file = file
        self.dialog.show_sample(Sample(name, report.seconds, report.sentence, report.problem is None))

    @Slot()
    def _discard(self) -> None:
        self._stop_playing()
        self._file = None
        self.dialog.show_offer()

    @Slot()
    def _start_playing(self) -> None:
        if self._file is not None:
            self._playing = self._tasks.start(self._play_file(self._file))

    @Slot()
    def _stop_playing(self) -> None:
        if self._playing is not None:
            self._playing.cancel()

    async def _play_file(self, file: Path) -> None:
        self.dialog.source.set_playing(True)
        self.sound_wanted.emit(True)
        try:
            await self._play(await asyncio.to_thread(read_speech, file), CAPTURE_RATE)
        except UserError as error:
            self.dialog.show_problem(str(error))
        finally:
            self.sound_wanted.emit(False)
            if self._is_open:
                self.dialog.source.set_playing(False)

    @Slot(str)
    def _upload(self, name: str) -> None:
        if self._file is not None and self._uploading is None:
            self._stop_playing()
            self._uploading = self._tasks.start(self._send(name, self._file))

    @Slot()
    def _cancel_upload(self) -> None:
        if self._uploading is not None:
            self._uploading.cancel()

    async def _send(self, name: str, file: Path) -> None:
        self.dialog.show_upload(0.0)
        problem = ""
        try:
            voice = await self._make(name, file, self._show_progress)
            self.made.emit(voice)
            self.dialog.close()
        except UserError as error:
            problem = str(error)
        finally:
            self._uploading = None
            if self._is_open:
                self.dialog.show_upload_ended(problem)

    def _show_progress(self, share: float) -> None:
        if self._uploading is not None and self._is_open:
            self.dialog.show_upload(share)
