"""`echoflow models`: what there is to think and hear with, what can be fetched, and whether it is whole."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from echoflow.commands.console import show, tell
from echoflow.commands.model_fit import fit_entry, fit_here, in_short
from echoflow.commands.model_pull import pull
from echoflow.commands.options import llama_options, user_settings
from echoflow.errors import EngineError
from echoflow.language.llama import probe
from echoflow.language.llama_fit import Machine
from echoflow.store.model_catalogue import CatalogueEntry, find_entry, load_catalogue
from echoflow.store.model_library import ModelEntry, find_model, format_size, list_models, verify
from echoflow.store.model_shelf import is_unchanged, place_of, remove
from echoflow.store.recognition_library import list_recognition_models
from echoflow.store.settings import Settings
from echoflow.text import tr


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; returns the exit status."""
    match arguments.action:
        case "pull":
            return pull(arguments)
        case "verify":
            return _verify(arguments.name)
        case "remove":
            return _remove(arguments.name)
        case _:
            return _list()


def _list() -> int:
    entries = list_models()
    machine = _machine()
    settings, _ = user_settings()
    rows = [(entry.identifier, _describe(entry, machine, settings)) for entry in entries]
    rows += [
        (model.identifier, "  ".join([tr("speech recognition"), format_size(model.size)]))
        for model in list_recognition_models()
    ]
    rows += [
        (entry.identifier, _describe_offer(entry, machine, settings))
        for entry in load_catalogue()
        if not entry.packaged and place_of(entry) is None
    ]
    _show_rows(rows)
    return 0


def _show_rows(rows: Sequence[tuple[str, str]]) -> None:
    width = max((len(name) for name, _ in rows), default=0)
    for name, words in rows:
        show(f"{name:{width}}  {words}")


def _machine() -> Machine | None:
    """What there is for a model; None, and a sentence, if llama.cpp cannot say."""
    try:
        return probe().machine
    except EngineError as error:
        tell(str(error))
        return None


def _describe(entry: ModelEntry, machine: Machine | None, settings: Settings) -> str:
    if entry.problem is not None:
        return entry.problem
    size = format_size(entry.size)
    context = tr("context {tokens}", tokens=entry.context_length)
    columns = [entry.name, entry.architecture, entry.quantisation, size, context]
    if machine is not None:
        columns.append(in_short(fit_here(llama_options(settings, str(entry.path)), machine)))
    return "  ".join(columns)


def _describe_offer(entry: CatalogueEntry, machine: Machine | None, settings: Settings) -> str:
    columns = [tr("can be fetched"), entry.name, format_size(entry.size), entry.licence.name]
    found = fit_entry(entry, llama_options(settings), machine) if machine is not None else None
    if found is not None:
        columns.append(tr("{fit} (an estimate)", fit=in_short(found)))
    return "  ".join(columns)


def _place(name: str) -> Path:
    """Of a model by what the list calls it, or by its path. Raises UserError."""
    entry = find_entry(name)
    if entry is not None and (place := place_of(entry)) is not None:
        return place
    recognition = next((model.path for model in list_recognition_models() if model.identifier == name), None)
    return recognition or find_model(name)


def _verify(name: str | None) -> int:
    """Checks one model, or all; 1 if any is not whole."""
    names = [name] if name is not None else [entry.identifier for entry in list_models()]
    names += [model.identifier for model in list_recognition_models()] if name is None else []
    problems = 0
    for one in names:
        problem = _problem(_place(one))
        show(f"{one}: {problem or tr('whole')}")
        problems += problem is not None
    if problems:
        tell(tr("Fetch what is not whole again, or remove it."))
    return 1 if problems else 0


def _problem(place: Path) -> str | None:
    """What is wrong with a model; by its header and, where they are known, by the hashes of its files."""
    if not place.is_dir() and (problem := verify(place).problem) is not None:
        return problem
    if is_unchanged(place) is False:
        return tr("{path} is not what was published; remove it and fetch it again.", path=place)
    return None


def _remove(name: str) -> int:
    place = _place(name)
    remove(place)
    tell(tr("{path} has been deleted.", path=place))
    return 0
