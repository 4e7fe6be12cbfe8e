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
means nothing in that state, and so does one that carries a stale (turn, revision).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from echoflow.conversation.challenge import Challenge, Rung
from echoflow.conversation.endpointing import Endpointing
from echoflow.conversation.events import (
    BeginUtterance,
    CloseUtterance,
    DropTurn,
    Duck,
    EndOfTurnJudged,
    Event,
    JudgeEndOfTurn,
    MicrophoneMuted,
    Order,
    PartialTranscript,
    Pause,
    PlayCue,
    Prepare,
    Reply,
    ReplyAudible,
    ReplyEnded,
    Restore,
    Resume,
    Sign,
    SpeechContinues,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    SpeechStopped,
    StopReply,
    StopRequested,
    TalkPressed,
    TalkReleased,
    TimePassed,
    Transcribe,
    TranscriptReady,
    TurnSigned,
    WithdrawReply,
)
from echoflow.conversation.overlap import Overlap
from echoflow.conversation.settling import Settling
from echoflow.conversation.stable_words import StableWords
from echoflow.conversation.transitions import TRANSITIONS, State
from echoflow.conversation.turn_options import TurnOptions
from echoflow.conversation.user_level import UserLevel

__all__ = ["State", "TurnOptions", "TurnTaking"]


class TurnTaking:
    """The state machine of one conversation.

    Attributes:
        state: who has the floor.
        turn: the user's current or last turn, from 1; 0 before the first. A sound over our speech counts as one until
            it is known to be none.
        revision: of that turn.
    """

    def __init__(
        self,
        options: TurnOptions | None = None,
        turn: int = 0,
        endpointing: Endpointing | None = None,
        user_level: UserLevel | None = None,
    ) -> None:
        """Goes on after `turn`, when a conversation is continued, with what was learned of the user."""
        self._options = options or TurnOptions()
        self._endpointing = endpointing or Endpointing()
        self._user_level = user_level or UserLevel()
        self.state = State.IDLE
        self.turn = turn
        self.revision = 0
        self._held = False
        self._speech = False
        self._voiced = False
        self._began_over_reply = False
        self._level_db: float | None = None
        self._speech_ended_at = 0.0
        self._settling: Settling | None = None
        self._words = StableWords()
        self._read_so_far = ""
        self._ended_by_silence = False
        self._challenge: Challenge | None = None
        self._reply: tuple[int, int] | None = None
        self._cue_at: float | None = None

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

    def _enter(self, state: State) -> None:
        self.state = state
        self._settling = self._cue_at = None

    # The user's turn.

    def _begin(self, event: SpeechStarted | TalkPressed, _now: float) -> list[Order]:
        self._held = isinstance(event, TalkPressed)
        return [self._new_turn(event.at, over_reply=False)]

    def _new_turn(self, at: float, *, over_reply: bool) -> Order:
        self._enter(State.LISTENING)
        self.turn += 1
        self.revision = 0
        self._began_over_reply = over_reply
        self._challenge = None
        self._level_db = None
        self._voiced = self._speech
        self._speech_ended_at = at
        self._words = StableWords()
        self._read_so_far = ""
        return BeginUtterance(self.turn, at)

    def _hear_voice(self, _event: SpeechStarted, _now: float) -> list[Order]:
        self._voiced = True
        return []

    def _hold(self, _event: TalkPressed, _now: float) -> list[Order]:
        self._held = True
        return []

    def _go_on(self, event: SpeechStarted | TalkPressed, _now: float) -> list[Order]:
        self._voiced = self._voiced or isinstance(event, SpeechStarted)
        if isinstance(event, SpeechStarted) and self._settling is not None and self._settling.is_key_tail:
            # What sounds while the last audio before the key's release still arrives is that audio: the turn ends.
            return []
        self._held = isinstance(event, TalkPressed)
        self._endpointing.went_on(event.at - self._speech_ended_at)
        self._enter(State.LISTENING)
        return []

    def _withdraw(self, event: SpeechStarted | TalkPressed, now: float) -> list[Order]:
        self._reply = None
        return [WithdrawReply(self.turn), *self._go_on(event, now)]

    def _pause(self, event: SpeechPaused, now: float) -> list[Order]:
        if self._held:
            return []
        self.state = State.SETTLING
        self._speech_ended_at = event.at
        return self._await_words(event, now, certain_at=event.at + self._options.longest_moment)

    def _resume(self, _event: SpeechResumed, _now: float) -> list[Order]:
        if self._settling is not None and self._settling.certain_at is not None:
            self._enter(State.LISTENING)
        return []

    def _fall_silent(self, event: SpeechStopped, now: float) -> list[Order]:
        if self._held:
            self._note_end(event)
            return []
        self.state = State.SETTLING
        return self._hear_end(event, now)

    def _hear_end(self, event: SpeechStopped, now: float) -> list[Order]:
        self._note_end(event)
        return self._await_words(event, now)

    def _note_end(self, event: SpeechStopped) -> None:
        self._speech_ended_at = event.at
        self._level_db = event.level_db
        if self._challenge is not None:
            self._challenge.ends(event.at, background=self._is_background(event.level_db))

    def _await_words(
        self, event: SpeechPaused | SpeechStopped, now: float, certain_at: float | None = None
    ) -> list[Order]:
        self.revision += 1
        judge_by = event.at + self._options.judgement_timeout if self._options.judges_end_of_turn else None
        give_up_at = now + self._options.transcript_timeout
        self._settling = Settling.after_speech(event.at, self._endpointing, give_up_at, judge_by, certain_at)
        orders: list[Order] = [Transcribe(self.turn, self.revision, event.at)]
        return orders if judge_by is None else [*orders, JudgeEndOfTurn(self.turn, self.revision, event.at)]

    def _let_go(self, event: TalkReleased, now: float) -> list[Order]:
        if not self._held:
            return []
        self._held = False
        if self._speech:
            # It ends here as far as this turn is concerned; its true end is not known yet.
            self._speech_ended_at = event.at
        self.state = State.SETTLING
        self.revision += 1
        end = event.at + self._options.release_tail
        self._settling = Settling.after_key(end, now + self._options.transcript_timeout)
        return []

    def _confirm_end(self, event: SpeechStopped, now: float) -> list[Order]:
        settling = self._settling
        if settling is not None and settling.certain_at is not None:
            self._note_end(event)
            settling.certain_at = None
            return self._settle(now)
        # The key was let go in the middle of a word; the end of that word comes to be known only now.
        self._speech_ended_at = max(self._speech_ended_at, event.at)
        return []

    def _read(self, event: TranscriptReady, now: float) -> list[Order]:
        settling = self._settling_of(event)
        if settling is None:
            return []
        settling.ended = settling.ended or event.ended
        return self._learn_words(settling, event, now)

    def _learn_words(self, settling: Settling, event: TranscriptReady | TurnSigned, now: float) -> list[Order]:
        settling.transcript = event.text.strip()
        if self._challenge is not None and self._verdict(event, final=True) is not Overlap.TURN:
            # It began over the end of our reply, and a nod to that is no turn either.
            settling.transcript = ""
        # A transcript that comes before the turn can be taken leaves time to read it.
        return self._settle(now) or self._prepare(settling.transcript)

    def _prepare(self, text: str) -> list[Order]:
        return [Prepare(self.turn, self.revision, text)] if text else []

    def _read_words(self, event: PartialTranscript, _now: float) -> list[Order]:
        if event.turn != self.turn or self._challenge is not None:
            return []
        stable = self._words.add(event.text)
        if stable == self._read_so_far:
            return []
        self._read_so_far = stable
        return self._prepare(stable)

    def _read_ahead(self, event: TurnSigned, _now: float) -> list[Order]:
        # While the user is heard to speak the turn is not over, whatever the recognizer believes.
        is_ours = event.turn == self.turn and self._challenge is None
        return self._prepare(event.text.strip()) if is_ours else []

    def _heed_sign(self, event: TurnSigned, now: float) -> list[Order]:
        settling = self._settling
        if settling is None or event.turn != self.turn or settling.is_key_tail:
            return []
        settling.heed(event.sign)
        if event.sign is Sign.ENDED and event.text.strip():
            return self._learn_words(settling, event, now)
        return self._prepare(event.text.strip()) if self._challenge is None else []

    def _note_completeness(self, event: EndOfTurnJudged, now: float) -> list[Order]:
        settling = self._settling_of(event)
        if settling is None:
            return []
        settling.completeness = event.completeness
        settling.judge_by = None
        return self._settle(now) if self.state is State.SETTLING else []

    def _settling_of(self, event: TranscriptReady | EndOfTurnJudged) -> Settling | None:
        """What waits for `event`; None if it is stale."""
        return self._settling if (event.turn, event.revision) == (self.turn, self.revision) else None

    def _pass_time(self, _event: TimePassed, now: float) -> list[Order]:
        return self._settle(now)

    def _settle(self, now: float) -> list[Order]:
        """Does what is due: orders the transcript, takes the turn, or drops it if nothing was said."""
        settling = self._settling
        if settling is None:
            return []
        orders: list[Order] = []
        if settling.is_key_tail and now >= settling.audio_until:
            if not self._voiced:
                return self._drop()
            settling.is_key_tail = False
            orders.append(Transcribe(self.turn, self.revision, settling.audio_until))
        if not settling.is_over(now):
            return orders
        if not settling.transcript:
            return [*orders, *self._drop()]
        self._ended_by_silence = not settling.by_key
        return [*orders, *self._take(settling.transcript, now)]

    def _take(self, text: str, now: float) -> list[Order]:
        self._enter(State.THINKING)
        self._challenge = None
        self._reply = (self.turn, self.revision)
        if self._level_db is not None:
            self._user_level.learn(self._level_db)
        if self._options.cue_after is not None:
            self._cue_at = max(self._speech_ended_at + self._options.cue_after, now + self._options.cue_patience)
        return [Reply(self.turn, self.revision, text, self._speech_ended_at)]

    def _drop(self, *, on_purpose: bool = False) -> list[Order]:
        self._enter(State.IDLE)
        self._held = False
        return [DropTurn(self.turn, on_purpose or self._began_over_reply)]

    def _drop_on_purpose(self, _event: Event, _now: float) -> list[Order]:
        return self._drop(on_purpose=True)

    # The reply.

    def _give_cue(self, _event: TimePassed, now: float) -> list[Order]:
        if self._cue_at is None or now < self._cue_at:
            return []
        self._cue_at = None
        return [PlayCue(self.turn)]

    def _begin_speaking(self, event: ReplyAudible, _now: float) -> list[Order]:
        if (event.turn, event.revision) != self._reply:
            return []
        self._enter(State.SPEAKING)
        if self._ended_by_silence:
            self._endpointing.stopped()
        return [CloseUtterance(event.turn)]

    def _end_reply(self, event: ReplyEnded, _now: float) -> list[Order]:
        if (event.turn, event.revision) != self._reply:
            return []
        was_silent = self.state is State.THINKING
        self._reply = None
        self._enter(State.IDLE)
        return [CloseUtterance(event.turn)] if was_silent else []

    def _stop(self, _event: StopRequested, _now: float) -> list[Order]:
        was_silent = self.state is State.THINKING
        stop = self._stop_reply()
        self._enter(State.IDLE)
        return [stop, CloseUtterance(self.turn)] if was_silent else [stop]

    def _stop_reply(self) -> Order:
        turn = self._reply[0] if self._reply is not None else self.turn
        self._reply = None
        return StopReply(turn)

    def _cut_in(self, event: TalkPressed, _now: float) -> list[Order]:
        stop = self._stop_reply()
        begin = self._new_turn(event.at, over_reply=True)
        self._held = True
        return [stop, begin]

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

    def _is_background(self, level_db: float | None) -> bool:
        return level_db is not None and self._user_level.is_background(level_db)

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
        return [*self._yield(verdict), Prepare(self.turn, self.revision, settling.transcript), *self._settle(now)]

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
        return [*orders, DropTurn(self.turn, on_purpose=True)]

    def _ignore(self, _event: MicrophoneMuted, _now: float) -> list[Order]:
        return self._speak_on()

    def _outlast_reply(self, event: ReplyEnded, _now: float) -> list[Order]:
        if (event.turn, event.revision) == self._reply:
            self._reply = None
            self.state = State.LISTENING if self._settling is None else State.SETTLING
        return []

    def _take_floor(self, _event: TalkPressed, _now: float) -> list[Order]:
        self._settling = None
        self._held = True
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
