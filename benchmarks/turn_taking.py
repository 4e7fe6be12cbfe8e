"""Whose turn it is: how soon EchoFlow yields, and to what, against the plain design on the same clips.

    .venv/bin/python benchmarks/turn_taking.py [--part PART]... [--no-plain] [--json FILE] [--plot FILE] [--seed N]

A real session with the local recognizer and voice holds a conversation in real time, in a room made in the computer
(tests/support/room.py). The language model is a stand-in that always recites the same text, so that every clip meets
speech and the output can be compared, sample by sample, with the undisturbed rendering, which is recorded first. All
figures are taken from the output sound, as the listener has it; the definitions are printed above them. The clips are
those of tests/support/clips.py, listed with `--list`. A whole run takes about half an hour, one part two to eight
minutes. The plain design is given a dozen of the same clips in each part, which is enough to see where it stands.

Parts: latency (finished sentences, how soon the answer), pauses (sentences with a pause in the middle), interruptions,
backchannels, noises, others (over the assistant's speech), room (an echo of -6 dB: replies alone, then talk-overs at
the level of the echo).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import platform
import random
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import tests_on_path  # noqa: F401
from designs import Design, EchoFlow, Plain
from turn_taking_parts import ECHOING, Record, Trial, interruptions, line, overlaps, replies_in_rooms, turns
from turn_taking_report import Result, draw, table

from echoflow.commands import runner
from support import clips
from support.clips import Clip

REPLIES = 30
TALK_OVERS = 30


@dataclasses.dataclass(frozen=True)
class Plan:
    """What is played.

    Attributes:
        seed: of the order of the clips and the moments of the interruptions.
        limit: at most so many clips a part, for a quick look.
        language: only clips in it, and those without words; None for all.

    """

    seed: int
    limit: int | None
    language: str | None = None

    def of(self, collection: Sequence[Clip]) -> list[Clip]:
        """The clips in this run's order."""
        shuffled = random.Random(self.seed).sample(list(collection), len(collection))
        return [clip for clip in shuffled if clip.language in ("", self.language or clip.language)][: self.limit]


Part = Callable[[Design, Plan, Record], Awaitable[None]]


async def _room(design: Design, plan: Plan, record: Record) -> None:
    """Replies alone, then talk-overs; the plain design, which never gets out of hearing itself, does replies only."""
    count = len(ECHOING) if plan.limit else REPLIES
    if isinstance(design, Plain):
        await replies_in_rooms(design, len(ECHOING), record)
        return
    await replies_in_rooms(design, count, record)
    interrupting = plan.of(clips.interruptions())
    talk_overs = (interrupting * 2)[: plan.limit or TALK_OVERS]
    await interruptions(design, talk_overs, "talk-overs in a room", record, ECHOING, plan.seed)


PARTS: dict[str, Part] = {
    "latency": lambda design, plan, record: turns(design, plan.of(clips.finished_turns()), "latency", record),
    "pauses": lambda design, plan, record: turns(design, plan.of(clips.pauses()), "pauses", record),
    "interruptions": lambda design, plan, record: interruptions(
        design, plan.of(clips.interruptions()), "interruptions", record, seed=plan.seed
    ),
    "backchannels": lambda design, plan, record: overlaps(
        design, plan.of(clips.backchannels()), "backchannels", record
    ),
    "noises": lambda design, plan, record: overlaps(design, plan.of(clips.noises()), "noises", record),
    "others": lambda design, plan, record: overlaps(design, plan.of(clips.other_people()), "other people", record),
    "room": _room,
}


async def measure(design: Design, parts: Sequence[str], plan: Plan) -> Result:
    """Runs the parts one after the other, each in conversations of its own."""
    result = Result(design.name, [])

    def record(trial: Trial) -> None:
        result.trials.append(trial)
        print(line(design, trial), flush=True)

    await design.load()
    for part in parts:
        try:
            await PARTS[part](design, plan, record)
        except TimeoutError as error:
            # A design that is stuck is a result, and no reason to lose the others.
            print(f"  {design.name}: {part}: given up, {error}", flush=True)
            await design.end()
    await design.close()
    return result


def main() -> None:
    """Runs both designs and prints, writes and draws the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, action="append", help="run this part only; can be given again")
    parser.add_argument("--plain", action=argparse.BooleanOptionalAction, default=True, help="measure the plain design")
    parser.add_argument("--echoflow", action=argparse.BooleanOptionalAction, default=True, help="measure EchoFlow")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit", type=int, help="at most so many clips a part")
    parser.add_argument("--plain-limit", type=int, default=12, help="the same for the plain design (default: 12)")
    parser.add_argument(
        "--language", choices=("en", "zh"), help="only clips in it; the packaged recognizer knows English"
    )
    parser.add_argument("--list", action="store_true", help="only say what would be played")
    parser.add_argument("--json", type=Path, help="write every trial to this file")
    parser.add_argument("--plot", type=Path, help="draw the figures into this SVG file")
    options = parser.parse_args()
    for clip in clips.everything():
        print(clip.label)
    if options.list:
        return
    parts = options.part or list(PARTS)
    plan = Plan(options.seed, options.limit, options.language)
    limit = min(options.limit or options.plain_limit, options.plain_limit)
    plain_plan = Plan(options.seed, limit, options.language)
    designs: list[tuple[Callable[[], Design], Plan]] = []
    designs += [(EchoFlow, plan)] if options.echoflow else []
    designs += [(Plain, plain_plan)] if options.plain else []
    results: list[Result] = []

    async def run(make: Callable[[], Design], plan: Plan) -> int:
        results.append(await measure(make(), parts, plan))
        return 0

    for make, its_plan in designs:
        runner.run(run(make, its_plan))
    print(table(results))
    if options.json:
        options.json.write_text(json.dumps(figures(results, plan), indent=1, ensure_ascii=False), encoding="utf-8")
    if options.plot:
        draw(results, options.plot)


def figures(results: Sequence[Result], plan: Plan) -> dict[str, object]:
    """Everything that was measured, and on what."""
    return {
        "machine": {"processor": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()},
        "seed": plan.seed,
        "clips": [clip.label for clip in clips.everything()],
        "designs": [
            {"design": result.design, "trials": [dataclasses.asdict(trial) for trial in result.trials]}
            for result in results
        ],
    }


if __name__ == "__main__":
    main()
