"""Where audio is: what is kept of an utterance, and what lies where on a connection."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, Samples

RING_SECONDS = 30.0
"""How much of an utterance is kept so that it can be sent again; people pause more often than that."""

_TAIL = CAPTURE_RATE // 4
"""Voice activity, which knows speech better, ends an utterance about 0.2 s after it: what is quiet before that is a
soft word and no silence."""

_BLOCK = CAPTURE_RATE // 50
_QUIET = 0.06
"""A block of 20 ms is silence when its power is so much of the loudest block's amplitude, squared (-24 dB): what a room
leaves of a word is quieter, the softest consonants are louder."""

TOLERANCE = CAPTURE_RATE // 20
"""Deepgram's times come rounded, and models count in frames of their own; 50 ms is less than any word."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is of an utterance.

    Attributes:
        fed: samples.
        speech_end: the sample after which they are nothing but silence.
    """

    fed: int
    speech_end: int


class KeptAudio:
    """The end of an utterance's audio, addressed by samples since its beginning.

    Attributes:
        fed: samples fed so far.
    """

    def __init__(self, seconds: float = RING_SECONDS) -> None:
        self.fed = 0
        self._speech_end = 0
        self._longest = round(seconds * CAPTURE_RATE)
        self._chunks: list[Samples] = []
        self._first = 0
        self._loudest = 0.0

    @property
    def extent(self) -> Extent:
        """How much there is so far."""
        return Extent(self.fed, max(self._speech_end, self.fed - _TAIL))

    @property
    def first(self) -> int:
        """The first sample that is still there."""
        return self._first

    def append(self, samples: Samples) -> None:
        """Adds samples of any number; forgets the oldest ones when there are too many."""
        if not len(samples):
            return
        self._chunks.append(samples.copy())
        self._listen(samples)
        self.fed += len(samples)
        self.forget(self.fed - self._longest)

    def _listen(self, samples: Samples) -> None:
        for at in range(0, len(samples), _BLOCK):
            block = samples[at : at + _BLOCK].astype(np.float32)
            level = float(np.sqrt(np.mean(block * block)))
            self._loudest = max(self._loudest, level)
            if level > _QUIET * self._loudest:
                self._speech_end = self.fed + at + len(block)

    def forget(self, before: int) -> None:
        """What comes before that sample is not needed any more (whole chunks are dropped)."""
        while self._chunks and self._first + len(self._chunks[0]) <= before:
            self._first += len(self._chunks.pop(0))

    def read(self, start: int, count: int) -> Samples:
        """At most `count` samples from `start` on, which must not be forgotten."""
        parts: list[Samples] = []
        at = self._first
        for chunk in self._chunks:
            if at + len(chunk) > start and at < start + count:
                parts.append(chunk[max(0, start - at) : start + count - at])
            at += len(chunk)
        return np.concatenate(parts) if parts else np.empty(0, np.int16)


@dataclass(slots=True)
class _Span:
    start: int
    end: int
    owner: int
    offset: int
    silence: bool


@dataclass(slots=True)
class SentAudio:
    """What lies where on one connection, whose clock counts the samples sent on it.

    Attributes:
        position: samples sent so far.
    """

    position: int = 0
    _spans: list[_Span] = field(default_factory=list)

    def add(self, owner: int, offset: int, samples: int) -> None:
        """`samples` of utterance `owner` were sent, from its sample `offset` on."""
        last = self._spans[-1] if self._spans else None
        if last and not last.silence and last.owner == owner and last.offset + last.end - last.start == offset:
            last.end += samples
        else:
            self._spans.append(_Span(self.position, self.position + samples, owner, offset, silence=False))
        self.position += samples

    def add_silence(self, samples: int) -> None:
        """Silence of our own was sent; it belongs to the utterance before it, and covers nothing more of that."""
        last = self._spans[-1] if self._spans else None
        if last and last.silence:
            last.end += samples
        elif last:
            offset = last.offset + last.end - last.start
            self._spans.append(_Span(self.position, self.position + samples, last.owner, offset, silence=True))
        self.position += samples

    def forget(self, before_owner: int) -> None:
        """The utterances before that one are not asked about any more."""
        self._spans = [span for span in self._spans if span.owner >= before_owner]

    def owner_at(self, end: int) -> int | None:
        """Whose audio comes just before position `end`."""
        return next((span.owner for span in reversed(self._spans) if span.start < end - TOLERANCE), None)

    def begin_of(self, owner: int) -> int:
        """The position at which the utterance begins on this connection."""
        return next((span.start for span in self._spans if span.owner == owner), self.position)

    def offset_at(self, position: int, owner: int) -> int:
        """How many samples of the utterance lie before `position`."""
        spans = [span for span in self._spans if span.owner == owner]
        offset = spans[0].offset if spans else 0
        for span in spans:
            if span.start < position:
                offset = span.offset if span.silence else span.offset + min(position, span.end) - span.start
        return offset

    def position_of(self, offset: int, owner: int) -> int | None:
        """Where on the connection the utterance's sample before `offset` ends, or None: not sent yet."""
        for span in self._spans:
            if span.owner == owner and not span.silence and span.offset < offset <= span.offset + span.end - span.start:
                return span.start + offset - span.offset
        return None
