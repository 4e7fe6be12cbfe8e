"""The app when something is missing, breaks or is not meant: it says so, goes on, and ends quickly."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest

from echoflow.store.model_library import packaged_model
from support.program import child_with
from support.running_app import HOTKEY, running_app, spoken
from support.speech import write_wav
from support.virtual_screen import VirtualScreen
from support.virtual_sound_card import virtual_sound_card

QUITTING_SECONDS = 2.0


def test_a_sound_card_that_is_pulled_out_and_comes_back(
    virtual_screen: VirtualScreen, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    story = spoken("Tell me a long story about a river.", tmp_path_factory.mktemp("speech"))
    with virtual_sound_card() as card, running_app(virtual_screen, card, tmp_path) as app:
        app.wait_for("ready")
        virtual_screen.key_down(HOTKEY)
        app.wait_for("state: listening")
        card.play_into_microphone(story)
        virtual_screen.key_up(HOTKEY)
        app.wait_for("state: speaking")
        card.pull_out()
        app.wait_for("has gone; connect it and talk again, or choose another in the menu.")
        before = len(app.lines)
        virtual_screen.tap(HOTKEY)
        app.wait_for("This computer has no microphone; connect one.", before)

        card.plug_in()
        before = len(app.lines)
        virtual_screen.key_down(HOTKEY)
        app.wait_for("state: listening", before)
        card.play_into_microphone(story)
        virtual_screen.key_up(HOTKEY)
        app.wait_for("state: speaking", before)
        assert app.quit() < QUITTING_SECONDS


def test_a_damaged_model_is_named_and_the_packaged_one_answers(virtual_screen: VirtualScreen, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.gguf"
    packaged = packaged_model()
    assert packaged is not None
    damaged.write_bytes(packaged.read_bytes()[:2_000_000])
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text(f'model = "{damaged}"\nhotkey = "banana"\n')
    with virtual_sound_card() as card, running_app(virtual_screen, card, tmp_path) as app:
        app.wait_for("ready")
        app.wait_for("Click the icon in the tray to talk.")
        told = next(line for line in app.lines if "message: " in line and "banana" in line)
        assert "download it again" in told
        assert "The packaged model is used" in told

        before = len(app.lines)
        assert app.echoflow("talk").returncode == 0
        app.wait_for("state: listening", before)
        assert app.echoflow("stop").returncode == 0
        app.wait_for("state: idle", before)
        assert "I did not hear anything." not in "\n".join(app.lines), "it was stopped on purpose"


def test_a_key_that_is_pressed_too_early_and_one_that_is_pressed_for_nothing(
    virtual_screen: VirtualScreen, tmp_path: Path
) -> None:
    # A room is never digitally silent.
    write_wav(tmp_path / "room.wav", np.random.default_rng(1).integers(-8, 9, 60 * 16_000).astype(np.int16))
    with virtual_sound_card() as card, running_app(virtual_screen, card, tmp_path) as app:
        room = card.start_playing_into_microphone(tmp_path / "room.wav")
        app.wait_for("state: loading")
        virtual_screen.key_down(HOTKEY)
        app.wait_for("Still getting ready; one moment, please.")
        app.wait_for("state: listening")
        virtual_screen.key_up(HOTKEY)
        app.wait_for("I did not hear anything. Hold Ctrl+Alt+Space and talk.")
        room.terminate()
        room.wait()


def test_it_quits_while_it_loads(virtual_screen: VirtualScreen, tmp_path: Path) -> None:
    with virtual_sound_card() as card, running_app(virtual_screen, card, tmp_path) as app:
        app.wait_for("state: loading")
        deadline = time.monotonic() + 10
        while (model := child_with("echoflow.language.llama_worker", app.process.pid)) is None:
            assert time.monotonic() < deadline
        app.quit()
        with pytest.raises(ProcessLookupError):
            os.kill(model, 0)
