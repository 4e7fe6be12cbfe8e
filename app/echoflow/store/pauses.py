"""What was learned of the user's pauses, as a small JSON file; it holds no words and nothing that was said."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from echoflow import paths
from echoflow.errors import UserError
from echoflow.text import tr

FILE_NAME = "pauses.json"

_MOST_BYTES = 10_000
"""A file that is larger is not ours."""


def pauses_file() -> Path:
    """Where the figures are kept."""
    return paths.data_folder() / FILE_NAME


def load(file: Path) -> tuple[dict[str, float], str | None]:
    """The figures in `file` by name, none if there is no such file, and a sentence if it is damaged.

    Whether they are possible is for their owner to say, `conversation.endpointing.PauseHabit.from_dict`.
    """
    try:
        with file.open("rb") as source:
            found = json.loads(source.read(_MOST_BYTES))
        return {str(name): float(figure) for name, figure in dict(found).items()}, None
    except FileNotFoundError:
        return {}, None
    except (OSError, ValueError, TypeError, RecursionError):
        problem = tr(
            "What was learned about your pauses in {file} cannot be read; it is learned anew.",
            file=file,
        )
        return {}, problem


def save(figures: Mapping[str, float], file: Path) -> None:
    """Puts `figures` in place of what `file` holds, whole or not at all.

    Not forced to the disk, which could take long: after a power cut a few pauses are learned again.

    Raises:
        UserError: it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as new:
                json.dump(dict(figures), new)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        raise UserError(
            tr(
                "What was learned about your pauses cannot be saved to {file}: {reason}.",
                file=file,
                reason=error.strerror or "",
            )
        ) from error
