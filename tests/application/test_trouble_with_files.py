"""The app where what it keeps is damaged, cannot be written or goes away: it says so, goes on, and loses nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.running_app import HOTKEY, RunningApp, running_app, spoken
from support.tray_menu import choose
from support.virtual_screen import VirtualScreen
from support.waiting import wait_until
from support.whole_desktop import Desktop, whole_desktop

QUESTION = "What is the capital of France?"
NOISE = bytes(range(256)) * 40
"""No TOML, no text and no database."""


@pytest.fixture(scope="module")
def desktop(virtual_screen: VirtualScreen) -> Iterator[Desktop]:
    with whole_desktop(virtual_screen) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoken(QUESTION, tmp_path_factory.mktemp("speech"))


def ask(app: RunningApp, desktop: Desktop, question: Path) -> None:
    """Holds the key, asks, lets go, and waits until the answer has been given."""
    before = len(app.lines)
    desktop.screen.key_down(HOTKEY)
    app.wait_for("state: listening", before)
    desktop.card.play_into_microphone(question)
    desktop.screen.key_up(HOTKEY)
    app.wait_for("state: speaking", before)
    app.told("state: idle", before)


def change_the_mode(desktop: Desktop, number: int) -> None:
    """To the one of this number in the menu."""
    choose(desktop.screen, "o", *["Down"] * number, "Return")


def turns(app: RunningApp) -> list[str]:
    """What was asked in all conversations that are stored."""
    exported = app.echoflow("history", "export", "--format", "json").stdout
    return [turn["user"] for each in json.loads(exported)["conversations"] for turn in each["turns"]]


def allow_bytes(app: RunningApp, limit: str) -> None:
    """The longest file the app may write from now on."""
    subprocess.run(["prlimit", f"--fsize={limit}:unlimited", "--pid", str(app.process.pid)], check=True)


def test_damage_wherever_there_can_be_some(desktop: Desktop, question: Path, tmp_path: Path) -> None:
    data, config = tmp_path / "data", tmp_path / "config"
    data.mkdir()
    config.mkdir()
    (config / "settings.toml").write_bytes(NOISE)
    (data / "conversations.sqlite").write_bytes(NOISE)
    (data / "usage.sqlite").write_bytes(NOISE)
    (data / "latencies.sqlite").mkdir()
    (data / "pauses.json").write_bytes(NOISE)

    with desktop.app(tmp_path, newcomer=True) as app:
        app.wait_for("assistant: ready")
        told = app.told("settings.toml cannot be read, so defaults are used")
        assert "usage.sqlite and is counted only until EchoFlow quits" in told
        assert desktop.reader.look("Welcome to EchoFlow") is None, "whoever has settings is no newcomer"
        ask(app, desktop, question)
        app.told("The file of conversations was damaged: 0 conversations could be saved from it")
        app.told("How fast EchoFlow answers cannot be kept in ")
        assert turns(app) == [QUESTION]
        assert (config / "settings.toml").read_bytes() == NOISE, "untouched until something is changed"

        change_the_mode(desktop, 1)
        wait_until((config / "settings.damaged.toml").exists, "the damaged file being put aside")
    assert (config / "settings.damaged.toml").read_bytes() == NOISE
    assert 'mode = "tap"' in (config / "settings.toml").read_text()
    assert (data / "conversations.sqlite.damaged").read_bytes() == NOISE


def test_a_disk_that_is_full_and_folders_that_are_gone(desktop: Desktop, question: Path, tmp_path: Path) -> None:
    """Full as with a quota: the system refuses every further byte to the running app."""
    settings = tmp_path / "config" / "settings.toml"
    with desktop.app(tmp_path) as app:
        app.wait_for("assistant: ready")
        before = settings.read_text()
        allow_bytes(app, "0")
        ask(app, desktop, question)
        app.told("Conversations cannot be written to ")
        app.told("How fast EchoFlow answers cannot be kept in ")
        change_the_mode(desktop, 1)
        app.told("The settings cannot be saved to ")
        assert settings.read_text() == before, "the old ones are whole"

        allow_bytes(app, "unlimited")
        change_the_mode(desktop, 0)
        wait_until(lambda: 'mode = "hold"' in settings.read_text(), "the settings being saved")
        ask(app, desktop, question)
        wait_until(lambda: turns(app) == 2 * [QUESTION], "both turns being stored")
        assert sum("Conversations cannot be written" in line for line in app.lines) == 1

        shutil.rmtree(tmp_path / "data")
        shutil.rmtree(tmp_path / "config")
        ask(app, desktop, question)
        change_the_mode(desktop, 1)
        wait_until(lambda: settings.exists() and 'mode = "tap"' in settings.read_text(), "the settings being saved")
        wait_until(lambda: turns(app) == [QUESTION], "what was said since then being stored")


def test_a_home_that_cannot_be_used_is_named(desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with running_app(desktop.screen, desktop.card, tmp_path, ECHOFLOW_HOME=str(tmp_path / "file")) as app:
        assert app.ended() == 1
    told = "echoflow: The folder {} cannot be made: Not a directory. Set ECHOFLOW_HOME to a folder you may write."
    assert app.lines == [told.format(tmp_path / "file" / "config")]
