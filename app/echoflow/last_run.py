"""How the last run ended: a mark that each run leaves and takes away again, and what was written down if it could not.

Three things tell of a bad end: what no one foresaw (`crash.txt`, see `crash`), what ended the whole process (written by
`faulthandler`, which says in which function each thread was, and no values), and a mark that nobody took away. The next
run puts them together in one report. Nothing is sent to anybody. A run that was only killed is in the report as well,
but no reason to bring it up: whoever killed it, such as a logout, knows.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TextIO

from echoflow import __version__
from echoflow.paths import log_folder
from echoflow.text import tr

REPORT_NAME = "last-crash.txt"
"""The report, until it is deleted or there is another one."""

_CRASH_NAME = "crash.txt"
_MARK = re.compile(r"running-(\d+)\.txt")
_LONGEST = 200_000
"""Characters of a report; what was written last tells most."""

_LOG = logging.getLogger(__name__)


def report_file() -> Path:
    """Where the report is, if there is one."""
    return log_folder() / REPORT_NAME


class RunWatch:
    """Marks one run of the app; `begin` it when it is certain to be the running one, `end` it last of all.

    Each run has a mark of its own, by its process, so that one that is still running is no crash.
    """

    def __init__(self, folder: Path, pid: int | None = None, boot: str | None = None) -> None:
        """`boot` tells one start of the computer from another: a run that ended with the computer did not crash."""
        self._folder = folder
        self._pid = os.getpid() if pid is None else pid
        self._boot = boot_identifier() if boot is None else boot
        self._faults: TextIO | None = None

    def begin(self, *, catch_faults: bool = True) -> str:
        """Marks this run; returns the report of those before, empty if none of them crashed.

        What cannot be read or written is no reason not to start. `catch_faults` has what ends the process written down.
        """
        report = ""
        try:
            report = self._collect()
            self._mark().write_text(f"{__version__}\n{_now()}\n{self._boot}\n", encoding="utf-8")
            if catch_faults:
                self._faults = self._faults_of(self._pid).open("w", encoding="utf-8")
                faulthandler.enable(self._faults)
        except OSError as error:
            _LOG.warning("How this run ends cannot be written down: %s", error)
        return report

    def end(self) -> None:
        """Takes the mark away: the run has ended as it should."""
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None
        self._remove(self._pid)

    def forget(self) -> None:
        """Deletes the report."""
        (self._folder / REPORT_NAME).unlink(missing_ok=True)

    def _collect(self) -> str:
        """Makes one report of all that was left, and takes that away."""
        ends = [self._judge(mark) for mark in sorted(self._folder.glob("running-*.txt"))]
        crash = self._folder / _CRASH_NAME
        if crash.exists():
            ends.append((_text(crash), True))
        parts = [part for part, _ in ends if part]
        if not parts:
            return ""
        report = "\n".join(parts)[-_LONGEST:]
        (self._folder / REPORT_NAME).write_text(report, encoding="utf-8")
        crash.unlink(missing_ok=True)
        return report if any(crashed for _, crashed in ends) else ""

    def _judge(self, mark: Path) -> tuple[str, bool]:
        """What is to be said of the run that left `mark`, and whether it crashed.

        Nothing is to be said if it is still running or went with the computer.
        """
        found = _MARK.fullmatch(mark.name)
        if found is None:
            return "", False
        pid = int(found[1])
        version, begun, boot = [*_text(mark).splitlines(), "", "", ""][:3]
        is_of_this_boot = boot == self._boot
        if is_of_this_boot and pid != self._pid and is_alive(pid):
            return "", False
        fault = _text(self._faults_of(pid))
        self._remove(pid)
        if fault:
            sentence = tr("EchoFlow {version}, begun at {time}, was ended by a fault:", version=version, time=begun)
            return f"{sentence}\n{fault}", True
        if not is_of_this_boot:
            return "", False
        killed = tr(
            "EchoFlow {version}, begun at {time}, ended without a word: it was killed, perhaps for lack of memory.",
            version=version,
            time=begun,
        )
        return killed, False

    def _mark(self) -> Path:
        return self._folder / f"running-{self._pid}.txt"

    def _faults_of(self, pid: int) -> Path:
        return self._folder / f"faults-{pid}.txt"

    def _remove(self, pid: int) -> None:
        for file in (self._folder / f"running-{pid}.txt", self._faults_of(pid)):
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                _LOG.warning("%s", error)


def boot_identifier() -> str:
    """Another one after each start of the computer, where the system tells; otherwise always the same."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def is_alive(pid: int) -> bool:
    """Whether there is such a process."""
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # It is there, but somebody else's.
        return True
    return True


def _is_alive_on_windows(pid: int) -> bool:
    """There, a signal of 0 would end it."""
    import ctypes

    query_limited_information, still_active = 0x1000, 259
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - known on Windows only
    handle = kernel.OpenProcess(query_limited_information, False, pid)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == still_active


def _text(file: Path) -> str:
    """What is in it; nothing if there is no such file."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
