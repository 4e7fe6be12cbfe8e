"""What the user chose, as a TOML file they may edit by hand."""

from __future__ import annotations

import os
import tempfile
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import tomli_w

from echoflow.errors import UserError
from echoflow.text import tr

FILE_NAME = "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices; an empty string means "whatever is the default".

    Attributes:
        voice: identifier of the synthesizer's voice.
        model: path of the GGUF file to think with.
        microphone: name of the input device.
        speaker: name of the output device.
        hotkey: the chord that is held to talk, as pynput writes it.
    """

    voice: str = ""
    model: str = ""
    microphone: str = ""
    speaker: str = ""
    hotkey: str = "<ctrl>+<alt>+<space>"


def load(file: Path) -> tuple[Settings, list[str]]:
    """The settings in `file`, and a sentence for each that cannot be used; the file is not touched.

    A missing file gives the defaults, and so does a damaged one, with a sentence.
    """
    try:
        with file.open("rb") as source:
            found = tomllib.load(source)
    except FileNotFoundError:
        return Settings(), []
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = tr("The settings in {file} cannot be read, so defaults are used: {error}.", file=file, error=error)
        return Settings(), [problem]
    known = {field.name for field in fields(Settings)}
    good = {name: value for name, value in found.items() if name in known and isinstance(value, str)}
    problems = [
        tr("The setting '{name}' in {file} must be text in quotes; its default is used.", name=name, file=file)
        for name in sorted(known & (found.keys() - good.keys()))
    ]
    return replace(Settings(), **good), problems


def save(settings: Settings, file: Path) -> None:
    """Writes `settings` to `file`, keeping what it holds that is not ours; a crash leaves the old file whole.

    Raises:
        UserError: it cannot be written.
    """
    try:
        with file.open("rb") as source:
            contents = tomllib.load(source)
    except FileNotFoundError:
        contents = {}
    except tomllib.TOMLDecodeError:
        # The user's file, damaged as it is, may hold what they want back.
        file.replace(file.with_suffix(".damaged.toml"))
        contents = {}
    contents.update(asdict(settings))
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as new:
            tomli_w.dump(contents, new)
            new.flush()
            os.fsync(new.fileno())
        Path(new.name).replace(file)
    except OSError as error:
        raise UserError(
            tr("The settings cannot be saved to {file}: {reason}.", file=file, reason=error.strerror)
        ) from error
