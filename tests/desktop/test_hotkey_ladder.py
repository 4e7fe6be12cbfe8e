"""Which way of hearing about hotkeys there is in a session, and what is said where there is none."""

import asyncio
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from echoflow.desktop.hotkeys.backend import HotkeyStatus, Way
from echoflow.desktop.hotkeys.ladder import outlook, way_here
from echoflow.desktop.hotkeys.remote_commands import remote_command
from stand_ins.global_shortcuts import Desktop, PortalStandIn
from support.bare_bus import bare_bus
from support.driven_app import DrivenApp, driven_app
from support.virtual_screen import VirtualScreen

X11 = {"XDG_SESSION_TYPE": "x11", "DISPLAY": ":0"}
WAYLAND = {"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("platform", "environment", "way"),
    [
        ("win32", {}, Way.LISTENER),
        ("darwin", {}, Way.LISTENER),
        ("linux", X11, Way.GRABS),
        ("linux", {"DISPLAY": ":0"}, Way.GRABS),
        ("linux", X11 | {"WAYLAND_DISPLAY": "wayland-0"}, Way.GRABS),
        ("linux", WAYLAND, Way.PORTAL),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, Way.PORTAL),
        ("linux", {}, Way.COMMAND),
    ],
)
def test_the_way_that_suits_the_session(platform: str, environment: dict[str, str], way: Way) -> None:
    assert way_here(platform, environment) is way


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A session of nothing, on Linux."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("XDG_SESSION_TYPE", "WAYLAND_DISPLAY", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def look(session: pytest.MonkeyPatch, environment: dict[str, str], chord: str = "<ctrl>+<f9>") -> HotkeyStatus:
    for name, value in environment.items():
        session.setenv(name, value)
    return asyncio.run(outlook(chord))


def test_the_outlook_on_x11(session: pytest.MonkeyPatch) -> None:
    found = look(session, X11)

    assert found.works
    assert "keeps them from other programs" in found.sentence


def test_the_outlook_without_a_screen_names_the_command(session: pytest.MonkeyPatch) -> None:
    found = look(session, {})

    assert not found.works
    assert "There is no screen" in found.sentence
    assert remote_command() in found.sentence


def test_the_outlook_of_what_is_no_chord(session: pytest.MonkeyPatch) -> None:
    found = look(session, X11, "banana")

    assert not found.works
    assert "banana" in found.sentence


@pytest.mark.parametrize(("version", "works"), [(2, True), (1, True), (0, False)])
def test_the_outlook_on_wayland_is_what_the_portal_can_do(
    session: pytest.MonkeyPatch, version: int, works: bool
) -> None:
    async def play(address: str) -> HotkeyStatus:
        desktop = Desktop(version=version)
        portal = await PortalStandIn.start(address, desktop)
        try:
            return await outlook("<ctrl>+<f9>")
        finally:
            await portal.stop()
            # Nothing is taken by looking.
            assert desktop.proposals == []

    with bare_bus() as address:
        for name, value in (WAYLAND | {"DBUS_SESSION_BUS_ADDRESS": address}).items():
            session.setenv(name, value)
        found = asyncio.run(play(address))

    assert found.way is Way.PORTAL
    assert found.works is works
    assert found.can_configure is (version == 2)


def test_the_outlook_on_wayland_without_a_bus(session: pytest.MonkeyPatch) -> None:
    found = look(session, WAYLAND)

    assert not found.works
    assert "gives programs no hotkeys" in found.sentence


def test_the_command_that_is_told_can_be_run() -> None:
    """By a desktop, which knows nothing of the folders that are on our path."""
    command = shlex.split(remote_command("talk"))

    done = subprocess.run(command, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False)

    assert "EchoFlow is not running" in done.stderr
    assert done.returncode == 1


def test_the_command_of_a_frozen_program_is_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(Path("/opt/Echo Flow/echoflow")))

    assert remote_command("stop") == "'/opt/Echo Flow/echoflow' stop"


@pytest.fixture(scope="module")
def app(virtual_screen: VirtualScreen) -> Iterator[DrivenApp]:
    """Listens as on Windows and macOS."""
    with driven_app(virtual_screen, module="support.hotkey_app") as running:
        running.call("use_listener")
        yield running


def test_a_listener_hears_a_held_key_as_one_press_and_one_release(
    virtual_screen: VirtualScreen, app: DrivenApp
) -> None:
    assert "the window in use receives these keys as well" in app.call("listen", "<ctrl>+<alt>+<space>", "", "<f9>")[0]

    virtual_screen.key_down("ctrl+alt+space")
    held = app.said_within(1.0)
    virtual_screen.key_up("ctrl+alt+space")
    app.wait_for("released", 2.0)
    virtual_screen.tap("F9")
    app.wait_for("stop", 2.0)

    assert held == ["pressed"]
    app.call("stop")
    assert app.call("threads") == ["threads MainThread stdin"]


def test_a_listener_listens_for_other_keys_without_another_start(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    app.call("listen", "<ctrl>+<alt>+<space>")
    app.call("listen", "<ctrl>+k")

    virtual_screen.tap("ctrl+alt+space")
    virtual_screen.tap("ctrl+k")

    assert app.said_within(0.3) == ["pressed", "released"]
    app.call("stop")
    virtual_screen.tap("ctrl+k")
    assert app.said_within(0.2) == []


def test_a_busy_program_does_not_wait_for_a_listener_to_stop(app: DrivenApp) -> None:
    assert int(app.call("stop_while_busy")[-1].split()[1]) < 1_000
