"""How much of the loudspeaker comes back into the microphone, how late, and how much of it is taken out again.

Some rising tones are played, and what was recorded meanwhile is compared with them. What is learnt is what decides
whether EchoFlow can be cut in on without headphones.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray

from echoflow.audio.echo_cancellation import EchoFilter
from echoflow.audio.endpoints.devices import list_devices
from echoflow.audio.endpoints.sound_card import SoundCardEndpoint
from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, FRAME_SECONDS, Frame, Samples
from echoflow.audio.playback import Playback
from echoflow.audio.rendered_sound import LEAD_SECONDS
from echoflow.checks.check import Circumstances, in_obedient_thread
from echoflow.checks.findings import Finding
from echoflow.checks.sound import PLACE, when_let_go
from echoflow.errors import UserError
from echoflow.text import tr

Sound = NDArray[np.float32]
"""Mono at 16 kHz, in units of 16-bit samples."""

_BEFORE_SECONDS = 0.4
"""Silence first, to know the room without us; the devices need some of it to begin."""

_AFTER_SECONDS = 0.5
"""As long as the canceller can wait for an echo."""

_SWEEPS, _SWEEP_SECONDS = 6, 0.28
_LOWEST_HZ, _HIGHEST_HZ = 150.0, 6_000.0
_PEAK = 0.15
"""Of full scale: as loud as a soft voice."""

_STANDS_OUT = 8.0
"""Of the mean of a correlation, its peak: an echo 20 dB below the noise of a room stands out so, noise does not."""

_LATEST_SECONDS = 0.45
"""What comes back later is out of the canceller's reach (`echo_cancellation.PARTITIONS`, less the reverberation)."""

_POOR_DECIBELS = 6.0
"""Less than half of the echo's amplitude is taken out."""

_LOUD_DECIBELS = -20.0
"""An echo softer than this does no harm, however little of it is taken out."""


@dataclass(frozen=True, slots=True)
class EchoMeasure:
    """What came back.

    Attributes:
        seconds: from when a sound is said to leave the loudspeaker until it is in the microphone.
        coupling: decibels by which it is louder there than it was played; negative if it is softer.
        cancelled: decibels of it that were taken out, at the end of the tones.
    """

    seconds: float
    coupling: float
    cancelled: float


def tones(rate: int) -> Samples:
    """Rising tones of `rate` Hz with silence before and after."""
    time = np.arange(round(_SWEEP_SECONDS * rate)) / rate
    growth = math.log(_HIGHEST_HZ / _LOWEST_HZ) / _SWEEP_SECONDS
    sweep = np.sin(2 * np.pi * _LOWEST_HZ / growth * (np.exp(growth * time) - 1))
    sweep *= np.minimum(1, np.minimum(time, time[::-1]) / 0.01)
    parts = [np.zeros(round(_BEFORE_SECONDS * rate)), *[sweep] * _SWEEPS, np.zeros(round(_AFTER_SECONDS * rate))]
    return np.asarray(np.concatenate(parts) * _PEAK * 32767, np.int16)


def measure(near: Sound, far: Sound) -> EchoMeasure | None:
    """Compares the microphone with what was played, both from the same moment on; None if nothing came back."""
    played = np.flatnonzero(far)
    if len(played) == 0:
        return None
    begin, end = int(played[0]), int(played[-1]) + 1
    size = 1 << (len(near) + len(far)).bit_length()
    correlation = np.abs(np.fft.irfft(np.fft.rfft(near, size) * np.conj(np.fft.rfft(far, size)), size))
    # The sound card's word on when a block sounds is some milliseconds off at times, also to the early side.
    margin = round(0.05 * CAPTURE_RATE)
    candidates = np.concatenate([correlation[-margin:], correlation[:CAPTURE_RATE]])
    best = int(np.argmax(candidates))
    if candidates[best] <= _STANDS_OUT * float(np.mean(candidates)):
        return None
    lag = best - margin
    echoed = near[max(0, begin + lag) : end + lag]
    quiet = near[: max(FRAME_SAMPLES, begin + min(0, lag))]
    power = max(_power(echoed) - _power(quiet), 1e-3)
    coupling = 10 * math.log10(power / _power(far[begin:end]))
    return EchoMeasure(max(0.0, lag / CAPTURE_RATE), coupling, _cancelled(near, far, end + lag))


def _power(sound: Sound) -> float:
    return float(np.mean(np.square(sound, dtype=np.float64))) if len(sound) else 0.0


def _cancelled(near: Sound, far: Sound, end: int) -> float:
    """By how much the echo of the last tone before `end` is softer behind the filter of the app."""
    canceller = EchoFilter()
    # The app reads what it plays a little ahead of the microphone, and so must this.
    ahead = np.concatenate([far[round(LEAD_SECONDS * CAPTURE_RATE) :], np.zeros(round(LEAD_SECONDS * CAPTURE_RATE))])
    count = min(len(near), len(ahead), end) // FRAME_SAMPLES
    shape = (count, FRAME_SAMPLES)
    near_frames = near[: count * FRAME_SAMPLES].reshape(shape).astype(np.float32)
    far_frames = ahead[: count * FRAME_SAMPLES].reshape(shape).astype(np.float32)
    left = np.concatenate([canceller.receive(n, f).sound for n, f in zip(near_frames, far_frames, strict=True)])
    last = round(_SWEEP_SECONDS * CAPTURE_RATE)
    heard = near[: count * FRAME_SAMPLES][-last:]
    return 10 * math.log10(max(_power(heard), 1e-3) / max(_power(left[-last:]), 1e-3))


def judge(found: EchoMeasure | None) -> Finding:
    """What it means for who wants to cut in."""
    if found is None:
        sentence = tr("The microphone does not hear the loudspeaker, so you can cut in on EchoFlow at any moment.")
        return Finding("echo", "ok", sentence)
    sentence = tr(
        "The microphone hears the loudspeaker {seconds} ms later at {coupling} dB; {cancelled} dB of that are taken "
        "out.",
        seconds=f"{found.seconds * 1000:.0f}",
        coupling=f"{round(found.coupling) + 0:+d}".replace("-", "−"),
        cancelled=f"{max(0.0, found.cancelled):.0f}",
    )
    if found.seconds > _LATEST_SECONDS:
        remedy = tr("That is too late to take it out: use a wired loudspeaker or headphones.")
        return Finding("echo", "warning", sentence, remedy, PLACE)
    if found.cancelled < _POOR_DECIBELS and found.coupling > _LOUD_DECIBELS:
        remedy = tr("EchoFlow may hear itself: turn the loudspeaker down, move it away, or use headphones.")
        return Finding("echo", "warning", sentence, remedy, PLACE)
    return Finding("echo", "ok", sentence)


async def echo(circumstances: Circumstances) -> list[Finding]:
    """Plays the tones and listens, with the devices that were chosen, on the way that conversations take.

    Nothing where a device is missing, which others tell.
    """
    settings = circumstances.settings

    def look(told: threading.Event) -> list[Finding]:
        if not all(list_devices()):
            return []
        try:
            near, far = when_let_go(lambda: _listen(settings.microphone or None, settings.speaker or None, told), told)
        except UserError as error:
            return [Finding("echo", "warning", str(error), place=PLACE)]
        return [judge(measure(near, far))]

    return await in_obedient_thread(look)


def _listen(microphone: str | None, speaker: str | None, told: threading.Event) -> tuple[Sound, Sound]:
    """What was heard, and what was played meanwhile, both at 16 kHz.

    Raises:
        UserError: a device cannot be used.
    """
    endpoint = SoundCardEndpoint(microphone, speaker)
    rate = endpoint.output_rate
    playback = Playback(rate)
    sound = tones(rate)
    stream = playback.open()
    stream.write(sound)
    stream.end()
    frames: list[Frame] = []
    ended = threading.Event()
    try:
        endpoint.start(frames.append, playback, ended.set)
        told.wait(len(sound) / rate)
    finally:
        endpoint.close()
    if not frames:
        raise UserError(endpoint.failed or tr("Nothing came from the microphone."))
    near = np.concatenate([frame.samples for frame in frames]).astype(np.float32)
    rendered = playback.rendered
    first = rendered.index_at(frames[0].captured_at - FRAME_SECONDS)
    played = rendered.samples(first, round(len(near) / CAPTURE_RATE * rate)).astype(np.float32)
    return near, np.asarray(soxr.resample(played, rate, CAPTURE_RATE), np.float32)[: len(near)]
