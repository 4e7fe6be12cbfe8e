"""Every sentence shown to a person, in English in the code and in Chinese through Qt's translation file.

`resources/translations/echoflow_zh_CN.ts` is the source, compiled to `.qm` by `scripts/setup`. A test fails on a
sentence passed to `tr` that the file lacks.
"""

from __future__ import annotations

import locale
import os

CONTEXT = "echoflow"
"""The one translation context of the file."""


def tr(sentence: str, **values: object) -> str:
    """`sentence` in the user's language with `{name}` fields filled in.

    `sentence` must be a literal: the completeness test reads it from the source.
    Without a running Qt application, or on an English system, the English text is used and Qt is not even imported.
    """
    translated = sentence
    if user_language() != "en":
        from PySide6.QtCore import QCoreApplication

        translated = QCoreApplication.translate(CONTEXT, sentence)
    return translated.format(**values) if values else translated


def user_language() -> str:
    """The interface language: `zh` or `en`, from ECHOFLOW_LANGUAGE or the locale (LC_ALL, LC_MESSAGES, LANG)."""
    for name in ("ECHOFLOW_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    system, _ = locale.getlocale()
    return "zh" if (system or "").lower().startswith(("zh", "chinese")) else "en"
