"""Hotkeys on Windows and macOS: pynput watches the keyboard in a thread of its own.

The focused window gets the keys as well. Where macOS has not been told to let EchoFlow watch, nothing is heard.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import sys
import threading
import time
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from echoflow.desktop.hotkeys.backend import Chords, HotkeyReceiver, HotkeyStatus, Way, names_of
from echoflow.desktop.hotkeys.keys import MODIFIERS, NAMED_KEYS
from echoflow.desktop.hotkeys.limits import deaf, sentence_of
from echoflow.desktop.hotkeys.matcher import ChordEvent, KeyMatcher
from echoflow.text import tr

_STOP_SECONDS = 2.0
_STOP_AGAIN_SECONDS = 0.2

_LOG = logging.getLogger(__name__)


class KeyListener(QObject):
    """Watches for chords; a `HotkeyBackend`."""

    _matched = Signal(object)

    def __init__(self, receiver: HotkeyReceiver, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._receiver = receiver
        self._listener: Any = None
        self._matcher = KeyMatcher({})
        # Emitted in the listener's thread, delivered in ours.
        self._matched.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    async def open(self, chords: Chords) -> HotkeyStatus:
        """Watches for `chords` from now on, and for no others."""
        # The thread takes whichever is there when a key comes.
        self._matcher = KeyMatcher(chords)
        if self._listener is None:
            try:
                keyboard = await asyncio.to_thread(importlib.import_module, "pynput.keyboard")
            except ImportError as error:
                _LOG.warning("no keyboard listener: %s", error)
                return _cannot_listen()
            listener = self._made(keyboard)
            if not await asyncio.to_thread(_starts, listener):
                _LOG.warning("the keyboard listener did not start")
                return _cannot_listen()
            self._listener = listener
        if not getattr(self._listener, "IS_TRUSTED", True):
            return HotkeyStatus(Way.LISTENER, False, _untrusted())
        return HotkeyStatus(Way.LISTENER, True, sentence_of(Way.LISTENER), names_of(chords))

    async def configure(self) -> None:
        """There is nothing to configure outside of EchoFlow."""

    async def close(self) -> None:
        """Ends the thread."""
        listener, self._listener = self._listener, None
        if listener is not None:
            await asyncio.to_thread(_stop, listener)

    def _made(self, keyboard: Any) -> Any:
        names = _names(keyboard)

        def on_press(key: object) -> None:
            if name := _name(names, listener.canonical(key)):
                self._pass_on(self._matcher.press(name, time.monotonic()))

        def on_release(key: object) -> None:
            if name := _name(names, listener.canonical(key)):
                self._pass_on(self._matcher.release(name))

        listener: Any = keyboard.Listener(on_press=on_press, on_release=on_release)
        return listener

    def _pass_on(self, events: list[ChordEvent]) -> None:
        """Runs in the listener's thread."""
        for event in events:
            self._matched.emit(event)

    @Slot(object)
    def _tell(self, event: ChordEvent) -> None:
        if self._listener is not None:
            self._receiver.take_key(event.action, is_down=event.is_down)


def _names(keyboard: Any) -> dict[object, str]:
    """What chords call pynput's keys; those a system does not have are not in its list."""
    canonical = {}
    for name in (*MODIFIERS, *NAMED_KEYS):
        if (key := getattr(keyboard.Key, name, None)) is not None:
            # A listener's canonical key is the modifier itself, and of all others no more than their number.
            canonical[key if name in MODIFIERS else keyboard.KeyCode.from_vk(key.value.vk)] = name
    return canonical


def _name(names: dict[object, str], key: Any) -> str | None:
    if (name := names.get(key)) is not None:
        return name
    character = getattr(key, "char", None)
    return "space" if character == " " else character


def _cannot_listen() -> HotkeyStatus:
    return HotkeyStatus(Way.COMMAND, False, deaf())


def _untrusted() -> str:
    if sys.platform != "darwin":
        return deaf()
    return tr(
        "macOS hides the keyboard from EchoFlow; allow it under System Settings > Privacy & Security, in both "
        "Accessibility and Input Monitoring, and start EchoFlow again."
    )


def _starts(listener: Any) -> bool:
    """Whether it listens; its own `wait` never returns if its thread dies first, so that waits in another thread."""
    listener.start()
    waiting = threading.Thread(target=listener.wait, name="hotkey-ready", daemon=True)
    waiting.start()
    waiting.join(_STOP_SECONDS)
    return not waiting.is_alive()


def _stop(listener: Any) -> None:
    listener.stop()
    deadline = time.monotonic() + _STOP_SECONDS
    # Its thread says that it is ready just before it begins to record, so the first time may be too early.
    while listener.is_alive() and time.monotonic() < deadline:
        _end_recording(listener)
        # Not its own join, which raises again whatever ended the thread.
        threading.Thread.join(listener, _STOP_AGAIN_SECONDS)


def _end_recording(listener: Any) -> None:
    """On X11, end the recording of keys over a connection of our own.

    The listener's `stop` asks on the connection that records, which the server does not read while it does; so its
    thread would live on until the next key press. Its other connection is closed by that thread at any moment.
    """
    if not hasattr(listener, "_context"):
        return
    from Xlib.display import Display

    connection = Display()
    # It may have ended by itself meanwhile.
    connection.set_error_handler(lambda _error, _request: None)
    connection.record_disable_context(listener._context)
    # A connection that is closed at once may be dropped before what it asked for is read.
    connection.sync()
    connection.close()
