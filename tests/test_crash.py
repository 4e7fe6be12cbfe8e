"""What no one foresaw becomes one sentence, and tells no secrets."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Signal

from echoflow import crash
from echoflow.commands import runner
from echoflow.crash import unforeseen_errors
from echoflow.errors import UserError

SECRET = "what the user said"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))
    return tmp_path


def failing() -> None:
    try:
        dict[str, str]()[SECRET]
    except KeyError as error:
        raise RuntimeError(SECRET) from error


def test_the_details_say_where_and_not_what(home: Path) -> None:
    with pytest.raises(RuntimeError) as raised:
        failing()
    sentence = crash.report(raised.value)

    details = (home / "log" / "crash.txt").read_text(encoding="utf-8")
    assert str(home / "log" / "crash.txt") in sentence
    assert "in failing" in details
    assert "RuntimeError" in details
    assert "KeyError" in details
    assert SECRET not in details + sentence


def test_what_was_meant_for_the_user_is_passed_on(home: Path) -> None:
    assert crash.sentence_for(UserError("Plug it in.")) == "Plug it in."
    assert not (home / "log").exists()


class Clumsy(QObject):
    """Fails in a slot."""

    signal = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.signal.connect(self.stumble)

    def stumble(self) -> None:
        failing()


@pytest.mark.usefixtures("qapp")
def test_an_error_in_a_slot_or_a_task_is_told_and_the_program_goes_on(home: Path) -> None:
    told: list[str] = []

    async def main() -> int:

        with unforeseen_errors(told.append):
            clumsy = Clumsy()
            QTimer.singleShot(0, clumsy.signal.emit)
            asyncio.get_running_loop().call_soon(failing)
            async with asyncio.timeout(5):
                while len(told) < 2:
                    await asyncio.sleep(0.001)
        return 7

    assert runner.run(main()) == 7
    assert all("crash.txt" in sentence for sentence in told)


def test_a_log_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path / "file"))
    assert "could not be saved" in crash.report(RuntimeError(SECRET))
