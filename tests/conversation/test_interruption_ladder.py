"""What a sound over the reply does, in virtual time: ducked, paused, stopped, or nothing at all in the end."""

from __future__ import annotations

import pytest

from echoflow.conversation.events import (
    BeginUtterance,
    DropTurn,
    Duck,
    Event,
    MicrophoneMuted,
    Order,
    PartialTranscript,
    Pause,
    Prepare,
    Reply,
    ReplyEnded,
    Restore,
    Resume,
    SpeechContinues,
    SpeechStarted,
    SpeechStopped,
    StopReply,
    StopRequested,
    TalkPressed,
    TalkReleased,
    TimePassed,
    Transcribe,
    TranscriptReady,
)
from echoflow.conversation.turn_taking import State
from support.turns import machine_in, play, speaking_machine

ONSET = 3.0


def voice(seconds: float, bid: float | None = None, level_db: float = -20.0) -> list[tuple[float, Event]]:
    """A voice over the reply from second 3 on, as the audio front tells of it, window by window; it goes on."""
    windows = int((seconds - 0.05) / 0.032)
    return [(ONSET + 0.07, SpeechStarted(ONSET))] + [
        (end, SpeechContinues(ONSET, end, level_db, bid))
        for end in (ONSET + 0.096 + 0.032 * k for k in range(windows))
        if end <= ONSET + seconds
    ]


def silence_after(seconds: float, level_db: float = -20.0) -> tuple[float, Event]:
    """Its end, which is noticed 0.2 s later."""
    return ONSET + seconds + 0.2, SpeechStopped(ONSET + seconds, level_db)


def ladder(orders: list[Order]) -> list[str]:
    """The rungs among `orders`."""
    rungs = (Duck, Pause, Restore, Resume, StopReply)
    return [type(order).__name__ for order in orders if isinstance(order, rungs)]


def test_a_nod_only_softens_the_reply() -> None:
    machine = speaking_machine()
    orders = play(machine, *voice(0.35), silence_after(0.35), (3.7, TranscriptReady(2, 1, "Mm-hmm.")))

    assert orders == [
        Duck(1),
        BeginUtterance(2, ONSET),
        Transcribe(2, 1, ONSET + 0.35),
        Restore(1),
        DropTurn(2, on_purpose=True),
    ]
    assert machine.state is State.SPEAKING


def test_a_reply_that_was_nodded_at_ends_as_any_other() -> None:
    machine = speaking_machine()
    play(machine, *voice(0.35), silence_after(0.35), (3.7, TranscriptReady(2, 1, "Mm-hmm.")))

    assert play(machine, (9.0, ReplyEnded(1, 1))) == []
    assert machine.state is State.IDLE


def test_a_voice_that_goes_on_is_given_way_to_before_its_words_are_known() -> None:
    machine = speaking_machine()
    orders = play(machine, *voice(0.6))

    assert ladder(orders) == ["Duck", "Pause"]
    assert machine.state is State.CHALLENGED


def test_what_sounds_like_a_turn_is_given_way_to_at_once() -> None:
    machine = speaking_machine()

    assert ladder(play(machine, *voice(0.25, bid=0.95))) == ["Duck", "Pause"]
    assert ladder(play(speaking_machine(), *voice(0.25, bid=0.4))) == ["Duck"]


def test_what_sounds_like_a_nod_is_given_more_time_to_end() -> None:
    assert ladder(play(speaking_machine(), *voice(0.6, bid=0.01))) == ["Duck"]
    assert ladder(play(speaking_machine(), *voice(0.6, bid=0.3))) == ["Duck", "Pause"]
    assert ladder(play(speaking_machine(), *voice(1.3, bid=0.01))) == ["Duck", "Pause"]


@pytest.mark.parametrize(
    ("heard", "bid", "stops"),
    [("Mama", 0.1, False), ("Mama", 0.9, True), ("Why?", 0.1, True), ("No.", 0.1, True), ("Stop.", 0.1, True)],
)
def test_a_noun_made_of_a_hum_takes_no_floor(heard: str, bid: float, stops: bool) -> None:
    machine = speaking_machine()
    orders = play(machine, *voice(0.3, bid=bid), silence_after(0.3), (3.7, TranscriptReady(2, 1, heard)))

    assert (StopReply(1) in orders) == stops


@pytest.mark.parametrize(("bid", "stops"), [(0.2, False), (0.97, True)])
def test_a_farewell_is_invented_for_a_noise_and_believed_of_a_voice_that_wants_the_floor(
    bid: float, stops: bool
) -> None:
    machine = speaking_machine()
    orders = play(machine, *voice(0.4, bid=bid), silence_after(0.4), (3.8, TranscriptReady(2, 1, "Goodbye.")))

    assert (StopReply(1) in orders) == stops


def test_words_that_take_the_floor_stop_the_reply_while_they_are_spoken() -> None:
    machine = speaking_machine()
    orders = play(
        machine,
        *voice(0.9),
        (4.0, PartialTranscript(2, "What about")),
        (4.8, SpeechStopped(4.6)),
        (4.9, TranscriptReady(2, 1, "What about Berlin?")),
        (5.2, TimePassed()),
    )

    assert ladder(orders) == ["Duck", "Pause", "StopReply"]
    assert orders[-1] == Reply(2, 1, "What about Berlin?", 4.6)
    assert sum(isinstance(order, BeginUtterance) for order in orders) == 1, "its first words belong to it"


def test_a_short_turn_is_known_by_its_words() -> None:
    machine = speaking_machine()
    orders = play(
        machine, *voice(0.4), silence_after(0.4), (3.8, TranscriptReady(2, 1, "Why though")), (4.0, TimePassed())
    )

    assert orders[-3:] == [StopReply(1), Prepare(2, 1, "Why though"), Reply(2, 1, "Why though", ONSET + 0.4)]


def test_stop_is_obeyed_and_not_answered() -> None:
    machine = speaking_machine()
    orders = play(machine, *voice(0.4), silence_after(0.4), (3.8, TranscriptReady(2, 1, "Stop.")))

    assert orders[-2:] == [StopReply(1), DropTurn(2, on_purpose=True)]
    assert machine.state is State.IDLE


def test_stop_is_obeyed_before_it_is_over() -> None:
    machine = speaking_machine()
    orders = play(
        machine,
        *voice(0.8),
        (3.8, PartialTranscript(2, "Stop")),
        (4.0, SpeechStopped(3.9)),
        (4.2, TranscriptReady(2, 1, "Stop.")),
        (5.0, TimePassed()),
    )

    assert ladder(orders) == ["Duck", "Pause", "StopReply"]
    assert orders[-1] == DropTurn(2, on_purpose=True)


def test_stop_as_the_first_word_of_a_turn_is_answered() -> None:
    machine = speaking_machine()
    orders = play(
        machine,
        *voice(0.8),
        (3.8, PartialTranscript(2, "Stop")),
        (4.6, SpeechStopped(4.4)),
        (4.8, TranscriptReady(2, 1, "Stop telling me about Paris and talk about Rome.")),
        (5.2, TimePassed()),
    )

    assert isinstance(orders[-1], Reply)


def test_first_guesses_at_a_sound_that_has_hardly_begun_stop_nothing() -> None:
    machine = speaking_machine()
    orders = play(machine, *voice(0.3), (3.4, PartialTranscript(2, "I'm not")))

    assert ladder(orders) == ["Duck"]


def test_a_cough_leaves_no_trace() -> None:
    machine = speaking_machine()
    orders = play(machine, *voice(0.7), silence_after(0.7), (4.2, TranscriptReady(2, 1, "")))

    assert ladder(orders) == ["Duck", "Pause", "Resume"]
    assert orders[-1] == DropTurn(2, on_purpose=True)
    assert machine.state is State.SPEAKING


def test_a_second_cough_before_the_first_is_understood_is_the_same_disturbance() -> None:
    machine = speaking_machine()
    orders = play(
        machine,
        *voice(0.3),
        silence_after(0.3),
        (3.6, SpeechStarted(3.55)),
        (3.65, TranscriptReady(2, 1, "stale")),
        (4.0, SpeechStopped(3.8)),
        (4.1, TranscriptReady(2, 2, "")),
    )

    assert ladder(orders) == ["Duck", "Restore"]
    assert machine.turn == 2


def test_our_own_echo_is_not_given_way_to() -> None:
    machine = speaking_machine()
    ours = "the capital of France"
    orders = play(machine, *voice(0.9), (4.0, PartialTranscript(2, "Capital of France", spoken=ours)))
    assert ladder(orders) == ["Duck", "Pause", "Resume"]

    orders = play(
        machine,
        (4.1, SpeechContinues(ONSET, 4.1, -20.0, 0.9)),
        (4.4, SpeechStopped(4.2)),
        (4.6, TranscriptReady(2, 1, "capital of France", spoken=ours)),
    )
    assert ladder(orders) == [], "once known to be ours it is not given way to again"
    assert machine.state is State.SPEAKING


def test_a_voice_in_the_background_is_not_meant_for_us() -> None:
    machine = speaking_machine()
    orders = play(
        machine,
        *voice(1.5, level_db=-38.0),
        (4.2, PartialTranscript(2, "Dinner is ready")),
        silence_after(1.5, level_db=-38.0),
        (4.9, TranscriptReady(2, 1, "Dinner is ready, come down.")),
    )

    assert ladder(orders) == ["Duck", "Restore"]
    assert machine.state is State.SPEAKING


def test_yes_to_a_question_of_ours_is_an_answer() -> None:
    machine = speaking_machine()
    orders = play(
        machine,
        (ONSET + 0.07, SpeechStarted(ONSET, asked=True)),
        silence_after(0.3),
        (3.8, TranscriptReady(2, 1, "Yes.")),
        (4.0, TimePassed()),
    )

    assert isinstance(orders[-1], Reply)


def test_words_that_come_late_stop_a_reply_that_has_gone_on() -> None:
    machine = speaking_machine()
    orders = play(machine, *voice(0.8), silence_after(0.8), (6.0, TimePassed()))
    assert ladder(orders) == ["Duck", "Pause", "Resume"]
    assert machine.state is State.CHALLENGED

    orders = play(machine, (6.5, TranscriptReady(2, 1, "What about Berlin?")))
    assert orders[0] == StopReply(1)
    assert isinstance(orders[-1], Reply), "nothing the user said is lost"


def test_words_that_never_come_do_not_wedge_the_conversation() -> None:
    machine = speaking_machine()
    orders = play(machine, *voice(0.8), silence_after(0.8), (30.0, TimePassed()))

    assert orders[-1] == DropTurn(2, on_purpose=True)
    assert machine.state is State.SPEAKING
    assert machine.deadline is None


def test_a_television_does_not_silence_the_reply_for_ever() -> None:
    machine = speaking_machine()
    orders = play(machine, *voice(2.0), (60.0, TimePassed()))

    assert ladder(orders) == ["Duck", "Pause", "Resume"]


@pytest.mark.parametrize(("text", "answered"), [("Okay.", False), ("And who built it?", True), ("", False)])
def test_what_is_said_over_the_last_words_is_a_turn_only_if_it_is_one(text: str, answered: bool) -> None:
    machine = speaking_machine()
    orders = play(
        machine,
        *voice(0.4),
        (3.5, ReplyEnded(1, 1)),
        silence_after(0.4),
        (3.8, TranscriptReady(2, 1, text)),
        (5.0, TimePassed()),
    )

    assert isinstance(orders[-1], Reply) == answered
    assert ladder(orders) == ["Duck"], "there is nothing left to be stopped"


def test_the_key_and_stop_act_at_once_whatever_is_heard() -> None:
    pressed = machine_in(State.CHALLENGED)
    assert play(pressed, (3.1, TalkPressed(3.1))) == [StopReply(1)]
    assert pressed.state is State.LISTENING
    orders = play(pressed, (4.0, TalkReleased(4.0)), (4.5, TranscriptReady(2, 1, "Hello")))
    assert orders == [Transcribe(2, 1, 4.15), Reply(2, 1, "Hello", 4.0)]

    stopped = machine_in(State.CHALLENGED)
    assert play(stopped, (3.1, StopRequested())) == [StopReply(1), DropTurn(2, on_purpose=True)]

    muted = machine_in(State.CHALLENGED)
    assert play(muted, (3.1, MicrophoneMuted())) == [Restore(1), DropTurn(2, on_purpose=True)]
    assert muted.state is State.SPEAKING
