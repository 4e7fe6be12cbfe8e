"""A desktop with all that a person has: a screen with a tray, a sound card, a session bus, and their two hands.

The app runs on it as a program; its controls are found as a screen reader finds them, then clicked with the pointer or
used with the keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.program import assert_clean
from support.running_app import RunningApp, running_app
from support.screen_reader import Control, ScreenReader, screen_reader
from support.session_bus import session_bus
from support.virtual_screen import VirtualScreen
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card
from support.waiting import wait_until


@dataclass(frozen=True, slots=True)
class Desktop:
    """Made by `whole_desktop`.

    Attributes:
        screen: what is seen, and keyboard and pointer.
        card: what is heard.
        reader: knows what is where.
        bus: the address of the session's bus.
    """

    screen: VirtualScreen
    card: VirtualSoundCard
    reader: ScreenReader
    bus: str

    @contextmanager
    def app(self, home: Path, *, newcomer: bool = False, **more: str) -> Iterator[RunningApp]:
        """The app, as `running_app` starts it; it must leave nothing behind but its logged lines."""
        with running_app(
            self.screen, self.card, home, newcomer=newcomer, DBUS_SESSION_BUS_ADDRESS=self.bus, **more
        ) as app:
            yield app
        # The sound system's own library speaks of a busy machine.
        assert_clean(home, "\n".join(line for line in app.lines if not line.startswith("ALSA lib")))

    def click(self, name: str | re.Pattern[str], role: str = "push button") -> None:
        """Clicks what is called `name` as soon as it is there and can be used."""

        def usable() -> Control | None:
            found = self.reader.look(name, role)
            return found if found is not None and "enabled" in found.states else None

        self.screen.click(*wait_until(usable, f"{role} called “{name}”").center)

    def press(self, *keys: str) -> None:
        """One after the other, such as `Tab` or `alt+n`."""
        for each in keys:
            self.screen.tap(each)

    def wait_for_focus(self, name: str | re.Pattern[str]) -> Control:
        """Returns when what is called `name` has the keyboard."""

        def here() -> Control | None:
            found = self.reader.look(name)
            return found if found is not None and "focused" in found.states else None

        return wait_until(here, f"the keyboard being at “{name}”")

    def wait_until_gone(self, name: str | re.Pattern[str], role: str = "") -> None:
        """Returns when nothing called `name` can be seen."""
        wait_until(lambda: self.reader.look(name, role) is None, f"“{name}” going away")

    def open_menu(self) -> None:
        """Of the only icon in the tray, which is at the right of the bottom edge."""
        self.screen.click(self.screen.width - 12, self.screen.height - 16, button=3)


@contextmanager
def whole_desktop(screen: VirtualScreen) -> Iterator[Desktop]:
    """One around `screen`, until the block is left."""
    with virtual_sound_card() as card, session_bus() as bus, screen_reader(bus) as reader:
        yield Desktop(screen, card, reader, bus)
