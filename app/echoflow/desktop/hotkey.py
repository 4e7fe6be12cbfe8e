"""One global hotkey, with its press and its release.

On X11, Windows and macOS pynput listens in a thread of its own. Wayland shows an app no keys but its own, so there the
user binds a command of ours in the settings of the desktop.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Hashable, Iterable, Mapping
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from echoflow.text import tr

DEFAULT_CHORD = "<ctrl>+<alt>+<space>"
STALE_SECONDS = 20.0
"""A key held this long before the rest of the chord follows was let go unseen, say behind a lock screen."""

_STOP_SECONDS = 2.0
_STOP_AGAIN_SECONDS = 0.2

_log = logging.getLogger(__name__)


class ChordChange(Enum):
    """What became of the chord."""

    PRESSED = "pressed"
    RELEASED = "released"


class ChordTracker:
    """Decides from single keys when a chord is pressed and released; any hashable value can stand for a key."""

    def __init__(self, keys: Iterable[Hashable]) -> None:
        self._keys = frozenset(keys)
        self._held: dict[Hashable, float] = {}
        self._is_pressed = False

    def press(self, key: Hashable, now: float) -> ChordChange | None:
        """`key` went down, or repeats itself while it is held, at `now` (seconds)."""
        if key not in self._keys:
            return None
        if not self._is_pressed:
            self._held = {each: since for each, since in self._held.items() if now - since <= STALE_SECONDS}
        self._held[key] = now
        if self._is_pressed or self._held.keys() != self._keys:
            return None
        self._is_pressed = True
        return ChordChange.PRESSED

    def release(self, key: Hashable) -> ChordChange | None:
        """`key` went up."""
        self._held.pop(key, None)
        if not self._is_pressed or key not in self._keys:
            return None
        self._is_pressed = False
        return ChordChange.RELEASED

    def reset(self) -> ChordChange | None:
        """No key is known to be down any more."""
        self._held.clear()
        was_pressed, self._is_pressed = self._is_pressed, False
        return ChordChange.RELEASED if was_pressed else None


def key_names(chord: str) -> list[str]:
    """The keys of a chord as they are printed on a keyboard: `<ctrl>+<alt>+<space>` -> Ctrl, Alt, Space."""
    command = "⌘" if sys.platform == "darwin" else "Super"
    known = {"cmd": command, "esc": "Esc", "page_up": "Page Up", "page_down": "Page Down", "caps_lock": "Caps Lock"}
    names = [part.strip("<>").lower() for part in chord.split("+") if part]
    return [known.get(name, name.capitalize()) for name in names]


class Hotkey(QObject):
    """Emits `pressed` once when the chord goes down and `released` once when any of its keys goes up."""

    pressed = Signal()
    released = Signal()
    _changed = Signal(ChordChange)

    def __init__(self, chord: str = DEFAULT_CHORD, parent: QObject | None = None) -> None:
        """`chord` in pynput's notation."""
        super().__init__(parent)
        self._chord = chord
        self._listener: Any = None
        # Emitted in the listener's thread, delivered in ours.
        self._changed.connect(self._announce, Qt.ConnectionType.QueuedConnection)

    def unavailable_reason(self) -> str | None:
        """Why it can not work here, as a sentence for the user that says what does; None if it can."""
        if reason := _session_reason(sys.platform, os.environ):
            return reason
        try:
            from pynput.keyboard import HotKey
        except ImportError:
            return _no_listener()
        try:
            HotKey.parse(self._chord)
        except ValueError:
            return tr("The hotkey {chord} is not a combination of keys; write it like {example}.", **self._examples())
        if "<" not in self._chord:
            return tr("The hotkey {chord} would go off while you type; write it like {example}.", **self._examples())
        return None

    def start(self) -> str | None:
        """Begin to listen; returns the reason if that is not possible."""
        if self._listener is not None:
            return None
        if reason := self.unavailable_reason():
            return reason
        from pynput.keyboard import HotKey, Listener

        tracker = ChordTracker(HotKey.parse(self._chord))

        def on_press(key: object) -> None:
            self._forward(tracker.press(listener.canonical(key), time.monotonic()))

        def on_release(key: object) -> None:
            self._forward(tracker.release(listener.canonical(key)))

        listener = Listener(on_press=on_press, on_release=on_release)
        listener.start()
        if not _becomes_ready(listener):
            _log.warning("the keyboard listener did not start")
            return _no_listener()
        self._listener = listener
        return None

    def stop(self) -> None:
        """Stop listening; no signal comes afterwards and no thread is left."""
        if self._listener is None:
            return
        self._listener.stop()
        deadline = time.monotonic() + _STOP_SECONDS
        # Its thread says that it is ready just before it begins to record, so the first time may be too early.
        while self._listener.is_alive() and time.monotonic() < deadline:
            _end_recording(self._listener)
            # Not its own join, which raises again whatever ended the thread.
            threading.Thread.join(self._listener, _STOP_AGAIN_SECONDS)
        self._listener = None

    def _forward(self, change: ChordChange | None) -> None:
        """Runs in the listener's thread."""
        if change is not None:
            self._changed.emit(change)

    @Slot(ChordChange)
    def _announce(self, change: ChordChange) -> None:
        if self._listener is None:
            return
        if change is ChordChange.PRESSED:
            self.pressed.emit()
        else:
            self.released.emit()

    def _examples(self) -> dict[str, str]:
        return {"chord": self._chord, "example": DEFAULT_CHORD}


def _session_reason(platform: str, environment: Mapping[str, str]) -> str | None:
    if platform in ("win32", "darwin"):
        return None
    session = environment.get("XDG_SESSION_TYPE", "")
    has_x = bool(environment.get("DISPLAY"))
    if session == "wayland" or (environment.get("WAYLAND_DISPLAY") and (session != "x11" or not has_x)):
        return tr(
            "On Wayland no app sees keys pressed elsewhere; "
            'bind the command "echoflow toggle" to a shortcut in the keyboard settings of your desktop.'
        )
    if not has_x:
        return tr('There is no screen, so there is no hotkey; use the command "echoflow toggle".')
    return None


def _no_listener() -> str:
    return tr(
        "The keyboard can not be listened to here; "
        'bind the command "echoflow toggle" to a shortcut in the keyboard settings of your desktop.'
    )


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


def _becomes_ready(listener: Any) -> bool:
    """Whether it listens; its own `wait` never returns if its thread dies first, so that waits in another thread."""
    waiting = threading.Thread(target=listener.wait, name="hotkey-ready", daemon=True)
    waiting.start()
    waiting.join(_STOP_SECONDS)
    return not waiting.is_alive()
