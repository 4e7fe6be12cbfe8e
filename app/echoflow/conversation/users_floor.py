"""The half of turn-taking in which the floor is the user's: they speak, fall silent, and are answered or not.

`turn_taking.py` has the other half and the way in.
"""

from __future__ import annotations

from echoflow.conversation.challenge import Challenge
from echoflow.conversation.endpointing import Endpointing
from echoflow.conversation.events import (
    EndOfTurnJudged,
    Event,
    Order,
    PartialTranscript,
    Sign,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    SpeechStopped,
    TalkPressed,
    TalkReleased,
    TimePassed,
    TranscriptReady,
    TurnSigned,
)
from echoflow.conversation.overlap import Overlap
from echoflow.conversation.settling import Settling
from echoflow.conversation.transitions import State
from echoflow.conversation.turn_options import TurnOptions
from echoflow.conversation.user_level import UserLevel
from echoflow.conversation.user_turn import UserTurn


class UsersFloor:
    """What each event means while the user has the floor, and what is known of their turn.

    Attributes:
        state: who has the floor.
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
        self._turn = UserTurn(turn)
        self._speech = False
        self._settling: Settling | None = None
        self._challenge: Challenge | None = None
        self._reply: tuple[int, int] | None = None
        self._cue_at: float | None = None

    @property
    def turn(self) -> int:
        """The user's current or last turn, from 1; 0 before the first."""
        return self._turn.number

    @property
    def revision(self) -> int:
        """Of that turn."""
        return self._turn.revision

    def _enter(self, state: State) -> None:
        self.state = state
        self._settling = self._cue_at = None

    def _begin(self, event: SpeechStarted | TalkPressed, _now: float) -> list[Order]:
        return [self._new_turn(event.at, held=isinstance(event, TalkPressed))]

    def _new_turn(self, at: float, *, held: bool = False, over_reply: bool = False) -> Order:
        self._enter(State.LISTENING)
        self._challenge = None
        self._turn = UserTurn(self.turn + 1, at, voiced=self._speech, held=held, over_reply=over_reply)
        return self._turn.begin()

    def _hear_voice(self, _event: SpeechStarted, _now: float) -> list[Order]:
        self._turn.voiced = True
        return []

    def _hold(self, _event: TalkPressed, _now: float) -> list[Order]:
        self._turn.held = True
        return []

    def _go_on(self, event: SpeechStarted | TalkPressed, _now: float) -> list[Order]:
        turn = self._turn
        turn.voiced = turn.voiced or isinstance(event, SpeechStarted)
        if isinstance(event, SpeechStarted) and self._settling is not None and self._settling.is_key_tail:
            # What sounds while the last audio before the key's release still arrives is that audio: the turn ends.
            return []
        turn.held = isinstance(event, TalkPressed)
        self._endpointing.went_on(event.at - turn.ended_at)
        self._enter(State.LISTENING)
        return []

    def _pause(self, event: SpeechPaused, now: float) -> list[Order]:
        if self._turn.held:
            return []
        self.state = State.SETTLING
        self._turn.ended_at = event.at
        return self._await_words(event, now, certain_at=event.at + self._options.longest_moment)

    def _resume(self, _event: SpeechResumed, _now: float) -> list[Order]:
        if self._settling is not None and self._settling.certain_at is not None:
            self._enter(State.LISTENING)
        return []

    def _fall_silent(self, event: SpeechStopped, now: float) -> list[Order]:
        if self._turn.held:
            self._note_end(event)
            return []
        self.state = State.SETTLING
        return self._hear_end(event, now)

    def _hear_end(self, event: SpeechStopped, now: float) -> list[Order]:
        self._note_end(event)
        return self._await_words(event, now)

    def _note_end(self, event: SpeechStopped) -> None:
        self._turn.ended_at = event.at
        self._turn.level_db = event.level_db
        if self._challenge is not None:
            self._challenge.ends(event.at, background=self._is_background(event.level_db))

    def _await_words(
        self, event: SpeechPaused | SpeechStopped, now: float, certain_at: float | None = None
    ) -> list[Order]:
        self._turn.revision += 1
        judge_by = event.at + self._options.judgement_timeout if self._options.judges_end_of_turn else None
        give_up_at = now + self._options.transcript_timeout
        self._settling = Settling.after_speech(event.at, self._endpointing, give_up_at, judge_by, certain_at)
        orders = [self._turn.transcribe(event.at)]
        return orders if judge_by is None else [*orders, self._turn.judge(event.at)]

    def _let_go(self, event: TalkReleased, now: float) -> list[Order]:
        turn = self._turn
        if not turn.held:
            return []
        turn.held = False
        if self._speech:
            # It ends here as far as this turn is concerned; its true end is not known yet.
            turn.ended_at = event.at
        self.state = State.SETTLING
        turn.revision += 1
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
        self._turn.ended_at = max(self._turn.ended_at, event.at)
        return []

    def _read(self, event: TranscriptReady, now: float) -> list[Order]:
        settling = self._settling_of(event)
        if settling is None:
            return []
        settling.ended = settling.ended or event.ended
        return self._learn_words(settling, event, now)

    def _learn_words(self, settling: Settling, event: TranscriptReady | TurnSigned, now: float) -> list[Order]:
        settling.transcript = event.text.strip()
        if (
            self._challenge is not None
            and self._challenge.understood(event.text, event.spoken, final=True) is not Overlap.TURN
        ):
            # It began over the end of our reply, and a nod to that is no turn either.
            settling.transcript = ""
        # A transcript that comes before the turn can be taken leaves time to read it.
        return self._settle(now) or self._turn.prepare(settling.transcript)

    def _read_words(self, event: PartialTranscript, _now: float) -> list[Order]:
        if event.turn != self.turn or self._challenge is not None:
            return []
        return self._turn.read(event.text)

    def _read_ahead(self, event: TurnSigned, _now: float) -> list[Order]:
        # While the user is heard to speak the turn is not over, whatever the recognizer believes.
        is_ours = event.turn == self.turn and self._challenge is None
        return self._turn.prepare(event.text.strip()) if is_ours else []

    def _heed_sign(self, event: TurnSigned, now: float) -> list[Order]:
        settling = self._settling
        if settling is None or event.turn != self.turn or settling.is_key_tail:
            return []
        settling.heed(event.sign)
        if event.sign is Sign.ENDED and event.text.strip():
            return self._learn_words(settling, event, now)
        return self._turn.prepare(event.text.strip()) if self._challenge is None else []

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
            if not self._turn.voiced:
                return self._drop()
            settling.is_key_tail = False
            orders.append(self._turn.transcribe(settling.audio_until))
        if not settling.is_over(now):
            return orders
        if not settling.transcript:
            return [*orders, *self._drop()]
        self._turn.by_key = settling.by_key
        return [*orders, self._take(settling.transcript, now)]

    def _take(self, text: str, now: float) -> Order:
        turn = self._turn
        self._enter(State.THINKING)
        self._challenge = None
        self._reply = (turn.number, turn.revision)
        if turn.level_db is not None:
            self._user_level.learn(turn.level_db)
        if self._options.cue_after is not None:
            self._cue_at = max(turn.ended_at + self._options.cue_after, now + self._options.cue_patience)
        return turn.reply(text)

    def _drop(self, *, on_purpose: bool = False) -> list[Order]:
        self._enter(State.IDLE)
        self._turn.held = False
        return [self._turn.drop(on_purpose=on_purpose)]

    def _drop_on_purpose(self, _event: Event, _now: float) -> list[Order]:
        return self._drop(on_purpose=True)

    def _is_background(self, level_db: float | None) -> bool:
        return level_db is not None and self._user_level.is_background(level_db)
