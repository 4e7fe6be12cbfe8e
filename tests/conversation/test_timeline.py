"""Where the time between two voices goes, also when stages overlap."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.conversation.timeline import Milestone, Span, Timeline, Timelines, TurnStage

PLAIN = {
    "transcribed": 0.2,
    "turn_taken": 0.5,
    "generation_started": 0.5,
    "first_token": 0.6,
    "first_phrase": 0.8,
    "first_audio": 1.0,
    "playback_started": 1.05,
}
"""One stage after the other."""

DRAFTED = PLAIN | {"generation_started": 0.2, "first_token": 0.25, "first_phrase": 0.3, "first_audio": 0.4}
"""The reply was there before the turn was taken."""

LATE_DRAFT = DRAFTED | {"first_phrase": 0.6, "first_audio": 0.7, "playback_started": 0.75}
"""It was begun before the turn was taken, but not done."""


def restored(offsets: dict[str, float]) -> Timeline:
    return Timeline.restored(offsets, {})


def milliseconds(timeline: Timeline) -> list[int]:
    return [round(timeline.waits()[stage] * 1000) for stage in TurnStage]


@pytest.mark.parametrize(
    ("offsets", "waits"),
    [
        # hearing, waiting, thinking, speaking, sound
        (PLAIN, [200, 300, 300, 200, 50]),
        (DRAFTED, [200, 300, 0, 0, 550]),
        (DRAFTED | {"playback_started": 0.52}, [200, 300, 0, 0, 20]),
        (LATE_DRAFT, [200, 0, 400, 100, 50]),
        # A recognizer that follows the conversation: the reply begins before the last word has ended.
        (LATE_DRAFT | {"generation_started": -0.1}, [0, 0, 600, 100, 50]),
        ({"turn_taken": 0.4, "playback_started": 1.0}, [0, 400, 0, 0, 600]),
        ({"playback_started": 1.0}, [0, 0, 0, 0, 1000]),
        # Sound that is played while somebody still speaks was waited for by nobody.
        ({"turn_taken": -0.2, "playback_started": -0.1}, [0, 0, 0, 0, 0]),
    ],
)
def test_the_wait_is_told_along_the_critical_path(offsets: dict[str, float], waits: list[int]) -> None:
    assert milliseconds(restored(offsets)) == waits


@given(st.dictionaries(st.sampled_from([m.value for m in Milestone][1:]), st.floats(-2.0, 5.0)), st.floats(0.0, 10.0))
def test_the_parts_are_the_whole(offsets: dict[str, float], heard: float) -> None:
    """Whatever is missing, and in whatever order it came."""
    timeline = restored(offsets | {"playback_started": heard})
    assert math.isclose(sum(timeline.waits().values()), heard, abs_tol=1e-9)
    assert min(timeline.waits().values()) >= 0
    assert all(span.end > span.start for span in timeline.spans())


def test_stages_overlap_where_a_reply_is_made_in_secret() -> None:
    assert restored(DRAFTED).spans() == [
        Span(TurnStage.HEARING, 0.0, 0.2),
        Span(TurnStage.WAITING, 0.2, 0.5),
        Span(TurnStage.THINKING, 0.2, 0.3),
        Span(TurnStage.SPEAKING, 0.3, 0.4),
        Span(TurnStage.SOUND, 0.5, 1.05),
    ]
    assert restored(DRAFTED).drafted
    assert not restored(PLAIN).drafted


def test_what_began_before_the_end_of_speech_is_negative() -> None:
    timeline = Timeline(1)
    timeline.begin_reply(9.9)
    timeline.reach(Milestone.SPEECH_ENDED, 10.0)
    timeline.reach(Milestone.TURN_TAKEN, 10.5)
    assert timeline.offsets() == {"speech_ended": 0.0, "turn_taken": 0.5, "generation_started": pytest.approx(-0.1)}


def test_a_draft_that_is_begun_anew_leaves_nothing_of_the_one_before() -> None:
    timeline = Timeline(1)
    timeline.reach(Milestone.SPEECH_ENDED, 10.0)
    timeline.begin_reply(10.1)
    timeline.reach(Milestone.FIRST_TOKEN, 10.2)
    timeline.reach(Milestone.FIRST_AUDIO, 10.3)
    timeline.begin_reply(10.4)
    timeline.reach(Milestone.FIRST_TOKEN, 10.6)
    assert timeline.stages() == {"generation_started": pytest.approx(0.4), "first_token": pytest.approx(0.2)}


def test_it_can_be_told_and_restored() -> None:
    timeline = Timeline.restored(PLAIN | {"of a later version": 3.0}, {"llm": "openai"})
    assert timeline.offsets() == PLAIN | {"speech_ended": 0.0}
    assert timeline.engines == {"llm": "openai"}
    assert timeline.voice_to_voice == 1.05


def test_before_anything_is_known_nothing_is_told() -> None:
    timeline = Timeline(1)
    timeline.reach(Milestone.FIRST_TOKEN, 3.0)
    assert (timeline.offsets(), timeline.waits(), timeline.spans(), timeline.voice_to_voice) == ({}, {}, [], None)


def test_each_revision_has_a_timeline_and_old_ones_are_forgotten() -> None:
    timelines = Timelines()
    first = timelines.of(1, 1)
    assert timelines.of(1, 2) is not first
    assert timelines.of(1, 1) is first
    for turn in range(2, 2 + Timelines.KEPT):
        timelines.of(turn, 1)
    assert timelines.of(1, 1) is not first
