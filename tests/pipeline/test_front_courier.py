"""What the audio front tells arrives in order and at once, but for frames in which nobody speaks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from echoflow.audio.frames import Frame
from echoflow.audio.front_events import FrontEvent, FrontFailed, MicrophoneFrame
from echoflow.audio.voice_activity import SpeechStarted, SpeechStopped
from echoflow.pipeline.front_courier import QUIET_FRAMES, FrontCourier

SPOKE = SpeechStarted(0.1)
FELL_SILENT = SpeechStopped(0.2, -30.0)


def frame(number: int) -> MicrophoneFrame:
    return MicrophoneFrame(Frame(np.zeros(160, np.int16), captured_at=number / 100))


class Loop:
    """The main loop: how often it was woken, and what for."""

    def __init__(self) -> None:
        self.deliveries: list[Sequence[FrontEvent]] = []
        self.courier = FrontCourier(self.deliveries.append)

    @property
    def received(self) -> list[FrontEvent]:
        return [event for delivery in self.deliveries for event in delivery]


def test_quiet_frames_travel_together() -> None:
    loop = Loop()
    frames = [frame(number) for number in range(2 * QUIET_FRAMES)]
    for each in frames:
        loop.courier.post(each)
    assert [len(delivery) for delivery in loop.deliveries] == [QUIET_FRAMES, QUIET_FRAMES]
    assert loop.received == frames


def test_who_begins_to_speak_is_told_at_once_after_what_was_heard_before() -> None:
    loop = Loop()
    loop.courier.post(early := frame(1))
    loop.courier.post(SPOKE)
    assert loop.deliveries == [[early, SPOKE]]


def test_while_somebody_speaks_every_frame_goes_at_once() -> None:
    loop = Loop()
    loop.courier.post(SPOKE)
    for number in range(3):
        loop.courier.post(frame(number))
        assert len(loop.deliveries) == 2 + number
    loop.courier.post(FELL_SILENT)
    loop.courier.post(frame(4))
    assert loop.received[-1] is FELL_SILENT, "and then there is time again"


@given(st.lists(st.sampled_from(["frame", "speech", "silence", "failure"])))
def test_nothing_is_lost_or_overtaken_and_only_a_few_quiet_frames_wait(kinds: list[str]) -> None:
    loop = Loop()
    other: dict[str, FrontEvent] = {"speech": SPOKE, "silence": FELL_SILENT, "failure": FrontFailed(ValueError())}
    told: list[FrontEvent] = []
    for number, kind in enumerate(kinds):
        event = other.get(kind) or frame(number)
        told.append(event)
        loop.courier.post(event)
        assert loop.received == told[: len(loop.received)]
        waiting = told[len(loop.received) :]
        assert len(waiting) < QUIET_FRAMES
        assert all(isinstance(each, MicrophoneFrame) for each in waiting)
