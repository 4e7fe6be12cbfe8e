"""What the cloud services were used for and what that costs: today, this month, by engine.

One row for each day and item in a small SQLite file that several processes may share; no text of any conversation.
Reporting use costs a dictionary entry: a thread writes what has gathered, so that no disk is ever waited for between
two words. Prices are applied when totals are read, since the user may change them.
"""

from __future__ import annotations

import logging
import math
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from echoflow import paths
from echoflow.store.prices import dollars, engine_of
from echoflow.text import tr

FILE_NAME = "usage.sqlite"

GATHERING_SECONDS = 2.0
"""How long use is gathered before it is written, and so what a crash may lose."""

KEPT_DAYS = 31
"""How far back is looked: no month is longer."""

_BUSY_SECONDS = 5.0
"""How long a write waits for that of another process; each takes milliseconds."""

_FIRST_READ_SECONDS = 0.5
"""The same for the first reading, which the start of the program waits for."""

_SCHEMA = """CREATE TABLE IF NOT EXISTS usage (
    day TEXT NOT NULL, item TEXT NOT NULL, amount REAL NOT NULL, PRIMARY KEY (day, item)
) WITHOUT ROWID"""

_ADD = """INSERT INTO usage (day, item, amount) VALUES (?, ?, ?)
    ON CONFLICT (day, item) DO UPDATE SET amount = amount + excluded.amount"""

_READ = "SELECT CAST(day AS TEXT), CAST(item AS TEXT), CAST(amount AS REAL) FROM usage WHERE day >= ?"

_LOG = logging.getLogger(__name__)

Use: TypeAlias = dict[tuple[str, str], float]
"""Amounts by day (ISO 8601, of the user's calendar) and item."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What some days cost.

    Attributes:
        dollars: in all.
        by_engine: dollars by engine, such as `deepgram`, of those that were used.
        amounts: what was used by item, in seconds, characters or tokens.
    """

    dollars: float = 0.0
    by_engine: Mapping[str, float] = field(default_factory=dict, hash=False)
    amounts: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Totals:
    """What today and this month cost so far."""

    today: Cost
    month: Cost


@dataclass(frozen=True, slots=True)
class Budget:
    """What the cloud services may cost in a month.

    Attributes:
        dollars: the limit; 0 for none.
    """

    dollars: float = 0.0

    WARNING_SHARE = 0.8
    """Of the budget; from here on the user is warned."""

    def exhausted(self, month_dollars: float) -> bool:
        """Nothing may be spent any more."""
        return 0 < self.dollars <= month_dollars

    def nearly(self, month_dollars: float) -> bool:
        """Most of it is spent, but not all."""
        return self.dollars > 0 and self.WARNING_SHARE * self.dollars <= month_dollars < self.dollars


def usage_file() -> Path:
    """Where use is kept."""
    return paths.data_folder() / FILE_NAME


class UsageMeter:
    """Counts what the cloud services are used for; safe to use from any thread.

    With a file that cannot be used it goes on counting in memory: `problem` says so, and the file is tried again when
    there is more to write.

    Attributes:
        prices: dollars per unit by item, as `prices.price_list` makes them; may be replaced at any time.
    """

    def __init__(
        self,
        file: Path,
        prices: Mapping[str, float],
        *,
        today: Callable[[], date] = date.today,
        on_problem: Callable[[str], None] | None = None,
    ) -> None:
        """Reads what was used so far, which takes some milliseconds.

        `today` is the day in the user's calendar. `on_problem` gets a sentence, once, when the file cannot be used; it
        may be called from the meter's own thread.
        """
        self.prices = prices
        self._file = file
        self._today = today
        self._on_problem = on_problem
        self._problem: str | None = None
        self._changed = threading.Condition()
        self._written: Use = {}
        """What the file is known to hold."""
        self._writing: Use = {}
        self._gathered: Use = {}
        self._is_due = False
        """Something has gathered since the file was last tried."""
        self._look_again = False
        self._looked_at = time.monotonic()
        self._closed = False
        self._thread: threading.Thread | None = None
        try:
            self._written = _read(file, self._first_day(), _FIRST_READ_SECONDS)
        except (sqlite3.Error, OSError) as error:
            self._complain(error)

    @property
    def problem(self) -> str | None:
        """One sentence if use is counted in memory only."""
        return self._problem

    def add(self, item: str, amount: float) -> None:
        """Counts `amount` (seconds, characters, tokens) of `item` for today; takes microseconds."""
        if not 0 < amount < math.inf:
            return
        key = (self._today().isoformat(), item)
        with self._changed:
            _increase(self._gathered, {key: amount})
            self._is_due = True
            self._wake()

    def totals(self, now: datetime) -> Totals:
        """What was used up to `now`, in the user's time; costs no reading.

        What other processes used is seen with the next call when the last look at the file is older than two seconds.
        """
        day, used = _day(now).isoformat(), self._used()
        return Totals(today=self._cost(used, day), month=self._cost(used, day[:7]))

    def days(self, now: datetime, count: int = KEPT_DAYS) -> dict[date, Cost]:
        """What each of the last `count` days cost, the oldest first and today last; as `totals`."""
        today, used = _day(now), self._used()
        days = [today - timedelta(days=back) for back in reversed(range(count))]
        return {day: self._cost(used, day.isoformat()) for day in days}

    def month_dollars(self, now: datetime) -> float:
        """What this month cost so far."""
        return self.totals(now).month.dollars

    def close(self) -> None:
        """Writes what has gathered; waits for it no longer than another process may keep the file."""
        with self._changed:
            self._closed = True
            thread = self._thread
            self._changed.notify_all()
        if thread is not None:
            thread.join(_BUSY_SECONDS + 1.0)

    def _used(self) -> Use:
        """All that is known of; has the file looked at again where that is due."""
        with self._changed:
            if time.monotonic() - self._looked_at > GATHERING_SECONDS:
                self._look_again = True
                self._wake()
            used = dict(self._written)
            _increase(used, self._writing)
            _increase(used, self._gathered)
        return used

    def _cost(self, used: Use, period: str) -> Cost:
        """What the days cost that begin with `period`."""
        amounts: defaultdict[str, float] = defaultdict(float)
        by_engine: defaultdict[str, float] = defaultdict(float)
        for (day, item), amount in sorted(used.items()):
            if day.startswith(period):
                amounts[item] += amount
                by_engine[engine_of(item)] += dollars(item, amount, self.prices)
        return Cost(sum(by_engine.values()), dict(by_engine), dict(amounts))

    def _first_day(self) -> str:
        """From where on it matters what was used."""
        return (self._today() - timedelta(days=KEPT_DAYS)).isoformat()

    def _wake(self) -> None:
        """Lets the thread look at what there is to do; to be called with the lock held."""
        if self._closed:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="usage meter", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_due or self._look_again or self._closed)
                if not self._look_again:
                    # More will follow in a moment; one writing does for all of it.
                    self._changed.wait_for(lambda: self._closed, GATHERING_SECONDS)
                is_last = self._closed
                self._is_due = self._look_again = False
                self._writing, self._gathered = self._gathered, {}
            self._exchange()
            if is_last:
                return

    def _exchange(self) -> None:
        """Writes what has gathered and reads what all processes have written; what cannot be written is kept."""
        try:
            if self._writing:
                _add(self._file, self._writing)
                with self._changed:
                    _increase(self._written, self._writing)
                    self._writing = {}
            written = _read(self._file, self._first_day(), _BUSY_SECONDS)
        except (sqlite3.Error, OSError) as error:
            with self._changed:
                _increase(self._gathered, self._writing)
                self._writing = {}
            self._complain(error)
            return
        finally:
            self._looked_at = time.monotonic()
        with self._changed:
            self._written = written
            self._problem = None

    def _complain(self, error: Exception) -> None:
        """Tells the user, once."""
        _LOG.debug("%s: %s", self._file, error)
        if self._problem is not None:
            return
        self._problem = tr(
            "What is spent cannot be kept in {file} and is counted only until EchoFlow quits; rename or delete that "
            "file, or make room on the disk.",
            file=self._file,
        )
        if self._on_problem is not None:
            self._on_problem(self._problem)


def _day(now: datetime) -> date:
    """In the user's calendar."""
    return (now.astimezone() if now.tzinfo is not None else now).date()


def _increase(use: Use, more: Use) -> None:
    for key, amount in more.items():
        use[key] = use.get(key, 0.0) + amount


def _add(file: Path, more: Use) -> None:
    with closing(sqlite3.connect(file, timeout=_BUSY_SECONDS)) as connection, connection:
        connection.execute(_SCHEMA)
        connection.executemany(_ADD, [(day, item, amount) for (day, item), amount in more.items()])


def _read(file: Path, first_day: str, patience: float) -> Use:
    """What was used from `first_day` on; `patience` is how long to wait for another process, in seconds."""
    if not file.exists():
        return {}
    with closing(sqlite3.connect(file, timeout=patience)) as connection:
        connection.execute(_SCHEMA)
        rows = connection.execute(_READ, (first_day,)).fetchall()
    return {(day, item): amount for day, item, amount in rows}
