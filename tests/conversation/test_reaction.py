"""How fast the assistant gives way."""

from __future__ import annotations

from echoflow.conversation.reaction import Reaction, ReactionWatch


def watch() -> ReactionWatch:
    """A reply sounds."""
    made = ReactionWatch()
    made.reply_sounds()
    return made


def test_an_interruption_is_measured_from_the_onset_of_speech() -> None:
    watching = watch()
    watching.ducked(10.125)  # by the reflex, before the main loop is told of the speech
    watching.speech_started(10.0)
    watching.paused(10.25)
    assert watching.interrupted(10.75) == Reaction(silent=0.25, ducked=0.125)


def test_without_a_pause_the_stop_is_the_silence() -> None:
    watching = watch()
    watching.speech_started(10.0)
    assert watching.interrupted(10.5) == Reaction(silent=0.5)


def test_a_stop_by_key_is_no_interruption_by_speech() -> None:
    watching = ReactionWatch()
    watching.speech_started(1.0)
    watching.reply_sounds()
    assert watching.interrupted(5.0) is None


def test_a_nod_is_none_and_leaves_nothing_behind() -> None:
    watching = watch()
    watching.speech_started(10.0)
    watching.ducked(10.125)
    watching.reply_goes_on()
    watching.speech_started(20.0)
    watching.speech_started(20.125)  # the onset is the first
    assert watching.interrupted(20.25) == Reaction(silent=0.25)


def test_after_the_reply_nobody_is_interrupted() -> None:
    watching = watch()
    watching.reply_ended()
    watching.speech_started(10.0)
    assert watching.interrupted(10.5) is None
