"""How long the answers took, kept from one start to the next: numbers and the names of engines, no word of anybody.

One row for each answer and for each interruption in a small SQLite file. Telling of one costs some microseconds: a
thread writes, reads and forgets, in the order it was asked to. The file holds the latest only, and one that is damaged
is set aside, since nothing in it is worth a question to the user.
"""

from __future__ import annotations

import json
import logging
import math
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from echoflow import paths
from echoflow.text import tr

FILE_NAME = "latencies.sqlite"

KEPT_TURNS = 2_000
"""Answers that are kept, at about 250 bytes each: months of use, and few enough to be drawn in a moment."""

KEPT_REACTIONS = 2_000
"""Interruptions that are kept."""

_BUSY_SECONDS = 5.0
"""How long to wait for another process with the file; each takes milliseconds."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS turns (id INTEGER PRIMARY KEY, at REAL, milestones TEXT, engines TEXT);
CREATE TABLE IF NOT EXISTS reactions (id INTEGER PRIMARY KEY, at REAL, silent REAL, ducked REAL);
"""

_ADD_TURN = "INSERT INTO turns (at, milestones, engines) VALUES (?, ?, ?)"
_ADD_REACTION = "INSERT INTO reactions (at, silent, ducked) VALUES (?, ?, ?)"
_FORGET_TURNS = "DELETE FROM turns WHERE id <= (SELECT MAX(id) FROM turns) - ?"
_FORGET_REACTIONS = "DELETE FROM reactions WHERE id <= (SELECT MAX(id) FROM reactions) - ?"
_READ_TURNS = "SELECT at, milestones, engines FROM turns ORDER BY id"
_READ_REACTIONS = "SELECT at, silent, ducked FROM reactions ORDER BY id"

_DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR}
"""No database, a broken one, or one with other tables than ours."""

_LOG = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TurnLatency:
    """One answer.

    Attributes:
        at: when it began to sound, in seconds since the epoch.
        milestones: seconds after the end of the user's speech by milestone, as `Timeline.offsets` tells them.
        engines: which engine served, by `asr`, `llm` and `tts`.
    """

    at: float
    milestones: Mapping[str, float]
    engines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReactionLatency:
    """One interruption.

    Attributes:
        at: when, in seconds since the epoch.
        silent: seconds from the onset of the user's speech until the reply fell silent.
        ducked: until it sounded softly; None if it did not.
    """

    at: float
    silent: float
    ducked: float | None = None


@dataclass(frozen=True, slots=True)
class Latencies:
    """What is kept, the oldest first."""

    turns: Sequence[TurnLatency] = field(default=())
    reactions: Sequence[ReactionLatency] = field(default=())


def latencies_file() -> Path:
    """Where they are kept."""
    return paths.data_folder() / FILE_NAME


class LatencyStore:
    """Writes down how long things took; safe to use from any thread, and never waits for the disk."""

    def __init__(self, file: Path, *, on_problem: Callable[[str], None] | None = None) -> None:
        """Touches nothing yet. `on_problem` gets one sentence if the file cannot be used, from the store's thread."""
        self._file = file
        self._on_problem = on_problem
        self._complained = False
        self._closed = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="latencies")

    def add_turn(self, turn: TurnLatency) -> None:
        """Keeps an answer, and forgets the oldest for it."""
        self._change(lambda: ((_ADD_TURN, _row(turn)), (_FORGET_TURNS, (KEPT_TURNS,))))

    def add_reaction(self, reaction: ReactionLatency) -> None:
        """Keeps an interruption, and forgets the oldest for it."""
        row = (reaction.at, reaction.silent, reaction.ducked)
        self._change(lambda: ((_ADD_REACTION, row), (_FORGET_REACTIONS, (KEPT_REACTIONS,))))

    def clear(self) -> None:
        """Forgets everything."""
        self._change(lambda: (("DELETE FROM turns", ()), ("DELETE FROM reactions", ())))

    def read(self) -> Future[Latencies]:
        """Everything that was told so far; nothing, with a sentence by `on_problem`, if it cannot be read."""
        return self._thread.submit(self._guarded, lambda: read_latencies(self._file), Latencies())

    def close(self) -> None:
        """Waits until all is written, no longer than another process may keep the file; what is told later is lost."""
        self._closed = True
        self._thread.shutdown()

    def _change(self, statements: Callable[[], Sequence[tuple[str, tuple[Any, ...]]]]) -> None:
        if not self._closed:
            self._thread.submit(self._guarded, lambda: _write(self._file, statements()), None)

    def _guarded(self, work: Callable[[], T], otherwise: T) -> T:
        """Does `work`, on the store's thread; a damaged file is replaced by an empty one first."""
        try:
            try:
                return work()
            except sqlite3.DatabaseError as error:
                if not is_damaged(error):
                    raise
                _LOG.warning("%s: %s", self._file, error)
                self._set_aside()
                return work()
        except (sqlite3.Error, OSError) as error:
            _LOG.debug("%s: %s", self._file, error)
            if not self._complained:
                self._complained = True
                self._tell(
                    tr(
                        "How fast EchoFlow answers cannot be kept in {file}; rename or delete that file, or make room "
                        "on the disk.",
                        file=self._file,
                    )
                )
            return otherwise

    def _set_aside(self) -> None:
        aside = self._file.with_name(f"{self._file.name}.damaged")
        self._file.replace(aside)
        self._tell(
            tr("The file of response times was damaged; it is kept as {file}, and a new one is begun.", file=aside)
        )

    def _tell(self, sentence: str) -> None:
        if self._on_problem is not None:
            self._on_problem(sentence)


def read_latencies(file: Path) -> Latencies:
    """What is in `file`; nothing if there is no such file. Rows that make no sense are left out.

    Raises:
        sqlite3.Error: it cannot be read; `is_damaged` tells whether it ever could be.
    """
    if not file.exists():
        return Latencies()
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)) as connection:
        turns = [_turn(*row) for row in connection.execute(_READ_TURNS)]
        reactions = [_reaction(*row) for row in connection.execute(_READ_REACTIONS)]
    known, met = [each for each in turns if each], [each for each in reactions if each]
    return Latencies(known[-KEPT_TURNS:], met[-KEPT_REACTIONS:])


def is_damaged(error: sqlite3.Error) -> bool:
    """The file is at fault, not the disk or another process."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGED


def _write(file: Path, statements: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
    with closing(sqlite3.connect(file, timeout=_BUSY_SECONDS)) as connection, connection:
        connection.executescript(_SCHEMA)
        for statement, values in statements:
            connection.execute(statement, values)


def _row(turn: TurnLatency) -> tuple[float, str, str]:
    """To a tenth of a millisecond, which is finer than any of it is measured."""
    milestones = {name: round(each, 4) for name, each in turn.milestones.items()}
    return turn.at, json.dumps(milestones), json.dumps(dict(turn.engines))


def _turn(at: object, milestones: object, engines: object) -> TurnLatency | None:
    try:
        seconds, names = json.loads(str(milestones)), json.loads(str(engines))
    except ValueError:
        return None
    if not (_is_number(at) and isinstance(seconds, dict) and isinstance(names, dict)):
        return None
    if not all(map(_is_number, seconds.values())) or not all(isinstance(name, str) for name in names.values()):
        return None
    return TurnLatency(float(str(at)), {name: float(each) for name, each in seconds.items()}, names)


def _reaction(at: object, silent: object, ducked: object) -> ReactionLatency | None:
    if not (_is_number(at) and _is_number(silent) and (ducked is None or _is_number(ducked))):
        return None
    return ReactionLatency(float(str(at)), float(str(silent)), None if ducked is None else float(str(ducked)))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
