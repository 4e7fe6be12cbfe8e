"""The settings window as a user meets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from echoflow.store.settings_schema import DEFAULTS
from echoflow.ui.settings.catalogue import ENTRIES, PAGES
from echoflow.ui.settings.fields import ChoiceField, LineField, NumberField, ParagraphField, StandInField, ToggleField
from echoflow.ui.settings.settings_window import SettingsWindow
from support.windows import cut_off, nameless, reached_by_tab, shown

TAB = Qt.Key.Key_Tab
PAGE_NAMES = [page.name for page in PAGES]


@pytest.fixture
def window(qapp: QApplication) -> Iterator[SettingsWindow]:
    made = SettingsWindow()
    made.set_values(DEFAULTS)
    made.set_options("language", [("en", "English"), ("zh", "中文")])
    made.set_options("model", [("", "SmolLM2 135M Instruct"), ("/models/llama.gguf", "Llama 3 8B Instruct Q4_K_M")])
    made.microphone.set_devices(["USB Headset"], "USB Headset", "")
    made.speaker.set_devices(["USB Headset"], "USB Headset", "")
    yield shown(made)
    made.close()
    made.deleteLater()


@pytest.fixture
def wanted(window: SettingsWindow) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    window.setting_changed.connect(lambda name, value: found.append((name, value)))
    return found


def rows_seen(window: SettingsWindow) -> set[str]:
    return set(window.rows_seen)


def unfold_all(window: SettingsWindow) -> None:
    for section in window.findChildren(QWidget):
        if (unfold := getattr(section, "unfold", None)) is not None and unfold.isVisible():
            QTest.mouseClick(unfold, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_everything_has_a_name_and_room_and_is_reached_by_tab(window: SettingsWindow, page: str) -> None:
    window.show_page(page)
    unfold_all(window)
    for name in rows_seen(window):
        window.set_problem(name, "This could not be changed; choose another one that can be used here.")
    QApplication.processEvents()
    assert nameless(window) == []
    assert cut_off(window) == []
    reached = reached_by_tab(window)
    for name in rows_seen(window):
        row = window.row(name)
        if row.field is not None:
            assert any(row.field.isAncestorOf(each) for each in reached), name


def test_pages_are_turned_by_keyboard(window: SettingsWindow) -> None:
    assert window.pages.hasFocus()
    QTest.keyClick(window.pages, Qt.Key.Key_Down)
    assert window.page == PAGE_NAMES[1]
    assert rows_seen(window) == {entry.name for group in PAGES[1].groups for entry in group.entries}
    QTest.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert window.page == PAGE_NAMES[-1]


def test_what_is_looked_for_is_shown_from_all_pages_and_reached_by_enter(
    window: SettingsWindow, wanted: list[tuple[str, Any]]
) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    QTest.keyClicks(window.search, "temperature")
    assert rows_seen(window) == {"temperature"}, "even where it is folded away"
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    field = window.row("temperature").field
    assert isinstance(field, NumberField)
    assert field.combo.hasFocus()
    QTest.keyClick(field.combo, Qt.Key.Key_Down)
    assert wanted == [("temperature", 0.7)]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible(), "Escape ends the search first"
    assert rows_seen(window) == {entry.name for group in PAGES[0].groups for entry in group.entries}
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_search_for_nothing_known_says_so(window: SettingsWindow) -> None:
    QTest.keyClicks(window.search, "flux capacitor")
    assert rows_seen(window) == set()
    assert "Nothing here" in " ".join(each.text() for each in window.findChildren(type(window.row("theme").note)))
    QTest.mouseClick(window.pages.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert rows_seen(window), "who picks a page has stopped looking"


def test_a_choice_counts_at_once_and_can_be_taken_back(window: SettingsWindow, wanted: list[tuple[str, Any]]) -> None:
    window.show_page("appearance")
    row = window.row("theme")
    assert isinstance(row.field, ChoiceField)
    assert not row.reset.isVisible()
    row.field.combo.setFocus()
    QTest.keyClick(row.field.combo, Qt.Key.Key_End)
    assert wanted == [("theme", "dark")]
    window.set_values({"theme": "dark"})
    assert row.reset.isVisible()
    QTest.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert wanted[-1] == ("theme", "auto")
    window.set_values({"theme": "auto"})
    assert not row.reset.isVisible()


def test_a_switch_is_switched_by_space(window: SettingsWindow, wanted: list[tuple[str, Any]]) -> None:
    field = window.row("notifications").field
    assert isinstance(field, ToggleField)
    field.switch.setFocus()
    QTest.keyClick(field.switch, Qt.Key.Key_Space)
    assert wanted == [("notifications", False)]


def test_automatic_is_a_word_and_a_number_is_a_number(window: SettingsWindow, wanted: list[tuple[str, Any]]) -> None:
    window.show_page("thinking")
    unfold_all(window)
    field = window.row("gpu_layers").field
    assert isinstance(field, NumberField)
    assert field.combo.currentText() == "Automatic"
    assert not field.spin.isVisible()
    field.combo.setFocus()
    QTest.keyClick(field.combo, Qt.Key.Key_End)
    assert wanted == [("gpu_layers", 35)]
    assert field.spin.hasFocus()
    QTest.keyClicks(field.spin, "12")
    assert wanted == [("gpu_layers", 35)], "not while it is being typed"
    QTest.keyClick(field.spin, Qt.Key.Key_Return)
    assert wanted[-1] == ("gpu_layers", 12)
    assert isinstance(wanted[-1][1], int)
    window.set_values({"gpu_layers": -2})
    assert field.combo.currentText() == "All of them"
    assert not field.spin.isVisible()


def test_text_counts_when_it_is_left(window: SettingsWindow, wanted: list[tuple[str, Any]]) -> None:
    window.show_page("hearing")
    words = window.row("vocabulary").field
    assert isinstance(words, ParagraphField)
    words.edit.setFocus()
    for line in ("EchoFlow", "", " Ada ", "EchoFlow"):
        QTest.keyClicks(words.edit, line)
        QTest.keyClick(words.edit, Qt.Key.Key_Return)
    window.set_values({"vocabulary": ("older",)})
    assert wanted == []
    QTest.keyClick(words.edit, TAB)
    assert wanted == [("vocabulary", ("EchoFlow", "Ada"))]


def test_what_was_being_typed_counts_when_the_window_closes(
    window: SettingsWindow, wanted: list[tuple[str, Any]]
) -> None:
    window.show_page("thinking")
    address, prompt = window.row("openai_url").field, window.row("system_prompt").field
    assert isinstance(address, LineField)
    assert isinstance(prompt, ParagraphField)
    prompt.edit.setFocus()
    QTest.keyClicks(prompt.edit, "Be brief.")
    address.edit.setFocus()
    QTest.keyClicks(address.edit, " http://127.0.0.1:8080/v1 ")
    window.close()
    assert wanted == [("system_prompt", "Be brief."), ("openai_url", "http://127.0.0.1:8080/v1")]


def test_who_stands_in_is_never_the_chosen_one_itself(window: SettingsWindow, wanted: list[tuple[str, Any]]) -> None:
    window.show_page("hearing")
    field = window.row("recognition_fallback").field
    assert isinstance(field, StandInField)

    def offered() -> list[str]:
        return [field.combo.itemText(index) for index in range(field.combo.count())]

    assert offered() == ["Nothing", "Deepgram"]
    assert field.combo.currentText() == "Nothing"
    field.combo.setFocus()
    QTest.keyClick(field.combo, Qt.Key.Key_End)
    assert wanted == [("recognition_fallback", ("deepgram", "local"))]
    window.set_values({"recognition_fallback": ("deepgram", "local"), "recognition": "deepgram"})
    assert offered() == ["Nothing", "This computer"]
    assert field.combo.currentText() == "This computer"
    QTest.keyClick(field.combo, Qt.Key.Key_Home)
    assert wanted[-1] == ("recognition_fallback", ())


def test_scrolling_the_page_turns_no_choice(window: SettingsWindow, wanted: list[tuple[str, Any]]) -> None:
    field = window.row("interface_language").field
    assert isinstance(field, ChoiceField)
    here = QPointF(5, 5)
    turn = QPoint(0, -120)
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        here, here, QPoint(), turn, none, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(field.combo, event)
    assert wanted == []
    assert field.combo.currentIndex() == 0


def test_a_value_of_the_users_own_is_shown_as_it_is(window: SettingsWindow) -> None:
    window.set_values({"language": "cy", "elevenlabs_model": "eleven_v9"})
    for name, text in (("language", "cy"), ("elevenlabs_model", "eleven_v9")):
        field = window.row(name).field
        assert isinstance(field, ChoiceField)
        assert field.combo.currentText() == text


def test_every_button_says_what_is_wanted(window: SettingsWindow) -> None:
    wanted: list[str] = []
    window.action_wanted.connect(wanted.append)
    buttons = {name: action for name in ENTRIES if (action := window.row(name).action) is not None}
    for button in buttons.values():
        button.click()
    assert wanted == list(buttons)


def test_no_part_appears_as_a_window_of_its_own(window: SettingsWindow, qapp: QApplication) -> None:
    """It would flash, and take the keyboard away."""
    appeared: list[QObject] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                appeared.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    for page in PAGE_NAMES:
        window.show_page(page)
        unfold_all(window)
    qapp.removeEventFilter(watch)
    assert appeared == []
    assert window.isActiveWindow()
