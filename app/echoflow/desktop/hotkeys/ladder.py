"""Which way of hearing about hotkeys there is here: the best rung of a ladder, and a sentence where there is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from echoflow.desktop.hotkeys.actions import HotkeyAction
from echoflow.desktop.hotkeys.backend import HotkeyBackend, HotkeyReceiver, HotkeyStatus, Way, names_of
from echoflow.desktop.hotkeys.chord import parse_chord
from echoflow.desktop.hotkeys.limits import sentence_of
from echoflow.desktop.hotkeys.remote_commands import with_command
from echoflow.errors import UserError
from echoflow.text import tr


def way_here(platform: str | None = None, environment: Mapping[str, str] = os.environ) -> Way:
    """The way that should work on `platform`, this one if none is named, in the session that `environment` tells of."""
    platform = platform or sys.platform
    if platform in ("win32", "darwin"):
        return Way.LISTENER
    session = environment.get("XDG_SESSION_TYPE", "")
    has_x = bool(environment.get("DISPLAY"))
    if session == "wayland" or (environment.get("WAYLAND_DISPLAY") and (session != "x11" or not has_x)):
        # XWayland gives an app the keys of its own windows only.
        return Way.PORTAL
    return Way.GRABS if has_x else Way.COMMAND


def module_here() -> str:
    """Where that way is, for importing it ahead of time: it takes up to a tenth of a second."""
    return {
        Way.GRABS: "echoflow.desktop.hotkeys.x11_grabs",
        Way.LISTENER: "pynput.keyboard",
        Way.PORTAL: "echoflow.desktop.hotkeys.portal",
        Way.COMMAND: __name__,
    }[way_here()]


async def outlook(chord: str) -> HotkeyStatus:
    """How `chord` would do here, found out without taking it, so that a running app keeps it."""
    way = way_here()
    try:
        chords = {HotkeyAction.TALK: parse_chord(chord)}
    except UserError as error:
        return HotkeyStatus(way, False, str(error))
    if way is Way.COMMAND:
        return await NoHotkeys().open(chords)
    if way is Way.PORTAL:
        from echoflow.desktop.hotkeys.portal import portal_outlook

        return await portal_outlook()
    return HotkeyStatus(way, True, sentence_of(way), names_of(chords))


def backend_here(receiver: HotkeyReceiver) -> HotkeyBackend:
    """That way, ready to be opened."""
    match way_here():
        case Way.GRABS:
            from echoflow.desktop.hotkeys.x11_grabs import X11Grabs

            return X11Grabs(receiver)
        case Way.LISTENER:
            from echoflow.desktop.hotkeys.listener import KeyListener

            return KeyListener(receiver)
        case Way.PORTAL:
            from echoflow.desktop.hotkeys.portal import PortalShortcuts

            return PortalShortcuts(receiver)
    return NoHotkeys()


class NoHotkeys:
    """The last rung, on which the user has to help themselves; a `HotkeyBackend`."""

    async def open(self, chords: object) -> HotkeyStatus:
        """There is nothing to listen to."""
        return HotkeyStatus(Way.COMMAND, False, with_command(tr("There is no screen, so there are no hotkeys.")))

    async def configure(self) -> None:
        """There is nothing to configure."""

    async def close(self) -> None:
        """There is nothing to close."""
