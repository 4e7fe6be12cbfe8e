"""Folders that cannot be used are named, and what to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from echoflow import crash, paths
from echoflow.cli import main


@pytest.fixture
def no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """ECHOFLOW_HOME is a file."""
    home = tmp_path / "home"
    home.write_text("not a folder")
    monkeypatch.setenv("ECHOFLOW_HOME", str(home))
    return home


def test_a_folder_that_cannot_be_made_is_a_sentence(no_home: Path) -> None:
    with pytest.raises(paths.FolderError) as error:
        paths.data_folder()

    sentence = crash.sentence_for(error.value)
    assert str(no_home / "data") in sentence
    assert "ECHOFLOW_HOME" in sentence


@pytest.mark.parametrize("command", [["models", "list"], ["talk"]])
def test_commands_say_so(no_home: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 1

    [sentence] = capsys.readouterr().err.splitlines()
    assert str(no_home) in sentence
    assert "ECHOFLOW_HOME" in sentence


def test_details_that_cannot_be_saved_are_no_second_crash(no_home: Path) -> None:
    sentence = crash.report(RuntimeError())
    assert str(no_home) in sentence
    assert "could not be saved" in sentence
