"""Whose turn it is, in virtual time."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    assert play(machine, (1.2, SpeechStopped(1.0))) == [Transcribe(1, 1)]
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
        Transcribe(1, 1),
        Prepare(1, 1, "I would like"),
        Transcribe(1, 2),
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

    assert orders == [BeginUtterance(1, 0.0), Transcribe(1, 1), Reply(1, 1, "Hello there", 3.05)]


def test_a_key_held_in_silence_is_no_turn() -> None:
    machine = TurnTaking(OPTIONS)

    assert play(machine, (0.0, TalkPressed(0.0)), (1.0, TalkReleased(1.0))) == [BeginUtterance(1, 0.0), DropTurn(1)]


def test_the_key_cuts_the_reply_off() -> None:
    assert play(speaking_machine(), (3.0, TalkPressed(3.0))) == [StopReply(1), BeginUtterance(2, 3.0)]


def test_a_press_in_the_middle_of_a_word_keeps_that_word() -> None:
    machine = TurnTaking(OPTIONS)
    orders = play(
        machine, (0.1, SpeechStarted(0.0)), (0.3, TalkPressed(0.3)), (1.0, TalkReleased(1.0)), (2, TimePassed())
    )

    assert orders == [BeginUtterance(1, 0.0), Transcribe(1, 1)]


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


times = st.floats(0, 2)
labels = st.tuples(st.integers(0, 4), st.integers(0, 4))
events: st.SearchStrategy[Event] = st.one_of(
    times.map(SpeechStarted),
    times.map(SpeechStopped),
    times.map(TalkPressed),
    times.map(TalkReleased),
    st.just(StopRequested()),
    st.just(TimePassed()),
    st.builds(lambda label, text: TranscriptReady(label[0], label[1], text), labels, st.sampled_from(["", "Hello"])),
    labels.map(lambda label: ReplyAudible(*label)),
    labels.map(lambda label: ReplyEnded(*label)),
)


def checked(orders: Iterable[Order], replying: set[int]) -> None:
    """Follows what the orders would do, and fails on what must never happen."""
    for order in orders:
        match order:
            case Reply(turn, _, text, _):
                assert text.strip()
                assert not replying, "two replies at once"
                replying.add(turn)
            case StopReply(turn) | WithdrawReply(turn):
                assert turn in replying, "a reply is stopped that was never begun"
                replying.discard(turn)


@given(st.lists(st.tuples(st.floats(0.01, 1), events), max_size=60))
def test_no_order_of_events_breaks_the_laws(script: list[tuple[float, Event]]) -> None:
    machine = TurnTaking(OPTIONS)
    replying: set[int] = set()
    now = 0.0
    for pause, event in script:
        now += pause
        turn_before, state_before = machine.turn, machine.state
        current = (machine.turn, machine.revision)
        orders = machine.receive(event, now)
        checked(orders, replying)
        if isinstance(event, ReplyEnded) and (event.turn, event.revision) == current:
            replying.discard(event.turn)
        if isinstance(event, TranscriptReady | ReplyAudible | ReplyEnded) and (event.turn, event.revision) != current:
            assert machine.state is state_before or isinstance(event, TranscriptReady), (
                "a stale event changed the state"
            )
        assert machine.turn >= turn_before
        assert bool(replying) == (machine.state in (State.THINKING, State.SPEAKING))

    # Whatever happened, the user can always be heard: silence first, then one plain turn.
    machine.receive(StopRequested(), now)
    orders = play(
        machine,
        (now + 1, SpeechStarted(now + 1)),
        (now + 2, SpeechStopped(now + 2)),
        (now + 3, TranscriptReady(machine.turn + 1, 1, "Are you there?")),
    )
    assert orders[-1] == Reply(machine.turn, 1, "Are you there?", now + 2)
