"""What the model is told of the conversation."""

from __future__ import annotations

from echoflow.conversation.history import History
from echoflow.conversation.timeline import Milestone, Timeline


def test_the_model_is_told_what_was_heard_and_nothing_else() -> None:
    history = History()
    history.take(1, "Tell me a story")
    history.hear(1, "Once upon a time ")
    history.take(2, "Shorter")

    assert history.messages() == [
        ("user", "Tell me a story"),
        ("assistant", "Once upon a time"),
        ("user", "Shorter"),
    ]


def test_an_unanswered_turn_joins_the_next() -> None:
    history = History()
    history.take(1, "Tell me")
    history.hear(1, "")
    history.take(2, "a story")

    assert history.messages() == [("user", "Tell me a story")]


def test_a_withdrawn_turn_is_gone_until_it_is_taken_again() -> None:
    history = History()
    history.take(1, "I would like")
    history.withdraw(1)
    history.hear(1, "too late")
    assert history.messages() == []

    history.take(1, "I would like tea")
    assert history.messages() == [("user", "I would like tea")]


def test_latency_counts_from_the_true_end_of_speech() -> None:
    timeline = Timeline(1)
    timeline.reach(Milestone.TRANSCRIBED, 10.5)
    timeline.reach(Milestone.SPEECH_ENDED, 10.0)
    timeline.reach(Milestone.TURN_TAKEN, 10.6)
    assert timeline.voice_to_voice is None

    timeline.reach(Milestone.PLAYBACK_STARTED, 11.0)
    timeline.reach(Milestone.PLAYBACK_STARTED, 12.0)
    assert timeline.voice_to_voice == 1.0
    assert list(timeline.stages()) == ["transcribed", "turn_taken", "playback_started"]
