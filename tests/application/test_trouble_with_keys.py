"""Keys where the keyring is locked, or is not there; and all that is kept deleted, the keys in the keyring included."""

from __future__ import annotations

import signal
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.bus_keyring import BACKEND, keyring_on
from support.running_app import RunningApp
from support.tray_menu import choose
from support.virtual_screen import VirtualScreen
from support.waiting import wait_until
from support.whole_desktop import Desktop, whole_desktop

KEY = "sk_0123456789abcdefplanted"
NOBODY = "http://127.0.0.1:9"
"""No service is there, so that a key can be kept but not checked."""


@pytest.fixture(scope="module")
def desktop(virtual_screen: VirtualScreen) -> Iterator[Desktop]:
    with whole_desktop(virtual_screen) as desktop:
        yield desktop


def speak_with_elevenlabs(home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text('speech = "elevenlabs"\n')


def keys(app: RunningApp) -> str:
    return app.echoflow("keys", "list").stdout


def test_a_locked_keyring_and_none_at_all(desktop: Desktop, tmp_path: Path) -> None:
    ring = tmp_path / "ring"
    with keyring_on(desktop.bus, ring, unlocked=True):
        pass
    speak_with_elevenlabs(tmp_path / "home")
    locked = {"PYTHON_KEYRING_BACKEND": BACKEND, "ECHOFLOW_ELEVENLABS_URL": NOBODY, "PYTHONWARNINGS": "default"}
    with (
        keyring_on(desktop.bus, ring, unlocked=False),
        desktop.app(tmp_path / "home", newcomer=False, **locked) as app,
    ):
        app.wait_for("assistant: ready")
        app.told(
            "The system's keyring is locked or does not answer; unlock it for the key of ElevenLabs. "
            "EchoFlow speaks with its own voice meanwhile.",
            app.lines.index("INFO echoflow.assistant: ready"),
        )
        choose(desktop.screen, "k")
        desktop.click("Key for ElevenLabs", "text")
        desktop.screen.type_text(KEY)
        desktop.press("Return")
        desktop.reader.find(
            "The system's keyring is locked, so the key for ElevenLabs is kept only until EchoFlow quits; unlock the "
            "keyring and enter the key again.",
            "label",
        )
        app.told("ElevenLabs cannot be reached; check the network. EchoFlow speaks with its own voice meanwhile.")
        before = len(app.lines)
        assert app.echoflow("talk").returncode == 0
        app.wait_for("state: listening", before)
    assert "planted" not in "".join(app.lines)

    speak_with_elevenlabs(tmp_path / "other")
    with desktop.app(tmp_path / "other") as app:
        app.wait_for("assistant: ready")
        app.told("This system has no keyring to keep the key for ElevenLabs in; install one, such as gnome-keyring")


def test_everything_is_deleted_and_the_next_start_is_the_first(desktop: Desktop, tmp_path: Path) -> None:
    home, user = tmp_path / "home", tmp_path / "user"
    model = home / "data" / "models" / "mine.gguf"
    model.parent.mkdir(parents=True)
    model.touch()
    (tmp_path / ".env").write_text(f"ELEVENLABS_API_KEY={KEY}\n")
    started_with_the_session = user / "autostart"
    with keyring_on(desktop.bus, tmp_path / "ring", unlocked=True):
        with desktop.app(
            home, PYTHONWARNINGS="error", PYTHON_KEYRING_BACKEND=BACKEND, HOME=str(user), XDG_CONFIG_HOME=str(user)
        ) as app:
            app.wait_for("assistant: ready")
            assert app.echoflow("keys", "import", str(tmp_path / ".env")).returncode == 0
            assert "ElevenLabs is in the system's keyring" in keys(app)
            choose(desktop.screen, "s")
            desktop.click("Start when I log in", "check box")
            wait_until(lambda: list(started_with_the_session.glob("*.desktop")), "the entry for the start")
            desktop.click("Privacy", "list item")
            desktop.press("Tab", "End")
            desktop.click("Delete all my data: Delete…")
            desktop.click("Delete everything")
            assert app.ended() == 0

        assert [each for each in home.rglob("*") if each.is_file()] == [model]
        assert list(started_with_the_session.iterdir()) == []
        assert "ElevenLabs is in the system's keyring" not in keys(app)

    with desktop.app(home, newcomer=True, PYTHONWARNINGS="error") as app:
        desktop.reader.find("Welcome to EchoFlow")
        app.process.send_signal(signal.SIGINT)
        assert app.ended() == 128 + signal.SIGINT, "in the middle of it, while engines load"
    settings = home / "config" / "settings.toml"
    assert not settings.exists() or not tomllib.loads(settings.read_text())["first_start_done"]
