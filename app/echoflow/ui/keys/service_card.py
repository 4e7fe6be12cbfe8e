"""One cloud service in the keys window: its key, what the service says of it, and what it is used for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLayout, QLineEdit, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.meters import BusySign
from echoflow.ui.window import GAP, ask, button, card, label, row, set_tone, show_whole_invitation


class KeyPlace(Enum):
    """Where a key is; the key itself is none of a window's business."""

    UNKNOWN = "unknown"
    """The keyring is still being asked."""
    MISSING = "missing"
    KEYRING = "keyring"
    ENVIRONMENT = "environment"
    SESSION = "session"
    LOCKED = "locked"
    DENIED = "denied"
    UNUSABLE = "unusable"
    """There is something that cannot be a key."""


_THERE = {KeyPlace.KEYRING, KeyPlace.ENVIRONMENT, KeyPlace.SESSION}


@dataclass(frozen=True, slots=True)
class ServiceWords:
    """What is said about a service.

    Attributes:
        engine: its engine's identifier.
        title: its name.
        about: a sentence: what it does, and where a key comes from.
        use: the label of the check box, such as "Use Deepgram to hear".
        variable: of the environment, which can hold the key instead.
        needs_key: without a key it is of no use.
    """

    engine: str
    title: str
    about: str
    use: str
    variable: str
    needs_key: bool = True


def _place_sentence(place: KeyPlace, variable: str) -> tuple[str, str]:
    """What is said of a place, and its tone."""
    return {
        KeyPlace.UNKNOWN: (tr("Looking in the keyring…"), "secondary"),
        KeyPlace.MISSING: (tr("No key"), "secondary"),
        KeyPlace.KEYRING: (tr("Key in the keyring"), "good"),
        KeyPlace.ENVIRONMENT: (tr("Key from the variable {name}", name=variable), "good"),
        KeyPlace.SESSION: (tr("Key for this session only"), "warning"),
        KeyPlace.LOCKED: (tr("Keyring locked"), "warning"),
        KeyPlace.DENIED: (tr("Keyring refused"), "bad"),
        KeyPlace.UNUSABLE: (tr("No usable key"), "bad"),
    }[place]


class ServiceCard(QWidget):
    """A card; more settings may be added to it."""

    key_entered = Signal(str)
    check_wanted = Signal()
    check_cancelled = Signal()
    remove_wanted = Signal()
    use_changed = Signal(bool)

    def __init__(self, words: ServiceWords) -> None:
        super().__init__()
        self._words = words
        self._place = KeyPlace.UNKNOWN
        self._is_checking = False
        self._has_address = False
        self.state = label(tone="secondary")
        self.explanation = label(tone="warning")
        self.explanation.hide()
        self.field = QLineEdit()
        self.save = button(tr("Save"), self._enter, primary=True)
        self.check = button(tr("Check"), self.check_wanted.emit)
        self.remove = button(tr("Remove"), self._ask_to_remove)
        self.busy = BusySign()
        self.answer = label()
        self.answer.hide()
        self.cancel = button(tr("Cancel"), self.check_cancelled.emit)
        self.use = QCheckBox(words.use)
        self.extras = QVBoxLayout()
        self._lay_out()
        self._name_parts()
        self.field.textChanged.connect(self._refresh)
        self.field.returnPressed.connect(self._enter)
        self.use.clicked.connect(self._change_use)
        self._refresh()

    def add_extra(self, parts: QLayout, *fields: QWidget) -> None:
        """Puts more settings above the check box; Tab leads through `fields` in this order."""
        self.extras.addLayout(parts)
        before: QWidget = self.cancel
        for each in (*fields, self.use):
            self.setTabOrder(before, each)
            before = each

    def set_place(self, place: KeyPlace, explanation: str = "") -> None:
        """Where the key is, and a sentence on what to do about that if there is something to do."""
        self._place = place
        self.explanation.setText(explanation)
        self.explanation.setVisible(bool(explanation))
        self._refresh()

    def set_checking(self, checking: bool) -> None:
        """Whether the service is being asked now."""
        self._is_checking = checking
        if checking:
            self._say(tr("Asking {service}…", service=self._words.title), "secondary")
        self._refresh()

    def set_answer(self, sentence: str, *, good: bool) -> None:
        """What the service said, or why it could not be asked; empty for nothing."""
        self._say(sentence, "good" if good else "bad")

    def forget_entry(self) -> None:
        """What was typed has been taken over."""
        self.field.clear()

    def set_used(self, used: bool) -> None:
        """Whether its stage uses it."""
        self.use.setChecked(used)
        self._refresh()

    def set_has_address(self, has_address: bool) -> None:
        """Whether there is a server of the user's own, which may want no key."""
        self._has_address = has_address
        self._refresh()

    def _lay_out(self) -> None:
        frame, column = card()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        title = label(self._words.title, bold=True, ratio=1.15)
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        heading = row(title, self.state)
        heading.setStretch(1, 1)
        column.addLayout(heading)
        column.addWidget(label(self._words.about, tone="secondary"))
        column.addWidget(self.explanation)
        column.addLayout(row(self.field, self.save, self.check, self.remove, spacing=8))
        column.addLayout(row(self.busy, self.answer, self.cancel, spacing=8))
        self.extras.setSpacing(GAP)
        column.addLayout(self.extras)
        column.addWidget(self.use)

    def _name_parts(self) -> None:
        service = self._words.title
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(tr("Key for {service}", service=service))
        self.save.setAccessibleName(tr("Save the key for {service}", service=service))
        self.check.setAccessibleName(tr("Check the key for {service}", service=service))
        self.remove.setAccessibleName(tr("Remove the key for {service}", service=service))
        self.cancel.setAccessibleName(tr("Stop asking {service}", service=service))
        self.answer.setAccessibleName(tr("Answer of {service}", service=service))
        self.setFocusProxy(self.field)

    @Slot()
    def _refresh(self) -> None:
        sentence, tone = _place_sentence(self._place, self._words.variable)
        is_set = self._place in _THERE
        if self._place is KeyPlace.MISSING and not self._words.needs_key and self._has_address:
            sentence = tr("No key; your own server may need none")
        self.state.setText(sentence)
        set_tone(self.state, tone)
        from_environment = self._place is KeyPlace.ENVIRONMENT
        is_idle = not self._is_checking
        self.field.setEnabled(is_idle and not from_environment)
        self.field.setPlaceholderText(self._invitation(is_set))
        show_whole_invitation(self.field)
        self.save.setEnabled(is_idle and bool(self.field.text().strip()) and not from_environment)
        can_ask = is_set or (self._has_address and not self._words.needs_key)
        self.check.setEnabled(is_idle and (can_ask or self._place in (KeyPlace.LOCKED, KeyPlace.DENIED)))
        self.remove.setEnabled(is_idle and self._place in (KeyPlace.KEYRING, KeyPlace.SESSION))
        self.busy.setVisible(self._is_checking)
        self.cancel.setVisible(self._is_checking)
        self.use.setEnabled(can_ask or self.use.isChecked())

    def _invitation(self, is_set: bool) -> str:
        if self._place is KeyPlace.ENVIRONMENT:
            return tr("The variable goes first")
        return tr("Enter another key to replace it") if is_set else tr("Paste your key here")

    def _say(self, sentence: str, tone: str) -> None:
        self.answer.setText(sentence)
        self.answer.setVisible(bool(sentence))
        set_tone(self.answer, tone)

    @Slot()
    def _enter(self) -> None:
        if self.save.isEnabled():
            self.key_entered.emit(self.field.text().strip())

    @Slot(bool)
    def _change_use(self, used: bool) -> None:
        self._refresh()
        self.use_changed.emit(used)

    def _ask_to_remove(self) -> None:
        ask(
            self,
            tr("Remove the key for {service}?", service=self._words.title),
            tr("EchoFlow forgets it; in your account at the service it stays as it is."),
            tr("Remove"),
            self.remove_wanted.emit,
        )
