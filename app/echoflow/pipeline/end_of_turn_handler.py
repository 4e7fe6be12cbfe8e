"""Microphone frames into the end-of-turn detector, how complete the turn sounds out as a signal."""

from __future__ import annotations

import logging
from collections import deque

import numpy as np
from PySide6.QtCore import QObject, Signal

from echoflow.audio.frames import FRAME_SECONDS, Frame
from echoflow.pipeline.asr_handler import LEAD_SECONDS
from echoflow.pipeline.tasks import TaskGroup
from echoflow.recognition.end_of_turn import LISTENS_BACK, EndOfTurnDetector

_LOG = logging.getLogger(__name__)

HANGOVER_SECONDS = 0.5
"""How much later than the end of speech it may be asked for: voice activity takes 0.2 s to be sure."""


class EndOfTurnHandler(QObject):
    """Keeps the last seconds of a turn and has them judged."""

    judged = Signal(int, int, object)
    """Turn, revision and completeness, 0 to 1, or None if it could not be told."""

    def __init__(self, detector: EndOfTurnDetector | None, parent: QObject | None = None) -> None:
        """Without a detector nothing is ever judged."""
        super().__init__(parent)
        self._detector = detector
        self._tasks = TaskGroup()
        self._frames: deque[Frame] = deque(maxlen=round((LISTENS_BACK + HANGOVER_SECONDS) / FRAME_SECONDS))
        self._since = 0.0

    @property
    def available(self) -> bool:
        """Whether there is a detector."""
        return self._detector is not None

    def take_frame(self, frame: Frame) -> None:
        """One captured frame, speech or not."""
        self._frames.append(frame)

    def begin(self, since: float) -> None:
        """A turn began with the speech at `since`."""
        self._tasks.cancel()
        self._since = since - LEAD_SECONDS

    def judge(self, turn: int, revision: int, until: float) -> None:
        """Asks how complete the turn sounds up to the end of speech at `until`; the answer arrives by `judged`."""
        self._tasks.cancel()
        if self._detector is not None:
            self._tasks.start(self._judge(self._detector, turn, revision, until))

    async def _judge(self, detector: EndOfTurnDetector, turn: int, revision: int, until: float) -> None:
        sound = [frame.samples for frame in self._frames if self._since <= frame.captured_at <= until]
        completeness = None
        if sound:
            try:
                completeness = await detector.judge(np.concatenate(sound))
            except Exception as error:
                # Whatever it was, the turn is taken by its words and by silence then.
                _LOG.warning("the end of the turn could not be judged: %s", error)
        self.judged.emit(turn, revision, completeness)

    async def shut_down(self) -> None:
        """Cancels and waits until nothing is under way."""
        self._tasks.cancel()
        await self._tasks.wait()
