"""What Deepgram says, as plain values; anything that cannot be understood becomes None and does no harm.

The SDK's own message types are not checked when they are made: a field of a `Results` may be missing or hold anything.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from echoflow.audio.frames import CAPTURE_RATE


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `start` and `end` are samples on the connection, or None where the service tells no times."""

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """nova-3: what a stretch of the audio says.

    Attributes:
        start: sample on the connection at which the stretch begins.
        end: the first one after it.
        text: its words, written out.
        words: the same one by one.
        final: it will not change any more.
        speech_final: and silence follows it.
        from_finalize: it was asked for by Finalize.
    """

    start: int
    end: int
    text: str
    words: tuple[Word, ...] = ()
    final: bool = False
    speech_final: bool = False
    from_finalize: bool = False


@dataclass(frozen=True, slots=True)
class UtteranceEnd:
    """nova-3: a while without words; `last_word_end` is a sample on the connection."""

    last_word_end: int


class TurnEvent(Enum):
    """Where Flux stands in a turn."""

    START = "StartOfTurn"
    UPDATE = "Update"
    EAGER_END = "EagerEndOfTurn"
    RESUMED = "TurnResumed"
    END = "EndOfTurn"


@dataclass(frozen=True, slots=True)
class TurnInfo:
    """Flux: all of one turn so far.

    Attributes:
        event: what has happened.
        turn: counts from 0 on each connection.
        start: sample on the connection at which the window of this turn begins.
        end: how far on the connection it has listened.
        text: all the turn's words.
        words: the same one by one.
        forced: the turn ended because it was asked to, or by a time limit, and not because the speaker seemed done;
            None where that is not told.
    """

    event: TurnEvent
    turn: int
    start: int
    end: int
    text: str
    words: tuple[Word, ...] = ()
    forced: bool | None = None


@dataclass(frozen=True, slots=True)
class ServiceError:
    """The service is in trouble; a close mostly follows. `detail` is what it says."""

    detail: str


Message: TypeAlias = Result | UtteranceEnd | TurnInfo | ServiceError


def read_message(raw: object) -> Message | None:
    """A message of the SDK (or a mapping) as one of ours, or None: of no use to us, or malformed."""
    try:
        match _field(raw, "type"):
            case "Results":
                return _result(raw)
            case "UtteranceEnd":
                return UtteranceEnd(_samples(_field(raw, "last_word_end")))
            case "TurnInfo":
                return _turn_info(raw)
            case "Error":
                return ServiceError(_text(_field(raw, "description")) or _text(_field(raw, "code")))
            case _:
                return None
    except (TypeError, ValueError):
        return None


def _result(raw: object) -> Result:
    start = _samples(_field(raw, "start"))
    best = _items(_field(_field(raw, "channel"), "alternatives"))[:1]
    return Result(
        start,
        start + _samples(_field(raw, "duration")),
        _required_text(_field(best[0], "transcript")) if best else "",
        _words(_field(best[0], "words")) if best else (),
        final=_field(raw, "is_final") is True,
        speech_final=_field(raw, "speech_final") is True,
        from_finalize=_field(raw, "from_finalize") is True,
    )


def _turn_info(raw: object) -> TurnInfo:
    turn, trigger = _field(raw, "turn_index"), _field(raw, "trigger")
    if not isinstance(turn, int) or turn < 0:
        raise ValueError
    return TurnInfo(
        TurnEvent(_field(raw, "event")),
        turn,
        _samples(_field(raw, "audio_window_start")),
        _samples(_field(raw, "audio_window_end")),
        _required_text(_field(raw, "transcript")),
        _words(_field(raw, "words")),
        forced=None if trigger is None else trigger in ("manual", "timeout"),
    )


def _words(raw: object) -> tuple[Word, ...]:
    words = []
    for item in _items(raw):
        text = _text(_field(item, "punctuated_word")) or _text(_field(item, "word"))
        start, end = _field(item, "start"), _field(item, "end")
        if text:
            words.append(Word(text, _samples_or_none(start), _samples_or_none(end)))
    return tuple(words)


def _field(raw: object, name: str) -> object:
    return raw.get(name) if isinstance(raw, Mapping) else getattr(raw, name, None)


def _items(raw: object) -> Sequence[object]:
    return raw if isinstance(raw, list | tuple) else ()


def _text(raw: object) -> str:
    return raw.strip() if isinstance(raw, str) else ""


def _required_text(raw: object) -> str:
    if not isinstance(raw, str):
        raise TypeError
    return raw.strip()


def _samples(seconds: object) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise TypeError
    # A million seconds is eleven days, more than any connection lives.
    if not math.isfinite(seconds) or not 0 <= seconds < 1e6:
        raise ValueError
    return round(seconds * CAPTURE_RATE)


def _samples_or_none(seconds: object) -> int | None:
    try:
        return _samples(seconds)
    except (TypeError, ValueError):
        return None
