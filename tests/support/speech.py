"""Real speech for the tests: human recordings from packages, and sentences said by the local voice.

Everything here is 16 kHz mono int16 unless said otherwise, shape (n,).
"""

from __future__ import annotations

import asyncio
import functools
import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
import soundfile
import soxr

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.recognition.whisper import WhisperRecognizer

LIBRIVOX = Path("/usr/share/pocketsphinx/test/data/librivox")
"""Debian package pocketsphinx-testdata: five sentences of "Sense and Sensibility", read by a volunteer."""

_AUDIBLE = 0.02
"""Of the peak: what counts as voice when the silence around a sentence is removed; Hibari's noise stays below 0.01."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording and the words in it."""

    path: Path
    text: str

    def samples(self, rate: int = CAPTURE_RATE) -> Samples:
        """The recording at `rate` Hz."""
        return read_wav(self.path, rate)


@functools.cache
def librivox_sentences() -> tuple[Recording, ...]:
    """Five sentences by a human reader, 24.7 s in all."""
    lines = (LIBRIVOX / "transcription").read_text(encoding="utf-8").splitlines()
    found = [re.fullmatch(r"<s> (.+) </s> \((.+)\)", line.strip()) for line in lines]
    return tuple(Recording(LIBRIVOX / f"{match[2]}.wav", match[1]) for match in found if match)


@functools.cache
def audioeval_clips(language: str = "en") -> tuple[Recording, ...]:
    """Three short clips from the package pytest-audioeval; `language` is a folder of its samples (en, zh, ...).

    The package is a pytest plugin that registers itself when imported, so it is only located.
    """
    spec = importlib.util.find_spec("pytest_audioeval")
    assert spec is not None, "pytest-audioeval is not installed"
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0]) / "samples" / "audio" / language
    return tuple(
        Recording(path, path.with_suffix(".txt").read_text(encoding="utf-8").strip())
        for path in sorted(folder.glob("*.wav"))
    )


@functools.cache
def _voice() -> Any:
    from hibari import Hibari

    return Hibari()


def say(text: str, rate: int = CAPTURE_RATE, seed: int = 7) -> Samples:
    """`text` in the local voice at `rate` Hz, from its first audible sample to its last; the same every time."""
    return _say(text, rate, seed).copy()


@functools.lru_cache(maxsize=64)
def _say(text: str, rate: int, seed: int) -> Samples:
    voice = _voice()
    speech = voice(text, seed=seed)
    loud = np.flatnonzero(np.abs(speech) > _AUDIBLE * np.abs(speech).max())
    return _to_samples(soxr.resample(speech[loud[0] : loud[-1] + 1], voice.sample_rate, rate))


def silence(seconds: float, rate: int = CAPTURE_RATE) -> Samples:
    """Digital silence."""
    return np.zeros(round(seconds * rate), np.int16)


def noise(seconds: float, level: float = 0.01, rate: int = CAPTURE_RATE, seed: int = 7) -> Samples:
    """White noise with an RMS of `level` (1.0 is full scale)."""
    return _to_samples(np.random.default_rng(seed).standard_normal(round(seconds * rate)) * level)


def read_wav(path: Path, rate: int = CAPTURE_RATE) -> Samples:
    """The first channel of any sound file at `rate` Hz."""
    sound, own_rate = soundfile.read(path, dtype="float32", always_2d=True)
    return _to_samples(soxr.resample(sound[:, 0], own_rate, rate))


def write_wav(path: Path, samples: Samples, rate: int = CAPTURE_RATE) -> Path:
    """Writes 16-bit mono PCM and returns `path`."""
    soundfile.write(path, samples, rate, subtype="PCM_16", format="WAV")
    return path


def word_error_rate(reference: str, hypothesis: str) -> float:
    """Substitutions, deletions and insertions per word of `reference`; case and punctuation do not count."""
    return float(jiwer.wer(normalise(reference), normalise(hypothesis)))


def normalise(text: str) -> str:
    """Lower-case words with single spaces and no punctuation."""
    words = re.sub(r"[^\w\s']", " ", text.lower().replace("’", "'"))
    return " ".join(re.sub(r"\bmr\b", "mister", words).split())


def _to_samples(sound: Any) -> Samples:
    return np.clip(np.round(np.asarray(sound) * 32767), -32768, 32767).astype(np.int16)


def understood(samples: Samples) -> str:
    """What the recognizer of the app makes of 16 kHz speech."""

    async def transcribe() -> str:
        recognizer = WhisperRecognizer()
        await recognizer.load()
        try:
            utterance = recognizer.begin(lambda _: None)
            utterance.feed(samples)
            return (await utterance.transcribe()).text
        finally:
            await recognizer.close()

    return asyncio.run(transcribe())
