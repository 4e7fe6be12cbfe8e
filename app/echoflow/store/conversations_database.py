"""The file of conversations: its tables, and what is asked of them. To be used from one thread.

SQLite in WAL mode, so that a command may read while the app writes. What is deleted is overwritten, in the full-text
index as well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from echoflow.errors import UserError
from echoflow.store.conversations_record import Hit, Snippet, StoredConversation, StoredTurn, Summary, title_of
from echoflow.store.conversations_words import indexed, match_expression, phrases_of, snippet
from echoflow.text import tr

MOST_HITS = 100
"""Conversations that one search shows, the newest first; who looks for one types on."""

_BUSY_SECONDS = 5.0
"""How long to wait for another process with the file; each takes milliseconds."""

_TABLES = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY, started REAL NOT NULL, updated REAL NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL
);
CREATE INDEX conversations_by_time ON conversations (updated);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, at REAL NOT NULL, user TEXT NOT NULL, said TEXT NOT NULL, heard TEXT NOT NULL,
    interrupted INTEGER NOT NULL, ended REAL,
    UNIQUE (conversation, number)
);
"""

_INDEX = "CREATE VIRTUAL TABLE words USING fts5 (user, answer, tokenize = 'ascii')"
"""The tokens are made by `conversations_words`; this tokenizer only parts them at spaces."""

_PUT_CONVERSATION = """INSERT INTO conversations (id, started, updated, title, language) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET updated = MAX(updated, excluded.updated)"""
_PUT_TURN = """INSERT INTO turns (conversation, number, at, user, said, heard, interrupted, ended)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (conversation, number) DO UPDATE SET at = excluded.at, user = excluded.user, said = excluded.said,
        heard = excluded.heard, interrupted = excluded.interrupted, ended = excluded.ended
    RETURNING id"""
_INDEX_TURN = "INSERT OR REPLACE INTO words (rowid, user, answer) VALUES (?, ?, ?)"
_SUMMARY = """SELECT c.id, c.started, c.updated, c.title, c.language,
    (SELECT COUNT(*) FROM turns WHERE conversation = c.id),
    (SELECT REPLACE(SUBSTR(heard, 1, 160), CHAR(10), ' ') FROM turns WHERE conversation = c.id
        ORDER BY number DESC LIMIT 1)
    FROM conversations AS c"""
_TURN = "SELECT number, at, user, said, heard, interrupted, ended FROM turns WHERE conversation = ? ORDER BY number"
_SEARCH = """SELECT t.conversation, MAX(t.id) AS newest, COUNT(*)
    FROM words JOIN turns AS t ON t.id = words.rowid
    WHERE words MATCH ? GROUP BY t.conversation ORDER BY newest DESC LIMIT ?"""


class TooNewError(UserError):
    """The file was written by an EchoFlow that knows more than this one; it is left as it is."""


class ConversationDatabase:
    """An open file of conversations.

    Every method may raise `sqlite3.Error`.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        """Opens `file`, makes it if need be, and brings it up to date, unless it is only to be read.

        Raises:
            OSError: there is no folder for it, and none can be made.
            sqlite3.Error: it cannot be used; `latencies.is_damaged` tells whether it ever could be.
            TooNewError: it is of a version to come.
        """
        self._file = file
        if not read_only:
            file.parent.mkdir(parents=True, exist_ok=True)
        address = f"{file.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        # Without an isolation level `change` alone begins and ends transactions.
        self._connection = sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            if not read_only:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA secure_delete = ON")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._bring_up_to_date(file, read_only=read_only)
            self._identity = _identity(file)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Ends the work with the file."""
        self._connection.close()

    def is_gone(self) -> bool:
        """Whether somebody has deleted or replaced the file meanwhile: what is written then would go with it."""
        return self._identity != _identity(self._file)

    def head(self) -> bytes:
        """The first page of the file, which tells where its tables begin."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(size,)] = self._connection.execute("PRAGMA page_size").fetchall()
        with self._file.open("rb") as file:
            return file.read(size)

    def check(self) -> None:
        """Raises sqlite3.DatabaseError if the file is damaged anywhere; takes some 10 ms for 10,000 turns."""
        [(verdict,)] = self._connection.execute("PRAGMA quick_check(1)").fetchall()
        if verdict != "ok":
            error = sqlite3.DatabaseError(verdict)
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error

    @contextmanager
    def change(self) -> Iterator[None]:
        """What is done in it is done altogether or not at all."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def put(self, key: str, language: str, turn: StoredTurn) -> None:
        """Keeps a turn, or what is known of it now; the first one gives the conversation its title."""
        user, said, heard = _clean(turn.user), _clean(turn.said), _clean(turn.heard)
        self._connection.execute(_PUT_CONVERSATION, (key, turn.at, turn.at, title_of(user), language))
        values = (key, turn.number, turn.at, user, said, heard, turn.interrupted, turn.ended)
        [(row,)] = self._connection.execute(_PUT_TURN, values).fetchall()
        self._connection.execute(_INDEX_TURN, (row, indexed(user), indexed(said or heard)))

    def withdraw(self, key: str, number: int) -> None:
        """The turn was none; a conversation without any is none either."""
        self._delete_turns("conversation = ? AND number = ?", (key, number))
        self._connection.execute(
            "DELETE FROM conversations WHERE id = ? AND NOT EXISTS (SELECT 1 FROM turns WHERE conversation = ?)",
            (key, key),
        )

    def restore(self, conversation: StoredConversation) -> None:
        """Puts back what was deleted."""
        summary = conversation.summary
        for turn in conversation.turns:
            self.put(summary.key, summary.language, turn)
        self._connection.execute(
            "UPDATE conversations SET started = ?, updated = ?, title = ? WHERE id = ?",
            (summary.started, summary.updated, _clean(summary.title), summary.key),
        )

    def delete(self, keys: Iterable[str]) -> None:
        """Forgets these conversations."""
        for key in keys:
            self._delete_turns("conversation = ?", (key,))
            self._connection.execute("DELETE FROM conversations WHERE id = ?", (key,))

    def forget_before(self, at: float) -> list[str]:
        """Forgets conversations whose last turn was before `at`, in seconds since the epoch; returns their keys."""
        old = self._connection.execute("SELECT id FROM conversations WHERE updated < ?", (at,)).fetchall()
        keys = [key for (key,) in old]
        self.delete(keys)
        return keys

    def clear(self) -> None:
        """Forgets everything."""
        for table in ("words", "turns", "conversations"):
            self._connection.execute(f"DELETE FROM {table}")

    def scrub(self) -> None:
        """Leaves nothing on the disk of what was deleted. Not within `change`."""
        self._connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def summaries(self) -> list[Summary]:
        """All conversations, the newest first."""
        return [Summary(*row) for row in self._connection.execute(f"{_SUMMARY} ORDER BY c.updated DESC, c.id")]

    def read(self, key: str) -> StoredConversation | None:
        """One conversation; None if it is not there."""
        row = self._connection.execute(f"{_SUMMARY} WHERE c.id = ?", (key,)).fetchone()
        if row is None:
            return None
        turns = self._connection.execute(_TURN, (key,))
        return StoredConversation(Summary(*row), tuple(_turn(*each) for each in turns))

    def search(self, query: str, limit: int = MOST_HITS) -> list[Hit]:
        """The conversations with all words of `query` in one turn, the newest first; none for a query without words."""
        phrases = phrases_of(query)
        if not phrases:
            return []
        found = self._connection.execute(_SEARCH, (match_expression(phrases), limit)).fetchall()
        hits = []
        for key, row, count in found:
            summary = self._connection.execute(f"{_SUMMARY} WHERE c.id = ?", (key,)).fetchone()
            number, user, said, heard = self._connection.execute(
                "SELECT number, user, said, heard FROM turns WHERE id = ?", (row,)
            ).fetchone()
            shown = _best_snippet((user, said or heard), lambda text: snippet(text, phrases))
            hits.append(Hit(Summary(*summary), number, count, shown))
        return hits

    def _delete_turns(self, condition: str, values: tuple[object, ...]) -> None:
        self._connection.execute(f"DELETE FROM words WHERE rowid IN (SELECT id FROM turns WHERE {condition})", values)
        self._connection.execute(f"DELETE FROM turns WHERE {condition}", values)

    def _bring_up_to_date(self, file: Path, *, read_only: bool) -> None:
        steps: tuple[Callable[[], None], ...] = (self._make_tables, self._make_index)
        [(version,)] = self._connection.execute("PRAGMA user_version").fetchall()
        if version > len(steps):
            raise TooNewError(
                tr(
                    "The conversations in {file} were written by a newer EchoFlow; update this one to read and keep "
                    "them.",
                    file=file,
                )
            )
        if version == len(steps) or read_only:
            return
        with self.change():
            # Another process may have done it meanwhile.
            [(version,)] = self._connection.execute("PRAGMA user_version").fetchall()
            for step in steps[version:]:
                step()
            self._connection.execute(f"PRAGMA user_version = {len(steps)}")

    def _make_tables(self) -> None:
        # `executescript` would end the transaction.
        for statement in filter(str.strip, _TABLES.split(";")):
            self._connection.execute(statement)

    def _make_index(self) -> None:
        self._connection.execute(_INDEX)
        for row, user, said, heard in self._connection.execute("SELECT id, user, said, heard FROM turns").fetchall():
            self._connection.execute(_INDEX_TURN, (row, indexed(user), indexed(said or heard)))


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _turn(
    number: int, at: float, user: str, said: str, heard: str, interrupted: int, ended: float | None
) -> StoredTurn:
    return StoredTurn(number, at, user, said, heard, bool(interrupted), ended)


def _best_snippet(texts: Iterable[str], cut: Callable[[str], Snippet]) -> Snippet:
    """Of the text in which something is marked, or of the first."""
    cuts = [cut(text) for text in texts]
    return next((each for each in cuts if each.marks), cuts[0])


def _clean(text: str) -> str:
    """Without what SQLite cannot keep: halves of characters, and the end of a string."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
