"""Things of which one is chosen, as items of a menu."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

MANY = 12
"""More items than this are hard to scan: those that belong to groups are put into a submenu for each group."""


@dataclass(frozen=True, slots=True)
class MenuChoice:
    """One of several things to choose from.

    Attributes:
        identifier: what the app knows it by.
        label: what the user reads.
        detail: what else there is to know of it, in few words; stands at the right edge.
        group: the heading it belongs under where there are many.
    """

    identifier: str
    label: str
    detail: str = ""
    group: str = ""


class ChoiceMenu(QObject):
    """A submenu with one or more sets of items; what is always there follows them.

    It is disabled as long as it is empty.
    """

    def __init__(self, title: str, parent_menu: QMenu, parent: QObject) -> None:
        super().__init__(parent)
        self._parent_menu = parent_menu
        self.menu = parent_menu.addMenu(title)
        # A long list scrolls; it would be broken into columns otherwise, wider than the screen.
        self.menu.setStyleSheet("QMenu { menu-scrollable: 1; }")
        self.menu.setEnabled(False)
        self.about_to_show = self.menu.aboutToShow

    def add_choices(self) -> ChoiceGroup:
        """Room for items of which one is chosen, below what is there."""
        choices = ChoiceGroup(self.menu, self)
        choices.filling.connect(self._remember_place)
        choices.filled.connect(self._refresh)
        return choices

    def add_action(self, label: str) -> QAction:
        """An item that is always there, below what is there."""
        action = self.menu.addAction(label)
        self._tidy()
        return action

    def close(self) -> None:
        """Its place in the menu is somebody else's."""
        self.menu.deleteLater()
        self.deleteLater()

    @Slot()
    def _remember_place(self) -> None:
        self._place = self.menu.geometry()

    @Slot()
    def _refresh(self) -> None:
        self._tidy()
        place = self._place
        if self.menu.isVisible() and place.x() < self._parent_menu.x():
            # It hangs on the left of its menu, which it would now cover.
            self.menu.move(place.right() + 1 - self.menu.width(), place.y())

    def _tidy(self) -> None:
        """No line above or below nothing: the panels that draw our menu themselves would show it."""
        actions = self.menu.actions()
        items = [place for place, action in enumerate(actions) if not action.isSeparator()]
        self.menu.setEnabled(bool(items))
        for place, action in enumerate(actions):
            if action.isSeparator():
                is_first = place == 0 or actions[place - 1].isSeparator()
                action.setVisible(not is_first and bool(items) and place < items[-1])


class ChoiceGroup(QObject):
    """Items of which one is chosen, in a menu that may hold others before and after them."""

    chosen = Signal(str)
    filling = Signal()
    """The items are about to be exchanged."""
    filled = Signal()

    def __init__(self, menu: QMenu, parent: QObject) -> None:
        super().__init__(parent)
        self._menu = menu
        self._end = menu.addSeparator()
        self._choices: list[MenuChoice] = []
        self._submenus: list[QMenu] = []
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._announce)

    def fill(self, choices: Sequence[MenuChoice], current: str | None) -> None:
        """Offer `choices`, with the one whose identifier is `current` marked; the menu may be open meanwhile."""
        if list(choices) == self._choices:
            for action in self._group.actions():
                action.setChecked(action.data() == current)
            return
        self._choices = list(choices)
        self.filling.emit()
        self._empty()
        for choice, menu in self._placed():
            action = self._item(choice, checked=choice.identifier == current)
            if menu is self._menu:
                menu.insertAction(self._end, action)
            else:
                menu.addAction(action)
        self.filled.emit()

    def _empty(self) -> None:
        for action in self._group.actions():
            self._group.removeAction(action)
            self._menu.removeAction(action)
            action.deleteLater()
        for submenu in self._submenus:
            submenu.deleteLater()
        self._submenus = []

    def _placed(self) -> Iterator[tuple[MenuChoice, QMenu]]:
        """Each choice with the menu it goes into."""
        if len(self._choices) <= MANY:
            yield from ((choice, self._menu) for choice in self._choices)
            return
        ordered = sorted(self._choices, key=lambda choice: choice.group)
        for group, members in groupby(ordered, key=lambda choice: choice.group):
            menu = self._submenu(group) if group else self._menu
            yield from ((choice, menu) for choice in members)

    def _submenu(self, title: str) -> QMenu:
        submenu = QMenu(_plain(title), self._menu)
        submenu.setStyleSheet(self._menu.styleSheet())
        self._menu.insertMenu(self._end, submenu)
        self._submenus.append(submenu)
        return submenu

    def _item(self, choice: MenuChoice, *, checked: bool) -> QAction:
        label = _plain(choice.label)
        action = QAction(f"{label}\t{choice.detail}" if choice.detail else label, self._group)
        action.setCheckable(True)
        action.setChecked(checked)
        action.setData(choice.identifier)
        return action

    @Slot(QAction)
    def _announce(self, action: QAction) -> None:
        self.chosen.emit(action.data())


def _plain(label: str) -> str:
    """An ampersand in the name of a device is no mnemonic, and a tab in it no detail."""
    return label.replace("&", "&&").replace("\t", " ")
