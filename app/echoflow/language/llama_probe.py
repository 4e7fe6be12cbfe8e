"""How the language model's process is started, and what the llama.cpp in it can do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from echoflow.errors import EngineError
from echoflow.language.llama_fit import Device, Machine
from echoflow.language.llama_worker import DESCRIBE
from echoflow.text import tr

WORKER_ARGUMENT = "llama-worker"
"""The frozen program given this as its first argument is to run `llama_worker.main` with the rest."""

_PROBE_SECONDS = 60.0


def worker_command() -> list[str]:
    """How the model's process is started."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT]
    # -P: a file named json.py in the current folder must not become part of the program.
    return [sys.executable, "-P", "-m", "echoflow.language.llama_worker"]


@dataclass(frozen=True, slots=True)
class LlamaBuild:
    """What the installed llama.cpp can do.

    Attributes:
        version: of llama-cpp-python.
        system: what it uses of this processor.
        gpu: it was built to put layers on a GPU.
        machine: what it found for a model.

    """

    version: str
    system: str
    gpu: bool
    machine: Machine


def probe(command: Sequence[str] | None = None) -> LlamaBuild:
    """Asks the installed llama.cpp, in a process of its own, what it can do; blocks for about a second.

    Raises:
        EngineError: it does not start.

    """
    try:
        result = subprocess.run(
            [*(command or worker_command()), DESCRIBE], capture_output=True, timeout=_PROBE_SECONDS, check=True
        )
        found = json.loads(result.stdout)
        devices = tuple(Device(**device) for device in found["machine"]["devices"])
        machine = Machine(**{**found["machine"], "devices": devices})
        return LlamaBuild(found["version"], found["system"], found["gpu"], machine)
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        raise EngineError(
            tr("llama.cpp does not start on this machine; install llama-cpp-python again."), permanent=True
        ) from error
