"""The end of a turn: what Smart Turn and the words say at each silence, and how long the assistant would wait.

    .venv/bin/python benchmarks/end_of_turn.py

The clips are those of tests/support/clips.py: sentences with a pause of 0.7 to 1.2 s, and finished ones. Each goes
through voice activity; what was heard up to the end of speech goes to Whisper and Smart Turn. A pause is lost if the
user's going on is noticed only after the delay. Beside it: words and silence without Smart Turn, and a fixed delay.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import tests_on_path  # noqa: F401

from echoflow.conversation.endpointing import Endpointing
from support import clips
from support.clips import Clip
from support.turn_ends import Ear, Silence, ear, longest_pause, silences

FIXED = 0.6
"""Seconds: the plain design."""


@dataclass(frozen=True)
class Row:
    """One clip."""

    clip: Clip
    text: str
    completeness: float
    goes_on_after: float | None
    took: float


async def measure(listener: Ear, clip: Clip, silence: Silence) -> Row:
    """What is known at `silence`, and how long Whisper and Smart Turn took one after the other."""
    began = time.perf_counter()
    text, completeness = await listener.hear(silence.heard)
    return Row(clip, text, completeness, silence.noticed_after, time.perf_counter() - began)


async def measure_all() -> list[Row]:
    """All clips, pauses first."""
    async with ear() as listener:
        paused = [await measure(listener, clip, longest_pause(clip.samples())) for clip in clips.pauses()]
        finished = [await measure(listener, clip, silences(clip.samples())[-1]) for clip in clips.finished_turns()]
    return paused + [Row(row.clip, row.text, row.completeness, None, row.took) for row in finished]


def summary(name: str, rows: list[Row], delay: Callable[[Row], float]) -> str:
    """One line: pauses lost, waits on finished turns."""
    pauses = [(delay(row), row.goes_on_after) for row in rows if row.goes_on_after is not None]
    lost = sum(wait < goes_on for wait, goes_on in pauses)
    waits = [delay(row) for row in rows if row.goes_on_after is None]
    return (
        f"{name:28} {lost:2} of {len(pauses)} pauses lost; finished turns wait {statistics.median(waits):.2f} s "
        f"(median), {statistics.mean(waits):.2f} s (mean), {max(waits):.2f} s (most)"
    )


def main() -> None:
    """Prints the table."""
    rows = asyncio.run(measure_all())
    endpointing = Endpointing()
    print("complete  goes on after  delay  words only   clip: transcript")
    for row in rows:
        goes_on = "        -" if row.goes_on_after is None else f"{row.goes_on_after:7.2f} s"
        delay, by_words = endpointing.delay(row.text, row.completeness), endpointing.delay(row.text, None)
        print(f"{row.completeness:8.3f}  {goes_on:>13}  {delay:5.2f}  {by_words:10.2f}   {row.clip.name}: {row.text}")
    print()
    print(summary("Smart Turn, words, habit", rows, lambda row: endpointing.delay(row.text, row.completeness)))
    print(summary("words, habit", rows, lambda row: endpointing.delay(row.text, None)))
    print(summary(f"fixed {FIXED} s", rows, lambda row: FIXED))
    print(f"Whisper and Smart Turn, one after the other: {statistics.median(row.took for row in rows):.2f} s (median)")


if __name__ == "__main__":
    main()
