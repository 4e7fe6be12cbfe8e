"""A voice made of a recording, from the microphone to the service, as the user does it in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
import soundfile
from PySide6.QtWidgets import QApplication

from echoflow.audio.sound_level import Flaw, SoundLevel
from echoflow.clouds.failures import failure
from echoflow.desks.clone_desk import CloneDesk
from echoflow.errors import Trouble, UserError
from echoflow.ui.voices.voice_source import VoiceSource
from support.qt_loop import until
from support.studio import RATE, Studio, speech, studio_hours


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
    monkeypatch.setattr("echoflow.desks.clone_desk.LEVEL_MILLISECONDS", 5)

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
    monkeypatch.setattr("echoflow.desks.clone_desk.LEVEL_MILLISECONDS", 5)

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
