"""The settings window in the app itself, used with the keyboard alone: what is changed holds at once and is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from support.running_app import HOTKEY, RunningApp, saved_settings
from support.virtual_screen import VirtualScreen
from support.waiting import wait_until
from support.whole_desktop import Desktop, whole_desktop

OTHER_KEYS = "ctrl+alt+j"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def desktop(virtual_screen: VirtualScreen) -> Iterator[Desktop]:
    with whole_desktop(virtual_screen) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def app(desktop: Desktop, home: Path) -> Iterator[RunningApp]:
    """With its settings open."""
    with desktop.app(home, ECHOFLOW_LANGUAGE="", LC_ALL="C.UTF-8") as app:
        app.wait_for("message: Hold Ctrl+Alt+Space and talk.")
        desktop.open_menu()
        desktop.reader.find("Settings…", "menu item")
        desktop.press("s")
        wait_until(lambda: desktop.screen.focused_window() == "Settings", "the settings having the keyboard")
        yield app


def go_to(desktop: Desktop, word: str, title: str) -> None:
    """Looks for a setting, and takes the keyboard to it."""
    desktop.press("ctrl+f", "ctrl+a")
    desktop.screen.type_text(word)
    desktop.reader.find(title)
    desktop.press("Down")


def kept(home: Path, name: str, value: object) -> None:
    wait_until(lambda: saved_settings(home).get(name) == value, f"{name} being kept as {value}")


def listens_and_stops(desktop: Desktop, app: RunningApp, keys: str) -> None:
    for state in ("listening", "idle"):
        before = len(app.lines)
        desktop.press(keys)
        app.wait_for(f"state: {state}", before)


def test_the_mode_and_the_keys(desktop: Desktop, app: RunningApp, home: Path) -> None:
    go_to(desktop, "mode", "How to talk")
    desktop.press("Down")
    app.wait_for("message: Press Ctrl+Alt+Space and talk.")
    kept(home, "mode", "tap")
    listens_and_stops(desktop, app, HOTKEY)

    go_to(desktop, "hotkey", "Keys to talk with: Ctrl+Alt+Space")
    desktop.press("Return")
    desktop.wait_for_focus("Keys to talk with: Press the keys…")
    desktop.press(OTHER_KEYS)
    desktop.wait_for_focus("Keys to talk with: Ctrl+Alt+J")
    kept(home, "hotkey", "<ctrl>+<alt>+j")
    listens_and_stops(desktop, app, OTHER_KEYS)


def test_the_colours(desktop: Desktop, app: RunningApp, home: Path, tmp_path: Path) -> None:
    def ground() -> int:
        left, top, _, _ = desktop.reader.find("Settings").place
        picture = QImage(str(desktop.screen.screenshot(tmp_path / "screen.png")))
        return QColor(picture.pixel(left + 4, top + 4)).lightness()

    go_to(desktop, "theme", "Colours")
    assert ground() > 200
    desktop.press("Down", "Down")
    kept(home, "theme", "dark")
    wait_until(lambda: ground() < 80, "the window turning dark")
    desktop.press("Up")
    kept(home, "theme", "light")


def test_another_language_in_windows_menu_and_overlay(desktop: Desktop, app: RunningApp, home: Path) -> None:
    go_to(desktop, "windows and messages", "Language of windows and messages")
    desktop.press("Down", "Down")
    kept(home, "interface_language", "zh")
    wait_until(lambda: desktop.screen.focused_window() == "设置", "the window in Chinese having the keyboard")
    desktop.reader.find("界面语言")
    desktop.press("Escape")
    desktop.wait_until_gone("界面语言")
    before = len(app.lines)
    desktop.press(OTHER_KEYS)
    desktop.reader.find("正在听")
    desktop.press(OTHER_KEYS)
    app.wait_for("state: idle", before)
    desktop.open_menu()
    desktop.reader.find(re.compile("^设置"), "menu item")
    desktop.press("Escape")
