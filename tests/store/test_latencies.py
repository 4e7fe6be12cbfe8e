"""Response times are kept, and nothing that happens to their file stops a conversation."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from echoflow.store import latencies
from echoflow.store.latencies import (
    Latencies,
    LatencyStore,
    ReactionLatency,
    TurnLatency,
    latencies_file,
    read_latencies,
)

TURN = TurnLatency(1_000.0, {"speech_ended": 0.0, "first_token": -0.05, "playback_started": 0.42}, {"llm": "local"})
REACTION = ReactionLatency(1_001.0, 0.31, 0.09)


@contextmanager
def store_on(file: Path, told: list[str] | None = None) -> Iterator[LatencyStore]:
    store = LatencyStore(file, on_problem=None if told is None else told.append)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "latencies.sqlite"


def test_what_was_told_is_there_at_once_and_the_next_time(file: Path) -> None:
    with store_on(file) as store:
        store.add_turn(TURN)
        store.add_reaction(REACTION)
        store.add_reaction(ReactionLatency(1_002.0, 0.2))
        assert store.read().result(10) == Latencies([TURN], [REACTION, ReactionLatency(1_002.0, 0.2)])
    assert read_latencies(file).turns == [TURN]


def test_without_a_file_there_is_nothing_and_reading_makes_none(file: Path) -> None:
    with store_on(file) as store:
        assert store.read().result(10) == Latencies()
    assert not file.exists()


def test_it_can_be_forgotten(file: Path) -> None:
    with store_on(file) as store:
        store.add_turn(TURN)
        store.add_reaction(REACTION)
        store.clear()
        store.add_turn(TURN)
        assert store.read().result(10) == Latencies([TURN], [])


def test_only_the_latest_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latencies, "KEPT_TURNS", 3)
    monkeypatch.setattr(latencies, "KEPT_REACTIONS", 2)
    with store_on(file) as store:
        for at in range(10):
            store.add_turn(TurnLatency(at, TURN.milestones, {}))
            store.add_reaction(ReactionLatency(at, 0.1))
        kept = store.read().result(10)
    assert [turn.at for turn in kept.turns] == [7, 8, 9]
    assert [reaction.at for reaction in kept.reactions] == [8, 9]


@pytest.mark.parametrize("content", [b"this was never a database" * 100, b"SQLite format 3\0" + b"\xff" * 5_000])
@pytest.mark.parametrize("first", ["read", "add"])
def test_a_damaged_file_is_set_aside_with_one_sentence(file: Path, content: bytes, first: str) -> None:
    file.write_bytes(content)
    told: list[str] = []
    with store_on(file, told) as store:
        if first == "read":
            assert store.read().result(10) == Latencies()
        store.add_turn(TURN)
        assert store.read().result(10).turns == [TURN]
    aside = file.with_name("latencies.sqlite.damaged")
    assert aside.read_bytes() == content
    assert len(told) == 1
    assert str(aside) in told[0]


def test_a_database_with_other_tables_is_set_aside(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE turns (what TEXT)")
    told: list[str] = []
    with store_on(file, told) as store:
        store.add_turn(TURN)
        assert store.read().result(10).turns == [TURN]
    assert len(told) == 1


def test_a_place_that_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "latencies.sqlite"
    folder.mkdir()
    told: list[str] = []
    with store_on(folder, told) as store:
        for _ in range(3):
            store.add_turn(TURN)
        assert store.read().result(10) == Latencies()
    assert len(told) == 1
    assert str(folder) in told[0]


def test_rows_that_make_no_sense_are_left_out(file: Path) -> None:
    with store_on(file) as store:
        store.add_turn(TURN)
        store.add_reaction(REACTION)
    rows = [
        ("then", "{}", "{}"),
        (1.0, "{", "{}"),
        (1.0, "[]", "{}"),
        (1.0, '{"a": NaN}', "{}"),
        (1.0, "{}", '{"a":1}'),
    ]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executemany("INSERT INTO turns (at, milestones, engines) VALUES (?, ?, ?)", rows)
        connection.execute("INSERT INTO reactions (at, silent) VALUES (1.0, 'long')")
    assert read_latencies(file) == Latencies([TURN], [REACTION])


def test_what_is_told_after_the_end_is_lost_in_silence(file: Path) -> None:
    with store_on(file) as store:
        store.add_turn(TURN)
    store.add_turn(TURN)
    assert len(read_latencies(file).turns) == 1
    assert not any(thread.name.startswith("latencies") for thread in threading.enumerate())


def test_it_lies_with_the_data() -> None:
    assert latencies_file().name == "latencies.sqlite"
