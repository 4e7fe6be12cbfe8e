"""The disk, the folders, the settings, and whether what is stored can be read."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from echoflow import paths
from echoflow.checks.check import Circumstances
from echoflow.checks.findings import Finding
from echoflow.store import settings as settings_store
from echoflow.text import tr

NEEDED_DISK_BYTES = 6 * 2**30
"""Room for one 8 B model at four bits."""

_BUSY_SECONDS = 2.0
"""How long is waited for whoever is writing."""


def disk(_circumstances: Circumstances) -> Finding:
    """The room that is left for models."""
    folder = paths.data_folder()
    free = shutil.disk_usage(folder).free
    sentence = tr("{free:.1f} GB are free in {folder}.", free=free / 1e9, folder=folder)
    if free < NEEDED_DISK_BYTES:
        return Finding("disk", "warning", sentence, tr("A larger language model needs about 6 GB."))
    return Finding("disk", "ok", sentence)


def folders(_circumstances: Circumstances) -> Finding:
    """The right to write where settings and data are kept."""
    for folder in (paths.config_folder, paths.data_folder, paths.cache_folder, paths.log_folder):
        place: Path = folder()
        if not os.access(place, os.W_OK):
            return Finding(
                "folders",
                "problem",
                tr("The folder {folder} cannot be written.", folder=place),
                tr("Give yourself the right to write there, or set ECHOFLOW_HOME to another folder."),
            )
    return Finding("folders", "ok", tr("Settings and data can be written."))


def settings(circumstances: Circumstances) -> Finding:
    """What of them cannot be used."""
    file = paths.config_folder() / settings_store.FILE_NAME
    if circumstances.problems:
        remedy = tr("Mend {file}, or delete it.", file=file)
        return Finding("settings", "warning", " ".join(circumstances.problems), remedy, "settings/general")
    return Finding("settings", "ok", tr("The settings can be read."))


def database(_circumstances: Circumstances) -> list[Finding]:
    """Every database in the data folder is whole, as SQLite judges; and what was found damaged before is told."""
    folder = paths.data_folder()
    files = sorted(folder.glob("*.sqlite"))
    damaged = {file: reason for file in files if (reason := _damage(file))}
    found = [
        Finding(
            "database",
            "warning",
            tr("What is stored in {file} cannot be read: {reason}", file=file, reason=reason),
            tr("Quit EchoFlow and rename that file; a new one is begun at the next start."),
        )
        for file, reason in damaged.items()
    ]
    aside = sorted(file for file in folder.glob("*.damaged*") if file.is_file())
    if aside:
        sentence = tr("Damaged files were put aside: {files}", files=_listed(aside))
        remedy = tr("Keep them if you miss something that was in them; otherwise delete them.")
        found.append(Finding("database", "warning", sentence, remedy))
    if found:
        return found
    if not files:
        return [Finding("database", "ok", tr("Nothing has been stored yet."))]
    return [Finding("database", "ok", tr("What is stored can be read: {files}", files=_listed(files)))]


def _listed(files: Iterable[Path]) -> str:
    return ", ".join(file.name for file in files)


def _damage(file: Path) -> str:
    """What is wrong with it; empty if nothing, or if somebody is writing to it for too long to tell."""
    try:
        address = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as connection:
            [first] = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        is_busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        return "" if is_busy else str(error)
    return "" if first == "ok" else str(first)
