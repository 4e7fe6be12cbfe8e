"""The list of findings: a card for each area, in it a row for each check, which is replaced by what it finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.setup.finding_row import FindingRow, FoundItem
from echoflow.ui.window import GAP, MARGIN, ColumnArea, card, label


@dataclass(frozen=True, slots=True)
class Area:
    """Checks that belong together.

    Attributes:
        title: for people.
        checks: the title of each check by its name, in the order they are shown in.
    """

    title: str
    checks: Mapping[str, str]


class FindingList(ColumnArea):
    """Scrolls; Tab and the arrow keys go from row to row."""

    place_wanted = Signal(str)

    def __init__(self, areas: Sequence[Area]) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, MARGIN, 0)
        column.setSpacing(GAP + 2)
        super().__init__(page, column)
        self._rows: dict[str, list[FindingRow]] = {}
        self._only_trouble = False
        self._cards = {area.title: _AreaCard(area) for area in areas}
        self._card_of = {name: self._cards[area.title] for area in areas for name in area.checks}
        for each in self._cards.values():
            column.addWidget(each)
        self.nothing = label(tr("There are no problems."), tone="secondary")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setMinimumHeight(self.fontMetrics().height() * 6)
        self.nothing.hide()
        column.addWidget(self.nothing)
        column.addStretch(1)
        for area in areas:
            for name, title in area.checks.items():
                self.show_items(name, [FoundItem(title)])

    @property
    def items(self) -> list[FoundItem]:
        """What all rows show, from above."""
        return [row.item for rows in self._rows.values() for row in rows]

    def rows(self, name: str) -> list[FindingRow]:
        """Those of a check."""
        return self._rows[name]

    def show_items(self, name: str, items: Sequence[FoundItem]) -> None:
        """In place of what was shown for the check `name`; none if it has nothing to say."""
        had_focus = any(row.hasFocus() for row in self._rows.get(name, ()))
        rows = [self._make_row(item) for item in items]
        self._rows[name] = rows
        self._card_of[name].fill(name, rows)
        self._chain()
        self._filter()
        if had_focus and rows:
            rows[0].setFocus()

    def reveal(self, name: str) -> None:
        """Scrolls to the check `name`."""
        if rows := self._rows[name]:
            # A row that has just been put in is not in its place before the layout says so.
            self._column.activate()
            self.ensureWidgetVisible(rows[-1], 0, GAP * 2)

    def show_only_trouble(self, only: bool) -> None:
        """Hides what is in order."""
        self._only_trouble = only
        self._filter()

    def _make_row(self, item: FoundItem) -> FindingRow:
        made = FindingRow(item)
        made.place_wanted.connect(self.place_wanted)
        made.step_wanted.connect(lambda by: self._step(made, by))
        return made

    def _step(self, here: FindingRow, by: int) -> None:
        shown = [row for rows in self._rows.values() for row in rows if not row.isHidden()]
        there = shown.index(here) + by
        if 0 <= there < len(shown):
            shown[there].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(shown[there], 0, GAP)

    def _chain(self) -> None:
        """Tab goes from above; Qt appends what is new to the end."""
        stops = [stop for rows in self._rows.values() for row in rows for stop in row.stops]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _filter(self) -> None:
        for each in self._cards.values():
            each.show_only(self._only_trouble)
        self.nothing.setVisible(self._only_trouble and all(each.isHidden() for each in self._cards.values()))


class _AreaCard(QFrame):
    """A title, and under it a place for the rows of each check."""

    def __init__(self, area: Area) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(label(area.title, bold=True))
        frame, column = card()
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(0)
        whole.addWidget(frame)
        self._rows: dict[str, list[FindingRow]] = {}
        self._places = {name: QVBoxLayout() for name in area.checks}
        for place in self._places.values():
            place.setSpacing(0)
            column.addLayout(place)

    def fill(self, name: str, rows: list[FindingRow]) -> None:
        """Shows `rows` in the place of the check `name`."""
        for before in self._rows.get(name, ()):
            self._places[name].removeWidget(before)
            before.hide()
            before.deleteLater()
        self._rows[name] = rows
        for row in rows:
            self._places[name].addWidget(row)

    def show_only(self, trouble: bool) -> None:
        """Hides the rows that are in order, and the whole card if nothing is left in it."""
        rows = [row for each in self._rows.values() for row in each]
        wanted = [row for row in rows if row.item.is_trouble or not trouble]
        for row in rows:
            row.setVisible(row in wanted)
        self.setVisible(bool(wanted))
