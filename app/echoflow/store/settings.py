"""What the user chose, as a TOML file they may edit by hand."""

from __future__ import annotations

import os
import tempfile
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from echoflow.errors import UserError
from echoflow.store.prices import DEFAULTS as DEFAULT_PRICES
from echoflow.store.settings_schema import DEFAULTS, PRICE_RANGE, PRICES, Settings, flat, wanted, wanted_number
from echoflow.text import tr

__all__ = ["FILE_NAME", "Settings", "load", "save"]

FILE_NAME = "settings.toml"


def load(file: Path) -> tuple[Settings, list[str]]:
    """The settings in `file`, and a sentence for each that cannot be used; the file is not touched.

    A missing file gives the defaults, and so does a damaged one, with a sentence; but whoever has one is no newcomer.
    """
    try:
        found = tomllib.loads(_text(file))
    except FileNotFoundError:
        return Settings(), []
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = tr("The settings in {file} cannot be read, so defaults are used: {error}.", file=file, error=error)
        return Settings(first_start_done=True), [problem]
    good: dict[str, Any] = {}
    problems = []
    for name in DEFAULTS:
        if name not in found or name == PRICES:
            continue
        value = found[name]
        if expected := wanted(name, value):
            problems.append(_problem(name, file, expected))
        else:
            good[name] = tuple(value) if isinstance(value, list) else value
    prices, bad_prices = _prices(found.get(PRICES, {}), file)
    return replace(Settings(), **good, prices=prices), problems + bad_prices


def _text(file: Path) -> str:
    """What is in `file`; some editors begin one with a byte order mark, which TOML does not know."""
    return file.read_bytes().decode("utf-8-sig")


def _problem(name: str, file: Path, expected: str) -> str:
    return tr(
        "The setting '{name}' in {file} must be {wanted}; its default is used.", name=name, file=file, wanted=expected
    )


def _prices(table: object, file: Path) -> tuple[dict[str, float], list[str]]:
    """The prices that can be used, by item, and a sentence for each that cannot."""
    if not isinstance(table, dict):
        return {}, [_problem(PRICES, file, tr("a table of prices"))]
    good: dict[str, float] = {}
    problems = []
    for item, value in flat(table):
        if item not in DEFAULT_PRICES:
            problems.append(
                tr(
                    "The price '{name}' in {file} is for nothing that EchoFlow counts; it counts {items}.",
                    name=item,
                    file=file,
                    items=", ".join(DEFAULT_PRICES),
                )
            )
        elif expected := wanted_number(PRICE_RANGE, value, whole=False):
            problems.append(_problem(f"{PRICES}.{item}", file, expected))
        else:
            good[item] = float(value)
    return good, problems


def save(settings: Settings, file: Path) -> None:
    """Writes `settings` to `file`, keeping what else is in it; a crash leaves the old file whole.

    The user's own comments and entries stay as they are, and what each setting means stands above it. A value that
    could not be used stays as a comment.

    Raises:
        UserError: it cannot be written.
    """
    # It takes a while to import, and who only reads does without.
    from echoflow.store.settings_text import merged

    try:
        _replace(file, merged(_contents(file), settings))
    except OSError as error:
        raise UserError(
            tr("The settings cannot be saved to {file}: {reason}.", file=file, reason=error.strerror)
        ) from error


def _replace(file: Path, text: str) -> None:
    """Puts `text` in place of what is in `file`, whole or not at all."""
    descriptor, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(text.encode("utf-8"))
            new.flush()
            os.fsync(new.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink()
        raise


def _contents(file: Path) -> str:
    """What is in `file` now; a damaged one is put aside, as it may hold what the user wants back."""
    try:
        text = _text(file)
        tomllib.loads(text)
    except FileNotFoundError:
        return ""
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        file.replace(file.with_suffix(".damaged.toml"))
        return ""
    return text
