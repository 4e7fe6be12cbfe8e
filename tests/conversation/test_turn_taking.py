"""Whose turn it is, in virtual time."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from echoflow.conversation.events import (
    BeginUtterance,
    CloseUtterance,
    DropTurn,
    Event,
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
from echoflow.conversation.turn_taking import State, TurnOptions, TurnTaking

OPTIONS = TurnOptions(endpoint_delay=0.6, release_tail=0.15)


def play(machine: TurnTaking, *script: tuple[float, Event]) -> list[Order]:
    """Feeds events at their times, waking the machine at its deadlines in between."""
    orders: list[Order] = []
    for at, event in script:
        while (deadline := machine.deadline) is not None and deadline <= at:
            orders += machine.receive(TimePassed(), deadline)
        orders += machine.receive(event, at)
    return orders


def speaking_machine() -> TurnTaking:
    """A machine whose first reply is being heard."""
    machine = TurnTaking(OPTIONS)
    play(
        machine,
        (0.1, SpeechStarted(0.0)),
        (1.2, SpeechStopped(1.0)),
        (1.5, TranscriptReady(1, 1, "Hello")),
        (1.7, TimePassed()),
        (2.0, ReplyAudible(1, 1)),
    )
    assert machine.state is State.SPEAKING
    return machine


def test_a_turn_is_taken_when_its_deadline_and_its_transcript_are_there() -> None:
    machine = TurnTaking(OPTIONS)

    assert play(machine, (0.1, SpeechStarted(0.0))) == [BeginUtterance(1, 0.0)]
    assert play(machine, (1.2, SpeechStopped(1.0))) == [Transcribe(1, 1, until=1.0)]
    assert play(machine, (1.3, TranscriptReady(1, 1, " Hello "))) == [Prepare(1, 1, "Hello")]
    assert machine.deadline == pytest.approx(1.6)
    assert play(machine, (1.6, TimePassed())) == [Reply(1, 1, "Hello", 1.0)]
    assert machine.state is State.THINKING


def test_slow_recognition_adds_nothing_to_the_wait() -> None:
    machine = TurnTaking(OPTIONS)
    play(machine, (0.1, SpeechStarted(0.0)), (1.2, SpeechStopped(1.0)))

    assert machine.deadline is None, "nothing can be decided before the transcript is there"
    assert play(machine, (3.0, TranscriptReady(1, 1, "Hello"))) == [Reply(1, 1, "Hello", 1.0)]


def test_a_pause_in_a_sentence_does_not_take_the_turn() -> None:
    machine = TurnTaking(OPTIONS)
    orders = play(
        machine,
        (0.1, SpeechStarted(0.0)),
        (1.2, SpeechStopped(1.0)),
        (1.3, TranscriptReady(1, 1, "I would like")),
        (1.5, SpeechStarted(1.4)),
        (2.7, SpeechStopped(2.5)),
        (2.8, TranscriptReady(1, 1, "stale")),
        (2.9, TranscriptReady(1, 2, "I would like some tea")),
        (3.2, TimePassed()),
    )

    assert orders == [
        BeginUtterance(1, 0.0),
        Transcribe(1, 1, until=1.0),
        Prepare(1, 1, "I would like"),
        Transcribe(1, 2, until=2.5),
        Prepare(1, 2, "I would like some tea"),
        Reply(1, 2, "I would like some tea", 2.5),
    ]


def test_nothing_understood_is_no_turn() -> None:
    machine = TurnTaking(OPTIONS)
    orders = play(
        machine,
        (0.1, SpeechStarted(0.0)),
        (0.5, SpeechStopped(0.3)),
        (0.7, TranscriptReady(1, 1, " ")),
        (2, TimePassed()),
    )

    assert orders[-1] == DropTurn(1)
    assert machine.state is State.IDLE


def test_going_on_before_the_reply_is_audible_withdraws_it_and_keeps_the_turn() -> None:
    machine = TurnTaking(OPTIONS)
    orders = play(
        machine,
        (0.1, SpeechStarted(0.0)),
        (1.2, SpeechStopped(1.0)),
        (1.3, TranscriptReady(1, 1, "Tell me")),
        (1.9, SpeechStarted(1.8)),
        (1.95, ReplyAudible(1, 1)),
        (2.7, SpeechStopped(2.5)),
        (2.9, TranscriptReady(1, 2, "Tell me a story")),
        (3.2, TimePassed()),
    )

    assert WithdrawReply(1) in orders
    assert orders[-1] == Reply(1, 2, "Tell me a story", 2.5)
    assert not any(isinstance(order, CloseUtterance) for order in orders), "the first words would be lost"


def test_speech_over_the_reply_stops_it_in_the_same_step() -> None:
    assert play(speaking_machine(), (3.0, SpeechStarted(2.9))) == [StopReply(1), BeginUtterance(2, 2.9)]


def test_a_reply_spoken_to_the_end_gives_the_floor_back() -> None:
    machine = speaking_machine()

    assert play(machine, (4.0, ReplyEnded(1, 1))) == []
    assert machine.state is State.IDLE


def test_an_empty_reply_does_not_wedge_the_conversation() -> None:
    machine = TurnTaking(OPTIONS)
    play(machine, (0.1, SpeechStarted(0.0)), (1.2, SpeechStopped(1.0)), (1.7, TranscriptReady(1, 1, "Hello")))

    assert play(machine, (2.0, ReplyEnded(1, 1))) == [CloseUtterance(1)]
    assert machine.state is State.IDLE


def test_the_key_decides_when_a_held_turn_ends() -> None:
    machine = TurnTaking(OPTIONS)
    orders = play(
        machine,
        (0.0, TalkPressed(0.0)),
        (0.5, SpeechStarted(0.4)),
        (1.2, SpeechStopped(1.0)),  # a pause that would end a hands-free turn
        (2.5, SpeechStarted(2.4)),
        (3.0, TalkReleased(3.0)),
        (3.15, TimePassed()),
        (3.2, SpeechStopped(3.05)),
        (3.4, TranscriptReady(1, 1, "Hello there")),
    )

    assert orders == [BeginUtterance(1, 0.0), Transcribe(1, 1, until=3.15), Reply(1, 1, "Hello there", 3.05)]


def test_a_key_held_in_silence_is_no_turn() -> None:
    machine = TurnTaking(OPTIONS)

    assert play(machine, (0.0, TalkPressed(0.0)), (1.0, TalkReleased(1.0)), (2.0, TimePassed())) == [
        BeginUtterance(1, 0.0),
        DropTurn(1),
    ]


def test_a_word_that_is_noticed_after_the_key_went_up_is_not_lost() -> None:
    machine = TurnTaking(OPTIONS)
    orders = play(
        machine,
        (0.0, TalkPressed(0.0)),
        (0.25, TalkReleased(0.25)),
        (0.35, SpeechStarted(0.2)),  # "Yes", noticed 150 ms after its onset
        (1.0, TimePassed()),
    )

    assert orders == [BeginUtterance(1, 0.0), Transcribe(1, 1, until=0.4)]


def test_latency_of_a_turn_cut_off_in_mid_word_counts_from_the_key() -> None:
    machine = TurnTaking(OPTIONS)
    orders = play(
        machine,
        (0.0, TalkPressed(0.0)),
        (0.5, SpeechStarted(0.4)),
        (3.0, TalkReleased(3.0)),
        (3.2, TranscriptReady(1, 1, "Hello")),
    )

    assert orders[-1] == Reply(1, 1, "Hello", 3.0)


def test_a_turn_that_was_dropped_on_purpose_is_told_from_one_that_was_not_heard() -> None:
    stopped = TurnTaking(OPTIONS)
    assert play(stopped, (0.0, TalkPressed(0.0)), (1.0, StopRequested()))[-1] == DropTurn(1, on_purpose=True)

    hushed = speaking_machine()
    orders = play(hushed, (3.0, TalkPressed(3.0)), (3.2, TalkReleased(3.2)), (4.0, TimePassed()))
    assert orders[-1] == DropTurn(2, on_purpose=True), "the key was pressed for silence"
    assert play(hushed, (4.0, TalkPressed(4.0)), (5.0, TalkReleased(5.0)), (6.0, TimePassed()))[-1] == DropTurn(3)


def test_the_key_cuts_the_reply_off() -> None:
    assert play(speaking_machine(), (3.0, TalkPressed(3.0))) == [StopReply(1), BeginUtterance(2, 3.0)]


def test_a_press_in_the_middle_of_a_word_keeps_that_word() -> None:
    machine = TurnTaking(OPTIONS)
    orders = play(
        machine, (0.1, SpeechStarted(0.0)), (0.3, TalkPressed(0.3)), (1.0, TalkReleased(1.0)), (2, TimePassed())
    )

    assert orders == [BeginUtterance(1, 0.0), Transcribe(1, 1, until=1.15)]


@pytest.mark.parametrize("state", list(State))
def test_stop_leads_to_silence_from_every_state(state: State) -> None:
    machine = machine_in(state)
    machine.receive(StopRequested(), 10.0)

    assert machine.state is State.IDLE
    assert machine.deadline is None


def machine_in(state: State) -> TurnTaking:
    script: list[tuple[float, Event]] = [
        (0.1, SpeechStarted(0.0)),
        (1.2, SpeechStopped(1.0)),
        (1.7, TranscriptReady(1, 1, "Hello")),
        (2.0, ReplyAudible(1, 1)),
    ]
    order = [State.IDLE, State.LISTENING, State.SETTLING, State.THINKING, State.SPEAKING]
    machine = TurnTaking(OPTIONS)
    play(machine, *script[: order.index(state)])
    assert machine.state is state
    return machine


class Conversation(RuleBasedStateMachine):
    """Everything that can happen, in any order, at any time, with labels fresh and stale.

    What is current is drawn as often as what is not, so that every state is reached and left in every way.
    """

    def __init__(self) -> None:
        super().__init__()
        self.machine = TurnTaking(OPTIONS)
        self.now = 0.0
        self.replying: int | None = None

    def happen(self, event: Event) -> list[Order]:
        turn, state = self.machine.turn, self.machine.state
        orders = self.machine.receive(event, self.now)
        for order in orders:
            self.follow(order, state)
        assert self.machine.turn in (turn, turn + 1)
        return orders

    def follow(self, order: Order, state: State) -> None:
        match order:
            case Reply(turn, revision, text, speech_ended_at):
                assert (turn, revision) == (self.machine.turn, self.machine.revision)
                assert text.strip(), "an empty turn is answered"
                assert self.replying is None, "two replies at once"
                assert speech_ended_at <= self.now
                assert state is State.SETTLING, "a turn is taken while the user speaks"
                self.replying = turn
            case StopReply(turn) | WithdrawReply(turn):
                assert turn == self.replying, "a reply is stopped that was never begun"
                self.replying = None
            case CloseUtterance(turn) | DropTurn(turn):
                assert turn == self.machine.turn

    @rule(seconds=st.floats(0.001, 1.0), woken=st.booleans())
    def time_passes(self, seconds: float, woken: bool) -> None:
        end = self.now + seconds
        deadline = self.machine.deadline
        if woken and deadline is not None and deadline <= end:
            self.now = max(self.now, deadline)
            self.happen(TimePassed())
            assert self.machine.deadline is None or self.machine.deadline > self.now, "it would be woken for ever"
        self.now = end

    @rule(late=st.floats(0.0, 0.3))
    def speech_starts(self, late: float) -> None:
        state, held_off = self.machine.state, self.machine.deadline is not None
        self.happen(SpeechStarted(self.now - late))
        if not (state is State.SETTLING and held_off):
            assert self.machine.state is State.LISTENING, "the user is not listened to"

    @rule(late=st.floats(0.0, 0.3))
    def speech_stops(self, late: float) -> None:
        self.happen(SpeechStopped(self.now - late))

    @rule()
    def key_goes_down(self) -> None:
        self.happen(TalkPressed(self.now))

    @rule()
    def key_goes_up(self) -> None:
        self.happen(TalkReleased(self.now))

    @rule()
    def stop(self) -> None:
        self.happen(StopRequested())
        assert self.machine.state is State.IDLE
        assert self.replying is None

    @rule(text=st.sampled_from(["", " ", "Hello"]))
    def transcript_comes(self, text: str) -> None:
        self.happen(TranscriptReady(self.machine.turn, self.machine.revision, text))

    @rule()
    def reply_sounds(self) -> None:
        thinking = self.machine.state is State.THINKING
        self.happen(ReplyAudible(self.machine.turn, self.machine.revision))
        assert not thinking or self.machine.state is State.SPEAKING

    @rule()
    def reply_ends(self) -> None:
        if self.replying is not None:
            self.replying = None
            self.happen(ReplyEnded(self.machine.turn, self.machine.revision))
            assert self.machine.state is State.IDLE

    @rule(
        kind=st.sampled_from([ReplyAudible, ReplyEnded, TranscriptReady]),
        turns=st.integers(-2, 2),
        revisions=st.integers(-2, 2),
    )
    def something_stale_comes(self, kind: type, turns: int, revisions: int) -> None:
        if turns == revisions == 0:
            return
        label = (self.machine.turn + turns, self.machine.revision + revisions)
        state, deadline = self.machine.state, self.machine.deadline
        orders = self.happen(kind(*label, "stale") if kind is TranscriptReady else kind(*label))
        assert (orders, self.machine.state, self.machine.deadline) == ([], state, deadline)

    @invariant()
    def a_reply_is_under_way_exactly_while_we_think_or_speak(self) -> None:
        assert (self.replying is not None) == (self.machine.state in (State.THINKING, State.SPEAKING))

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


Conversation.TestCase.settings = settings(max_examples=200, stateful_step_count=60, deadline=None)
TestEveryOrderOfEvents = Conversation.TestCase
