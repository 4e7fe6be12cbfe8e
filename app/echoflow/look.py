"""Language, appearance and log level of the running app: what the settings and the desktop say, applied at once."""

from __future__ import annotations

import argparse

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from echoflow import logs
from echoflow.desktop.appearance import follow_appearance
from echoflow.store.settings import Settings
from echoflow.ui.appearance import Appearance
from echoflow.ui.overlay.overlay import Overlay
from echoflow.ui.translation import install_translations


class Look(QObject):
    """Follows the settings.

    Attributes:
        settings: those of now.
    """

    language_changed = Signal()
    """Sentences come in another language from now on."""
    motion_changed = Signal(bool)
    """Whether motion is to be reduced from now on."""

    def __init__(self, settings: Settings, arguments: argparse.Namespace) -> None:
        """Applies `settings`; a log level in `arguments` goes before theirs."""
        super().__init__()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.settings = settings
        self._log_level: str | None = arguments.log_level
        self._overlay: Overlay | None = None
        self._is_stage_taken = False
        self._language = install_translations(application)
        self._appearance = Appearance(application, self)
        self._language.changed.connect(self.language_changed)
        self._appearance.motion_changed.connect(self.motion_changed)
        self._apply()

    def attach(self, overlay: Overlay) -> None:
        """It looks like that too."""
        self._overlay = overlay
        self._appearance.motion_changed.connect(overlay.set_reduced_motion)
        overlay.set_reduced_motion(self._appearance.reduced_motion)
        self._apply()

    @Slot(bool)
    def take_stage(self, taken: bool) -> None:
        """Another window shows the conversation, so the overlay keeps to errors; or none does any more."""
        self._is_stage_taken = taken
        self._apply()

    async def follow_desktop(self) -> None:
        """Does as the desktop says where the settings leave it to that; until it is cancelled."""
        await follow_appearance(self._appearance.take_desktop)

    @Slot(object)
    def take_settings(self, settings: Settings) -> None:
        """The settings are these now."""
        self.settings = settings
        self._apply()

    def _apply(self) -> None:
        settings = self.settings
        self._language.choose(settings.interface_language)
        self._appearance.choose(settings.theme, settings.motion, settings.contrast)
        if self._log_level is None:
            logs.set_level(settings.log_level)
        if self._overlay is not None:
            self._overlay.set_place(settings.overlay_place)
            self._overlay.set_conversation_shown(settings.overlay and not self._is_stage_taken)
