"""One entry of the settings window: what it is called, what it is changed with, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from echoflow.store.settings_schema import CHOICES, DEFAULTS, RANGES
from echoflow.text import spoken, tr
from echoflow.ui.settings.entries import Action, Entry, Panel, StandIns, Toggle, Value
from echoflow.ui.settings.fields import ChoiceField, Field, KeysField, ParagraphField, StandInField, make_field
from echoflow.ui.settings.switch import ResetButton
from echoflow.ui.sound_test.microphone_panel import MicrophonePanel
from echoflow.ui.sound_test.speaker_panel import SpeakerPanel
from echoflow.ui.theme import interface_font
from echoflow.ui.window import button, fill, label, row

_FIELD_LINES = 12.5
"""How wide fields are, in heights of a line, so that they stand in line."""

_NO_LIMITS = (0.0, 0.0)


@dataclass(slots=True)
class RowState:
    """What there is to show of an entry; None where nothing was told.

    Attributes:
        value: of the setting.
        options: value and title of each, where they depend on this computer.
        stands_in_for: the engine that others stand in for.
        about: another sentence on it.
        example: what holds while it is empty.
        problem: what is wrong.
        is_enabled: it can be changed or done.
    """

    value: Value | None = None
    options: tuple[tuple[str, str], ...] | None = None
    stands_in_for: str | None = None
    about: str | None = None
    example: str | None = None
    problem: str = ""
    is_enabled: bool = True


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
    recording_changed = Signal(bool)
    """Its field has taken the whole keyboard, or lets go of it."""

    def __init__(self, entry: Entry, panels: Collection[QWidget]) -> None:
        super().__init__()
        self.entry = entry
        self.field = _make_field(entry)
        self.action: QPushButton | None = None
        self.panel = next((panel for panel in panels if _is_of(panel, entry)), None)
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
        # A panel says itself what it is.
        self._title.setVisible(self.panel is None)
        self._about.setVisible(bool(entry.about))
        self.reset.hide()
        self.note.hide()

    def show_state(self, state: RowState) -> None:
        """All that is to be seen of it."""
        field = self.field
        if isinstance(field, ChoiceField) and state.options is not None:
            field.set_options(state.options)
        if isinstance(field, StandInField) and state.stands_in_for is not None:
            field.set_chosen(state.stands_in_for)
        if isinstance(field, ParagraphField) and state.example is not None:
            field.set_example(state.example)
        if field is not None and state.value is not None:
            field.show_value(state.value)
            self.reset.setVisible(state.value != DEFAULTS.get(self.entry.name, state.value))
        for part in (field, self.action):
            if part is not None:
                part.setEnabled(state.is_enabled)
        if state.about is not None:
            self._about.setText(state.about)
            self._about.setVisible(bool(state.about))
        self._show_problem(state.problem)

    def focus(self) -> None:
        """The keyboard is here."""
        panel = self.panel
        choice = panel.choice if isinstance(panel, MicrophonePanel | SpeakerPanel) else None
        target = self.field or self.action or choice
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_problem(self, sentence: str) -> None:
        if isinstance(self.field, KeysField):
            self.field.recorder.set_problem(sentence)
            return
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _fill(self) -> None:
        editor = self.entry.editor
        if self.panel is not None:
            self._column.addWidget(self.panel)
            self.panel.show()
        elif isinstance(editor, Action):
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
        if isinstance(field, KeysField):
            field.recorder.recording_changed.connect(self.recording_changed)
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
        fill(words, (1, self._title, self._about, 1))
        line = row(words, self.reset, *parts, spacing=10)
        line.setStretch(0, 1)
        self._column.addLayout(line)

    def _change(self, value: object) -> None:
        self._show_problem("")
        self.changed.emit(self.entry.name, value)

    def _reset(self) -> None:
        if self.field is not None:
            self.field.setFocus()
            self._change(DEFAULTS[self.entry.name])


def _is_of(panel: QWidget, entry: Entry) -> bool:
    kinds = {"microphone": MicrophonePanel, "speaker": SpeakerPanel}
    return isinstance(entry.editor, Panel) and isinstance(panel, kinds[entry.editor.kind])


def _make_field(entry: Entry) -> Field | None:
    limits = RANGES.get(entry.name, _NO_LIMITS)
    engines = CHOICES[entry.editor.of] if isinstance(entry.editor, StandIns) else ()
    return make_field(entry.editor, limits, engines)
