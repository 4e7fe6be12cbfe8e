"""A stand-in of a cloud as a program of its own.

For tests of its command or of EchoFlow as a program, and for benchmarks, whose loop is not to do its work.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_ANNOUNCEMENT = "listening on "


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
    command = [sys.executable, "-m", f"tests.stand_ins.{service}", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        address = program.stdout.readline()
        assert address.startswith(_ANNOUNCEMENT), address or f"the stand-in of {service} did not start"
        running = RunningStandIn(address.removeprefix(_ANNOUNCEMENT).strip())
        try:
            yield running
        finally:
            program.terminate()
            rest, _ = program.communicate(timeout=20)
            running.used += [json.loads(line) for line in rest.splitlines() if line.startswith("{")]
