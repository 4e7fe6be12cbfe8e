"""What the user notices when a cloud fails: every fault, at every moment, in a whole conversation.

    .venv/bin/python benchmarks/faults.py [--part nova-3 --part flux ...] [--fault drop ...] [--alone] [--output FOLDER]

For each fault a session asks one spoken question in real time while the stand-in of the service has that fault, with
the local engine in reserve (or, with `--alone`, without). The table says how it ended, how long the user waited, and
what was lost of their words and of the answer's against the same question without a fault:

- went on: the answer came, and there was nothing to tell;
- switched: another engine took over, and the user was told once;
- asked: there was no answer, or not all of it, and the user was told what to do.

A connection that fails at `connect` keeps failing; in the `middle` of an utterance or an answer one connection is
struck, and where new ones are refused or not answered, all that follow are as well.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import tests_on_path  # noqa: F401
from faults_conversation import ALL_PARTS, Case, Clouds, Conversation, Outcome

from echoflow.commands import runner
from stand_ins.faults import Fault, When

AT_ONCE = 2
"""Conversations at a time: each mostly waits for its own sound."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case beside the same conversation without a fault.

    Attributes:
        words_lost: of the question, that were understood without the fault and not with it.
        answer_lost: words of the answer that were not heard.
    """

    part: str
    fault: str
    when: str
    outcome: str
    answered_after: float | None
    longest_pause: float
    words_lost: int
    answer_lost: int
    reconnected_after: float | None
    sentence: str
    understood: str


def cases(parts: Sequence[str], faults: Sequence[Fault]) -> list[Case]:
    """Every fault at every moment."""
    return [Case(part, fault, when) for part in parts for when in When for fault in faults]


def row(outcome: Outcome, without_fault: Outcome) -> Row:
    """Compares."""
    case = outcome.case
    assert case.fault is not None
    return Row(
        case.part,
        case.fault.value,
        case.when.value,
        outcome.verdict,
        outcome.answered_after,
        outcome.longest_pause,
        lost(without_fault.understood, outcome.understood),
        lost(without_fault.heard, outcome.heard),
        outcome.reconnected_after,
        outcome.sentence,
        outcome.understood,
    )


def lost(expected: str, got: str) -> int:
    """Words of `expected` that are not in `got`, or not as they were."""
    import jiwer

    if not plain(expected):
        return 0
    if not plain(got):
        return len(plain(expected).split())
    compared = jiwer.process_words(plain(expected), plain(got))
    return int(compared.deletions + compared.substitutions)


def plain(text: str) -> str:
    """Words only."""
    letters = "".join(character if character.isalnum() or character == "'" else " " for character in text.lower())
    return " ".join(letters.split())


def seconds(value: float | None) -> str:
    """As milliseconds."""
    return "-" if value is None else f"{value * 1000:.0f}"


HEADER = (
    f"{'part':11}{'fault':20}{'when':9}{'outcome':10}{'answer ms':>10}{'pause ms':>9}{'words':>6}{'answer':>7}"
    f"{'flows ms':>9}  told"
)


def line(row: Row) -> str:
    """One row for people."""
    return (
        f"{row.part:11}{row.fault:20}{row.when:9}{row.outcome:10}{seconds(row.answered_after):>10}"
        f"{seconds(row.longest_pause):>9}{row.words_lost:6}{row.answer_lost:7}{seconds(row.reconnected_after):>9}"
        f"  {row.sentence}"
    )


def summary(rows: Sequence[Row]) -> str:
    """What the table comes to."""
    outcomes = {outcome: sum(row.outcome == outcome for row in rows) for outcome in ("went on", "switched", "asked")}
    waits = [row.answered_after for row in rows if row.answered_after is not None]
    flows = [row.reconnected_after for row in rows if row.reconnected_after is not None and row.fault == "drop"]
    lines = [", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())]
    lines.append(f"words of the user's lost: {sum(row.words_lost for row in rows)}")
    if waits:
        lines.append(f"answer after: median {seconds(statistics.median(waits))} ms, longest {seconds(max(waits))} ms")
    if flows:
        lines.append(f"audio flows again after one drop: longest {seconds(max(flows))} ms")
    return "\n".join(lines)


async def measure(parts: Sequence[str], faults: Sequence[Fault], *, alone: bool) -> list[Row]:
    """All cases, a few at a time."""
    async with Clouds() as clouds:
        without = {part: await Conversation(clouds, Case(part), alone=alone).hold() for part in parts}
        for part, outcome in without.items():
            assert outcome.verdict == "went on", f"{part} fails without a fault: {outcome}"
            print(
                f"{part:11}{'no fault':29}{'':10}{seconds(outcome.answered_after):>10}"
                f"{seconds(outcome.longest_pause):>9}  {outcome.understood}"
            )
        print(f"\n{HEADER}", flush=True)
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(case: Case) -> Row:
            async with gate:
                outcome = await Conversation(clouds, case, alone=alone).hold()
            result = row(outcome, without[case.part])
            print(line(result), flush=True)
            return result

        return list(await asyncio.gather(*(one(case) for case in cases(parts, faults))))


def main() -> None:
    """Runs all, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", action="append", choices=ALL_PARTS, help="only this one; may be given several times")
    parser.add_argument("--fault", action="append", choices=[fault.value for fault in Fault], help="only this one")
    parser.add_argument("--alone", action="store_true", help="without local engines in reserve")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    arguments = parser.parse_args()
    faults = [Fault(name) for name in arguments.fault] if arguments.fault else list(Fault)
    folder: Path = arguments.output
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []

    async def run() -> int:
        rows.extend(await measure(arguments.part or ALL_PARTS, faults, alone=arguments.alone))
        return 0

    # What went wrong is in the table.
    logging.getLogger("echoflow").setLevel(logging.ERROR)
    began = time.monotonic()
    status = runner.run(run())
    if rows:
        print(f"\n{summary(rows)}\n{len(rows)} conversations in {time.monotonic() - began:.0f} s")
        figures = json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False)
        (folder / f"faults{'_alone' if arguments.alone else ''}.json").write_text(figures, encoding="utf-8")
    raise SystemExit(status)


if __name__ == "__main__":
    main()
