"""The thinking cue is short, soft, smooth and nothing that could be taken for speech."""

from __future__ import annotations

import numpy as np
import pytest

from echoflow.audio.cues import thinking_cue
from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, Frame
from echoflow.audio.voice_activity import SileroModel, VoiceActivityDetector

RATES = pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000])


@RATES
def test_it_is_short_and_quiet(rate: int) -> None:
    cue = thinking_cue(rate)
    assert cue.dtype == np.int16
    assert 0.15 <= len(cue) / rate <= 0.3
    pieces = [cue[start : start + round(0.05 * rate)] / 32768.0 for start in range(0, len(cue), round(0.01 * rate))]
    loudest = max(20 * np.log10(np.sqrt(np.mean(np.square(piece))) + 1e-9) for piece in pieces)
    assert loudest == pytest.approx(-30, abs=1)
    assert np.abs(cue).max() < 32768 / 10 ** (23 / 20), "no moment of it stands out"


@RATES
def test_it_swells_and_fades_without_a_click(rate: int) -> None:
    cue = thinking_cue(rate).astype(float)
    edge = round(0.002 * rate)
    loudest = np.abs(cue).max()
    assert np.abs(cue[:edge]).max() < 0.02 * loudest
    assert np.abs(cue[-edge:]).max() < 0.02 * loudest
    # A corner anywhere would spread over all frequencies; the tones are far below 2 kHz.
    spectrum = np.abs(np.fft.rfft(cue)) ** 2
    frequencies = np.fft.rfftfreq(len(cue), 1 / rate)
    assert spectrum[frequencies > 2000].sum() < 1e-5 * spectrum.sum()


def test_it_is_not_heard_as_speech() -> None:
    """It may reach the open microphone through the room; even undamped it is no one's turn."""
    silence = np.zeros(CAPTURE_RATE // 2, np.int16)
    sound = np.concatenate([silence, thinking_cue(CAPTURE_RATE), silence])
    detector = VoiceActivityDetector(SileroModel())
    events = [
        event
        for start in range(0, len(sound) - FRAME_SAMPLES, FRAME_SAMPLES)
        for event in detector.receive(Frame(sound[start : start + FRAME_SAMPLES], start / CAPTURE_RATE))
    ]
    assert events == []
