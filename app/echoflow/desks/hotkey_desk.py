"""Keeps the hotkeys as the settings say, and tells how they are doing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from echoflow.desktop.hotkeys.actions import HotkeyAction
from echoflow.desktop.hotkeys.backend import HotkeyStatus
from echoflow.desktop.hotkeys.hotkeys import Hotkeys
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store.settings import Settings

SETTINGS = {
    HotkeyAction.TALK: "hotkey",
    HotkeyAction.TAP: "tap_hotkey",
    HotkeyAction.STOP: "stop_hotkey",
}
"""Where the keys of each action are kept."""


class HotkeyDesk(QObject):
    """Between the settings and the keyboard. What it tells is told whenever it changes; `tell_again` tells all of it.

    Attributes:
        hotkeys: whose signals say what the user wants.
    """

    keys_changed = Signal(object)
    """What is printed on the keys to talk with: a tuple of texts, an empty one where they do nothing."""
    backend_changed = Signal(str)
    """How keys come to the app here, and what that cannot do: a sentence."""
    problem_changed = Signal(str, str)
    """The name of a setting, and why its keys do not work; "" if they do."""
    told = Signal(str)
    """Something is wrong that was not before."""

    def __init__(self, hotkeys: Hotkeys, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hotkeys = hotkeys
        self._chords: tuple[str, ...] = ()
        self._trouble: list[str] = []
        self._tasks = TaskGroup()
        hotkeys.status_changed.connect(self._take_status)

    @property
    def trouble(self) -> list[str]:
        """What does not work, each in a sentence."""
        return list(self._trouble)

    @property
    def backend(self) -> str:
        """How keys come to the app here; nothing before that is known."""
        status = self.hotkeys.status
        return status.sentence if status is not None else ""

    @property
    def can_configure(self) -> bool:
        """Whether the desktop has a window of its own in which the user chooses these keys."""
        status = self.hotkeys.status
        return status is not None and status.can_configure

    async def start(self, settings: Settings) -> None:
        """Listens for the keys in `settings`."""
        self._chords = _chords(settings)
        await self.hotkeys.set_chords(*self._chords)

    @Slot(object)
    def follow(self, settings: Settings) -> None:
        """Listens for the keys in `settings` from now on, if they are others."""
        if _chords(settings) != self._chords:
            self._tasks.start(self.start(settings))

    @Slot()
    def configure(self) -> None:
        """Shows the desktop's own window for these keys, or has it ask for them again."""
        self._tasks.start(self.hotkeys.configure())

    @Slot(bool)
    def set_paused(self, paused: bool) -> None:
        """Keys are being chosen, so they do nothing; or not any more."""
        self.hotkeys.set_paused(paused)

    @Slot()
    def tell_again(self) -> None:
        """For whoever has just begun to listen."""
        if self.hotkeys.status is not None:
            self._tell(self.hotkeys.status)

    async def close(self) -> None:
        """Listens no more."""
        self._tasks.cancel()
        await self._tasks.wait()
        await self.hotkeys.close()

    @Slot(object)
    def _take_status(self, status: HotkeyStatus) -> None:
        before, self._trouble = self._trouble, trouble_of(status)
        self._tell(status)
        if self._trouble and self._trouble != before:
            self.told.emit(self._trouble[0])

    def _tell(self, status: HotkeyStatus) -> None:
        self.keys_changed.emit(status.keys.get(HotkeyAction.TALK, ()))
        self.backend_changed.emit(status.sentence)
        for action, name in SETTINGS.items():
            self.problem_changed.emit(name, status.problems.get(action, ""))


def trouble_of(status: HotkeyStatus) -> list[str]:
    """What does not work in `status`, each in a sentence."""
    if status.problems:
        return list(status.problems.values())
    return [] if status.works else [status.sentence]


def _chords(settings: Settings) -> tuple[str, ...]:
    return tuple(getattr(settings, SETTINGS[action]) for action in HotkeyAction)
