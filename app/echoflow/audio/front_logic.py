"""What the audio front makes of each frame: echo cancellation, voice activity and the reflex. No thread, no clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Protocol

import numpy as np

from echoflow.audio.echo_cancellation import CancelledFrame, EchoCanceller
from echoflow.audio.frames import FRAME_SECONDS, Frame, Samples
from echoflow.audio.front_events import (
    FrontDegraded,
    FrontEvent,
    FrontFailed,
    MicrophoneFrame,
    SpeechContinues,
    SpeechStarted,
)
from echoflow.audio.playback import Playback
from echoflow.audio.playback_watch import PlaybackWatch
from echoflow.audio.voice_activity import Speech, VoiceActivityDetector

CONTINUES_SECONDS = 2.0
"""How long speech over our own is followed; by then it is known what it is."""

BID_LEAD_SECONDS = 0.1
BID_FROM_SECONDS = 0.15
BID_UNTIL_SECONDS = 0.6
"""When a bid for the floor is looked for, after the onset: sooner there is too little, later its length tells."""

_KEPT_FRAMES = round((BID_LEAD_SECONDS + BID_UNTIL_SECONDS) / FRAME_SECONDS) + 20
"""What a bid is judged by, and 200 ms for the onset to be noticed."""


class FloorBid(Protocol):
    """Tells by the sound whether somebody who speaks over us wants the floor."""

    def likelihood(self, sound: Samples) -> float | None:
        """How likely `sound` (16 kHz, from 0.1 s before the onset until now) is a bid; None if it is too short."""


class FrontLogic:
    """Frames in, events out; the only thing it does is to duck the playback. Used from one thread.

    Args:
        detector: tells speech.
        playback: ducked when somebody begins to speak while it can be heard.
        echo: takes our own voice out of the frames; without it they are used as they are.
        bid: judges how speech over our own begins.

    """

    def __init__(
        self,
        detector: VoiceActivityDetector,
        playback: Playback,
        *,
        echo: EchoCanceller | None = None,
        bid: FloorBid | None = None,
    ) -> None:
        self._detector = detector
        self._playback = playback
        self._watch = PlaybackWatch(playback)
        self._echo = echo
        self._bid = bid
        self._failed = False
        self._recent: deque[Frame] = deque(maxlen=_KEPT_FRAMES)
        # Of the speech under way: whether it began over our own, and what the model made of it last.
        self._over_playback = False
        self._likelihood: float | None = None

    def receive(self, frame: Frame, now: float, written: int | None = None) -> list[FrontEvent]:
        """What the next frame tells; `now` is when it is handled, in `time.monotonic()` seconds.

        `written` is how much of the output was rendered when it was delivered, see `FarEnd.next`.

        When this returns, the playback is already ducked.
        """
        events: list[FrontEvent] = []
        cancelled = self._cancel(frame, written, events)
        events.append(MicrophoneFrame(cancelled.frame))
        self._recent.append(cancelled.frame)
        judged = self._detector.judged
        try:
            events += self._detect(cancelled, now)
        except Exception as error:
            events += self._fail(error)
            events += self.forget_speech()
        else:
            if self._detector.judged != judged:
                events += self._follow(now)
        return events

    def listen_apart(self, frame: Frame, written: int | None = None) -> list[FrontEvent]:
        """A frame that is not to be heard: only what it tells about the way of our own echo is kept."""
        events: list[FrontEvent] = []
        self._cancel(frame, written, events)
        return events

    def look(self, now: float) -> list[FrontEvent]:
        """What has become of the playback by `now`."""
        try:
            return list(self._watch.look(now))
        except Exception as error:
            return self._fail(error)

    def forget_speech(self) -> list[FrontEvent]:
        """Ends the speech under way, if any, where it was."""
        self._over_playback = False
        self._recent.clear()
        stopped = self._detector.reset()
        return [stopped] if stopped else []

    def forgive(self) -> None:
        """A failure from now on is told again."""
        self._failed = False

    def _cancel(self, frame: Frame, written: int | None, events: list[FrontEvent]) -> CancelledFrame:
        if self._echo is not None:
            try:
                return self._echo.receive(frame, written)
            except Exception as error:
                self._echo = None
                events.append(FrontDegraded("echo cancellation", error))
        return CancelledFrame(frame, own_echo=False)

    def _detect(self, cancelled: CancelledFrame, now: float) -> Iterator[FrontEvent]:
        for event in self._detector.receive(cancelled.frame, own_echo=cancelled.own_echo):
            if isinstance(event, SpeechStarted):
                self._likelihood = None
                self._over_playback = self._watch.sounding(now)
                if self._over_playback:
                    self._playback.duck()
            yield event

    def _follow(self, now: float) -> list[FrontEvent]:
        """Tells of speech over our own that goes on."""
        speech = self._detector.speech
        if speech is None or not self._over_playback or now - speech.since > CONTINUES_SECONDS:
            return []
        events = self._judge_bid(speech)
        return [*events, SpeechContinues(speech.since, speech.voiced_until, speech.level_db, self._likelihood)]

    def _judge_bid(self, speech: Speech) -> list[FrontEvent]:
        heard_for = self._recent[-1].captured_at - speech.since
        if self._bid is None or not BID_FROM_SECONDS <= heard_for <= BID_UNTIL_SECONDS:
            return []
        begin = speech.since - BID_LEAD_SECONDS
        sound = [frame.samples for frame in self._recent if frame.captured_at > begin]
        try:
            self._likelihood = self._bid.likelihood(np.concatenate(sound))
        except Exception as error:
            self._bid = None
            self._likelihood = None
            return [FrontDegraded("floor bids", error)]
        return []

    def _fail(self, error: Exception) -> list[FrontEvent]:
        if self._failed:
            return []
        self._failed = True
        return [FrontFailed(error)]
