"""Microphone frames into the recognizer, transcripts out as signals."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections import deque

import numpy as np
from PySide6.QtCore import QObject, Signal

from echoflow.audio.frames import FRAME_SECONDS, Frame
from echoflow.crash import sentence_for
from echoflow.errors import EngineError
from echoflow.pipeline.tasks import TaskGroup
from echoflow.recognition.recognizer import Recognizer, TurnSign, Utterance

PRE_ROLL_SECONDS = 0.5
"""How much audio is kept from before speech was noticed; detection takes about 0.1 s."""

LEAD_SECONDS = 0.25
"""How much of it goes before the true onset: soft consonants begin below the detector's threshold."""

LONGEST_DELAY_SECONDS = 0.5
"""How far a microphone may be behind; Bluetooth is by up to 0.3 s."""


class ASRHandler(QObject):
    """Feeds the recognizer with one turn's speech and nothing else.

    Only speech, a little lead before it and a moment of silence behind it reach the recognizer, so silence costs
    neither computing nor money. While the key is held everything does: the user has said that it is meant.
    """

    partial_transcript = Signal(int, str)
    """Turn and the text so far, which may still change."""
    final_transcript = Signal(int, int, str, bool)
    """Turn, revision, text, and whether the recognizer has heard that the turn is over."""
    turn_signed = Signal(int, object, str)
    """Turn, `Sign` and the text so far: the recognizer tells of the turn."""
    hold_finished = Signal()
    """What was said with the key held is all there; silence is not fed any more."""
    failed = Signal(int, int, str)
    """Turn, revision and one sentence for the user: the recognizer cannot serve."""

    def __init__(self, recognizer: Recognizer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recognizer = recognizer
        self._tasks = TaskGroup()
        self._recent: deque[Frame] = deque(maxlen=round(PRE_ROLL_SECONDS / FRAME_SECONDS))
        self._utterance: Utterance | None = None
        self._refusal: EngineError | None = None
        self._turn = 0
        self._speech = False
        self._paused = False
        self._everything = False
        self._captured_until = 0.0
        self._captured = asyncio.Event()

    def take_frame(self, frame: Frame) -> None:
        """One captured frame, speech or not."""
        self._captured_until = frame.captured_at
        self._captured.set()
        is_speech = self._speech and not self._paused
        if self._utterance is not None and (is_speech or self._everything):
            self._utterance.feed(frame.samples)
        else:
            self._recent.append(frame)

    def speech_started(self, at: float) -> None:
        """Voice activity found speech with its onset at `at`."""
        self._speech = True
        self._feed_recent(at - LEAD_SECONDS)

    def speech_paused(self) -> None:
        """Voice activity found a moment of silence; it is fed only if speech goes on after it."""
        self._paused = True

    def speech_resumed(self) -> None:
        """Speech goes on; the moment of silence before belongs to it."""
        self._paused = False
        self._feed_recent(-math.inf)

    def speech_stopped(self) -> None:
        """Voice activity found silence."""
        self._speech = self._paused = False

    def begin(self, turn: int, since: float) -> None:
        """Starts a turn's utterance with the audio since `since`, or a little before."""
        self.close()
        self._turn = turn

        def partial(text: str) -> None:
            if turn == self._turn and self._utterance is not None:
                self.partial_transcript.emit(turn, text)

        def sign(told: TurnSign) -> None:
            if turn == self._turn and self._utterance is not None:
                self.turn_signed.emit(turn, told.sign, told.text)

        try:
            self._utterance = self._recognizer.begin(partial, sign)
        except EngineError as error:
            # Told when the words are asked for: what began may be no speech at all.
            self._refusal = error
            return
        self._feed_recent(since - LEAD_SECONDS)

    def hold(self, since: float) -> None:
        """The key is held since then: everything is meant, until `hold_ended`."""
        self._feed_recent(since - LEAD_SECONDS)
        self._everything = True

    def hold_ended(self) -> None:
        """Only speech counts again."""
        if self._everything:
            self._everything = False
            self.hold_finished.emit()

    def _feed_recent(self, since: float) -> None:
        if self._utterance is None:
            return
        lead = [frame.samples for frame in self._recent if frame.captured_at >= since]
        self._recent.clear()
        if lead:
            self._utterance.feed(np.concatenate(lead))

    def transcribe(self, turn: int, revision: int, until: float) -> None:
        """Asks for the final transcript of what was captured up to `until`; it arrives by `final_transcript`.

        That of an earlier revision is not wanted any more.
        """
        self._tasks.cancel()
        if turn == self._turn and (self._utterance is not None or self._refusal is not None):
            self._tasks.start(self._transcribe(self._utterance, turn, revision, until))

    async def _transcribe(self, utterance: Utterance | None, turn: int, revision: int, until: float) -> None:
        try:
            await self._wait_for_audio(until)
            self.hold_ended()
            if utterance is None:
                assert self._refusal is not None
                raise self._refusal
            transcript = await utterance.transcribe()
        except Exception as error:
            # Whatever it was, the turn must not wait for a transcript that never comes.
            self.failed.emit(turn, revision, sentence_for(error))
            self.final_transcript.emit(turn, revision, "", False)
            return
        self.final_transcript.emit(turn, revision, transcript.text, transcript.turn_ended)

    async def _wait_for_audio(self, until: float) -> None:
        """Returns when audio captured at `until` has come, or none such will."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_DELAY_SECONDS):
                while self._captured_until < until:
                    self._captured.clear()
                    await self._captured.wait()

    def close(self) -> None:
        """The turn's audio is not needed any more; a transcription under way is abandoned."""
        self._tasks.cancel()
        self.hold_ended()
        self._refusal = None
        if self._utterance is not None:
            self._utterance.close()
            self._utterance = None

    async def shut_down(self) -> None:
        """Closes and waits until nothing is under way."""
        self.close()
        await self._tasks.wait()
