"""What the app is doing, as its user would put it."""

from __future__ import annotations

from enum import Enum


class AppState(Enum):
    """The state shown by the tray icon and the overlay."""

    LOADING = "loading"
    IDLE = "idle"
    LISTENING = "listening"
    THINKING = "thinking"
    SPEAKING = "speaking"
    MUTED = "muted"
    ERROR = "error"


RESTING = frozenset({AppState.IDLE, AppState.MUTED})
"""Nothing goes on; no card appears for it."""
