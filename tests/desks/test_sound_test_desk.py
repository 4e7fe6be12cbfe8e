"""The microphone and the loudspeaker are tried, as a person does it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from echoflow.errors import UserError
from echoflow.ui.sound_test.device_choice import DeviceChoice
from support.qt_loop import until
from support.sound_lab import MICROPHONES, RATE, SPEAKERS, SoundLab, lab_hours, noise, silence, words
from support.windows import cut_off, nameless


async def opened(lab: SoundLab) -> None:
    await until(lambda: lab.microphone is not None, "the microphone being opened")


async def advised(lab: SoundLab, beginning: str) -> None:
    await until(lambda: lab.panel.advice.text().startswith(beginning), beginning)


def choose(choice: DeviceChoice, times: int) -> None:
    choice.setFocus()
    for _ in range(times):
        QTest.keyClick(choice, Qt.Key.Key_Down)


def test_the_level_is_judged_while_it_can_be_seen(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        await opened(lab)
        await advised(lab, "Say something")
        assert lab.said == [True]
        lab.hear(silence(1.2))
        await advised(lab, "Nothing arrives, not even noise")
        lab.hear(noise(3.5, -60.0))
        await advised(lab, "Say something")
        lab.hear(words(1.0))
        await advised(lab, "The level is good.")
        lab.hear(words(0.5, decibels=4.0))
        await advised(lab, "Too loud")

        lab.window.hide()
        await until(lambda: lab.said == [True, False], "the sound being given back")
        assert lab.microphone is None

        lab.window.open()
        await opened(lab)
        assert lab.said == [True, False, True]

    lab_hours(qapp, visit)


def test_a_sentence_is_understood_and_heard_again(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        await opened(lab)
        lab.hear(noise(1.0, -65.0))
        QTest.mouseClick(lab.panel.test, Qt.MouseButton.LeftButton)
        assert lab.panel.stop.isVisible()
        lab.hear(noise(0.5, -65.0), words(1.5), noise(1.5, -65.0))
        await until(lab.panel.heard.isVisible, "the answer")
        assert lab.panel.heard.text() == "“Hello, can you hear me?”"
        assert lab.panel.note.text() == "This was understood."
        ((length, rate),) = lab.recognized
        assert rate == 16_000
        assert 1.5 < length / rate < 2.5
        assert lab.played == [((length,), RATE, "")]
        assert lab.panel.play.text() == "Stop"

        lab.sounding.set()
        await until(lambda: lab.panel.play.text() == "Play", "the end of the sound")
        QTest.keyClick(lab.panel.play, Qt.Key.Key_Space)
        await until(lambda: len(lab.played) == 2, "the sound again")
        assert not nameless(lab.window)
        assert not cut_off(lab.window)

    lab_hours(qapp, visit)


def test_what_was_said_is_forgotten_with_the_panel(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        await opened(lab)
        lab.panel.test.click()
        lab.hear(noise(0.3, -65.0), words(1.0))
        lab.hear(noise(1.5, -65.0))
        await until(lab.panel.play.isVisible, "the answer")
        lab.window.hide()
        await until(lambda: lab.silenced == 1, "silence")
        lab.window.open()
        await opened(lab)
        assert lab.panel.test.isVisible()
        assert not lab.panel.play.isVisible()

    lab_hours(qapp, visit)


def test_who_says_nothing_is_told_and_may_say_that_they_are_done(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        await opened(lab)
        lab.panel.test.click()
        lab.hear(noise(7.5, -65.0))
        await until(lab.panel.note.isVisible, "the answer")
        assert lab.panel.note.text().startswith("Nothing was heard; come closer")
        assert not lab.panel.play.isVisible()

        lab.panel.again.click()
        lab.hear(silence(2.0))
        await advised(lab, "Nothing arrives")
        lab.panel.stop.click()
        assert lab.panel.note.text().startswith("Nothing arrives, not even noise")

        lab.panel.again.click()
        lab.hear(noise(0.3, -70.0), words(0.9, decibels=-44.0))
        lab.panel.stop.click()
        await until(lambda: lab.panel.note.text().startswith("Too quiet"), "the advice")

    lab_hours(qapp, visit)


def test_a_recognizer_that_cannot_serve_says_why_and_the_sound_is_heard_all_the_same(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        lab.answer = UserError("The recognizer is still being loaded.")
        await opened(lab)
        lab.panel.test.click()
        lab.hear(noise(0.3, -65.0), words(1.0), noise(1.5, -65.0))
        await until(lambda: lab.panel.note.text() == "The recognizer is still being loaded.", "the problem")
        assert lab.panel.play.isVisible()
        assert lab.played

    lab_hours(qapp, visit)


def test_another_microphone_is_chosen_and_listened_to_at_once(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        assert lab.panel.choice.currentText() == "As the system chooses (Built-in Microphone)"
        await opened(lab)
        choose(lab.panel.choice, 2)
        await until(lambda: lab.opened[-1:] == ["USB Headset"], "the other one being opened")
        assert "USB Headset" in lab.said
        assert lab.said.count(False) == 0

    lab_hours(qapp, visit)


def test_a_microphone_in_use_elsewhere_is_taken_as_soon_as_it_is_free(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        lab.refuses = UserError("“USB” is in use by another program; close that, or choose another microphone.")
        await advised(lab, "“USB” is in use")
        lab.refuses = None
        await opened(lab)
        await advised(lab, "Say something")

        assert lab.microphone is not None
        lab.microphone.failed = "“USB” has gone."
        await advised(lab, "“USB” has gone.")
        lab.desk.set_devices([], SPEAKERS, "", "")
        await advised(lab, "This computer has no microphone; connect one.")
        assert not lab.panel.test.isEnabled()
        lab.desk.set_devices(MICROPHONES, SPEAKERS, "", "")
        await opened(lab)

    lab_hours(qapp, visit)


def test_a_microphone_that_is_gone_stays_chosen_and_is_told(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        lab.desk.set_devices(MICROPHONES, SPEAKERS, "Desk Array", "USB Headset")
        assert lab.panel.choice.currentText() == "Desk Array (not connected)"
        assert lab.speaker.choice.currentText() == "USB Headset"
        await until(lambda: lab.opened[-1:] == ["Desk Array"], "it being tried")

    lab_hours(qapp, visit)


def test_the_loudspeaker_sounds_left_and_right_and_the_user_says_whether(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        await opened(lab)
        assert not lab.speaker.yes.isVisible()
        QTest.mouseClick(lab.speaker.play, Qt.MouseButton.LeftButton)
        await until(lambda: lab.speaker.note.text() == "Left…", "the left one")
        ((shape, rate, speaker),) = lab.played
        assert (shape[1], rate, speaker) == (2, 48_000, "")
        lab.sounding.set()
        await until(lambda: lab.speaker.note.text() == "Did you hear it?", "the question")
        lab.speaker.no.click()
        assert lab.speaker.note.text().startswith("Turn up the volume")
        lab.speaker.play.click()
        await until(lambda: len(lab.played) == 2, "the sound again")
        lab.speaker.yes.click()
        assert lab.speaker.note.text() == "Good, the loudspeaker works."
        assert not nameless(lab.window)

        choose(lab.speaker.choice, 1)
        assert lab.said == [True, "Built-in Speakers"]
        lab.play_problem = UserError("“Built-in Speakers” cannot be used for sound: busy.")
        lab.speaker.play.click()
        await until(lambda: lab.speaker.note.text().startswith("“Built-in Speakers” cannot"), "the problem")
        assert lab.speaker.play.text() == "Play a sound"

    lab_hours(qapp, visit)


def test_the_sound_is_let_go_of_for_others(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        await opened(lab)
        lab.speaker.play.click()
        await until(lambda: lab.played, "the sound")
        lab.desk.let_go()
        await until(lambda: lab.said == [True, False], "the sound being free")
        assert lab.silenced == 1
        assert lab.microphone is None

    lab_hours(qapp, visit)


def test_panels_whose_window_is_gone_are_left_alone(qapp: QApplication) -> None:
    async def visit(lab: SoundLab) -> None:
        await opened(lab)
        panels = [lab.panel, lab.speaker]
        gone: list[object] = []
        for panel in panels:
            panel.destroyed.connect(lambda _=None, panel=panel: gone.append(panel))
            panel.deleteLater()
        await until(lambda: len(gone) == len(panels), "the panels going away")
        await until(lambda: lab.microphone is None, "the microphone being given back")
        lab.desk.set_devices(MICROPHONES, SPEAKERS, "", "")
        await lab.desk.close()
        assert lab.said == [True, False]

    lab_hours(qapp, visit)
