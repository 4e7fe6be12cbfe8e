"""What the app is doing, as its user would put it."""

from __future__ import annotations

from enum import Enum

from echoflow.text import tr


class AppState(Enum):
    """The state shown by the tray icon and the overlay."""

    LOADING = "loading"
    IDLE = "idle"
    LISTENING = "listening"
    THINKING = "thinking"
    SPEAKING = "speaking"
    MUTED = "muted"
    OFFLINE = "offline"
    """As idle, but a service the user chose cannot be reached, and this computer stands in for it."""
    ERROR = "error"


RESTING = frozenset({AppState.IDLE, AppState.MUTED, AppState.OFFLINE})
"""Nothing goes on; no card appears for it."""

BUSY = frozenset({AppState.LISTENING, AppState.THINKING, AppState.SPEAKING})
"""Something goes on that can be stopped."""


def state_label(state: AppState) -> str:
    """The state in a word or two."""
    return {
        AppState.LOADING: tr("Getting ready"),
        AppState.IDLE: tr("Ready"),
        AppState.LISTENING: tr("Listening"),
        AppState.THINKING: tr("Thinking"),
        AppState.SPEAKING: tr("Speaking"),
        AppState.MUTED: tr("Microphone muted"),
        AppState.OFFLINE: tr("Working offline"),
        AppState.ERROR: tr("Something went wrong"),
    }[state]
