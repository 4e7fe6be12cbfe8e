"""Records a microphone into memory, at a quality worth making a voice of; apart from any conversation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from echoflow.audio.endpoints.devices import load_sounddevice
from echoflow.audio.endpoints.streams import choose_format, end_stream, open_stream, unusable
from echoflow.audio.frames import Samples
from echoflow.audio.sound_level import LevelMeter, SoundLevel
from echoflow.errors import UserError
from echoflow.text import tr

RECORDING_RATE = 48_000
"""Hz, where the device takes it: what most of them run at, so nothing is resampled on the way."""

LONGEST_SECONDS = 120.0
"""A minute or two is what cloning wants; then the recording ends by itself."""

_LATENCY_SECONDS = 0.1
"""Sound that may wait in the device. Nobody waits for it here, and a busy machine loses none of it."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded.

    Attributes:
        samples: mono.
        rate: Hz, 44.1 or 48 kHz with nearly every device.
    """

    samples: Samples
    rate: int

    def save(self, path: Path) -> None:
        """Writes it to `path` as FLAC: half the size of a WAV and nothing lost. Takes a second for two minutes.

        Raises:
            UserError: it can not be written.
        """
        try:
            soundfile.write(str(path), self.samples, self.rate, format="FLAC", subtype="PCM_16")
        except (OSError, soundfile.LibsndfileError) as error:
            raise UserError(
                tr("The recording cannot be written to “{path}”; make room on the disk.", path=path)
            ) from error


class Recorder:
    """One recording: `start`, look at `level` as often as one likes, `stop`. Methods are for one thread.

    PortAudio's thread only copies into memory that is there already; what has arrived is measured by whoever asks.

    Args:
        microphone: its name as `list_devices` gives it; None for the default one.
        longest: seconds after which it ends by itself.

    Raises:
        UserError: PortAudio is missing, or the microphone is not connected or can not be used.
    """

    def __init__(self, microphone: str | None = None, longest: float = LONGEST_SECONDS) -> None:
        self._sounddevice = load_sounddevice()
        self._format = choose_format(self._sounddevice, microphone, "input", RECORDING_RATE)
        self._memory: Samples = np.zeros(round(longest * self._format.rate), np.int16)
        self._count = 0
        self._measured = 0
        self._meter = LevelMeter(self._format.rate)
        self._stream: Any = None
        self._stopping = False
        self._ended = False

    @property
    def level(self) -> SoundLevel:
        """Of what has arrived by now."""
        count = self._count
        self._meter.receive(self._memory[self._measured : count])
        self._measured = count
        return self._meter.now

    @property
    def rate(self) -> int:
        """Hz at which the microphone runs."""
        return self._format.rate

    def since(self, first: int) -> Samples:
        """What has arrived by now from sample number `first` on, mono; it goes on recording."""
        return self._memory[first : self._count].copy()

    @property
    def is_full(self) -> bool:
        """It has ended because it is as long as it may be."""
        return self._count == len(self._memory)

    @property
    def failed(self) -> str | None:
        """Why it ended before anybody stopped it, as a sentence; what was recorded until then is kept."""
        if not self._ended or self._stopping or self.is_full:
            return None
        return tr("“{device}” has gone while recording; connect it again, or choose another one.", device=self._name)

    def start(self) -> None:
        """Records from now on.

        Raises:
            UserError: the microphone is busy or gone.
        """
        card = self._sounddevice
        try:
            self._stream = open_stream(card, self._format, self._take, self._end, latency=_LATENCY_SECONDS)
            self._stream.start()
        except card.PortAudioError as error:
            self.close()
            raise self._refused(error) from error

    def stop(self) -> Recording:
        """Ends it; returns what has been recorded."""
        self.close()
        return Recording(self._memory[: self._count], self._format.rate)

    def close(self) -> None:
        """Lets go of the microphone; safe to call twice."""
        self._stopping = self._stopping or not self._ended
        stream, self._stream = self._stream, None
        if stream is None:
            return
        end_stream(self._sounddevice, stream)

    @property
    def _name(self) -> str:
        return self._format.name

    def _take(self, data: Any, _count: int, _times: Any, _status: Any) -> None:
        block = np.frombuffer(data, np.int16)[:: self._format.channels]
        first = self._count
        last = min(len(self._memory), first + len(block))
        self._memory[first:last] = block[: last - first]
        # The count goes last: up to it, the memory is as it will stay.
        self._count = last
        if last == len(self._memory):
            raise self._sounddevice.CallbackStop

    def _end(self) -> None:
        self._ended = True

    def _refused(self, error: Exception) -> UserError:
        if self._sounddevice.PortAudioError is type(error) and "unavailable" in str(error).lower():
            return UserError(
                tr(
                    "“{device}” is in use by another program; close that, or choose another microphone.",
                    device=self._name,
                )
            )
        return unusable(self._name, error.args[0] if error.args else error)
