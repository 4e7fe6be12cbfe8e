"""Commands print on any terminal, into any pipe and with streams closed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support.program import command, environment, run


def test_an_ascii_terminal_is_spoken_to_in_plain_english(tmp_path: Path) -> None:
    done = run("models", "verify", "“…”", home=tmp_path, env={"PYTHONIOENCODING": "ascii", "ECHOFLOW_LANGUAGE": "zh"})

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == 'echoflow: There is no model "..."; "echoflow models list" shows those there are.\n'


def test_the_doctor_is_understood_everywhere(tmp_path: Path) -> None:
    done = run("doctor", home=tmp_path, env={"PYTHONIOENCODING": "cp437", "LC_ALL": "C"})

    assert done.returncode == 0, done.stderr
    assert "+ Python 3" in done.stdout
    assert "-> " in done.stdout
    [greeting] = done.stderr.splitlines()
    assert "EchoFlow" in greeting


def test_the_doctor_tells_programs_in_json(tmp_path: Path) -> None:
    done = run("doctor", "--json", home=tmp_path)

    report = json.loads(done.stdout)
    assert done.returncode == (1 if any(check["status"] == "problem" for check in report["checks"]) else 0)


@pytest.mark.parametrize("redirection", ["| head -0", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_are_no_crash(tmp_path: Path, redirection: str) -> None:
    line = f'"$@" {redirection}'
    done = subprocess.run(
        ["sh", "-c", line, "sh", *command("models", "list")],
        env=environment(tmp_path, PYTHONWARNINGS="ignore"),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert done.returncode == 0
    assert done.stderr == ""
    assert not list(tmp_path.rglob("crash.txt"))


def test_a_result_that_cannot_be_printed_is_a_failure(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("models", "list"),
            env=environment(tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=30,
        )

    assert (done.returncode, done.stderr) == (
        1,
        "echoflow: The result cannot be printed: No space left on device.\n",
    )
