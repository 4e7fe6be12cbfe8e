"""The microphone and the loudspeaker, really opened: that they are listed does not mean that sound comes."""

from __future__ import annotations

import asyncio
import math
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from echoflow.audio import player
from echoflow.audio.endpoints.devices import AudioDevice, list_devices
from echoflow.audio.frames import PLAYBACK_RATE
from echoflow.audio.recorder import Recorder, Recording
from echoflow.checks.check import Circumstances, in_obedient_thread
from echoflow.checks.findings import Finding
from echoflow.errors import UserError
from echoflow.text import tr

T = TypeVar("T")

RECORDED_SECONDS = 1.2
"""Enough to tell silence from a device that delivers nothing, whose first tenths of a second may be empty anyway."""

_SPOKEN_SECONDS = 0.2
_LET_GO_SECONDS = 1.5
"""The app may need a moment to let go of the device after it was asked to."""

_AGAIN_SECONDS = 0.1
_FULL_SCALE = 32_768.0
_CLIPPED_SAMPLE = 32_500
_CLIPPED_SHARE = 0.001
"""Of the samples: a knock on the table clips a few, a level that is too high many more."""

_FAINT_DECIBELS = -85.0
"""Between this and digital silence no room is; 16 bits end at -96. A microphone that is turned down to nothing does."""

PLACE = "settings/hearing"


def judge(recording: Recording, name: str) -> Finding:
    """What a second of `recording`, in which nobody has to speak, tells about the microphone called `name`."""
    samples = recording.samples
    if len(samples) == 0 or np.all(samples == samples[0]):
        sentence = tr("The microphone “{name}” delivers nothing but digital silence.", name=name)
        return Finding("microphone", "problem", sentence, _how_to_unmute(), PLACE)
    decibels = 10 * math.log10(float(np.mean(np.square(samples.astype(np.float64)))) / _FULL_SCALE**2)
    if np.mean(np.abs(samples.astype(np.int32)) >= _CLIPPED_SAMPLE) > _CLIPPED_SHARE:
        sentence = tr("The microphone “{name}” is so loud that its sound is cut off at the peaks.", name=name)
        remedy = tr("Turn its level down in the sound settings of the system.")
        return Finding("microphone", "warning", sentence, remedy, PLACE)
    if decibels < _FAINT_DECIBELS:
        sentence = tr(
            "The microphone “{name}” delivers next to nothing ({level} dB).", name=name, level=_shown(decibels)
        )
        remedy = tr("Turn its level up in the sound settings of the system, or choose another one.")
        return Finding("microphone", "warning", sentence, remedy, PLACE)
    sentence = tr(
        "The microphone “{name}” delivers sound: {rate} kHz, {level} dB in this moment.",
        name=name,
        rate=f"{recording.rate / 1000:g}",
        level=_shown(decibels),
    )
    return Finding("microphone", "ok", sentence)


def _shown(decibels: float) -> str:
    return f"{decibels:.0f}".replace("-", "−")


def _how_to_unmute() -> str:
    """What withholds the sound differs by system: on macOS and Windows a missing permission sounds just like that."""
    if sys.platform == "darwin":
        return tr("Allow EchoFlow the microphone in System Settings, under Privacy & Security, Microphone.")
    if sys.platform == "win32":
        return tr("Allow apps the microphone in Settings, under Privacy, Microphone, and look for a mute switch.")
    return tr("Look for a mute switch or key, unmute it in the sound settings, or choose another microphone.")


async def microphone(circumstances: Circumstances) -> Finding:
    """Records the chosen one for a second."""
    wanted = circumstances.settings.microphone or None

    def look(told: threading.Event) -> Finding:
        microphones, _ = list_devices()
        if not microphones:
            return Finding(
                "microphone", "warning", tr("There is no microphone."), tr("Connect one and try again."), PLACE
            )
        recorder = when_let_go(lambda: _recording(wanted), told)
        try:
            while not (recorder.is_full or recorder.failed or told.wait(0.05)):
                pass
            if recorder.failed is not None:
                return Finding("microphone", "warning", recorder.failed, place=PLACE)
            return judge(recorder.stop(), wanted or _default(microphones))
        finally:
            recorder.close()

    return await in_obedient_thread(look)


async def speaker(circumstances: Circumstances) -> Finding:
    """Plays the chosen one a moment of silence."""
    wanted = circumstances.settings.speaker or None

    def look(told: threading.Event) -> Finding:
        _, speakers = list_devices()
        if not speakers:
            return Finding(
                "speaker", "warning", tr("There is no loudspeaker."), tr("Connect one and try again."), PLACE
            )
        silence = np.zeros(round(_SPOKEN_SECONDS * PLAYBACK_RATE), np.int16)
        when_let_go(lambda: asyncio.run(player.play(silence, PLAYBACK_RATE, wanted)), told)
        return Finding("speaker", "ok", tr("The loudspeaker “{name}” plays.", name=wanted or _default(speakers)))

    return await in_obedient_thread(look)


def when_let_go(take: Callable[[], T], told: threading.Event) -> T:
    """What `take` returns, tried again while the device may still be in use by ourselves, unless told to end.

    Raises:
        UserError: it still cannot be used.
    """
    for _ in range(round(_LET_GO_SECONDS / _AGAIN_SECONDS)):
        try:
            return take()
        except UserError:
            if told.wait(_AGAIN_SECONDS):
                raise
    return take()


def _recording(wanted: str | None) -> Recorder:
    recorder = Recorder(wanted, RECORDED_SECONDS)
    recorder.start()
    return recorder


def _default(devices: list[AudioDevice]) -> str:
    return next((each.name for each in devices if each.is_default), devices[0].name)
