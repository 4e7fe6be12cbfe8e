"""What checks are called, for people."""

from __future__ import annotations

from echoflow.text import tr


def title_of(check: str) -> str:
    """The title of a finding by its fixed name; services are called by their own names."""
    return {
        "python": "Python",
        "versions": tr("Versions"),
        "last run": tr("Last run"),
        "autostart": tr("Start with the computer"),
        "screen": tr("Screen"),
        "compositor": tr("Translucency"),
        "tray": tr("Tray"),
        "hotkey": tr("Hotkey"),
        "microphone": tr("Microphone"),
        "speaker": tr("Loudspeaker"),
        "echo": tr("Echo"),
        "recognition": tr("Local recognition"),
        "end of turn": tr("End of your turn"),
        "gpu": tr("Graphics card"),
        "language_model": "llama.cpp",
        "model_fit": tr("Chosen language model"),
        "models": tr("Language models"),
        "voice": tr("Local voice"),
        "keyring": tr("Keyring"),
        "services": tr("Cloud services"),
        "disk": tr("Disk"),
        "folders": tr("Folders"),
        "settings": tr("Settings"),
        "database": tr("Stored data"),
        "latency": tr("Response times"),
        "deepgram": "Deepgram",
        "elevenlabs": "ElevenLabs",
        "openai": tr("OpenAI-compatible service"),
    }.get(check, check)
