"""The tray icon: what the app is doing, and the menu to direct it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from echoflow.ui.icons import app_icon, icon_look, tray_icon
from echoflow.ui.manner import Manner
from echoflow.ui.state import AppState
from echoflow.ui.theme import current_theme
from echoflow.ui.tray.choice_menu import MenuChoice
from echoflow.ui.tray.engine_report import EngineReport
from echoflow.ui.tray.face import Face
from echoflow.ui.tray.menu import TrayMenu

__all__ = ["MenuChoice", "Tray"]


class Tray(TrayMenu):
    """The icon and its menu."""

    face_changed = Signal(object)
    """The `Face` from now on."""

    def __init__(self, manner: Manner, parent: QObject | None = None) -> None:
        super().__init__(Face(manner=manner), parent)
        self._is_docked = True
        self._icon = self._new_icon()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._refresh)
        self._refresh()

    @staticmethod
    def available() -> bool:
        """Whether the desktop has a tray now; asking takes about a millisecond, and does not wait for a panel."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def icon(self) -> QSystemTrayIcon:
        """The icon itself."""
        return self._icon

    @property
    def is_docked(self) -> bool:
        """Whether it is in a tray, as far as anybody has told it."""
        return self._is_docked

    @property
    def face(self) -> Face:
        """What it shows."""
        return self._face

    def show(self) -> None:
        """Appear in the tray."""
        self._icon.show()

    def dock(self) -> None:
        """Appear in the tray that has just come.

        An icon made while there was none waits for a tray of the old kind (XEmbed) and misses one on D-Bus, which is
        what today's desktops have; so it is another icon.
        """
        self._icon.hide()
        self._icon.deleteLater()
        self._icon = self._new_icon()
        self._is_docked = True
        self._refresh()
        self._icon.show()

    def undock(self) -> None:
        """The tray is gone."""
        self._icon.hide()
        self._is_docked = False

    def close(self) -> None:
        """Leave the tray; on Windows an icon that is not hidden stays as a ghost."""
        self._icon.hide()
        super().close()

    @Slot(str)
    def show_balloon(self, sentence: str) -> None:
        """Says `sentence` beside the icon, if there is one: for desktops without notifications of their own."""
        self._icon.showMessage("EchoFlow", sentence, app_icon())

    def set_state(self, state: AppState) -> None:
        """Show `state`."""
        self._show(replace(self._face, state=state))

    def set_progress(self, sentence: str) -> None:
        """What is being loaded, as long as something is."""
        self._show(replace(self._face, progress=sentence))

    def set_manner(self, manner: Manner) -> None:
        """How the user takes the floor from now on."""
        self._show(replace(self._face, manner=manner))

    def set_report(self, report: EngineReport) -> None:
        """The engines at work, and what they cost."""
        self._show(replace(self._face, report=report))

    def set_private(self, private: bool) -> None:
        """Whether nothing of the conversation is stored."""
        self._show(replace(self._face, private=private))

    @Slot()
    def retranslate(self) -> None:
        """As the menu does it, which see."""
        super().retranslate()
        self._refresh()

    def _show(self, face: Face) -> None:
        if face != self._face:
            self._face = face
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        self._icon.setIcon(tray_icon(self._face.state, icon_look(is_dark=current_theme().is_dark)))
        self._icon.setToolTip(self._face.tooltip)
        self._show_in_menu()
        self.face_changed.emit(self._face)

    def _new_icon(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(self)
        icon.setContextMenu(self.menu)
        icon.activated.connect(self._activated)
        return icon

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """The left button talks or stops; the right one is the menu's, which Qt opens."""
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.talk_or_stop()
