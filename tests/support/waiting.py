"""Waiting for what another process or thread does, of which nobody is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

READY_SECONDS = 15.0
"""Far above the 0.1 to 0.5 s that a program takes to start; only a machine that is out of breath comes near it."""

_POLL_SECONDS = 0.02


def wait_until(probe: Callable[[], T | None], what: str, seconds: float = READY_SECONDS) -> T:
    """The first truthy answer of `probe`; TimeoutError naming `what` when there is none in time."""
    deadline = time.monotonic() + seconds
    while not (answer := probe()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(_POLL_SECONDS)
    return answer
