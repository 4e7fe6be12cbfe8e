"""What the assistant knows at each silence of a recording: what was heard up to there, and when the user went on."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, Frame, Samples
from echoflow.audio.voice_activity import SileroModel, SpeechStarted, SpeechStopped, VoiceActivityDetector
from echoflow.recognition.smart_turn import SmartTurn, find_smart_turn
from echoflow.recognition.whisper import WhisperRecognizer
from support.speech import noise, silence

_ROOM = 0.0004
"""RMS of the noise of a quiet room, of full scale."""

_BEFORE = 0.3
_AFTER = 1.0
"""Seconds of the room around a recording."""


@dataclass(frozen=True, slots=True)
class Silence:
    """One silence.

    Attributes:
        heard: everything up to the end of speech as voice activity reports it, shape (n,), 16 kHz.
        noticed_after: seconds from there until the user's going on is noticed; None if they do not go on.
    """

    heard: Samples
    noticed_after: float | None


def in_a_room(samples: Samples) -> Samples:
    """`samples` with a quiet room before, behind and beneath."""
    padded = np.concatenate([silence(_BEFORE), samples, silence(_AFTER)]).astype(np.int32)
    sound: Samples = np.clip(padded + noise(len(padded) / CAPTURE_RATE, _ROOM), -32768, 32767).astype(np.int16)
    return sound


def silences(samples: Samples) -> list[Silence]:
    """The silences of a recording as the audio front finds them."""
    sound = in_a_room(samples)
    activity = VoiceActivityDetector(SileroModel())
    stops: list[float] = []
    resumed: dict[float, float] = {}
    for end in range(FRAME_SAMPLES, len(sound) + 1, FRAME_SAMPLES):
        now = end / CAPTURE_RATE
        for event in activity.receive(Frame(sound[end - FRAME_SAMPLES : end], now)):
            if isinstance(event, SpeechStopped):
                stops.append(event.at)
            elif stops and isinstance(event, SpeechStarted):
                resumed[stops[-1]] = now - stops[-1]
    return [Silence(sound[: round(at * CAPTURE_RATE)], resumed.get(at)) for at in stops]


def longest_pause(samples: Samples) -> Silence:
    """Of the silences after which the user goes on, the longest."""
    return max(
        (found for found in silences(samples) if found.noticed_after), key=lambda found: found.noticed_after or 0
    )


class Ear:
    """The local recognizer and Smart Turn."""

    def __init__(self, recognizer: WhisperRecognizer, detector: SmartTurn) -> None:
        self._recognizer = recognizer
        self._detector = detector

    async def hear(self, heard: Samples) -> tuple[str, float]:
        """The transcript of `heard` and the probability that it is a complete turn."""
        utterance = self._recognizer.begin(lambda _: None)
        utterance.feed(heard)
        try:
            return (await utterance.transcribe()).text, await self._detector.judge(heard)
        finally:
            utterance.close()


@contextlib.asynccontextmanager
async def ear() -> AsyncIterator[Ear]:
    """Both, loaded."""
    file = find_smart_turn()
    assert file is not None
    recognizer, detector = WhisperRecognizer(), SmartTurn(file)
    try:
        await recognizer.load()
        await detector.load()
        yield Ear(recognizer, detector)
    finally:
        await recognizer.close()
        await detector.close()
