"""The dialog that makes a voice, as a user meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from echoflow.ui.voices.clone_dialog import CloneDialog
from echoflow.ui.voices.voice_source import Sample
from support.windows import cut_off, nameless, reached_by_tab, shown

GOOD = Sample("me.wav", 75.2, "The recording is good.", is_usable=True)
BAD = Sample("me.wav", 3.0, "There are only 3 seconds of speech in the recording.", is_usable=False)


@pytest.fixture
def dialog(qapp: QApplication) -> Iterator[CloneDialog]:
    made = shown(CloneDialog())
    yield made
    made.close()
    made.deleteLater()


def test_a_voice_needs_a_recording_a_name_and_consent(qtbot: QtBot, dialog: CloneDialog) -> None:
    steps: list[Callable[[], object]] = [
        lambda: dialog.show_sample(GOOD),
        lambda: dialog.consent.click(),
        lambda: dialog.name.setText("  Ada "),
    ]
    dialog.name.clear()
    with qtbot.assertNotEmitted(dialog.upload_wanted):
        for step in steps:
            assert not dialog.make.isEnabled()
            QTest.keyClick(dialog.name, Qt.Key.Key_Return)
            step()
    assert dialog.make.isEnabled()
    with qtbot.waitSignal(dialog.upload_wanted, timeout=1_000) as received:
        dialog.make.click()
    assert received.args == ["Ada"]

    dialog.consent.click()

    assert not dialog.make.isEnabled()


def test_a_recording_that_is_no_good_makes_no_voice(dialog: CloneDialog) -> None:
    dialog.consent.click()
    dialog.show_sample(BAD)

    assert not dialog.make.isEnabled()
    assert dialog.source.verdict.text() == BAD.verdict


def test_a_click_on_the_words_is_consent_too(dialog: CloneDialog) -> None:
    words = next(label for label in dialog.findChildren(type(dialog.note)) if "own voice" in label.text())
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)

    assert dialog.consent.isChecked()


def test_recording_shows_how_it_goes(qtbot: QtBot, dialog: CloneDialog) -> None:
    source = dialog.source
    with qtbot.waitSignal(source.record_wanted, timeout=1_000):
        source.record.click()
    dialog.show_recording()
    source.set_recorded(23.4, -20.0, "")
    assert (source.length.text(), source.advice.text()) == ("0:23 of 1:00", "Good. Go on reading.")
    source.set_recorded(61.0, -50.0, "Too quiet: come closer.")
    assert (source.length.text(), source.advice.text()) == ("1:01; enough", "Too quiet: come closer.")
    assert not source.record.isVisible()
    with qtbot.waitSignal(source.record_stop_wanted, timeout=1_000):
        QTest.keyClick(source.stop, Qt.Key.Key_Space)


def test_a_loud_voice_lights_more_of_the_meter(dialog: CloneDialog) -> None:
    dialog.show_recording()
    lit = []
    for decibels in (-55.0, -12.0):
        for _ in range(20):
            dialog.source.set_recorded(1.0, decibels, "")
            QTest.qWait(10)
        picture = dialog.source.level.grab().toImage()
        row = [picture.pixelColor(x, picture.height() // 2) for x in range(picture.width())]
        lit.append(sum(color.saturation() > 60 for color in row))

    assert lit[1] > 3 * lit[0]


def test_what_was_recorded_is_played_and_can_be_replaced(qtbot: QtBot, dialog: CloneDialog) -> None:
    source = dialog.source
    dialog.show_sample(GOOD)
    assert source.sample_name.text() == "me.wav · 1:15"
    with qtbot.waitSignal(source.play_wanted, timeout=1_000):
        source.play.click()
    source.set_playing(True)
    with qtbot.waitSignal(source.play_stop_wanted, timeout=1_000):
        source.play.click()
    with qtbot.waitSignal(source.discarded, timeout=1_000):
        source.again.click()
    dialog.show_offer()

    assert source.record.isVisible()
    assert not dialog.make.isEnabled()


def test_the_upload_is_followed_and_can_be_cancelled(qtbot: QtBot, dialog: CloneDialog) -> None:
    dialog.show_sample(GOOD)
    dialog.consent.click()
    dialog.show_upload(0.43)
    assert dialog.progress.isVisible()
    assert dialog.progress.value() == 43
    assert dialog.note.text() == "Sending the recording… 43 %"
    assert not any(part.isEnabled() for part in (dialog.make, dialog.name, dialog.consent, dialog.source))
    dialog.show_upload(1.0)
    assert dialog.note.text() == "ElevenLabs is making the voice…"
    with qtbot.waitSignal(dialog.upload_cancelled, timeout=1_000):
        dialog.cancel.click()

    dialog.show_upload_ended("ElevenLabs cannot be reached; check the network.")

    assert dialog.isVisible()
    assert dialog.make.isEnabled()
    assert dialog.note.text() == "ElevenLabs cannot be reached; check the network."
    assert not dialog.progress.isVisible()


@pytest.mark.parametrize(
    ("urls", "is_taken"),
    [(["file:///tmp/me.wav"], True), (["https://example.org/me.wav"], False), (["file:///a", "file:///b"], False)],
)
def test_a_file_can_be_dropped(qtbot: QtBot, dialog: CloneDialog, urls: list[str], is_taken: bool) -> None:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(20, 20), action, data, button, keys)
    entering.ignore()
    QApplication.sendEvent(dialog.source, entering)
    assert entering.isAccepted() == is_taken
    received: list[Path] = []
    dialog.source.file_chosen.connect(received.append)
    QApplication.sendEvent(dialog.source, QDropEvent(QPointF(20, 20), action, data, button, keys))

    assert received == ([Path("/tmp/me.wav")] if is_taken else [])


@pytest.mark.parametrize("stage", ["offer", "recording", "sample", "upload"])
def test_everything_is_reached_by_tab_and_told_by_a_screen_reader(dialog: CloneDialog, stage: str) -> None:
    _go_to(dialog, stage)

    assert nameless(dialog) == []
    expected = {
        "offer": [dialog.source.record, dialog.source.choose],
        "recording": [dialog.source.stop],
        "sample": [dialog.source.play, dialog.source.again],
        "upload": [dialog.cancel],
    }[stage]
    assert set(expected) <= set(reached_by_tab(dialog))


@pytest.mark.parametrize("stage", ["offer", "recording", "sample", "upload"])
@pytest.mark.parametrize("size", [10, 22])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, language: str, size: int, stage: str
) -> None:
    monkeypatch.setenv("ECHOFLOW_LANGUAGE", language)
    monkeypatch.setattr("echoflow.ui.theme.QFontInfo.pixelSize", lambda _info: size)
    dialog = CloneDialog()
    _go_to(dialog, stage)
    shown(dialog)
    try:
        assert cut_off(dialog) == []
    finally:
        dialog.close()
        dialog.deleteLater()


def _go_to(dialog: CloneDialog, stage: str) -> None:
    if stage == "recording":
        dialog.show_recording()
    elif stage != "offer":
        dialog.show_sample(GOOD)
    if stage == "upload":
        dialog.show_upload(0.5)
    QApplication.processEvents()
