"""How the audio front asks the floor-bid model: at the onset that Silero finds, then every window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from echoflow.audio.floor_bid import LEAD_SECONDS, LONGEST_SECONDS, FloorBidModel
from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, Frame, Samples
from echoflow.audio.voice_activity import (
    WINDOW_SECONDS,
    SileroModel,
    SpeechStarted,
    SpeechStopped,
    VoiceActivityDetector,
)
from support.speech import noise

_BEFORE = 0.8
"""Seconds of room before the sound."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the model said about one sound: (seconds since its true onset, likelihood), until it was over."""

    judgements: tuple[tuple[float, float], ...]
    lasted: float
    """Seconds from the true onset to the last 10 ms within 26 dB of the loudest."""

    def passed(self, threshold: float) -> float | None:
        """When the likelihood first reached `threshold`, in seconds since the true onset."""
        return next((at for at, likelihood in self.judgements if likelihood >= threshold), None)


def hear(model: FloorBidModel, sound: Samples, seed: int = 0, room: float = 0.0005) -> Hearing:
    """Plays `sound` into a room with noise of RMS `room`, at an alignment to the windows that `seed` chooses."""
    lead = round(_BEFORE * CAPTURE_RATE) + 71 * seed % 512
    heard = np.concatenate([np.zeros(lead, np.int16), sound, np.zeros(CAPTURE_RATE // 2, np.int16)])
    heard = np.clip(
        heard + noise(len(heard) / CAPTURE_RATE, room, seed=seed)[: len(heard)].astype(np.int32), -32768, 32767
    ).astype(np.int16)
    begins, ends = extent(sound)
    true_onset, lasted = (lead + begins) / CAPTURE_RATE, (ends - begins) / CAPTURE_RATE
    detector = VoiceActivityDetector(SileroModel())
    judgements: list[tuple[float, float]] = []
    began: float | None = None
    asked = 0.0
    for begin in range(0, len(heard) - FRAME_SAMPLES, FRAME_SAMPLES):
        now = (begin + FRAME_SAMPLES) / CAPTURE_RATE
        for event in detector.receive(Frame(heard[begin : begin + FRAME_SAMPLES], now)):
            if isinstance(event, SpeechStarted) and began is None:
                began, asked = event.at, now - WINDOW_SECONDS
            if isinstance(event, SpeechStopped):
                return Hearing(tuple(judgements), lasted)
        if began is None or now - began > LONGEST_SECONDS - LEAD_SECONDS or now - asked < WINDOW_SECONDS - 1e-6:
            continue
        asked += WINDOW_SECONDS
        since = max(0, round((began - LEAD_SECONDS) * CAPTURE_RATE))
        likelihood = model.likelihood(heard[since : begin + FRAME_SAMPLES])
        if likelihood is not None:
            judgements.append((now - true_onset, likelihood))
    return Hearing(tuple(judgements), lasted)


def extent(sound: Samples) -> tuple[int, int]:
    """The samples between which the 10 ms of `sound` lie that are within 26 dB of its loudest."""
    blocks = sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES).astype(np.float64)
    energy = (blocks**2).mean(axis=1)
    audible = np.flatnonzero(energy >= energy.max() * 10**-2.6)
    return int(audible[0]) * FRAME_SAMPLES, int(audible[-1] + 1) * FRAME_SAMPLES
