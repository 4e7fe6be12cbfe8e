"""What the test of microphone and loudspeaker needs of both, and of the ear that understands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from echoflow.audio.frames import Samples
from echoflow.audio.sound_level import SoundLevel


class Microphone(Protocol):
    """What is needed of `audio.recorder.Recorder`."""

    @property
    def rate(self) -> int:
        """Hz."""

    @property
    def level(self) -> SoundLevel:
        """Of what has arrived by now."""

    @property
    def is_full(self) -> bool:
        """It has ended because it is as long as it may be."""

    @property
    def failed(self) -> str | None:
        """Why it ended by itself, as a sentence."""

    def start(self) -> None:
        """Records from now on. Raises UserError."""

    def since(self, first: int) -> Samples:
        """What has arrived by now from sample number `first` on."""

    def close(self) -> None:
        """Lets go of the microphone."""


Record = Callable[[str], Microphone]
"""Makes a recorder for the microphone of a name, "" for what the system chooses. Raises UserError."""

Play = Callable[[Samples, int, str], Awaitable[None]]
"""Plays samples, mono or of shape (n, 2), of a rate in Hz on the loudspeaker of a name, "" for what the system chooses;
returns when they have been heard, and is silent at once when it is cancelled. Raises UserError."""

Recognize = Callable[[Samples, int], Awaitable[str]]
"""The words in mono samples of a rate in Hz, which is 16,000; empty if there are none. Raises UserError."""
