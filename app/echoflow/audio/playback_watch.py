"""What becomes of the streams of a playback, as it is heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from echoflow.audio.front_events import PlaybackDucked, PlaybackFinished, PlaybackStarted
from echoflow.audio.playback import Playback
from echoflow.audio.playback_stream import PlaybackStream

LINGERING_SECONDS = 0.3
"""Speech that ended this long ago still counts as sounding: it is in the room, and in the user's ear."""


@dataclass(slots=True)
class _Watched:
    stream: PlaybackStream
    started: bool = False
    ducked_at: float | None = None


class PlaybackWatch:
    """Notices once when each stream begins, becomes softer and has ended; pure, but for what it has told."""

    def __init__(self, playback: Playback) -> None:
        self._playback = playback
        self._streams: list[_Watched] = []
        self._done: PlaybackStream | None = None

    def look(self, now: float) -> Iterator[PlaybackStarted | PlaybackDucked | PlaybackFinished]:
        """What has happened by `now` and was not told yet."""
        current = self._playback.current
        if current is not None and current is not self._done and all(current is not w.stream for w in self._streams):
            self._streams.append(_Watched(current))
        for watched in list(self._streams):
            stream = watched.stream
            if not watched.started and (at := stream.started_at(now)) is not None:
                watched.started = True
                yield PlaybackStarted(stream, at)
            at = stream.last_ducked_at(now)
            if at is not None and at != watched.ducked_at:
                watched.ducked_at = at
                yield PlaybackDucked(stream, at)
            if stream.halted:
                self._forget(watched)
            elif (at := stream.finished_at(now)) is not None:
                self._forget(watched)
                yield PlaybackFinished(stream, at)

    def sounding(self, now: float) -> bool:
        """The current stream can be heard, or could until a moment ago."""
        stream = self._playback.current
        if stream is None or self._playback.paused or stream.halted or stream.started_at(now) is None:
            return False
        finished = stream.finished_at(now)
        return finished is None or now - finished < LINGERING_SECONDS

    def _forget(self, watched: _Watched) -> None:
        self._streams.remove(watched)
        self._done = watched.stream
