"""One entry of the settings window: what it is called, what it is changed with, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from echoflow.store.settings_schema import CHOICES, DEFAULTS, RANGES
from echoflow.text import spoken, tr
from echoflow.ui.settings.entries import Action, Entry, Panel, StandIns, Toggle, Value
from echoflow.ui.settings.fields import Field, make_field
from echoflow.ui.settings.switch import ResetButton
from echoflow.ui.sound_test.microphone_panel import MicrophonePanel
from echoflow.ui.sound_test.speaker_panel import SpeakerPanel
from echoflow.ui.theme import interface_font
from echoflow.ui.window import button, fill, label, row

_FIELD_LINES = 12.5
"""How wide fields are, in heights of a line, so that they stand in line."""

_NO_LIMITS = (0.0, 0.0)


class SettingRow(QWidget):
    """Shows a value and passes on what the user wants.

    Attributes:
        entry: what it is.
        field: what it is changed with; None where there is nothing to change.
        action: the button, where it is something to do.
        panel: what fills it, where it is a thing of its own.
        reset: puts the default back; seen only where the value is another one.
        note: what is wrong.
    """

    changed = Signal(str, object)
    """The entry's name and the value the user wants."""
    acted = Signal(str)
    """The entry's name: its button was pressed."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.field = _make_field(entry)
        self.action: QPushButton | None = None
        self.panel: MicrophonePanel | SpeakerPanel | None = None
        self.reset = ResetButton()
        self.reset.clicked.connect(self._reset)
        self.note = label(tone="bad")
        self._title = label(spoken(entry.title))
        self._about = label(spoken(entry.about) if entry.about else "", tone="secondary", ratio=0.92)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._fill()
        self._column.addWidget(self.note)
        for each in (self.reset, self._title, self._about):
            each.setParent(self)
        self._about.setVisible(bool(entry.about))
        self.reset.hide()
        self.note.hide()

    def show_value(self, value: Value) -> None:
        """It is `value` now; what was wrong has passed."""
        if self.field is None:
            return
        self.field.show_value(value)
        default = DEFAULTS.get(self.entry.name, value)
        self.reset.setVisible(value != default)

    def set_problem(self, sentence: str) -> None:
        """Why it could not be changed; empty if it could."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def set_about(self, sentence: str) -> None:
        """Another sentence on it."""
        self._about.setText(sentence)
        self._about.setVisible(bool(sentence))

    def _fill(self) -> None:
        editor = self.entry.editor
        if isinstance(editor, Panel):
            self.panel = MicrophonePanel() if editor.kind == "microphone" else SpeakerPanel()
            self._column.addWidget(self.panel)
            # The panel says itself what it is.
            self._title.hide()
            return
        if isinstance(editor, Action):
            self._add_action(editor)
        elif self.field is not None:
            self._add_field(self.field)

    def _add_action(self, editor: Action) -> None:
        action = self.action = button(spoken(editor.words), lambda: self.acted.emit(self.entry.name))
        action.setAccessibleName(f"{self._title.text()}: {action.text()}")
        action.setAccessibleDescription(self._about.text())
        action.setProperty("danger", editor.is_dangerous)
        self._title.setBuddy(action)
        self._add_line(action)

    def _add_field(self, field: Field) -> None:
        title = self._title.text()
        field.set_name(title, self._about.text())
        field.changed.connect(self._change)
        self._title.setBuddy(field)
        self.reset.setAccessibleName(tr("Reset: {name}", name=title))
        if field.is_wide:
            self._add_line()
            self._column.addWidget(field)
            self.setTabOrder(field, self.reset)
            return
        if not isinstance(self.entry.editor, Toggle):
            field.setFixedWidth(round(QFontMetrics(interface_font(1.0)).height() * _FIELD_LINES))
        self._add_line(field)

    def _add_line(self, *parts: QWidget) -> None:
        """The words, the arrow back, and `parts`."""
        words = QVBoxLayout()
        words.setSpacing(2)
        fill(words, (self._title, self._about))
        line = row(words, self.reset, *parts, spacing=10)
        line.setStretch(0, 1)
        self._column.addLayout(line)

    def _change(self, value: object) -> None:
        self.set_problem("")
        self.changed.emit(self.entry.name, value)

    def _reset(self) -> None:
        if self.field is not None:
            self.field.setFocus()
            self._change(DEFAULTS[self.entry.name])


def _make_field(entry: Entry) -> Field | None:
    limits = RANGES.get(entry.name, _NO_LIMITS)
    engines = CHOICES[entry.editor.of] if isinstance(entry.editor, StandIns) else ()
    return make_field(entry.editor, limits, engines)
