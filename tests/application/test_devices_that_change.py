"""Devices go, stand in for each other and come back, and the conversation goes on without a word from the user."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support.running_app import HOTKEY, ask_and_hear, running_app, spoken
from support.virtual_screen import VirtualScreen
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card

GONE = "has gone; connect it and talk again, or choose another in the menu."


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoken("What is the capital of France?", tmp_path_factory.mktemp("speech"))


def pactl(card: VirtualSoundCard, *words: str) -> str:
    done = subprocess.run(["pactl", *words], env=card.tools_environment(), capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_sound_server_that_crashes_and_is_started_again(
    virtual_screen: VirtualScreen, tmp_path: Path, question: Path
) -> None:
    with virtual_sound_card() as card, running_app(virtual_screen, card, tmp_path) as app:
        app.wait_for("ready")
        ask_and_hear(app, virtual_screen, card, question)
        before = len(app.lines)
        card.pull_out()
        app.wait_for(GONE, before)
        card.plug_in()
        app.wait_for("The microphone and the loudspeaker are back.", before)
        ask_and_hear(app, virtual_screen, card, question)


def test_a_chosen_microphone_that_is_removed_and_comes_back(
    virtual_screen: VirtualScreen, tmp_path: Path, question: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('microphone = "Headset"\n')
    with virtual_sound_card() as card:
        headset = ("source_name=headset", "source_properties=device.description=Headset", "master=micfeed.monitor")
        module = pactl(card, "load-module", "module-remap-source", *headset)
        with running_app(virtual_screen, card, tmp_path) as app:
            app.wait_for("ready")
            ask_and_hear(app, virtual_screen, card, question)
            before = len(app.lines)
            pactl(card, "unload-module", module)
            app.wait_for("“Headset” is not connected; the default device is used until it is back.", before)
            ask_and_hear(app, virtual_screen, card, question)
            before = len(app.lines)
            pactl(card, "load-module", "module-remap-source", *headset)
            app.wait_for("“Headset” is used again.", before)
            ask_and_hear(app, virtual_screen, card, question)


def test_a_microphone_that_delivers_only_silence_is_named(virtual_screen: VirtualScreen, tmp_path: Path) -> None:
    with virtual_sound_card() as card, running_app(virtual_screen, card, tmp_path) as app:
        app.wait_for("ready")
        pactl(card, "set-source-mute", "mic", "1")
        virtual_screen.key_down(HOTKEY)
        app.wait_for("state: listening")
        card.play_into_microphone(spoken("Is anybody there?", tmp_path))
        virtual_screen.key_up(HOTKEY)
        app.wait_for(
            "“Microphone” delivers nothing but silence: it may be muted, or taken by another program; unmute it, or "
            "choose another microphone."
        )
