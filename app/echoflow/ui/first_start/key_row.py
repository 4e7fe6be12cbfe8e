"""The key of one cloud service, in a line: what it is for, the key, and what the service says of it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.keys.service_card import KeyPlace
from echoflow.ui.meters import BusySign
from echoflow.ui.theme import em
from echoflow.ui.window import GAP, label, row, set_tone

PAUSE_MILLISECONDS = 700
"""After the last letter; who pastes a key waits no longer, and a key that is being typed is not asked about."""

_SHORTEST = 8
"""Characters; no service has keys as short as that."""


class KeyRow(QWidget):
    """What was typed stays unreadable, and is forgotten when it is kept.

    Attributes:
        field: for the key.
        answer: of the service.
    """

    entered = Signal(str)
    """A key to be checked and kept."""

    def __init__(self, title: str, use: str, variable: str, source: str) -> None:
        """`use`: what the service does; `variable` of the environment: may hold the key; `source`: who makes keys."""
        super().__init__()
        self._title, self._variable = title, variable
        self._place = KeyPlace.UNKNOWN
        self._tried = ""
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(tr("Key for {service}", service=title))
        self.field.setMinimumWidth(em(self.font()) * 34)
        self.answer = label(tone="secondary", ratio=0.95)
        self.answer.setAccessibleDescription(tr("Answer of {service}", service=title))
        self._busy = BusySign()
        self._invitation = tr("Paste your key; it is made at {place}", place=source)
        name = label(title, bold=True)
        name.setBuddy(self.field)
        heading = QVBoxLayout()
        heading.setSpacing(1)
        heading.addWidget(name)
        about = label(use, tone="secondary", ratio=0.92)
        heading.addWidget(about)
        heading.addStretch(1)
        keys = QVBoxLayout()
        keys.setSpacing(3)
        keys.addWidget(self.field)
        keys.addLayout(row(self._busy, self.answer, spacing=GAP // 2))
        keys.addStretch(1)
        line = row(heading, keys)
        line.setContentsMargins(0, 0, 0, 0)
        line.setStretch(0, 2)
        line.setStretch(1, 3)
        self.setLayout(line)
        self._timer = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._timer.timeout.connect(self._enter)
        self.field.textEdited.connect(self._take_edit)
        self.field.returnPressed.connect(self._enter)
        self._show_place()

    @property
    def has_key(self) -> bool:
        """There is one that can be used."""
        return self._place in (KeyPlace.KEYRING, KeyPlace.ENVIRONMENT, KeyPlace.SESSION)

    def set_place(self, place: KeyPlace, explanation: str = "") -> None:
        """Where the key is, and what to do about that if there is something to do."""
        self._place = place
        self._show_place(explanation)

    def set_checking(self) -> None:
        """The service is being asked."""
        self._busy.show()
        self._say(tr("Asking {service}…", service=self._title), "secondary")

    def set_answer(self, sentence: str, *, good: bool) -> None:
        """What the service said, or why it could not be asked."""
        self._busy.hide()
        self._say(sentence, "good" if good else "bad")

    def forget_entry(self) -> None:
        """What was typed has been taken over."""
        self._tried = ""
        self.field.clear()

    def _show_place(self, explanation: str = "") -> None:
        from_environment = self._place is KeyPlace.ENVIRONMENT
        self.field.setEnabled(not from_environment)
        if from_environment:
            self.field.setPlaceholderText(tr("From the variable {name}", name=self._variable))
        elif self.has_key:
            self.field.setPlaceholderText(tr("Enter another key to replace it"))
        else:
            self.field.setPlaceholderText(self._invitation)
        if explanation:
            self._say(explanation, "warning")
        elif from_environment:
            self._say(tr("Key from the variable {name}", name=self._variable), "good")
        elif self._place is KeyPlace.KEYRING:
            self._say(tr("Key in the keyring"), "good")
        else:
            self._say("", "secondary")

    def _say(self, sentence: str, tone: str) -> None:
        self.answer.setText(sentence)
        self.answer.setVisible(bool(sentence))
        set_tone(self.answer, tone)

    @Slot()
    def _take_edit(self) -> None:
        self._timer.start()

    @Slot()
    def _enter(self) -> None:
        self._timer.stop()
        key = self.field.text().strip()
        if len(key) >= _SHORTEST and key != self._tried:
            self._tried = key
            self.entered.emit(key)
