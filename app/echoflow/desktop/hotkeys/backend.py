"""What every way of hearing about hotkeys has in common, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from echoflow.desktop.hotkeys.actions import HotkeyAction
from echoflow.desktop.hotkeys.chord import Chord

Chords = Mapping[HotkeyAction, Chord]


class Way(Enum):
    """How hotkeys reach us here."""

    GRABS = "grabs"
    """X11: the server gives us the keys, and nobody else."""
    LISTENER = "listener"
    """Windows and macOS: we watch the keyboard."""
    PORTAL = "portal"
    """Wayland: the desktop watches, and tells us."""
    COMMAND = "command"
    """The user binds a command of ours to a shortcut of the desktop."""


@dataclass(frozen=True, slots=True)
class HotkeyStatus:
    """How hotkeys are doing.

    Attributes:
        way: how they reach us.
        works: whether pressing them does something, or will as soon as the user has agreed.
        sentence: what this way can and cannot do, or why it does nothing and what to do; for settings, doctor, tray.
        keys: what is printed on the keys of each action that works; not always what was asked for.
        problems: a sentence for each action whose keys do not work.
        can_configure: the desktop has a window in which the user chooses these keys.
    """

    way: Way
    works: bool
    sentence: str
    keys: Mapping[HotkeyAction, tuple[str, ...]] = field(default_factory=dict)
    problems: Mapping[HotkeyAction, str] = field(default_factory=dict)
    can_configure: bool = False


class HotkeyReceiver(Protocol):
    """Who wants to know; called in the main thread."""

    def take_key(self, action: HotkeyAction, *, is_down: bool) -> None:
        """The keys of `action` went down (or repeat themselves), or up."""

    def take_status(self, status: HotkeyStatus) -> None:
        """It is doing otherwise than before; what was held is forgotten."""


class HotkeyBackend(Protocol):
    """One way of hearing about hotkeys."""

    async def open(self, chords: Chords) -> HotkeyStatus:
        """Begins to listen for `chords`, instead of what it listened for before."""

    async def configure(self) -> None:
        """Shows the desktop's window in which the user chooses the keys, where there is one."""

    async def close(self) -> None:
        """Listens no more; nothing is told afterwards, and no thread and no connection is left."""


def names_of(chords: Chords) -> dict[HotkeyAction, tuple[str, ...]]:
    """What is printed on the keys of `chords`."""
    return {action: chord.names for action, chord in chords.items()}
