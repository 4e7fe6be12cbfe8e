"""What the settings window offers: pages of cards of entries, as data. Sentences are marked, and translated when shown.

So every entry can be found by its words in each language, whichever the window speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Value: TypeAlias = str | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Toggle:
    """On or off."""


@dataclass(frozen=True, slots=True)
class Choices:
    """One of these.

    Attributes:
        options: value and title of each; where there are none, they are told while the app runs.
        other: the title of a value that is none of them and was set elsewhere; without one it is shown as it is.
    """

    options: tuple[tuple[str, str], ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a word that stands for one.

    Attributes:
        first: where it begins when the user leaves the word.
        words: values that mean something else than a number, and their words.
        unit: stands behind the number.
        step: between two of them.
        decimals: digits behind the point; 0 for whole numbers.
        prefix: stands before it.
        lowest: the smallest number that is meant as one; None where that is the setting's own.
    """

    first: float
    words: tuple[tuple[float, str], ...] = ()
    unit: str = ""
    step: float = 1.0
    decimals: int = 0
    prefix: str = ""
    lowest: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `example` is shown while it is empty."""

    example: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of text; `example` is shown while there are none, and each line is one word where `is_list`."""

    example: str = ""
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """A chord."""

    optional: bool = False


@dataclass(frozen=True, slots=True)
class StandIns:
    """What takes over from the engine of the setting `of`, in an order."""

    of: str


@dataclass(frozen=True, slots=True)
class Action:
    """A button that does something, called `words`."""

    words: str
    is_dangerous: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Something of its own that takes the whole width."""

    kind: Literal["microphone", "speaker"]


Editor: TypeAlias = Toggle | Choices | Number | Line | Paragraph | Keys | StandIns | Action | Panel


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be set or done.

    Attributes:
        name: of the setting; of what is none, a name of its own.
        title: what it is called.
        about: a sentence on it; empty where the title says it all.
        also: other words it may be looked for by.
    """

    name: str
    title: str
    editor: Editor
    about: str = ""
    also: str = ""

    def sentences(self) -> Iterator[str]:
        """Everything it says, the most telling first."""
        yield from (self.title, self.about, self.also)
        match self.editor:
            case Choices(options):
                yield from (title for _, title in options)
            case Action(words):
                yield words
            case Number(words=words):
                yield from (word for _, word in words)
            case _:
                return


@dataclass(frozen=True, slots=True)
class Group:
    """A card.

    Attributes:
        is_advanced: it is folded until it is wanted.
    """

    entries: tuple[Entry, ...]
    title: str = ""
    is_advanced: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What stands in the sidebar, and the cards behind it."""

    name: str
    title: str
    groups: tuple[Group, ...] = field(default=())

    @property
    def names(self) -> list[str]:
        """Those of its entries."""
        return [entry.name for group in self.groups for entry in group.entries]
