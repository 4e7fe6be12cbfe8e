"""The library of models with one in every state, for pictures and for tests of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QScrollArea

from echoflow.commands.model_fit import fit_entry
from echoflow.desks.model_items import Chosen, Shelf, model_items
from echoflow.language.llama_fit import Device, Machine
from echoflow.language.llama_protocol import LlamaOptions
from echoflow.store.download_problems import sentence
from echoflow.store.download_records import Download, State, Wanted
from echoflow.store.model_catalogue import load_catalogue
from echoflow.store.model_library import ModelEntry
from echoflow.text import tr
from echoflow.ui.models.model_item import ModelItem
from echoflow.ui.models.model_window import ModelWindow

LAPTOP = Machine((Device("NVIDIA GeForce RTX 4060 Laptop GPU", 7_400_000_000, 8_188 * 2**20),), 11_300_000_000, 8)
_MODELS = Path("/home/ada/.local/share/echoflow/models")


def every_state() -> list[ModelItem]:
    """Models that are offered, here, used, fetched, paused, failed, damaged, and the user's own."""
    catalogue = load_catalogue()
    entries = {entry.identifier: entry for entry in catalogue}
    llama, qwen = entries["llama-3-8b-instruct"], entries["qwen3-4b-instruct-2507"]
    places = {
        "qwen2.5-0.5b-instruct": _MODELS / entries["qwen2.5-0.5b-instruct"].files[0].name,
        qwen.identifier: _MODELS / qwen.files[0].name,
        "whisper-small": _MODELS / "recognition" / "whisper-small",
    }
    damaged = tr("The model file {path} is damaged; download it again.", path=places["qwen2.5-0.5b-instruct"])
    library = {
        places["qwen2.5-0.5b-instruct"]: _library(places["qwen2.5-0.5b-instruct"], "Qwen2.5 0.5B", damaged),
        places[qwen.identifier]: _library(places[qwen.identifier], "Qwen3 4B", None),
        Path("/home/ada/My-Model-Q5_K_M.gguf"): _library(Path("/home/ada/My-Model-Q5_K_M.gguf"), "My own model", None),
    }
    fits = {entry.identifier: fit_entry(entry, LlamaOptions(""), LAPTOP) for entry in catalogue}
    fits[str(places[qwen.identifier])] = fits[qwen.identifier]
    fits["/home/ada/My-Model-Q5_K_M.gguf"] = fits["qwen2.5-7b-instruct"]
    shelf = Shelf(
        catalogue, library, places, (), frozenset(library) - {Path("/home/ada/My-Model-Q5_K_M.gguf")}, fits, LAPTOP
    )
    downloads = [
        Download(Wanted.entry(llama), State.FETCHING, 2_115_000_000, llama.size, 12_300_000.0),
        _stopped("qwen3-8b", State.PAUSED, 0.31),
        _stopped("whisper-medium", State.FAILED, 0.62),
    ]
    return model_items(shelf, downloads, Chosen(places[qwen.identifier], "whisper-small"))


def _library(path: Path, name: str, problem: str | None) -> ModelEntry:
    size = 5_400_000_000 if "My" in name else 2_497_281_120
    return ModelEntry(path.stem, path, name, "llama", size, "Q5_K_M", 32_768, "user", problem)


def _stopped(identifier: str, state: State, share: float) -> Download:
    entry = next(entry for entry in load_catalogue() if entry.identifier == identifier)
    wanted = Wanted.entry(entry)
    problem = sentence(wanted, "disk_full", needed=940_000_000, free=212_000_000) if state is State.FAILED else ""
    return Download(wanted, state, int(entry.size * share), entry.size, problem=problem)


SCENES = ("models", "models-downloads", "models-hearing", "models-search", "models-offline")


def model_window(scene: str = "models") -> ModelWindow:
    """The window in one of `SCENES`."""
    window = ModelWindow()
    window.set_models(every_state())
    window.set_hint("hearing", tr("The larger the model, the better it hears and the later it answers."))
    window.set_hint(
        "speaking",
        tr("No voice of this computer speaks Chinese yet; with a key ElevenLabs does. Choose voices under Voices."),
    )
    window.set_place(
        tr(
            "Models come from {hub} and are kept in {folder}, with {free} free.",
            hub=tr("the hub (a mirror can be chosen in the settings)"),
            folder=_MODELS,
            free="66.1 GB",
        )
    )
    if scene == "models-search":
        window.search.setText("qwen")
    if scene == "models-offline":
        wanted = Wanted.entry(load_catalogue()[3])
        window.set_note(sentence(wanted, "unreachable"), good=False)
    return window


def bring_into_view(window: ModelWindow, scene: str) -> None:
    """What the scene is about, once the window is laid out."""
    key = {"models-downloads": "qwen3-8b", "models-hearing": "whisper-large-v3-turbo"}.get(scene)
    if key is not None:
        window.findChildren(QScrollArea)[0].ensureWidgetVisible(window.cards[key], 0, 40)
