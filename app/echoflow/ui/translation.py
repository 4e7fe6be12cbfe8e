"""Lets Qt speak the user's language too, in its own buttons and menus; our sentences are those of `echoflow.text`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal, Slot

from echoflow.text import set_language, user_language


class InterfaceLanguage(QObject):
    """The language of the running app, its own sentences and Qt's; it can be changed at any time.

    What is built later speaks the new language by itself; what is already there listens to `changed`.
    """

    changed = Signal()
    """Sentences come in another language from now on."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translator: QTranslator | None = None
        self._follow()

    @Slot(str)
    def choose(self, choice: str) -> None:
        """`en`, `zh`, or `auto` for the system's; ECHOFLOW_LANGUAGE goes before it."""
        before = user_language()
        set_language(choice)
        if user_language() != before:
            self._follow()
            self.changed.emit()

    def _follow(self) -> None:
        """What Qt itself says; English needs no translation."""
        QLocale.setDefault(_locale(user_language()))
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator.deleteLater()
            self._translator = None
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if user_language() == "zh" and translator.load("qtbase_zh_CN", folder):
            self._app.installTranslator(translator)
            self._translator = translator
        else:
            translator.deleteLater()


def install_translations(app: QCoreApplication) -> InterfaceLanguage:
    """Begins to translate what Qt itself says in `app`."""
    return InterfaceLanguage(app)


def _locale(language: str) -> QLocale:
    """How dates and numbers are written: as the user's system does, unless it speaks another language than we."""
    system = QLocale.system()
    if (system.language() == QLocale.Language.Chinese) == (language == "zh"):
        return system
    return QLocale("zh_CN" if language == "zh" else "en_US")
