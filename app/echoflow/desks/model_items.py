"""What the library shows of each model, made of what is on the disk, in the catalogue and under way.

Only `look` touches the disk.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from echoflow.commands.model_fit import TooLarge, fit_entry, fit_here, in_short
from echoflow.commands.model_pull import progress_words
from echoflow.language.llama_fit import Fit, Machine
from echoflow.language.llama_protocol import LlamaOptions
from echoflow.store.download_records import Download, State
from echoflow.store.gguf import GgufError
from echoflow.store.model_catalogue import MANY_LANGUAGES, CatalogueEntry, load_catalogue
from echoflow.store.model_library import ModelEntry, format_size, list_models, models_folder, packaged_model, verify
from echoflow.store.model_shelf import is_own, place_of
from echoflow.store.recognition_library import RecognitionModel, list_recognition_models
from echoflow.text import listed, tr, user_language
from echoflow.ui.languages import language_name
from echoflow.ui.models.model_item import Action, ItemState, Memory, ModelItem, Progress, Tone

_NAMED_LANGUAGES = 3
"""More names would push aside what else is to be known."""

PACKAGED_MODEL = "smollm2-135m-instruct"
PACKAGED_EAR = "whisper-tiny-en"

_FETCHING = {State.STARTING: ItemState.FETCHING, State.CHECKING: ItemState.FETCHING, State.FETCHING: ItemState.FETCHING}
_STOPPED = {State.PAUSED: ItemState.PAUSED, State.FAILED: ItemState.FAILED}

FitOf = Fit | TooLarge | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is on the disk and what fits the machine, as of one moment.

    Attributes:
        catalogue: what is offered.
        library: language models that are here, by their paths.
        places: of models of the catalogue that were fetched, by their identifiers.
        recognition: speech recognition models that are here.
        own: paths of models that may be deleted.
        fits: how language models run here, by the path of those that are here and the identifier of others.
        machine: what there is for them; None while that is not known.
        folder: where models are kept.
        free_bytes: on its disk.
    """

    catalogue: tuple[CatalogueEntry, ...] = ()
    library: Mapping[Path, ModelEntry] = field(default_factory=dict)
    places: Mapping[str, Path] = field(default_factory=dict)
    recognition: tuple[RecognitionModel, ...] = ()
    own: frozenset[Path] = frozenset()
    fits: Mapping[str, FitOf] = field(default_factory=dict)
    machine: Machine | None = None
    folder: Path = Path()
    free_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is used.

    Attributes:
        model: the file of the local language model.
        recognition_model: name of the local recognizer's folder; empty for the one that comes with EchoFlow.
    """

    model: Path
    recognition_model: str = ""


def look(options: LlamaOptions, machine: Machine | None, model: Path) -> Shelf:
    """Looks at the disk, which takes a tenth of a second; `model` is one more file that may be outside the library."""
    catalogue = load_catalogue()
    entries = {entry.path: entry for entry in list_models()}
    if model not in entries and model.suffix.lower() == ".gguf":
        entries[model] = verify(model)
    recognition = list_recognition_models()
    places = {entry.identifier: place for entry in catalogue if (place := place_of(entry)) is not None}
    fits: dict[str, FitOf] = {}
    if machine is not None:
        fits = {str(path): _fit(path, options, machine) for path, one in entries.items() if one.problem is None}
        fits |= {entry.identifier: fit_entry(entry, options, machine) for entry in catalogue}
    folder = models_folder()
    paths = (*entries, *(one.path for one in recognition))
    own = frozenset(path for path in paths if is_own(path))
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(existing).free
    return Shelf(catalogue, entries, places, recognition, own, fits, machine, folder, free)


def _fit(path: Path, options: LlamaOptions, machine: Machine) -> FitOf:
    try:
        return fit_here(replace(options, model_path=str(path)), machine)
    except (GgufError, OSError):
        return None


def model_items(shelf: Shelf, downloads: Sequence[Download], chosen: Chosen) -> list[ModelItem]:
    """All models in the order of the window: what is here beside the catalogue comes first in its group."""
    under_way = {one.wanted.identifier: one for one in downloads}
    known = set(shelf.places.values()) | {packaged_model()}
    items = [_library_item(one, shelf, chosen) for path, one in shelf.library.items() if path not in known]
    fetched = {entry.identifier for entry in shelf.catalogue}
    items += [_recognition_item(one, shelf, chosen) for one in shelf.recognition if one.identifier not in fetched]
    items += [_download_item(one) for name, one in under_way.items() if name not in fetched]
    items += [_entry_item(entry, shelf, under_way.get(entry.identifier), chosen) for entry in shelf.catalogue]
    return items


def _library_item(entry: ModelEntry, shelf: Shelf, chosen: Chosen) -> ModelItem:
    """A GGUF file of the user's."""
    in_use = entry.path == chosen.model
    state = ItemState.IN_USE if in_use else ItemState.HERE
    state = ItemState.DAMAGED if entry.problem is not None else state
    use = (Action.USE,) if state is ItemState.HERE else ()
    delete = (Action.DELETE,) if entry.path in shelf.own else ()
    outside = () if delete else (tr("used from {folder}", folder=entry.path.parent),)
    context = (_context(entry.context_length),) if entry.context_length else ()
    return ModelItem(
        key=str(entry.path),
        group="thinking",
        name=entry.name,
        state=state,
        facts=(format_size(entry.size), *filter(None, (entry.quantisation,)), *context, *outside),
        memory=_memory(shelf.fits.get(str(entry.path)), about=False),
        problem=entry.problem or "",
        actions=(*use, *delete),
    )


def _recognition_item(model: RecognitionModel, shelf: Shelf, chosen: Chosen) -> ModelItem:
    """A Whisper model that the user has put there."""
    in_use = model.identifier == chosen.recognition_model
    languages = (MANY_LANGUAGES, "zh", "en") if model.multilingual else ("en",)
    return ModelItem(
        key=str(model.path),
        group="hearing",
        name=model.identifier,
        state=ItemState.IN_USE if in_use else ItemState.HERE,
        facts=(format_size(model.size), _languages(languages)),
        languages=languages,
        actions=(() if in_use else (Action.USE,)) + ((Action.DELETE,) if model.path in shelf.own else ()),
    )


def _download_item(download: Download) -> ModelItem:
    """Something that is fetched by its place on the hub."""
    state, actions = _download_state(download)
    return ModelItem(
        key=download.wanted.identifier,
        group="hearing" if download.wanted.kind == "recognition" else "thinking",
        name=download.wanted.name,
        state=state,
        facts=(download.wanted.repository,),
        progress=_progress(download),
        problem=download.problem,
        actions=actions,
    )


def _entry_item(entry: CatalogueEntry, shelf: Shelf, download: Download | None, chosen: Chosen) -> ModelItem:
    """A model of the catalogue, wherever it is."""
    place = shelf.places.get(entry.identifier)
    library = shelf.library.get(place) if place is not None else None
    problem = library.problem if library is not None else None
    state, actions = _entry_state(entry, place, download, chosen)
    if problem is not None:
        state, actions = ItemState.DAMAGED, (Action.DELETE,)
    fit = shelf.fits.get(str(place) if place is not None else entry.identifier)
    size = (format_size(entry.size),) if entry.size else ()
    context = (_context(entry.context),) if entry.context and not entry.packaged else ()
    return ModelItem(
        key=entry.identifier,
        group=entry.purpose,
        name=entry.name,
        description=entry.good_for[user_language()],
        state=state,
        facts=(*size, _languages(entry.languages), *context),
        licence=(entry.licence.name, entry.licence.url),
        languages=entry.languages,
        quality=entry.quality,
        speed=entry.speed,
        memory=_entry_memory(entry, fit, shelf.machine, about=place is None),
        progress=_progress(download) if state in (*_FETCHING.values(), *_STOPPED.values()) and download else None,
        problem=problem or (download.problem if download is not None and place is None else ""),
        packaged=entry.packaged,
        actions=actions,
    )


def _entry_state(
    entry: CatalogueEntry, place: Path | None, download: Download | None, chosen: Chosen
) -> tuple[ItemState, tuple[Action, ...]]:
    if entry.packaged:
        return _packaged_state(entry, chosen)
    if place is not None:
        hears = entry.purpose == "hearing"
        in_use = chosen.recognition_model == place.name if hears else chosen.model == place
        state = ItemState.IN_USE if in_use else ItemState.HERE
        return state, (Action.DELETE,) if in_use else (Action.USE, Action.DELETE)
    if download is not None and download.state is not State.DONE:
        return _download_state(download)
    return ItemState.OFFERED, (Action.DOWNLOAD,)


def _packaged_state(entry: CatalogueEntry, chosen: Chosen) -> tuple[ItemState, tuple[Action, ...]]:
    """What comes with EchoFlow cannot be deleted, and where there is no choice it is in use."""
    choices = {PACKAGED_MODEL: chosen.model == packaged_model(), PACKAGED_EAR: not chosen.recognition_model}
    if choices.get(entry.identifier, True):
        return ItemState.IN_USE, ()
    return ItemState.HERE, (Action.USE,)


def _download_state(download: Download) -> tuple[ItemState, tuple[Action, ...]]:
    if download.state.active:
        return ItemState.FETCHING, (Action.PAUSE, Action.CANCEL)
    return _STOPPED.get(download.state, ItemState.HERE), (Action.RESUME, Action.CANCEL)


def _progress(download: Download) -> Progress:
    return Progress(download.share, progress_words(download))


def _entry_memory(entry: CatalogueEntry, fit: FitOf, machine: Machine | None, *, about: bool) -> Memory | None:
    if entry.purpose != "hearing" or not entry.size:
        return _memory(fit, about=about)
    needed, free = entry.hearing_memory, machine.memory if machine is not None else None
    words = tr("about {needed} of main memory", needed=format_size(needed))
    if free is None:
        return Memory(words, None, "good")
    words = tr("{words}, {free} free", words=words, free=format_size(free))
    return Memory(words, needed / max(free, 1), "good" if needed < free else "bad")


def _memory(fit: FitOf, *, about: bool) -> Memory | None:
    """How a language model would run, in words and as a share of what is free."""
    if fit is None:
        return None
    place, _, needs = in_short(fit).partition("  ")
    words = tr("{place}: {needs}", place=place, needs=needs) if needs else place
    words = tr("{fit} (an estimate)", fit=words) if about else words
    if isinstance(fit, TooLarge):
        return Memory(words, fit.needed / max(fit.available, 1), "bad")
    needed, free = (fit.gpu_needed, fit.gpu_free) if fit.gpu_layers else (fit.memory_needed, fit.memory_free)
    tone: Tone = "warning" if 0 < fit.gpu_layers < fit.layers else "good"
    return Memory(words, needed / free if free else None, tone)


def _context(tokens: int) -> str:
    return tr("context {tokens}", tokens=f"{tokens // 1024}k" if tokens >= 1024 else tokens)


def _languages(codes: Sequence[str]) -> str:
    named = [code for code in codes if code != MANY_LANGUAGES]
    words = listed(language_name(code) for code in named[:_NAMED_LANGUAGES])
    if MANY_LANGUAGES in codes:
        return tr("{languages} and many more", languages=words)
    more = len(named) - _NAMED_LANGUAGES
    return tr("{languages} and {count} more", languages=words, count=more) if more > 0 else words
