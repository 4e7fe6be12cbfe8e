"""What the clouds cost is counted by everybody who uses them, and nothing is lost or waited for."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from echoflow.store.prices import price_list
from echoflow.store.usage import Budget, Cost, UsageMeter, usage_file
from support.waiting import wait_until

PRICES = price_list({})
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 17, 0)


class Calendar:
    """A day that can be turned."""

    def __init__(self, day: date = TODAY) -> None:
        self.day = day

    def __call__(self) -> date:
        return self.day


@contextmanager
def meter_on(file: Path, today: Callable[[], date] = lambda: TODAY) -> Iterator[UsageMeter]:
    meter = UsageMeter(file, PRICES, today=today)
    try:
        yield meter
    finally:
        meter.close()


def test_use_is_counted_at_once_and_by_engine(tmp_path: Path) -> None:
    with meter_on(tmp_path / "usage.sqlite") as meter:
        meter.add("deepgram.nova-3", 60.0)
        meter.add("deepgram.flux", 30.0)
        meter.add("elevenlabs.characters", 2_000)
        today = meter.totals(NOW).today

    assert today.by_engine == {"deepgram": pytest.approx(0.0048 + 0.00325), "elevenlabs": pytest.approx(0.1)}
    assert today.dollars == pytest.approx(0.10805)
    assert today.amounts["elevenlabs.characters"] == 2_000


def test_it_is_there_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "usage.sqlite"
    for _ in range(2):
        with meter_on(file) as meter:
            meter.add("deepgram.nova-3", 60.0)
    with meter_on(file) as meter:
        assert meter.totals(NOW).today.amounts == {"deepgram.nova-3": 120.0}
        assert meter.problem is None


def test_a_day_and_a_month_end(tmp_path: Path) -> None:
    calendar = Calendar(date(2026, 11, 29))
    with meter_on(tmp_path / "usage.sqlite", calendar) as meter:
        for amount in (1.0, 2.0, 4.0):
            meter.add("elevenlabs.characters", amount)
            calendar.day += timedelta(days=1)
        assert _characters(meter, "2026-11-30T23:59") == (2.0, 3.0)
        assert _characters(meter, "2026-12-01T00:00") == (4.0, 4.0)
    with meter_on(tmp_path / "usage.sqlite", Calendar(date(2026, 11, 30))) as meter:
        assert _characters(meter, "2026-11-30T12:00") == (2.0, 3.0)


def _characters(meter: UsageMeter, now: str) -> tuple[float, float]:
    totals = meter.totals(datetime.fromisoformat(now))
    name = "elevenlabs.characters"
    return totals.today.amounts.get(name, 0.0), totals.month.amounts.get(name, 0.0)


def test_the_day_is_that_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if hasattr(time, "tzset"):
        monkeypatch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
    late = datetime(2026, 11, 22, 20, tzinfo=UTC)
    with meter_on(tmp_path / "usage.sqlite", late.astimezone().date) as meter:
        meter.add("deepgram.nova-3", 60.0)
        assert meter.totals(late).today.dollars > 0
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def test_a_new_price_counts_for_what_was_used_before(tmp_path: Path) -> None:
    with meter_on(tmp_path / "usage.sqlite") as meter:
        meter.add("deepgram.nova-3", 60.0)
        meter.prices = price_list({"deepgram.nova-3": 1.0})
        assert meter.month_dollars(NOW) == pytest.approx(1.0)


def test_an_item_without_a_price_is_counted_and_costs_nothing(tmp_path: Path) -> None:
    with meter_on(tmp_path / "usage.sqlite") as meter:
        meter.add("deepgram.nova-9", 60.0)
        assert meter.totals(NOW).month == Cost(0.0, {"deepgram": 0.0}, {"deepgram.nova-9": 60.0})


@pytest.mark.parametrize("amount", [0.0, -1.0, float("nan"), float("inf")])
def test_what_is_no_amount_is_not_counted(tmp_path: Path, amount: float) -> None:
    with meter_on(tmp_path / "usage.sqlite") as meter:
        meter.add("deepgram.nova-3", amount)
        assert meter.totals(NOW).today == Cost()


def test_what_was_used_is_on_the_disk_in_a_few_seconds(tmp_path: Path) -> None:
    """A crash loses no more than that."""
    file = tmp_path / "usage.sqlite"
    with meter_on(file) as meter:
        meter.add("deepgram.nova-3", 60.0)
        with meter_on(file) as other:
            wait_until(lambda: other.totals(NOW).today.amounts == {"deepgram.nova-3": 60.0}, "the other seeing it")


def test_processes_add_up(tmp_path: Path) -> None:
    file = tmp_path / "usage.sqlite"
    program = (
        "import sys, datetime; from pathlib import Path; from echoflow.store.usage import UsageMeter\n"
        "meter = UsageMeter(Path(sys.argv[1]), {}, today=lambda: datetime.date(2026, 11, 22))\n"
        "for _ in range(100): meter.add('deepgram.nova-3', 1.0)\n"
        "meter.close()\n"
    )
    children = [subprocess.Popen([sys.executable, "-c", program, str(file)]) for _ in range(3)]
    with meter_on(file) as meter:
        for _ in range(100):
            meter.add("deepgram.nova-3", 1.0)
        assert [child.wait(30) for child in children] == [0, 0, 0]
    with meter_on(file) as meter:
        assert meter.totals(NOW).today.amounts == {"deepgram.nova-3": 400.0}


def test_threads_add_up(tmp_path: Path) -> None:
    with meter_on(tmp_path / "usage.sqlite") as meter:

        def use() -> None:
            for _ in range(500):
                meter.add("deepgram.flux", 1.0)

        threads = [threading.Thread(target=use) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert meter.totals(NOW).today.amounts == {"deepgram.flux": 2_000.0}


def test_a_disk_that_stands_still_is_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "usage.sqlite"
    with meter_on(file) as meter:
        meter.add("deepgram.nova-3", 1.0)
    with closing(sqlite3.connect(file, isolation_level=None)) as somebody, meter_on(file) as meter:
        somebody.execute("BEGIN EXCLUSIVE")
        begun = time.perf_counter()
        for _ in range(1_000):
            meter.add("deepgram.nova-3", 1.0)
            meter.totals(NOW)
        # A thousand exchanges with a disk that does not answer would take far longer than any busy machine.
        assert time.perf_counter() - begun < 2.0
        somebody.execute("ROLLBACK")
    with meter_on(file) as meter:
        assert meter.totals(NOW).today.amounts == {"deepgram.nova-3": 1_001.0}


def _damage(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" + os.urandom(4_000))


def _write_other_things(file: Path) -> None:
    file.write_text("my diary\n" * 100)


def _make_folder(file: Path) -> None:
    file.mkdir()


def _make_other_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE usage (name TEXT)")


@pytest.mark.parametrize("spoil", [_damage, _write_other_things, _make_folder, _make_other_table])
def test_a_file_that_cannot_be_used_is_named_once_and_counting_goes_on(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    file = tmp_path / "usage.sqlite"
    spoil(file)
    before = file.read_bytes() if file.is_file() else b""
    said: list[str] = []
    meter = UsageMeter(file, PRICES, today=lambda: TODAY, on_problem=said.append)
    meter.add("deepgram.nova-3", 60.0)
    meter.close()

    assert [str(file) in sentence for sentence in said] == [True]
    assert meter.problem == said[0]
    assert meter.totals(NOW).today.amounts == {"deepgram.nova-3": 60.0}
    if file.is_file():
        assert file.read_bytes() == before


def test_once_the_file_is_out_of_the_way_nothing_counted_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "usage.sqlite"
    _write_other_things(file)
    with meter_on(file) as meter:
        meter.add("deepgram.nova-3", 60.0)
        assert meter.problem is not None
        file.rename(tmp_path / "diary.txt")
    assert meter.problem is None
    with meter_on(file) as meter:
        assert meter.totals(NOW).today.amounts == {"deepgram.nova-3": 60.0}


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with meter_on(tmp_path / "gone" / "usage.sqlite") as meter:
        meter.add("deepgram.nova-3", 60.0)
    assert meter.problem is not None
    assert "gone" in meter.problem


def test_rows_that_make_no_sense_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "usage.sqlite"
    with meter_on(file) as meter:
        meter.add("deepgram.nova-3", 60.0)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO usage VALUES ('2026-11-22', 'elevenlabs.characters', 'many')")
        connection.execute("INSERT INTO usage VALUES ('tomorrow', 7, 3)")
    with meter_on(file) as meter:
        assert meter.totals(NOW).today.dollars == pytest.approx(0.0048)


def test_nothing_is_made_where_no_cloud_is_used(tmp_path: Path) -> None:
    with meter_on(tmp_path / "usage.sqlite") as meter:
        assert meter.totals(NOW).month == Cost()
    assert not list(tmp_path.iterdir())


def test_the_file_is_among_the_users_data() -> None:
    assert usage_file().parent.name == "data"


@pytest.mark.parametrize(
    ("limit", "spent", "nearly", "exhausted"),
    [
        (0.0, 1_000.0, False, False),
        (5.0, 3.99, False, False),
        (5.0, 4.0, True, False),
        (5.0, 4.99, True, False),
        (5.0, 5.0, False, True),
        (5.0, 7.0, False, True),
    ],
)
def test_a_budget_warns_and_ends(limit: float, spent: float, nearly: bool, exhausted: bool) -> None:
    budget = Budget(limit)
    assert (budget.nearly(spent), budget.exhausted(spent)) == (nearly, exhausted)


def test_each_of_the_last_days_is_told(tmp_path: Path) -> None:
    with closing(UsageMeter(tmp_path / "usage.sqlite", PRICES, today=lambda: NOW.date())) as meter:
        meter.add("deepgram.flux", 60.0)
        days = meter.days(NOW, 3)
    assert list(days) == [NOW.date() - timedelta(days=back) for back in (2, 1, 0)]
    assert [cost.by_engine for cost in days.values()] == [{}, {}, {"deepgram": pytest.approx(PRICES["deepgram.flux"])}]
