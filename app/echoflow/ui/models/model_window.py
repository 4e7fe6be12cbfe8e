"""The library of models: to be looked through, fetched, used and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.meters import BusySign
from echoflow.ui.models.model_card import ModelCard
from echoflow.ui.models.model_item import GROUPS, Action, Filter, ItemState, ModelItem, filter_title, group_title
from echoflow.ui.theme import em
from echoflow.ui.window import (
    GAP,
    MARGIN,
    AppWindow,
    ask,
    button,
    choose_file,
    label,
    name_choice,
    row,
    scrolling_page,
    set_tone,
)


class ModelWindow(AppWindow):
    """Shows the models it is given by `set_models`; may be given others, or one by `update_model`, while it is open.

    Ctrl+F leads to the search. A GGUF file may be dropped on it.

    Attributes:
        cards: those that are shown and those that are not, by the key of their model.
    """

    action_wanted = Signal(str, Action)
    """The key of a model, and what is to be done with it; deleting and cancelling have been confirmed."""
    file_chosen = Signal(Path)
    """A GGUF file of the user's."""

    def __init__(self) -> None:
        super().__init__(tr("Models"))
        self.setAcceptDrops(True)
        self.cards: dict[str, ModelCard] = {}
        self._headings: dict[str, QLabel] = {}
        self._hints: dict[str, QLabel] = {}
        self.search = QLineEdit()
        self.filter = QComboBox()
        self.add = button(tr("Add a GGUF file…"), self._choose_file)
        self.busy = BusySign()
        self.note = label(tone="secondary")
        self.nothing = label(tr("No model is called so."), tone="secondary")
        self.place = label(tone="secondary", ratio=0.9)
        self._lay_out()
        self.set_busy("")

    @property
    def shown(self) -> list[str]:
        """The keys of the models that are shown, in their order."""
        return [key for key, card in self.cards.items() if not card.isHidden()]

    def set_models(self, items: Sequence[ModelItem]) -> None:
        """These are the models there are."""
        if [item.key for item in items] != list(self.cards):
            self._rebuild(items)
        for item in items:
            self.cards[item.key].show_item(item)
        self._apply_filter()

    def update_model(self, item: ModelItem) -> None:
        """One of them is as `item` says now."""
        if (card := self.cards.get(item.key)) is not None:
            card.show_item(item)

    def set_hint(self, group: str, sentence: str) -> None:
        """What is to be known of a group; empty for nothing."""
        self._hints[group].setText(sentence)
        self._apply_filter()

    def set_place(self, sentence: str) -> None:
        """Where models are kept and fetched from."""
        self.place.setText(sentence)

    def set_busy(self, sentence: str) -> None:
        """Something is under way; empty when it is done."""
        self.busy.setVisible(bool(sentence))
        self._say(sentence, "secondary")

    def set_note(self, sentence: str, *, good: bool = True) -> None:
        """Something to know; it stays until there is something else."""
        self.busy.hide()
        self._say(sentence, "secondary" if good else "bad")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A GGUF file is welcome."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Here it is."""
        if (path := _dropped(event)) is not None:
            event.acceptProposedAction()
            self.file_chosen.emit(path)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(tr("Search by name, language or licence"))
        self.search.setAccessibleName(tr("Search the models"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._apply_filter)
        for each in Filter:
            self.filter.addItem(filter_title(each), each)
        self.filter.currentIndexChanged.connect(self._apply_filter)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._focus_search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head, body, foot = QWidget(), QWidget(), QWidget()
        inside = QVBoxLayout(head)
        inside.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        line = row(self.search, self.filter, self.add)
        line.setStretch(0, 1)
        inside.addLayout(line)
        inside.addLayout(row(self.busy, self.note, spacing=8))
        self._column = scrolling_page(body)
        self._fill_page()
        below = QVBoxLayout(foot)
        below.setContentsMargins(MARGIN, 8, MARGIN, GAP)
        below.addWidget(self.place)
        column.addWidget(head)
        name_choice(self.filter, tr("Which models are shown"))
        column.addWidget(body, 1)
        column.addWidget(foot)
        self.resize(em(self.font()) * 80, self.fontMetrics().height() * 42)

    def _fill_page(self) -> None:
        for group in GROUPS:
            self._headings[group] = label(group_title(group), bold=True, ratio=1.15)
            self._hints[group] = label(tone="secondary", ratio=0.9)
            self._column.addWidget(self._headings[group])
            self._column.addWidget(self._hints[group])
        self._column.addWidget(self.nothing)
        self._column.addStretch(1)

    def _rebuild(self, items: Sequence[ModelItem]) -> None:
        """Makes a card for each that has none, in their order."""
        wanted = {item.key for item in items}
        for key in [key for key in self.cards if key not in wanted]:
            card = self.cards.pop(key)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        made = {item.key: self.cards.get(item.key) or self._make_card(item) for item in items}
        self.cards = made
        before: QWidget = self.add
        for group in GROUPS:
            for item in (one for one in items if one.group == group):
                card = made[item.key]
                self._column.removeWidget(card)
                self._column.insertWidget(self._column.indexOf(self._end_of(group)), card)
                for control in card.controls:
                    self.setTabOrder(before, control)
                    before = control

    def _end_of(self, group: str) -> QWidget:
        """What follows the last card of a group."""
        place = GROUPS.index(group) + 1
        return self._headings[GROUPS[place]] if place < len(GROUPS) else self.nothing

    def _make_card(self, item: ModelItem) -> ModelCard:
        card = ModelCard(item)
        card.action_wanted.connect(self._take_action)
        return card

    @Slot()
    def _apply_filter(self) -> None:
        words = self.search.text().casefold().split()
        chosen: Filter = self.filter.currentData() or Filter.ALL
        filled: set[str] = set()
        for card in self.cards.values():
            is_shown = chosen.accepts(card.item) and card.item.has(words)
            card.setVisible(is_shown)
            filled |= {card.item.group} if is_shown else set()
        for group in GROUPS:
            self._headings[group].setVisible(group in filled)
            self._hints[group].setVisible(group in filled and bool(self._hints[group].text()))
        self.nothing.setVisible(bool(self.cards) and not filled)

    @Slot()
    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _say(self, sentence: str, tone: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        set_tone(self.note, tone)

    @Slot(str, Action)
    def _take_action(self, key: str, action: Action) -> None:
        item = self.cards[key].item
        if action is Action.DELETE:
            self._ask_to_delete(item)
        elif action is Action.CANCEL:
            ask(
                self,
                tr("Cancel the download of {name}?", name=item.name),
                tr("What has come of it is deleted. A pause would keep it."),
                tr("Cancel the download"),
                lambda: self.action_wanted.emit(key, action),
            )
        else:
            self.action_wanted.emit(key, action)

    def _ask_to_delete(self, item: ModelItem) -> None:
        details = tr("Its files are deleted from this computer; it can be downloaded again.")
        if item.state is ItemState.IN_USE:
            details = tr("It is in use: the model that comes with EchoFlow takes its place. {details}", details=details)
        ask(
            self,
            tr("Delete {name}?", name=item.name),
            details,
            tr("Delete"),
            lambda: self.action_wanted.emit(item.key, Action.DELETE),
        )

    def _choose_file(self) -> None:
        choose_file(self, tr("Choose a language model"), tr("Language models"), "*.gguf", self.file_chosen.emit)


def _dropped(event: QDropEvent) -> Path | None:
    """The one local file that is being dropped, if it may be a model."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() == ".gguf" else None
