"""What checks have to be told, read from where it is kept."""

from __future__ import annotations

from pathlib import Path

from echoflow.checks.check import Circumstances
from echoflow.commands.options import user_settings
from echoflow.errors import UserError
from echoflow.paths import FolderError


def read_circumstances(model_in_use: Path | None = None, hotkey: str = "", hotkey_problem: str = "") -> Circumstances:
    """The user's settings as they are now, and what only the running app knows of itself; reads files."""
    try:
        settings, problems = user_settings()
    except (UserError, FolderError):
        # Why they cannot be read is told by the check of the folders.
        return Circumstances(model_in_use=model_in_use, hotkey=hotkey, hotkey_problem=hotkey_problem)
    return Circumstances(settings, tuple(problems), model_in_use, hotkey, hotkey_problem)
