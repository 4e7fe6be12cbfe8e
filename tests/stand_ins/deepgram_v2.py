"""`/v2/listen`, the protocol of Flux: turns that start, may end, go on after all, and end."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from .deepgram_ears import Ears
from .deepgram_hearing import Hearing
from .deepgram_outbox import Outbox
from .deepgram_query import BadQueryError, OptionsV2, check_turns, keyterms_within
from .serving import Message

_UPDATE_SECONDS = 0.25

_JUDGED_AFTER = 0.12
"""Seconds of silence from which on the sound of the turn is judged."""

_BELIEVES_IN = 0.2
"""Seconds of silence after which two thirds of the judgement are believed."""

_SURE_IN = 3.0
"""Seconds of silence after which anybody would take the turn for ended, whatever it sounds like."""

_SURE = 0.99
"""No model is surer than that; what asks for more waits for the timeout or the client."""

_ABOUT_THE_END = frozenset({"EagerEndOfTurn", "EndOfTurn"})

_SPEAKING = 0.02
_CONFIDENCE = 0.97


def end_of_turn_confidence(completeness: float, silence: float) -> float:
    """How sure Flux is after `silence` seconds that a turn which sounds so complete has ended.

    A complete sentence passes 0.4 after 0.11 s, though it is not judged before 0.12 s, and the default threshold of
    0.7 after 0.27 s; an incomplete one after two seconds. Deepgram publishes no such curve; this one keeps the order
    in which things happen.
    """
    if silence <= 0:
        return _SPEAKING
    believed = completeness * (1 - math.exp(-silence / _BELIEVES_IN))
    return min(_SURE, max(_SPEAKING, believed, silence / _SURE_IN))


class _State(Enum):
    INITIAL = "initial"
    ONGOING = "turn ongoing"
    AWAITING = "awaiting the end"


@dataclass(slots=True)
class _Turn:
    """The turn that goes on or is waited for.

    Attributes:
        transcript: as it was told last.
        judgement: how complete the speech so far sounds, once that is asked.
    """

    index: int = 0
    state: _State = _State.INITIAL
    transcript: str = ""
    judgement: asyncio.Task[float] | None = None


class ListenV2:
    """Implements `deepgram_connection.Dialogue`."""

    keeps_alive = False

    def __init__(self, options: OptionsV2, hearing: Hearing, outbox: Outbox, request_id: str, ears: Ears) -> None:
        self._options = options
        self._hearing = hearing
        self._outbox = outbox
        self._request_id = request_id
        self._ears = ears
        self._sequence = 0
        self._told = 0.0
        self._turn = _Turn()

    def opened(self) -> None:
        """Says hello."""
        self._put({"type": "Connected"}, at_once=True)

    async def window(self) -> None:
        """Looks at the window that was just heard."""
        hearing, turn = self._hearing, self._turn
        if hearing.speaking:
            turn.judgement = None
            if turn.state is _State.AWAITING:
                turn.state = _State.ONGOING
                self._tell("TurnResumed")
            elif turn.state is _State.INITIAL and hearing.known:
                self._start(hearing.known)
        elif hearing.heard:
            hearing.foresee()
            turn.judgement = turn.judgement or asyncio.create_task(self._ears.completeness(hearing.turn))
            if hearing.silence >= _JUDGED_AFTER:
                await self._maybe_end(end_of_turn_confidence(await turn.judgement, hearing.silence))
        if hearing.position - self._told >= _UPDATE_SECONDS - 1e-6:
            self._update()

    async def message(self, message: Message) -> bool:
        """Answers a message of the client; False if it is the last one."""
        match message.get("type"):
            case "ForceEndTurn":
                if self._hearing.heard:
                    await self._end("manual")
            case "Configure":
                self._configure(message)
            case "CloseStream":
                if self._hearing.heard and (text := await self._hearing.text()):
                    self._turn.transcript = text
                    self._tell("Update")
                return False
            case _:
                self.schema_error(str(message))
                return False
        return True

    def schema_error(self, text: str) -> None:
        """Says that the client sent something that is no message."""
        self._put({"type": "Error", "code": "UNPARSABLE_CLIENT_MESSAGE", "description": f"Not understood: {text:.80}"})

    async def _maybe_end(self, confidence: float) -> None:
        eager, turn = self._options.eager_eot_threshold, self._turn
        if confidence >= self._options.eot_threshold:
            await self._end("model", confidence)
        elif self._hearing.silence >= self._options.eot_timeout:
            await self._end("timeout", confidence)
        elif eager is not None and confidence >= eager and turn.state is not _State.AWAITING:
            text = await self._words()
            if text:
                turn.state = _State.AWAITING
                self._tell("EagerEndOfTurn", confidence)

    async def _words(self) -> str:
        """What was said in the turn, which has started if that is anything."""
        turn = self._turn
        text = await self._hearing.text() or turn.transcript
        if text and turn.state is _State.INITIAL:
            self._start(text)
        turn.transcript = text
        return text

    async def _end(self, trigger: str, confidence: float = _SURE) -> None:
        turn = self._turn
        if turn.state is not _State.AWAITING:
            await self._words()
        if turn.state is not _State.INITIAL:
            self._tell("EndOfTurn", confidence, trigger=trigger)
        self._hearing.next_segment()
        self._turn = _Turn(turn.index + (turn.state is not _State.INITIAL))

    def _start(self, text: str) -> None:
        self._turn.state = _State.ONGOING
        self._turn.transcript = text
        self._tell("StartOfTurn")

    def _update(self) -> None:
        if self._turn.state is _State.ONGOING:
            self._turn.transcript = self._hearing.known
        self._tell("Update")

    def _tell(self, event: str, confidence: float | None = None, **more: Any) -> None:
        hearing, turn = self._hearing, self._turn
        self._told = hearing.position
        if confidence is None:
            confidence = end_of_turn_confidence(0.5, hearing.silence) if hearing.heard else 0.0
        message: Message = {
            "type": "TurnInfo",
            "event": event,
            "turn_index": turn.index,
            "audio_window_start": round(hearing.segment_start, 3),
            "audio_window_end": round(hearing.position, 3),
            "transcript": turn.transcript,
            "words": [
                {"word": word.text, "confidence": _CONFIDENCE, "start": round(word.start, 3), "end": round(word.end, 3)}
                for word in hearing.words(turn.transcript)
            ],
            "end_of_turn_confidence": round(confidence, 4),
            **more,
        }
        if self._options.model == "flux-general-multi":
            message["languages"] = [self._options.language] if turn.transcript else []
            message["languages_hinted"] = list(self._options.hints)
        self._put(message, about=hearing.sound_end if event in _ABOUT_THE_END else None)

    def _configure(self, message: Message) -> None:
        thresholds = message.get("thresholds") or {}
        options = self._options
        try:
            options = replace(
                options,
                eot_threshold=thresholds.get("eot_threshold", options.eot_threshold),
                eager_eot_threshold=thresholds.get("eager_eot_threshold", options.eager_eot_threshold),
                eot_timeout=thresholds.get("eot_timeout_ms", options.eot_timeout * 1000) / 1000,
                keyterms=keyterms_within(message.get("keyterms", options.keyterms)),
                hints=tuple(message.get("language_hints", options.hints)),
            )
            check_turns(options)
        except BadQueryError as error:
            self._put({"type": "ConfigureFailure", "code": "INVALID_CONFIGURATION", "description": str(error)})
            return
        self._options = options
        self._put(
            {
                "type": "ConfigureSuccess",
                "thresholds": {
                    "eot_threshold": options.eot_threshold,
                    "eager_eot_threshold": options.eager_eot_threshold,
                    "eot_timeout_ms": round(options.eot_timeout * 1000),
                },
                "keyterms": list(options.keyterms),
                "language_hints": list(options.hints),
            }
        )

    def _put(self, message: Message, *, about: float | None = None, at_once: bool = False) -> None:
        numbered = {"type": message["type"], "request_id": self._request_id, "sequence_id": self._sequence, **message}
        self._sequence += 1
        self._outbox.put(numbered, about=about, at_once=at_once)
