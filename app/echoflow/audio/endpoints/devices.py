"""The microphones and loudspeakers of this computer.

PortAudio is loaded on first use: on Linux it is a package of its own, and without it everything but the sound card
works. Where a sound server stands between it and the devices, they are the server's, who knows more of them than ALSA
and by better names; PortAudio then opens its way into the server.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from echoflow.audio.endpoints.direction import Direction
from echoflow.audio.endpoints.sound_server import WAYS_IN, ServerDevices, ask_server
from echoflow.errors import UserError
from echoflow.text import tr

_PREFERRED_HOST_APIS = ("Windows WASAPI", "Core Audio", "ALSA")
"""One per system, so that no device is listed several times: PortAudio shows each under every interface it knows."""


@dataclass(frozen=True, slots=True)
class AudioDevice:
    """A microphone or a loudspeaker.

    Attributes:
        name: as the system calls it; identifies it in settings.
        is_default: what is used when none is chosen.

    """

    name: str
    is_default: bool


def load_sounddevice() -> ModuleType:
    """The sounddevice module.

    Raises:
        UserError: PortAudio is missing or does not start.

    """
    try:
        import sounddevice
    except OSError as error:
        if sys.platform.startswith("linux"):
            sentence = tr("Sound needs the PortAudio library; install the package libportaudio2.")
        else:
            sentence = tr("The PortAudio library is missing; install EchoFlow again.")
        raise UserError(sentence) from error
    except Exception as error:  # sounddevice.PortAudioError, which cannot be imported then
        raise _unanswering(error) from error
    module: ModuleType = sounddevice
    return module


def list_devices() -> tuple[list[AudioDevice], list[AudioDevice]]:
    """Microphones and loudspeakers, each named once; empty lists where there is no sound card.

    Raises:
        UserError: PortAudio is missing or has ended.

    """
    sounddevice = load_sounddevice()
    server = ask_server()
    try:
        return _listed(sounddevice, server, "input"), _listed(sounddevice, server, "output")
    except sounddevice.PortAudioError as error:
        raise _unanswering(error) from error


def refresh_devices() -> None:
    """Finds out anew what is connected; PortAudio looks only when it starts. Takes about a tenth of a second.

    Every open stream becomes invalid, so there must be none.

    Raises:
        UserError: PortAudio is missing or does not start.

    """
    sounddevice = load_sounddevice()
    # The module counts its starts, of which a failed one is none; there is no public way to start anew.
    while sounddevice._initialized:
        sounddevice._terminate()
    try:
        sounddevice._initialize()
    except sounddevice.PortAudioError as error:
        raise _unanswering(error) from error


def has_server() -> bool:
    """Whether a sound server can be asked what is connected, with everything open and at any time."""
    return _way_in(_devices(load_sounddevice(), "output")) is not None and ask_server() is not None


def find_device(sounddevice: ModuleType, name: str | None, direction: Direction) -> dict[str, Any]:
    """PortAudio's description of the device called `name`, or of the default one.

    One of a sound server is described by the way in, with its own name and the server's for it as `node`.

    Raises:
        UserError: there is no such device.

    """
    api = _host_api(sounddevice)
    devices = _devices(sounddevice, direction)
    if name is not None and (way_in := _way_in(devices)) is not None and (server := ask_server()) is not None:
        for one in server.of(direction):
            if one.name == name:
                return way_in | {"name": name, "node": one.node}
    default = api[f"default_{direction}_device"] if api else -1
    for device in devices:
        if device["name"] == name or (name is None and device["index"] == default):
            return device
    if name is None and devices:
        return devices[0]
    if direction == "input":
        if name is None:
            raise UserError(tr("This computer has no microphone; connect one."))
        raise UserError(tr("The microphone “{name}” is not connected; connect it or choose another one.", name=name))
    if name is None:
        raise UserError(tr("This computer has no loudspeaker; connect one."))
    raise UserError(tr("The loudspeaker “{name}” is not connected; connect it or choose another one.", name=name))


def _unanswering(error: Exception) -> UserError:
    return UserError(tr("The sound system does not answer: {reason}.", reason=error))


def _listed(sounddevice: ModuleType, server: ServerDevices | None, direction: Direction) -> list[AudioDevice]:
    devices = _devices(sounddevice, direction)
    if server is not None and _way_in(devices) is not None:
        return [AudioDevice(one.name, one.is_default) for one in server.of(direction)]
    default = find_device(sounddevice, None, direction)["name"] if devices else None
    names = dict.fromkeys(device["name"] for device in devices)
    return [AudioDevice(name, name == default) for name in names]


def _way_in(devices: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What leads to the sound server."""
    return next((device for device in devices if device["name"] in WAYS_IN), None)


def _devices(sounddevice: ModuleType, direction: Direction) -> list[dict[str, Any]]:
    api = _host_api(sounddevice)
    if api is None:
        return []
    devices = [sounddevice.query_devices(index) for index in api["devices"]]
    return [device for device in devices if device[f"max_{direction}_channels"] > 0]


def _host_api(sounddevice: ModuleType) -> dict[str, Any] | None:
    """The interface whose devices are used: the system's own one, else the first that has any."""
    apis: list[dict[str, Any]] = [api for api in sounddevice.query_hostapis() if api["devices"]]
    preferred = [api for api in apis if api["name"] in _PREFERRED_HOST_APIS]
    return next(iter(preferred or apis), None)
