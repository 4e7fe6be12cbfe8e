"""How a run ended is known to the next one, and told with nothing secret in it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from echoflow.last_run import RunWatch, is_alive

PROGRAM = """
import ctypes, os, sys, time
from pathlib import Path
from echoflow.last_run import RunWatch

def stumble():
    what_was_said = "planted secret"
    ctypes.string_at(0)

watch = RunWatch(Path(sys.argv[1]))
print(repr(watch.begin()), flush=True)
if sys.argv[2] == "fault":
    stumble()
elif sys.argv[2] == "wait":
    sys.stdin.readline()
watch.end()
"""


def start(folder: Path, ending: str) -> subprocess.Popen[str]:
    """A run in a process of its own, begun; `ending` is `well`, `fault`, or `wait` until it is told to end well."""
    run = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), ending],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "ECHOFLOW_LANGUAGE": "en"},
    )
    assert run.stdout is not None
    assert run.stdout.readline().startswith(("'", '"'))
    return run


def finish(run: subprocess.Popen[str]) -> int:
    run.communicate("\n", timeout=20)
    return run.returncode


def next_report(folder: Path) -> str:
    watch = RunWatch(folder)
    report = watch.begin(catch_faults=False)
    watch.end()
    return report


def test_a_run_that_ends_well_leaves_nothing(tmp_path: Path) -> None:
    assert finish(start(tmp_path, "well")) == 0
    assert list(tmp_path.iterdir()) == []
    assert next_report(tmp_path) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_fault_is_told_with_where_and_not_with_what(tmp_path: Path) -> None:
    assert finish(start(tmp_path, "fault")) == -signal.SIGSEGV
    report = next_report(tmp_path)
    assert "was ended by a fault" in report
    assert "in stumble" in report
    assert "planted" not in report
    assert next_report(tmp_path) == "", "told twice"
    assert (tmp_path / "last-crash.txt").read_text(encoding="utf-8") == report


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_run_that_was_killed_is_written_down_and_no_crash_and_one_that_runs_is_neither(tmp_path: Path) -> None:
    run = start(tmp_path, "wait")
    assert next_report(tmp_path) == ""
    run.kill()
    run.communicate()
    assert next_report(tmp_path) == ""
    assert "ended without a word" in (tmp_path / "last-crash.txt").read_text(encoding="utf-8")


def test_a_run_that_ended_with_the_computer_did_not_crash(tmp_path: Path) -> None:
    RunWatch(tmp_path, pid=1, boot="before").begin(catch_faults=False)
    assert next_report(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_the_number_of_a_process_that_is_used_again_is_no_running_one(tmp_path: Path) -> None:
    RunWatch(tmp_path).begin(catch_faults=False)
    next_report(tmp_path)
    assert "ended without a word" in (tmp_path / "last-crash.txt").read_text(encoding="utf-8")


def test_what_nobody_foresaw_is_told_once_and_can_be_forgotten(tmp_path: Path) -> None:
    (tmp_path / "crash.txt").write_text("where it happened\n", encoding="utf-8")
    watch = RunWatch(tmp_path)
    assert watch.begin(catch_faults=False) == "where it happened\n"
    watch.forget()
    watch.end()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_used_is_no_reason_not_to_start(tmp_path: Path) -> None:
    watch = RunWatch(tmp_path / "missing")
    assert watch.begin(catch_faults=False) == ""
    watch.end()


def test_processes_are_told_from_those_that_are_gone() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert is_alive(os.getpid())
    assert not is_alive(child.pid)
