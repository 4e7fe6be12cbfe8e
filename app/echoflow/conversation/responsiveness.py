"""How fast the answers are, from the timelines of many turns: how they spread, and which stage holds them up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from echoflow.conversation.timeline import Timeline, TurnStage

GOAL_P50 = 0.5
"""Seconds from voice to voice that half of the answers are to stay below: people leave each other about 0.2 s, and
wonder from about 0.7 s on."""

GOAL_P95 = 0.8
"""The same for nineteen of twenty."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How some durations are spread, in seconds.

    Attributes:
        count: how many there are.
        p50: half of them are shorter.
        p95: nineteen of twenty are.
    """

    count: int
    p50: float
    p95: float

    @property
    def meets_goals(self) -> bool:
        """As durations from voice to voice: as fast as a person."""
        return self.p50 <= GOAL_P50 and self.p95 <= GOAL_P95


def spread(seconds: Iterable[float | None]) -> Spread | None:
    """The spread of what is known of `seconds`; None if nothing is."""
    known = sorted(each for each in seconds if each is not None)
    return Spread(len(known), percentile(known, 0.5), percentile(known, 0.95)) if known else None


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of `ordered` (not empty) stay below; between two values in proportion."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def typical_waits(timelines: Iterable[Timeline]) -> dict[TurnStage, float]:
    """The median wait for each stage, in seconds; empty without an answer."""
    waits = [each.waits() for each in timelines if each.voice_to_voice is not None]
    if not waits:
        return {}
    return {stage: percentile(sorted(each[stage] for each in waits), 0.5) for stage in TurnStage}


def slowest_stage(timelines: Iterable[Timeline]) -> tuple[TurnStage, float] | None:
    """The stage that is typically waited for longest, and for how many seconds; None without an answer."""
    waits = typical_waits(timelines)
    return max(waits.items(), key=lambda item: item[1]) if waits else None
