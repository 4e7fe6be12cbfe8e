"""What hotkeys are for, and what becomes of them."""

from __future__ import annotations

from enum import Enum


class HotkeyAction(Enum):
    """What a hotkey does; the value is its identifier at the portal, by which a desktop remembers its keys."""

    TALK = "talk"
    """Takes the floor, as the mode says: by its press and its release."""
    TAP = "tap"
    """Talks with one press, or stops if there is something to stop."""
    STOP = "stop"
    """Stops."""


class HotkeyChange(Enum):
    """What the user did, told once."""

    PRESSED = "pressed"
    """The key to talk with is down."""
    RELEASED = "released"
    """It is up again, or counts as up."""
    TAPPED = "tapped"
    STOPPED = "stopped"
    """The key to stop with is down."""
