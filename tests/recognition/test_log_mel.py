"""The spectrogram is Whisper's own."""

from __future__ import annotations

import numpy as np
import pytest
from faster_whisper.feature_extractor import FeatureExtractor
from numpy.typing import NDArray

from echoflow.recognition.log_mel import HOP, MELS, log_mel
from support.speech import librivox_sentences, noise


@pytest.mark.parametrize(
    "sound",
    [
        librivox_sentences()[1].samples() / np.float32(32768),
        noise(1.0) / np.float32(32768),
        np.zeros(16000, np.float32),
    ],
    ids=["speech", "noise", "silence"],
)
def test_it_is_what_whisper_looks_at(sound: NDArray[np.float32]) -> None:
    sound = sound[: len(sound) // HOP * HOP].astype(np.float32)

    spectrum = log_mel(sound)

    assert spectrum.shape == (MELS, len(sound) // HOP)
    np.testing.assert_allclose(spectrum, FeatureExtractor()(sound, padding=0), atol=1e-4)
