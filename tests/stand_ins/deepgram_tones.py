"""A language of tones for tests that must be quick and exact: each word is a pitch, so hearing costs nothing.

What is understood follows from the sound alone, not from its order or from what came before; a word that was lost or
said twice on the way shows in the transcript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, Samples
from echoflow.audio.voice_activity import SpeechModel
from echoflow.errors import EngineError
from echoflow.recognition.recognizer import Recognizer, Transcript, TurnSign

WORD_SECONDS = 0.25
GAP_SECONDS = 0.05
"""Too short to be taken for the end of speech."""

_LOWEST = 400.0
_STEP = 75.0
"""Hz between two words; a peak is found to within 8."""

_MOST_WORDS = 45
_AMPLITUDE = 8000
_SILENT = 300.0
"""RMS below which a frame holds no tone; a tone has 5657."""

_SHORTEST = 4
"""Frames of 10 ms: less of a tone than that is no word."""

_FFT = 2048
_PARTIAL_SAMPLES = CAPTURE_RATE // 5


class ToneEars:
    """Implements `Ears`; `say` makes what it understands."""

    def __init__(self, words: Sequence[str], completeness: float = 0.95) -> None:
        """Knows at most 45 `words`; `completeness` is what it thinks of every turn."""
        assert len(words) <= _MOST_WORDS
        self._words = tuple(words)
        self._completeness = completeness

    def say(self, *words: str) -> Samples:
        """The words as sound: 16 kHz mono, a quarter of a second each and a short gap behind it."""
        return np.concatenate([np.empty(0, np.int16), *(self._tone(self._words.index(word)) for word in words)])

    def understand(self, samples: Samples) -> list[str]:
        """The words in 16 kHz audio, whole or broken off."""
        frames = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES).astype(np.float64)
        if len(frames) == 0:
            return []
        spectra = np.abs(np.fft.rfft(frames * np.hanning(FRAME_SAMPLES), _FFT))
        pitches = np.argmax(spectra, axis=1) * CAPTURE_RATE / _FFT
        heard = np.where(np.sqrt(np.mean(frames**2, axis=1)) < _SILENT, -1, np.rint((pitches - _LOWEST) / _STEP))
        return [self._words[int(index)] for index, length in _runs(heard) if length >= _SHORTEST and self._known(index)]

    async def load(self) -> None:
        """There is nothing to load."""

    async def recognizer(self, language: str) -> Recognizer:
        """The same for all languages."""
        return _ToneRecognizer(self)

    def voice(self) -> SpeechModel:
        """Takes everything audible for speech."""
        return _Loudness()

    async def completeness(self, turn: Samples) -> float:
        """The same for all turns."""
        return self._completeness

    async def close(self) -> None:
        """There is nothing to free."""

    def _known(self, index: float) -> bool:
        return 0 <= index < len(self._words)

    def _tone(self, index: int) -> Samples:
        time = np.arange(round(WORD_SECONDS * CAPTURE_RATE)) / CAPTURE_RATE
        tone = _AMPLITUDE * np.sin(2 * np.pi * (_LOWEST + index * _STEP) * time)
        return np.concatenate([tone, np.zeros(round(GAP_SECONDS * CAPTURE_RATE))]).astype(np.int16)


def _runs(values: Iterable[float]) -> list[tuple[float, int]]:
    """Each value with how often it comes in a row; a lone one amid others is how a frame over an edge looks."""
    runs: list[tuple[float, int]] = []
    for value in values:
        if runs and runs[-1][0] == value:
            runs[-1] = (value, runs[-1][1] + 1)
        else:
            runs.append((value, 1))
    return runs


class _Loudness:
    def probability(self, window: Samples) -> float:
        return float(np.sqrt(np.mean(window.astype(np.float64) ** 2)) > _SILENT)

    def reset(self) -> None:
        pass


class _ToneRecognizer:
    name = "tones"
    languages: tuple[str, ...] = ("en",)

    def __init__(self, ears: ToneEars) -> None:
        self._ears = ears

    async def load(self) -> None:
        pass

    def begin(
        self,
        on_partial: Callable[[str], None],
        on_sign: Callable[[TurnSign], None] = lambda _: None,
        on_failed: Callable[[EngineError], None] = lambda _: None,
    ) -> _ToneUtterance:
        return _ToneUtterance(self._ears, on_partial)

    async def close(self) -> None:
        pass


class _ToneUtterance:
    def __init__(self, ears: ToneEars, on_partial: Callable[[str], None]) -> None:
        self._ears = ears
        self._on_partial = on_partial
        self._audio: Samples = np.empty(0, np.int16)
        self._read = 0

    def feed(self, samples: Samples) -> None:
        self._audio = np.concatenate([self._audio, samples])
        if len(self._audio) - self._read >= _PARTIAL_SAMPLES:
            self._read = len(self._audio)
            self._on_partial(self._text())

    async def transcribe(self) -> Transcript:
        return Transcript(self._text(), "en", len(self._audio) / CAPTURE_RATE)

    def close(self) -> None:
        pass

    def _text(self) -> str:
        return " ".join(self._ears.understand(self._audio))
