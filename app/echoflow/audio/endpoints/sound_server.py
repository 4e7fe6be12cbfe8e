"""The microphones and loudspeakers that a sound server knows: PulseAudio, or PipeWire in its place.

On a Linux desktop all sound goes through such a server, and PortAudio sees only the way in: a headset that was
connected over Bluetooth is none of its devices. So the server is asked by its own tool, which takes 4 ms an answer
(measured), and told by the environment at which device a stream is to end.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from echoflow.audio.endpoints.direction import Direction

WAYS_IN = ("pulse", "pipewire")
"""What the sound servers call themselves among ALSA's devices."""

_TOOL = "pactl"
_PATIENCE_SECONDS = 2.0
"""A server that hangs is none."""

_VARIABLES: dict[Direction, tuple[str, ...]] = {
    "input": ("PULSE_SOURCE", "PIPEWIRE_NODE"),
    "output": ("PULSE_SINK", "PIPEWIRE_NODE"),
}
"""What libpulse and PipeWire's ALSA plugin read when a stream is opened."""


@dataclass(frozen=True, slots=True)
class ServerDevice:
    """A device of the sound server.

    Attributes:
        node: its name there, which stays the same from one start to the next.
        name: what a person reads.
        is_default: the server uses it when none is named.
    """

    node: str
    name: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class ServerDevices:
    """All of them, by direction."""

    input: tuple[ServerDevice, ...] = ()
    output: tuple[ServerDevice, ...] = ()

    def of(self, direction: Direction) -> tuple[ServerDevice, ...]:
        """Those of one direction."""
        return self.input if direction == "input" else self.output


def ask_server() -> ServerDevices | None:
    """What the server has now; None where there is no server, or none that can be asked. Takes about 12 ms."""
    if not sys.platform.startswith("linux") or shutil.which(_TOOL) is None:
        return None
    try:
        info, sources, sinks = _ask("info"), _ask("list", "sources"), _ask("list", "sinks")
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return read_devices(info, sources, sinks)


def read_devices(info: Any, sources: Any, sinks: Any) -> ServerDevices | None:
    """What the tool's answers say; None if they are none that we know."""
    try:
        microphones = [each for each in sources if not _is_monitor(each)]
        return ServerDevices(
            _named(microphones, info.get("default_source_name")), _named(sinks, info.get("default_sink_name"))
        )
    except (AttributeError, KeyError, TypeError):
        return None


@contextmanager
def routed(node: str, direction: Direction) -> Iterator[None]:
    """A stream that is opened in the block begins or ends at `node` of the server; "" leaves that to the server."""
    if not node:
        yield
        return
    before = {name: os.environ.get(name) for name in _VARIABLES[direction]}
    os.environ.update(dict.fromkeys(before, node))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _ask(*question: str) -> Any:
    # Its numbers have the decimal comma of the user's language, which is no JSON.
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    answer = subprocess.run(
        (_TOOL, "--format=json", *question),
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=_PATIENCE_SECONDS,
    )
    return json.loads(answer.stdout)


def _is_monitor(source: Any) -> bool:
    """It delivers what a loudspeaker plays."""
    return bool(source.get("properties", {}).get("device.class") == "monitor" or source.get("monitor_source"))


def _named(devices: Any, default: str | None) -> tuple[ServerDevice, ...]:
    """Each with a name of its own: two headsets of a kind have the same description."""
    found: list[ServerDevice] = []
    for device in devices:
        node, description = str(device["name"]), str(device.get("description") or device["name"])
        taken = {each.name for each in found}
        count = next(number for number in range(1, len(taken) + 2) if _numbered(description, number) not in taken)
        found.append(ServerDevice(node, _numbered(description, count), node == default))
    return tuple(found)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"
