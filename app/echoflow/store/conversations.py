"""Past conversations, kept on this computer and nowhere else: written as they go on, listed, read and searched.

Whoever tells of a turn only queues it: a thread of the store's own writes, one thing after the other, so that no answer
ever waits for the disk. What cannot be written, because the disk is full, is kept in memory and written later if there
is room again; a damaged file is put aside and what can be read of it taken over. The user is told each of these once,
and the conversation goes on. A file that is deleted under our feet is begun anew.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, TypeVar

from echoflow import paths
from echoflow.errors import UserError
from echoflow.store.conversations_database import MOST_HITS, ConversationDatabase, TooNewError
from echoflow.store.conversations_record import Hit, StoredConversation, StoredTurn, Summary
from echoflow.store.conversations_recovery import recover, set_aside
from echoflow.store.latencies import is_damaged
from echoflow.text import tr

FILE_NAME = "conversations.sqlite"

DAY_SECONDS = 86_400.0

_MOST_UNWRITTEN = 10_000
"""Changes kept in memory while the disk is full; the oldest are given up for more, days later."""

_LOG = logging.getLogger(__name__)

T = TypeVar("T")

Change: TypeAlias = Callable[[ConversationDatabase], object]


def conversations_file() -> Path:
    """Where they are kept."""
    return paths.data_folder() / FILE_NAME


class ConversationStore:
    """Keeps conversations; safe to use from any thread, and never waits for the disk.

    What is told is done in the order it was told in; what is asked sees all that was told before.
    """

    def __init__(self, file: Path, *, on_problem: Callable[[str], None] | None = None) -> None:
        """Touches nothing yet. `on_problem` gets one sentence if the file cannot be used, from the store's thread."""
        self._file = file
        self._on_problem = on_problem
        self._told: set[str] = set()
        self._closed = False
        self._database: ConversationDatabase | None = None
        self._unwritten: deque[Change] = deque(maxlen=_MOST_UNWRITTEN)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="conversations")

    def put(self, key: str, language: str, turn: StoredTurn) -> None:
        """Keeps a turn of the conversation `key`, or what is known of it now."""
        self._change(lambda database: database.put(key, language, turn))

    def withdraw(self, key: str, number: int) -> None:
        """The user went on: the turn was none."""
        self._change(lambda database: database.withdraw(key, number))

    def delete(self, keys: Sequence[str]) -> None:
        """Forgets these conversations."""
        self._change(lambda database: database.delete(keys), scrub=True)

    def restore(self, conversation: StoredConversation) -> None:
        """Puts back what was deleted."""
        self._change(lambda database: database.restore(conversation))

    def clear(self) -> None:
        """Forgets all conversations."""
        self._change(lambda database: database.clear(), scrub=True)

    def forget_older(self, days: int, now: float) -> None:
        """Forgets conversations that ended more than `days` before `now` (seconds since the epoch); 0 for none."""
        if days > 0 and self._file.exists():
            self._change(lambda database: database.forget_before(now - days * DAY_SECONDS), scrub=True)

    def summaries(self) -> Future[list[Summary]]:
        """All conversations, the newest first; none if they cannot be read."""
        return self._ask(lambda database: database.summaries(), [])

    def read(self, key: str) -> Future[StoredConversation | None]:
        """One conversation; None if it is not there."""
        return self._ask(lambda database: database.read(key), None)

    def search(self, query: str, limit: int = MOST_HITS) -> Future[list[Hit]]:
        """Where all words of `query` are in one turn, the newest first; can be cancelled as long as it waits."""
        return self._ask(lambda database: database.search(query, limit), [])

    def close(self) -> None:
        """Waits until all is written, no longer than another process may keep the file; what is told later is lost."""
        if not self._closed:
            self._closed = True
            self._thread.submit(self._close_database)
            self._thread.shutdown()

    def _change(self, change: Change, *, scrub: bool = False) -> None:
        if not self._closed:
            self._thread.submit(self._make, change, scrub)

    def _make(self, change: Change, scrub: bool) -> None:
        self._unwritten.append(change)
        self._guarded(lambda database: database.scrub() if scrub else None, None)

    def _ask(self, question: Callable[[ConversationDatabase], T], otherwise: T) -> Future[T]:
        if self._closed:
            answer: Future[T] = Future()
            answer.set_result(otherwise)
            return answer
        return self._thread.submit(self._guarded, question, otherwise)

    def _guarded(self, work: Callable[[ConversationDatabase], T], otherwise: T) -> T:
        """Does `work` when all that was told is written, on the store's thread; says what is in its way."""
        try:
            try:
                return self._after_writing(work)
            except sqlite3.DatabaseError as error:
                if not is_damaged(error):
                    raise
                _LOG.warning("%s: %s", self._file, error)
                self._recover()
                return self._after_writing(work)
        except TooNewError as error:
            self._tell(str(error))
        except (sqlite3.Error, OSError) as error:
            _LOG.debug("%s: %s", self._file, error)
            self._close_database()
            self._tell(
                tr(
                    "Conversations cannot be written to {file}; make room on the disk, or see that the file may be "
                    "written, and nothing is lost as long as EchoFlow runs.",
                    file=self._file,
                )
            )
        return otherwise

    def _after_writing(self, work: Callable[[ConversationDatabase], T]) -> T:
        if self._database is not None and self._database.is_gone():
            self._close_database()
        if self._database is None:
            self._database = ConversationDatabase(self._file)
            self._database.check()
        database = self._database
        if self._unwritten:
            with database.change():
                for change in self._unwritten:
                    change(database)
            self._unwritten.clear()
        return work(database)

    def _recover(self) -> None:
        self._close_database()
        aside = set_aside(self._file)
        self._database = ConversationDatabase(self._file)
        count = recover(aside, self._database)
        self._tell(
            tr(
                "The file of conversations was damaged: {count} conversations could be saved from it, and the file is "
                "kept as {file}.",
                count=count,
                file=aside,
            )
        )

    def _close_database(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            database.close()

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            if self._on_problem is not None:
                self._on_problem(sentence)


@contextmanager
def reading(file: Path) -> Iterator[ConversationDatabase | None]:
    """The conversations in `file`, to be read only; None if there are none yet.

    Raises:
        UserError: they cannot be read.
    """
    if not file.exists():
        yield None
        return
    try:
        database = ConversationDatabase(file, read_only=True)
        try:
            yield database
        finally:
            database.close()
    except sqlite3.Error as error:
        if is_damaged(error):
            raise UserError(
                tr("The file of conversations, {file}, is damaged; start EchoFlow, which saves what it can.", file=file)
            ) from error
        raise UserError(tr("The conversations in {file} cannot be read: {error}.", file=file, error=error)) from error
