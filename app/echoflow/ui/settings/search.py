"""Which entries somebody means who types a few words, in whichever language. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from echoflow.ui.settings.entries import Entry, Group, Page

Translate = Callable[[str, str], str]
"""A language and a marked sentence; the sentence in that language."""


def found(pages: Iterable[Page], query: str, languages: Iterable[str], translate: Translate) -> set[str]:
    """The names of the entries that contain every word of `query`, in any of the languages.

    What an entry's page and card are called counts as its own words, so that a page can be asked for as well.
    """
    wanted = _plain(query).split()
    spoken = tuple(languages)
    names: set[str] = set()
    for page in pages:
        for group in page.groups:
            for entry in group.entries:
                text = " ".join(
                    _plain(translate(language, sentence))
                    for language in spoken
                    for sentence in _sentences(page, group, entry)
                    if sentence
                )
                if all(word in text for word in wanted):
                    names.add(entry.name)
    return names


def _sentences(page: Page, group: Group, entry: Entry) -> Iterable[str]:
    return (page.title, group.title, entry.name, *entry.sentences())


def _plain(text: str) -> str:
    """Without what nobody types: capitals, full-width forms, accents."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
