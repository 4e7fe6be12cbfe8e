"""The microphone and loudspeaker of this computer, through PortAudio."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np
import soxr

from echoflow.audio.endpoints.devices import load_sounddevice
from echoflow.audio.endpoints.streams import DeviceFormat, choose_format, end_stream, open_stream, unusable
from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, FRAME_SECONDS, PLAYBACK_RATE, Frame, Samples
from echoflow.audio.playback import Playback
from echoflow.errors import UserError
from echoflow.text import tr

LATENCY_SECONDS = 0.04
"""Sound that waits in the device. PortAudio's "low" is 0.02 here, and runs dry twice as often while a language model
keeps every core busy; 0.06 never did, but every millisecond is one between a question and its answer."""

_LONGEST_DELAY = 2.0
"""Seconds. A driver that claims more between its clock and the sound has made that up."""


class StreamTimes(Protocol):
    """What PortAudio tells a callback about time, in seconds of the stream's own clock."""

    currentTime: float  # noqa: N815 - PortAudio's names
    inputBufferAdcTime: float  # noqa: N815
    outputBufferDacTime: float  # noqa: N815


def sounds_at(times: StreamTimes, now: float, latency: float) -> float:
    """The `time.monotonic()` second at which the first sample of an output block leaves the loudspeaker.

    Just after the start some drivers report no delay at all; then the stream's `latency` (seconds) counts.
    """
    delay = times.outputBufferDacTime - times.currentTime
    return now + max(latency, delay if delay < _LONGEST_DELAY else 0.0)


def captured_at(times: StreamTimes, now: float, block_seconds: float) -> float:
    """The `time.monotonic()` second at which the last sample of an input block was captured; never in the future."""
    delay = times.currentTime - times.inputBufferAdcTime - block_seconds
    return now - delay if 0.0 <= delay < _LONGEST_DELAY else now


class Capture:
    """Blocks as the device gives them in, 10 ms frames of 16 kHz mono out. Pure: the time is an argument."""

    def __init__(self, rate: int, channels: int) -> None:
        self._rate = rate
        self._channels = channels
        # Low quality is 16 bits and a gentle roll-off; it delays by 6 ms where the better ones take 15 and more.
        self._resampler = soxr.ResampleStream(rate, CAPTURE_RATE, 1, "int16", "LQ") if rate != CAPTURE_RATE else None
        self._rest: Samples = np.zeros(0, np.int16)
        self._received = 0
        self._delivered = 0

    def receive(self, block: Samples, ends_at: float) -> Iterator[Frame]:
        """Frames completed by `block` (interleaved channels; the first is used), whose last sample is of `ends_at`."""
        mono = block[:: self._channels]
        self._received += len(mono)
        if self._resampler is not None:
            mono = self._resampler.resample_chunk(mono)
        waiting = np.concatenate([self._rest, mono])
        count = len(waiting) // FRAME_SAMPLES
        for k in range(count):
            self._delivered += FRAME_SAMPLES
            behind = self._received / self._rate - self._delivered / CAPTURE_RATE
            samples = waiting[k * FRAME_SAMPLES : (k + 1) * FRAME_SAMPLES]
            yield Frame(samples, captured_at=ends_at - max(0.0, behind))
        self._rest = waiting[count * FRAME_SAMPLES :]


class SoundCardEndpoint:
    """A microphone and a loudspeaker, each by the name `list_devices` gives it or None for the default one.

    Raises:
        UserError: PortAudio is missing, a device is not connected, or it can not be used in any known format.

    """

    def __init__(self, microphone: str | None = None, speaker: str | None = None) -> None:
        self._sounddevice = load_sounddevice()
        self._microphone = choose_format(self._sounddevice, microphone, "input", CAPTURE_RATE)
        self._speaker = choose_format(self._sounddevice, speaker, "output", PLAYBACK_RATE)
        self._streams: list[Any] = []
        self._closing = False
        self._end = threading.Lock()
        self._failed: str | None = None
        self._heard_at = self._sounded_at = time.monotonic()

    @property
    def microphone(self) -> str:
        """The name of the microphone."""
        return self._microphone.name

    @property
    def speaker(self) -> str:
        """The name of the loudspeaker."""
        return self._speaker.name

    @property
    def heard_at(self) -> float:
        """The `time.monotonic()` second at which the microphone last delivered anything."""
        return self._heard_at

    @property
    def sounded_at(self) -> float:
        """The same for anything but digital silence, which no open microphone delivers: air is never still."""
        return self._sounded_at

    @property
    def output_rate(self) -> int:
        """Hz at which the loudspeaker runs: 24 kHz if it takes that, else its own."""
        return self._speaker.rate

    @property
    def failed(self) -> str | None:
        """Why the sound ended by itself, as a sentence; None while it has not."""
        return self._failed

    def start(self, deliver: Callable[[Frame], None], playback: Playback, on_input_ended: Callable[[], None]) -> float:
        """Opens both devices; time 0 is now."""

        def on_finished() -> None:
            if not self._closing and self._end.acquire(blocking=False):
                self._failed = tr("The sound device is gone; connect it again or choose another one.")
                on_input_ended()

        origin = self._heard_at = self._sounded_at = time.monotonic()
        try:
            self._open(self._speaker, self._render(playback), on_finished)
            self._open(self._microphone, self._listen(deliver), on_finished)
        except UserError:
            self.close()
            raise
        return origin

    def close(self) -> None:
        """Ends both directions at once; safe to call twice."""
        self._closing = True
        while self._streams:
            end_stream(self._sounddevice, self._streams.pop())

    def _open(self, device: DeviceFormat, callback: Callable[..., None], on_finished: Callable[[], None]) -> None:
        block = round(device.rate * FRAME_SECONDS)
        card = self._sounddevice
        try:
            stream = open_stream(card, device, callback, on_finished, latency=LATENCY_SECONDS, block=block)
            self._streams.append(stream)
            stream.start()
        except card.PortAudioError as error:
            raise unusable(device.name, error.args[0]) from error

    def _listen(self, deliver: Callable[[Frame], None]) -> Callable[[Any, int, StreamTimes, Any], None]:
        capture = Capture(self._microphone.rate, self._microphone.channels)
        rate = self._microphone.rate

        def on_block(data: Any, count: int, times: StreamTimes, _status: Any) -> None:
            now = time.monotonic()
            # The device's memory is reused as soon as this returns.
            block = np.frombuffer(data, np.int16).copy()
            self._heard_at = now
            if block.any():
                self._sounded_at = now
            for frame in capture.receive(block, captured_at(times, now, count / rate)):
                deliver(frame)

        return on_block

    def _render(self, playback: Playback) -> Callable[[Any, int, StreamTimes, Any], None]:
        channels = self._speaker.channels
        streams = self._streams

        def on_block(data: Any, _count: int, times: StreamTimes, _status: Any) -> None:
            latency = streams[0].latency if streams else 0.0
            block = np.frombuffer(data, np.int16)
            mono = block if channels == 1 else np.empty(len(block) // channels, np.int16)
            playback.read(mono, sounds_at(times, time.monotonic(), latency))
            for channel in range(channels if mono is not block else 0):
                block[channel::channels] = mono

        return on_block
