"""A room in the computer: what the loudspeaker plays comes back into the microphone, late, reverberant and with noise.

`Room` works over whole recordings; `RoomEndpoint` closes the loop around a session in real time. Both go through the
same impulse response, and both are the same every time.
"""

from __future__ import annotations

import functools
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray

from echoflow.audio.endpoints.pacing import start_beat
from echoflow.audio.frames import (
    CAPTURE_RATE,
    FRAME_SAMPLES,
    FRAME_SECONDS,
    PLAYBACK_RATE,
    Frame,
    Samples,
)
from echoflow.audio.playback import Playback

Sound = NDArray[np.float64]
"""Mono at 16 kHz, shape (n,), full scale 1.0."""

FULL_SCALE = 32768.0

REVERBERATION_SECONDS = 0.2
DECAY_SECONDS = 0.04
"""Of the impulse response: the direct sound, then noise that falls to 1/e in this time; a furnished room."""


@dataclass(frozen=True)
class Room:
    """A loudspeaker and a microphone in a room.

    Attributes:
        delay: seconds from when a sample is said to sound to its echo in the microphone: the way through the air and
            whatever the sound card does not know of its own buffers. At least 0.04.
        echo_db: how loud the echo is, relative to what is played. None: headphones.
        noise_db: RMS of the background noise in dBFS.
        distortion: how hard the loudspeaker is driven: `tanh(d x) / d`; 0 is a perfect one, 4 a poor one.
        seed: another room of the same kind.

    """

    delay: float = 0.1
    echo_db: float | None = -6.0
    noise_db: float = -65.0
    distortion: float = 0.0
    seed: int = 7

    @functools.cached_property
    def impulse_response(self) -> Sound:
        """From the direct sound on, with as much energy as the echo has."""
        count = round(REVERBERATION_SECONDS * CAPTURE_RATE)
        rng = np.random.default_rng(self.seed)
        response = 0.3 * rng.standard_normal(count) * np.exp(-np.arange(count) / (DECAY_SECONDS * CAPTURE_RATE))
        response[0] = 1.0
        gain = 0.0 if self.echo_db is None else 10 ** (self.echo_db / 20)
        return np.asarray(gain * response / np.sqrt(np.sum(response**2)))

    def echo(self, played: Samples, rate: int = CAPTURE_RATE) -> Sound:
        """What comes back of `played` (at `rate` Hz), from the same moment on, as long as it can be heard."""
        path = EchoPath(self, rate)
        path.play(played)
        path.end()
        return path.hear(round(len(played) / rate * CAPTURE_RATE) + path.tail)

    def noise(self, count: int) -> Sound:
        """`count` samples of the background."""
        return 10 ** (self.noise_db / 20) * np.random.default_rng(self.seed + 1).standard_normal(count)

    def microphone(self, near: Samples, played: Samples, rate: int = CAPTURE_RATE) -> Samples:
        """What the microphone hears (16 kHz), as long as `near`, while `played` (at `rate` Hz) sounds.

        Both begin at the same moment.
        """
        echo = self.echo(played, rate)[: len(near)]
        heard = near / FULL_SCALE + self.noise(len(near))
        heard[: len(echo)] += echo
        return to_samples(heard)


class EchoPath:
    """The way from the loudspeaker to the microphone, piece by piece."""

    def __init__(self, room: Room, rate: int = CAPTURE_RATE) -> None:
        self._room = room
        self._resampler = soxr.ResampleStream(rate, CAPTURE_RATE, 1, "float64", "HQ") if rate != CAPTURE_RATE else None
        self._delay = round(room.delay * CAPTURE_RATE)
        self._played = 0
        self._heard = 0
        self._coming: Sound = np.zeros(0)

    @property
    def tail(self) -> int:
        """Samples after the last one played that can still be heard."""
        return self._delay + len(self._room.impulse_response)

    def play(self, block: Samples) -> None:
        """The next samples leave the loudspeaker."""
        sound = block / FULL_SCALE
        self._add(sound if self._resampler is None else self._resampler.resample_chunk(sound))

    def end(self) -> None:
        """Nothing more will be played: what the resampler kept back sounds as well."""
        if self._resampler is not None:
            self._add(self._resampler.resample_chunk(np.zeros(0), last=True))

    def hear(self, count: int) -> Sound:
        """The next `count` samples at the microphone."""
        self._reach(count)
        heard, self._coming = self._coming[:count], self._coming[count:]
        self._heard += count
        return heard

    def _add(self, sound: Sound) -> None:
        if len(sound) == 0:
            return
        if self._room.distortion:
            sound = np.tanh(self._room.distortion * sound) / self._room.distortion
        response = self._room.impulse_response
        count = len(sound) + len(response) - 1
        size = 1 << (count - 1).bit_length()
        echo = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)[:count]
        begin = self._played + self._delay - self._heard
        assert begin >= 0, "an echo shorter than the resampler's own delay"
        self._reach(begin + count)
        self._coming[begin : begin + count] += echo
        self._played += len(sound)

    def _reach(self, count: int) -> None:
        if count > len(self._coming):
            self._coming = np.concatenate([self._coming, np.zeros(count - len(self._coming))])


@dataclass(frozen=True, slots=True)
class Said:
    """One `RoomEndpoint.say`, in `time.monotonic()` seconds: its first sample was captured at `began_at`."""

    began_at: float
    ended_at: float


class RoomEndpoint:
    """A session's microphone and loudspeaker in a `Room`; an `Endpoint`, and one for virtual time.

    Everything the user says comes through `say`; everything that was played and heard is kept.

    Args:
        room: the room.
        rate: Hz of the loudspeaker.

    """

    def __init__(self, room: Room, rate: int = PLAYBACK_RATE) -> None:
        self.output_rate = rate
        self._room = room
        self._path = EchoPath(room, rate)
        self._noise = np.random.default_rng(room.seed + 1)
        # Appended by the test, taken by the pacing thread.
        self._waiting: deque[Samples] = deque()
        # Written by the pacing thread.
        self._saying: Samples = np.zeros(0, np.int16)
        self._began_at = 0.0
        self._said: list[Said] = []
        self._played: list[Samples] = []
        self._heard: list[Samples] = []
        self.origin = 0.0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def say(self, samples: Samples) -> None:
        """The user says `samples` (16 kHz) from the next frame on, or after what they are saying."""
        self._waiting.append(np.pad(samples, (0, -len(samples) % FRAME_SAMPLES)).astype(np.int16))

    @property
    def said(self) -> list[Said]:
        """What the user has said to its end."""
        return list(self._said)

    @property
    def played(self) -> Samples:
        """All that was played, silence included, at `output_rate`; sample k sounded at `origin + k / output_rate`."""
        return _joined(self._played)

    @property
    def heard(self) -> Samples:
        """All that the microphone captured, 16 kHz; sample k at `origin - 0.01 + k / 16000`."""
        return _joined(self._heard)

    def played_between(self, begin: float, end: float) -> Samples:
        """What was played between two monotonic seconds."""
        first, last = (max(0, round((at - self.origin) * self.output_rate)) for at in (begin, end))
        size = round(self.output_rate * FRAME_SECONDS)
        # Only what is asked for is joined: a measurement looks every few milliseconds.
        blocks = self._played[first // size : -(-last // size)]
        return _joined(blocks)[first % size :][: max(0, last - first)]

    def start(self, deliver: Callable[[Frame], None], playback: Playback, on_input_ended: Callable[[], None]) -> float:
        """Begins; see `Endpoint`."""
        self.origin = time.monotonic()

        def tick(n: int, now: float) -> None:
            self._tick(n, now, deliver, playback)

        self._thread = start_beat("room", FRAME_SECONDS, self.origin, tick, self._stop, on_input_ended)
        return self.origin

    def run(self, deliver: Callable[[Frame], None], playback: Playback, seconds: float) -> float:
        """Instead of `start`: the next `seconds` in virtual time, as fast as they can be computed; returns the time.

        `deliver` is called at its frame's `captured_at`, which begins at 0.
        """
        for _ in range(round(seconds / FRAME_SECONDS)):
            n = len(self._heard)
            self._tick(n, self.origin + n * FRAME_SECONDS, deliver, playback)
        return self.origin + len(self._heard) * FRAME_SECONDS

    def close(self) -> None:
        """Ends it."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _tick(self, n: int, now: float, deliver: Callable[[Frame], None], playback: Playback) -> None:
        # The first frame was captured before anything sounded.
        echo = self._path.hear(FRAME_SAMPLES) if n else np.zeros(FRAME_SAMPLES)
        noise = 10 ** (self._room.noise_db / 20) * self._noise.standard_normal(FRAME_SAMPLES)
        samples = to_samples(echo + noise + self._voice(now) / FULL_SCALE)
        self._heard.append(samples)
        deliver(Frame(samples, captured_at=now))
        block = np.zeros(round(self.output_rate * FRAME_SECONDS), np.int16)
        playback.read(block, sounds_at=now)
        self._played.append(block)
        self._path.play(block)

    def _voice(self, now: float) -> Samples:
        if len(self._saying) == 0:
            if not self._waiting:
                return np.zeros(FRAME_SAMPLES, np.int16)
            self._saying = self._waiting.popleft()
            self._began_at = now - FRAME_SECONDS
        voice, self._saying = self._saying[:FRAME_SAMPLES], self._saying[FRAME_SAMPLES:]
        if len(self._saying) == 0:
            self._said.append(Said(self._began_at, now))
        return voice


def level_db(samples: Samples) -> float:
    """RMS in dBFS (full scale 32768); -120 for digital silence."""
    if len(samples) == 0:
        return -120.0
    return 20 * float(np.log10(max(1e-6, np.sqrt(np.mean((samples / FULL_SCALE) ** 2)))))


def at_level(samples: Samples, db: float) -> Samples:
    """`samples` amplified to an RMS of `db` dBFS; clipped where they do not fit."""
    return to_samples(samples / FULL_SCALE * 10 ** ((db - level_db(samples)) / 20))


def to_samples(sound: Sound) -> Samples:
    """16 bits, clipped."""
    return np.clip(np.round(sound * FULL_SCALE), -32768, 32767).astype(np.int16)


def _joined(blocks: list[Samples]) -> Samples:
    return np.concatenate([np.zeros(0, np.int16), *blocks])
