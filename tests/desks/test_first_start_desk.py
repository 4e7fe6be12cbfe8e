"""The first start, gone through by keyboard alone, by mouse alone, in part, and not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from echoflow.clouds.failures import failure
from echoflow.desks.first_start_desk import price_sentence
from echoflow.errors import Trouble
from echoflow.store.credentials import Service
from echoflow.store.prices import price_list
from echoflow.store.settings import Settings
from echoflow.ui.first_start.choice_tile import ChoiceTile
from echoflow.ui.manner import Manner
from echoflow.ui.state import AppState
from support.newcomer import GOOD_KEY, Newcomer, first_day
from support.qt_loop import until

KEYS = ("Ctrl", "Alt", "Space")


def press(newcomer: Newcomer, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = newcomer.window.focusWidget()
    QTest.keyClick(focus if focus is not None else newcomer.window, key, modifier)


async def go(newcomer: Newcomer, key: Qt.Key, step: int) -> None:
    """By the letter that is underlined; Qt shows the button go down before it clicks."""
    press(newcomer, key, Qt.KeyboardModifier.AltModifier)
    await until(lambda: newcomer.window.step == step, f"step {step}")


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def click_tile(tile: ChoiceTile) -> None:
    """Not on its button, but somewhere on the card."""
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=QPoint(tile.width() - 12, tile.height() - 8))


def converse(newcomer: Newcomer) -> None:
    """The first question and its answer, as the app tells of them."""
    desk = newcomer.desk
    desk.show_state(AppState.LISTENING)
    desk.show_level(0.7)
    desk.show_user_text("What is the", final=False)
    desk.show_state(AppState.THINKING)
    desk.show_user_text("What is the capital of France?", final=True)
    desk.show_answer("It is Paris.", 0)
    desk.show_state(AppState.SPEAKING)
    desk.show_answer("It is Paris.", 6)


def test_by_keyboard_alone(qapp: QApplication) -> None:
    async def visit(newcomer: Newcomer) -> None:
        assert newcomer.window.languages.interface.value == "en"
        press(newcomer, Qt.Key.Key_Return)
        assert newcomer.window.step == 1
        press(newcomer, Qt.Key.Key_Return)
        assert newcomer.window.step == 1, "Return on a button is for the button"
        await go(newcomer, Qt.Key.Key_N, 2)
        press(newcomer, Qt.Key.Key_Right)
        assert newcomer.window.engines.choice.value == "clouds"
        press(newcomer, Qt.Key.Key_Tab)
        field = newcomer.window.engines.rows["deepgram"].field
        assert newcomer.window.focusWidget() is field
        QTest.keyClicks(field, GOOD_KEY)
        press(newcomer, Qt.Key.Key_Return)
        assert newcomer.window.step == 2, "Return in a field is for the field"
        await until(lambda: newcomer.keyring.kept == {Service.DEEPGRAM: GOOD_KEY}, "the key being kept")
        await go(newcomer, Qt.Key.Key_B, 1)
        await go(newcomer, Qt.Key.Key_N, 2)
        await go(newcomer, Qt.Key.Key_N, 3)
        for _ in range(5):
            if newcomer.window.focusWidget() is newcomer.window.hotkey.mode.tiles["hold"].button:
                break
            press(newcomer, Qt.Key.Key_Tab)
        press(newcomer, Qt.Key.Key_Right)
        assert newcomer.settings.mode == "tap"
        press(newcomer, Qt.Key.Key_Return)
        assert newcomer.window.step == 4
        press(newcomer, Qt.Key.Key_Space)
        assert newcomer.news[-1] == "talk"
        converse(newcomer)
        newcomer.desk.show_state(AppState.IDLE)
        assert newcomer.settings.first_start_done
        press(newcomer, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
        await until(lambda: newcomer.news[-1] == "closed", "the window closing")

    newcomer = first_day(qapp, visit)
    assert (newcomer.settings.recognition, newcomer.settings.speech) == ("deepgram", "local")
    assert ("key", "deepgram") in newcomer.news


def test_by_mouse_alone(qapp: QApplication) -> None:
    async def visit(newcomer: Newcomer) -> None:
        window = newcomer.window
        click_tile(window.languages.conversation.tiles["en"])
        for step in (1, 2, 3):
            click(window.next)
            assert window.step == step
        click(window.back)
        click_tile(window.engines.choice.tiles["clouds"])
        assert window.engines.rows["elevenlabs"].isVisible()
        click_tile(window.engines.choice.tiles["local"])
        assert not window.engines.rows["elevenlabs"].isVisible()
        click(window.next)
        click_tile(window.hotkey.mode.tiles["hands_free"])
        click(window.next)
        click(window.talk.talk)
        assert newcomer.news == ["talk"]
        converse(newcomer)
        click(window.talk.talk)
        assert newcomer.news == ["talk", "stop"]
        newcomer.desk.show_state(AppState.IDLE)
        assert window.talk.title.text() == "That was your first conversation"
        click(window.next)
        await until(lambda: newcomer.news[-1] == "closed", "the window closing")

    newcomer = first_day(qapp, visit)
    assert newcomer.settings.first_start_done
    assert newcomer.settings.mode == "hands_free"
    assert (newcomer.settings.recognition, newcomer.settings.thinking) == ("local", "local")


def test_the_conversation_is_seen_as_it_comes(qapp: QApplication) -> None:
    async def visit(newcomer: Newcomer) -> None:
        newcomer.desk.set_manner(Manner(keys=KEYS))
        talk = newcomer.window.talk
        assert talk.explanation.text().startswith("Hold Ctrl+Alt+Space and talk.")
        converse(newcomer)
        assert talk.question.text() == "“What is the capital of France?”"
        assert talk.answer.text() == "It is Paris."
        assert talk.state.text() == "Speaking"
        assert not newcomer.settings.first_start_done
        newcomer.desk.show_answer("It is Paris.", 12)
        assert not newcomer.settings.first_start_done, "it is still sounding"
        newcomer.desk.show_state(AppState.IDLE)
        assert newcomer.settings.first_start_done
        newcomer.desk.show_user_text("And of Spain?", final=True)
        assert talk.answer.text() == ""
        newcomer.desk.show_problem("The model has ended.")
        assert talk.farewell.text() == "The model has ended."

    first_day(qapp, visit)


def test_an_answer_that_was_never_heard_is_no_first_conversation(qapp: QApplication) -> None:
    async def visit(newcomer: Newcomer) -> None:
        newcomer.desk.show_state(AppState.THINKING)
        newcomer.desk.show_answer("It is Paris.", 0)
        newcomer.desk.show_state(AppState.IDLE)
        assert newcomer.changes == []

    first_day(qapp, visit)


@pytest.mark.parametrize("steps", [0, 2, 4])
def test_put_off_by_escape_it_comes_again(qapp: QApplication, steps: int) -> None:
    async def visit(newcomer: Newcomer) -> None:
        for _ in range(steps):
            click(newcomer.window.next)
        press(newcomer, Qt.Key.Key_Escape)
        await until(lambda: newcomer.news == ["closed"], "the window closing")
        assert newcomer.desk.window is None
        newcomer.desk.open()
        assert newcomer.window.step == 0

    assert not first_day(qapp, visit).settings.first_start_done


def test_skipped_it_does_not_come_again(qapp: QApplication) -> None:
    async def visit(newcomer: Newcomer) -> None:
        click(newcomer.window.next)
        click(newcomer.window.skip)
        await until(lambda: newcomer.news == ["closed"], "the window closing")

    assert first_day(qapp, visit).settings.first_start_done


def test_the_language_changes_at_once_and_the_place_is_kept(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ECHOFLOW_LANGUAGE")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    async def visit(newcomer: Newcomer) -> None:
        before = newcomer.window
        newcomer.desk.show_progress("Loading…")
        click_tile(before.languages.interface.tiles["zh"])
        after = newcomer.window
        assert after is not before
        assert after.isVisible()
        assert not before.isVisible()
        assert after.languages.interface.value == "zh"
        assert after.progress.text() == "Loading…"
        assert len(newcomer.panels) == 2
        assert "closed" not in newcomer.news
        click_tile(after.languages.interface.tiles["en"])
        assert newcomer.window.languages.title.text() == "Welcome to EchoFlow"

    assert first_day(qapp, visit, local_languages=("en", "zh")).settings.language == "en"


def test_a_language_nothing_understands_yet_waits_for_what_does(qapp: QApplication) -> None:
    async def visit(newcomer: Newcomer) -> None:
        click_tile(newcomer.window.languages.conversation.tiles["zh"])
        assert newcomer.window.languages.conversation.value == "zh"
        assert newcomer.window.languages.hint.text().startswith("This computer does not understand")
        assert newcomer.settings.language == "en"
        for _ in range(2):
            click(newcomer.window.next)
        click_tile(newcomer.window.engines.choice.tiles["clouds"])
        row = newcomer.window.engines.rows["deepgram"]
        row.field.setFocus()
        QTest.keyClicks(row.field, GOOD_KEY)
        press(newcomer, Qt.Key.Key_Return)
        await until(lambda: newcomer.settings.recognition == "deepgram", "Deepgram being used")
        assert newcomer.settings.language == "zh"
        assert not newcomer.window.engines.hint.isVisible()

        click_tile(newcomer.window.engines.choice.tiles["local"])
        assert (newcomer.settings.recognition, newcomer.settings.language) == ("local", "en")
        assert newcomer.window.engines.hint.isVisible()
        newcomer.desk.set_local_languages(("en", "zh"))
        assert newcomer.settings.language == "zh"

    first_day(qapp, visit)


def test_a_key_is_checked_as_soon_as_it_is_pasted(qapp: QApplication) -> None:
    async def visit(newcomer: Newcomer) -> None:
        for _ in range(2):
            click(newcomer.window.next)
        click_tile(newcomer.window.engines.choice.tiles["clouds"])
        row = newcomer.window.engines.rows["elevenlabs"]
        assert row.field.echoMode() is QLineEdit.EchoMode.Password
        QApplication.clipboard().setText("a-bad-key-of-old")
        row.field.setFocus()
        press(newcomer, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: newcomer.asked, "the service being asked")
        await until(lambda: "ElevenLabs" in row.answer.text() and "Asking" not in row.answer.text(), "the answer")
        assert newcomer.keyring.kept == {}
        assert row.field.text(), "what was typed can be corrected"
        assert newcomer.settings.speech == "local"

        newcomer.problem = failure("ElevenLabs", Trouble.UNREACHABLE)
        row.field.selectAll()
        QTest.keyClicks(row.field, GOOD_KEY)
        press(newcomer, Qt.Key.Key_Return)
        await until(lambda: newcomer.settings.speech == "elevenlabs", "the key being kept all the same")
        assert row.answer.text().endswith("The key is kept all the same.")
        assert row.field.text() == ""

    newcomer = first_day(qapp, visit)
    assert newcomer.keyring.kept == {Service.ELEVENLABS: GOOD_KEY}


def test_keys_of_the_environment_are_noticed_and_used(qapp: QApplication) -> None:
    def prepare(newcomer: Newcomer) -> None:
        newcomer.keyring.environment = {Service.DEEPGRAM: GOOD_KEY}

    async def visit(newcomer: Newcomer) -> None:
        row = newcomer.window.engines.rows["deepgram"]
        await until(lambda: row.has_key, "the key being noticed")
        assert not row.field.isEnabled()
        assert row.answer.text() == "Key from the variable DEEPGRAM_API_KEY"
        assert newcomer.asked == [], "nobody is asked before the user wants it"
        for _ in range(2):
            click(newcomer.window.next)
        click_tile(newcomer.window.engines.choice.tiles["clouds"])
        assert newcomer.settings.recognition == "deepgram"
        await until(lambda: row.answer.text().startswith("valid"), "the answer")

    first_day(qapp, visit, prepare=prepare)


def test_keys_in_a_file_are_taken_over(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(f"DEEPGRAM_API_KEY={GOOD_KEY}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    async def visit(newcomer: Newcomer) -> None:
        for _ in range(2):
            click(newcomer.window.next)
        engines = newcomer.window.engines
        await until(engines.accept.isVisible, "the offer")
        click(engines.accept)
        assert not engines.offer.isVisible()
        assert engines.choice.value == "clouds"
        await until(lambda: newcomer.settings.recognition == "deepgram", "Deepgram being used")

    assert first_day(qapp, visit).keyring.kept == {Service.DEEPGRAM: GOOD_KEY}


def test_the_hotkey_and_its_limits(qapp: QApplication) -> None:
    async def visit(newcomer: Newcomer) -> None:
        newcomer.desk.set_hotkey_backend("Keys are not seen while a window of another user has the keyboard.")
        newcomer.desk.set_hotkey_problem("Another program has these keys; choose others.")
        step = newcomer.window.hotkey
        assert step.backend.text().startswith("Keys are not seen")
        assert step.recorder.problem.startswith("Another program")
        newcomer.desk.set_hotkey_problem("")
        step.recorder.chosen.emit("<ctrl>+<f9>")
        assert newcomer.settings.hotkey == "<ctrl>+<f9>"
        assert step.recorder.chord == "<ctrl>+<f9>"

    first_day(qapp, visit)


def test_what_clouds_cost_is_said_in_cents() -> None:
    assert price_sentence(price_list({}), "en").startswith("About 0.7 cents for a minute you talk, and 4.5 for")
    assert price_sentence(price_list({}), "zh").startswith("About 0.8 cents for a minute you talk, and 1.3 for")


def test_who_has_settings_already_finds_them(qapp: QApplication) -> None:
    async def visit(newcomer: Newcomer) -> None:
        window = newcomer.window
        assert window.engines.choice.value == "clouds"
        assert window.hotkey.mode.value == "tap"
        assert window.hotkey.recorder.chord == "<f9>"

    first_day(qapp, visit, Settings(speech="elevenlabs", mode="tap", hotkey="<f9>", first_start_done=True))


def test_who_has_gone_through_it_is_not_noted_down_again_with_the_first_answer_of_each_day(qapp: QApplication) -> None:
    async def visit(newcomer: Newcomer) -> None:
        converse(newcomer)
        newcomer.desk.show_state(AppState.IDLE)
        assert newcomer.window.talk.title.text() == "That was your first conversation"

    assert first_day(qapp, visit, Settings(first_start_done=True)).changes == []
