"""A page of the settings window: cards of rows under a heading, all of them or only those that were looked for."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from echoflow.text import spoken, tr
from echoflow.ui.settings.entries import Group, Page
from echoflow.ui.settings.setting_row import SettingRow
from echoflow.ui.window import GAP, button, card, label, row


class Section(QWidget):
    """One page.

    Attributes:
        page: what it is.
        cards: in its order.
        rows: all of them, by the names of their entries.
    """

    def __init__(self, page: Page, panels: Collection[QWidget], hidden: Collection[str] = ()) -> None:
        """`panels` are those that stand on pages; the page takes its own of them. `hidden` entries are left out."""
        super().__init__()
        self.page = page
        self.cards = [Card(group, panels, hidden) for group in page.groups]
        self.rows: dict[str, SettingRow] = {name: row for each in self.cards for name, row in each.rows.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(GAP + 2)
        self._heading = label(spoken(page.title), bold=True, ratio=1.5)
        column.addWidget(self._heading)
        for each in self.cards:
            column.addWidget(each)

    def show_all(self) -> None:
        """The page as it is."""
        for each in self.cards:
            each.show_all()
        self.show()

    def show_found(self, names: Collection[str]) -> None:
        """Only the rows of these entries; nothing of the page where there is none."""
        shown = [each.show_found(names) for each in self.cards]
        self.setVisible(any(shown))


class Card(QWidget):
    """Rows that belong together; advanced ones are folded."""

    def __init__(self, group: Group, panels: Collection[QWidget], hidden: Collection[str] = ()) -> None:
        super().__init__()
        self.rows = {entry.name: SettingRow(entry, panels) for entry in group.entries if entry.name not in hidden}
        self._rules: dict[str, QFrame] = {}
        self._is_folded = group.is_advanced
        self._is_searched = False
        self._title = spoken(group.title) if group.title else ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        self.unfold = button("", self._unfold)
        self.unfold.setObjectName("link")
        if group.title and not group.is_advanced:
            whole.addWidget(label(self._title, bold=True))
        whole.addLayout(row(self.unfold, 1))
        self._frame, column = card()
        column.setSpacing(10)
        for name, each in self.rows.items():
            if column.count():
                rule = self._rules[name] = QFrame()
                rule.setObjectName("rule")
                rule.setFixedHeight(1)
                column.addWidget(rule)
            column.addWidget(each)
        whole.addWidget(self._frame)
        self._is_advanced = group.is_advanced
        self._refresh()

    def show_all(self) -> None:
        """As it is when nothing is looked for."""
        self._is_searched = False
        for name, each in self.rows.items():
            each.show()
            if name in self._rules:
                self._rules[name].show()
        self._refresh()
        self.show()

    def show_found(self, names: Collection[str]) -> bool:
        """Only the rows of these entries, unfolded. Returns whether there is one."""
        self._is_searched = True
        is_first = True
        for name, each in self.rows.items():
            is_found = name in names
            each.setVisible(is_found)
            if name in self._rules:
                self._rules[name].setVisible(is_found and not is_first)
            is_first = is_first and not is_found
        self._refresh()
        self.setVisible(not is_first)
        return not is_first

    @Slot()
    def _unfold(self) -> None:
        self._is_folded = not self._is_folded
        self._refresh()

    def _refresh(self) -> None:
        words = tr("Show: {name}", name=self._title) if self._is_folded else tr("Hide: {name}", name=self._title)
        self.unfold.setText(words)
        self.unfold.setVisible(self._is_advanced and not self._is_searched)
        self._frame.setVisible(self._is_searched or not self._is_folded)
