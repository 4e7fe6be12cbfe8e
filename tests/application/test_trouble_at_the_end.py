"""The app ends quickly, whatever is open and under way, and leaves nothing behind."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from echoflow.desktop.single_instance import server_name
from support.running_app import RunningApp, spoken
from support.tray_menu import choose
from support.virtual_screen import VirtualScreen
from support.waiting import wait_until
from support.whole_desktop import Desktop, whole_desktop

QUITTING_SECONDS = 2.0
OPENED_WITH = {
    ("n",): "Conversations",
    ("e",): "Response times",
    ("c",): "Costs",
    ("k",): "Keys",
    ("l", "l"): "Models",
    ("v", "v"): "Voices",
    ("h",): "Check my setup",
    ("s",): "Settings",
}
"""The windows, by what is pressed in the menu."""


@pytest.fixture(scope="module")
def desktop(virtual_screen: VirtualScreen) -> Iterator[Desktop]:
    with whole_desktop(virtual_screen) as desktop:
        yield desktop


def socket_and_lock(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Of the app with this home, those that are there."""
    monkeypatch.setenv("ECHOFLOW_HOME", str(home))
    name = Path(tempfile.gettempdir()) / server_name()
    return [each for each in (name, name.with_suffix(".lock")) if each.exists()]


def children(process: int) -> set[int]:
    """All processes that came of it."""
    parents = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                parents[int(each.name)] = int((each / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found, before = {process}, set[int]()
    while found != before:
        before = found
        found = found | {child for child, parent in parents.items() if parent in found}
    return found - {process}


def alive(processes: set[int]) -> list[str]:
    """The commands of those that go on; one that has ended and is only still listed has none."""
    found = []
    for each in processes:
        with suppress(OSError):
            found.append(Path(f"/proc/{each}/cmdline").read_bytes().decode().replace("\0", " "))
    return [command for command in found if command]


def windows(desktop: Desktop) -> str:
    """Of the app, in the tray as well."""
    listing = ["xdotool", "search", "--onlyvisible", "--class", "echoflow"]
    return subprocess.run(listing, env=desktop.screen.environment(), capture_output=True, text=True).stdout


def complaints(app: RunningApp) -> list[str]:
    """What is no line of the log."""
    return [line for line in app.lines if not re.match(r"(INFO|WARNING) echoflow\.|ALSA lib", line)]


def wait_for_window(desktop: Desktop, title: str) -> None:
    wait_until(lambda: title in desktop.screen.windows(), title)


def test_with_every_window_open(desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desktop.app(tmp_path, PYTHONWARNINGS="error") as app:
        app.wait_for("assistant: ready")
        for keys, title in OPENED_WITH.items():
            choose(desktop.screen, *keys)
            wait_for_window(desktop, title)
        desktop.click("First start: Go through it again…")
        wait_for_window(desktop, "Welcome to EchoFlow")
        started = children(app.process.pid)
        assert started
        assert len(socket_and_lock(tmp_path, monkeypatch)) == 2
        choose(desktop.screen, "q")
        began = time.monotonic()
        assert app.ended() == 0
        assert time.monotonic() - began < QUITTING_SECONDS
    assert complaints(app) == []
    assert alive(started) == []
    assert windows(desktop) == ""
    assert socket_and_lock(tmp_path, monkeypatch) == []


def test_while_it_speaks_and_fetches_a_model(
    desktop: Desktop, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    story = spoken("Tell me a long story about a river.", tmp_path_factory.mktemp("speech"))
    settings = tmp_path / "config" / "settings.toml"
    settings.parent.mkdir()
    # Who connects is never answered.
    with socket.create_server(("127.0.0.1", 0)) as hub, ExitStack() as cleanup:
        settings.write_text(f'hub_url = "http://127.0.0.1:{hub.getsockname()[1]}"\n')
        with desktop.app(tmp_path, PYTHONWARNINGS="error") as app:
            app.wait_for("assistant: ready")
            choose(desktop.screen, "l", "l")
            desktop.click("Download: Qwen2.5 0.5B Instruct")
            line, _ = hub.accept()
            cleanup.callback(line.close)
            before = len(app.lines)
            assert app.echoflow("talk").returncode == 0
            app.wait_for("state: listening", before)
            desktop.card.play_into_microphone(story)
            app.wait_for("state: speaking", before)
            started = children(app.process.pid)
            assert len(started) >= 2, "the language model's, and that which fetches"
            began = time.monotonic()
            app.process.send_signal(signal.SIGTERM)
            assert app.ended() == 128 + signal.SIGTERM
            assert time.monotonic() - began < QUITTING_SECONDS
    assert complaints(app) == []
    assert alive(started) == []
