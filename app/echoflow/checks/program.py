"""EchoFlow itself: what it runs on, whether it starts with the computer, and how its last run ended."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from datetime import datetime

from echoflow import __version__
from echoflow.checks.check import Circumstances
from echoflow.checks.findings import Finding
from echoflow.last_run import report_file
from echoflow.text import tr

_TOLD = ("PySide6-Essentials", "qasync", "sounddevice", "faster-whisper", "llama-cpp-python", "hibari-tts", "keyring")
"""The packages whose version says something about a problem."""


def python(_circumstances: Circumstances) -> Finding:
    """The interpreter."""
    version = platform.python_version()
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding("python", "ok", tr("Python {version}", version=version))
    return Finding(
        "python",
        "warning",
        tr("Python {version} was not tried with EchoFlow.", version=version),
        tr("Use Python 3.11, 3.12 or 3.13."),
    )


def versions(_circumstances: Circumstances) -> Finding:
    """Of EchoFlow and of what it stands on."""
    return Finding("versions", "ok", ", ".join([f"EchoFlow {__version__}", *map(_version, _TOLD)]))


def autostart(_circumstances: Circumstances) -> Finding:
    """Whether EchoFlow comes up by itself; either is in order."""
    from echoflow.desktop.autostart import autostart

    if autostart().enabled():
        return Finding("autostart", "ok", tr("EchoFlow starts when you log in."))
    return Finding("autostart", "ok", tr("EchoFlow does not start by itself when you log in."))


def last_run(_circumstances: Circumstances) -> Finding:
    """Whether there is a report of a bad end."""
    file = report_file()
    if not file.exists():
        return Finding("last run", "ok", tr("There is no report of a crash."))
    day = datetime.fromtimestamp(file.stat().st_mtime).astimezone().date().isoformat()
    sentence = tr("EchoFlow ended badly before; the report of {day} is in {file}.", day=day, file=file)
    return Finding("last run", "warning", sentence, tr("Read it, then delete it; it is sent to nobody."), "crash")


def _version(package: str) -> str:
    try:
        return f"{package} {importlib.metadata.version(package)}"
    except importlib.metadata.PackageNotFoundError:
        # The frozen program has no record of what it was made of.
        return f"{package} –"
