"""What is being fetched and how far it has come: plain data, and the record on the disk that survives a restart.

Each download has a folder of its own with a record, what has come of each file (`NAME.part`), and the files that are
whole. It goes when the model is in its place.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeAlias

from echoflow.errors import UsageError
from echoflow.store.gguf import part_files, whole_name
from echoflow.store.model_catalogue import CatalogueEntry, RemoteFile
from echoflow.text import tr

Kind: TypeAlias = Literal["gguf", "recognition"]

RECORD_NAME = "download.json"
FACTS_NAME = "hub.json"
"""What the hub said of the files, so that a part is never continued with another file's rest."""
PART_ENDING = ".part"
LOCK_NAME = "lock"

_SPEED_SECONDS = 5.0
"""Over which the speed is measured: long enough to be calm, short enough to show a line that has broken down."""

_REFERENCE = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)/(?P<path>(?:[^\\/]+/)*\w[^\\/]*\.gguf)", re.IGNORECASE)


class State(Enum):
    """Where a download is."""

    STARTING = "starting"
    """The hub is being asked."""
    CHECKING = "checking"
    """What is here already is read again."""
    FETCHING = "fetching"
    PAUSED = "paused"
    """By the user, or by the end of the app; it can be resumed."""
    FAILED = "failed"
    """`problem` says why; it can be resumed."""
    DONE = "done"

    @property
    def active(self) -> bool:
        """Something is under way."""
        return self in (State.STARTING, State.CHECKING, State.FETCHING)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be fetched.

    Attributes:
        identifier: what commands and windows call it; also the name of its folder.
        name: for people.
        kind: a GGUF file, alone or in parts, or the folder of a speech recognition model.
        repository: owner and name on the hub.
        revision: a commit, a branch or a tag.
        files: all of them.
    """

    identifier: str
    name: str
    kind: Kind
    repository: str
    revision: str
    files: tuple[RemoteFile, ...]

    @classmethod
    def entry(cls, entry: CatalogueEntry) -> Wanted:
        """A model of the catalogue that can be fetched."""
        kind: Kind = "recognition" if entry.purpose == "hearing" else "gguf"
        return cls(entry.identifier, entry.name, kind, entry.repository, entry.revision, entry.files)

    @classmethod
    def reference(cls, text: str) -> Wanted:
        """A GGUF file by its place on the hub: OWNER/NAME/FILE.gguf, of a model in parts the first.

        Raises:
            UsageError: `text` is no such place.
        """
        match = _REFERENCE.fullmatch(text.strip().strip("/"))
        if match is None or ".." in match["path"].split("/"):
            raise UsageError(
                tr(
                    "There is no model {name} to fetch; “echoflow models list” shows those there are, and any other is "
                    "named by its place on the hub: OWNER/NAME/FILE.gguf.",
                    name=text,
                )
            )
        first = Path(match["path"])
        files = tuple(RemoteFile(part.as_posix()) for part in part_files(first))
        name = whole_name(first)
        return cls(name.lower(), name, "gguf", match["repository"], "main", files)

    def dump(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def parse(cls, found: Any) -> Wanted:
        """Of what `dump` gave. Raises ValueError, KeyError or TypeError on anything else."""
        files = tuple(RemoteFile(**file) for file in found["files"])
        names = [file.name for file in files]
        if found["kind"] not in ("gguf", "recognition") or any(Path(name).name != name for name in names):
            raise ValueError("no record of a download")
        return cls(**{**found, "files": files})


@dataclass(frozen=True, slots=True)
class Download:
    """How far a download has come.

    Attributes:
        wanted: what is fetched.
        state: where it is.
        done: bytes that are here.
        total: bytes of all of it; 0 while nobody knows.
        speed: bytes a second; 0 while nobody knows.
        problem: one sentence, while it has failed.
        path: where the model is, when it is done: the file, of a model in parts the first, or the folder.
    """

    wanted: Wanted
    state: State
    done: int = 0
    total: int = 0
    speed: float = 0.0
    problem: str = ""
    path: Path | None = None

    @property
    def share(self) -> float:
        """How much of it is here, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Until it is done at the speed of now; None while nobody knows."""
        return max(0, self.total - self.done) / self.speed if self.speed and self.total else None


@dataclass(slots=True)
class SpeedMeter:
    """The speed over the last few seconds, of what was told when."""

    _told: deque[tuple[float, int]] = field(default_factory=deque)

    def add(self, now: float, done: int) -> float:
        """`done` bytes are here at `now`, in seconds; returns bytes a second, 0 until there is something to tell."""
        if self._told and done < self._told[-1][1]:
            # It began anew.
            self._told.clear()
        self._told.append((now, done))
        while now - self._told[0][0] > _SPEED_SECONDS and len(self._told) > 2:
            self._told.popleft()
        began, had = self._told[0]
        return (done - had) / (now - began) if now > began else 0.0


def save_record(folder: Path, wanted: Wanted) -> None:
    """Writes down what is to be fetched into `folder`, unless it is there: a full disk takes no more.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (found := _read(folder)) is not None and found.wanted == wanted:
        return
    new = folder / f"{RECORD_NAME}.new"
    new.write_text(json.dumps(wanted.dump()), encoding="utf-8")
    new.replace(folder / RECORD_NAME)


def read_records(folder: Path) -> tuple[Download, ...]:
    """The downloads of an earlier run in the folders below `folder`, as paused; what is no record is left alone."""
    records = sorted(folder.glob(f"*/{RECORD_NAME}")) if folder.is_dir() else []
    return tuple(found for record in records if (found := _read(record.parent)) is not None)


def _read(folder: Path) -> Download | None:
    try:
        wanted = Wanted.parse(json.loads((folder / RECORD_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if wanted.identifier != folder.name:
        return None
    return Download(wanted, State.PAUSED, bytes_here(folder, wanted.files), expected_bytes(folder, wanted.files))


def bytes_here(folder: Path, files: Sequence[RemoteFile]) -> int:
    """How much of them has come."""
    places = [folder / name for file in files for name in (file.name, file.name + PART_ENDING)]
    return sum(place.stat().st_size for place in places if place.is_file())


def expected_bytes(folder: Path, files: Sequence[RemoteFile]) -> int:
    """Of all of them, as the hub told or as was known before."""
    facts = read_facts(folder)
    return sum(int(facts.get(file.path, {}).get("size") or file.size) for file in files)


def read_facts(folder: Path) -> dict[str, dict[str, Any]]:
    """What the hub said of the files when it was asked last, by their paths; nothing if it never was."""
    try:
        found = json.loads((folder / FACTS_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {path: fact for path, fact in found.items() if isinstance(fact, dict)} if isinstance(found, dict) else {}
