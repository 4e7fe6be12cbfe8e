"""The hotkeys of the app, whatever way they reach it: the keys in, what the user wants out."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from echoflow.desktop.hotkeys.actions import HotkeyAction, HotkeyChange
from echoflow.desktop.hotkeys.backend import HotkeyBackend, HotkeyReceiver, HotkeyStatus
from echoflow.desktop.hotkeys.chord import Chord, parse_chord
from echoflow.desktop.hotkeys.ladder import backend_here
from echoflow.desktop.hotkeys.machine import HotkeyMachine
from echoflow.errors import UserError
from echoflow.text import tr


class Hotkeys(QObject):
    """Owns the keys to talk, to tap and to stop with. They can be changed while it runs."""

    pressed = Signal()
    """The key to talk with is down; `released` always follows."""
    released = Signal()
    tapped = Signal()
    """The key that talks, or stops if there is something to stop, is down."""
    stop_pressed = Signal()
    """The key to stop with is down."""
    status_changed = Signal(object)
    """The `HotkeyStatus` from now on: other keys, or another answer of the desktop."""

    def __init__(
        self,
        make_backend: Callable[[HotkeyReceiver], HotkeyBackend] = backend_here,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._backend = make_backend(self)
        self._clock = clock
        self._machine = HotkeyMachine()
        self._changing = asyncio.Lock()
        self._status: HotkeyStatus | None = None
        self._refused: dict[HotkeyAction, str] = {}
        self._is_paused = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)

    @property
    def status(self) -> HotkeyStatus | None:
        """How they are doing; None before the first `set_chords`."""
        return self._status

    async def set_chords(self, talk: str, tap: str = "", stop: str = "") -> dict[HotkeyAction, str]:
        """Listens to these keys from now on, written as pynput does, "" for none.

        Returns a sentence for each that does not work: it is none, belongs to another program, or is used twice here.
        What a desktop has to be asked for comes later, with `status_changed`.
        """
        async with self._changing:
            chords, self._refused = sorted_out(zip(HotkeyAction, (talk, tap, stop), strict=True))
            self._tell(self._machine.reset())
            status = await self._backend.open(chords)
            self.take_status(status)
        assert self._status is not None
        return dict(self._status.problems)

    async def configure(self) -> None:
        """Shows the desktop's own window for these keys, or asks for them again, where the desktop has them."""
        async with self._changing:
            await self._backend.configure()

    def set_paused(self, paused: bool) -> None:
        """The keys do nothing, as while the user chooses others; or as before."""
        self._is_paused = paused
        if paused:
            self._tell(self._machine.cancel())

    async def close(self) -> None:
        """Listens no more. Whoever was talking is told that the key is up."""
        async with self._changing:
            self._tell(self._machine.reset())
            await self._backend.close()
            self._timer.stop()

    def take_key(self, action: HotkeyAction, *, is_down: bool) -> None:
        """From the backend."""
        if self._is_paused and is_down:
            return
        now = self._clock()
        changes = self._machine.press(action, now) if is_down else self._machine.release(action, now)
        self._tell(changes)

    def take_status(self, status: HotkeyStatus) -> None:
        """From the backend."""
        self._tell(self._machine.reset())
        self._status = replace(status, problems={**self._refused, **status.problems})
        self.status_changed.emit(self._status)

    @Slot()
    def _advance(self) -> None:
        self._tell(self._machine.advance(self._clock()))

    def _tell(self, changes: Iterable[HotkeyChange]) -> None:
        signals = {
            HotkeyChange.PRESSED: self.pressed,
            HotkeyChange.RELEASED: self.released,
            HotkeyChange.TAPPED: self.tapped,
            HotkeyChange.STOPPED: self.stop_pressed,
        }
        deadline = self._machine.deadline
        if deadline is None:
            self._timer.stop()
        else:
            self._timer.start(max(0, math.ceil((deadline - self._clock()) * 1000)))
        for change in changes:
            signals[change].emit()


def sorted_out(
    wanted: Iterable[tuple[HotkeyAction, str]],
) -> tuple[dict[HotkeyAction, Chord], dict[HotkeyAction, str]]:
    """The chords to listen for, and a sentence for each that is none, or was given to an action before."""
    chords: dict[HotkeyAction, Chord] = {}
    problems: dict[HotkeyAction, str] = {}
    for action, text in wanted:
        if not text and action is not HotkeyAction.TALK:
            continue
        try:
            chord = parse_chord(text)
        except UserError as error:
            problems[action] = str(error)
            continue
        if chord in chords.values():
            problems[action] = tr(
                "{keys} is another hotkey of EchoFlow already; choose other keys.", keys="+".join(chord.names)
            )
        else:
            chords[action] = chord
    return chords, problems
