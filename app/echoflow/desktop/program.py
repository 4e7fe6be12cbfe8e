"""What starts this program again: for the session's start, for a shortcut of the desktop."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def command() -> list[str]:
    """The program and its first arguments, in whichever way this one was started: from source, installed, unpacked."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "echoflow"]
    return [_single_file() or sys.executable]


def _single_file() -> str | None:
    """The file that has unpacked this program, as AppImages tell it; what it was unpacked to may go any time.

    Both variables are inherited from another program that is packed like this, a terminal or an editor, and then mean
    that one.
    """
    file, folder = os.environ.get("APPIMAGE"), os.environ.get("APPDIR")
    return file if file and folder and Path(sys.executable).is_relative_to(Path(folder).resolve()) else None
