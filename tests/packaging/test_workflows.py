"""That the public CI can be read and its commands parsed; it cannot be run here."""

from __future__ import annotations

import importlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read(file: Path) -> Any:
    return importlib.import_module("yaml").safe_load(file.read_text(encoding="utf-8"))


def commands(file: Path) -> Iterator[str]:
    for job in read(file)["jobs"].values():
        for step in job["steps"]:
            # What is in the braces is filled in by the service.
            yield re.sub(r"\$\{\{.*?\}\}", "filled", step.get("run", ""))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_command_is_one_that_bash_can_read(file: Path) -> None:
    for command in commands(file):
        done = subprocess.run(["bash", "-n"], input=command, capture_output=True, text=True, check=False)
        assert done.stderr == ""


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_the_scripts_that_are_run_are_there(file: Path) -> None:
    named = re.findall(r"scripts/[\w.]+", "\n".join(commands(file)))
    assert named
    for script in named:
        assert (ROOT / script).is_file()


def test_only_the_job_that_publishes_may_write() -> None:
    [release] = [file for file in WORKFLOWS if file.stem == "release"]
    jobs = read(release)["jobs"]
    assert {name: job.get("permissions") for name, job in jobs.items()} == {
        "build": None,
        "publish": {"contents": "write"},
    }
    assert "--draft" in "\n".join(commands(release))
