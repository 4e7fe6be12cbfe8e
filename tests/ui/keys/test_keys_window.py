"""The keys window as a user meets it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from echoflow.ui.keys.keys_window import KeysWindow
from echoflow.ui.keys.service_card import KeyPlace, ServiceCard
from echoflow.ui.theme import DARK, LIGHT
from support.windows import answer_question, cut_off, nameless, reached_by_tab, shown

THERE = [KeyPlace.KEYRING, KeyPlace.SESSION]


@pytest.fixture
def window(qapp: QApplication) -> Iterator[KeysWindow]:
    made = shown(KeysWindow())
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def deepgram(window: KeysWindow) -> ServiceCard:
    window.set_key("deepgram", KeyPlace.MISSING)
    return window.cards["deepgram"]


def fill(window: KeysWindow) -> None:
    """Everything that can be shown at once."""
    window.offer_import("/home/ada/EchoFlow/.env holds keys for: Deepgram. Put them into the system's keyring?")
    for place, name in zip((KeyPlace.SESSION, KeyPlace.LOCKED, KeyPlace.ENVIRONMENT), window.cards, strict=True):
        window.set_key(name, place, "This system has no keyring, so the key is kept only until EchoFlow quits.")
        window.cards[name].set_answer("ElevenLabs does not accept the key; enter another one under Keys.", good=False)
    window.cards["deepgram"].set_checking(True)


def test_a_key_is_entered_by_keyboard_and_cannot_be_read(
    qtbot: QtBot, window: KeysWindow, deepgram: ServiceCard
) -> None:
    deepgram.field.setFocus()
    QTest.keyClicks(deepgram.field, " secret-1 ")
    with qtbot.waitSignal(window.key_entered, timeout=1_000) as received:
        QTest.keyClick(deepgram.field, Qt.Key.Key_Return)

    assert received.args == ["deepgram", "secret-1"]
    assert "s" not in deepgram.field.displayText()
    QTest.keyClick(deepgram.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(deepgram.field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "secret" not in QApplication.clipboard().text()

    deepgram.forget_entry()

    assert deepgram.field.text() == ""


def test_nothing_is_entered_while_the_field_is_empty(qtbot: QtBot, window: KeysWindow, deepgram: ServiceCard) -> None:
    deepgram.field.setText("   ")
    assert not deepgram.save.isEnabled()
    with qtbot.assertNotEmitted(window.key_entered):
        QTest.keyClick(deepgram.field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("place", "sentence", "check", "remove", "enter"),
    [
        (KeyPlace.UNKNOWN, "Looking in the keyring…", False, False, True),
        (KeyPlace.MISSING, "No key", False, False, True),
        (KeyPlace.KEYRING, "Key in the keyring", True, True, True),
        (KeyPlace.ENVIRONMENT, "Key from the variable DEEPGRAM_API_KEY", True, False, False),
        (KeyPlace.SESSION, "Key for this session only", True, True, True),
        (KeyPlace.LOCKED, "Keyring locked", True, False, True),
        (KeyPlace.DENIED, "Keyring refused", True, False, True),
        (KeyPlace.UNUSABLE, "No usable key", False, False, True),
    ],
)
def test_it_says_where_the_key_is_and_offers_what_can_be_done(
    window: KeysWindow, deepgram: ServiceCard, place: KeyPlace, sentence: str, check: bool, remove: bool, enter: bool
) -> None:
    window.set_key("deepgram", place, "What to do.")

    assert deepgram.state.text() == sentence
    assert deepgram.explanation.isVisible()
    enabled = (deepgram.check.isEnabled(), deepgram.remove.isEnabled(), deepgram.field.isEnabled())
    assert enabled == (check, remove, enter)


def test_while_the_service_is_asked_only_cancel_can_be_pressed(
    qtbot: QtBot, window: KeysWindow, deepgram: ServiceCard
) -> None:
    window.set_key("deepgram", KeyPlace.KEYRING)
    deepgram.set_checking(True)

    assert deepgram.busy.isVisible()
    assert deepgram.answer.text() == "Asking Deepgram…"
    assert not any(part.isEnabled() for part in (deepgram.field, deepgram.save, deepgram.check, deepgram.remove))
    with qtbot.waitSignal(window.check_cancelled, timeout=1_000) as received:
        deepgram.cancel.click()
    assert received.args == ["deepgram"]

    deepgram.set_answer("valid, 12,400 characters left", good=True)
    deepgram.set_checking(False)

    assert deepgram.answer.text() == "valid, 12,400 characters left"
    assert not deepgram.busy.isVisible()
    assert not deepgram.cancel.isVisible()


def test_a_key_is_removed_only_after_a_question(qtbot: QtBot, window: KeysWindow, deepgram: ServiceCard) -> None:
    window.set_key("deepgram", KeyPlace.KEYRING)
    with qtbot.assertNotEmitted(window.remove_wanted):
        deepgram.remove.click()
        assert answer_question(window, "Cancel") == "Remove the key for Deepgram?"
    deepgram.remove.click()
    with qtbot.waitSignal(window.remove_wanted, timeout=1_000) as received:
        answer_question(window, "Remove")

    assert received.args == ["deepgram"]


@pytest.mark.parametrize(
    ("service", "stage"), [("deepgram", "recognition"), ("elevenlabs", "speech"), ("openai", "thinking")]
)
def test_a_service_is_used_and_not_used_any_more(qtbot: QtBot, window: KeysWindow, service: str, stage: str) -> None:
    use = window.cards[service].use
    window.set_key(service, KeyPlace.MISSING)
    assert not use.isEnabled()
    window.set_key(service, KeyPlace.KEYRING)
    for engine in (service, "local"):
        with qtbot.waitSignal(window.engine_chosen, timeout=1_000) as received:
            use.click()
        assert received.args == [stage, engine]


def test_one_can_stop_using_a_service_whose_key_is_gone(window: KeysWindow, deepgram: ServiceCard) -> None:
    window.set_engine("recognition", "deepgram")

    assert deepgram.use.isChecked()
    assert deepgram.use.isEnabled()


def test_an_own_server_needs_no_key(window: KeysWindow) -> None:
    service = window.cards["openai"]
    window.set_key("openai", KeyPlace.MISSING)
    assert not service.check.isEnabled()

    window.set_own_service("http://127.0.0.1:8080/v1", "")

    assert service.state.text() == "No key; your own server may need none"
    assert service.check.isEnabled()
    assert service.use.isEnabled()


def test_what_is_typed_goes_out_once_when_it_is_finished(qtbot: QtBot, window: KeysWindow) -> None:
    window.set_own_service("http://old", "")
    for field, name in ((window.address, "openai_url"), (window.thinking_model, "openai_model")):
        _type(field, " new ")
        with qtbot.waitSignal(window.setting_changed, timeout=1_000) as received:
            QTest.keyClick(field, Qt.Key.Key_Return)
        assert received.args == [name, "new"]
        with qtbot.assertNotEmitted(window.setting_changed):
            QTest.keyClick(field, Qt.Key.Key_Return)


def test_what_is_being_typed_is_left_alone(window: KeysWindow) -> None:
    _type(window.address, "http://half")
    window.set_own_service("http://old", "llama")

    assert window.address.text() == "http://half"
    assert window.thinking_model.text() == "llama"


def test_the_recognizer_is_chosen(qtbot: QtBot, window: KeysWindow) -> None:
    window.set_recognizer_model("nova-3")
    assert window.model.currentData() == "nova-3"
    window.model.setFocus()
    with qtbot.waitSignal(window.setting_changed, timeout=1_000) as received:
        QTest.keyClick(window.model, Qt.Key.Key_Up)

    assert received.args == ["deepgram_model", "flux"]


def test_keys_found_elsewhere_are_offered(qtbot: QtBot, window: KeysWindow) -> None:
    assert not window.offer.isVisible()
    window.offer_import("Put them into the keyring?")
    assert window.offer.isVisible()
    with qtbot.waitSignal(window.import_declined, timeout=1_000):
        window.offer.decline.click()
    with qtbot.waitSignal(window.import_wanted, timeout=1_000):
        window.offer.accept.click()

    window.tell_imported("The file still holds them.")
    assert window.offer.words.text() == "The file still holds them."
    window.offer.done.click()

    assert not window.offer.isVisible()


def test_everything_is_reached_by_tab_and_told_by_a_screen_reader(window: KeysWindow) -> None:
    fill(window)
    reached = reached_by_tab(window)

    assert nameless(window) == []
    assert window.cards["elevenlabs"].field in reached
    assert window.costs in reached
    # From top to bottom: no jumping to and fro.
    tops = [widget.mapTo(window, widget.rect().center()).y() for widget in reached]
    assert tops == sorted(tops)


@pytest.mark.parametrize("size", [10, 22])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, language: str, size: int) -> None:
    monkeypatch.setenv("ECHOFLOW_LANGUAGE", language)
    monkeypatch.setattr("echoflow.ui.theme.QFontInfo.pixelSize", lambda _info: size)
    window = KeysWindow()
    fill(window)
    shown(window)
    try:
        assert cut_off(window) == []
    finally:
        window.close()
        window.deleteLater()


def test_escape_closes_it(qtbot: QtBot, window: KeysWindow) -> None:
    with qtbot.waitSignal(window.closed, timeout=1_000):
        QTest.keyClick(window, Qt.Key.Key_Escape)

    assert not window.isVisible()


def test_it_follows_the_colours_of_the_desktop(qapp: QApplication, window: KeysWindow) -> None:
    before = qapp.palette()
    try:
        qapp.setPalette(QPalette(QColor("#202226")))
        QApplication.processEvents()
        assert window.theme is DARK
        assert window.grab().toImage().pixelColor(3, 3).lightness() < 60
    finally:
        qapp.setPalette(before)
        QApplication.processEvents()
    assert window.theme is LIGHT
    assert window.grab().toImage().pixelColor(3, 3).lightness() > 200


def _type(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
