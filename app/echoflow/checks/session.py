"""Which kind of desktop session this is."""

from __future__ import annotations

import os
import sys


def is_linux() -> bool:
    """Linux and its relatives, where desktops differ."""
    return sys.platform.startswith("linux")


def has_x() -> bool:
    """An X server can be asked, be it one within Wayland."""
    return is_linux() and bool(os.environ.get("DISPLAY"))


def is_wayland() -> bool:
    """The session is Wayland's."""
    return is_linux() and bool(os.environ.get("WAYLAND_DISPLAY"))
