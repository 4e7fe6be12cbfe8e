"""Whether the screen can show translucent windows."""

from __future__ import annotations

import os
import sys


def has_compositor() -> bool:
    """Whether windows are blended with what is behind them: always, but for an X screen on which nobody does it."""
    if not sys.platform.startswith("linux") or not os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    from Xlib.display import Display
    from Xlib.error import DisplayError

    try:
        connection = Display()
    except DisplayError:
        return True
    try:
        # A compositing manager owns this selection of its screen.
        selection = connection.intern_atom(f"_NET_WM_CM_S{connection.get_default_screen()}")
        return bool(connection.get_selection_owner(selection))
    finally:
        connection.close()
