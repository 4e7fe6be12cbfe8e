"""Deletes everything that EchoFlow keeps of its user in files: settings, conversations, figures, logs, models.

Whoever calls has closed the databases and ended what writes; keys and the start with the session are not in files.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from echoflow import paths
from echoflow.text import tr

MODELS_FOLDER = "models"
"""In the data folder; what is in it can be fetched again, but takes hours on a slow line."""


def erase_files(*, keep_models: bool) -> list[str]:
    """Deletes them; returns one sentence for each that stayed, with the reason."""
    problems = []
    folders = (paths.config_folder(), paths.data_folder(), paths.cache_folder(), paths.log_folder())
    # Some systems have one folder for several of them, or one within another.
    for folder in dict.fromkeys(folders):
        for entry in _entries(folder):
            if keep_models and entry == paths.data_folder() / MODELS_FOLDER:
                continue
            try:
                _delete(entry)
            except FileNotFoundError:
                continue
            except OSError as error:
                problems.append(
                    tr("{file} could not be deleted: {reason}. Delete it by hand.", file=entry, reason=error.strerror)
                )
    return problems


def _entries(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(folder.iterdir())


def _delete(entry: Path) -> None:
    """A link is deleted, never what it leads to."""
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()
