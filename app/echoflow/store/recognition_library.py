"""Which Whisper models there are on this machine beside the packaged one, and which of them suits a language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from echoflow import paths
from echoflow.errors import UserError
from echoflow.text import tr

MODEL_FILES = ("config.json", "model.bin", "tokenizer.json")
"""Without these a folder holds no model; beside them there is a vocabulary, as text or as JSON."""

_VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
_LEAST_MULTILINGUAL = 51_865
"""Tokens of Whisper's multilingual vocabulary; the English one has 51,864. CTranslate2 tells them apart by this."""


@dataclass(frozen=True, slots=True)
class RecognitionModel:
    """A Whisper model in a folder.

    Attributes:
        identifier: what the settings keep: the folder's name.
        path: the folder.
        size: bytes of its files.
        multilingual: it understands other languages than English.
    """

    identifier: str
    path: Path
    size: int
    multilingual: bool


def list_recognition_models() -> tuple[RecognitionModel, ...]:
    """The whole ones, the largest first. Reads their vocabularies, which takes a few milliseconds each."""
    found = [model for folder in _folders() if (model := _model(folder)) is not None]
    return tuple(sorted(found, key=lambda model: -model.size))


def recognition_folder(chosen: str, language: str) -> Path | None:
    """The folder of the model to hear with; None for the packaged one, which understands English.

    Without a choice the largest that understands `language` is taken where the packaged one does not.

    Raises:
        UserError: the chosen one is not there.
    """
    if chosen:
        path = Path(chosen).expanduser()
        if path.is_absolute():
            return path
        for model in list_recognition_models():
            if model.identifier == chosen:
                return model.path
        raise UserError(tr("The recognition model {name} is gone; fetch it again or choose another one.", name=chosen))
    if language == "en":
        return None
    return next((model.path for model in list_recognition_models() if model.multilingual), None)


def is_multilingual(folder: Path) -> bool:
    """Whether the model in `folder` understands other languages than English; False if that cannot be told."""
    for name in _VOCABULARIES:
        try:
            text = (folder / name).read_text(encoding="utf-8")
            count = len(json.loads(text)) if name.endswith(".json") else text.count("\n") + (not text.endswith("\n"))
        except (OSError, ValueError):
            continue
        return count >= _LEAST_MULTILINGUAL
    return False


def _folders() -> Iterable[Path]:
    for base in (paths.program_folder() / "models", paths.data_folder() / "models"):
        folder = base / "recognition"
        if folder.is_dir():
            yield from sorted(one for one in folder.iterdir() if one.is_dir())


def _model(folder: Path) -> RecognitionModel | None:
    if not all((folder / name).is_file() for name in MODEL_FILES):
        return None
    size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    return RecognitionModel(folder.name, folder, size, is_multilingual(folder))
