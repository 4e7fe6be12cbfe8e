"""What the audio front tells the main loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from echoflow.audio.frames import Frame
from echoflow.audio.playback_stream import PlaybackStream
from echoflow.audio.voice_activity import SpeechPaused, SpeechResumed, SpeechStarted, SpeechStopped

__all__ = [
    "FrontDegraded",
    "FrontEvent",
    "FrontFailed",
    "MicrophoneFrame",
    "PlaybackDucked",
    "PlaybackFinished",
    "PlaybackStarted",
    "SpeechContinues",
    "SpeechPaused",
    "SpeechResumed",
    "SpeechStarted",
    "SpeechStopped",
]


@dataclass(frozen=True, slots=True)
class MicrophoneFrame:
    """10 ms were captured, and this is left of them without our own voice; what they tell about speech follows."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class SpeechContinues:
    """Speech that began while we spoke goes on: told for each window of voice activity in its first 2 s.

    Attributes:
        since: its onset, as in `SpeechStarted.at`.
        voiced_until: `time.monotonic()` seconds at which the last window that held speech ended.
        level_db: RMS in dBFS of the windows that held speech so far.
        bid: how likely it asks for the floor, 0 to 1, by its sound so far; None while that is not known.

    """

    since: float
    voiced_until: float
    level_db: float
    bid: float | None


@dataclass(frozen=True, slots=True)
class PlaybackStarted:
    """The first sample of a stream left the loudspeaker at `at` (`time.monotonic()` seconds)."""

    stream: PlaybackStream
    at: float


@dataclass(frozen=True, slots=True)
class PlaybackDucked:
    """A stream became softer at `at`, as heard from the loudspeaker; told once for each duck."""

    stream: PlaybackStream
    at: float


@dataclass(frozen=True, slots=True)
class PlaybackFinished:
    """A stream was ended and its last sample left the loudspeaker at `at`; not told of one that was halted."""

    stream: PlaybackStream
    at: float


@dataclass(frozen=True, slots=True)
class FrontFailed:
    """Voice activity cannot tell speech any more; frames still come.

    Speech under way is ended. Told once, and again after the gate was closed and opened.
    """

    error: Exception


@dataclass(frozen=True, slots=True)
class FrontDegraded:
    """The front goes on without `lost`; told once.

    Without echo cancellation frames are as they were captured, and our own voice counts as speech where it can be
    heard; without the floor bids `SpeechContinues.bid` stays None.
    """

    lost: Literal["echo cancellation", "floor bids"]
    error: Exception


FrontEvent = (
    MicrophoneFrame
    | SpeechStarted
    | SpeechContinues
    | SpeechPaused
    | SpeechResumed
    | SpeechStopped
    | PlaybackStarted
    | PlaybackDucked
    | PlaybackFinished
    | FrontFailed
    | FrontDegraded
)
