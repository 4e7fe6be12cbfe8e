"""A session bus of a test's own; nothing of the desktop of whoever runs the tests is on it.

Needs the Debian package dbus.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STAND_INS = Path(__file__).parents[1] / "stand_ins"


@contextmanager
def session_bus() -> Iterator[str]:
    """The address of a bus that is there until the block is left; what it starts keeps its files to itself."""
    with tempfile.TemporaryDirectory(prefix="echoflow-bus-", ignore_cleanup_errors=True) as folder:
        private = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), folder)
        command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **private}
        ) as daemon:
            assert daemon.stdout is not None
            try:
                yield daemon.stdout.readline().strip()
            finally:
                daemon.terminate()


@contextmanager
def on_the_bus(address: str, stand_in: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`stand_ins/STAND_IN.py` on the bus at `address`, after it has said `ready`."""
    command = [sys.executable, str(_STAND_INS / f"{stand_in}.py"), *arguments]
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.terminate()
