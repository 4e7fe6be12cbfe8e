"""A steady beat for endpoints that have no sound card to give them one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Protocol


class Stop(Protocol):
    """What `threading.Event` offers to somebody waiting for the end."""

    def wait(self, timeout: float) -> bool:
        """Waits up to `timeout` seconds; True when it is time to end."""


def start_beat(
    name: str,
    period: float,
    origin: float,
    tick: Callable[[int, float], None],
    stop: Stop,
    on_failure: Callable[[], None],
) -> threading.Thread:
    """Runs `beat` on a thread called `name`; if it fails, `on_failure` is called there and the error goes on."""

    def run() -> None:
        try:
            beat(period, origin, tick, stop)
        except BaseException:
            on_failure()
            raise

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread


def beat(
    period: float,
    origin: float,
    tick: Callable[[int, float], None],
    stop: Stop,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Calls `tick(n, origin + n * period)` at that second for n = 0, 1, 2... until `stop`.

    The deadlines are absolute, so nothing adds up; a beat that comes late is followed at once by those it delayed.
    """
    n = 0
    while True:
        deadline = origin + n * period
        if stop.wait(max(0.0, deadline - clock())):
            return
        tick(n, deadline)
        n += 1
