"""Lets Qt speak the user's language too, in its own buttons and menus; our sentences are those of `echoflow.text`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from echoflow.text import user_language


def install_translations(app: QCoreApplication) -> None:
    """Translate what Qt itself says in `app`; English needs nothing."""
    if user_language() != "zh":
        return
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
