"""Which checks belong together, for people."""

from __future__ import annotations

from echoflow.text import tr


def areas() -> dict[str, tuple[str, ...]]:
    """The checks of each area by its title; every check is in one of them."""
    return {
        tr("Sound"): ("microphone", "speaker", "echo"),
        tr("Desktop"): ("screen", "tray", "compositor", "hotkey"),
        tr("On this computer"): ("recognition", "end of turn", "language_model", "models", "voice", "latency"),
        tr("Clouds"): ("keyring", "services"),
        tr("Files"): ("disk", "folders", "settings", "database"),
        tr("Program"): ("python", "versions", "autostart", "last run"),
    }
