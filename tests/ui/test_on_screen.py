"""Tray and overlay on a real X screen, judged by what a user sees and clicks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from echoflow.ui.state import RESTING, AppState
from echoflow.ui.theme import LIGHT
from support.driven_app import DrivenApp, driven_app
from support.session_bus import on_the_bus, session_bus
from support.virtual_screen import VirtualScreen, start_tray, virtual_screen
from support.waiting import wait_until

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X screens are for Linux")


@pytest.fixture(scope="module")
def app(virtual_screen: VirtualScreen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrivenApp]:
    folder = tmp_path_factory.mktemp("screen")
    with driven_app(virtual_screen) as running:
        running.call("set_theme", "light")
        running.call("show_desktop")
        wait_until(lambda: virtual_screen.focused_window() == "other window", "the other window taking the keyboard")
        running.call("show_tray")

        def is_docked() -> bool:
            """Where it says it is: trays move what they have just taken in."""
            area = QRect(*running.numbers("tray_geometry"))
            return _count(_picture(virtual_screen, folder), area, LIGHT.accents[AppState.IDLE].main, 40) > 40

        wait_until(is_docked, "the icon docking")
        yield running


@pytest.fixture(autouse=True)
def _quiet(app: DrivenApp) -> Iterator[None]:
    yield
    app.call("set_state", "idle")
    app.call("hide_now")


def _picture(screen: VirtualScreen, folder: Path) -> QImage:
    return QImage(str(screen.screenshot(folder / "screen.png")))


def _count(image: QImage, area: QRect, color: QColor, tolerance: int = 24) -> int:
    """How many pixels of `area` are about `color`."""
    part = image.copy(area).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(part.constBits(), np.uint8).reshape(part.height(), part.bytesPerLine() // 4, 4)
    wanted = np.array([color.blue(), color.green(), color.red()])
    differences = np.abs(pixels[:, :, :3].astype(int) - wanted)
    return int(np.count_nonzero((differences <= tolerance).all(axis=2)))


@pytest.mark.parametrize("state", list(AppState), ids=lambda state: state.value)
def test_the_tray_shows_the_state(
    virtual_screen: VirtualScreen, app: DrivenApp, tmp_path: Path, state: AppState
) -> None:
    app.call("set_state", state.value)
    area = QRect(*app.numbers("tray_geometry"))

    def is_shown() -> bool:
        return _count(_picture(virtual_screen, tmp_path), area, LIGHT.accents[state].main, 40) > 40

    wait_until(is_shown, f"the icon of {state.value}")


@pytest.mark.parametrize("state", [each for each in AppState if each not in RESTING], ids=lambda each: each.value)
def test_the_overlay_shows_the_state_and_takes_no_focus(
    virtual_screen: VirtualScreen, app: DrivenApp, tmp_path: Path, state: AppState
) -> None:
    app.call("set_state", state.value)
    area = QRect(*app.settled("card_geometry"))

    def is_shown() -> bool:
        picture = _picture(virtual_screen, tmp_path)
        accent = _count(picture, area, LIGHT.accents[state].main, 40)
        return accent > 200 and _count(picture, area, QColor("white"), 30) > area.width() * area.height() / 2

    wait_until(is_shown, f"the overlay of {state.value}")
    assert virtual_screen.focused_window() == "other window"
    assert abs(area.center().x() - virtual_screen.width / 2) < 3
    assert virtual_screen.height * 0.75 < area.center().y() < virtual_screen.height - 40


def test_typing_goes_on_under_the_overlay(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    app.call("set_state", "listening")
    app.call("show_user_text", "hello", False)
    virtual_screen.tap("x")

    app.wait_for("typed x", 5.0)


@pytest.mark.parametrize("time", ["first", "second"])
def test_clicks_go_through_every_time_it_appears(virtual_screen: VirtualScreen, app: DrivenApp, time: str) -> None:
    app.call("set_state", "speaking")
    app.call("show_answer", "A long answer that is being read. " * 9, 20)
    area = QRect(*app.settled("card_geometry"))
    wait_until(lambda: "EchoFlow" in virtual_screen.windows(), "the overlay appearing")

    for x, y in ((area.center().x(), area.center().y()), (area.left() + 40, area.top() + 40)):
        virtual_screen.click(x, y)
        app.wait_for(f"clicked {x} {y}", 5.0)


def test_it_does_not_draw_while_there_is_nothing_to_see(app: DrivenApp) -> None:
    app.call("set_state", "listening")
    assert app.call("is_animating") == ["animating True"]

    app.call("hide_now")

    assert app.call("is_animating") == ["animating False"]


def test_the_left_button_on_the_icon_talks_and_stops(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    center = QRect(*app.numbers("tray_geometry")).center()
    virtual_screen.click(center.x(), center.y())
    app.wait_for("talk", 5.0)

    app.call("set_state", "speaking")
    # Two clicks on one place in a row are a double click.
    virtual_screen.click(600, 300)
    app.wait_for("clicked 600 300", 5.0)
    virtual_screen.click(center.x(), center.y())

    app.wait_for("stop", 5.0)


def test_the_right_button_opens_the_menu_and_a_voice_can_be_chosen(
    virtual_screen: VirtualScreen, app: DrivenApp
) -> None:
    center = QRect(*app.numbers("tray_geometry")).center()
    virtual_screen.click(center.x(), center.y(), button=3)
    wait_until(lambda: app.call("menu_is_open") == ["menu True"], "the menu opening")
    # The letter opens the submenu and marks its first item: two engines, then the voices.
    for key in ("v", "Down", "Down", "Down", "Return"):
        virtual_screen.tap(key)

    app.wait_for("voice brian", 5.0)


def test_a_window_takes_the_keyboard_and_gives_it_back(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    app.call("show_window", "keys")
    wait_until(lambda: virtual_screen.focused_window() == "Keys", "the window taking the keyboard")
    area = QRect(*app.numbers("window_geometry"))
    assert QRect(0, 0, virtual_screen.width, virtual_screen.height).contains(area)

    virtual_screen.tap("Escape")

    app.wait_for("window closed", 5.0)
    wait_until(lambda: virtual_screen.focused_window() == "other window", "the keyboard going back")
    app.call("close_window")


def test_it_moves_between_a_window_and_the_tray_as_trays_come_and_go(tmp_path: Path) -> None:
    with virtual_screen(tray=False) as screen, driven_app(screen) as app:
        app.call("show_presence")
        wait_until(lambda: "EchoFlow: Ready" in screen.windows(), "the window")

        with ExitStack() as tray:
            start_tray(tray, screen)
            wait_until(lambda: app.numbers("tray_geometry")[2] > 0, "the icon docking")
            wait_until(lambda: "EchoFlow: Ready" not in screen.windows(), "the window going")

        wait_until(lambda: "EchoFlow: Ready" in screen.windows(), "the window coming back")


def test_it_is_directed_by_keyboard_where_there_is_no_tray(tmp_path: Path) -> None:
    with virtual_screen(tray=False) as screen, driven_app(screen) as app:
        app.call("show_presence")
        app.call("come_forward")
        wait_until(lambda: screen.focused_window() == "EchoFlow: Ready", "the window taking the keyboard")
        for key in ("alt+e", "c"):
            screen.tap(key)
        app.wait_for("costs", 5.0)


def test_the_icon_docks_in_a_tray_on_the_bus_that_comes_late() -> None:
    with (
        session_bus() as bus,
        virtual_screen(tray=False) as screen,
        driven_app(screen, DBUS_SESSION_BUS_ADDRESS=bus) as app,
    ):
        app.call("show_presence")
        wait_until(lambda: "EchoFlow: Ready" in screen.windows(), "the window")
        with on_the_bus(bus, "tray_watcher") as watcher:
            assert watcher.stdout is not None
            assert watcher.stdout.readline() == "docked\n"
            wait_until(lambda: "EchoFlow: Ready" not in screen.windows(), "the window going")


def test_without_a_compositor_its_corners_are_not_black(tmp_path: Path) -> None:
    with virtual_screen(tray=False, compositor=False) as screen, driven_app(screen) as app:
        app.call("set_theme", "light")
        app.call("show_desktop")
        app.call("set_state", "speaking")
        app.call("show_answer", "Nobody blends windows here.", 6)
        area = QRect(*app.settled("card_geometry"))
        corner = QRect(area.left(), area.top(), 5, 5)

        def is_shown() -> bool:
            picture = _picture(screen, tmp_path)
            return _count(picture, area, LIGHT.accents[AppState.SPEAKING].main, 40) > 200

        wait_until(is_shown, "the overlay appearing")
        assert _count(_picture(screen, tmp_path), corner, QColor("black"), 60) == 0
        assert _count(_picture(screen, tmp_path), area.adjusted(-20, -20, 20, 20), QColor("black"), 4) == 0
