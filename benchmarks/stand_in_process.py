"""A stand-in of a cloud as a process of its own, so that its work is not done in the loop that is measured."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class StandIn:
    """One that runs.

    Attributes:
        url: where it is.
        told: what it printed of its use, a dictionary a line.
    """

    url: str
    told: list[dict[str, Any]] = field(default_factory=list)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def stand_in(service: str, *options: str) -> AsyncIterator[StandIn]:
    """Runs `python -m tests.stand_ins.SERVICE OPTIONS` as long as the block lasts."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        f"tests.stand_ins.{service}",
        "--port",
        str(port),
        *options,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    running = StandIn(f"http://127.0.0.1:{port}")
    while b"listening" not in (line := await process.stdout.readline()):
        if not line:
            raise SystemExit(f"the stand-in of {service} did not start")
    reading = asyncio.create_task(_read(process.stdout, running))
    try:
        yield running
    finally:
        process.terminate()
        await process.wait()
        await reading


async def _read(output: asyncio.StreamReader, running: StandIn) -> None:
    while line := await output.readline():
        if line.startswith(b"{"):
            running.told.append(json.loads(line))
