"""A stand-in of a cloud as a program of its own, for tests that run EchoFlow as one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass
class RunningStandIn:
    """One that runs.

    Attributes:
        url: where it is.
        used: what it told of its use, a dictionary for each connection; complete when it has ended.
    """

    url: str
    used: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def stand_in_program(service: str, *options: str) -> Iterator[RunningStandIn]:
    """Runs `python -m tests.stand_ins.SERVICE OPTIONS` on any free port as long as the block lasts."""
    with subprocess.Popen(
        [sys.executable, "-m", f"tests.stand_ins.{service}", *options], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        address = program.stdout.readline()
        assert address.startswith("listening on "), address
        running = RunningStandIn(address.removeprefix("listening on ").strip())
        try:
            yield running
        finally:
            program.terminate()
            rest, _ = program.communicate(timeout=20)
            running.used += [json.loads(line) for line in rest.splitlines() if line.startswith("{")]
