"""What can happen in a conversation, and what can be ordered in answer.

Times are seconds on one monotonic clock; which one does not matter here. `(turn, revision)` labels everything that is
made for a turn: a turn counts from 1, its revision grows each time the user falls silent, so whatever carries an older
pair is stale and is dropped where it arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """Voice activity found speech.

    Attributes:
        at: its true onset, a little before it was noticed.
        asked: the last sentence of ours that was heard before it was a question.
    """

    at: float
    asked: bool = False


@dataclass(frozen=True, slots=True)
class SpeechContinues:
    """Speech that began over our own goes on.

    Attributes:
        since: its true onset.
        voiced_until: end of the last window with voice.
        level_db: RMS of its voiced windows so far, in dBFS; None if not known.
        bid: how likely it is by its sound to be a bid for the floor, 0 to 1; None if not known.
    """

    since: float
    voiced_until: float
    level_db: float | None = None
    bid: float | None = None


@dataclass(frozen=True, slots=True)
class SpeechPaused:
    """Voice activity found a moment of silence: the first sign of the end; the user goes on, or has stopped.

    Attributes:
        at: the true end of the last sound.
    """

    at: float


@dataclass(frozen=True, slots=True)
class SpeechResumed:
    """The user went on after a moment that was too short to be a stop."""


@dataclass(frozen=True, slots=True)
class SpeechStopped:
    """Voice activity found silence.

    Attributes:
        at: the true end of speech, a little before it was noticed.
        level_db: RMS of its voiced windows, in dBFS; None if not known.
    """

    at: float
    level_db: float | None = None


@dataclass(frozen=True, slots=True)
class PartialTranscript:
    """The words of a turn so far, which may still change.

    Attributes:
        spoken: our own words that sounded lately or are about to, for telling an echo.
    """

    turn: int
    text: str
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class TranscriptReady:
    """The final transcript of a revision; empty when nothing was understood.

    Attributes:
        spoken: our own words that sounded lately or are about to, for telling an echo.
        ended: the recognizer, which listens for that as well, has heard that the turn is over.
    """

    turn: int
    revision: int
    text: str
    spoken: str = ""
    ended: bool = False


class Sign(Enum):
    """What a recognizer that follows the conversation can tell of the turn; most tell nothing."""

    END_EXPECTED = "end expected"
    """The speaker seems to be done (Flux: EagerEndOfTurn)."""
    WENT_ON = "went on"
    """They were not (Flux: TurnResumed). Comes only after END_EXPECTED."""
    ENDED = "ended"
    """They are (Flux: EndOfTurn)."""


@dataclass(frozen=True, slots=True)
class TurnSigned:
    """The recognizer tells of the turn.

    Attributes:
        text: all of the turn's words so far; empty for WENT_ON.
        spoken: our own words that sounded lately or are about to, for telling an echo.
    """

    turn: int
    sign: Sign
    text: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class EndOfTurnJudged:
    """How complete the turn sounds at the end of a revision.

    Attributes:
        completeness: 0 (in the middle of a sentence) to 1 (finished); None if it cannot be told.
    """

    turn: int
    revision: int
    completeness: float | None


@dataclass(frozen=True, slots=True)
class TalkPressed:
    """The user holds the key to talk."""

    at: float


@dataclass(frozen=True, slots=True)
class TalkReleased:
    """The user let go of the key."""

    at: float


@dataclass(frozen=True, slots=True)
class StopRequested:
    """The user wants silence now: the tray, the remote control or the key."""


@dataclass(frozen=True, slots=True)
class MicrophoneMuted:
    """Nothing is listened to from now on."""


@dataclass(frozen=True, slots=True)
class ReplyAudible:
    """The first sample of a reply left the loudspeaker."""

    turn: int
    revision: int


@dataclass(frozen=True, slots=True)
class ReplyEnded:
    """Nothing more of a reply will be heard: it was spoken to the end, was empty, or failed."""

    turn: int
    revision: int


@dataclass(frozen=True, slots=True)
class TimePassed:
    """The machine's deadline may have come."""


Event: TypeAlias = (
    SpeechStarted
    | SpeechContinues
    | SpeechPaused
    | SpeechResumed
    | SpeechStopped
    | PartialTranscript
    | TranscriptReady
    | TurnSigned
    | EndOfTurnJudged
    | TalkPressed
    | TalkReleased
    | StopRequested
    | MicrophoneMuted
    | ReplyAudible
    | ReplyEnded
    | TimePassed
)


@dataclass(frozen=True, slots=True)
class BeginUtterance:
    """The recognizer starts on a new turn with the audio since `since`."""

    turn: int
    since: float


@dataclass(frozen=True, slots=True)
class Transcribe:
    """The recognizer makes the final transcript of all the turn's audio.

    Attributes:
        until: when the last of it was captured; what the device still holds back has to be waited for.
    """

    turn: int
    revision: int
    until: float


@dataclass(frozen=True, slots=True)
class JudgeEndOfTurn:
    """How complete the turn sounds is wanted, up to the end of speech at `until`."""

    turn: int
    revision: int
    until: float


@dataclass(frozen=True, slots=True)
class Prepare:
    """The turn will be `text` unless the user goes on: the model may read it, but says nothing yet."""

    turn: int
    revision: int
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The turn is taken: `text` joins the history and a reply to it is made and spoken.

    Attributes:
        speech_ended_at: true end of the user's speech, from which latency is counted.
    """

    turn: int
    revision: int
    text: str
    speech_ended_at: float


@dataclass(frozen=True, slots=True)
class CloseUtterance:
    """The turn's audio is not needed any more."""

    turn: int


@dataclass(frozen=True, slots=True)
class DropTurn:
    """Nothing was said after all.

    Attributes:
        on_purpose: the user wanted silence, of the assistant or of everything; otherwise they may wonder.
    """

    turn: int
    on_purpose: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawReply:
    """The user went on before anything was heard: the reply is cancelled and the turn leaves the history again."""

    turn: int


@dataclass(frozen=True, slots=True)
class StopReply:
    """Playback halts now; what was heard of the reply joins the history and the rest is cancelled."""

    turn: int


@dataclass(frozen=True, slots=True)
class Duck:
    """The reply to `turn` is to sound softly; something is heard over it."""

    turn: int


@dataclass(frozen=True, slots=True)
class Restore:
    """The ducked reply to `turn` is to sound as before."""

    turn: int


@dataclass(frozen=True, slots=True)
class Pause:
    """The reply to `turn` falls silent where it is."""

    turn: int


@dataclass(frozen=True, slots=True)
class Resume:
    """The paused reply to `turn` goes on from the last word boundary."""

    turn: int


@dataclass(frozen=True, slots=True)
class PlayCue:
    """The answer to `turn` takes a while; a short sound says that it is coming."""

    turn: int


Order: TypeAlias = (
    BeginUtterance
    | Transcribe
    | JudgeEndOfTurn
    | Prepare
    | Reply
    | CloseUtterance
    | DropTurn
    | WithdrawReply
    | StopReply
    | Duck
    | Restore
    | Pause
    | Resume
    | PlayCue
)
