"""Which of the devices that are there are to be used, and what of the sound in use shows that it works. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from echoflow.audio.endpoints.devices import AudioDevice

STALL_SECONDS = 4.0
"""A microphone that delivers nothing for this long has stopped. Bluetooth ones take up to three to wake."""

DEAF_SECONDS = 1.0
"""Digital silence for this long while the user was to speak is no pause of theirs."""

DEAF_ALWAYS_SECONDS = 10.0
"""The same where the user may speak at any time: a server that wakes up delivers some of it by itself."""


@dataclass(frozen=True, slots=True)
class DevicePlan:
    """What to open.

    Attributes:
        microphone: its name; "" for the default one.
        speaker: the same of the loudspeaker.
        missing: names of those that were chosen and are not there; the default ones stand in.
    """

    microphone: str = ""
    speaker: str = ""
    missing: tuple[str, ...] = ()


def plan_devices(
    microphone: str, speaker: str, devices: tuple[Sequence[AudioDevice], Sequence[AudioDevice]]
) -> DevicePlan:
    """What to open where `microphone` and `speaker` were chosen ("" for the default) and `devices` are there."""
    is_without_microphone, is_without_speaker = _is_missing(microphone, devices[0]), _is_missing(speaker, devices[1])
    return DevicePlan(
        "" if is_without_microphone else microphone,
        "" if is_without_speaker else speaker,
        # A headset is both.
        tuple(dict.fromkeys([microphone] * is_without_microphone + [speaker] * is_without_speaker)),
    )


def _is_missing(name: str, devices: Sequence[AudioDevice]) -> bool:
    # Where there are none at all, the sentence about the one that was chosen says more.
    return bool(name and devices) and name not in {each.name for each in devices}


def has_stalled(now: float, heard_at: float) -> bool:
    """Whether a microphone that last delivered anything at `heard_at` has stopped."""
    return now - heard_at > STALL_SECONDS
