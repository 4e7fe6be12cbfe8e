"""What the user chooses is how all windows look; what they leave to the desktop follows it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from echoflow.desktop.appearance import DesktopAppearance
from echoflow.ui.appearance import Appearance
from echoflow.ui.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme, current_theme
from echoflow.ui.window import AppWindow


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    made = Appearance(qapp)
    yield made
    made.take_desktop(DesktopAppearance())
    made.choose("auto", "auto", "auto")


@pytest.fixture
def window(qtbot: QtBot) -> AppWindow:
    made = AppWindow("Window")
    qtbot.addWidget(made)
    return made


def _look(window: AppWindow) -> Theme:
    """Once Qt has told it of the palette, which it does from the event loop."""
    QApplication.processEvents()
    return window.theme


def test_an_open_window_follows_every_choice(appearance: Appearance, window: AppWindow) -> None:
    seen = []
    for theme, contrast in (
        ("dark", "auto"),
        ("dark", "high"),
        ("light", "high"),
        ("light", "normal"),
        ("auto", "high"),
        ("auto", "auto"),
    ):
        appearance.choose(theme, "auto", contrast)
        assert _look(window) is current_theme()
        seen.append(_look(window))

    assert seen == [DARK, DARK_CONTRAST, LIGHT_CONTRAST, LIGHT, LIGHT_CONTRAST, LIGHT]


def test_menus_and_tooltips_have_the_chosen_colours(qapp: QApplication, appearance: Appearance) -> None:
    before = qapp.palette().color(QPalette.ColorRole.Window)
    appearance.choose("dark", "auto", "auto")

    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.ToolTipBase):
        assert qapp.palette().color(role).lightness() < 60
    assert qapp.palette().color(QPalette.ColorRole.WindowText).lightness() > 200
    appearance.choose("auto", "auto", "auto")
    assert qapp.palette().color(QPalette.ColorRole.Window) == before


def test_the_desktop_decides_what_is_left_to_it(appearance: Appearance, window: AppWindow) -> None:
    appearance.take_desktop(DesktopAppearance(dark=True, high_contrast=True, reduced_motion=True))
    assert _look(window) is DARK_CONTRAST
    assert appearance.reduced_motion

    appearance.choose("light", "full", "normal")
    assert _look(window) is LIGHT
    assert not appearance.reduced_motion

    appearance.choose("auto", "auto", "auto")
    appearance.take_desktop(DesktopAppearance(dark=False, high_contrast=False, reduced_motion=False))
    assert _look(window) is LIGHT


def test_a_dark_desktop_stays_dark_when_contrast_is_asked_for(
    qapp: QApplication, appearance: Appearance, window: AppWindow
) -> None:
    appearance.take_desktop(DesktopAppearance(dark=True))
    appearance.choose("auto", "auto", "high")
    assert _look(window) is DARK_CONTRAST

    appearance.choose("auto", "auto", "normal")
    assert _look(window) is DARK


def test_motion_is_told_once_for_every_change(qtbot: QtBot, appearance: Appearance) -> None:
    told: list[bool] = []
    appearance.motion_changed.connect(told.append)

    appearance.choose("auto", "reduced", "auto")
    appearance.take_desktop(DesktopAppearance(reduced_motion=True))
    appearance.choose("auto", "auto", "auto")
    appearance.take_desktop(DesktopAppearance(reduced_motion=False))

    assert told == [True, False]
