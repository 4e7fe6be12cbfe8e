"""Screen, tray and hotkey are judged by the desktop there is: none, an X screen, or one with icons over D-Bus."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from echoflow.checks.check import Circumstances
from support.checking import finding, findings
from support.virtual_screen import VirtualScreen

WATCHER = """
import subprocess, sys
from jeepney import MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

connection = open_dbus_connection("SESSION")
connection.send_and_get_reply(message_bus.RequestName("org.kde.StatusNotifierWatcher"))
child = subprocess.Popen(sys.argv[2:])
while child.poll() is None:
    try:
        message = connection.receive(timeout=0.1)
    except TimeoutError:
        continue
    if message.header.message_type is MessageType.method_call:
        connection.send(new_method_return(message, "v", (("b", sys.argv[1] == "shows"),)))
"""

PROGRAM = """
import json
from support.checking import findings
names = ("screen", "tray", "compositor", "hotkey")
print(json.dumps({name: [(each.status, each.sentence) for each in findings(name)] for name in names}))
"""

_HERE = {"PYTHONPATH": str(Path(__file__).parents[1])}

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="desktops differ on Linux only")


def look(environment: dict[str, str], *before: str) -> dict[str, list[list[str]]]:
    """What is found in `environment`, by a program that is started behind `before`."""
    command = [*before, sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, env={**environment, **_HERE}, capture_output=True, text=True, timeout=60, check=True)
    found: dict[str, list[list[str]]] = json.loads(done.stdout)
    return found


@on_linux
def test_without_a_screen_that_is_all_there_is_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert findings("tray") == findings("compositor") == []
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    [[status, sentence]] = look(environment)["screen"]
    assert (status, sentence[:18]) == ("warning", "There is no screen")


@on_linux
def test_a_screen_that_does_not_answer_is_named() -> None:
    [[status, sentence]] = look({**os.environ, "DISPLAY": ":4711"})["screen"]
    assert status == "warning"
    assert ":4711" in sentence


@on_linux
def test_an_x_screen_with_a_panel_is_in_order(virtual_screen: VirtualScreen) -> None:
    found = look(virtual_screen.environment())
    assert [status for each in found.values() for status, _ in each] == ["ok"] * 4
    assert "XEmbed" in found["tray"][0][1]


@on_linux
@pytest.mark.parametrize(("host", "status"), [("shows", "ok"), ("shows nothing", "warning")])
def test_icons_over_the_bus_need_somebody_who_shows_them(host: str, status: str) -> None:
    environment = {**os.environ, "DISPLAY": ":4711"}
    bus = ("dbus-run-session", "--", sys.executable, "-c", WATCHER, host)
    [[found, sentence]] = look(environment, *bus)["tray"]
    assert found == status
    assert ("StatusNotifier" in sentence) == (status == "ok")


def test_the_running_app_knows_how_it_listens() -> None:
    listening = finding("hotkey", Circumstances(hotkey="The desktop's portal listens."))
    assert (listening.status, listening.sentence) == ("ok", "The desktop's portal listens.")
    refused = finding("hotkey", Circumstances(hotkey="", hotkey_problem="Another program has it."))
    assert (refused.status, refused.place) == ("warning", "settings/talking")
