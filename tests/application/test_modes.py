"""The modes and the muted microphone in the app itself, chosen in its menu and used with the key and the voice."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from support.running_app import HOTKEY, RunningApp, running_app, spoken
from support.virtual_screen import VirtualScreen
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card

TO_MUTE = ["Down", "Down"]
"""From the closed menu; Stop is passed over while there is nothing to stop."""

TO_HANDS_FREE = ["Down", "Down", "Down", "Right", "Down", "Down"]


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoken("What is the capital of France?", tmp_path_factory.mktemp("speech"))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is asked here is answered for half a minute and more."""
    return spoken("Tell me a long story about a river.", tmp_path_factory.mktemp("speech"))


def choose(screen: VirtualScreen, keys: list[str]) -> None:
    """Something in the menu of the only icon in the tray, which is at the right of the bottom edge."""
    screen.click(screen.width - 12, screen.height - 16, button=3)
    for key in [*keys, "Return"]:
        screen.tap(key)


def ask_aloud(app: RunningApp, card: VirtualSoundCard, question: Path) -> None:
    """Just talks, and waits for the answer to end."""
    before = len(app.lines)
    card.play_into_microphone(question)
    app.wait_for("state: speaking", before)
    app.wait_for("state: idle", before)


def test_hands_free_is_chosen_in_the_menu_and_a_muted_microphone_hears_nothing(
    virtual_screen: VirtualScreen, question: Path, tmp_path: Path
) -> None:
    with virtual_sound_card() as card, running_app(virtual_screen, card, tmp_path) as app:
        app.wait_for("message: Hold Ctrl+Alt+Space and talk.")
        choose(virtual_screen, TO_HANDS_FREE)
        app.wait_for("message: Just talk.")
        ask_aloud(app, card, question)
        with (tmp_path / "config" / "settings.toml").open("rb") as file:
            assert tomllib.load(file)["mode"] == "hands_free"

        choose(virtual_screen, TO_MUTE)
        app.wait_for("state: muted")
        before = len(app.lines)
        card.play_into_microphone(question)
        virtual_screen.tap(HOTKEY)
        app.wait_for(
            "message: The microphone is muted; choose “Mute microphone” in the menu again to be heard.", before
        )
        assert not any("state: " in line for line in app.lines[before:])

        before = len(app.lines)
        choose(virtual_screen, TO_MUTE)
        app.wait_for("state: idle", before)
        ask_aloud(app, card, question)


def test_a_tap_listens_and_another_one_stops_or_cuts_in(
    virtual_screen: VirtualScreen, story: Path, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('mode = "tap"\n')
    with virtual_sound_card() as card, running_app(virtual_screen, card, tmp_path) as app:
        app.wait_for("message: Press Ctrl+Alt+Space and talk.")

        def tap_until(state: str) -> None:
            before = len(app.lines)
            virtual_screen.tap(HOTKEY)
            app.wait_for(f"state: {state}", before)

        tap_until("listening")
        tap_until("idle")
        tap_until("listening")
        before = len(app.lines)
        card.play_into_microphone(story)
        app.wait_for("state: speaking", before)
        tap_until("listening")
        before = len(app.lines)
        app.wait_for("state: idle", before)
        tap_until("listening")
        assert "I did not hear anything." not in "\n".join(app.lines), "who cut in and said nothing wanted silence"
