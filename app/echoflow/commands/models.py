"""`echoflow models`: what there is to think with, and whether it is whole."""

from __future__ import annotations

import argparse

from echoflow.commands.console import show, tell
from echoflow.commands.model_fit import fit_here, in_short
from echoflow.commands.options import llama_options, user_settings
from echoflow.errors import EngineError
from echoflow.language.llama import probe
from echoflow.language.llama_fit import Machine
from echoflow.store.model_library import ModelEntry, format_size, list_models, verify
from echoflow.store.settings import Settings
from echoflow.text import tr


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; returns the exit status."""
    return _verify(arguments.name) if arguments.action == "verify" else _list()


def _list() -> int:
    entries = list_models()
    machine = _machine() if any(entry.problem is None for entry in entries) else None
    settings, _ = user_settings()
    width = max((len(entry.identifier) for entry in entries), default=0)
    for entry in entries:
        show(f"{entry.identifier:{width}}  {_describe(entry, machine, settings)}")
    return 0


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


def _verify(name: str | None) -> int:
    """Checks one model, or all; 1 if any is not whole."""
    names = [name] if name is not None else [entry.identifier for entry in list_models()]
    problems = 0
    for one in names:
        problem = verify(one).problem
        show(f"{one}: {problem or tr('whole')}")
        problems += problem is not None
    if problems:
        tell(tr("Fetch what is not whole again, or remove it."))
    return 1 if problems else 0
