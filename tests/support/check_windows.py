"""The windows of checks, response times, costs and the last crash in the states that pictures are taken of."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

import numpy as np

from echoflow.audio.recorder import Recording
from echoflow.checks import echo, sound
from echoflow.checks.areas import areas
from echoflow.checks.catalogue import CHECKS
from echoflow.checks.check import Circumstances
from echoflow.checks.engines import end_of_turn, recognition, voice
from echoflow.checks.findings import Finding
from echoflow.checks.program import python, versions
from echoflow.checks.titles import title_of
from echoflow.conversation.reaction import Reaction
from echoflow.conversation.timeline import Timeline
from echoflow.desks.cost_desk import figures
from echoflow.desks.setup_desk import item_of
from echoflow.store.prices import dollars, engine_of, price_list
from echoflow.store.settings import Settings
from echoflow.store.usage import KEPT_DAYS, Cost, Totals
from echoflow.text import tr
from echoflow.ui.costs.cost_window import CostWindow
from echoflow.ui.crash.crash_window import CrashWindow
from echoflow.ui.latency.latency_figures import Figures, MeasuredTurn
from echoflow.ui.latency.latency_window import LatencyWindow
from echoflow.ui.setup.finding_list import Area
from echoflow.ui.setup.setup_window import SetupWindow
from echoflow.ui.window import AppWindow


def _found() -> dict[str, list[Finding]]:
    """Of a laptop on which most is well, in the words of the checks."""
    here = Circumstances()
    silence = sound.judge(Recording(np.zeros(16_000, np.int16), 48_000), "USB Headset")
    card = tr("{name}: {free} of {total} are free", name="NVIDIA GeForce RTX 4060", free="7.1 GB", total="8.6 GB")
    keyring = tr("The system's keyring is locked, so keys in it cannot be read.")
    return {
        "microphone": [silence],
        "speaker": [Finding("speaker", "ok", tr("The loudspeaker “{name}” plays.", name="USB Headset"))],
        "echo": [echo.judge(echo.EchoMeasure(0.063, -18.0, 24.0))],
        "screen": [
            Finding("screen", "ok", tr("Screens: {screens} ({system}).", screens="2560×1600 @ 200%", system="xcb"))
        ],
        "tray": [Finding("tray", "ok", tr("The desktop shows icons by D-Bus (StatusNotifier)."))],
        "compositor": [Finding("compositor", "ok", tr("Windows can be translucent here."))],
        "hotkey": [
            Finding(
                "hotkey",
                "warning",
                tr(
                    "{before} {after}",
                    before=tr("The keyboard cannot be listened to here."),
                    after=tr(
                        "Bind the command “{command}” to a shortcut in the keyboard settings of your desktop.",
                        command="echoflow toggle",
                    ),
                ),
                place="settings/talking",
            )
        ],
        "recognition": [recognition(here)],
        "end of turn": [end_of_turn(here)],
        "language_model": [
            Finding(
                "language_model",
                "ok",
                tr("llama-cpp-python {version} works {backend}.", version="0.3.36", backend=tr("with the GPU")),
            ),
            Finding("gpu", "ok", f"{card} ({tr('driver {version}', version='550.120')})"),
            Finding("model_fit", "ok", tr("{name} is loaded and at work.", name="Llama 3 8B Instruct")),
        ],
        "models": [Finding("models", "ok", tr("Language models: {names}", names="Llama 3 8B Instruct, SmolLM2 135M"))],
        "voice": [voice(here)],
        "latency": [Finding("latency", "ok", tr("No answer has been measured yet."))],
        "keyring": [Finding("keyring", "warning", keyring, tr("Unlock it with your password, then check again."))],
        "services": [Finding("deepgram", "ok", tr("{service}: {answer}", service="Deepgram", answer=tr("valid")))],
        "disk": [Finding("disk", "ok", tr("{free:.1f} GB are free in {folder}.", free=71.8, folder="~/.local/share"))],
        "folders": [Finding("folders", "ok", tr("Settings and data can be written."))],
        "settings": [Finding("settings", "ok", tr("The settings can be read."))],
        "database": [Finding("database", "ok", tr("What is stored can be read: {files}", files="usage.sqlite"))],
        "python": [python(here)],
        "versions": [versions(here)],
    }


def _setup() -> SetupWindow:
    return SetupWindow([Area(title, {name: title_of(name) for name in names}) for title, names in areas().items()])


def setup_found() -> SetupWindow:
    """After everything was checked."""
    window, found = _setup(), _found()
    window.begin([check.name for check in CHECKS])
    for check in CHECKS:
        window.show_found(check.name, [item_of(each) for each in found.get(check.name, ())])
    window.finish()
    return window


def setup_problems() -> SetupWindow:
    """The same with only what is wrong."""
    window = setup_found()
    window.only_problems.setChecked(True)
    return window


def setup_checking() -> SetupWindow:
    """In the midst of it."""
    window, found = _setup(), _found()
    names = [name for names in areas().values() for name in names]
    window.begin(names)
    for name in names[:5]:
        window.show_found(name, [item_of(each) for each in found[name]])
    window.show_running(names[5])
    return window


class _Meter:
    """Of a month in which two services were used on most days."""

    prices: Mapping[str, float] = price_list({})

    def __init__(self, count: int) -> None:
        dice = random.Random(3)
        self._days: dict[date, Cost] = {}
        for back in range(KEPT_DAYS - 1, -1, -1):
            heard, spoken = dice.uniform(0, 14) * 60, dice.uniform(0, 900)
            amounts = {"deepgram.flux": heard, "elevenlabs.characters": spoken} if dice.random() < 0.8 else {}
            self._days[NOW.date() - timedelta(days=back)] = self._cost(amounts if back < count else {})

    def _cost(self, amounts: dict[str, float]) -> Cost:
        engines = {engine_of(item): dollars(item, amount, self.prices) for item, amount in amounts.items()}
        return Cost(sum(engines.values()), engines, amounts)

    def totals(self, now: datetime) -> Totals:
        month: dict[str, float] = {}
        for day, cost in self._days.items():
            if day.month == now.month:
                for item, amount in cost.amounts.items():
                    month[item] = month.get(item, 0.0) + amount
        return Totals(self._days[now.date()], self._cost(month))

    def days(self, now: datetime) -> dict[date, Cost]:
        return self._days


NOW = datetime(2026, 11, 22, 17, 30)


def costs() -> CostWindow:
    """After a month with two services, within the budget."""
    settings = Settings(recognition="deepgram", speech="elevenlabs", monthly_budget=3.0)
    window = CostWindow()
    window.show_figures(figures(_Meter(KEPT_DAYS), settings, NOW))
    return window


def costs_empty() -> CostWindow:
    """Of who does everything at home."""
    window = CostWindow()
    window.show_figures(figures(_Meter(0), Settings(), NOW))
    return window


def crash() -> CrashWindow:
    """After something that nobody foresaw."""
    report = """2026-11-22T17:30:12+01:00 EchoFlow 0.1.0
  File "~/EchoFlow/app/echoflow/pipeline/tts_handler.py", line 212, in _speak
    await self._synthesizer.speak(phrase)
  File "~/EchoFlow/app/echoflow/synthesis/hibari.py", line 97, in speak
    audio = self._model.run(tokens)
builtins.RuntimeError
"""
    return CrashWindow(report, "~/.local/state/echoflow/log/last-crash.txt")


def latency() -> LatencyWindow:
    """After 60 answers."""
    return _latency(60)


def latency_empty() -> LatencyWindow:
    """Before the first one."""
    return _latency(0)


def _latency(count: int) -> LatencyWindow:
    """After `count` answers, most of them prepared ahead."""
    dice = random.Random(5)
    turns = []
    for index in range(count):
        heard, begun = dice.uniform(0.1, 0.17), 0.0
        taken = heard + dice.expovariate(8.0)
        begun = heard + 0.004 if dice.random() < 0.8 else taken
        phrase = begun + dice.uniform(0.08, 0.26)
        audio = phrase + dice.uniform(0.06, 0.13)
        offsets = {"transcribed": heard, "turn_taken": taken, "generation_started": begun, "first_phrase": phrase}
        sounding = max(audio, taken) + dice.uniform(0.02, 0.04)
        offsets |= {"first_audio": audio, "playback_started": sounding}
        at = 1_795_361_000 - 47 * (count - index)
        turns.append(MeasuredTurn(at, Timeline.restored(offsets, {"asr": "local", "llm": "local", "tts": "local"})))
    reactions = [Reaction(dice.uniform(0.2, 0.5), 0.09) for _ in range(count // 7)]
    window = LatencyWindow()
    window.show_figures(Figures(turns, reactions))
    return window


WINDOWS: dict[str, Callable[[], AppWindow]] = {
    "latency": latency,
    "latency-empty": latency_empty,
    "setup": setup_found,
    "setup-problems": setup_problems,
    "setup-checking": setup_checking,
    "costs": costs,
    "costs-empty": costs_empty,
    "crash": crash,
}
"""By the name of the picture."""
