"""Starting with the session: for real where desktops look for it on Linux, as what would be written elsewhere."""

from __future__ import annotations

import plistlib
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from echoflow import APP_ID
from echoflow.desktop import autostart as module
from echoflow.desktop.autostart import DesktopEntry, LaunchAgent, autostart, desktop_entry, run_value
from echoflow.desktop.program import command
from echoflow.errors import UserError

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG autostart")


def exec_line(file: Path) -> str:
    [line] = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("Exec=")]
    return line.removeprefix("Exec=")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "autostart"


@linux_only
def test_it_is_switched_on_and_off_where_the_desktop_looks(folder: Path) -> None:
    assert not autostart().enabled()
    autostart().set(True)
    assert autostart().enabled()
    assert [file.name for file in folder.iterdir()] == [f"{APP_ID}.desktop"]
    autostart().set(False)
    assert not autostart().enabled()
    assert list(folder.iterdir()) == []
    autostart().set(False)


@linux_only
def test_what_it_starts_is_this_program(folder: Path) -> None:
    autostart().set(True)
    words = shlex.split(exec_line(folder / f"{APP_ID}.desktop"))
    assert words == command()
    said = subprocess.run([*words, "--version"], capture_output=True, text=True, check=True).stdout
    assert said.startswith("EchoFlow ")


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_has_switched_off_is_off_until_it_is_switched_on_here(tmp_path: Path, line: str) -> None:
    entry = DesktopEntry(tmp_path, ["echoflow"])
    entry.set(True)
    file = tmp_path / f"{APP_ID}.desktop"
    kept = [each for each in file.read_text().splitlines() if not each.startswith("X-GNOME")]
    file.write_text("\n".join([*kept, line]))
    assert not entry.enabled()
    entry.set(True)
    assert entry.enabled()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("in the way")
    entry = DesktopEntry(tmp_path / "autostart", ["echoflow"])
    with pytest.raises(UserError, match="autostart"):
        entry.set(True)
    assert not entry.enabled()


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("/usr/bin/python3", "/usr/bin/python3"),
        ("/home/me/My Apps/echo", '"/home/me/My Apps/echo"'),
        ("/opt/100%/echo", "/opt/100%%/echo"),
        ('/a"b', r'"/a\\"b"'),
        ("/a$b", r'"/a\\$b"'),
        ("/a\\b", r'"/a\\\\b"'),
    ],
)
def test_any_path_survives_the_quoting_of_desktop_entries(word: str, written: str) -> None:
    """By the specification: values undo backslashes first, then the quoting of the Exec key is undone."""
    assert f"Exec={written}\n" in desktop_entry([word])


def test_a_mac_starts_it_when_the_user_logs_in(tmp_path: Path) -> None:
    agent = LaunchAgent(tmp_path / "LaunchAgents", ["/Applications/EchoFlow.app/Contents/MacOS/echoflow"])
    assert not agent.enabled()
    agent.set(True)
    [file] = (tmp_path / "LaunchAgents").iterdir()
    assert file.name == f"{APP_ID}.plist"
    found = plistlib.loads(file.read_bytes())
    assert found["ProgramArguments"] == ["/Applications/EchoFlow.app/Contents/MacOS/echoflow"]
    assert found["RunAtLoad"] is True
    assert agent.enabled()
    agent.set(False)
    assert not agent.enabled()


def test_a_damaged_list_is_off(tmp_path: Path) -> None:
    (tmp_path / f"{APP_ID}.plist").write_text("no list")
    assert not LaunchAgent(tmp_path, ["echoflow"]).enabled()


def test_windows_gets_a_command_line_without_a_console() -> None:
    program = r"C:\Program Files\EchoFlow\echoflow.exe"
    assert run_value([program]) == f'"{program}"'
    assert run_value([r"C:\venv\Scripts\python.exe", "-m", "echoflow"]) == r"C:\venv\Scripts\pythonw.exe -m echoflow"


@pytest.mark.parametrize(("note", "on"), [(None, True), (b"\x02" + bytes(11), True), (b"\x03" + bytes(11), False)])
def test_what_the_task_manager_has_switched_off_is_off(note: bytes | None, on: bool) -> None:
    assert module.is_approved(note) is on


@linux_only
def test_an_entry_whose_program_was_removed_is_passed_over(tmp_path: Path) -> None:
    """As the Desktop Entry specification has it: by TryExec, which is no command line but a path."""
    lines = desktop_entry(["/usr/lib/echoflow/echoflow", "talk"]).splitlines()
    assert "TryExec=/usr/lib/echoflow/echoflow" in lines
