"""The settings window and what is behind it, together; the app and the desktop are played by the test."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from echoflow import __version__
from echoflow.desks.settings_desk import SettingsDesk
from echoflow.desktop.autostart import DesktopEntry
from echoflow.store.settings import Settings, load
from echoflow.text import set_language
from echoflow.ui.settings.fields import ChoiceField, Field, KeysField, LineField, ToggleField
from echoflow.ui.settings.settings_window import SettingsWindow
from echoflow.ui.sound_test.microphone_panel import MicrophonePanel
from echoflow.ui.translation import InterfaceLanguage
from support.qt_loop import run_in_qt, until


class House:
    """The rest of the app: takes changes over unless they are to be refused."""

    def __init__(self, folder: Path, settings: Settings, *, asks_for_updates: bool = True) -> None:
        self.settings = settings
        self.refusal = ""
        self.wanted: list[dict[str, Any]] = []
        self.served: list[MicrophonePanel] = []
        self.opened: list[Path] = []
        self.can_open = True
        self.autostart = DesktopEntry(folder / "autostart", ["echoflow"])
        self.file = folder / "settings.toml"
        self.desk = SettingsDesk(
            settings,
            lambda microphone, _speaker: self.served.append(microphone),
            self.autostart,
            self.file,
            folder / "log",
            self._show,
            licences=folder / "LICENSE",
            asks_for_updates=asks_for_updates,
        )
        self.desk.changed.connect(self._take)

    def _show(self, file: Path) -> bool:
        self.opened.append(file)
        return self.can_open

    def _take(self, changes: dict[str, Any]) -> None:
        self.wanted.append(changes)
        if self.refusal:
            self.desk.refuse(changes, self.refusal)
            return
        self.settings = replace(self.settings, **changes)
        self.desk.take_settings(self.settings)

    @property
    def window(self) -> SettingsWindow:
        assert self.desk.window is not None
        return self.desk.window

    def field(self, name: str) -> Field:
        field = self.window.row(name).field
        assert field is not None
        return field

    def choose(self, name: str, key: Qt.Key) -> None:
        field = self.field(name)
        assert isinstance(field, ChoiceField)
        field.combo.setFocus()
        QTest.keyClick(field.combo, key)

    def shown(self, name: str) -> str:
        field = self.field(name)
        assert isinstance(field, ChoiceField)
        return field.combo.currentText()

    def problem(self, name: str) -> str:
        return self.window.row(name).note.text()


Scenario = Callable[[House], Awaitable[None]]


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path) -> Callable[[Scenario], None]:
    def run(scenario: Scenario) -> None:
        async def whole() -> None:
            house = House(tmp_path, Settings())
            try:
                house.desk.open()
                await until(lambda: house.field("autostart").isEnabled(), "the look at autostart")
                await scenario(house)
            finally:
                await house.desk.close()

        run_in_qt(qapp, whole())

    return run


def test_a_change_goes_out_at_once_and_comes_back(play: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        house.choose("theme", Qt.Key.Key_End)
        assert house.wanted == [{"theme": "dark"}]
        assert house.shown("theme") == "Dark"
        # From elsewhere, such as the tray.
        house.desk.take_settings(replace(house.settings, mode="hands_free"))
        assert house.shown("mode") == "Hands-free"

    play(scenario)


def test_what_cannot_be_applied_is_said_beside_it_and_stays_as_it_was(play: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        house.refusal = "The model does not fit into the memory of this computer; choose a smaller one."
        house.desk.set_models([("", "SmolLM2"), ("/models/big.gguf", "Big")])
        house.choose("model", Qt.Key.Key_End)
        assert house.wanted == [{"model": "/models/big.gguf"}]
        assert house.shown("model") == "SmolLM2"
        assert house.problem("model") == house.refusal
        house.refusal = ""
        house.choose("model", Qt.Key.Key_End)
        assert house.shown("model") == "Big"
        assert house.problem("model") == ""

    play(scenario)


def test_an_address_that_is_none_does_not_leave_the_window(play: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        field = house.field("openai_url")
        assert isinstance(field, LineField)
        field.edit.setFocus()
        QTest.keyClicks(field.edit, "ftp://nowhere")
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
        assert house.wanted == []
        assert "ftp://nowhere" in house.problem("openai_url")
        assert field.edit.text() == ""
        QTest.keyClicks(field.edit, "http://127.0.0.1:8080/v1")
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
        assert house.wanted == [{"openai_url": "http://127.0.0.1:8080/v1"}]
        assert house.problem("openai_url") == ""

    play(scenario)


def test_starting_with_the_session_is_switched_for_real(play: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        field = house.field("autostart")
        assert isinstance(field, ToggleField)
        assert not field.switch.isChecked()
        field.switch.click()
        await until(house.autostart.enabled, "the entry")
        await until(field.switch.isChecked, "the switch")
        assert house.wanted == [], "it is no setting of ours"

    play(scenario)


def test_where_it_cannot_be_switched_it_says_why_and_stays_off(
    play: Callable[[Scenario], None], tmp_path: Path
) -> None:
    (tmp_path / "autostart").write_text("in the way")

    async def scenario(house: House) -> None:
        field = house.field("autostart")
        assert isinstance(field, ToggleField)
        field.switch.click()
        await until(lambda: house.problem("autostart"), "the reason")
        await until(lambda: not field.switch.isChecked(), "the switch")
        assert "autostart" in house.problem("autostart")

    play(scenario)


def test_the_file_is_opened_and_made_where_there_is_none_yet(play: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        house.window.action_wanted.emit("settings_file")
        await until(lambda: house.opened, "the file")
        assert house.opened == [house.file]
        assert load(house.file) == (Settings(), [])
        house.can_open = False
        house.window.action_wanted.emit("log_folder")
        assert "open it yourself" in house.problem("log_folder")

    play(scenario)


def test_what_other_windows_are_for_is_asked_of_them(play: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        desk, asked = house.desk, []
        for name in ("voices", "models", "keys", "costs", "conversations", "check", "first_start", "delete_data"):
            getattr(desk, f"{name}_requested").connect(lambda name=name: asked.append(name))
            house.window.action_wanted.emit(name)
        assert asked == ["voices", "models", "keys", "costs", "conversations", "check", "first_start", "delete_data"]

    play(scenario)


def test_the_overlay_is_moved_by_keyboard_and_put_back_if_it_was_dragged(play: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        row = house.window.row("overlay_place")
        assert isinstance(row.field, ChoiceField)
        row.field.combo.setFocus()
        QTest.keyClick(row.field.combo, Qt.Key.Key_End)
        house.desk.take_settings(replace(house.settings, overlay_place="0.200 0.400"))
        assert row.field.combo.currentText() == "Where you dragged it"
        row.reset.click()
        assert house.wanted == [{"overlay_place": "1.000 0.000"}, {"overlay_place": ""}]

    play(scenario)


def test_what_is_known_of_the_hotkeys_is_said_beside_them(play: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        house.desk.set_hotkey_problem("hotkey", "Another program has these keys; choose others.")
        field = house.field("hotkey")
        assert isinstance(field, KeysField)
        assert field.recorder.problem.startswith("Another program")
        house.window.close()
        house.desk.open()
        field = house.field("hotkey")
        assert isinstance(field, KeysField)
        assert field.recorder.problem.startswith("Another program"), "a new window knows it too"
        house.desk.set_hotkey_problem("hotkey", "")
        assert field.recorder.problem == ""

    play(scenario)


def test_the_page_is_remembered_and_each_window_is_served(play: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        house.window.show_page("privacy")
        first = house.window
        house.desk.open()
        assert house.window is first
        house.window.close()
        assert house.desk.window is None
        house.desk.open()
        assert house.window.page == "privacy"
        assert house.served == [first.microphone, house.window.microphone]
        house.desk.open("clouds")
        assert house.window.page == "clouds"

    play(scenario)


def test_another_language_is_spoken_at_once(
    play: Callable[[Scenario], None], qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ECHOFLOW_LANGUAGE")
    set_language("en")

    async def scenario(house: House) -> None:
        interface = InterfaceLanguage(qapp)
        interface.changed.connect(house.desk.rebuild)
        house.desk.changed.connect(lambda changes: interface.choose(changes["interface_language"]))
        try:
            house.window.show_page("general")
            house.choose("interface_language", Qt.Key.Key_End)
            assert house.window.row("mode").isVisible() is False
            assert house.shown("mode") == "按住说话"
            assert house.window.page == "general"
        finally:
            interface.choose("en")
            interface.deleteLater()

    try:
        play(scenario)
    finally:
        set_language("auto")


def test_private_mode_is_asked_for_and_shown(play: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        asked: list[bool] = []
        house.desk.private_requested.connect(asked.append)
        field = house.field("private")
        assert isinstance(field, ToggleField)
        field.switch.click()
        assert asked == [True]
        house.desk.set_private(False)
        assert not field.switch.isChecked()

    play(scenario)


def test_the_version_is_shown_and_the_licences_are_opened(play: Callable[[Scenario], None], tmp_path: Path) -> None:
    async def scenario(house: House) -> None:
        house.window.show_page("general")
        texts = [label.text() for label in house.window.row("about").findChildren(QLabel)]
        assert f"Version {__version__}" in texts
        house.window.action_wanted.emit("about")
        assert house.opened == [tmp_path / "LICENSE"]

    play(scenario)


def test_where_nobody_can_be_asked_for_newer_versions_there_is_no_switch_for_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        house = House(tmp_path, Settings(), asks_for_updates=False)
        house.desk.open()
        house.window.show_page("general")
        assert "about" in house.window.rows_seen
        assert "check_for_updates" not in house.window.rows_seen
        QTest.keyClicks(house.window.search, "newer versions")
        assert "check_for_updates" not in house.window.rows_seen
        await house.desk.close()

    run_in_qt(qapp, scenario())
