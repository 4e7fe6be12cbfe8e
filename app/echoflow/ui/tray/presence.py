"""Where the app is seen: in the tray, or as a small window on a desktop without one.

Desktops begin programs and panels in any order, and panels crash and come back; so nobody is asked only once.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from echoflow.ui.tray.plain_window import PlainWindow
from echoflow.ui.tray.tray import Tray

WAITING_MILLISECONDS = 1_000
"""How often it is asked for a tray while there is none."""

DOCKED_MILLISECONDS = 3_000
"""How often it is asked whether the tray is still there: it may be missed for that long, not the rest of the day."""


class Presence(QObject):
    """Moves between the tray and the window as trays come and go; owns the window, but not the tray."""

    def __init__(
        self, tray: Tray, *, available: Callable[[], bool] = Tray.available, parent: QObject | None = None
    ) -> None:
        """`available` tells whether there is a tray now."""
        super().__init__(parent)
        self._tray = tray
        self._available = available
        self._window: PlainWindow | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    @property
    def tray(self) -> Tray:
        """The icon and the menu, wherever they are."""
        return self._tray

    @property
    def window(self) -> PlainWindow | None:
        """The window, while there is no tray."""
        return self._window

    def show(self) -> None:
        """Appear where there is a place."""
        if self._available():
            self._tray.show()
            self._timer.start(DOCKED_MILLISECONDS)
        else:
            self._leave_tray()

    def come_forward(self) -> bool:
        """Bring the window to the front; False where there is none because there is a tray."""
        if self._window is None:
            return False
        self._window.open()
        return True

    @Slot()
    def retranslate(self) -> None:
        """The interface speaks another language; after the tray, whose menu the window has."""
        if self._window is not None:
            self._close_window()
            self._leave_tray()

    def close(self) -> None:
        """Be gone, but for the icon, which is the tray's to remove."""
        self._timer.stop()
        self._close_window()

    @Slot()
    def look(self) -> None:
        """Move, if a tray has come or gone."""
        is_available = self._available()
        if is_available and self._window is not None:
            self._tray.dock()
            self._close_window()
            self._timer.start(DOCKED_MILLISECONDS)
        elif not is_available and self._window is None:
            self._leave_tray()

    def _leave_tray(self) -> None:
        self._tray.undock()
        window = PlainWindow(self._tray.menu)
        window.talk_or_stop_requested.connect(self._tray.talk_or_stop)
        window.mute_requested.connect(self._tray.mute_requested)
        self._tray.face_changed.connect(window.show_face)
        window.show_face(self._tray.face)
        self._window = window
        window.appear()
        self._timer.start(WAITING_MILLISECONDS)

    def _close_window(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            self._tray.face_changed.disconnect(window.show_face)
            window.vanish()
