"""Is a recording good enough to clone a voice from? Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from echoflow.audio.frames import Samples
from echoflow.text import tr

SHORTEST_SECONDS = 10.0
"""Of speech. Below this the copy resembles nobody."""

GOOD_SECONDS = 60.0
"""Of speech. The service asks for one to two minutes."""

LONGEST_SECONDS = 180.0
"""Of the recording. More than three minutes make the copy worse, says the service."""

LARGEST_BYTES = 10_000_000
"""What the service takes in one file."""

_FRAME_SECONDS = 0.02
_SILENCE_DB = -55.0
"""dB of full scale, RMS of a frame. What is softer is no speech at any distance from a microphone."""

_OVER_FLOOR_DB = 10.0
"""By how much speech is louder than the room. Between words it is the room's turn, so its level is what the softest
tenth of the frames has."""

_QUIET_DB = -38.0
"""Median level of speech below which the service's preview is noisy; speech at 30 cm is at -30 to -20 dB."""

_CLIPPED = 32_700
_CLIPPED_SHARE = 0.001
"""Samples at full scale. A shout or two clip a ten-thousandth; distortion that is heard begins at ten times that."""


class SampleProblem(Enum):
    """Why no voice can be made of it."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    TOO_LARGE = "too large"
    SILENT = "silent"
    CLIPPED = "clipped"


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What can be said of a recording.

    Attributes:
        seconds: its length.
        speech_seconds: how long somebody speaks in it.
        peak: of the loudest sample, 0 to 1 of full scale.
        level_db: of the speech, dB of full scale; -inf if there is none.
        problem: why it cannot be used; None if it can.
    """

    seconds: float
    speech_seconds: float
    peak: float
    level_db: float
    problem: SampleProblem | None

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, or how good it is; for the user."""
        spoken = round(self.speech_seconds)
        match self.problem:
            case SampleProblem.TOO_SHORT:
                return tr(
                    "There are only {seconds} seconds of speech in the recording; at least {least} are needed.",
                    seconds=spoken,
                    least=round(SHORTEST_SECONDS),
                )
            case SampleProblem.TOO_LONG:
                return tr("The recording is longer than three minutes; cut it to one or two.")
            case SampleProblem.TOO_LARGE:
                return tr("The recording is larger than 10 MB; save it as MP3 or FLAC, or cut it.")
            case SampleProblem.SILENT:
                return tr("There is no speech in the recording; check the microphone and record again.")
            case SampleProblem.CLIPPED:
                return tr("The recording is too loud and distorted; lower the microphone's level and record again.")
        if self.level_db < _QUIET_DB:
            return tr("The recording can be used, but it is quiet; a louder one makes a better voice.")
        if self.speech_seconds < GOOD_SECONDS:
            return tr(
                "The recording can be used; a minute of speech instead of {seconds} seconds makes a better voice.",
                seconds=spoken,
            )
        return tr("The recording is good.")


def judge_sample(samples: Samples, sample_rate: int, size: int = 0) -> SampleReport:
    """Looks at a recording (mono int16 at `sample_rate` Hz) that takes `size` bytes as a file.

    One pass over the levels of 20 ms frames: three minutes take 10 ms.
    """
    seconds = len(samples) / sample_rate
    levels = _levels(samples, sample_rate)
    speech = levels[levels > _threshold(levels)]
    spoken = len(speech) * _FRAME_SECONDS
    peak = float(np.abs(samples.astype(np.int32)).max(initial=0)) / 32_768
    level = float(np.median(speech)) if len(speech) else float("-inf")
    clipped = float(np.mean(np.abs(samples.astype(np.int32)) >= _CLIPPED)) if len(samples) else 0.0
    return SampleReport(seconds, spoken, peak, level, _problem(seconds, spoken, clipped, size))


def _problem(seconds: float, spoken: float, clipped: float, size: int) -> SampleProblem | None:
    if size > LARGEST_BYTES:
        return SampleProblem.TOO_LARGE
    if seconds > LONGEST_SECONDS:
        return SampleProblem.TOO_LONG
    if spoken < 1.0:
        return SampleProblem.SILENT
    if clipped > _CLIPPED_SHARE:
        return SampleProblem.CLIPPED
    return SampleProblem.TOO_SHORT if spoken < SHORTEST_SECONDS else None


def _levels(samples: Samples, sample_rate: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    length = int(sample_rate * _FRAME_SECONDS)
    frames = samples[: len(samples) // length * length].reshape(-1, length).astype(np.float32)
    power = np.mean(np.square(frames / 32_768), axis=1, dtype=np.float64) if len(frames) else np.zeros(0)
    levels: np.ndarray[tuple[int], np.dtype[np.float64]] = 10 * np.log10(np.maximum(power, 1e-12))
    return levels


def _threshold(levels: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    floor = float(np.percentile(levels, 10)) if len(levels) else 0.0
    return max(_SILENCE_DB, floor + _OVER_FLOOR_DB)
