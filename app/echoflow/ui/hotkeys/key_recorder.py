"""Chooses a hotkey by pressing it: click the field or press Enter, then the keys. Escape leaves it as it was."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from echoflow.desktop.hotkeys.chord import Chord, parse_chord
from echoflow.errors import UserError
from echoflow.text import tr
from echoflow.ui.hotkeys.chord_field import ChordField
from echoflow.ui.window import button, label, row


class KeyRecorder(QWidget):
    """Shows a chord and takes another one. What makes a chord impossible is said under it."""

    chosen = Signal(str)
    """Another chord, as pynput writes it; "" for none."""
    recording_changed = Signal(bool)
    """It has the keyboard from now on, or not any more; a hotkey should do nothing meanwhile."""

    def __init__(self, chord: str = "", *, optional: bool = False) -> None:
        """`chord` as pynput writes it; where `optional`, there may be none, and a button for that."""
        super().__init__()
        self._field = ChordField(optional=optional)
        self._clear = button(tr("Clear"), self._take_none)
        self._problem = label(tone="bad", ratio=0.92)
        self._problem.hide()
        self._conflict = ""
        self._name = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(self._field, self._clear, spacing=8))
        # Not before it has a place: it would appear as a window of its own.
        self._clear.setVisible(optional)
        column.addWidget(self._problem)
        self.setFocusProxy(self._field)
        self._field.recorded.connect(self._take)
        self._field.cleared.connect(self._take_none)
        self._field.unusable.connect(self._refuse_key)
        self._field.recording_changed.connect(self._take_recording)
        self.set_chord(chord)

    @property
    def chord(self) -> str:
        """As pynput writes it; "" for none."""
        return str(self._field.chord) if self._field.chord is not None else ""

    @property
    def problem(self) -> str:
        """What is said under it; "" for nothing."""
        return self._problem.text()

    @property
    def is_recording(self) -> bool:
        """Whether the next keys are the new chord."""
        return self._field.is_recording

    def set_chord(self, chord: str) -> None:
        """Shows `chord`; none, and why, where it is no chord."""
        try:
            parsed = parse_chord(chord) if chord else None
        except UserError as error:
            self._field.set_chord(None)
            self.set_problem(str(error))
        else:
            self._field.set_chord(parsed)
        self._clear.setEnabled(self._field.chord is not None)
        self._tell_name()

    def set_problem(self, sentence: str) -> None:
        """Why the chord does not work, such as another program that has it; "" if it does."""
        self._conflict = sentence
        self._show_problem(sentence)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """Of what the chord is for; the field says it, and the keys with it."""
        super().setAccessibleName(name)
        self._name = name
        self._clear.setAccessibleName(tr("Clear: {name}", name=name))
        self._tell_name()

    def _take(self, chord: Chord) -> None:
        if chord.is_typed:
            self._show_problem(tr("Hold Ctrl, Alt or Super with it, or it would go off while you type."))
            return
        self._field.end()
        self._choose(chord)

    def _take_none(self) -> None:
        self._field.end()
        self._choose(None)
        self._field.setFocus()

    def _choose(self, chord: Chord | None) -> None:
        if chord == self._field.chord:
            return
        self._field.set_chord(chord)
        self._clear.setEnabled(chord is not None)
        self.set_problem("")
        self._tell_name()
        self.chosen.emit(self.chord)

    @Slot()
    def _refuse_key(self) -> None:
        self._show_problem(tr("This key cannot be part of a hotkey; choose another one."))

    def _take_recording(self, is_recording: bool) -> None:
        # What was wrong with the last try is no news during the next one.
        self._show_problem("" if is_recording else self._conflict)
        self._tell_name()
        self.recording_changed.emit(is_recording)

    def _show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._field.set_problem(bool(sentence))
        self._field.setAccessibleDescription(sentence or tr("Press Enter, then the keys. Escape cancels."))

    def _tell_name(self) -> None:
        """A screen reader says what it is for and which keys it has, or that it listens."""
        if self.is_recording:
            keys = tr("Press the keys…")
        else:
            keys = "+".join(self._field.chord.names) if self._field.chord is not None else tr("None")
        self._field.setAccessibleName(f"{self._name}: {keys}" if self._name else keys)
        QAccessible.updateAccessibility(QAccessibleEvent(self._field, QAccessible.Event.NameChanged))
