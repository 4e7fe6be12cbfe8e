"""What can happen in a conversation, and what can be ordered in answer.

Times are seconds on one monotonic clock; which one does not matter here. `(turn, revision)` labels everything that is
made for a turn: a turn counts from 1, its revision grows each time the user falls silent, so whatever carries an older
pair is stale and is dropped where it arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """Voice activity found speech; `at` is its true onset, a little before it was noticed."""

    at: float


@dataclass(frozen=True, slots=True)
class SpeechStopped:
    """Voice activity found silence; `at` is the true end of speech, a little before it was noticed."""

    at: float


@dataclass(frozen=True, slots=True)
class TranscriptReady:
    """The final transcript of a revision; empty when nothing was understood."""

    turn: int
    revision: int
    text: str


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
    | SpeechStopped
    | TranscriptReady
    | TalkPressed
    | TalkReleased
    | StopRequested
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


Order: TypeAlias = BeginUtterance | Transcribe | Prepare | Reply | CloseUtterance | DropTurn | WithdrawReply | StopReply
