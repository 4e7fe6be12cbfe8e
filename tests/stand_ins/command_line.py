"""A stand-in run as its command, in a process of its own."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_ANNOUNCEMENT = "listening on "


@contextlib.contextmanager
def listening(root: Path, module: str, *arguments: str) -> Iterator[tuple[str, Iterator[str]]]:
    """Runs `python -m MODULE` in the checkout; gives its address and the lines it prints from then on."""
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            announcement = process.stdout.readline().strip()
            assert announcement.startswith(_ANNOUNCEMENT), announcement
            yield announcement.removeprefix(_ANNOUNCEMENT), process.stdout
        finally:
            process.terminate()
