"""What was learned of the user's pauses outlives the app, and a damaged file does not stop it."""

from __future__ import annotations

from pathlib import Path

import pytest

from echoflow.conversation.endpointing import PauseHabit
from echoflow.errors import UserError
from echoflow.store.pauses import load, pauses_file, save

LEARNED = PauseHabit().after(0.9).after(1.4).after(0.7)


def test_what_is_learned_is_there_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))
    save(LEARNED.to_dict(), pauses_file())

    figures, problem = load(pauses_file())

    assert PauseHabit.from_dict(figures) == LEARNED
    assert problem is None
    assert pauses_file().is_relative_to(tmp_path)
    assert [file.name for file in pauses_file().parent.iterdir()] == [pauses_file().name]


def test_the_first_time_there_is_nothing_and_nothing_to_say(tmp_path: Path) -> None:
    assert load(tmp_path / "pauses.json") == ({}, None)
    assert PauseHabit.from_dict({}) == PauseHabit()


@pytest.mark.parametrize(
    "contents",
    [b"", b"{", b"[1, 2]", b"7", b'"x"', b"null", b"\xff\xfe", b'{"median": "long"}', b'{"median": null}', b"[" * 9999],
)
def test_a_damaged_file_is_named_and_learned_anew(tmp_path: Path, contents: bytes) -> None:
    file = tmp_path / "pauses.json"
    file.write_bytes(contents)

    figures, problem = load(file)

    assert PauseHabit.from_dict(figures) == PauseHabit()
    assert problem is not None
    assert str(file) in problem
    save(LEARNED.to_dict(), file)
    assert PauseHabit.from_dict(load(file)[0]) == LEARNED


@pytest.mark.parametrize(
    "figures",
    [
        {"median": -1, "spread": 0.55, "pauses": 3},
        {"median": float("nan"), "spread": 0.55, "pauses": 3},
        {"median": 0.5, "spread": 1e300, "pauses": 3},
        {"median": 0.5, "spread": 0.55, "pauses": float("inf")},
        {"median": True, "spread": 0.55, "pauses": 3},
        {"median": 0.5, "spread": 0.55},
    ],
)
def test_impossible_figures_are_not_believed(figures: dict[str, object]) -> None:
    assert PauseHabit.from_dict(figures) == PauseHabit()


def test_a_file_that_cannot_be_written_is_named_and_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "pauses.json"
    file.mkdir()
    (file / "in the way").touch()

    with pytest.raises(UserError) as caught:
        save(LEARNED.to_dict(), file)

    assert str(file) in str(caught.value)
    assert [found.name for found in tmp_path.iterdir()] == [file.name]
