"""Which models EchoFlow offers to fetch, and what is known of each before it is here: `resources/catalogue.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from echoflow.paths import resources_folder
from echoflow.store.gguf import Gguf

Purpose: TypeAlias = Literal["thinking", "hearing", "turns", "speaking"]

FILE_NAME = "catalogue.toml"
MANY_LANGUAGES = "many"
"""Among the languages of a model: it knows dozens, of which only the most wanted are named."""

_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9.-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_REVISION = re.compile(r"main|[0-9a-f]{40}")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")

_HEARING_OVERHEAD = 200_000_000
"""Bytes that recognition takes beside its weights."""


class CatalogueError(Exception):
    """The catalogue says something that cannot be."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file on the hub.

    Attributes:
        path: in its repository.
        size: bytes; 0 if only the hub knows.
        sha256: of its contents, in hexadecimal; empty if only the hub knows.
    """

    path: str
    size: int = 0
    sha256: str = ""

    @property
    def name(self) -> str:
        """What it is called here."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what terms a model may be used.

    Attributes:
        name: short.
        url: of its text.
    """

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What the header of a language model says of its layers.

    Attributes:
        layers: how many.
        width: of each, in elements.
        feed_forward: width of the network in each.
        heads: of attention.
        kv_heads: heads whose keys and values are kept.
        head_length: elements of a key, and of a value.
        vocabulary: tokens.
    """

    layers: int
    width: int
    feed_forward: int
    heads: int
    kv_heads: int
    head_length: int
    vocabulary: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A model that is offered.

    Attributes:
        identifier: what commands and settings call it.
        purpose: what it is for.
        name: for people.
        good_for: one sentence in each language of the interface, by its code.
        repository: owner and name on the hub; empty if it comes with EchoFlow.
        revision: of the repository: a commit, or `main`.
        files: what is fetched of it; for a language model in parts the first is first.
        licence: its terms.
        languages: ISO 639-1 codes, and `many`.
        context: tokens a language model was trained to look back on; 0 for others.
        quality: 1 to 5, among those of its purpose.
        speed: 1 to 5, the same.
        shape: of a language model that can be fetched.
    """

    identifier: str
    purpose: Purpose
    name: str
    good_for: Mapping[str, str]
    licence: Licence
    languages: tuple[str, ...]
    quality: int
    speed: int
    repository: str = ""
    revision: str = "main"
    files: tuple[RemoteFile, ...] = ()
    context: int = 0
    shape: Shape | None = field(default=None)

    @property
    def packaged(self) -> bool:
        """It comes with EchoFlow and is not fetched."""
        return not self.repository

    @property
    def size(self) -> int:
        """Bytes of all files as far as they are known here."""
        return sum(file.size for file in self.files)

    @property
    def hearing_memory(self) -> int:
        """About how much main memory recognition takes with it, in bytes.

        Its weights are published in 16 bits and held in 8. Measured for Whisper base: 145 MB on the disk, and the
        process grows by 0.24 GB.
        """
        return self.size // 2 + _HEARING_OVERHEAD


def load_catalogue(file: Path | None = None) -> tuple[CatalogueEntry, ...]:
    """All entries in their order.

    Raises:
        CatalogueError: the file says something that cannot be.
    """
    with (file or resources_folder() / FILE_NAME).open("rb") as source:
        found = tomllib.load(source)
    licences = {name: Licence(**one) for name, one in found["licences"].items()}
    entries = tuple(_entry(dict(one), licences) for one in found["models"])
    if len({entry.identifier for entry in entries}) < len(entries):
        raise CatalogueError("two models have the same id")
    return entries


def find_entry(identifier: str) -> CatalogueEntry | None:
    """The entry that is called so."""
    return next((entry for entry in load_catalogue() if entry.identifier == identifier), None)


def estimated_header(entry: CatalogueEntry) -> Gguf | None:
    """About what the header of a language model will say that is not here yet; None if its shape is unknown.

    The weights are taken to be spread evenly over the layers and the output, which puts a little more of them on the
    GPU than llama.cpp will.
    """
    shape = entry.shape
    if shape is None:
        return None
    layer = entry.size // (shape.layers + 1)
    return Gguf(
        architecture="",
        name=entry.name,
        quantisation="",
        context_length=entry.context,
        block_count=shape.layers,
        embedding_length=shape.width,
        feed_forward_length=shape.feed_forward,
        head_count=shape.heads,
        key_length=shape.head_length,
        value_length=shape.head_length,
        kv_widths=(2 * shape.kv_heads * shape.head_length,) * shape.layers,
        vocabulary=shape.vocabulary,
        has_chat_template=True,
        tensor_count=0,
        tensor_bytes=entry.size,
        layer_bytes=(layer,) * shape.layers,
        input_bytes=0,
        output_bytes=entry.size - shape.layers * layer,
        shares_embedding=False,
        file_bytes=entry.size,
    )


def _entry(found: dict[str, Any], licences: Mapping[str, Licence]) -> CatalogueEntry:
    identifier = str(found.pop("id"))
    try:
        packaged = bool(found.pop("packaged", False))
        files = tuple(RemoteFile(**file) for file in found.pop("files", ()))
        shape = Shape(**found.pop("shape")) if "shape" in found else None
        licence = licences[found.pop("licence")]
        languages = tuple(found.pop("languages"))
        entry = CatalogueEntry(
            identifier=identifier, licence=licence, languages=languages, files=files, shape=shape, **found
        )
    except (KeyError, TypeError) as error:
        raise CatalogueError(f"{identifier}: {error}") from error
    if problem := _problem(entry, packaged=packaged):
        raise CatalogueError(f"{identifier}: {problem}")
    return entry


def _problem(entry: CatalogueEntry, *, packaged: bool) -> str:
    """What cannot be; empty if all can."""
    rules = {
        "its id is to be a name": _IDENTIFIER.fullmatch(entry.identifier),
        "its purpose is unknown": entry.purpose in get_args(Purpose),
        "it wants a sentence in both languages": {"en", "zh"} <= set(entry.good_for),
        "it has a repository or comes with EchoFlow": packaged == entry.packaged,
        "its repository is owner/name": packaged or _REPOSITORY.fullmatch(entry.repository),
        "its revision is a commit or main": _REVISION.fullmatch(entry.revision),
        "it has files exactly if it is fetched": packaged != bool(entry.files),
        "a hash is 64 digits": all(not file.sha256 or _SHA256.fullmatch(file.sha256) for file in entry.files),
        "a path stays in its repository": all(_is_inside(file.path) for file in entry.files),
        "quality and speed go from 1 to 5": {entry.quality, entry.speed} <= {1, 2, 3, 4, 5},
        "a language model to fetch has a shape": packaged or entry.purpose != "thinking" or entry.shape,
        "its size is about known": packaged or entry.size,
    }
    return next((rule for rule, holds in rules.items() if not holds), "")


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and "\\" not in path and ".." not in path.split("/")
