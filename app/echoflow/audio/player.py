"""Plays a sound that is no part of a conversation: the sample of a voice, or what was just recorded."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import numpy as np
import soxr

from echoflow.audio.endpoints.devices import load_sounddevice
from echoflow.audio.endpoints.streams import choose_format, end_stream, open_stream, unusable
from echoflow.audio.frames import PLAYBACK_RATE, Samples

_LATENCY_SECONDS = 0.1
"""Sound that may wait in the device, as nobody is in a hurry here."""


async def play(samples: Samples, rate: int, speaker: str | None = None) -> None:
    """Plays `samples` of `rate` Hz; returns when they have been heard. Cancelling it is silence at once.

    Args:
        samples: mono, or left and right as shape (n, 2), which are mixed where the loudspeaker has only one channel.
        rate: Hz.
        speaker: its name as `list_devices` gives it; None for the default one.

    Raises:
        UserError: PortAudio is missing, or the loudspeaker is not connected or can not be used.
    """
    card = load_sounddevice()
    is_stereo = samples.ndim == 2
    wanted, channels = (rate, (2, 1)) if is_stereo else (PLAYBACK_RATE, (1, 2))
    device = choose_format(card, speaker, "output", wanted, channels)
    if rate != device.rate:
        samples = np.asarray(await asyncio.to_thread(soxr.resample, samples, rate, device.rate), np.int16)
    if is_stereo:
        sound = samples.reshape(-1) if device.channels == 2 else np.asarray(samples.mean(axis=1), np.int16)
    else:
        sound = np.repeat(samples, device.channels)
    loop = asyncio.get_running_loop()
    finished = asyncio.Event()
    played = 0

    def on_block(data: Any, _count: int, _times: Any, _status: Any) -> None:
        nonlocal played
        block = np.frombuffer(data, np.int16)
        piece = sound[played : played + len(block)]
        block[: len(piece)] = piece
        block[len(piece) :] = 0
        played += len(piece)
        if len(piece) < len(block):
            raise card.CallbackStop

    def on_finished() -> None:
        # The loop may have ended while the sound was stopped.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(finished.set)

    stream = None
    try:
        stream = open_stream(card, device, on_block, on_finished, latency=_LATENCY_SECONDS)
        stream.start()
        await finished.wait()
    except card.PortAudioError as error:
        raise unusable(device.name, error.args[0] if error.args else error) from error
    finally:
        if stream is not None:
            end_stream(card, stream)
