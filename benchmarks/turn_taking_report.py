"""The figures of the turn-taking benchmark, as a table and as a plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from turn_taking_parts import Trial

DEFINITIONS = """\
response            true end of the sentence (last audible sample in) -> first audible sample of the answer
                    (Full-Duplex-Bench: latency)
time to duck        true onset -> output 9 dB or more below the undisturbed rendering of the same answer
time to silence     true onset -> last audible sample before 150 ms of silence that the undisturbed rendering does not
                    have (Full-Duplex-Bench v1.5: stop latency)
yielded             silent within 1 s / 2 s of the true onset, and not resumed (tau-voice: "no yield" after 2 s)
ignored             the answer goes on as if nothing had been said: at most ducked, no pause that is not in the text,
                    and its rest is heard. tau-voice counts a yield within 1 s as a fault, here any within 2.5 s of the
                    end of the clip is one. "Paused": fell silent and resumed by itself, with nothing lost
premature           audible before the sentence with a pause of 0.7 to 1.2 s in it is over
                    (Full-Duplex-Bench: takeover rate, TOR, in pause handling)
self-interruptions  answers, alone in a room with an echo of -6 dB after 40 to 450 ms, that are cut, or answered
"""

Row = tuple[str, Callable[[list[Trial]], str]]


@dataclass
class Result:
    """All trials of one design."""

    design: str
    trials: list[Trial]

    def of(self, part: str) -> list[Trial]:
        """The trials of one part."""
        return [trial for trial in self.trials if trial.part == part]


def share(trials: Sequence[Trial], good: Callable[[Trial], bool]) -> str:
    """`n/N (p %)`."""
    count = sum(good(trial) for trial in trials)
    return f"{count}/{len(trials)} ({count / len(trials):.0%})" if trials else "-"


def quantiles(seconds: Sequence[float | None]) -> str:
    """`p50 / p95 ms (n)`."""
    there = [value for value in seconds if value is not None]
    if not there:
        return "never"
    return f"{np.percentile(there, 50) * 1000:.0f} / {np.percentile(there, 95) * 1000:.0f} ms ({len(there)})"


def within(limit: float) -> Callable[[Trial], bool]:
    """Whether a trial fell silent in time, for good."""
    return lambda trial: trial.silence is not None and trial.silence <= limit and trial.outcome != "resumed"


ROWS: dict[str, tuple[Row, ...]] = {
    "latency": (
        ("response p50 / p95", lambda trials: quantiles([trial.response for trial in trials])),
        ("answered", lambda trials: share(trials, lambda trial: trial.outcome == "answered")),
    ),
    "interruptions": (
        ("time to duck p50 / p95", lambda trials: quantiles([trial.duck for trial in trials])),
        ("time to silence p50 / p95", lambda trials: quantiles([trial.silence for trial in trials])),
        ("yielded within 1 s", lambda trials: share(trials, within(1.0))),
        ("yielded within 2 s", lambda trials: share(trials, within(2.0))),
        ("response to it p50 / p95", lambda trials: quantiles([trial.response for trial in trials])),
    ),
    "pauses": (
        ("premature", lambda trials: share(trials, lambda trial: trial.outcome == "took over in the pause")),
        ("answered when over", lambda trials: share(trials, lambda trial: trial.outcome == "answered")),
        ("response p50 / p95", lambda trials: quantiles([trial.response for trial in trials])),
    ),
    "replies in a room": (("self-interruptions", lambda trials: share(trials, lambda trial: not trial.good)),),
    "talk-overs in a room": (
        ("time to duck p50 / p95", lambda trials: quantiles([trial.duck for trial in trials])),
        ("time to silence p50 / p95", lambda trials: quantiles([trial.silence for trial in trials])),
        ("yielded within 1 s", lambda trials: share(trials, within(1.0))),
        ("yielded within 2 s", lambda trials: share(trials, within(2.0))),
    ),
}
for _part in ("backchannels", "noises", "other people"):
    ROWS[_part] = (
        ("ignored", lambda trials: share(trials, lambda trial: trial.good)),
        ("paused", lambda trials: share(trials, lambda trial: trial.outcome == "paused and resumed")),
        ("stopped", lambda trials: share(trials, lambda trial: "stopped" in trial.outcome)),
    )


def table(results: Sequence[Result]) -> str:
    """What was measured, for people."""
    lines = [DEFINITIONS, f"{'':46}" + "".join(f"{result.design:>24}" for result in results)]
    for part, rows in ROWS.items():
        if not any(result.of(part) for result in results):
            continue
        for name, measure in rows:
            values = (measure(result.of(part)) if result.of(part) else "-" for result in results)
            lines.append(f"{part + ': ' + name:46}" + "".join(f"{value:>24}" for value in values))
    for result in results:
        wrong = [trial for trial in result.trials if not trial.good]
        lines.append(f"\n{result.design}: {len(wrong)} of {len(result.trials)} not as they ought to be")
        lines += [f"  {trial.part}: {trial.clip} ({trial.source}): {trial.outcome}" for trial in wrong]
    return "\n".join(lines)


_COLORS = ("#2f7de1", "#9aa0a6")


def draw(results: Sequence[Result], file: Path) -> None:
    """Shares as bars beside times as dots, one colour a design."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt
    from matplotlib.patches import Patch

    figure, (shares, times) = plt.subplots(1, 2, figsize=(11, 3.6), width_ratios=(1, 1.1))
    rows: list[tuple[str, str, Callable[[Trial], bool]]] = [
        ("yields within 1 s", "interruptions", within(1.0)),
        ("talks on through backchannels", "backchannels", lambda trial: trial.good),
        ("talks on through noises", "noises", lambda trial: trial.good),
        ("talks on through other people", "other people", lambda trial: trial.good),
        ("waits in pauses", "pauses", lambda trial: trial.outcome != "took over in the pause"),
        ("does not hear itself", "replies in a room", lambda trial: trial.good),
        ("yields in the room within 1 s", "talk-overs in a room", within(1.0)),
    ]
    rows = [row for row in rows if any(result.of(row[1]) for result in results)]
    for number, (result, color) in enumerate(zip(results, _COLORS, strict=False)):
        for place, (_, part, good) in enumerate(reversed(rows)):
            if trials := result.of(part):
                value = 100 * sum(good(trial) for trial in trials) / len(trials)
                shares.barh(place + 0.2 - 0.4 * number, value, height=0.36, color=color)
    shares.set_yticks(range(len(rows)), [name for name, _, _ in reversed(rows)])
    shares.set_xlim(0, 100)
    shares.set_xlabel("% of the clips")
    kinds: list[tuple[str, Callable[[Trial], float | None], tuple[str, ...]]] = [
        ("duck", lambda trial: trial.duck, ("interruptions",)),
        ("silence", lambda trial: trial.silence, ("interruptions",)),
        ("response", lambda trial: trial.response, ("latency",)),
    ]
    for number, (result, color) in enumerate(zip(results, _COLORS, strict=False)):
        for place, (_, measure, parts) in enumerate(reversed(kinds)):
            values = [measure(trial) for part in parts for trial in result.of(part)]
            there = [1000 * value for value in values if value is not None]
            height = place + 0.2 - 0.4 * number
            times.plot(there, [height] * len(there), "|", color=color, markersize=9)
            if there:
                times.plot([np.median(there)], [height], "o", color=color)
    times.set_yticks(range(len(kinds)), [name for name, _, _ in reversed(kinds)])
    if any(len(drawn.get_xdata()) for drawn in times.get_lines()):
        times.set_xscale("log")
        times.set_xticks(ticks := (50, 100, 200, 500, 1000, 2000, 5000), [str(tick) for tick in ticks])
        times.minorticks_off()
    times.set_ylim(-0.6, len(kinds) - 0.4)
    times.set_xlabel("ms from the true onset or end (dot: median)")
    for axes in (shares, times):
        axes.spines[["top", "right"]].set_visible(False)
    names = [Patch(color=color, label=result.design) for result, color in zip(results, _COLORS, strict=False)]
    figure.legend(handles=names, frameon=False, loc="upper center", ncols=2)
    figure.tight_layout(rect=(0, 0, 1, 0.94))
    figure.savefig(file, metadata={"Date": None})
