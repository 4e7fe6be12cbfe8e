"""The laws of turn-taking, and everything that can happen in a conversation, in any order."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from echoflow.conversation.events import (
    BeginUtterance,
    CloseUtterance,
    DropTurn,
    Duck,
    EndOfTurnJudged,
    Event,
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
from echoflow.conversation.transitions import TRANSITIONS
from echoflow.conversation.turn_taking import State, TurnOptions, TurnTaking
from support.turns import FixedDelay, play

LEADS_TO = {(transition.state, transition.event): transition.leads_to for transition in TRANSITIONS}

WORDS = ["", " ", "Hello", "Mm-hmm.", "Stop.", "the capital of France", "What about Berlin?"]
TEXTS = st.sampled_from(WORDS)
OURS = "It is the capital of France, a city."
LABELLED: list[type] = [ReplyAudible, ReplyEnded, TranscriptReady, EndOfTurnJudged, PartialTranscript, TurnSigned]


class Conversation(RuleBasedStateMachine):
    """Everything that can happen, in any order, at any time, with labels fresh and stale.

    What is current is drawn as often as what is not, so that every state is reached and left in every way.
    """

    def __init__(self) -> None:
        super().__init__()
        self.endpointing = FixedDelay(0.3)
        options = TurnOptions(judges_end_of_turn=True, cue_after=0.6)
        self.machine = TurnTaking(options, endpointing=self.endpointing)
        self.now = 0.0
        self.speaking = False
        self.held = False
        self.speech_ended_at = 0.0
        self.reply: tuple[int, int] | None = None
        self.loudness = "full"
        self.utterance: int | None = None
        self.confirmed: set[int] = set()
        self.dropped: set[int] = set()
        self.cued: set[tuple[int, int]] = set()

    def happen(self, event: Event) -> list[Order]:
        machine = self.machine
        turn, revision, state = machine.turn, machine.revision, machine.state
        orders = machine.receive(event, self.now)
        for order in orders:
            self.follow(order)
        assert machine.turn in (turn, turn + 1)
        assert machine.turn > turn or machine.revision >= revision, "labels go back"
        allowed = LEADS_TO.get((state, type(event)))
        if allowed is None:
            assert (orders, machine.state) == ([], state), "what is not in the table does something"
        else:
            assert machine.state in allowed, "the table does not say so"
        return orders

    def follow(self, order: Order) -> None:
        match order:
            case BeginUtterance(turn, _):
                assert self.utterance is None, "two utterances at once"
                self.utterance = turn
            case Transcribe(turn, revision, _) | Prepare(turn, revision, _):
                assert (turn, revision) == (self.machine.turn, self.machine.revision)
                assert turn == self.utterance
            case Reply(turn, revision, text, speech_ended_at):
                assert (turn, revision) == (self.machine.turn, self.machine.revision)
                assert turn in self.confirmed, "an answer to what was never finally understood"
                assert turn not in self.dropped, "an answer to what was no turn"
                assert text.strip(), "an empty turn is answered"
                assert self.reply is None, "two replies at once"
                assert not self.held, "a turn is taken while the key is down"
                assert speech_ended_at <= self.now
                self.reply, self.loudness = (turn, revision), "full"
            case StopReply(turn) | WithdrawReply(turn):
                assert self.reply is not None
                assert turn == self.reply[0], "a reply is stopped that was never begun"
                self.reply = None
            case CloseUtterance(turn) | DropTurn(turn):
                assert turn == self.machine.turn
                assert turn == self.utterance
                self.utterance = None
                if isinstance(order, DropTurn):
                    self.dropped.add(turn)
            case Duck(turn) | Restore(turn) | Pause(turn) | Resume(turn):
                self.climb(order, turn)
            case PlayCue(turn):
                assert self.machine.state is State.THINKING
                assert self.reply is not None
                assert turn == self.reply[0]
                assert self.reply not in self.cued, "twice"
                self.cued.add(self.reply)

    def climb(self, order: Duck | Restore | Pause | Resume, turn: int) -> None:
        assert self.reply is not None, "a rung without a reply"
        assert turn == self.reply[0]
        before, after = {
            Duck: (("full", "ducked"), "ducked"),
            Pause: (("full", "ducked"), "paused"),
            Restore: (("ducked",), "full"),
            Resume: (("paused",), "full"),
        }[type(order)]
        assert self.loudness in before
        self.loudness = after

    @initialize(state=st.sampled_from(State))
    def begin_anywhere(self, state: State) -> None:
        self.come_to(state)

    @precondition(lambda self: self.machine.state is State.IDLE)
    @rule(state=st.sampled_from([State.THINKING, State.SPEAKING, State.CHALLENGED]))
    def an_answer_comes(self, state: State) -> None:
        """Left to chance the user would hardly ever get one, or talk over it."""
        self.come_to(state)

    def come_to(self, state: State) -> None:
        steps: dict[State, Callable[[], None]] = {
            State.LISTENING: lambda: self.speech_starts(0.1, asked=False),
            State.SETTLING: lambda: self.speech_stops(0.2),
            State.THINKING: lambda: self.settle("What about Berlin?"),
            State.SPEAKING: self.reply_sounds,
            State.CHALLENGED: lambda: self.speech_starts(0.1, asked=False),
        }
        for step in list(steps)[: list(State).index(state)]:
            steps[step]()

    def settle(self, text: str) -> None:
        self.transcript_comes(text, "")
        self.judgement_comes(1.0)
        self.time_passes(0.6, woken=True)

    @rule(seconds=st.floats(0.001, 3.0), woken=st.booleans())
    def time_passes(self, seconds: float, woken: bool) -> None:
        end = self.now + seconds
        while woken and (deadline := self.machine.deadline) is not None and deadline <= end:
            self.now = max(self.now, deadline)
            self.happen(TimePassed())
            assert self.machine.deadline != deadline, "it would be woken for ever"
        self.now = end

    @rule(late=st.floats(0.0, 0.3), asked=st.booleans())
    def speech_starts(self, late: float, asked: bool) -> None:
        tail = self.machine.state is State.SETTLING
        self.speaking = True
        self.happen(SpeechStarted(self.now - late, asked))
        assert tail or self.machine.state in (State.LISTENING, State.CHALLENGED), "the user is not listened to"

    @rule(seconds=st.floats(0.0, 2.0), level=st.floats(-60, 0), bid=st.none() | st.floats(0, 1))
    def speech_goes_on(self, seconds: float, level: float, bid: float | None) -> None:
        self.happen(SpeechContinues(self.now - seconds, self.now, level, bid))

    @rule(late=st.floats(0.0, 0.3))
    def speech_pauses(self, late: float) -> None:
        self.happen(SpeechPaused(self.now - late))

    @rule()
    def speech_resumes(self) -> None:
        self.happen(SpeechResumed())

    @rule(late=st.floats(0.0, 0.3))
    def speech_stops(self, late: float) -> None:
        self.speaking = False
        self.happen(SpeechStopped(self.now - late, -20.0))

    @rule()
    def key_goes_down(self) -> None:
        self.held = True
        self.happen(TalkPressed(self.now))
        assert self.machine.state is State.LISTENING, "the key acts at once"
        assert self.reply is None

    @rule()
    def key_goes_up(self) -> None:
        self.held = False
        self.happen(TalkReleased(self.now))

    @rule(really=st.integers(0, 3))
    def stop(self, really: int) -> None:
        if really:
            return
        self.held = False
        self.happen(StopRequested())
        assert self.machine.state is State.IDLE
        assert self.reply is None, "silence was asked for"
        assert self.machine.deadline is None

    @rule(really=st.integers(0, 3))
    def mute(self, really: int) -> None:
        if really:
            return
        before = self.reply
        self.held = self.speaking = False
        self.happen(MicrophoneMuted())
        assert self.reply == before, "muting takes nobody's floor"
        assert self.machine.state not in (State.LISTENING, State.SETTLING, State.CHALLENGED)

    @rule(text=TEXTS, spoken=st.sampled_from(["", OURS]))
    def words_come(self, text: str, spoken: str) -> None:
        self.happen(PartialTranscript(self.machine.turn, text, spoken))

    @rule(text=TEXTS, spoken=st.sampled_from(["", OURS]))
    def transcript_comes(self, text: str, spoken: str) -> None:
        if text.strip():
            self.confirmed.add(self.machine.turn)
        self.happen(TranscriptReady(self.machine.turn, self.machine.revision, text, spoken))

    @rule(text=TEXTS, sign=st.sampled_from(Sign))
    def recognizer_tells_of_the_turn(self, text: str, sign: Sign) -> None:
        text = text if sign is not Sign.WENT_ON else ""
        speaking = self.machine.state is State.LISTENING
        if text.strip() and sign is Sign.ENDED:
            self.confirmed.add(self.machine.turn)
        self.happen(TurnSigned(self.machine.turn, sign, text))
        assert not speaking or self.machine.state is State.LISTENING, "a turn is taken while the user is speaking"

    @rule(completeness=st.none() | st.floats(0, 1))
    def judgement_comes(self, completeness: float | None) -> None:
        self.happen(EndOfTurnJudged(self.machine.turn, self.machine.revision, completeness))

    @rule()
    def reply_sounds(self) -> None:
        if self.reply is not None:
            thinking = self.machine.state is State.THINKING
            self.happen(ReplyAudible(*self.reply))
            assert not thinking or self.machine.state is State.SPEAKING

    @rule()
    def reply_ends(self) -> None:
        if self.reply is not None and self.loudness != "paused":
            ended, self.reply = self.reply, None
            self.happen(ReplyEnded(*ended))
            assert self.machine.state in (State.IDLE, State.LISTENING, State.SETTLING)

    @rule(
        kind=st.sampled_from(LABELLED),
        turns=st.integers(-2, 2),
        revisions=st.integers(-2, 2),
    )
    def something_stale_comes(self, kind: type, turns: int, revisions: int) -> None:
        label = (self.machine.turn + turns, self.machine.revision + revisions)
        if label == (self.machine.turn, self.machine.revision) or label == self.reply:
            return
        if kind is PartialTranscript:
            if turns:
                self.ignore(PartialTranscript(label[0], "What about Berlin?"))
        elif kind is TurnSigned:
            if turns:
                self.ignore(TurnSigned(label[0], Sign.ENDED, "stale"))
        elif kind is TranscriptReady:
            self.ignore(TranscriptReady(*label, "stale"))
        else:
            self.ignore(EndOfTurnJudged(*label, 0.9) if kind is EndOfTurnJudged else kind(*label))

    def ignore(self, event: Event) -> None:
        before = (self.machine.state, self.machine.deadline)
        assert (self.happen(event), (self.machine.state, self.machine.deadline)) == ([], before)

    @invariant()
    def a_reply_is_under_way_exactly_while_we_think_or_speak(self) -> None:
        answering = (State.THINKING, State.SPEAKING, State.CHALLENGED)
        assert (self.reply is not None) == (self.machine.state in answering)

    @invariant()
    def a_reply_is_softer_or_silent_only_while_something_is_heard_over_it(self) -> None:
        if self.machine.state in (State.THINKING, State.SPEAKING):
            assert self.loudness == "full"

    @invariant()
    def who_is_listened_to_has_an_utterance(self) -> None:
        listening = (State.LISTENING, State.SETTLING, State.CHALLENGED, State.THINKING)
        assert (self.utterance is not None) == (self.machine.state in listening)

    @invariant()
    def whatever_waits_is_woken(self) -> None:
        if self.machine.state is State.SETTLING:
            assert self.machine.deadline is not None, "a lost answer would wedge it"

    def teardown(self) -> None:
        """Whatever has happened, the next thing the user says is answered, without anybody saying stop."""
        machine = self.machine
        now = self.now + 1
        play(machine, (now, TalkReleased(now)), (now + 1, SpeechStarted(now + 1)), (now + 2, SpeechStopped(now + 2)))
        orders = play(
            machine,
            (now + 2.1, TimePassed()),
            (now + 2.2, TranscriptReady(machine.turn, machine.revision, "Are you there?")),
            (now + 3, TimePassed()),
        )
        assert machine.state is State.THINKING, (machine.state, orders)
