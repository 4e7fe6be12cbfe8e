"""A model as the window shows it: words and numbers, and nothing of where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

from echoflow.text import tr

Tone: TypeAlias = Literal["good", "warning", "bad", "secondary"]

GROUPS = ("thinking", "hearing", "turns", "speaking")
"""In the order of the window."""


class ItemState(Enum):
    """What a model is to this computer."""

    OFFERED = "offered"
    HERE = "here"
    IN_USE = "in use"
    FETCHING = "fetching"
    PAUSED = "paused"
    FAILED = "failed"
    DAMAGED = "damaged"

    @property
    def here(self) -> bool:
        """Its files are on this computer, and whole."""
        return self in (ItemState.HERE, ItemState.IN_USE)


class Action(Enum):
    """What the user can do with a model."""

    DOWNLOAD = "download"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    USE = "use"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Memory:
    """What a model takes of this computer's memory.

    Attributes:
        words: in a sentence.
        share: of what is free, 0 to 1 and beyond; None where it is not known what is free.
        tone: good where all of it fits where it is quick.
    """

    words: str
    share: float | None
    tone: Tone


@dataclass(frozen=True, slots=True)
class Progress:
    """How a download goes.

    Attributes:
        share: of it that is here, 0 to 1.
        words: how far, how fast, how long; or why not.
    """

    share: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelItem:
    """A model in the window.

    Attributes:
        key: tells it from the others.
        group: one of `GROUPS`.
        name: for people.
        description: what it is good for; may be empty.
        state: what it is to this computer.
        facts: size, languages and the like, each a few words.
        licence: name and address of its text; empty if unknown.
        languages: ISO 639-1 codes, and `many`.
        quality: 1 to 5; 0 if unknown.
        speed: the same.
        memory: what it takes; None if unknown.
        progress: while it is fetched, paused or failed.
        problem: one sentence, if it is damaged or a download failed.
        packaged: it came with EchoFlow.
        actions: what can be done with it, in their order.
    """

    key: str
    group: str
    name: str
    description: str = ""
    state: ItemState
    facts: tuple[str, ...] = ()
    licence: tuple[str, str] = ("", "")
    languages: tuple[str, ...] = ()
    quality: int = 0
    speed: int = 0
    memory: Memory | None = None
    progress: Progress | None = None
    problem: str = ""
    packaged: bool = False
    actions: tuple[Action, ...] = ()

    def has(self, words: list[str]) -> bool:
        """Whether it is found by all of these words, in lower case."""
        text = " ".join((self.name, self.description, self.key, *self.facts, *self.licence, *self.languages)).casefold()
        return all(word in text for word in words)


class Filter(Enum):
    """Which models are shown."""

    ALL = "all"
    HERE = "here"
    FITS = "fits"
    CHINESE = "chinese"

    def accepts(self, item: ModelItem) -> bool:
        """Whether `item` is one of them."""
        match self:
            case Filter.ALL:
                return True
            case Filter.HERE:
                return item.state is not ItemState.OFFERED
            case Filter.FITS:
                return item.memory is None or item.memory.tone == "good"
            case Filter.CHINESE:
                return "zh" in item.languages


def filter_title(each: Filter) -> str:
    """What it is called."""
    return {
        Filter.ALL: tr("All models"),
        Filter.HERE: tr("On this computer"),
        Filter.FITS: tr("Run well here"),
        Filter.CHINESE: tr("Know Chinese"),
    }[each]


def group_title(group: str) -> str:
    """What a group is called."""
    return {
        "thinking": tr("Language models"),
        "hearing": tr("Recognition"),
        "turns": tr("End of turn"),
        "speaking": tr("Voices"),
    }[group]


def action_title(action: Action, item: ModelItem) -> str:
    """What its button says."""
    if action is Action.RESUME and item.state is ItemState.FAILED:
        return tr("Try again")
    return {
        Action.DOWNLOAD: tr("Download"),
        Action.PAUSE: tr("Pause"),
        Action.RESUME: tr("Resume"),
        Action.CANCEL: tr("Cancel"),
        Action.USE: tr("Use"),
        Action.DELETE: tr("Delete"),
    }[action]


def state_words(item: ModelItem) -> tuple[str, Tone]:
    """What its badge says; empty for none."""
    if item.state is ItemState.IN_USE:
        return tr("in use"), "good"
    if item.packaged:
        return tr("comes with EchoFlow"), "secondary"
    words: dict[ItemState, tuple[str, Tone]] = {
        ItemState.HERE: (tr("on this computer"), "secondary"),
        ItemState.PAUSED: (tr("paused"), "warning"),
        ItemState.FAILED: (tr("interrupted"), "bad"),
        ItemState.DAMAGED: (tr("damaged"), "bad"),
    }
    return words.get(item.state, ("", "secondary"))
