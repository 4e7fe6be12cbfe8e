"""The window of the settings in the states that pictures are taken of."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from echoflow.store.settings_schema import DEFAULTS
from echoflow.text import tr
from echoflow.ui.settings.catalogue import PAGES
from echoflow.ui.settings.entries import Value
from echoflow.ui.settings.settings_window import SettingsWindow

_CHOSEN: dict[str, Value] = {
    "mode": "tap",
    "stop_hotkey": "<ctrl>+<alt>+s",
    "recognition": "deepgram",
    "vocabulary": ("EchoFlow", "王小明"),
    "gpu_layers": 35,
    "history_days": 30,
    "monthly_budget": 5.0,
    "overlay_place": "0.2 0.4",
}
_SEARCH = {"settings-search": "语言", "settings-nothing": "flux capacitor"}

SCENES = ("settings-advanced", "settings-problem", *_SEARCH, *(f"settings-{page.name}" for page in PAGES))
"""By the name of the picture."""


def settings_window(scene: str) -> SettingsWindow:
    """Some settings changed, some as they were."""
    window = SettingsWindow()
    window.set_values({**DEFAULTS, **_CHOSEN, "autostart": True, "private": False})
    window.set_options("language", [("en", "English"), ("zh", "中文"), ("de", "Deutsch")])
    window.set_options("model", [("", "SmolLM2 135M Instruct"), ("llama.gguf", "Llama 3 8B Instruct Q4_K_M")])
    window.set_about("voices", "Rachel (ElevenLabs)")
    window.set_about("settings_file", "~/.config/echoflow/settings.toml")
    window.set_about("log_folder", "~/.local/state/echoflow/log")
    window.set_about("about", tr("Version {version}", version="0.1.0"))
    window.microphone.set_devices(["Built-in Microphone", "USB Headset"], "Built-in Microphone", "USB Headset")
    window.speaker.set_devices(["Built-in Speakers", "USB Headset"], "Built-in Speakers", "")
    window.show_page(scene.removeprefix("settings-"))
    window.search.setText(_SEARCH.get(scene, ""))
    if scene == "settings-advanced":
        window.show_page("thinking")
        for button in window.findChildren(QPushButton, "link"):
            if not button.isHidden():
                button.click()
    if scene == "settings-problem":
        window.show_page("clouds")
        window.set_problem(
            "monthly_budget",
            tr("The settings cannot be saved to {file}: {reason}.", file="settings.toml", reason="ENOSPC"),
        )
    return window
