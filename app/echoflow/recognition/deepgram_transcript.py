"""What one utterance says so far, put together from what nova-3 says piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from echoflow.audio.frames import CAPTURE_RATE
from echoflow.recognition.deepgram_audio import TOLERANCE, Extent, SentAudio
from echoflow.recognition.deepgram_messages import Message, Result, UtteranceEnd, Word
from echoflow.recognition.deepgram_text import join_texts
from echoflow.recognition.recognizer import TurnSign

SMALL_REST = round(0.2 * CAPTURE_RATE)
"""Deepgram may leave a Finalize unanswered when hardly any audio is left: so much of it, in samples."""


class UtteranceTranscript(Protocol):
    """The transcript of one utterance, over every connection it is sent on. Pure: messages in, text out.

    Attributes:
        settled: samples of the utterance whose text is final; they need not be sent again.
    """

    settled: int

    @property
    def text(self) -> str:
        """All of it, what may still change included."""

    @property
    def turn_ended(self) -> bool:
        """The service has heard that the speaker is done, and nothing since."""

    def take(self, message: Message, sent: SentAudio) -> TurnSign | None:
        """A message about this utterance; `sent` tells what lies where on the connection it came by."""

    def end_asked(self) -> None:
        """The service was asked to come to an end; that it does is no sign of the speaker's."""

    def is_complete(self, extent: Extent, sent: SentAudio) -> bool:
        """Whether the text is final for all speech in `extent`."""

    def is_nearly_complete(self, extent: Extent, sent: SentAudio) -> bool:
        """Whether nothing is left that would be worth waiting for when an answer does not come."""

    def has_ended(self, extent: Extent) -> bool:
        """Whether the service has come to an end after all speech in `extent`."""

    def covers(self, extent: Extent, sent: SentAudio) -> bool:
        """Whether all speech was listened to, though some of the text may not be final."""

    def reconnected(self) -> None:
        """What is not settled will be heard again by another connection."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text of a stretch of the utterance; `start` and `end` count its samples."""

    start: int
    end: int
    text: str
    final: bool
    silence_follows: bool = False


class NovaTranscript:
    """Implements `UtteranceTranscript` for nova-3, whose final results follow each other without gaps."""

    def __init__(self, owner: int) -> None:
        self.settled = 0
        self._owner = owner
        self._pieces: list[_Piece] = []
        self._lost: list[_Piece] = []
        self._silence_at = -1

    @property
    def text(self) -> str:
        """All of it, what may still change included."""
        return join_texts(piece.text for piece in (*self._pieces, *self._lost))

    @property
    def turn_ended(self) -> bool:
        """Never: nova-3 hears silences, not turns."""
        return False

    def take(self, message: Message, sent: SentAudio) -> None:
        """A `Result` or an `UtteranceEnd`; one that comes late or twice does no harm."""
        if isinstance(message, UtteranceEnd):
            if sent.offset_at(message.last_word_end, self._owner) <= self.settled:
                self._silence_at = self.settled
        elif isinstance(message, Result):
            begin = sent.begin_of(self._owner)
            piece = _Piece(
                sent.offset_at(max(message.start, begin), self._owner),
                sent.offset_at(message.end, self._owner),
                own_text(message.text, message.words, message.start, begin),
                message.final,
                message.speech_final or message.from_finalize,
            )
            self._put(piece)

    def _put(self, new: _Piece) -> None:
        if new.final and new.silence_follows and abs(new.end - self.settled) <= TOLERANCE:
            self._silence_at = self.settled
        if new.end <= self.settled or any(piece.final and _overlap(piece, new) for piece in self._pieces):
            return
        if not new.final and any(new.end < piece.end and _overlap(piece, new) for piece in self._pieces):
            return
        replaced = [piece for piece in self._pieces if not piece.final and piece.start >= new.start - TOLERANCE]
        kept = [piece for piece in self._pieces if piece not in replaced or not _overlap(piece, new)]
        self._pieces = sorted([*kept, new], key=lambda piece: piece.start)
        if new.text:
            self._lost.clear()
        self._settle()

    def _settle(self) -> None:
        for piece in self._pieces:
            if piece.final and self.settled < piece.end and piece.start <= self.settled + TOLERANCE:
                self.settled = piece.end
                if piece.silence_follows:
                    self._silence_at = self.settled

    def end_asked(self) -> None:
        """Nothing to remember: a final result says by itself that it was asked for."""

    def is_complete(self, extent: Extent, sent: SentAudio) -> bool:
        """Whether the results are final up to the end, or to a silence with nothing but silence after it."""
        return self.has_ended(extent)

    def has_ended(self, extent: Extent) -> bool:
        """The same: nova-3 has no other ends."""
        needed = extent.speech_end if self._silence_at == self.settled else extent.fed
        return self.settled >= needed - TOLERANCE

    def is_nearly_complete(self, extent: Extent, sent: SentAudio) -> bool:
        """Whether the results are final up to a rest that is too short to be answered."""
        return 0 < self.settled >= extent.speech_end - SMALL_REST

    def covers(self, extent: Extent, sent: SentAudio) -> bool:
        """Whether all speech was listened to."""
        reached = self.settled
        for piece in self._pieces:
            if piece.start <= reached + TOLERANCE:
                reached = max(reached, piece.end)
        return reached >= extent.speech_end - TOLERANCE

    def reconnected(self) -> None:
        """Keeps the words shown until the next connection has some of its own."""
        self._lost.extend(piece for piece in self._pieces if piece.end > self.settled)
        self._pieces = [piece for piece in self._pieces if piece.end <= self.settled]


def _overlap(one: _Piece, other: _Piece) -> bool:
    return min(one.end, other.end) - max(one.start, other.start) > TOLERANCE


def own_text(text: str, words: tuple[Word, ...], start: int, begin: int) -> str:
    """`text` without the words before position `begin`, which belong to somebody else.

    Only where the stretch begins before that at `start`, and only as far as the words have times.
    """
    if start >= begin - TOLERANCE or not any(_middle(word) < begin for word in words):
        return text
    return join_texts(word.text for word in words if _middle(word) >= begin)


def _middle(word: Word) -> float:
    if word.start is None or word.end is None:
        return float("inf")
    return (word.start + word.end) / 2
