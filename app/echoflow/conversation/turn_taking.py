"""Whose turn it is: a pure state machine, event and time in, orders out.

It does no I/O, has no clock and never waits: `receive` returns what is to be done at once, and `deadline` says when it
wants to hear of the time again. Deadlines are absolute and count from the true end of speech, so slow recognition
never adds to them.

    idle ----------- the user is not speaking and neither are we
    listening ------ the user speaks (or holds the key)
    settling ------- the user fell silent; the transcript is being made while we wait whether they go on
    thinking ------- the turn is taken, nothing of the reply is audible yet
    speaking ------- the reply is being heard

Every transition is in `TurnTaking.receive`'s handlers, one per event; an event that means nothing in a state, or
carries a stale (turn, revision), changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from echoflow.conversation.events import (
    BeginUtterance,
    CloseUtterance,
    DropTurn,
    Event,
    MicrophoneMuted,
    Order,
    Prepare,
    Reply,
    ReplyAudible,
    ReplyEnded,
    SpeechStarted,
    SpeechStopped,
    StopReply,
    StopRequested,
    TalkPressed,
    TalkReleased,
    TimePassed,
    Transcribe,
    TranscriptReady,
    WithdrawReply,
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
class TurnOptions:
    """When a turn ends.

    Attributes:
        endpoint_delay: seconds from the true end of speech until the turn is taken. 0.6 s lies above most pauses
            between phrases of one sentence.
        release_tail: seconds of microphone audio still taken after the key was let go; people let go with the last
            syllable, and the sound card delivers late.
    """

    endpoint_delay: float = 0.6
    release_tail: float = 0.15


class TurnTaking:
    """The state machine of one conversation.

    Attributes:
        state: who has the floor.
        turn: the current or last turn, from 1; 0 before the first.
        revision: of the current turn.
    """

    def __init__(self, options: TurnOptions | None = None, turn: int = 0) -> None:
        """Goes on after `turn`, when a conversation is continued."""
        self._options = options or TurnOptions()
        self.state = State.IDLE
        self.turn = turn
        self.revision = 0
        self._held = False
        self._spoke = False
        self._speech = False
        self._cut_in = False
        self._speech_ended_at = 0.0
        self._audio_until = 0.0
        self._transcribe_at: float | None = None
        self._take_at: float | None = None
        self._transcript: str | None = None

    @property
    def deadline(self) -> float | None:
        """When `receive(TimePassed(), now)` is wanted next, or None."""
        if self.state is not State.SETTLING:
            return None
        if self._transcribe_at is not None:
            return self._transcribe_at
        return self._take_at if self._transcript is not None else None

    def receive(self, event: Event, now: float) -> list[Order]:
        """Takes note of `event` at `now` and returns what is to be done, in order."""
        match event:
            case SpeechStarted(at):
                return self._speech_started(at)
            case SpeechStopped(at):
                return self._speech_stopped(at, now)
            case TalkPressed(at):
                return self._talk_pressed(at)
            case TalkReleased(at):
                return self._talk_released(at)
            case StopRequested():
                return self._stop()
            case TranscriptReady(turn, revision, text):
                return self._transcript_ready(turn, revision, text, now)
            case ReplyAudible(turn, revision):
                return self._reply_audible(turn, revision)
            case ReplyEnded(turn, revision):
                return self._reply_ended(turn, revision)
            case MicrophoneMuted():
                return self._mute()
            case TimePassed():
                return self._settle(now)
            case _:
                return []

    def _is_current(self, turn: int, revision: int) -> bool:
        return (turn, revision) == (self.turn, self.revision)

    def _speech_started(self, at: float) -> list[Order]:
        # Speech while the last sound before the key's release still arrives is that sound: the turn ends all the same.
        is_tail = self.state is State.SETTLING and self._transcribe_at is not None
        orders = [] if self._held or is_tail else self._take_floor(at)
        self._spoke = self._speech = True
        return orders

    def _talk_pressed(self, at: float) -> list[Order]:
        if self._held:
            return []
        orders = self._take_floor(at)
        self._held = True
        return orders

    def _take_floor(self, at: float) -> list[Order]:
        """The user speaks: a new turn, or more of the one that nothing was answered to yet."""
        match self.state:
            case State.IDLE:
                return [self._begin_turn(at)]
            case State.SPEAKING:
                return [StopReply(self.turn), self._begin_turn(at)]
            case State.THINKING:
                self._listen_on()
                return [WithdrawReply(self.turn)]
            case State.SETTLING:
                self._listen_on()
        return []

    def _begin_turn(self, at: float) -> Order:
        self._cut_in = self.state is State.SPEAKING
        self.turn += 1
        self.revision = 0
        self._spoke = False
        self._speech_ended_at = at
        self._listen_on()
        return BeginUtterance(self.turn, at)

    def _listen_on(self) -> None:
        self.state = State.LISTENING
        self._transcribe_at = self._take_at = None
        self._transcript = None

    def _speech_stopped(self, at: float, now: float) -> list[Order]:
        self._speech = False
        if self.state is State.LISTENING:
            self._speech_ended_at = at
            if not self._held:
                self._begin_settling(until=at, transcribe_at=now, take_at=at + self._options.endpoint_delay)
                return self._settle(now)
        elif self.state is State.SETTLING:
            # The key was let go in the middle of a word; the end of that word comes to be known only now.
            self._speech_ended_at = max(self._speech_ended_at, at)
        return []

    def _talk_released(self, at: float) -> list[Order]:
        if not self._held:
            return []
        self._held = False
        if self.state is not State.LISTENING:
            return []
        if self._speech:
            # It ends here as far as this turn is concerned; its true end is not known yet.
            self._speech_ended_at = at
        end = at + self._options.release_tail
        self._begin_settling(until=end, transcribe_at=end, take_at=end)
        return []

    def _begin_settling(self, until: float, transcribe_at: float, take_at: float) -> None:
        self.state = State.SETTLING
        self.revision += 1
        self._audio_until = until
        self._transcribe_at = transcribe_at
        self._take_at = take_at
        self._transcript = None

    def _transcript_ready(self, turn: int, revision: int, text: str, now: float) -> list[Order]:
        if self.state is not State.SETTLING or not self._is_current(turn, revision):
            return []
        self._transcript = text.strip()
        # A transcript that comes before the turn can be taken leaves time to read it.
        return self._settle(now) or ([Prepare(turn, revision, self._transcript)] if self._transcript else [])

    def _settle(self, now: float) -> list[Order]:
        """Orders the transcript when it is time, and takes the turn when transcript and time are there."""
        if self.state is not State.SETTLING:
            return []
        orders: list[Order] = []
        if self._transcribe_at is not None and now >= self._transcribe_at:
            if not self._spoke:
                return self._drop()
            orders.append(Transcribe(self.turn, self.revision, self._audio_until))
            self._transcribe_at = None
        if self._transcript is not None and self._take_at is not None and now >= self._take_at:
            if not self._transcript:
                return [*orders, *self._drop()]
            self.state = State.THINKING
            orders.append(Reply(self.turn, self.revision, self._transcript, self._speech_ended_at))
        return orders

    def _drop(self, *, on_purpose: bool = False) -> list[Order]:
        self.state = State.IDLE
        return [DropTurn(self.turn, on_purpose or self._cut_in)]

    def _reply_audible(self, turn: int, revision: int) -> list[Order]:
        if self.state is not State.THINKING or not self._is_current(turn, revision):
            return []
        self.state = State.SPEAKING
        return [CloseUtterance(turn)]

    def _reply_ended(self, turn: int, revision: int) -> list[Order]:
        if self.state not in (State.THINKING, State.SPEAKING) or not self._is_current(turn, revision):
            return []
        was_silent = self.state is State.THINKING
        self.state = State.IDLE
        return [CloseUtterance(turn)] if was_silent else []

    def _mute(self) -> list[Order]:
        self._held = False
        return self._drop(on_purpose=True) if self.state in (State.LISTENING, State.SETTLING) else []

    def _stop(self) -> list[Order]:
        self._held = False
        match self.state:
            case State.LISTENING | State.SETTLING:
                return self._drop(on_purpose=True)
            case State.THINKING | State.SPEAKING:
                was_silent = self.state is State.THINKING
                self.state = State.IDLE
                return [StopReply(self.turn), *([CloseUtterance(self.turn)] if was_silent else [])]
        return []
