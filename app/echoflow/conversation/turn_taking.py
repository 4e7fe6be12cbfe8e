"""Whose turn it is: a pure state machine, event and time in, orders out.

It does no I/O, has no clock and never waits: `receive` returns what is to be done at once, and `deadline` says when it
wants to hear of the time again. Deadlines are absolute and count from the true end of speech, so slow recognition
never adds to them.

    idle ----------- the user is not speaking and neither are we
    listening ------ the user speaks (or holds the key)
    settling ------- the user fell silent; the transcript is being made while we wait whether they go on
    thinking ------- the turn is taken, nothing of the reply is audible yet
    speaking ------- the reply is being heard
    challenged ----- something is heard over the reply, which is ducked or paused until we know what it is

`transitions.py` has the table: what each event does in each state, and where that leads. An event that is not in it
means nothing in that state, and so does one that carries a stale (turn, revision). What it does while the user has the
floor is in `users_floor.py`; here is the rest, and the way in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from echoflow.conversation.challenge import Challenge, Rung
from echoflow.conversation.events import (
    Duck,
    Event,
    MicrophoneMuted,
    Order,
    PartialTranscript,
    Pause,
    PlayCue,
    ReplyAudible,
    ReplyEnded,
    Restore,
    Resume,
    SpeechContinues,
    SpeechStarted,
    SpeechStopped,
    StopReply,
    StopRequested,
    TalkPressed,
    TimePassed,
    TranscriptReady,
    TurnSigned,
    WithdrawReply,
)
from echoflow.conversation.overlap import Overlap
from echoflow.conversation.transitions import TRANSITIONS, State
from echoflow.conversation.turn_options import TurnOptions
from echoflow.conversation.users_floor import UsersFloor

__all__ = ["State", "TurnOptions", "TurnTaking"]


class TurnTaking(UsersFloor):
    """The state machine of one conversation.

    A sound over our speech counts as a turn of the user's until it is known to be none.
    """

    @property
    def deadline(self) -> float | None:
        """When `receive(TimePassed(), now)` is wanted next, or None."""
        if self.state is State.CHALLENGED and self._challenge is not None:
            waits = [self._challenge.gives_way_until, self._settling.give_up_at if self._settling else None]
            return min((at for at in waits if at is not None), default=None)
        return self._settling.deadline if self._settling is not None else self._cue_at

    @property
    def awaits_silence(self) -> bool:
        """Whether the user has been silent for a moment only, so that nothing of this revision is certain yet."""
        return self._settling is not None and self._settling.certain_at is not None

    def receive(self, event: Event, now: float) -> list[Order]:
        """Takes note of `event` at `now` and returns what is to be done, in order."""
        if isinstance(event, SpeechStarted):
            self._speech = True
        elif isinstance(event, SpeechStopped):
            self._speech = False
        handler = _HANDLERS.get((self.state, type(event)))
        return handler(self, event, now) if handler is not None else []

    # The reply.

    def _withdraw(self, event: SpeechStarted | TalkPressed, now: float) -> list[Order]:
        self._reply = None
        return [WithdrawReply(self.turn), *self._go_on(event, now)]

    def _give_cue(self, _event: TimePassed, now: float) -> list[Order]:
        if self._cue_at is None or now < self._cue_at:
            return []
        self._cue_at = None
        return [PlayCue(self.turn)]

    def _begin_speaking(self, event: ReplyAudible, _now: float) -> list[Order]:
        if (event.turn, event.revision) != self._reply:
            return []
        self._enter(State.SPEAKING)
        if not self._turn.by_key:
            self._endpointing.stopped()
        return [self._turn.close()]

    def _end_reply(self, event: ReplyEnded, _now: float) -> list[Order]:
        if (event.turn, event.revision) != self._reply:
            return []
        was_silent = self.state is State.THINKING
        self._reply = None
        self._enter(State.IDLE)
        return [self._turn.close()] if was_silent else []

    def _stop(self, _event: StopRequested, _now: float) -> list[Order]:
        was_silent = self.state is State.THINKING
        stop = self._stop_reply()
        self._enter(State.IDLE)
        return [stop, self._turn.close()] if was_silent else [stop]

    def _stop_reply(self) -> Order:
        turn = self._reply[0] if self._reply is not None else self.turn
        self._reply = None
        return StopReply(turn)

    def _cut_in(self, event: TalkPressed, _now: float) -> list[Order]:
        return [self._stop_reply(), self._new_turn(event.at, held=True, over_reply=True)]

    # Something is heard over the reply.

    def _be_challenged(self, event: SpeechStarted, _now: float) -> list[Order]:
        begin = self._new_turn(event.at, over_reply=True)
        self.state = State.CHALLENGED
        self._challenge = Challenge(self._options.challenge, event.at, asked=event.asked)
        return [Duck(self._replied_turn()), begin]

    def _be_challenged_again(self, event: SpeechStarted, _now: float) -> list[Order]:
        self._settling = None
        return self._climb(self._challenged().begin_burst(event.at))

    def _weigh_sound(self, event: SpeechContinues, _now: float) -> list[Order]:
        return self._climb(self._challenged().sounds(event, background=self._is_background(event.level_db)))

    def _weigh_words(self, event: PartialTranscript, _now: float) -> list[Order]:
        if event.turn != self.turn:
            return []
        verdict = self._verdict(event, final=False)
        if verdict is Overlap.ECHO:
            return self._climb(Rung.FULL)
        return self._yield(verdict) if verdict in (Overlap.TURN, Overlap.STOP) else []

    def _yield(self, verdict: Overlap) -> list[Order]:
        """The reply is over; the user has the floor, or had it already."""
        self.state = State.LISTENING if self._settling is None else State.SETTLING
        if verdict is Overlap.TURN:
            # Whatever else comes of it, it is no mere sound over our speech.
            self._challenge = None
        return [self._stop_reply()]

    def _decide(self, event: TranscriptReady, now: float) -> list[Order]:
        settling = self._settling_of(event)
        if settling is None:
            return []
        verdict = self._verdict(event, final=True)
        if verdict not in (Overlap.TURN, Overlap.STOP):
            return self._speak_on()
        if verdict is Overlap.STOP:
            return [*self._yield(verdict), *self._drop(on_purpose=True)]
        settling.transcript = event.text.strip()
        return [*self._yield(verdict), *self._turn.prepare(settling.transcript), *self._settle(now)]

    def _wait_no_longer(self, _event: TimePassed, now: float) -> list[Order]:
        if self._settling is not None and now >= self._settling.give_up_at:
            return self._speak_on()
        challenge = self._challenged()
        if challenge.gives_way_until is None or now < challenge.gives_way_until:
            return []
        # Its words may still come and stop us; until then we speak.
        challenge.gives_way_until = None
        return self._climb(Rung.FULL)

    def _speak_on(self) -> list[Order]:
        """It was nothing."""
        orders = self._climb(Rung.FULL)
        self._enter(State.SPEAKING)
        self._challenge = None
        return [*orders, self._turn.drop(on_purpose=True)]

    def _ignore(self, _event: MicrophoneMuted, _now: float) -> list[Order]:
        return self._speak_on()

    def _outlast_reply(self, event: ReplyEnded, _now: float) -> list[Order]:
        if (event.turn, event.revision) == self._reply:
            self._reply = None
            self.state = State.LISTENING if self._settling is None else State.SETTLING
        return []

    def _take_floor(self, _event: TalkPressed, _now: float) -> list[Order]:
        self._settling = None
        self._turn.held = True
        return self._yield(Overlap.TURN)

    def _stop_all(self, _event: StopRequested, _now: float) -> list[Order]:
        return [self._stop_reply(), *self._drop(on_purpose=True)]

    def _verdict(self, event: PartialTranscript | TranscriptReady | TurnSigned, *, final: bool) -> Overlap:
        return self._challenged().understood(event.text, event.spoken, final=final)

    def _climb(self, rung: Rung) -> list[Order]:
        """Brings the reply to `rung`."""
        challenge = self._challenged()
        before, challenge.rung = challenge.rung, rung
        if before is rung:
            return []
        turn = self._replied_turn()
        if rung is Rung.FULL:
            return [Resume(turn) if before is Rung.PAUSED else Restore(turn)]
        return [Duck(turn) if rung is Rung.DUCKED else Pause(turn)]

    def _challenged(self) -> Challenge:
        assert self._challenge is not None, f"{self.state} without anything heard"
        return self._challenge

    def _replied_turn(self) -> int:
        assert self._reply is not None, f"{self.state} without a reply"
        return self._reply[0]


_HANDLERS: dict[tuple[State, type[Event]], Callable[[TurnTaking, Any, float], list[Order]]] = {
    (transition.state, transition.event): getattr(TurnTaking, f"_{transition.handler}") for transition in TRANSITIONS
}
