"""The voices there are, their previews and the one in use, as the user sees them in the window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from echoflow.clouds.failures import failure
from echoflow.errors import Trouble
from support.qt_loop import until
from support.studio import RACHEL, RATE, Studio, studio_hours
from support.windows import answer_question


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
