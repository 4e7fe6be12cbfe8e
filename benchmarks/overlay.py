"""What the overlay's movement costs, and whether sound goes on undisturbed beside it.

    .venv/bin/python benchmarks/overlay.py [--seconds 8] [--output FOLDER]

The overlay alone on a virtual screen with a compositor, and beside it a stream of 10 ms blocks through a virtual sound
card, whose callback is Python as in the app. First nothing is shown, then what a conversation shows, one thing after
the other in the same run: the voice while listening and its transcript, a long answer that is followed word by word,
the same with the buttons, and the same with reduced motion. For each the time between frames and what drawing one
takes, the processor time of the program, and how the intervals between callbacks compare with those while nothing is
shown.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import tests_on_path  # noqa: F401

PHASES = ("nothing shown", "listening", "long answer", "with buttons", "reduced motion")
FRAME_SECONDS = 1 / 60
QUESTION = "what is the difference between a latte and a flat white and which of them has more milk"
ANSWER = "A flat white has less milk and a thinner layer of foam, so the coffee comes through stronger. " * 6


@dataclass
class Seen:
    """What was measured while one thing was shown.

    Attributes:
        name: what.
        frames: when each was drawn, monotonic seconds.
        drawing: what each took, seconds.
        callbacks: when the sound card asked for each block.
        problems: times it had run dry or over.
        processor_share: of one core.
    """

    name: str
    frames: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)
    callbacks: list[float] = field(default_factory=list)
    problems: int = 0
    processor_share: float = 0.0


def perform(seconds: float) -> list[Seen]:
    """In a process of its own, on the screen and with the sound card of its environment."""
    import sounddevice
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from echoflow.commands.runner import SWITCH_INTERVAL
    from echoflow.ui.manner import Manner
    from echoflow.ui.overlay.overlay import Overlay
    from echoflow.ui.state import AppState

    sys.setswitchinterval(SWITCH_INTERVAL)
    application = QApplication([])
    seen = [Seen(name) for name in PHASES]
    current = seen[0]

    class Watched(Overlay):
        def paintEvent(self, event: QPaintEvent) -> None:
            began = time.perf_counter()
            super().paintEvent(event)
            current.frames.append(time.monotonic())
            current.drawing.append(time.perf_counter() - began)

    def sound(_in: Any, out: Any, _frames: int, _times: Any, status: Any) -> None:
        out[:] = bytes(len(out))
        current.callbacks.append(time.monotonic())
        current.problems += bool(status)

    overlay = Watched(Manner(keys=("Ctrl", "Alt", "Space")))
    began = time.monotonic()

    def act() -> None:
        """As the presenter does: the voice, and the words spoken, 25 times a second."""
        now = time.monotonic() - began
        overlay.set_level(0.5 + 0.5 * float(np.sin(7 * now)))
        if current.name == "listening":
            words = QUESTION.split()
            overlay.show_user_text(" ".join(words[: 1 + int(3 * now) % len(words)]), final=False)
        elif current.name != "nothing shown":
            overlay.show_answer(ANSWER, int(15 * now) % len(ANSWER))

    def show(name: str) -> None:
        if name == "listening":
            overlay.set_state(AppState.LISTENING)
        elif name == "long answer":
            overlay.set_state(AppState.SPEAKING)
        # Held, so that it stays, wherever the pointer is.
        overlay.tools.grip.setDown(name == "with buttons")
        overlay.set_reduced_motion(name == "reduced motion")

    timer = QTimer(interval=40)
    timer.timeout.connect(act)
    timer.start()
    with sounddevice.RawStream(48000, 480, dtype="int16", channels=(1, 1), latency=0.04, callback=sound):
        for current in seen:
            show(current.name)
            began, used = time.monotonic(), time.process_time()
            QTimer.singleShot(round(seconds * 1000), application.quit)
            application.exec()
            current.processor_share = (time.process_time() - used) / (time.monotonic() - began)
    overlay.hide_now()
    return seen


def measure(seconds: float) -> list[Seen]:
    """On a screen and with a sound card made for it."""
    from support.virtual_screen import virtual_screen
    from support.virtual_sound_card import virtual_sound_card

    with (
        tempfile.TemporaryDirectory(prefix="echoflow-overlay-") as folder,
        virtual_screen(tray=False) as screen,
        virtual_sound_card() as card,
    ):
        file = Path(folder) / "seen.json"
        command = [sys.executable, __file__, "--seconds", str(seconds), "--perform", str(file)]
        subprocess.run(command, env={**os.environ, **screen.environment(), **card.environment}, check=True)
        return [Seen(**each) for each in json.loads(file.read_text(encoding="utf-8"))]


def milliseconds(times: list[float], share: float) -> float:
    """A percentile of the intervals between `times`."""
    return float(np.percentile(np.diff(times), share)) * 1000 if len(times) > 1 else float("nan")


def figures(one: Seen, silence: Seen) -> dict[str, object]:
    """For people and programs; callbacks as ratios to those of `silence`, the phase in which nothing is shown."""
    drawing = np.array(one.drawing or [float("nan")]) * 1000
    late = np.diff(one.frames) > 1.5 * FRAME_SECONDS if len(one.frames) > 1 else np.array([False])
    return {
        "name": one.name,
        "frames_per_second": (len(one.frames) - 1) / (one.frames[-1] - one.frames[0]) if len(one.frames) > 1 else 0.0,
        "frame_p50_ms": milliseconds(one.frames, 50),
        "frame_p99_ms": milliseconds(one.frames, 99),
        "late_share": float(late.mean()),
        "drawing_p50_ms": float(np.percentile(drawing, 50)),
        "drawing_p99_ms": float(np.percentile(drawing, 99)),
        "processor_share": one.processor_share,
        "callback_p99_ratio": milliseconds(one.callbacks, 99) / milliseconds(silence.callbacks, 99),
        "callback_longest_ms": milliseconds(one.callbacks, 100),
        "sound_problems": one.problems,
    }


def table(rows: list[dict[str, object]]) -> str:
    """What was measured, for people."""
    heads = [name for name in rows[0] if name != "name"]
    lines = [f"{'':16}" + "".join(f"{head.replace('_', ' '):>22}" for head in heads)]
    lines += [f"{row['name']!s:16}" + "".join(f"{row[head]:22.2f}" for head in heads) for row in rows]
    return "\n".join(lines)


def main() -> None:
    """Measures, prints and writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--seconds", type=float, default=8.0, help="for each of the things shown")
    parser.add_argument("--perform", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.perform is not None:
        seen = [vars(each) for each in perform(arguments.seconds)]
        arguments.perform.write_text(json.dumps(seen), encoding="utf-8")
        return
    phases = measure(arguments.seconds)
    rows = [figures(one, phases[0]) for one in phases]
    print(table(rows))
    folder: Path = arguments.output
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "overlay.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
