"""How the language models would run on this machine, in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from echoflow.language.llama_fit import DoesNotFitError, Fit, Machine, fit
from echoflow.language.llama_protocol import LlamaOptions
from echoflow.store.gguf import read_model
from echoflow.store.model_catalogue import CatalogueEntry, estimated_header
from echoflow.store.model_library import format_size
from echoflow.text import tr


@dataclass(frozen=True, slots=True)
class TooLarge:
    """The least a model needs, and what there is for it on GPUs and in main memory, in bytes."""

    needed: int
    available: int


def fit_here(options: LlamaOptions, machine: Machine) -> Fit | TooLarge:
    """How the model would be loaded now.

    Raises:
        GgufError: a file is no whole model.
        OSError: a file cannot be read.

    """
    try:
        return fit(read_model(Path(options.model_path)), machine, options)
    except DoesNotFitError as error:
        return TooLarge(error.needed, error.available)


def fit_entry(entry: CatalogueEntry, options: LlamaOptions, machine: Machine) -> Fit | TooLarge | None:
    """About how a language model of the catalogue would be loaded once it is here; None for other models."""
    header = estimated_header(entry)
    if header is None:
        return None
    try:
        return fit(header, machine, options)
    except DoesNotFitError as error:
        return TooLarge(error.needed, error.available)


def in_a_word(found: Fit | TooLarge) -> str:
    """Where it runs, for a menu."""
    if isinstance(found, TooLarge):
        return tr("too large")
    if not found.gpu_layers:
        return tr("runs on the processor")
    if found.gpu_layers < found.layers:
        return tr("{part} of {layers} layers fit the GPU", part=found.gpu_layers, layers=found.layers)
    return tr("fits the GPU")


def in_short(found: Fit | TooLarge) -> str:
    """Where it runs and the memory that takes, for a list."""
    if isinstance(found, TooLarge):
        needed, free = format_size(found.needed), format_size(found.available)
        return tr("too large: needs {needed}, {free} free", needed=needed, free=free)
    return f"{in_a_word(found)}  {_memory(found)}"


def in_full(name: str, found: Fit) -> str:
    """One sentence with everything that was chosen."""
    what = {
        "name": name,
        "context": found.context_length,
        "kv_type": found.kv_type,
        "attention": _attention(found.flash_attention),
        "threads": found.threads,
        "memory": _memory(found),
    }
    if not found.gpu_layers:
        return tr(
            "{name} runs on the processor: {threads} threads, context {context}, cache {kv_type}, {attention}; "
            "{memory}.",
            **what,
        )
    return tr(
        "{name} runs on {device}: {part} of {layers} layers there, {threads} threads, context {context}, cache "
        "{kv_type}, {attention}; {memory}.",
        device=", ".join(found.devices),
        part=found.gpu_layers,
        layers=found.layers,
        **what,
    )


def _attention(flash: bool | None) -> str:
    if flash is None:
        return tr("flash attention where it can")
    return tr("flash attention on") if flash else tr("flash attention off")


def _memory(found: Fit) -> str:
    needed, free = found.memory_needed, found.memory_free
    if found.gpu_layers:
        needed, free = found.gpu_needed, found.gpu_free
    if free is None:
        return tr("needs {needed}", needed=format_size(needed))
    return tr("needs {needed}, {free} free", needed=format_size(needed), free=format_size(free))
