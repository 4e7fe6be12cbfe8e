#!/usr/bin/env python3
"""Makes `resources/samples/two-questions.wav`: two questions, and between them the time to answer the first.

Run it with the project's own Python: `.venv/bin/python scripts/make_samples.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
import soxr
from hibari import Hibari
from numpy.typing import NDArray

RATE = 16_000
SEED = 20
QUESTIONS = ("Where is the Eiffel Tower?", "Who built it?")

LEAD_SECONDS = 0.8
ANSWER_SECONDS = 8.0
"""The packaged model answers the first question in about 3 s of speech; slow machines get some more."""

TAIL_SECONDS = 1.5

ROOM_LEVEL = 1e-4
"""RMS of the noise under everything, -80 dB of full scale: no microphone delivers digital silence."""

_AUDIBLE = 0.01
"""Of the peak: what is left of a sentence when the silence around it is cut off."""


def main() -> None:
    """Writes the recording."""
    voice = Hibari()
    first, second = (said(voice, question) for question in QUESTIONS)
    recording = np.concatenate([pause(LEAD_SECONDS), first, pause(ANSWER_SECONDS), second, pause(TAIL_SECONDS)])
    recording += ROOM_LEVEL * np.random.default_rng(SEED).standard_normal(len(recording)).astype(np.float32)
    folder = Path(__file__).resolve().parents[1] / "resources" / "samples"
    soundfile.write(folder / "two-questions.wav", recording, RATE, subtype="PCM_16")


def said(voice: Hibari, question: str) -> NDArray[np.float32]:
    """`question` at 16 kHz, at half of full scale, with little silence around it."""
    speech = voice(question, seed=SEED)
    audible = np.flatnonzero(np.abs(speech) > _AUDIBLE * np.abs(speech).max())
    margin = voice.sample_rate // 50
    speech = speech[max(0, audible[0] - margin) : audible[-1] + margin]
    resampled: NDArray[np.float32] = soxr.resample(speech, voice.sample_rate, RATE)
    return resampled * np.float32(0.5 / np.abs(resampled).max())


def pause(seconds: float) -> NDArray[np.float32]:
    """Silence."""
    return np.zeros(round(seconds * RATE), np.float32)


if __name__ == "__main__":
    main()
