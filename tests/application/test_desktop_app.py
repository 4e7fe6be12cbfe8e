"""The app itself, on a virtual screen with a tray, a virtual sound card and a synthesized key."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile

from support.program import assert_clean, language_model_of
from support.running_app import HOTKEY, RunningApp, ask_and_hear, running_app, spoken
from support.speech import read_wav, silence, understood
from support.virtual_screen import VirtualScreen
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card


@pytest.fixture(scope="module")
def sound_card() -> Iterator[VirtualSoundCard]:
    with virtual_sound_card() as card:
        yield card


@contextmanager
def running(screen: VirtualScreen, card: VirtualSoundCard, home: Path) -> Iterator[RunningApp]:
    """The app, ready to be talked to; it must leave nothing behind but its logged lines."""
    with running_app(screen, card, home) as app:
        app.wait_for("ready")
        yield app
    # The sound system's own library speaks of a busy machine.
    assert_clean(home, "\n".join(line for line in app.lines if not line.startswith("ALSA lib")))


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoken("What is the capital of France?", tmp_path_factory.mktemp("speech"))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is asked here is answered for half a minute and more."""
    return spoken("Tell me a long story about a river.", tmp_path_factory.mktemp("speech"))


def test_hold_the_key_and_ask_and_hear_the_answer(
    virtual_screen: VirtualScreen, sound_card: VirtualSoundCard, question: Path, tmp_path: Path
) -> None:
    with running(virtual_screen, sound_card, tmp_path) as app:
        with sound_card.record_speaker(tmp_path / "heard.wav"):
            ask_and_hear(app, virtual_screen, sound_card, question)
            # The sound server plays a little behind the app.
            sound_card.play_into_microphone(quiet(tmp_path))
        assert "Paris" in understood(read_wav(tmp_path / "heard.wav"))
        assert app.quit() < 2
    assert app.process.returncode == 128 + signal.SIGTERM


def quiet(folder: Path) -> Path:
    soundfile.write(folder / "quiet.wav", silence(0.5), 16_000)
    return folder / "quiet.wav"


def test_the_answer_stops_while_the_key_is_pressed_again(
    virtual_screen: VirtualScreen, sound_card: VirtualSoundCard, story: Path, tmp_path: Path
) -> None:
    with running(virtual_screen, sound_card, tmp_path) as app:
        virtual_screen.key_down(HOTKEY)
        app.wait_for("state: listening")
        sound_card.play_into_microphone(story)
        virtual_screen.key_up(HOTKEY)
        app.wait_for("state: speaking")
        with sound_card.record_speaker(tmp_path / "heard.wav"):
            sound_card.play_into_microphone(quiet(tmp_path))
            before = len(app.lines)
            virtual_screen.key_down(HOTKEY)
            app.wait_for("state: listening", before)
            sound_card.play_into_microphone(quiet(tmp_path))
            sound_card.play_into_microphone(quiet(tmp_path))
            virtual_screen.key_up(HOTKEY)
        heard = np.abs(read_wav(tmp_path / "heard.wav").astype(np.int32))
        assert heard[:6000].max() > 500, "it was speaking"
        assert heard[-9600:].max() < 50, "and is silent"


def test_the_remote_control_and_a_second_start(
    virtual_screen: VirtualScreen, sound_card: VirtualSoundCard, story: Path, tmp_path: Path
) -> None:
    with running(virtual_screen, sound_card, tmp_path) as app:
        second = app.echoflow()
        assert second.returncode == 1
        assert "already running" in second.stderr

        before = len(app.lines)
        assert app.echoflow("toggle").returncode == 0
        app.wait_for("state: listening", before)
        sound_card.play_into_microphone(story)
        app.wait_for("state: speaking", before)
        before, began = len(app.lines), time.monotonic()
        assert app.echoflow("stop").returncode == 0
        app.wait_for("state: idle", before)
        assert time.monotonic() - began < 5, "the story goes on for much longer"
    assert app.echoflow("stop").returncode == 1, "nobody is there any more"


def test_a_killed_model_is_replaced(
    virtual_screen: VirtualScreen, sound_card: VirtualSoundCard, question: Path, tmp_path: Path
) -> None:
    with running(virtual_screen, sound_card, tmp_path) as app:
        model = language_model_of(app.process.pid)
        assert model is not None
        os.kill(model, signal.SIGKILL)
        with sound_card.record_speaker(tmp_path / "heard.wav"):
            ask_and_hear(app, virtual_screen, sound_card, question)
            sound_card.play_into_microphone(quiet(tmp_path))
        assert "Paris" in understood(read_wav(tmp_path / "heard.wav"))
