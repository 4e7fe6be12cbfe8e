"""Whose turn it is, in virtual time."""

from __future__ import annotations

from pathlib import Path

import pytest

from echoflow.conversation.endpointing import Endpointing
from echoflow.conversation.events import (
    BeginUtterance,
    CloseUtterance,
    DropTurn,
    EndOfTurnJudged,
    Event,
    JudgeEndOfTurn,
    MicrophoneMuted,
    PlayCue,
    Prepare,
    Reply,
    ReplyAudible,
    ReplyEnded,
    Sign,
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
from echoflow.conversation.transitions import as_markdown
from echoflow.conversation.turn_taking import State, TurnOptions, TurnTaking
from support.turns import FixedDelay, machine_in, new_machine, play, speaking_machine


def test_a_turn_is_taken_when_its_deadline_and_its_transcript_are_there() -> None:
    machine = new_machine()

    assert play(machine, (0.1, SpeechStarted(0.0))) == [BeginUtterance(1, 0.0)]
    assert play(machine, (1.2, SpeechStopped(1.0))) == [Transcribe(1, 1, until=1.0)]
    assert play(machine, (1.3, TranscriptReady(1, 1, " Hello "))) == [Prepare(1, 1, "Hello")]
    assert machine.deadline == pytest.approx(1.6)
    assert play(machine, (1.6, TimePassed())) == [Reply(1, 1, "Hello", 1.0)]
    assert machine.state is State.THINKING


def test_a_moment_of_silence_prepares_the_answer_and_a_longer_one_gives_it() -> None:
    machine = new_machine()
    play(machine, (0.1, SpeechStarted(0.0)))
    assert play(machine, (1.1, SpeechPaused(1.0))) == [Transcribe(1, 1, until=1.0)]
    assert play(machine, (1.15, TranscriptReady(1, 1, "Hello"))) == [Prepare(1, 1, "Hello")]
    assert play(machine, (1.2, SpeechStopped(1.0)), (1.59, TimePassed())) == []
    assert play(machine, (1.61, TimePassed())) == [Reply(1, 1, "Hello", speech_ended_at=1.0)]


def test_nothing_is_answered_before_the_silence_is_certain() -> None:
    machine = new_machine()
    play(machine, (0.1, SpeechStarted(0.0)), (1.1, SpeechPaused(1.0)), (1.15, TranscriptReady(1, 1, "I'd like")))
    assert play(machine, (1.9, TurnSigned(1, Sign.ENDED, "I'd like"))) == [Prepare(1, 1, "I'd like")]
    assert machine.state is State.SETTLING


def test_a_silence_of_which_nobody_tells_any_more_is_one() -> None:
    machine = new_machine()
    play(machine, (0.1, SpeechStarted(0.0)), (1.1, SpeechPaused(1.0)), (1.15, TranscriptReady(1, 1, "Hello")))
    assert play(machine, (2.5, TimePassed())) == [Reply(1, 1, "Hello", speech_ended_at=1.0)]


def test_who_goes_on_after_a_moment_of_silence_has_not_paused() -> None:
    endpointing = FixedDelay()
    machine = TurnTaking(endpointing=endpointing)
    play(machine, (0.1, SpeechStarted(0.0)), (1.1, SpeechPaused(1.0)), (1.15, SpeechResumed()))
    assert machine.state is State.LISTENING
    # What was made of it up to there is stale.
    assert play(machine, (1.3, SpeechPaused(1.2)), (1.35, TranscriptReady(1, 1, "I'd"))) == [
        Transcribe(1, 2, until=1.2)
    ]
    assert endpointing.pauses == []


def test_a_moment_of_silence_says_nothing_while_the_key_is_held() -> None:
    machine = new_machine()
    orders = play(machine, (0.0, TalkPressed(0.0)), (0.2, SpeechStarted(0.1)), (1.1, SpeechPaused(1.0)))
    assert Transcribe(1, 1, until=1.0) not in orders
    assert machine.state is State.LISTENING


def test_slow_recognition_adds_nothing_to_the_wait() -> None:
    machine = new_machine()
    play(machine, (0.1, SpeechStarted(0.0)), (1.2, SpeechStopped(1.0)))

    assert play(machine, (3.0, TranscriptReady(1, 1, "Hello"))) == [Reply(1, 1, "Hello", 1.0)]


def test_a_pause_in_a_sentence_does_not_take_the_turn() -> None:
    machine = new_machine()
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
    machine = new_machine()
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
    machine = new_machine()
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


def test_a_reply_spoken_to_the_end_gives_the_floor_back() -> None:
    machine = speaking_machine()

    assert play(machine, (4.0, ReplyEnded(1, 1))) == []
    assert machine.state is State.IDLE


def test_an_empty_reply_does_not_wedge_the_conversation() -> None:
    machine = new_machine()
    play(machine, (0.1, SpeechStarted(0.0)), (1.2, SpeechStopped(1.0)), (1.7, TranscriptReady(1, 1, "Hello")))

    assert play(machine, (2.0, ReplyEnded(1, 1))) == [CloseUtterance(1)]
    assert machine.state is State.IDLE


def test_the_key_decides_when_a_held_turn_ends() -> None:
    machine = new_machine()
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
    machine = new_machine()

    assert play(machine, (0.0, TalkPressed(0.0)), (1.0, TalkReleased(1.0)), (2.0, TimePassed())) == [
        BeginUtterance(1, 0.0),
        DropTurn(1),
    ]


def test_a_word_that_is_noticed_after_the_key_went_up_is_not_lost() -> None:
    machine = new_machine()
    orders = play(
        machine,
        (0.0, TalkPressed(0.0)),
        (0.25, TalkReleased(0.25)),
        (0.35, SpeechStarted(0.2)),  # "Yes", noticed 150 ms after its onset
        (1.0, TimePassed()),
    )

    assert orders == [BeginUtterance(1, 0.0), Transcribe(1, 1, until=0.4)]


def test_latency_of_a_turn_cut_off_in_mid_word_counts_from_the_key() -> None:
    machine = new_machine()
    orders = play(
        machine,
        (0.0, TalkPressed(0.0)),
        (0.5, SpeechStarted(0.4)),
        (3.0, TalkReleased(3.0)),
        (3.2, TranscriptReady(1, 1, "Hello")),
    )

    assert orders[-1] == Reply(1, 1, "Hello", 3.0)


def test_a_turn_that_was_dropped_on_purpose_is_told_from_one_that_was_not_heard() -> None:
    stopped = new_machine()
    assert play(stopped, (0.0, TalkPressed(0.0)), (1.0, StopRequested()))[-1] == DropTurn(1, on_purpose=True)

    hushed = speaking_machine()
    orders = play(hushed, (3.0, TalkPressed(3.0)), (3.2, TalkReleased(3.2)), (4.0, TimePassed()))
    assert orders[-1] == DropTurn(2, on_purpose=True), "the key was pressed for silence"
    assert play(hushed, (4.0, TalkPressed(4.0)), (5.0, TalkReleased(5.0)), (6.0, TimePassed()))[-1] == DropTurn(3)


def test_the_key_cuts_the_reply_off() -> None:
    assert play(speaking_machine(), (3.0, TalkPressed(3.0))) == [StopReply(1), BeginUtterance(2, 3.0)]


def test_a_press_in_the_middle_of_a_word_keeps_that_word() -> None:
    machine = new_machine()
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


def test_a_turn_that_sounds_finished_waits_less_than_one_that_does_not() -> None:
    class BySound(Endpointing):
        def delay(self, text: str | None, completeness: float | None) -> float:
            return 0.6 if completeness is None else 0.3 if completeness > 0.5 else 2.0

    def taken_at(judgement: EndOfTurnJudged | None) -> float:
        machine = TurnTaking(TurnOptions(judges_end_of_turn=True), endpointing=BySound())
        asked = play(machine, (0.1, SpeechStarted(0.0)), (1.2, SpeechStopped(1.0)))
        assert asked[1:] == [Transcribe(1, 1, until=1.0), JudgeEndOfTurn(1, 1, until=1.0)]
        answers: list[tuple[float, Event]] = [(1.25, judgement)] if judgement is not None else []
        play(machine, *answers, (1.28, TranscriptReady(1, 1, "What is the capital")))
        while machine.state is State.SETTLING:
            assert machine.deadline is not None
            at = machine.deadline
            machine.receive(TimePassed(), at)
        return at

    assert taken_at(EndOfTurnJudged(1, 1, 0.98)) == pytest.approx(1.3)
    assert taken_at(EndOfTurnJudged(1, 1, 0.02)) == pytest.approx(3.0)
    assert taken_at(EndOfTurnJudged(1, 1, None)) == pytest.approx(1.6)
    assert taken_at(None) == pytest.approx(1.8), "a judgement that never comes is waited for that long"


def test_a_transcript_that_never_comes_does_not_wedge_the_conversation() -> None:
    machine = new_machine()
    orders = play(machine, (0.1, SpeechStarted(0.0)), (1.2, SpeechStopped(1.0)), (20.0, TimePassed()))

    assert orders[-1] == DropTurn(1)
    assert machine.state is State.IDLE


def test_the_user_hears_that_the_answer_takes_a_while() -> None:
    machine = new_machine(TurnOptions(cue_after=0.6))
    orders = play(
        machine,
        (0.1, SpeechStarted(0.0)),
        (1.2, SpeechStopped(1.0)),
        (1.3, TranscriptReady(1, 1, "Hello")),
        (5.0, TimePassed()),
    )

    assert orders[-2:] == [Reply(1, 1, "Hello", 1.0), PlayCue(1)], "once"


@pytest.mark.parametrize("event", [ReplyAudible(1, 1), ReplyEnded(1, 1), StopRequested(), SpeechStarted(1.6)])
def test_nothing_is_announced_that_has_come_or_will_not_come(event: Event) -> None:
    machine = new_machine(TurnOptions(cue_after=0.6))
    orders = play(
        machine,
        (0.1, SpeechStarted(0.0)),
        (1.2, SpeechStopped(1.0)),
        (1.3, TranscriptReady(1, 1, "Hello")),
        (1.65, event),
        (1.7, SpeechStopped(1.68)),
        (5.0, TimePassed()),
    )

    assert PlayCue(1) not in orders


def test_muting_drops_what_is_being_said_and_nothing_else() -> None:
    listening = new_machine()
    assert play(listening, (0.1, SpeechStarted(0.0)), (0.5, MicrophoneMuted()))[-1] == DropTurn(1, on_purpose=True)
    assert listening.state is State.IDLE

    speaking = speaking_machine()
    assert play(speaking, (3.0, MicrophoneMuted())) == []
    assert speaking.state is State.SPEAKING


def test_a_recognizer_that_hears_the_end_of_the_turn_ends_it_at_once() -> None:
    machine = new_machine()
    play(machine, (0.1, SpeechStarted(0.0)), (1.2, SpeechStopped(1.0)))

    assert play(machine, (1.25, TurnSigned(1, Sign.ENDED, "Hello."))) == [Reply(1, 1, "Hello.", 1.0)]


def test_a_transcript_with_the_end_of_the_turn_ends_it_at_once() -> None:
    machine = new_machine(TurnOptions(judges_end_of_turn=True))
    play(machine, (0.1, SpeechStarted(0.0)), (1.2, SpeechStopped(1.0)))

    assert play(machine, (1.25, TranscriptReady(1, 1, "Hello.", ended=True))) == [Reply(1, 1, "Hello.", 1.0)]


def test_the_end_of_a_turn_is_not_believed_while_the_user_is_heard() -> None:
    machine = new_machine()
    play(machine, (0.1, SpeechStarted(0.0)))

    assert play(machine, (1.0, TurnSigned(1, Sign.ENDED, "Hello."))) == [Prepare(1, 0, "Hello.")]
    assert machine.state is State.LISTENING


def test_an_expected_end_is_read_and_nothing_more() -> None:
    machine = new_machine()
    play(machine, (0.1, SpeechStarted(0.0)), (1.2, SpeechStopped(1.0)))

    assert play(machine, (1.25, TurnSigned(1, Sign.END_EXPECTED, "Hello."))) == [Prepare(1, 1, "Hello.")]
    assert machine.state is State.SETTLING


def test_a_user_who_went_on_is_waited_for() -> None:
    machine = TurnTaking(endpointing=Endpointing())
    orders = play(
        machine,
        (0.1, SpeechStarted(0.0)),
        (1.2, SpeechStopped(1.0)),
        (1.25, TranscriptReady(1, 1, "I would like some tea.", ended=True)),
    )
    assert isinstance(orders[-1], Reply), "without the sign it is taken"

    machine = TurnTaking(endpointing=Endpointing())
    orders = play(
        machine,
        (0.1, SpeechStarted(0.0)),
        (1.2, SpeechStopped(1.0)),
        (1.25, TurnSigned(1, Sign.END_EXPECTED, "I would like some tea.")),
        (1.28, TurnSigned(1, Sign.WENT_ON)),
        (1.3, TranscriptReady(1, 1, "I would like some tea.")),
        (2.0, TimePassed()),
    )
    assert not any(isinstance(order, Reply) for order in orders)
    assert play(machine, (2.1, TurnSigned(1, Sign.ENDED, "I would like some tea, and you?")))[-1] == Reply(
        1, 1, "I would like some tea, and you?", 1.0
    )


def test_a_nod_over_the_end_of_the_reply_is_no_turn_because_it_ended() -> None:
    machine = machine_in(State.CHALLENGED)
    play(machine, (3.1, ReplyEnded(1, 1)), (3.3, SpeechStopped(3.2)))

    assert play(machine, (3.4, TurnSigned(2, Sign.ENDED, "Mm-hmm."))) == [DropTurn(2, on_purpose=True)]


def test_the_table_of_the_documentation_is_that_of_the_machine() -> None:
    page = Path(__file__).parents[2] / "docs" / "turn-taking.md"

    assert as_markdown() in page.read_text(encoding="utf-8"), "print it with `as_markdown`"
