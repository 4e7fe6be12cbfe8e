"""Desktops without a tray, and those whose trays and portals come and go."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from echoflow import APP_ID
from stand_ins.global_shortcuts import ACCEPT, CANCEL, Desktop, PortalStandIn
from support.bare_bus import bare_bus
from support.running_app import running_app
from support.threaded_loop import on_a_loop
from support.tray_menu import choose
from support.virtual_screen import start_tray, virtual_screen
from support.virtual_sound_card import virtual_sound_card
from support.waiting import wait_until

WINDOW = "EchoFlow: Ready"


class Portal:
    """A stand-in of the portal that can be used from a test that blocks; entered on a loop of its own.

    Attributes:
        desktop: how it behaves, and what it was asked.
    """

    def __init__(self, bus: str, desktop: Desktop) -> None:
        self.desktop = desktop
        self._bus = bus
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stand_in: PortalStandIn | None = None

    async def __aenter__(self) -> Portal:
        self._loop = asyncio.get_running_loop()
        self._stand_in = await PortalStandIn.start(self._bus, self.desktop)
        return self

    async def __aexit__(self, *_error: object) -> None:
        assert self._stand_in is not None
        await self._stand_in.stop()

    def press(self, shortcut: str) -> None:
        """The user presses its keys."""
        self._do("press", shortcut)

    def release(self, shortcut: str) -> None:
        """The user lets go of them."""
        self._do("release", shortcut)

    def _do(self, deed: str, shortcut: str) -> None:
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(getattr(self._stand_in, deed)(shortcut), self._loop).result(10)


def test_without_a_tray_a_window_does_what_the_icon_would(tmp_path: Path) -> None:
    with (
        virtual_screen(tray=False) as screen,
        virtual_sound_card() as card,
        running_app(screen, card, tmp_path, PYTHONWARNINGS="error") as app,
    ):

        def there() -> bool:
            return any(title.startswith("EchoFlow: ") for title in screen.windows())

        def press(key: str, state: str) -> None:
            before = len(app.lines)
            screen.tap(key)
            app.wait_for(f"state: {state}", before)

        app.wait_for("assistant: ready")
        assert app.echoflow().returncode == 1
        wait_until(lambda: screen.focused_window() == WINDOW, "the window coming forward")
        press("alt+t", "listening")
        press("alt+s", "idle")
        press("alt+m", "muted")
        press("alt+m", "idle")

        with ExitStack() as tray:
            start_tray(tray, screen)
            wait_until(lambda: not there(), "the window going")
            choose(screen, "c")
            wait_until(lambda: "Costs" in screen.windows(), "the menu of the icon")
        wait_until(there, "the window coming back")
        assert app.echoflow().returncode == 1
        wait_until(lambda: screen.focused_window() == WINDOW, "the window coming forward again")
        screen.tap("alt+e")
        screen.tap("q")
        assert app.ended() == 0


@contextmanager
def portal_on(bus: str, desktop: Desktop) -> Iterator[Portal]:
    """The portal of `desktop`, from a loop of its own so that the test may block."""
    portal = Portal(bus, desktop)
    with on_a_loop(portal):
        yield portal


def test_hotkeys_on_wayland_come_and_go_with_the_portal(tmp_path: Path) -> None:
    """The screen is X, as under XWayland; only the session says that it is Wayland's."""
    with (
        bare_bus() as bus,
        virtual_screen() as screen,
        virtual_sound_card() as card,
        running_app(
            screen,
            card,
            tmp_path,
            DBUS_SESSION_BUS_ADDRESS=bus,
            XDG_SESSION_TYPE="wayland",
            WAYLAND_DISPLAY="wayland-0",
            PYTHONWARNINGS="error",
        ) as app,
    ):
        app.wait_for("assistant: ready")
        told = app.told("This desktop gives programs no hotkeys.")
        assert " toggle” to a shortcut in the keyboard settings of your desktop." in told

        with portal_on(bus, Desktop(installed=(APP_ID,), answer=ACCEPT)) as portal:
            wait_until(lambda: portal.desktop.proposals, "the app asking for its keys")
            assert portal.desktop.proposals[0]["talk"] == "CTRL+ALT+space"

            before = len(app.lines)
            portal.press("talk")
            app.wait_for("state: listening", before)
            before = len(app.lines)
            portal.release("talk")
            app.wait_for("state: idle", before)
        app.told("The part of your desktop that watches for the hotkeys has ended; they come back with it.")

        with portal_on(bus, Desktop(installed=(APP_ID,), answer=CANCEL)):
            told = app.told("You did not allow EchoFlow its hotkeys; it asks again when it starts.")
            assert " toggle” to a shortcut" in told
        assert app.echoflow("talk").returncode == 0
        app.told("state: listening", app.lines.index(told))
