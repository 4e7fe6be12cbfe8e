"""Desktops without a tray, and those whose trays and portals come and go."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from stand_ins.global_shortcuts import ACCEPT, CANCEL, Desktop, PortalStandIn
from support.bare_bus import bare_bus
from support.running_app import running_app
from support.threaded_loop import on_a_loop
from support.tray_menu import choose
from support.virtual_screen import VirtualScreen, start_tray, virtual_screen
from support.virtual_sound_card import virtual_sound_card
from support.waiting import wait_until

WINDOW = "EchoFlow: Ready"


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
