"""Takes what the audio front tells over to the main loop, without waking it for every 10 ms of silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from echoflow.audio.front_events import FrontEvent, FrontFailed, MicrophoneFrame
from echoflow.audio.voice_activity import SpeechStarted, SpeechStopped

QUIET_FRAMES = 4
"""Frames that travel together while nobody speaks. Hands-free, most of what the main loop costs is to be woken a
hundred times a second; and 30 ms later is soon enough for a level meter."""


class FrontCourier:
    """Used from the front's thread. Everything arrives in order, and nothing but a quiet frame is ever held back."""

    def __init__(self, hand_over: Callable[[Sequence[FrontEvent]], None]) -> None:
        """`hand_over` gets events in order, on the front's thread."""
        self._hand_over = hand_over
        self._waiting: list[FrontEvent] = []
        self._speaking = False

    def post(self, event: FrontEvent) -> None:
        """Takes the next event."""
        self._waiting.append(event)
        if isinstance(event, SpeechStarted):
            self._speaking = True
        elif isinstance(event, SpeechStopped | FrontFailed):
            self._speaking = False
        elif isinstance(event, MicrophoneFrame) and not self._speaking and len(self._waiting) < QUIET_FRAMES:
            return
        events, self._waiting = self._waiting, []
        self._hand_over(events)
