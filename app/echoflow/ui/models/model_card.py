"""One model: what it is, what it takes, and what can be done with it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.models.meters import MemoryBar, Rating
from echoflow.ui.models.model_item import Action, ModelItem, action_title, state_words
from echoflow.ui.style_sheet import accent_color
from echoflow.ui.theme import current_theme, interface_font
from echoflow.ui.window import GAP, MARGIN, button, label, row, set_tone


class ModelCard(QFrame):
    """Shows what it is given by `show_item`; what is the same stays as it is, so that the keyboard stays where it was.

    Attributes:
        buttons: what can be done now, by action.
    """

    action_wanted = Signal(str, Action)
    """The model's key, and what is to be done with it."""

    def __init__(self, item: ModelItem) -> None:
        super().__init__()
        self.setObjectName("card")
        self._item = item
        self.buttons: dict[Action, QPushButton] = {}
        self.name = label(bold=True, ratio=1.05)
        self.badge = _single_line()
        self.description = label(tone="secondary")
        self.facts = label(ratio=0.9)
        self.licence = _single_line()
        self.quality = Rating(tr("Quality"))
        self.speed = Rating(tr("Speed"))
        self.memory = MemoryBar()
        self.memory_words = label(ratio=0.9)
        self.progress = QProgressBar()
        self.progress_words = label(ratio=0.9)
        self.problem = label(tone="bad", ratio=0.9)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self._ratings = QWidget()
        self._memory_line = QWidget()
        self._progress_line = QWidget()
        self._lay_out()
        self.show_item(item)

    @property
    def item(self) -> ModelItem:
        """What is shown."""
        return self._item

    @property
    def controls(self) -> list[QWidget]:
        """What can have the keyboard, in the order of the eye."""
        return [*self.buttons.values(), self.licence]

    def show_item(self, item: ModelItem) -> None:
        """Shows it from now on."""
        self._item = item
        words, tone = state_words(item)
        self.name.setText(item.name)
        _put(self.badge, words)
        set_tone(self.badge, tone)
        _put(self.description, item.description)
        # A line may end between two facts, but not within one.
        _put(self.facts, " · ".join(fact.replace(" ", "\u00a0") for fact in item.facts))
        self._show_licence()
        self._ratings.setVisible(bool(item.quality))
        self.quality.set_value(item.quality)
        self.speed.set_value(item.speed)
        self._show_memory()
        self._show_progress()
        _put(self.problem, item.problem)
        self._show_actions()
        self.setAccessibleName(item.name)
        self.setAccessibleDescription(", ".join(filter(None, (words, *item.facts, item.problem))))

    def changeEvent(self, event: QEvent) -> None:
        """A link has its colour in its text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_progress_line"):
            self._show_licence()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN - 6, MARGIN - 4, MARGIN - 6)
        column.setSpacing(5)
        head = row(self.name, self.badge, self._actions, spacing=GAP)
        head.setStretch(0, 1)
        column.addLayout(head)
        column.addWidget(self.description)
        ratings = row(*_rated(tr("Quality"), self.quality), *_rated(tr("Speed"), self.speed), spacing=6)
        ratings.setContentsMargins(0, 0, 0, 0)
        self._ratings.setLayout(ratings)
        facts = row(self.facts, self.licence, self._ratings, spacing=GAP)
        facts.setStretch(0, 1)
        column.addLayout(facts)
        for line, parts in (
            (self._memory_line, row(self.memory, self.memory_words)),
            (self._progress_line, row(self.progress, self.progress_words)),
        ):
            parts.setContentsMargins(0, 0, 0, 0)
            parts.setStretch(1, 1)
            line.setLayout(parts)
            column.addWidget(line)
        column.addWidget(self.problem)
        for words in self.findChildren(QLabel):
            # One line at least, and what the width asks for; QLabel's own guess would leave the page half empty.
            words.setSizePolicy(words.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Preferred)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(tr("Download"))
        self.progress.setFixedWidth(self.memory.sizeHint().width())
        self.licence.setOpenExternalLinks(True)
        self.licence.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)

    def _show_licence(self) -> None:
        name, address = self._item.licence
        color = accent_color(current_theme()).name()
        style = f"color: {color}; text-decoration: none"
        text = f'<a href="{escape(address)}" style="{style}">{escape(name)}</a>' if address else escape(name)
        _put(self.licence, text if name else "")
        self.licence.setAccessibleName(tr("Licence: {name}", name=name))
        self.licence.setToolTip(address)

    def _show_memory(self) -> None:
        memory = self._item.memory
        self._memory_line.setVisible(memory is not None and self._item.progress is None)
        if memory is not None:
            self.memory.setVisible(memory.share is not None)
            self.memory.set_memory(memory)
            self.memory_words.setText(memory.words)
            set_tone(self.memory_words, "secondary" if memory.tone == "good" else memory.tone)

    def _show_progress(self) -> None:
        progress = self._item.progress
        self._progress_line.setVisible(progress is not None)
        if progress is not None:
            self.progress.setValue(round(1000 * progress.share))
            self.progress_words.setText(progress.words)
            self.progress.setAccessibleDescription(progress.words)

    def _show_actions(self) -> None:
        item = self._item
        had_focus = next((action for action, one in self.buttons.items() if one.hasFocus()), None)
        if tuple(self.buttons) != item.actions:
            for old in self.buttons.values():
                self._actions.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.buttons = {action: self._make_button(action) for action in item.actions}
            before = _reached_before(self.licence)
            for made in self.buttons.values():
                self._actions.addWidget(made)
                made.show()
                QWidget.setTabOrder(before, made)
                before = made
            if had_focus is not None and self.buttons:
                # Where Pause was is Resume now: whoever works by keyboard stays there.
                next(iter(self.buttons.values())).setFocus()
        for action, made in self.buttons.items():
            made.setText(action_title(action, item))
            made.setAccessibleName(f"{action_title(action, item)}: {item.name}")

    def _make_button(self, action: Action) -> QPushButton:
        # Only what was begun stands out: with a dozen to download nothing would.
        return button("", lambda: self.action_wanted.emit(self._item.key, action), primary=action is Action.RESUME)


def _reached_before(widget: QWidget) -> QWidget:
    """What Tab leads to before `widget`; the chain also has what cannot have the keyboard, or is being removed."""
    here = widget.previousInFocusChain()
    while here is not None and here is not widget:
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus and not here.isHidden():
            return here
        here = here.previousInFocusChain()
    return widget


def _single_line() -> QLabel:
    words = label(ratio=0.9)
    words.setTextFormat(Qt.TextFormat.RichText)
    words.setWordWrap(False)
    words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
    return words


def _rated(name: str, rating: Rating) -> tuple[QLabel, Rating]:
    words = QLabel(name)
    words.setFont(interface_font(0.9))
    set_tone(words, "secondary")
    return words, rating


def _put(words: QLabel, text: str) -> None:
    words.setText(text)
    words.setVisible(bool(text))
