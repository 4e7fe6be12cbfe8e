"""A damaged file of conversations is put aside, and what can be read of it goes on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from echoflow.store.conversations import ConversationStore
from echoflow.store.conversations_record import StoredTurn

COUNT = 60


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Sixty conversations of three turns each."""
    made = tmp_path / "conversations.sqlite"
    store = ConversationStore(made)
    for number in range(COUNT):
        for turn in range(1, 4):
            words = f"Question {turn} about subject{number}. " + "And so on. " * 20
            store.put(f"key{number}", "en", StoredTurn(turn, 1_000.0 * number + turn, words, "Yes.", "Yes.", ended=1.0))
    store.close()
    return made


def opened(file: Path) -> tuple[list[str], list[str]]:
    """What is told, and the keys that are there; a new turn can be stored in any case."""
    told: list[str] = []
    store = ConversationStore(file, on_problem=told.append)
    store.put("new", "en", StoredTurn(1, 1e9, "Does it go on?"))
    keys = [each.key for each in store.summaries().result(20)]
    assert len(store.search("go on").result(10)) >= 1
    store.close()
    return told, keys


def test_what_lies_beside_the_damage_is_saved(file: Path) -> None:
    contents = bytearray(file.read_bytes())
    middle = len(contents) // 2
    contents[middle : middle + 3 * 4096] = random.Random(3).randbytes(3 * 4096)
    file.write_bytes(contents)

    told, keys = opened(file)

    [sentence] = told
    aside = file.with_name("conversations.sqlite.damaged")
    assert "damaged" in sentence
    assert str(aside) in sentence
    assert aside.read_bytes() == contents
    assert keys[0] == "new"
    assert len(keys) > COUNT * 0.6
    assert f"{len(keys) - 1} conversations" in sentence


def test_a_file_of_garbage_is_begun_anew(file: Path) -> None:
    file.write_bytes(b"garbage!" * 4096)

    told, keys = opened(file)

    assert keys == ["new"]
    assert len(told) == 1


def test_a_file_that_was_cut_off_is_saved_from(file: Path) -> None:
    contents = file.read_bytes()
    file.write_bytes(contents[: len(contents) * 2 // 3 // 4096 * 4096])

    told, keys = opened(file)

    assert len(told) == 1
    assert keys[0] == "new"


def test_nothing_that_was_put_aside_is_lost(file: Path) -> None:
    for number in range(2):
        file.write_bytes(b"garbage!" * 4096 + bytes([number]))
        for companion in ("-wal", "-shm"):
            file.with_name(file.name + companion).unlink(missing_ok=True)
        opened(file)

    assert file.with_name("conversations.sqlite.damaged").read_bytes()[-1] == 0
    assert file.with_name("conversations.sqlite.damaged-2").read_bytes()[-1] == 1


@pytest.mark.parametrize("head", [b"\0" * 100, b"\xff" * 4096])
def test_a_file_that_lost_its_head_is_saved_whole(file: Path, head: bytes) -> None:
    contents = file.read_bytes()
    file.write_bytes(head + contents[len(head) :])

    told, keys = opened(file)

    [sentence] = told
    assert f"{COUNT} conversations" in sentence
    assert len(keys) == COUNT + 1
    assert sorted(each.name for each in file.parent.iterdir()) == [file.name, f"{file.name}.damaged"]


def test_damage_that_shows_itself_later_is_met_the_same_way(file: Path) -> None:
    told: list[str] = []
    store = ConversationStore(file, on_problem=told.append)
    assert len(store.summaries().result(10)) == COUNT
    contents = bytearray(file.read_bytes())
    with file.open("r+b") as handle:
        handle.seek(4096)
        handle.write(b"\xff" * (len(contents) - 4096))

    for turn in range(1, 4):
        store.put("new", "en", StoredTurn(turn, 1e9, "Does it go on?"))
    assert len(store.search("go on").result(20)) >= 1
    store.close()

    # SQLite may not have had to read any of it again; then the next start does.
    told_later, _ = opened(file)
    assert len(told + told_later) == 1
