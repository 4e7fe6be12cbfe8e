"""The audio front: the one thread between the real-time side and the main loop.

It takes the microphone's frames, listens for speech in them, watches the playback, and tells the main loop what
happened, in order, through one callable. A busy screen cannot make it miss a frame or misdate a word.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from echoflow.audio.frames import FRAME_SECONDS, Frame
from echoflow.audio.playback import Playback, PlaybackStream
from echoflow.audio.voice_activity import SpeechStarted, SpeechStopped, VoiceActivityDetector

__all__ = [
    "AudioFront",
    "FrontEvent",
    "FrontFailed",
    "MicrophoneFrame",
    "PlaybackFinished",
    "PlaybackStarted",
    "SpeechStarted",
    "SpeechStopped",
]


@dataclass(frozen=True, slots=True)
class MicrophoneFrame:
    """10 ms were captured; what they tell about speech follows."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class PlaybackStarted:
    """The first sample of a stream left the loudspeaker at `at` (`time.monotonic()` seconds)."""

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


FrontEvent = MicrophoneFrame | SpeechStarted | SpeechStopped | PlaybackStarted | PlaybackFinished | FrontFailed


class PlaybackWatch:
    """Notices once when each stream begins and when it has ended."""

    def __init__(self, playback: Playback) -> None:
        self._playback = playback
        self._streams: list[PlaybackStream] = []
        self._started: set[PlaybackStream] = set()
        self._done: PlaybackStream | None = None

    def look(self, now: float) -> Iterator[PlaybackStarted | PlaybackFinished]:
        """What has happened by `now` and was not told yet."""
        current = self._playback.current
        if current is not None and current is not self._done and current not in self._streams:
            self._streams.append(current)
        for stream in list(self._streams):
            if stream not in self._started and (at := stream.started_at(now)) is not None:
                self._started.add(stream)
                yield PlaybackStarted(stream, at)
            if stream.halted:
                self._forget(stream)
            elif (at := stream.finished_at(now)) is not None:
                self._forget(stream)
                yield PlaybackFinished(stream, at)

    def _forget(self, stream: PlaybackStream) -> None:
        self._streams.remove(stream)
        self._started.discard(stream)
        self._done = stream


class AudioFront:
    """Runs voice activity and watches the playback on a thread of its own.

    Args:
        detector: used on the front's thread only.
        playback: watched for starts and finishes.
        post: receives every event on the front's thread, in order; it hands them to the main loop and returns at once.
        listening: whether frames count from the beginning on.
        clock: `time.monotonic`.

    """

    def __init__(
        self,
        detector: VoiceActivityDetector,
        playback: Playback,
        post: Callable[[FrontEvent], None],
        *,
        listening: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._detector = detector
        self._watch = PlaybackWatch(playback)
        self._post = post
        self._clock = clock
        # Frames, the gate's new position, or None to end: in one queue, so that each frame meets the gate as it was.
        self._inbox: queue.SimpleQueue[Frame | bool | None] = queue.SimpleQueue()
        self._dropping = threading.Event()
        self._listening = listening
        self._failed = False
        self._thread = threading.Thread(target=self._run, name="audio-front", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def deliver(self, frame: Frame) -> None:
        """Takes a captured frame; never blocks. For the endpoint's real-time side."""
        self._inbox.put(frame)

    def set_listening(self, listening: bool) -> None:
        """Opens or closes the microphone's gate, for the frames delivered from now on.

        While it is closed frames are dropped. If it closes on speech, `SpeechStopped` is told at once, with the end of
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
                self._handle(item)
            self._look()

    def _look(self) -> None:
        try:
            events = list(self._watch.look(self._clock()))
        except Exception as error:
            self._fail(error)
        else:
            for event in events:
                self._post(event)

    def _fail(self, error: Exception) -> None:
        if not self._failed:
            self._failed = True
            self._post(FrontFailed(error))

    def _handle(self, item: Frame | bool) -> None:
        if isinstance(item, Frame):
            if self._listening:
                self._post(MicrophoneFrame(item))
                self._detect(item)
            return
        if item and not self._listening:
            self._failed = False
        elif self._listening and not item:
            self._forget_speech()
        self._listening = item

    def _detect(self, frame: Frame) -> None:
        try:
            events = list(self._detector.receive(frame))
        except Exception as error:
            self._fail(error)
            self._forget_speech()
        else:
            for event in events:
                self._post(event)

    def _forget_speech(self) -> None:
        if stopped := self._detector.reset():
            self._post(stopped)
