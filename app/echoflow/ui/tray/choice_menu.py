"""A submenu of which one item is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu


@dataclass(frozen=True, slots=True)
class MenuChoice:
    """One of several things to choose from.

    Attributes:
        identifier: what the app knows it by.
        label: what the user reads.

    """

    identifier: str
    label: str


class ChoiceMenu(QObject):
    """A submenu of which one item is chosen; disabled while there is nothing to choose."""

    chosen = Signal(str)

    def __init__(self, title: str, parent_menu: QMenu, parent: QObject) -> None:
        super().__init__(parent)
        self._parent_menu = parent_menu
        self._menu = parent_menu.addMenu(title)
        self._menu.setEnabled(False)
        self.about_to_show = self._menu.aboutToShow
        self._choices: list[MenuChoice] = []
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._announce)

    def fill(self, choices: Sequence[MenuChoice], current: str | None) -> None:
        """Offer `choices`, with the one whose identifier is `current` marked; it may be open meanwhile."""
        if list(choices) == self._choices:
            for action in self._group.actions():
                action.setChecked(action.data() == current)
            return
        self._choices = list(choices)
        place = self._menu.geometry()
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        self._menu.clear()
        for choice in choices:
            # An ampersand in the name of a device is not a shortcut.
            action = QAction(choice.label.replace("&", "&&"), self._group)
            action.setCheckable(True)
            action.setChecked(choice.identifier == current)
            action.setData(choice.identifier)
            self._menu.addAction(action)
        self._menu.setEnabled(bool(choices))
        if self._menu.isVisible() and place.x() < self._parent_menu.x():
            # It hangs on the left of its menu, which it would now cover.
            self._menu.move(place.right() + 1 - self._menu.width(), place.y())

    @Slot(QAction)
    def _announce(self, action: QAction) -> None:
        self.chosen.emit(action.data())
