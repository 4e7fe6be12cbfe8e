"""How promptly the main loop comes when it is wanted, during a conversation with the overlay on the screen.

    .venv/bin/python benchmarks/main_loop.py [--questions 8] [--output FOLDER]

The desktop app itself on a virtual screen with a compositor and a tray, and on a virtual sound card; hands-free, with
the local engines. Questions are spoken into the microphone, the answers sound and are followed on the overlay. A probe
in the app asks the loop for its attention every 5 ms; the lag is how long it takes. Beside it the same while nobody
talks and while the engines are loaded, how often the sound card ran dry, and what the loop was doing when it was late.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import tests_on_path  # noqa: F401

from support.program import environment
from support.running_app import RunningApp, spoken
from support.virtual_screen import VirtualScreen, virtual_screen
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card

QUESTIONS = (
    "What is the capital of France?",
    "And what is it famous for?",
    "What do bees make?",
    "Tell me about the sea.",
    "How many days are in a week?",
    "What is the largest ocean?",
    "Tell me a story about a river.",
    "What do cows drink?",
)

LIMIT_SECONDS = 0.02
"""For the 99th percentile during a conversation."""

QUIET_SECONDS = 15.0
LATE_SECONDS = 0.01


@dataclass
class Phase:
    """What was seen while one thing was going on.

    Attributes:
        name: what.
        lags: seconds, each time the loop was asked.
        stalls: of those above 10 ms, at and seconds and what was going on.
        collections: rounds of the garbage collector, seconds.
        underruns: times the sound card ran dry.
        longest_block_gap: between two blocks the sound card asked for, seconds; they are 10 ms long, 40 ms ahead.
    """

    name: str
    lags: list[float] = field(default_factory=list)
    stalls: list[tuple[float, float, str]] = field(default_factory=list)
    collections: list[float] = field(default_factory=list)
    underruns: int = 0
    longest_block_gap: float = 0.0

    def percentile(self, share: float) -> float:
        """Of the lags, in milliseconds."""
        return float(np.percentile(self.lags, share)) * 1000 if self.lags else 0.0


@contextmanager
def probed_app(screen: VirtualScreen, card: VirtualSoundCard, home: Path) -> Iterator[RunningApp]:
    """The app with its probe, hands-free; it has ended and written down what it saw when the block is left."""
    (home / "config").mkdir()
    (home / "config" / "settings.toml").write_text('first_start_done = true\nmode = "hands_free"\n', encoding="utf-8")
    env = {**environment(home), **screen.environment(), **card.environment, "ECHOFLOW_HOME": str(home)}
    program = [sys.executable, str(Path(__file__).with_name("probed_app.py")), str(home / "probe.json")]
    process = subprocess.Popen([*program, "--log-level", "info"], env=env, stderr=subprocess.PIPE, text=True)
    app = RunningApp(process, env)
    try:
        yield app
    finally:
        app.quit()
        assert process.stderr is not None
        process.stderr.close()


def converse(app: RunningApp, card: VirtualSoundCard, folder: Path, questions: int) -> None:
    """Asks one question after the other, each when the answer to the one before is over."""
    for number in range(questions):
        before = len(app.lines)
        card.play_into_microphone(spoken(QUESTIONS[number % len(QUESTIONS)], folder))
        app.wait_for("state: speaking", before)
        app.wait_for("state: idle", before)
        print(f"  {QUESTIONS[number % len(QUESTIONS)]}", flush=True)


def measure(questions: int) -> list[Phase]:
    """Loading, quiet and a conversation."""
    with tempfile.TemporaryDirectory(prefix="echoflow-loop-") as name, virtual_screen() as screen:
        home = Path(name)
        with virtual_sound_card() as card, probed_app(screen, card, home) as app:
            began = time.monotonic()
            app.wait_for("ready")
            ready = time.monotonic()
            # The message goes; then nothing is on the screen.
            time.sleep(10.0)
            quiet = time.monotonic()
            time.sleep(QUIET_SECONDS)
            talking = time.monotonic()
            converse(app, card, home, questions)
            over = time.monotonic()
        seen = json.loads((home / "probe.json").read_text(encoding="utf-8"))
    spans = {
        "while the engines are loaded": (began, ready),
        "while nobody talks": (quiet, talking),
        "during a conversation": (talking, over),
    }
    return [phase(title, seen, *span) for title, span in spans.items()]


def phase(name: str, seen: dict[str, list[Any]], began: float, ended: float) -> Phase:
    """What the probe saw in a span of time."""

    def inside(items: list[Any]) -> list[Any]:
        return [each for each in items if began <= (each[0] if isinstance(each, list) else each) < ended]

    blocks = inside(seen["blocks"])
    return Phase(
        name,
        [lag for _, lag in inside(seen["lags"])],
        [(at - began, lag, doing) for at, lag, doing in inside(seen["stalls"])],
        [seconds for _, seconds, _ in inside(seen["collections"])],
        len(inside(seen["underruns"])),
        float(np.max(np.diff(blocks))) if len(blocks) > 1 else 0.0,
    )


def table(phases: list[Phase]) -> str:
    """What was measured, for people."""
    heads = ("p50 ms", "p95 ms", "p99 ms", "max ms", "late %", "gc max", "ran dry", "gap ms")
    lines = [f"{'lag of the main loop':32}" + "".join(f"{head:>9}" for head in heads)]
    for one in phases:
        late = sum(lag > LATE_SECONDS for lag in one.lags) / max(1, len(one.lags))
        lags = "".join(f"{one.percentile(share):9.1f}" for share in (50, 95, 99, 100))
        collected = max(one.collections, default=0.0) * 1000
        sound = f"{one.underruns:9}{one.longest_block_gap * 1000:9.0f}"
        lines.append(f"{one.name:32}{lags}{late * 100:9.2f}{collected:9.1f}{sound}")
    lines.append(f"{'limit during a conversation':32}{'':18}{LIMIT_SECONDS * 1000:9.1f}{'':27}{0:9}")
    lines.append("\nLate during the conversation (times, longest ms):")
    lines += [f"{times:5}{longest * 1000:8.0f}  {doing}" for doing, times, longest in culprits(phases[-1])[:12]]
    return "\n".join(lines)


def culprits(one: Phase) -> list[tuple[str, int, float]]:
    """What the main thread was in when it was late, the worst first."""
    times: Counter[str] = Counter()
    longest: dict[str, float] = {}
    for _, lag, doing in one.stalls:
        what = doing.split("; ")[0] or "not seen (the probe was held up as well)"
        times[what] += 1
        longest[what] = max(lag, longest.get(what, 0.0))
    return sorted(((what, times[what], longest[what]) for what in times), key=lambda each: -each[1] * each[2])


def figures(one: Phase) -> dict[str, object]:
    """For programs; a lag for each 5 ms would be a lot of them."""
    lags = {f"p{share}_ms": round(one.percentile(share), 2) for share in (50, 95, 99, 99.9, 100)}
    about = {name: value for name, value in asdict(one).items() if name not in ("lags", "collections")}
    return {**about, **lags, "asked": len(one.lags), "longest_collection_s": max(one.collections, default=0.0)}


def draw(phases: list[Phase], file: Path) -> None:
    """The share of requests that took longer than x."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 3))
    for one, color in zip(phases, ("#9aa0a6", "#7fb48a", "#2f7de1"), strict=True):
        lags = np.sort(one.lags) * 1000
        axes.step(lags, 1 - np.arange(len(lags)) / len(lags), color=color, label=one.name, where="post")
    axes.axvline(LIMIT_SECONDS * 1000, color="black", linestyle=":")
    axes.axhline(0.01, color="black", linestyle=":")
    axes.set(xscale="log", yscale="log", ylim=(1e-4, 1), xlim=(0.05, 500))
    axes.set_xlabel("ms until the main loop comes (dotted: limit of the 99th percentile)")
    axes.set_ylabel("share that took longer")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main() -> None:
    """Measures, and prints, writes and draws the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--questions", type=int, default=len(QUESTIONS))
    arguments = parser.parse_args()
    folder: Path = arguments.output
    folder.mkdir(parents=True, exist_ok=True)
    phases = measure(arguments.questions)
    print(table(phases))
    (folder / "main_loop.json").write_text(json.dumps([figures(one) for one in phases], indent=1), encoding="utf-8")
    draw(phases, folder / "main_loop.svg")


if __name__ == "__main__":
    main()
