"""Conversations are kept, and nothing that happens to their file stops one."""

from __future__ import annotations

import contextlib
import resource
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from echoflow.errors import UserError
from echoflow.store.conversations import DAY_SECONDS, ConversationStore, reading
from echoflow.store.conversations_database import ConversationDatabase
from echoflow.store.conversations_record import TITLE_LENGTH, StoredTurn, title_of

HELLO = StoredTurn(1, 1_000.0, "Hello there", "Hi! How are you?", "Hi! How are you?", ended=1_004.0)
MILK = StoredTurn(
    2, 1_010.0, "怎么打奶泡？", "把牛奶加热，然后摇一摇。", "把牛奶加热，", interrupted=True, ended=1_014.0
)


@contextmanager
def store_on(file: Path, told: list[str] | None = None) -> Iterator[ConversationStore]:
    store = ConversationStore(file, on_problem=None if told is None else told.append)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "conversations.sqlite"


def keys(store: ConversationStore) -> list[str]:
    return [each.key for each in store.summaries().result(10)]


def test_a_conversation_is_there_at_once_and_the_next_time(file: Path) -> None:
    with store_on(file) as store:
        store.put("a", "en", HELLO)
        store.put("a", "en", MILK)
    with store_on(file) as store:
        kept = store.read("a").result(10)
    assert kept is not None
    assert kept.turns == (HELLO, MILK)
    summary = kept.summary
    assert (summary.title, summary.started, summary.updated, summary.turns) == ("Hello there", 1_000.0, 1_010.0, 2)
    assert summary.last == "把牛奶加热，"


def test_a_turn_under_way_is_kept_before_its_answer_is_heard(file: Path) -> None:
    with store_on(file) as store:
        store.put("a", "en", StoredTurn(1, 1_000.0, "Hello there"))
        [turn] = store.read("a").result(10).turns  # type: ignore[union-attr]
        assert turn.ended is None
        store.put("a", "en", HELLO)
        assert store.read("a").result(10).turns == (HELLO,)  # type: ignore[union-attr]
        assert len(store.search("how are").result(10)) == 1


def test_what_was_withdrawn_was_never_said(file: Path) -> None:
    with store_on(file) as store:
        store.put("a", "en", StoredTurn(1, 1_000.0, "I would"))
        store.withdraw("a", 1)
        assert keys(store) == []
        store.put("a", "en", StoredTurn(1, 1_002.0, "I would like tea"))
        [summary] = store.summaries().result(10)
        assert summary.title == "I would like tea"
        assert [hit.count for hit in store.search("would").result(10)] == [1]


def test_the_newest_comes_first(file: Path) -> None:
    with store_on(file) as store:
        store.put("a", "en", HELLO)
        store.put("b", "en", replace(HELLO, at=900.0))
        assert keys(store) == ["a", "b"]
        store.put("b", "en", MILK)
        assert keys(store) == ["b", "a"]


def test_a_search_shows_the_words_and_their_turn(file: Path) -> None:
    with store_on(file) as store:
        store.put("a", "zh", HELLO)
        store.put("a", "zh", MILK)
        store.put("b", "en", HELLO)
        for query in ("奶", "牛奶", "把牛奶加热", "摇一摇", "ＭＩＬＫ"):
            hits = store.search(query).result(10)
            assert [hit.summary.key for hit in hits] == (["a"] if query != "ＭＩＬＫ" else []), query
        [hit] = store.search("牛奶").result(10)
        assert hit.turn == 2
        assert [hit.snippet.text[begin:end] for begin, end in hit.snippet.marks] == ["牛奶"]
        assert [each.summary.key for each in store.search("hel").result(10)] == ["b", "a"]
        assert store.search("?").result(10) == []


def test_what_is_deleted_is_gone_from_the_disk_and_can_be_put_back(file: Path) -> None:
    with store_on(file) as store:
        store.put("a", "en", replace(HELLO, user="Xylophone secret", said="Marimba", heard="Marimba"))
        store.put("b", "en", HELLO)
        kept = store.read("a").result(10)
        store.delete(["a"])
        assert keys(store) == ["b"]
        on_disk = b"".join(each.read_bytes() for each in file.parent.iterdir()).lower()
        assert b"xylophone" not in on_disk
        assert b"marimba" not in on_disk
        assert store.search("marimba").result(10) == []
        assert kept is not None
        store.restore(kept)
        assert store.read("a").result(10) == kept
        assert len(store.search("marimba").result(10)) == 1


def test_all_is_forgotten(file: Path) -> None:
    with store_on(file) as store:
        store.put("a", "en", HELLO)
        store.clear()
        assert keys(store) == []
        assert store.search("hello").result(10) == []


def test_old_conversations_are_forgotten_and_one_that_went_on_is_not_old(file: Path) -> None:
    with store_on(file) as store:
        store.put("old", "en", HELLO)
        store.put("taken up", "en", HELLO)
        store.put("taken up", "en", replace(MILK, at=1_000.0 + 5 * DAY_SECONDS))
        store.forget_older(0, 1e9)
        assert len(keys(store)) == 2
        store.forget_older(3, 1_001.0 + 5 * DAY_SECONDS)
        assert keys(store) == ["taken up"]


def test_nothing_is_made_where_there_is_nothing_to_forget(file: Path) -> None:
    with store_on(file) as store:
        store.forget_older(3, 1e9)
    assert not file.exists()


def test_what_sqlite_cannot_keep_is_left_out(file: Path) -> None:
    told: list[str] = []
    with store_on(file, told) as store:
        store.put("a", "en", replace(HELLO, user="half \ud83d of a \0 face"))
        [turn] = store.read("a").result(10).turns  # type: ignore[union-attr]
    assert turn.user == "half ? of a  face"
    assert told == []


def test_an_older_file_is_brought_up_to_date(file: Path) -> None:
    with store_on(file) as store:
        store.put("a", "zh", MILK)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE words")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    with store_on(file) as store:
        assert len(store.search("牛奶").result(10)) == 1


def test_a_file_of_the_future_is_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
    before = file.read_bytes()
    told: list[str] = []
    with store_on(file, told) as store:
        store.put("a", "en", HELLO)
        assert keys(store) == []
    [sentence] = told
    assert "newer" in sentence
    assert sqlite3.connect(file).execute("PRAGMA user_version").fetchone() == (99,)
    assert before[:16] == file.read_bytes()[:16]


def test_the_first_words_are_the_title() -> None:
    assert title_of("  Hello \n there ") == "Hello there"
    long = "word " * 40
    assert title_of(long).endswith("word…")
    assert len(title_of(long)) <= TITLE_LENGTH
    assert len(title_of("很" * 100)) == TITLE_LENGTH // 2
    assert title_of("") == ""


def test_what_was_not_heard_is_told_apart_whatever_the_spaces() -> None:
    turn = StoredTurn(1, 0.0, "", "One. Two three.  Four", "One. Two\nthree.", interrupted=True)
    assert turn.unheard.strip() == "Four"
    assert replace(turn, heard="Something else").unheard == ""
    assert replace(turn, interrupted=False).unheard == ""


def test_nobody_waits_for_the_disk(file: Path) -> None:
    with store_on(file) as store:
        store.put("a", "en", HELLO)
        assert keys(store) == ["a"]
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            store.put("a", "en", MILK)
            done = threading.Event()
            asked = store.summaries()
            asked.add_done_callback(lambda _: done.set())
            assert not done.is_set()
            other.execute("COMMIT")
        assert [each.turns for each in asked.result(10)] == [2]


def test_a_full_disk_is_told_once_and_waited_out(file: Path) -> None:
    told: list[str] = []
    with store_on(file, told) as store:
        store.put("a", "en", HELLO)
        assert keys(store) == ["a"]
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size // 2, before[1]))
        try:
            store.put("b", "en", replace(HELLO, said="Long. " * 20_000))
            store.put("b", "en", MILK)
            store.summaries().result(10)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        [sentence] = told
        assert str(file) in sentence
        assert "make room" in sentence
        store.put("c", "en", HELLO)
        assert sorted(keys(store)) == ["a", "b", "c"]
        assert store.read("b").result(10).turns[1] == MILK  # type: ignore[union-attr]
    assert len(told) == 1


def test_a_folder_that_cannot_be_written_is_told_and_nothing_else_happens(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "no folder").touch()
    with store_on(tmp_path / "no folder" / "conversations.sqlite", told) as store:
        store.put("a", "en", HELLO)
        store.put("a", "en", MILK)
        assert keys(store) == []
    assert len(told) == 1


def test_a_folder_that_is_deleted_meanwhile_is_made_again_and_written_to(tmp_path: Path) -> None:
    told: list[str] = []
    file = tmp_path / "data" / "conversations.sqlite"
    with store_on(file, told) as store:
        store.put("a", "en", HELLO)
        assert keys(store) == ["a"]
        shutil.rmtree(file.parent)
        store.put("b", "en", HELLO)
    with reading(file) as database:
        assert database is not None
        assert [each.key for each in database.summaries()] == ["b"]
    assert told == []


def test_reading_needs_no_file_and_makes_none(file: Path) -> None:
    with reading(file) as database:
        assert database is None
    assert not file.exists()


def test_reading_while_the_app_writes(file: Path) -> None:
    with store_on(file) as store:
        store.put("a", "en", HELLO)
        assert keys(store) == ["a"]
        with reading(file) as database:
            assert database is not None
            assert [each.key for each in database.summaries()] == ["a"]


def test_reading_a_damaged_file_says_so(file: Path) -> None:
    file.write_bytes(b"no database" * 1000)
    with pytest.raises(UserError, match="damaged"), reading(file):
        pass


def test_half_a_change_is_none(file: Path) -> None:
    with closing(ConversationDatabase(file)) as database:
        with contextlib.suppress(ZeroDivisionError), database.change():
            database.put("a", "en", HELLO)
            raise ZeroDivisionError
        assert database.summaries() == []
