"""What EchoFlow costs while nobody talks, and how soon it is there.

    .venv/bin/python benchmarks/idle.py [--seconds 60] [--starts 5] [--output FOLDER]
    ECHOFLOW_PROGRAM=dist/echoflow/echoflow .venv/bin/python benchmarks/idle.py --seconds 0    the packaged one

The app itself, started as a program on a virtual screen with a tray and a virtual sound card, listening to silence:
processor time and memory of its process and of the language model's, read from /proc. Beside it the same app waiting
for its key, and the least that a tray icon costs with Qt. Then the time from starting the program until its icon is
visible in the tray, looked at from outside, and until it can be talked to; and the time of `echoflow --version`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

import tests_on_path  # noqa: F401
from processes import Usage, cpu_seconds, measure
from Xlib import X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.xobject.drawable import Window

from support.program import command, language_model_of
from support.running_app import RunningApp, running_app
from support.virtual_screen import VirtualScreen, virtual_screen
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card
from support.waiting import wait_until

CPU_LIMIT = 0.08
MEMORY_LIMIT_MB = 450.0
START_LIMIT_SECONDS = 1.5
VERSION_LIMIT_SECONDS = 0.5

SETTLED_SECONDS = 15.0
"""After loading: the first message has been read and has gone."""

BARE = """
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
app = QApplication([])
picture = QPixmap(32, 32)
picture.fill("red")
icon = QSystemTrayIcon(QIcon(picture))
icon.show()
app.exec()
"""
"""The least there can be: an icon, and nothing behind it."""


@dataclass
class Figures:
    """What was measured.

    Attributes:
        idle: by process.
        icon_seconds: from the start of the program until its icon was visible in the tray, one for each start.
        icon_cpu_seconds: of processor time the program had used by then, whatever else kept the machine busy.
        ready_seconds: until it could be talked to.
        version_seconds: of `echoflow --version`, which is what every command takes at least.
    """

    idle: dict[str, Usage] = field(default_factory=dict)
    icon_seconds: list[float] = field(default_factory=list)
    icon_cpu_seconds: list[float] = field(default_factory=list)
    ready_seconds: list[float] = field(default_factory=list)
    version_seconds: list[float] = field(default_factory=list)


@contextmanager
def app_in(mode: str, screen: VirtualScreen, card: VirtualSoundCard) -> Iterator[RunningApp]:
    """The app in one of its modes, with folders of its own."""
    with tempfile.TemporaryDirectory(prefix="echoflow-idle-") as name:
        home = Path(name)
        (home / "config").mkdir()
        (home / "config" / "settings.toml").write_text(f'mode = "{mode}"\n', encoding="utf-8")
        with running_app(screen, card, home) as app:
            yield app


def measure_idle(screen: VirtualScreen, card: VirtualSoundCard, seconds: float, figures: Figures) -> None:
    """Each kind of idling, one after the other."""
    bare = subprocess.Popen([sys.executable, "-c", BARE], env=screen.environment())
    try:
        wait_until(lambda: _has_window(screen, bare.pid), "the bare icon")
        time.sleep(1.0)
        figures.idle |= measure({"a bare Qt tray icon": bare.pid}, min(10.0, seconds))
    finally:
        bare.terminate()
        bare.wait()
    for mode, title in (("hold", "EchoFlow, waiting for its key"), ("hands_free", "EchoFlow, listening to silence")):
        with app_in(mode, screen, card) as app:
            app.wait_for("ready")
            time.sleep(SETTLED_SECONDS)
            worker = language_model_of(app.process.pid)
            processes = {title: app.process.pid}
            if mode == "hands_free" and worker is not None:
                processes["  its language model (a process of its own)"] = worker
            figures.idle |= measure(processes, seconds)


def measure_start(screen: VirtualScreen, card: VirtualSoundCard, figures: Figures) -> None:
    """One start."""
    began = time.monotonic()
    with app_in("hands_free", screen, card) as app:
        wait_until(lambda: _has_window(screen, app.process.pid), "the icon", 60.0)
        figures.icon_seconds.append(time.monotonic() - began)
        figures.icon_cpu_seconds.append(cpu_seconds(app.process.pid))
        if any(line.endswith("ready") for line in app.lines):
            raise SystemExit("the icon came after the models")
        app.wait_for("ready")
        figures.ready_seconds.append(time.monotonic() - began)


def measure_version(figures: Figures) -> None:
    """One start of a command that does nothing but start."""
    began = time.monotonic()
    subprocess.run(command("--version"), stdout=subprocess.DEVNULL, check=True)
    figures.version_seconds.append(time.monotonic() - began)


def _has_window(screen: VirtualScreen, pid: int) -> bool:
    """Whether a window of `pid` is in the tray and can be seen."""
    display = Display(screen.display)
    try:
        tray = display.get_selection_owner(display.intern_atom("_NET_SYSTEM_TRAY_S0"))
        return bool(tray) and _holds(display, _top_of(display, tray), pid)
    except XError:
        # Windows come and go while one looks.
        return False
    finally:
        display.close()


def _top_of(display: Display, window: Window) -> Window:
    root = display.screen().root
    while (parent := window.query_tree().parent) and parent.id != root.id:
        window = parent
    return root


def _holds(display: Display, window: Window, pid: int) -> bool:
    """Whether a window of `pid` that speaks the tray's protocol is mapped somewhere below `window`."""
    for child in window.query_tree().children:
        if child.get_attributes().map_state != X.IsViewable:
            continue
        owner = child.get_full_property(display.intern_atom("_NET_WM_PID"), X.AnyPropertyType)
        embedded = child.get_full_property(display.intern_atom("_XEMBED_INFO"), X.AnyPropertyType)
        if (owner and embedded and owner.value[0] == pid) or _holds(display, child, pid):
            return True
    return False


def table(figures: Figures) -> str:
    """What was measured, for people."""
    lines = [f"{'idle':44}{'CPU %':>8}{'RSS MB':>8}{'PSS MB':>8}{'threads':>9}{'wakes/s':>9}"]
    for name, used in figures.idle.items():
        cost = f"{used.cpu * 100:8.1f}{used.rss_mb:8.0f}{used.pss_mb:8.0f}"
        lines.append(f"{name:44}{cost}{used.threads:9}{used.wakeups:9.0f}")
    lines.append(f"{'limit':44}{CPU_LIMIT * 100:8.1f}{MEMORY_LIMIT_MB:8.0f}")
    if figures.icon_seconds:
        lines.append(f"\n{'from the start of the program':44}{'p50 s':>8}{'max s':>8}")
        for name, seconds in (
            ("icon in the tray", figures.icon_seconds),
            ("  processor time until then", figures.icon_cpu_seconds),
            ("can be talked to", figures.ready_seconds),
            ("--version", figures.version_seconds),
        ):
            lines.append(f"{name:44}{median(seconds):8.2f}{max(seconds):8.2f}")
        lines.append(f"{'limit of the icon':44}{START_LIMIT_SECONDS:8.2f}")
        lines.append(f"{'limit of --version':44}{VERSION_LIMIT_SECONDS:8.2f}")
    return "\n".join(lines)


def draw(figures: Figures, file: Path) -> None:
    """Processor, memory and start, each with its limit."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    names = [name.strip() for name in figures.idle][::-1]
    colors = ["#2f7de1" if name.startswith("EchoFlow") else "#9aa0a6" for name in names]
    figure, (cpu, memory, start) = plt.subplots(1, 3, figsize=(11, 2.4), width_ratios=(3, 3, 2))
    cpu.barh(names, [used.cpu * 100 for used in figures.idle.values()][::-1], color=colors, height=0.5, alpha=0.85)
    cpu.axvline(CPU_LIMIT * 100, color="black", linestyle=":")
    cpu.set_xlabel("% of one core (dotted: limit)")
    memory.barh(names, [used.rss_mb for used in figures.idle.values()][::-1], color=colors, height=0.5, alpha=0.85)
    memory.axvline(MEMORY_LIMIT_MB, color="black", linestyle=":")
    memory.set_xlabel("MB of memory")
    memory.set_yticks([])
    if figures.icon_seconds:
        starts = {"ready to talk": figures.ready_seconds, "tray icon": figures.icon_seconds}
        start.barh([*starts], [median(each) for each in starts.values()], color="#2f7de1", height=0.4, alpha=0.85)
        for row, seconds in enumerate(starts.values()):
            start.plot(seconds, [row] * len(seconds), "|", color="black", markersize=9)
        start.axvline(START_LIMIT_SECONDS, color="black", linestyle=":")
    start.set_xlabel("seconds after the start")
    for axes in (cpu, memory, start):
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main() -> None:
    """Measures, and prints, writes and draws the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--starts", type=int, default=5)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    figures = Figures()
    with virtual_screen() as screen, virtual_sound_card() as card:
        for _ in range(arguments.starts):
            measure_version(figures)
            measure_start(screen, card, figures)
        if arguments.seconds:
            measure_idle(screen, card, arguments.seconds, figures)
    print(table(figures))
    (arguments.output / "idle.json").write_text(json.dumps(asdict(figures), indent=1), encoding="utf-8")
    draw(figures, arguments.output / "idle.svg")


if __name__ == "__main__":
    main()
