"""Every sentence shown to a person, in English in the code and in Chinese through Qt's translation file.

`resources/translations/echoflow_zh_CN.ts` is the source, compiled to `.qm` by `scripts/setup`. A test fails on a
sentence passed to `tr` that the file lacks.
"""

from __future__ import annotations

import locale
import os
from functools import cache
from typing import TYPE_CHECKING

from echoflow.paths import resources_folder

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

CONTEXT = "echoflow"
"""The one translation context of the file."""


def tr(sentence: str, **values: object) -> str:
    """`sentence` in the user's language with `{name}` fields filled in.

    `sentence` must be a literal: the completeness test reads it from the source.
    On an English system the English text is used and Qt is not even imported; no Qt application is needed.
    """
    translated = sentence
    if user_language() == "zh" and (translator := _chinese()) is not None:
        translated = translator.translate(CONTEXT, sentence) or sentence
    return translated.format(**values) if values else translated


@cache
def _chinese() -> QTranslator | None:
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    file = resources_folder() / "translations" / "echoflow_zh_CN.qm"
    return translator if translator.load(str(file)) else None


def user_language() -> str:
    """The interface language: `zh` or `en`, from ECHOFLOW_LANGUAGE or the locale (LC_ALL, LC_MESSAGES, LANG)."""
    for name in ("ECHOFLOW_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    system, _ = locale.getlocale()
    return "zh" if (system or "").lower().startswith(("zh", "chinese")) else "en"
