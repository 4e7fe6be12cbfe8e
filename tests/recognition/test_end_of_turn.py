"""Sound, words and habit together, on sentences with a pause in them and on finished ones.

A part of the clips, so that it stays quick; `benchmarks/end_of_turn.py` measures all of them.
"""

from __future__ import annotations

import asyncio
import statistics
from dataclasses import dataclass

import pytest

from echoflow.conversation.endpointing import Endpointing
from support import clips
from support.clips import Clip
from support.turn_ends import ear, longest_pause, silences

PAUSED: list[Clip] = list(clips.pauses()[::5])
FINISHED: list[Clip] = [clip for clip in clips.finished_turns() if clip.language == "en"][::3]


@dataclass(frozen=True)
class Waited:
    """How long the assistant waits at a silence, and when it notices that the user goes on."""

    clip: str
    delay: float
    noticed_after: float | None


@pytest.fixture(scope="module")
def waited() -> list[Waited]:
    async def listen() -> list[Waited]:
        found = [(clip, longest_pause(clip.samples())) for clip in PAUSED]
        ends = [(clip, silences(clip.samples())[-1]) for clip in FINISHED]
        async with ear() as listener:
            return [
                Waited(clip.label, Endpointing().delay(*await listener.hear(silence.heard)), silence.noticed_after)
                for clip, silence in found + ends
            ]

    return asyncio.run(listen())


def test_a_pause_in_the_middle_of_a_sentence_does_not_lose_the_turn(waited: list[Waited]) -> None:
    pauses = [found for found in waited if found.noticed_after is not None]
    lost = [found for found in pauses if found.delay < (found.noticed_after or 0)]

    assert len(pauses) == len(PAUSED)
    assert len(lost) <= 1, lost


def test_a_finished_sentence_is_taken_about_when_its_transcript_is_there(waited: list[Waited]) -> None:
    waits = [found.delay for found in waited if found.noticed_after is None]

    assert len(waits) == len(FINISHED)
    assert statistics.median(waits) < 0.65
    assert max(waits) < 2.5
