"""The table of turn-taking: what each event does in each state, and where that leads.

The documentation prints it, the tests hold the machine to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from echoflow.conversation.events import (
    EndOfTurnJudged,
    Event,
    MicrophoneMuted,
    PartialTranscript,
    ReplyAudible,
    ReplyEnded,
    SpeechContinues,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    SpeechStopped,
    StopRequested,
    TalkPressed,
    TalkReleased,
    TimePassed,
    TranscriptReady,
    TurnSigned,
)


class State(Enum):
    """Who has the floor."""

    IDLE = "idle"
    LISTENING = "listening"
    SETTLING = "settling"
    THINKING = "thinking"
    SPEAKING = "speaking"
    CHALLENGED = "challenged"


@dataclass(frozen=True, slots=True)
class Transition:
    """What an event does in a state.

    Attributes:
        state: in which
        event: is received;
        handler: name of the method of `TurnTaking` that does it, without the underscore;
        what: says what is done, in words;
        leads_to: the states it may lead to.
    """

    state: State
    event: type[Event]
    handler: str
    what: str
    leads_to: tuple[State, ...]


TRANSITIONS = (
    Transition(State.IDLE, SpeechStarted, "begin", "a turn begins", (State.LISTENING,)),
    Transition(
        State.IDLE, TalkPressed, "begin", "a turn begins, and lasts until the key is let go", (State.LISTENING,)
    ),
    Transition(State.LISTENING, SpeechStarted, "hear_voice", "it is known that something was said", (State.LISTENING,)),
    Transition(
        State.LISTENING,
        SpeechPaused,
        "pause",
        "the transcript is ordered, in case it is the end; with the key held nothing happens",
        (State.SETTLING, State.LISTENING),
    ),
    Transition(
        State.LISTENING,
        SpeechStopped,
        "fall_silent",
        "the transcript is ordered and the wait begins; with the key held nothing happens",
        (State.SETTLING, State.LISTENING),
    ),
    Transition(
        State.LISTENING,
        PartialTranscript,
        "read_words",
        "the model reads the words that will hardly change any more",
        (State.LISTENING,),
    ),
    Transition(
        State.LISTENING, TurnSigned, "read_ahead", "the model reads what may be the whole turn", (State.LISTENING,)
    ),
    Transition(State.LISTENING, TalkPressed, "hold", "the turn lasts until the key is let go", (State.LISTENING,)),
    Transition(
        State.LISTENING,
        TalkReleased,
        "let_go",
        "the turn ends with the sound up to now",
        (State.SETTLING, State.LISTENING),
    ),
    Transition(State.LISTENING, StopRequested, "drop_on_purpose", "the turn is dropped", (State.IDLE,)),
    Transition(State.LISTENING, MicrophoneMuted, "drop_on_purpose", "the turn is dropped", (State.IDLE,)),
    Transition(
        State.SETTLING,
        SpeechStarted,
        "go_on",
        "the turn goes on, unless it is the last sound before the key was let go",
        (State.LISTENING, State.SETTLING),
    ),
    Transition(
        State.SETTLING,
        SpeechResumed,
        "resume",
        "the moment of silence was none, and the turn goes on",
        (State.LISTENING, State.SETTLING),
    ),
    Transition(
        State.SETTLING,
        SpeechStopped,
        "confirm_end",
        "the silence is certain, and the wait begins; or the end of the turn is known better",
        (State.SETTLING, State.THINKING, State.IDLE),
    ),
    Transition(State.SETTLING, TalkPressed, "go_on", "the turn goes on until the key is let go", (State.LISTENING,)),
    Transition(
        State.SETTLING,
        TranscriptReady,
        "read",
        "the model reads it; the turn is taken when it is time, or dropped if nothing was said",
        (State.SETTLING, State.THINKING, State.IDLE),
    ),
    Transition(
        State.SETTLING,
        TurnSigned,
        "heed_sign",
        "a turn that is over is taken at once, one that is not is waited for; the model reads what may be the whole",
        (State.SETTLING, State.THINKING, State.IDLE),
    ),
    Transition(
        State.SETTLING,
        EndOfTurnJudged,
        "note_completeness",
        "the wait becomes shorter or longer",
        (State.SETTLING, State.THINKING, State.IDLE),
    ),
    Transition(State.SETTLING, StopRequested, "drop_on_purpose", "the turn is dropped", (State.IDLE,)),
    Transition(State.SETTLING, MicrophoneMuted, "drop_on_purpose", "the turn is dropped", (State.IDLE,)),
    Transition(
        State.SETTLING,
        TimePassed,
        "pass_time",
        "the turn is taken, or dropped if nothing was said",
        (State.SETTLING, State.THINKING, State.IDLE),
    ),
    Transition(
        State.THINKING, SpeechStarted, "withdraw", "the answer is withdrawn and the turn goes on", (State.LISTENING,)
    ),
    Transition(
        State.THINKING,
        TalkPressed,
        "withdraw",
        "the answer is withdrawn and the turn goes on until the key is let go",
        (State.LISTENING,),
    ),
    Transition(State.THINKING, ReplyAudible, "begin_speaking", "the turn is closed", (State.SPEAKING, State.THINKING)),
    Transition(State.THINKING, ReplyEnded, "end_reply", "there was nothing to be said", (State.IDLE, State.THINKING)),
    Transition(State.THINKING, StopRequested, "stop", "the answer is stopped", (State.IDLE,)),
    Transition(
        State.THINKING, TimePassed, "give_cue", "a soft sound says that the answer is coming", (State.THINKING,)
    ),
    Transition(State.SPEAKING, SpeechStarted, "be_challenged", "the answer is ducked", (State.CHALLENGED,)),
    Transition(State.SPEAKING, TalkPressed, "cut_in", "the answer is stopped and a turn begins", (State.LISTENING,)),
    Transition(State.SPEAKING, ReplyEnded, "end_reply", "all was heard", (State.IDLE, State.SPEAKING)),
    Transition(State.SPEAKING, StopRequested, "stop", "the answer is stopped", (State.IDLE,)),
    Transition(
        State.CHALLENGED,
        SpeechStarted,
        "be_challenged_again",
        "one more sound; the answer is ducked, or stays paused",
        (State.CHALLENGED,),
    ),
    Transition(
        State.CHALLENGED,
        SpeechContinues,
        "weigh_sound",
        "the answer pauses for what sounds like a turn or goes on for long, not for a voice in the background",
        (State.CHALLENGED,),
    ),
    Transition(State.CHALLENGED, SpeechStopped, "hear_end", "the transcript is ordered", (State.CHALLENGED,)),
    Transition(
        State.CHALLENGED,
        PartialTranscript,
        "weigh_words",
        "the answer is stopped by words that take the floor, restored for our own echo",
        (State.CHALLENGED, State.LISTENING, State.SETTLING),
    ),
    Transition(
        State.CHALLENGED,
        TranscriptReady,
        "decide",
        "the answer is stopped and the turn goes its way, or the answer goes on and there was no turn",
        (State.CHALLENGED, State.SPEAKING, State.SETTLING, State.THINKING, State.IDLE),
    ),
    Transition(State.CHALLENGED, EndOfTurnJudged, "note_completeness", "it is remembered", (State.CHALLENGED,)),
    Transition(
        State.CHALLENGED,
        TalkPressed,
        "take_floor",
        "the answer is stopped; the turn lasts until the key is let go",
        (State.LISTENING,),
    ),
    Transition(
        State.CHALLENGED,
        ReplyEnded,
        "outlast_reply",
        "all was heard; what was said over it may still be a turn",
        (State.LISTENING, State.SETTLING, State.CHALLENGED),
    ),
    Transition(
        State.CHALLENGED, StopRequested, "stop_all", "the answer is stopped and the turn dropped", (State.IDLE,)
    ),
    Transition(State.CHALLENGED, MicrophoneMuted, "ignore", "the answer goes on", (State.SPEAKING,)),
    Transition(
        State.CHALLENGED,
        TimePassed,
        "wait_no_longer",
        "the answer goes on; words that come late can still stop it",
        (State.CHALLENGED, State.SPEAKING),
    ),
)


def as_markdown() -> str:
    """The table as the documentation shows it."""
    rows = [
        f"| {row.state.value} | {row.event.__name__} | {row.what} | {', '.join(s.value for s in row.leads_to)} |"
        for row in TRANSITIONS
    ]
    return "\n".join(["| state | event | what is done | leads to |", "|---|---|---|---|", *rows])
