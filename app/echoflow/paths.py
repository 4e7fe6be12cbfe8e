"""Where EchoFlow finds its own files and keeps the user's.

`ECHOFLOW_HOME` replaces every folder for settings, data, cache and logs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("echoflow", appauthor=False)


class FolderError(OSError):
    """A folder for settings, data, cache or logs cannot be made; `filename` is that folder."""


def _folder(name: str, default: Path) -> Path:
    home = os.environ.get("ECHOFLOW_HOME")
    folder = Path(home) / name if home else default
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise FolderError(error.errno, error.strerror, str(folder)) from error
    return folder


def config_folder() -> Path:
    """Settings."""
    return _folder("config", _DIRS.user_config_path)


def data_folder() -> Path:
    """What the user would miss: conversations, downloaded models."""
    return _folder("data", _DIRS.user_data_path)


def cache_folder() -> Path:
    """What can be made again."""
    return _folder("cache", _DIRS.user_cache_path)


def log_folder() -> Path:
    """Log files; they hold no transcripts and no keys."""
    return _folder("log", _DIRS.user_log_path)


def program_folder() -> Path:
    """The folder that holds `resources/` and `models/`: the checkout, or the unpacked program when frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[2]


def licences_file() -> Path:
    """The licences of what is packaged, or EchoFlow's own in a checkout."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).with_name("THIRD-PARTY-LICENSES.txt")
    return program_folder() / "LICENSE"


def resources_folder() -> Path:
    """Icons, sounds, samples and translations."""
    return program_folder() / "resources"
