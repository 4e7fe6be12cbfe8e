"""Whether EchoFlow starts when its user logs in: an entry where each operating system looks for such.

The entry starts the app with no window: it comes up in the tray.
"""

from __future__ import annotations

import contextlib
import os
import plistlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from echoflow import APP_ID
from echoflow.desktop.program import command
from echoflow.errors import UserError
from echoflow.text import tr


class Autostart(Protocol):
    """An operating system's way to do it. All of it is reading and writing: none for the main loop."""

    def enabled(self) -> bool:
        """Whether EchoFlow starts with the session."""

    def set(self, enabled: bool) -> None:
        """Makes it so. Raises UserError."""


def autostart() -> Autostart:
    """That of this system, for this program."""
    if sys.platform == "win32":
        return RunKey(command())
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents", command())
    return DesktopEntry(_xdg_folder(), command())


def _xdg_folder() -> Path:
    """By the XDG Autostart specification; a relative XDG_CONFIG_HOME is to be ignored."""
    config = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return (config if config.is_absolute() else Path.home() / ".config") / "autostart"


def _refused(place: object, error: OSError) -> UserError:
    return UserError(
        tr("Starting with the session cannot be changed in {place}: {reason}.", place=place, reason=error.strerror)
    )


class DesktopEntry:
    """Linux: a desktop entry in the user's autostart folder.

    systemd names the app after this file, and the portals believe that.
    """

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._file = folder / f"{APP_ID}.desktop"
        self._command = command

    def enabled(self) -> bool:
        """There is an entry, and no desktop has switched it off."""
        try:
            text = self._file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return False
        lines = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in text.splitlines())}
        switched_off = lines.get("Hidden") == "true" or lines.get("X-GNOME-Autostart-enabled") == "false"
        return "Exec" in lines and not switched_off

    def set(self, enabled: bool) -> None:
        """Writes the entry or takes it away. Raises UserError."""
        try:
            if enabled:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_text(desktop_entry(self._command), encoding="utf-8")
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            raise _refused(self._file, error) from error


def desktop_entry(command: Sequence[str]) -> str:
    """The entry that runs `command`, by the Desktop Entry specification."""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Name=EchoFlow",
        "Comment=A voice assistant in the desktop tray",
        "Comment[zh_CN]=系统托盘里的语音助手",
        # Desktops pass over an entry whose program is gone, as after the package was removed.
        f"TryExec={_escaped(command[0])}",
        f"Exec={' '.join(_exec_argument(word) for word in command)}",
        f"Icon={APP_ID}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    return "\n".join(lines) + "\n"


def _exec_argument(word: str) -> str:
    """Quoted where it must be: once for a shell's reserved characters, and once more as a value of the file."""
    literal = word.replace("%", "%%")
    if re.fullmatch(r"[\w@%+=:,./-]+", literal):
        return literal
    quoted = re.sub(r'(["`$\\])', r"\\\1", literal)
    return f'"{_escaped(quoted)}"'


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\")


class LaunchAgent:
    """macOS: a property list that launchd reads when the user logs in."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._file = folder / f"{APP_ID}.plist"
        self._command = command

    def enabled(self) -> bool:
        """There is a list, and it says so."""
        try:
            found = plistlib.loads(self._file.read_bytes())
        except (OSError, plistlib.InvalidFileException, ValueError):
            return False
        return isinstance(found, dict) and found.get("RunAtLoad") is True and not found.get("Disabled")

    def set(self, enabled: bool) -> None:
        """Writes the list or takes it away. Raises UserError."""
        try:
            if enabled:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_bytes(launch_agent(APP_ID, self._command))
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            raise _refused(self._file, error) from error


def launch_agent(label: str, command: Sequence[str]) -> bytes:
    """The property list that runs `command` once a user has logged in; see launchd.plist(5)."""
    entry = {"Label": label, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
    return plistlib.dumps(entry)


class RunKey:
    """Windows: a value under the user's Run key."""

    KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
    APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
    """Where the task manager notes what the user has switched off there."""
    VALUE = "EchoFlow"

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command

    if sys.platform == "win32":

        def enabled(self) -> bool:
            """There is a value, and the task manager has not switched it off."""
            return self._read(self.KEY) is not None and is_approved(self._read(self.APPROVED))

        def set(self, enabled: bool) -> None:
            """Writes the value or takes it away. Raises UserError."""
            import winreg

            try:
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, self.KEY) as key:
                    if enabled:
                        winreg.SetValueEx(key, self.VALUE, 0, winreg.REG_SZ, run_value(self._command))
                    else:
                        with contextlib.suppress(FileNotFoundError):
                            winreg.DeleteValue(key, self.VALUE)
                with (
                    contextlib.suppress(FileNotFoundError),
                    winreg.OpenKey(winreg.HKEY_CURRENT_USER, self.APPROVED, 0, winreg.KEY_SET_VALUE) as key,
                ):
                    winreg.DeleteValue(key, self.VALUE)
            except OSError as error:
                raise _refused(rf"HKEY_CURRENT_USER\{self.KEY}", error) from error

        def _read(self, name: str) -> object:
            import winreg

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, name) as key:
                    return winreg.QueryValueEx(key, self.VALUE)[0]
            except OSError:
                return None

    else:

        def enabled(self) -> bool:
            """Never: there is no registry here."""
            return False

        def set(self, enabled: bool) -> None:
            """Raises UserError: there is no registry here."""
            raise UserError(tr("Starting with the session cannot be changed here: this is not Windows."))


def run_value(command: Sequence[str]) -> str:
    """`command` as Windows parses it; without the console window that python.exe would open."""
    program, *arguments = command
    if program.lower().endswith("python.exe"):
        program = program[: -len("python.exe")] + "pythonw.exe"
    return subprocess.list2cmdline([program, *arguments])


def is_approved(note: object) -> bool:
    """What the task manager noted of an entry: an odd first byte is "off", and so no note is "on"."""
    return not (isinstance(note, bytes) and note and note[0] & 1)
