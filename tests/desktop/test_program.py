"""What starts the program again, in each way it can have been started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from echoflow.desktop.program import command


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A packaged one."""
    path = str(tmp_path / "unpacked" / "echoflow")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", path)
    monkeypatch.delenv("APPIMAGE", raising=False)
    monkeypatch.delenv("APPDIR", raising=False)
    return path


def test_the_packaged_program_starts_itself(program: str) -> None:
    assert command() == [program]


def test_one_that_came_in_a_single_file_is_that_file(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPIMAGE", "/home/me/echoflow.run")
    monkeypatch.setenv("APPDIR", str(Path(program).parent))
    assert command() == ["/home/me/echoflow.run"]


def test_the_single_file_of_the_terminal_it_was_started_in_is_not_ours(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APPIMAGE", "/home/me/terminal.AppImage")
    monkeypatch.setenv("APPDIR", str(tmp_path / "terminal"))
    assert command() == [program]
