"""Hotkeys on X11: the server gives us the keys of our chords, and nobody else.

A key that is only listened to, as pynput does there, reaches the focused window as well, so that talking would write
spaces into the user's text; and nobody would notice that another program has it too. A grab is refused in that case.
While the key is held the server sends us all keys, so that its release is never missed. No thread is needed: the
connection, which is one of our own, wakes Qt's loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from itertools import chain
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from Xlib import X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError, ConnectionClosedError, DisplayError, XError
from Xlib.protocol.event import MappingNotify

from echoflow.desktop.hotkeys.actions import HotkeyAction
from echoflow.desktop.hotkeys.backend import Chords, HotkeyReceiver, HotkeyStatus, Way, names_of
from echoflow.desktop.hotkeys.limits import deaf, sentence_of
from echoflow.desktop.hotkeys.matcher import KeyMatcher
from echoflow.desktop.hotkeys.x11_keyboard import use_keyboard_extension
from echoflow.desktop.hotkeys.x11_keymap import X11Keymap
from echoflow.text import tr

_LOG = logging.getLogger(__name__)

_Grab = tuple[int, int]
"""A key's number and its modifiers."""


class X11Grabs(QObject):
    """Holds the keys of chords; a `HotkeyBackend`."""

    def __init__(self, receiver: HotkeyReceiver, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._receiver = receiver
        self._display: Any = None
        self._mapping_event: int | None = None
        self._notifier: QSocketNotifier | None = None
        self._chords: Chords = {}
        self._matcher = KeyMatcher({})
        self._keymap: X11Keymap | None = None
        self._grabs: dict[HotkeyAction, list[_Grab]] = {}

    async def open(self, chords: Chords) -> HotkeyStatus:
        """Takes the keys of `chords` and lets go of others; a problem for each that cannot be had."""
        if self._display is None:
            try:
                self._display, self._mapping_event = await _connected()
            except (DisplayError, ConnectionClosedError, XError, OSError) as error:
                _LOG.warning("no connection for hotkeys: %s", error)
                return _not_connected()
            self._notifier = QSocketNotifier(self._display.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._read)
        self._chords = dict(chords)
        return self._grab()

    async def configure(self) -> None:
        """There is nothing to configure outside of EchoFlow."""

    async def close(self) -> None:
        """Gives all keys back."""
        self._disconnect()

    def _grab(self) -> HotkeyStatus:
        """Takes each chord, and nothing else."""
        root = self._display.screen().root
        for code, mask in chain.from_iterable(self._grabs.values()):
            root.ungrab_key(code, mask)
        self._keymap = X11Keymap(self._display)
        self._grabs = self._wanted(self._keymap)
        problems = {action: why for action in self._chords if (why := self._take(root, action))}
        mine = {action: chord for action, chord in self._chords.items() if action not in problems}
        self._matcher = KeyMatcher(mine)
        # What came in while the server was asked is in the queue, and wakes nobody.
        self._handle_queued()
        return HotkeyStatus(Way.GRABS, bool(mine), sentence_of(Way.GRABS), names_of(mine), problems)

    def _wanted(self, keymap: X11Keymap) -> dict[HotkeyAction, list[_Grab]]:
        """What has to be taken for each chord; nothing for one that the keyboard does not have."""
        grabs: dict[HotkeyAction, list[_Grab]] = {}
        for action, chord in self._chords.items():
            mask = keymap.mask(chord)
            variants = list(keymap.variants(mask)) if mask is not None else []
            grabs[action] = [(code, variant) for code in keymap.codes(chord) for variant in variants]
        return grabs

    def _take(self, root: Any, action: HotkeyAction) -> str:
        """Takes the chord of `action`; returns why that cannot be, or nothing."""
        grabs = self._grabs[action]
        keys = "+".join(self._chords[action].names)
        if not grabs:
            return tr("This keyboard has no {keys}; choose other keys.", keys=keys)
        refused = CatchError(BadAccess)
        for code, mask in grabs:
            root.grab_key(code, mask, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
        self._display.sync()
        if refused.get_error() is None:
            return ""
        for code, mask in grabs:
            root.ungrab_key(code, mask)
        return tr("Another program has {keys}; choose other keys, or close that program.", keys=keys)

    @Slot()
    def _read(self) -> None:
        try:
            self._handle_queued()
        except (ConnectionClosedError, OSError) as error:
            _LOG.warning("the connection for hotkeys was lost: %s", error)
            self._disconnect()
            self._receiver.take_status(_not_connected())

    def _handle_queued(self) -> None:
        """All that has come."""
        have_moved = False
        while self._display is not None and self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.MappingNotify:
                have_moved = have_moved or event.request != X.MappingPointer
            elif event.type == self._mapping_event:
                have_moved = True
            elif event.type in (X.KeyPress, X.KeyRelease):
                self._take_key(event)
        if have_moved:
            self._follow_keymap()

    def _follow_keymap(self) -> None:
        """The keys are taken anew if they are elsewhere now, as with another layout."""
        _read_keymap(self._display)
        keymap = X11Keymap(self._display)
        # The server tells of a keymap whenever another keyboard is used, although mostly all have the same.
        if self._wanted(keymap) == self._grabs:
            self._keymap = keymap
        else:
            self._receiver.take_status(self._grab())

    def _take_key(self, event: Any) -> None:
        keymap = self._keymap
        assert keymap is not None
        key = keymap.modifier(event.detail) or self._key(event.detail)
        if key is None:
            return
        if event.type == X.KeyPress:
            found = self._matcher.press(key, time.monotonic(), keymap.held(event.state))
        else:
            found = self._matcher.release(key)
        for each in found:
            self._receiver.take_key(each.action, is_down=each.is_down)

    def _key(self, code: int) -> str | None:
        """What chords call the key with this number, if one of them has it."""
        return next(
            (
                self._chords[action].key
                for action, grabs in self._grabs.items()
                if any(code == grabbed for grabbed, _ in grabs)
            ),
            None,
        )

    def _disconnect(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._display is not None:
            with contextlib.suppress(ConnectionClosedError, OSError):
                self._display.close()
            self._display = None
        self._grabs = {}
        self._matcher = KeyMatcher({})


async def _connected() -> tuple[Any, int | None]:
    """The same as `_connect`, in a thread: it reads the whole keymap, which takes 10 ms and more.

    Who is cancelled meanwhile waits for it all the same, since nobody else could close it.
    """
    connecting = asyncio.ensure_future(asyncio.to_thread(_connect))
    try:
        return await asyncio.shield(connecting)
    except asyncio.CancelledError:
        await asyncio.wait([connecting])
        if connecting.exception() is None:
            connecting.result()[0].close()
        raise


def _connect() -> tuple[Any, int | None]:
    """A connection, and the type of the events that tell of another keymap."""
    display = Display()
    display.set_error_handler(_log_error)
    mapping_event = use_keyboard_extension(display)
    if mapping_event is None:
        _LOG.info("this screen reports held keys as released and pressed again")
    return display, mapping_event


def _read_keymap(display: Any) -> None:
    """Again, which python-xlib does only when it is told that all of it has changed."""
    first, last = display.display.info.min_keycode, display.display.info.max_keycode
    changed = MappingNotify(request=X.MappingKeyboard, first_keycode=first, count=last - first + 1, sequence_number=0)
    display.refresh_keyboard_mapping(changed)


def _log_error(error: Any, _request: object) -> None:
    """What is not caught where it is asked for: letting go of a key that another keymap has moved."""
    _LOG.info("hotkeys: %s", error)


def _not_connected() -> HotkeyStatus:
    return HotkeyStatus(Way.COMMAND, False, deaf())
