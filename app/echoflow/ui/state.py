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
    ERROR = "error"
