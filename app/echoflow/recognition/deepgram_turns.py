"""What one utterance says so far, put together from what Flux says turn by turn."""

from __future__ import annotations

from dataclasses import dataclass

from echoflow.audio.frames import CAPTURE_RATE
from echoflow.recognition.deepgram_audio import TOLERANCE, Extent, SentAudio
from echoflow.recognition.deepgram_messages import Message, TurnEvent, TurnInfo
from echoflow.recognition.deepgram_text import join_texts
from echoflow.recognition.deepgram_transcript import own_text
from echoflow.recognition.recognizer import Sign, TurnSign

_NOTHING_SAID = round(0.4 * CAPTURE_RATE)
"""Flux has words at most so many samples after they were said; without any by then there were none."""


_WORDS_LAG = round(0.3 * CAPTURE_RATE)
"""When the words have not changed so many samples before the end of speech and since, the last of them are missing."""


@dataclass(slots=True)
class _Turn:
    index: int
    text: str = ""
    changed_at: int = 0
    seems_ended: bool = False


class FluxTranscript:
    """Implements `UtteranceTranscript` for Flux.

    An utterance may hold several of Flux's turns: the user goes on after a pause that Flux took for the end.
    """

    def __init__(self, owner: int) -> None:
        self.settled = 0
        self._owner = owner
        self._done: list[str] = []
        self._turn: _Turn | None = None
        self._next = 0
        self._listened = 0
        self._lost = ""
        self._end_asked = False
        self._ended_itself = False

    @property
    def text(self) -> str:
        """All of it, what may still change included."""
        current = self._turn.text if self._turn else ""
        return join_texts((*self._done, current or self._lost))

    @property
    def turn_ended(self) -> bool:
        """Flux has heard that the speaker is done, and no words since."""
        return self._ended_itself and not (self._turn and self._turn.text)

    def take(self, message: Message, sent: SentAudio) -> TurnSign | None:
        """A `TurnInfo`; one that is late or out of order changes nothing."""
        if not isinstance(message, TurnInfo) or message.turn < self._next:
            return None
        if self._turn is not None and message.turn > self._turn.index:
            self._finish(self._turn, self._listened, sent)  # its end was lost
        if message.end < self._listened and message.event is not TurnEvent.END:
            return None
        self._listened = max(self._listened, message.end)
        turn = self._turn = self._turn or _Turn(message.turn)
        return self._follow(turn, message, sent)

    def _follow(self, turn: _Turn, message: TurnInfo, sent: SentAudio) -> TurnSign | None:
        text = own_text(message.text, message.words, message.start, sent.begin_of(self._owner))
        changed = text != turn.text
        if changed:
            turn.changed_at = message.end
        if text or message.event is not TurnEvent.END:
            turn.text = text
        if text:
            self._lost = ""
        match message.event:
            case TurnEvent.EAGER_END:
                turn.seems_ended = True
                return TurnSign(Sign.END_EXPECTED, self.text)
            case TurnEvent.END:
                self._ended_itself = not (self._end_asked if message.forced is None else message.forced)
                self._end_asked = False
                self._finish(turn, message.end, sent)
                return TurnSign(Sign.ENDED, self.text) if self._ended_itself else None
            case TurnEvent.RESUMED | TurnEvent.UPDATE | TurnEvent.START:
                went_on = turn.seems_ended and (changed or message.event is TurnEvent.RESUMED)
                turn.seems_ended = turn.seems_ended and not went_on
                return TurnSign(Sign.WENT_ON) if went_on else None

    def _finish(self, turn: _Turn, end: int, sent: SentAudio) -> None:
        self._done.append(turn.text)
        self.settled = max(self.settled, sent.offset_at(end, self._owner))
        self._turn = None
        self._next = turn.index + 1

    def end_asked(self) -> None:
        """ForceEndTurn was sent: the next end of a turn tells nothing of the speaker, unless it says that it does."""
        self._end_asked = True

    def is_complete(self, extent: Extent, sent: SentAudio) -> bool:
        """Whether the turn has ended, or seems to, with nothing said since; or nothing was said at all."""
        if self.has_ended(extent):
            return True
        saying = self._turn is not None and bool(self._turn.text)
        needed = sent.position_of(extent.speech_end, self._owner)
        if needed is None or self._lost:
            return False
        if saying:
            return self._turn is not None and self._turn.seems_ended and self._listened >= needed - TOLERANCE
        return self._listened >= needed + _NOTHING_SAID

    def has_ended(self, extent: Extent) -> bool:
        """Whether a turn has ended after all speech, and no other has begun."""
        saying = self._turn is not None and bool(self._turn.text)
        return not saying and not self._lost and self.settled >= extent.speech_end - TOLERANCE

    def is_nearly_complete(self, extent: Extent, sent: SentAudio) -> bool:
        """Flux answers in its own time, and rests are not left out."""
        return False

    def covers(self, extent: Extent, sent: SentAudio) -> bool:
        """Whether all speech was listened to, and the words are not those of its beginning alone."""
        if self.settled >= extent.speech_end - TOLERANCE:
            return True
        needed = sent.position_of(extent.speech_end, self._owner)
        if needed is None or self._turn is None or not self._turn.text:
            return False
        return self._listened >= needed - TOLERANCE and self._turn.changed_at >= needed - _WORDS_LAG

    def reconnected(self) -> None:
        """Another connection counts turns and audio from 0; keeps the words shown until it has some of its own."""
        self._lost = (self._turn.text if self._turn else "") or self._lost
        self._turn = None
        self._next = 0
        self._listened = 0
        self._end_asked = False
