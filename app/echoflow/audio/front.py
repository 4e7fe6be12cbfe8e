"""The audio front: the one thread between the real-time side and the main loop.

It takes our own voice out of the microphone's frames, listens for speech in what is left, and watches the playback.
When somebody speaks over us it ducks the playback at once, by itself (the reflex); then it tells the main loop what
happened, in order, through one callable. A busy screen cannot make it miss a frame, misdate a word or delay a duck.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable

from echoflow.audio.echo_cancellation import EchoCanceller
from echoflow.audio.frames import FRAME_SECONDS, Frame
from echoflow.audio.front_events import (
    FrontDegraded,
    FrontEvent,
    FrontFailed,
    MicrophoneFrame,
    PlaybackDucked,
    PlaybackFinished,
    PlaybackStarted,
    SpeechContinues,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    SpeechStopped,
)
from echoflow.audio.front_logic import FloorBid, FrontLogic
from echoflow.audio.playback import Playback
from echoflow.audio.voice_activity import VoiceActivityDetector

__all__ = [
    "AudioFront",
    "FloorBid",
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


class AudioFront:
    """Runs `FrontLogic` on a thread of its own.

    Args:
        detector: used on the front's thread only, as are `echo` and `bid`.
        playback: watched, and ducked when somebody begins to speak while it can be heard.
        post: receives every event on the front's thread, in order; it hands them to the main loop and returns at once.
        listening: whether frames count from the beginning on.
        echo: takes our own voice out of the frames.
        bid: judges how speech over our own begins.
        clock: `time.monotonic`.

    """

    def __init__(
        self,
        detector: VoiceActivityDetector,
        playback: Playback,
        post: Callable[[FrontEvent], None],
        *,
        listening: bool = True,
        echo: EchoCanceller | None = None,
        bid: FloorBid | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._logic = FrontLogic(detector, playback, echo=echo, bid=bid)
        self._post = post
        self._clock = clock
        self._rendered = playback.rendered
        # Frames with how much of the output was rendered by then, the gate's new position, or None to end: in one
        # queue, so that each frame meets the gate as it was.
        self._inbox: queue.SimpleQueue[tuple[Frame, int] | bool | None] = queue.SimpleQueue()
        self._dropping = threading.Event()
        self._listening = listening
        self._thread = threading.Thread(target=self._run, name="audio-front", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def deliver(self, frame: Frame) -> None:
        """Takes a captured frame; never blocks. For the endpoint's real-time side."""
        self._inbox.put((frame, self._rendered.written))

    def set_listening(self, listening: bool) -> None:
        """Opens or closes the microphone's gate, for the frames delivered from now on.

        While it is closed frames are not heard: nothing is told of them, and of their sound only the way of our own
        echo is learnt. If it closes on speech, `SpeechStopped` is told at once, with the end of
        the speech heard so far.
        """
        self._inbox.put(listening)

    def close(self, *, drain: bool = False) -> None:
        """Ends the thread; safe to call twice, and before `start`.

        What was delivered and not handled yet is dropped: a peer that has sent minutes at once and hung up would keep
        the next one waiting. With `drain` it is handled first.
        """
        if not drain:
            self._dropping.set()
        self._inbox.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                item = self._inbox.get(timeout=FRAME_SECONDS)
            except queue.Empty:
                pass
            else:
                if item is None or self._dropping.is_set():
                    return
                self._take(item)
            self._tell(self._logic.look(self._clock()))

    def _take(self, item: tuple[Frame, int] | bool) -> None:
        if isinstance(item, tuple):
            frame, written = item
            if self._listening:
                self._tell(self._logic.receive(frame, self._clock(), written))
            else:
                self._tell(self._logic.listen_apart(frame, written))
            return
        if item and not self._listening:
            self._logic.forgive()
        elif self._listening and not item:
            self._tell(self._logic.forget_speech())
        self._listening = item

    def _tell(self, events: list[FrontEvent]) -> None:
        for event in events:
            self._post(event)
