"""The stages of a conversation and the engines that serve them, as people read of them."""

from __future__ import annotations

from PySide6.QtGui import QColor

from echoflow.text import tr
from echoflow.ui.state import AppState
from echoflow.ui.theme import Theme

STAGES = ("recognition", "thinking", "speech")
"""As the settings call them, in the order of a turn."""

LOCAL = "local"

CLOUD_ENGINES = {"recognition": "deepgram", "thinking": "openai", "speech": "elevenlabs"}
"""The engine that can serve a stage instead of the local one."""


def engine_title(engine: str) -> str:
    """What an engine is called."""
    return {
        "local": tr("This computer"),
        "deepgram": "Deepgram",
        "elevenlabs": "ElevenLabs",
        "openai": tr("OpenAI-compatible service"),
    }.get(engine, engine)


def engine_color(engine: str, theme: Theme) -> QColor:
    """The colour of the state an engine works in: hearing is blue, thinking violet, speaking green."""
    states = {"deepgram": AppState.LISTENING, "openai": AppState.THINKING, "elevenlabs": AppState.SPEAKING}
    return theme.accents[states.get(engine, AppState.IDLE)].main
