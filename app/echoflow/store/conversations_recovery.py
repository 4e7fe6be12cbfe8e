"""A damaged file of conversations: put aside, and what can still be read of it taken over."""

from __future__ import annotations

import math
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from echoflow.store.conversations_database import ConversationDatabase
from echoflow.store.conversations_record import StoredConversation, StoredTurn, Summary, title_of

_COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside a file, and belongs to it."""

_JOURNAL_AT, _CHANGES_AT, _COUNTED_AT = 18, 24, 92
"""Places in the head of a file, by SQLite's file format: versions, change counter, version-valid-for."""

_MOST_FAILURES = 100_000
"""Ranges that cannot be read, after which there is no hope; a second or two."""

_SHORTEST_ROW = 24
"""Bytes; a file has no more rows than fit into it."""


def set_aside(file: Path) -> Path:
    """Renames `file`, in place of nothing that was put aside before; returns its new name. Raises OSError."""
    aside = file.with_name(f"{file.name}.damaged")
    number = 1
    while aside.exists():
        number += 1
        aside = file.with_name(f"{file.name}.damaged-{number}")
    file.replace(aside)
    for companion in _COMPANIONS:
        beside = file.with_name(file.name + companion)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + companion))
    return aside


def recover(damaged: Path, fresh: ConversationDatabase) -> int:
    """Takes over into `fresh`, which is empty, what can be read of `damaged`; returns how many conversations."""
    found = list(_conversations(damaged))
    if not found:
        # Where the tables begin is told on the first page alone; with that of another file they may be found again.
        found = _conversations_with_head(damaged, fresh.head())
    with fresh.change():
        for conversation in found:
            fresh.restore(conversation)
    return len(found)


def _conversations_with_head(damaged: Path, head: bytes) -> list[StoredConversation]:
    """The same of `damaged` with another beginning; `damaged` itself is not touched."""
    copy = damaged.with_name(f"{damaged.name}.copy")
    try:
        shutil.copyfile(damaged, copy)
        with copy.open("r+b") as file:
            file.write(head)
            # By a count of changes that is not the one of the count of pages, SQLite knows not to trust the latter.
            file.seek(_CHANGES_AT)
            file.write(b"\0\0\0\2")
            file.seek(_COUNTED_AT)
            file.write(b"\0\0\0\1")
            # No journal belongs to the copy.
            file.seek(_JOURNAL_AT)
            file.write(b"\1\1")
        return list(_conversations(copy))
    finally:
        copy.unlink(missing_ok=True)


def _conversations(damaged: Path) -> Iterator[StoredConversation]:
    size = damaged.stat().st_size
    with closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        heads = {
            key: (started, updated, title, language)
            for key, started, updated, title, language in _rows(
                connection, "conversations", "id, started, updated, title, language", size
            )
            if isinstance(key, str)
        }
        turns: defaultdict[str, list[StoredTurn]] = defaultdict(list)
        columns = "conversation, number, at, user, said, heard, interrupted, ended"
        for key, *values in _rows(connection, "turns", columns, size):
            turn = _turn(*values)
            if isinstance(key, str) and turn is not None:
                turns[key].append(turn)
    for key, kept in turns.items():
        kept.sort(key=lambda turn: turn.number)
        yield StoredConversation(_summary(key, heads.get(key), kept), tuple(kept))


def _rows(connection: sqlite3.Connection, table: str, columns: str, size: int) -> Iterator[tuple[object, ...]]:
    """All rows that can be read: where a range cannot, its halves are tried."""
    ranges = [(1, max(1, _last_row(connection, table, size)))]
    failures = 0
    while ranges and failures < _MOST_FAILURES:
        first, last = ranges.pop()
        try:
            yield from connection.execute(
                f"SELECT {columns} FROM {table} WHERE rowid BETWEEN ? AND ?",
                (first, last),
            ).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF != sqlite3.SQLITE_CORRUPT:
                # No such table, or no database at all: no part of it can be read either.
                return
            failures += 1
            if first < last:
                middle = (first + last) // 2
                ranges += [(middle + 1, last), (first, middle)]


def _last_row(connection: sqlite3.Connection, table: str, size: int) -> int:
    try:
        [(last,)] = connection.execute(f"SELECT MAX(rowid) FROM {table}").fetchall()
    except sqlite3.Error:
        return size // _SHORTEST_ROW
    return last if isinstance(last, int) else 0


def _turn(*values: object) -> StoredTurn | None:
    """The turn, if its values can be those of one."""
    number, at, user, said, heard, interrupted, ended = values
    if not (isinstance(number, int) and isinstance(user, str) and isinstance(said, str) and isinstance(heard, str)):
        return None
    moment = _moment(at)
    if moment is None:
        return None
    return StoredTurn(number, moment, user, said, heard, bool(interrupted), _moment(ended))


def _moment(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _summary(key: str, head: tuple[object, ...] | None, turns: list[StoredTurn]) -> Summary:
    """What was kept of the conversation as a whole, or else what its turns tell."""
    started, updated, title, language = head or (None, None, None, None)
    return Summary(
        key,
        _moment(started) or turns[0].at,
        _moment(updated) or turns[-1].at,
        title if isinstance(title, str) else title_of(turns[0].user),
        language if isinstance(language, str) else "",
        len(turns),
    )
