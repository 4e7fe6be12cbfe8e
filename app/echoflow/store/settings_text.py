"""How settings are written into the text of a TOML file that its user has written in as well."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import tomlkit
from tomlkit.items import AoT, Item, Table

from echoflow.store.prices import DEFAULTS as DEFAULT_PRICES
from echoflow.store.settings_schema import (
    CHOICES,
    DEFAULTS,
    LISTED_CHOICES,
    PRICE_RANGE,
    PRICES,
    RANGES,
    Settings,
    flat,
    wanted,
    wanted_number,
)
from echoflow.store.settings_words import MEANINGS
from echoflow.text import spoken, tr


def merged(text: str, settings: Settings) -> str:
    """`text`, valid TOML, with the values of `settings` in it.

    What is there already keeps its place, its form and its comments; what is missing is added, with what it means.
    """
    document = tomlkit.parse(text)
    welcome = tr("The settings of EchoFlow, read when it starts. What you write here yourself stays.")
    missing: list[str] = [] if text.strip() else [f"# {welcome}", ""]
    for name in (one.name for one in fields(Settings) if one.name != PRICES):
        value = _plain(getattr(settings, name))
        if (entry := _plain_entry(document, name)) is not None:
            _change(document, name, entry, value)
        else:
            # A table cannot be among the settings, where this one belongs.
            missing += [*_put_aside(document, name), *_about(name), f"{name} = {_written(value)}", ""]
    missing += _change_prices(document, settings)
    return _with_lines(document.as_string(), missing or [""])


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _plain_entry(document: tomlkit.TOMLDocument, name: str) -> Item | None:
    """What is called `name`, unless it is a table."""
    entry = document.item(name) if name in document else None
    return entry if isinstance(entry, Item) and not isinstance(entry, dict | AoT) else None


def _change(document: tomlkit.TOMLDocument, name: str, before: Item, value: object) -> None:
    """Another value in the place of `before`, with one that could not be used in a comment beside it."""
    is_usable = wanted(name, before.unwrap()) is None
    if is_usable and before.unwrap() == value:
        return
    note = before.trivia.comment.lstrip("# ")
    if not is_usable:
        unusable = tr("not usable: {value}", value=" ".join(before.as_string().split()))
        note = f"{note}; {unusable}" if note else unusable
    changed = tomlkit.item(value)
    document[name] = changed
    if note:
        changed.comment(note)


def _put_aside(document: tomlkit.TOMLDocument, name: str) -> list[str]:
    """Takes what is called `name` out; the lines of a comment that holds it."""
    if name not in document:
        return []
    lines = tomlkit.dumps({name: document[name].unwrap()}).strip().splitlines()
    document.remove(name)
    return ["# " + tr("not usable: {value}", value=line) for line in lines]


def _change_prices(document: tomlkit.TOMLDocument, settings: Settings) -> list[str]:
    """Other prices, if they are others; those of nothing we count stay. The lines of what was put aside."""
    table = document.get(PRICES, {})
    aside = [] if isinstance(table, dict) else _put_aside(document, PRICES)
    entries = dict(flat(table.unwrap())) if isinstance(table, Table) else {}
    usable = {
        item: value
        for item, value in entries.items()
        if item in DEFAULT_PRICES and wanted_number(PRICE_RANGE, value, whole=False) is None
    }
    if usable != settings.prices:
        not_ours = {item: value for item, value in entries.items() if item not in usable}
        prices = {**not_ours, **settings.prices}
        if PRICES in document:
            document.remove(PRICES)
        # An empty table would only puzzle whoever reads the file.
        if prices:
            document[PRICES] = prices
    return [*aside, ""] if aside else []


def _about(name: str) -> Iterator[str]:
    """The comment above a setting."""
    yield "# " + spoken(MEANINGS[name])
    default = DEFAULTS[name]
    choices = CHOICES.get(name) or LISTED_CHOICES.get(name)
    if choices:
        yield "# " + tr("Possible: {choices}.", choices=", ".join(_written(one) for one in choices))
    elif isinstance(default, bool):
        yield "# " + tr("Possible: {choices}.", choices="true, false")
    elif limits := RANGES.get(name):
        yield "# " + tr("From {lowest} to {highest}.", lowest=limits[0], highest=limits[1])


def _written(value: Any) -> str:
    return str(tomlkit.item(value).as_string())


def _with_lines(text: str, lines: list[str]) -> str:
    """`text` with `lines` after its last plain entry; a table and the comment on it stay together."""
    break_ = "\r\n" if "\r\n" in text else "\n"
    before = text.splitlines()
    at = _first_table(before)
    while at > 0 and before[at - 1].startswith("#") and at < len(before):
        at -= 1
    head, tail = before[:at], before[at:]
    while head and not head[-1].strip():
        head.pop()
    gap = [""] if head else []
    while lines and not lines[-1]:
        lines = lines[:-1]
    parts = [*head, *(gap if lines else []), *lines, *([""] if tail else []), *tail]
    return break_.join(parts) + break_


def _first_table(lines: list[str]) -> int:
    """The index of the line that begins the first table; the number of lines if there is none.

    A line within a list or a text of several lines may look the same, but what is above it is no TOML.
    """
    for index, line in enumerate(lines):
        if line.lstrip().startswith("["):
            try:
                tomllib.loads("\n".join(lines[:index]))
            except tomllib.TOMLDecodeError:
                continue
            return index
    return len(lines)
