"""What of the catalogue is on this machine: where it is, whether it is unchanged, and how it is removed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from echoflow import paths
from echoflow.errors import UserError
from echoflow.store.gguf import part_files
from echoflow.store.model_catalogue import CatalogueEntry, load_catalogue
from echoflow.store.model_library import models_folder, packaged_model
from echoflow.store.recognition_library import MODEL_FILES
from echoflow.text import tr

_PIECE = 4 * 2**20


def place_of(entry: CatalogueEntry) -> Path | None:
    """Where a model that was fetched is: its file, of one in parts the first, or its folder; None if it is not here."""
    for folder in _folders():
        if entry.purpose == "hearing":
            place = folder / "recognition" / entry.identifier
            if all((place / name).is_file() for name in MODEL_FILES):
                return place
        elif entry.files and all((folder / file.name).is_file() for file in entry.files):
            return folder / entry.files[0].name
    return None


def is_own(place: Path) -> bool:
    """Whether a model is one in the user's folders, which may be removed."""
    folders = [folder.resolve() for folder in _folders()]
    parent = place.resolve().parent
    return place != packaged_model() and any(parent in (folder, folder / "recognition") for folder in folders)


def remove(place: Path) -> None:
    """Deletes a model with all its parts.

    Raises:
        UserError: it is not in the user's folders, or cannot be deleted.
    """
    if not is_own(place):
        raise UserError(
            tr(
                "{path} is not in EchoFlow's models folder and is left alone; delete it yourself if it is yours.",
                path=place,
            )
        )
    try:
        if place.is_dir():
            shutil.rmtree(place)
        else:
            for part in part_files(place):
                part.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(tr("{path} cannot be deleted: {reason}.", path=place, reason=reason)) from error


def is_unchanged(place: Path, on_progress: Callable[[int], None] = lambda _: None) -> bool | None:
    """Whether a model is what the catalogue knows by its hashes; None if the catalogue does not know it.

    Reads all of it: about two seconds for each gigabyte. `on_progress` gets the bytes that were read so far. Raises
    OSError.
    """
    known = {
        (place.parent if not place.is_dir() else place) / file.name: file.sha256
        for entry in load_catalogue()
        if place == place_of(entry)
        for file in entry.files
        if file.sha256
    }
    done = 0
    for file, expected in known.items():
        digest = hashlib.sha256()
        with file.open("rb") as source:
            while piece := source.read(_PIECE):
                digest.update(piece)
                done += len(piece)
                on_progress(done)
        if digest.hexdigest() != expected:
            return False
    return True if known else None


def _folders() -> Iterable[Path]:
    return (models_folder(), paths.program_folder() / "models")
