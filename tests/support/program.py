"""EchoFlow as a program: run as its users run it, with folders of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from support.waiting import wait_until

Event = dict[str, Any]


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a machine without screen and sound card, with all folders below `home`."""
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"} and not name.startswith("ECHOFLOW_")
    }
    return {**bare, "ECHOFLOW_HOME": str(home), "ECHOFLOW_LANGUAGE": "en", "PYTHONWARNINGS": "default", **more}


def command(*arguments: str | Path) -> list[str]:
    """What starts `echoflow ARGUMENTS`: the program that ECHOFLOW_PROGRAM names, or the source with this Python."""
    program = os.environ.get("ECHOFLOW_PROGRAM")
    start = [program] if program else [sys.executable, "-m", "echoflow"]
    return [*start, *map(str, arguments)]


def run(
    *arguments: str | Path, home: Path, timeout: float = 120.0, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end; whatever it prints is in the result. Fails on what nobody foresaw."""
    done = subprocess.run(
        command(*arguments),
        env=environment(home, **(env or {})),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        cwd=home,
    )
    assert_clean(home, done.stderr)
    return done


def assert_clean(home: Path, stderr: str) -> None:
    """Nothing unforeseen was written down, and no warning of Python, Qt or asyncio was printed."""
    crash = home / "log" / "crash.txt"
    assert not crash.exists(), crash.read_text(encoding="utf-8")
    assert not re.search(r"Traceback|Warning:|^Q\w+::|never awaited", stderr, re.MULTILINE), stderr


def wait_for(condition: Callable[[], bool], program: subprocess.Popen[str]) -> None:
    """Returns when `condition` holds; fails when `program` ends before."""
    wait_until(lambda: condition() or program.poll() is not None, "what the program is to do", 60)
    assert condition(), program.communicate()


def read_events(path: Path) -> list[Event]:
    """The events of a conversation."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def named(events: Sequence[Event], *names: str) -> list[Event]:
    """The events of these names, in order."""
    return [event for event in events if event["event"] in names]


def child_with(argument: str, parent: int) -> int | None:
    """The process that `parent` started with `argument` in its command line (Linux)."""
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            words = (process / "cmdline").read_bytes().decode().split("\0")
            started_by = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if started_by == parent and argument in words:
            return int(process.name)
    return None


def language_model_of(parent: int) -> int | None:
    """The process of the language model that `parent` started, from source or packaged."""
    return child_with("echoflow.language.llama_worker", parent) or child_with("llama-worker", parent)
