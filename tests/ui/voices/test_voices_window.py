"""The voices window as a user meets it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from echoflow.ui.voices.voice_list import VoiceItem
from echoflow.ui.voices.voices_window import VoicesWindow
from support.windows import answer_question, cut_off, nameless, reached_by_tab, shown

MINE = VoiceItem("elevenlabs", "me", "My voice", own=True)
RACHEL = VoiceItem("elevenlabs", "rachel", "Rachel", "", "American, calm, female")
XIAO = VoiceItem("elevenlabs", "xiao", "晓晓", "zh", "温柔")
HANNAH = VoiceItem("local", "hannah", "Hannah", "en")
VOICES = [MINE, RACHEL, XIAO, HANNAH]


@pytest.fixture
def window(qapp: QApplication) -> Iterator[VoicesWindow]:
    made = VoicesWindow()
    made.set_voices(VOICES, RACHEL.key)
    shown(made)
    yield made
    made.close()
    made.deleteLater()


def test_the_voice_in_use_is_selected_at_first(window: VoicesWindow) -> None:
    assert window.selected == RACHEL
    assert not window.use.isEnabled()
    assert window.list.hasFocus()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", VOICES),
        ("rach", [RACHEL]),
        ("female calm", [RACHEL]),
        ("中文", [XIAO]),
        ("English", [HANNAH]),
        ("this computer", [HANNAH]),
        ("yours", [MINE]),
        ("nobody", []),
    ],
)
def test_voices_are_found_by_what_is_known_of_them(window: VoicesWindow, words: str, found: list[VoiceItem]) -> None:
    window.search.setText(words)

    assert window.shown == found
    assert (window.selected in found) == bool(found)
    assert window.preview.isEnabled() == bool(found)


def test_from_the_search_into_the_list_and_a_voice_is_used_by_keys_alone(qtbot: QtBot, window: VoicesWindow) -> None:
    window.search.setFocus()
    QTest.keyClicks(window.search, "hann")
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    assert window.list.hasFocus()
    with qtbot.waitSignal(window.voice_chosen, timeout=1_000) as received:
        QTest.keyClick(window.list, Qt.Key.Key_Return)

    assert received.args == ["local", "hannah"]


def test_space_plays_a_voice_and_stops_it_again(qtbot: QtBot, window: VoicesWindow) -> None:
    with qtbot.waitSignal(window.preview_wanted, timeout=1_000) as received:
        QTest.keyClick(window.list, Qt.Key.Key_Space)
    assert received.args == ["elevenlabs", "rachel"]
    assert window.preview.text() == "Listen"

    window.set_playing(RACHEL.key)

    assert window.preview.text() == "Stop"
    with qtbot.waitSignal(window.preview_stop_wanted, timeout=1_000):
        QTest.keyClick(window.list, Qt.Key.Key_Space)


def test_another_voice_can_be_played_while_one_is_playing(qtbot: QtBot, window: VoicesWindow) -> None:
    window.set_playing(RACHEL.key)
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.preview_wanted, timeout=1_000) as received:
        window.preview.click()

    assert received.args == ["elevenlabs", "xiao"]


def test_only_an_own_voice_is_deleted_and_only_after_a_question(qtbot: QtBot, window: VoicesWindow) -> None:
    assert not window.delete.isEnabled()
    with qtbot.assertNotEmitted(window.delete_wanted):
        QTest.keyClick(window.list, Qt.Key.Key_Delete)
        QTest.keyClick(window.list, Qt.Key.Key_Home)
        QTest.keyClick(window.list, Qt.Key.Key_Delete)
        assert answer_question(window, "Cancel") == "Delete the voice “My voice”?"
    window.delete.click()
    with qtbot.waitSignal(window.delete_wanted, timeout=1_000) as received:
        answer_question(window, "Delete")

    assert received.args == ["elevenlabs", "me"]


def test_what_is_selected_stays_so_when_the_list_grows(window: VoicesWindow) -> None:
    window.select(XIAO.key)
    window.set_voices([HANNAH, XIAO, VoiceItem("elevenlabs", "new", "New", own=True)], HANNAH.key)
    assert window.selected == XIAO

    window.set_voices([HANNAH], HANNAH.key)
    assert window.selected == HANNAH

    window.set_voices([], None)
    assert window.selected is None
    assert not any(part.isEnabled() for part in (window.preview, window.use, window.delete))


def test_the_voice_in_use_is_selected_even_if_it_comes_late(qtbot: QtBot, window: VoicesWindow) -> None:
    window.set_voices([HANNAH], RACHEL.key)
    assert window.selected == HANNAH
    window.set_voices(VOICES, RACHEL.key)
    assert window.selected == RACHEL

    QTest.keyClick(window.list, Qt.Key.Key_Home)
    window.set_voices([*VOICES, VoiceItem("local", "brian", "Brian")], RACHEL.key)

    assert window.selected == MINE


def test_a_screen_reader_says_what_the_eye_sees(window: VoicesWindow) -> None:
    names = [
        QAccessible.queryAccessibleInterface(window.list).child(row).text(QAccessible.Text.Name) for row in range(2)
    ]

    assert names[0] == "My voice, yours, ElevenLabs · many languages"
    assert names[1] == "Rachel, in use, ElevenLabs · many languages · American, calm, female"


def test_what_happens_is_told(window: VoicesWindow) -> None:
    window.set_busy("Asking for the voices…")
    assert window.busy.isVisible()

    window.set_note("ElevenLabs cannot be reached; check the network.", good=False)

    assert not window.busy.isVisible()
    assert window.note.text() == "ElevenLabs cannot be reached; check the network."


def test_everything_is_reached_by_tab_and_told_by_a_screen_reader(window: VoicesWindow) -> None:
    window.select(MINE.key)

    assert nameless(window) == []
    assert reached_by_tab(window) == [
        window.search, window.clone, window.list, window.preview, window.delete, window.use,
    ]  # fmt: skip


@pytest.mark.parametrize("size", [10, 22])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, language: str, size: int) -> None:
    monkeypatch.setenv("ECHOFLOW_LANGUAGE", language)
    monkeypatch.setattr("echoflow.ui.theme.QFontInfo.pixelSize", lambda _info: size)
    window = VoicesWindow()
    window.set_voices(VOICES, RACHEL.key)
    window.set_note("ElevenLabs has too many requests at the moment.")
    shown(window)
    try:
        assert cut_off(window) == []
        index = window.list.currentIndex()
        assert window.list.visualRect(index).height() >= 2 * window.list.fontMetrics().height()
    finally:
        window.close()
        window.deleteLater()
