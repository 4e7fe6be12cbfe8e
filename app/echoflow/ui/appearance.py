"""How the app looks: what the user chose in its settings, and where they left that to the desktop, what that says.

Windows draw in `current_theme()`, and draw anew when the application's palette changes. So the choice is kept as a
property of the application, and told by its palette.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from echoflow.desktop.appearance import DesktopAppearance
from echoflow.ui.style_sheet import application_palette
from echoflow.ui.theme import (
    CONTRAST_PROPERTY,
    SCHEME_PROPERTY,
    desktop_is_dark,
    desktop_is_high_contrast,
    theme_of,
)

_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Appearance(QObject):
    """Applies the settings `theme`, `motion` and `contrast` to the whole application."""

    motion_changed = Signal(bool)
    """Whether motion is to be reduced from now on."""

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._theme = self._motion = self._contrast = "auto"
        self._desktop = DesktopAppearance()
        # Held, because PySide drops the wrapper of what belongs to them with theirs.
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._follow_desktop)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._follow_desktop)

    @property
    def reduced_motion(self) -> bool:
        """Nothing is to glide or flow."""
        if self._motion == "auto":
            return bool(self._desktop.reduced_motion)
        return self._motion == "reduced"

    @property
    def high_contrast(self) -> bool:
        """Writing and edges are to stand out."""
        if self._contrast == "auto":
            return bool(self._desktop.high_contrast) or desktop_is_high_contrast()
        return self._contrast == "high"

    def choose(self, theme: str, motion: str, contrast: str) -> None:
        """What the settings of these names say; `auto` for what the desktop does."""
        before = self.reduced_motion
        self._theme, self._motion, self._contrast = theme, motion, contrast
        self._hints.setColorScheme(_SCHEMES.get(theme, Qt.ColorScheme.Unknown))
        self._apply(before)

    def take_desktop(self, desktop: DesktopAppearance) -> None:
        """What the desktop says from now on."""
        before = self.reduced_motion
        self._desktop = desktop
        self._apply(before)

    @Slot()
    def _follow_desktop(self) -> None:
        self._apply(self.reduced_motion)

    def _apply(self, motion_before: bool) -> None:
        scheme, is_high = self._scheme(), self.high_contrast
        former = self._look()
        self._application.setProperty(SCHEME_PROPERTY, scheme or None)
        self._application.setProperty(CONTRAST_PROPERTY, "high" if is_high else "normal")
        if self._look() != former:
            if scheme or is_high:
                theme = theme_of(is_dark=scheme == "dark", is_high_contrast=is_high)
                self._application.setPalette(application_palette(theme))
            else:
                self._application.setPalette(QPalette())
        if self.reduced_motion != motion_before:
            self.motion_changed.emit(self.reduced_motion)

    def _look(self) -> tuple[str, bool]:
        """What is applied: the scheme, empty for the desktop's own, and whether the contrast is high."""
        contrast = self._application.property(CONTRAST_PROPERTY)
        return str(self._application.property(SCHEME_PROPERTY) or ""), contrast == "high"

    def _scheme(self) -> str:
        """`light` or `dark` where the palette has to be ours, empty where the desktop's own will do."""
        if self._theme != "auto":
            return self._theme
        knows = self._hints.colorScheme() is not Qt.ColorScheme.Unknown
        if not knows and self._desktop.dark is not None:
            return "dark" if self._desktop.dark else "light"
        if not self.high_contrast:
            return ""
        if not knows:
            # Our own palette, if it is in the way, would answer for the desktop's.
            self._application.setPalette(QPalette())
        return "dark" if desktop_is_dark() else "light"
