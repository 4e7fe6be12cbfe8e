"""Every sentence shown to a person, in English in the code and in Chinese through Qt's translation file.

`resources/translations/echoflow_zh_CN.ts` is the source, compiled to `.qm` by `scripts/setup`. A test fails on a
sentence passed to `tr` or `tr_noop` that the file lacks.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from echoflow.paths import resources_folder

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

CONTEXT = "echoflow"
"""The one translation context of the file."""

LANGUAGES = ("en", "zh")
"""Those the interface speaks."""


class _Interface:
    """What the user chose for the whole process, as `locale.setlocale` would keep it."""

    language = ""


def tr(sentence: str, **values: object) -> str:
    """`sentence` in the user's language with `{name}` fields filled in.

    `sentence` must be a literal: the completeness test reads it from the source.
    On an English system the English text is used and Qt is not even imported; no Qt application is needed.
    """
    translated = in_language(user_language(), sentence)
    return translated.format(**values) if values else translated


def listed(parts: Iterable[str]) -> str:
    """`parts` one after the other, as the user's language lists them."""
    return ("、" if user_language() == "zh" else ", ").join(parts)


def tr_noop(sentence: str) -> str:
    """Marks `sentence`, a literal, to be translated; it is returned as it is, for `in_language`."""
    return sentence


def in_language(language: str, sentence: str) -> str:
    """A sentence that was marked with `tr_noop`, in one of `LANGUAGES`; English where there is no translation."""
    if language == "zh" and (translator := _chinese()) is not None:
        return translator.translate(CONTEXT, sentence) or sentence
    return sentence


def spoken(sentence: str) -> str:
    """A sentence that was marked with `tr_noop`, in the user's language."""
    return in_language(user_language(), sentence)


@cache
def _chinese() -> QTranslator | None:
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    file = resources_folder() / "translations" / "echoflow_zh_CN.qm"
    return translator if translator.load(str(file)) else None


def set_language(choice: str) -> None:
    """What is said from now on is said in `choice`, one of `LANGUAGES`; `auto` for the system's.

    ECHOFLOW_LANGUAGE goes before it. Windows that are open stay as they are: see `ui.translation`.
    """
    _Interface.language = choice if choice in LANGUAGES else ""


def user_language() -> str:
    """The interface language, one of `LANGUAGES`.

    From ECHOFLOW_LANGUAGE, what was chosen by `set_language`, or the locale (LC_ALL, LC_MESSAGES, LANG).
    """
    if forced := os.environ.get("ECHOFLOW_LANGUAGE"):
        return _nearest(forced)
    return _Interface.language or _system_language()


def _system_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return _nearest(value)
    return _nearest(locale.getlocale()[0] or "")


def _nearest(name: str) -> str:
    """The language we speak that suits a locale's name, or what Windows calls it."""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
