"""An endpoint that asks spoken questions when told to, and notes when the answer begins to sound."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np

from echoflow.audio.endpoints.pacing import beat
from echoflow.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, PLAYBACK_RATE, Frame, Samples
from echoflow.audio.playback import Playback

AUDIBLE = 60
"""Of 32767: a sample above it is sound."""


class QuestionsEndpoint:
    """Silence in real time, and questions in between; an `Endpoint`.

    Attributes:
        speech_ended_at: when the last audible sample of the question was captured, monotonic seconds.
        answered_at: when the first audible sample of the answer left the loudspeaker.
        silent_since: when the last audible one did.
        longest_pause: the longest silence between two audible blocks of the answer, seconds.
    """

    output_rate = PLAYBACK_RATE

    def __init__(self) -> None:
        self.speech_ended_at: float | None = None
        self.answered_at: float | None = None
        self.silent_since = time.monotonic()
        self.longest_pause = 0.0
        # Replaced as a whole: the pacing thread must never see one question's samples with another's position.
        self._saying: tuple[Samples, int] = (np.zeros(0, np.int16), 0)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def ask(self, question: Samples) -> None:
        """Begins to say `question` (16 kHz) with the next frame."""
        self.speech_ended_at = self.answered_at = None
        self.longest_pause = 0.0
        last = int(np.flatnonzero(np.abs(question.astype(np.int32)) > AUDIBLE)[-1])
        padded = np.pad(question[: last + 1], (0, -(last + 1) % FRAME_SAMPLES))
        self._saying = (padded.astype(np.int16), 0)

    def start(self, deliver: Callable[[Frame], None], playback: Playback, on_input_ended: Callable[[], None]) -> float:
        """Begins; see `Endpoint`."""
        origin = time.monotonic()
        block = np.zeros(round(PLAYBACK_RATE * FRAME_SECONDS), np.int16)

        def tick(_: int, now: float) -> None:
            deliver(Frame(self._next(now), captured_at=now))
            playback.read(block, sounds_at=now)
            audible = np.flatnonzero(np.abs(block.astype(np.int32)) > AUDIBLE)
            if len(audible):
                if self.answered_at is not None:
                    self.longest_pause = max(self.longest_pause, now - self.silent_since)
                self.silent_since = now + FRAME_SECONDS
                if self.answered_at is None:
                    self.answered_at = now + audible[0] / PLAYBACK_RATE

        self._thread = threading.Thread(target=beat, args=(FRAME_SECONDS, origin, tick, self._stop), name="questions")
        self._thread.start()
        return origin

    def _next(self, now: float) -> Samples:
        question, position = self._saying
        if position >= len(question):
            return np.zeros(FRAME_SAMPLES, np.int16)
        self._saying = (question, position + FRAME_SAMPLES)
        if position + FRAME_SAMPLES >= len(question):
            self.speech_ended_at = now
        return question[position : position + FRAME_SAMPLES]

    def close(self) -> None:
        """Ends it."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
