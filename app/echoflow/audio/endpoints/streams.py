"""PortAudio's streams: in which format a device is opened, opening it, and letting go of it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from echoflow.audio.endpoints.devices import find_device
from echoflow.audio.endpoints.direction import Direction
from echoflow.audio.endpoints.sound_server import routed
from echoflow.errors import UserError
from echoflow.text import tr


@dataclass(frozen=True, slots=True)
class DeviceFormat:
    """How a device is opened; always 16 bits.

    Attributes:
        index: PortAudio's number of it.
        name: for messages.
        rate: Hz.
        channels: 1, or 2 where the hardware has no mono.
        settings: what the host's interface wants to be told.
        direction: of the sound.
        node: the sound server's name for it, where it is one of the server's; else empty.

    """

    index: int
    name: str
    rate: int
    channels: int
    settings: Any
    direction: Direction
    node: str = ""


def open_stream(
    card: ModuleType,
    device: DeviceFormat,
    callback: Callable[..., None],
    on_finished: Callable[[], None],
    *,
    latency: float,
    block: int = 0,
) -> Any:
    """A stream of `device`, not started yet.

    Args:
        card: the sounddevice module.
        device: as `choose_format` has chosen it.
        callback: as sounddevice calls it.
        on_finished: called when the stream has ended, by itself or not.
        latency: seconds of sound that may wait in the device.
        block: frames per call; 0 for what suits the device.

    Raises:
        sounddevice.PortAudioError: the device is busy or gone.
    """
    kind = card.RawInputStream if device.direction == "input" else card.RawOutputStream
    with routed(device.node, device.direction):
        return kind(
            device=device.index,
            samplerate=device.rate,
            channels=device.channels,
            dtype="int16",
            blocksize=block,
            latency=latency,
            extra_settings=device.settings,
            callback=callback,
            finished_callback=on_finished,
        )


def end_stream(card: ModuleType, stream: Any) -> None:
    """Silence at once, and the device is free."""
    # A device that is gone refuses, but closing it frees it all the same.
    with contextlib.suppress(card.PortAudioError):
        stream.abort()
    with contextlib.suppress(card.PortAudioError):
        stream.close()


def choose_format(
    card: ModuleType, name: str | None, direction: Direction, wanted: int, channels: tuple[int, ...] = (1, 2)
) -> DeviceFormat:
    """The device called `name` at `wanted` Hz or, where it refuses, as it likes best; with the first of `channels`.

    Raises:
        UserError: it is not connected, or can not be used in any known format.

    """
    device = find_device(card, name, direction)
    check = card.check_input_settings if direction == "input" else card.check_output_settings
    settings = card.WasapiSettings(auto_convert=True) if sys.platform == "win32" else None
    rates = dict.fromkeys((wanted, round(device["default_samplerate"])))
    node = device.get("node", "")
    reason: object = None
    for count in channels:
        for rate in rates:
            format_ = {"channels": count, "dtype": "int16", "extra_settings": settings, "samplerate": rate}
            try:
                with routed(node, direction):
                    check(device=device["index"], **format_)
            except (card.PortAudioError, ValueError) as error:
                reason = error.args[0] if error.args else error
            else:
                return DeviceFormat(device["index"], device["name"], rate, count, settings, direction, node)
    raise unusable(device["name"], reason)


def unusable(device: str, reason: object) -> UserError:
    """The error to raise where PortAudio refuses a device; `reason` is what it said."""
    return UserError(tr("“{device}” cannot be used for sound: {reason}.", device=device, reason=reason))
