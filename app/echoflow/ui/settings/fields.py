"""What a setting is changed with: a switch, a choice, a number or a word for one, some text, keys.

Each shows a value, and says by a signal that the user wants another one. None of them changes by itself while the user
is at it, nor by a mouse wheel that only meant to scroll the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QDoubleSpinBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from echoflow.text import spoken, tr
from echoflow.ui.engine_names import LOCAL, engine_title
from echoflow.ui.hotkeys.key_recorder import KeyRecorder
from echoflow.ui.settings.entries import Choices, Editor, Keys, Line, Number, Paragraph, StandIns, Toggle, Value
from echoflow.ui.settings.switch import Switch
from echoflow.ui.theme import em
from echoflow.ui.window import name_choice

_LETTERS = 16
"""Of a choice that are always to be seen; the list that opens shows all of them."""


class Field(QWidget):
    """The part of a row that can be changed."""

    changed = Signal(object)
    """The user wants this `Value`."""
    is_wide = False
    """It stands under what it is called, and not beside it."""
    direction = QBoxLayout.Direction.LeftToRight
    """How its parts stand."""

    def __init__(self, *parts: QWidget) -> None:
        """The keyboard comes to the first of `parts`."""
        super().__init__()
        self._parts = parts
        line = QBoxLayout(self.direction, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in parts:
            line.addWidget(part)
        self.setFocusProxy(parts[0])

    def set_name(self, name: str, about: str) -> None:
        """What it is called and a sentence on it, for a screen reader."""
        for part in self._parts:
            part.setAccessibleName(name)
            part.setAccessibleDescription(about)
            if isinstance(part, QComboBox):
                name_choice(part, name)

    def show_value(self, value: Value) -> None:
        """It is `value` now."""
        raise NotImplementedError

    def finish(self) -> None:
        """The user goes away: what they typed counts."""


class Combo(QComboBox):
    """Is turned by the wheel only when it has the keyboard, and is no wider than its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def fill(self, options: Iterable[tuple[object, str]], current: object) -> None:
        """Offers values and what they are called; one that is not among them is shown as it is."""
        offered = list(options)
        if current not in [value for value, _ in offered]:
            offered.append((current, str(current) if current else "–"))
        self.clear()
        for value, title in offered:
            self.addItem(title, value)
        self.setCurrentIndex([value for value, _ in offered].index(current))
        self.setToolTip(self.currentText() if len(self.currentText()) > _LETTERS else "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ToggleField(Field):
    """On or off."""

    def __init__(self) -> None:
        self.switch = Switch()
        super().__init__(self.switch)
        self.switch.clicked.connect(lambda: self.changed.emit(self.switch.isChecked()))

    def show_value(self, value: Value) -> None:
        """On or off."""
        self.switch.setChecked(bool(value))


class ChoiceField(Field):
    """One of several."""

    def __init__(self, choices: Choices) -> None:
        self.combo = Combo()
        super().__init__(self.combo)
        self._options: list[tuple[object, str]] = [(value, spoken(title)) for value, title in choices.options]
        self._other = spoken(choices.other) if choices.other else ""
        self._value: Value = ""
        self.combo.activated.connect(self._choose)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """There are these to choose from: value and title."""
        self._options = list(options)
        self.show_value(self._value)

    def show_value(self, value: Value) -> None:
        """The chosen one."""
        self._value = value
        is_other = self._other and value not in [each for each, _ in self._options]
        self.combo.fill([*self._options, (value, self._other)] if is_other else self._options, value)

    @Slot(int)
    def _choose(self, index: int) -> None:
        value = self.combo.itemData(index)
        if value != self._value:
            self.changed.emit(value)


class StandInField(Field):
    """Which engines take over, and in which order."""

    def __init__(self, engines: Sequence[str]) -> None:
        """`engines` are all that a stage can have."""
        self.combo = Combo()
        super().__init__(self.combo)
        self._engines = tuple(engines)
        self._chosen = engines[0]
        self._value: tuple[str, ...] = ()
        self.combo.activated.connect(self._choose)

    def set_chosen(self, engine: str) -> None:
        """The one that is to be stood in for."""
        self._chosen = engine
        self.show_value(self._value)

    def show_value(self, value: Value) -> None:
        """The engines, in order; the chosen one does not stand in for itself."""
        assert isinstance(value, tuple)
        self._value = value
        self.combo.fill(
            [(orders, _order_title(orders)) for orders in self._orders()],
            tuple(engine for engine in value if engine != self._chosen),
        )

    def _orders(self) -> list[tuple[str, ...]]:
        others = [engine for engine in self._engines if engine != self._chosen]
        return [order for count in range(len(others) + 1) for order in permutations(others, count)]

    @Slot(int)
    def _choose(self, index: int) -> None:
        order = tuple(self.combo.itemData(index))
        # This computer stands in for a cloud that is chosen later, unless that was taken away from it.
        self.changed.emit((*order, LOCAL) if self._chosen == LOCAL else order)


def _order_title(engines: Sequence[str]) -> str:
    if not engines:
        return tr("Nothing")
    title = engine_title(engines[0])
    for engine in engines[1:]:
        title = tr("{before}, then {after}", before=title, after=engine_title(engine))
    return title


class Spin(QDoubleSpinBox):
    """A number that is typed; the wheel turns it only when it has the keyboard."""

    def __init__(self, number: Number, limits: tuple[float, float]) -> None:
        super().__init__()
        self.setDecimals(number.decimals)
        self.setRange(*limits)
        self.setSingleStep(number.step)
        self.setPrefix(number.prefix)
        if number.unit:
            self.setSuffix(f" {spoken(number.unit)}")
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Qt gives the field within the box neither the padding of the box nor one of its own.
        self.lineEdit().setTextMargins(8, 0, 8, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(Field):
    """A number, or a word that stands for one."""

    direction = QBoxLayout.Direction.TopToBottom

    def __init__(self, number: Number, limits: tuple[float, float]) -> None:
        self.combo = Combo()
        self.spin = Spin(number, (limits[0] if number.lowest is None else number.lowest, limits[1]))
        super().__init__(*((self.combo, self.spin) if number.words else (self.spin,)))
        self._number = number
        self._value: float = number.first
        self.combo.activated.connect(self._choose)
        self.spin.valueChanged.connect(self._take)
        if not number.words:
            self.combo.setParent(self)
            self.combo.hide()

    def show_value(self, value: Value) -> None:
        """The number, or its word."""
        assert isinstance(value, int | float)
        self._value = value
        is_word = any(value == word for word, _ in self._number.words)
        options: list[tuple[object, str]] = [(word, spoken(title)) for word, title in self._number.words]
        self.combo.fill([*options, (None, tr("Own value"))], value if is_word else None)
        self.spin.setVisible(not is_word)
        if not is_word and not (self.spin.hasFocus() and self.spin.lineEdit().isModified()):
            self.spin.blockSignals(True)
            self.spin.setValue(value)
            self.spin.blockSignals(False)

    def finish(self) -> None:
        """What was typed counts."""
        self.spin.interpretText()

    @Slot(int)
    def _choose(self, index: int) -> None:
        word = self.combo.itemData(index)
        if word is None:
            self._emit(self._number.first)
            self.spin.setFocus()
            self.spin.selectAll()
        else:
            self._emit(word)

    @Slot(float)
    def _take(self, value: float) -> None:
        self._emit(value)

    def _emit(self, value: float) -> None:
        wanted = round(value, self._number.decimals) if self._number.decimals else int(value)
        if wanted != self._value:
            self.show_value(wanted)
            self.changed.emit(wanted)


class LineField(Field):
    """A line of text; it counts when the user leaves it or presses Enter."""

    def __init__(self, line: Line) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit)
        self.edit.setPlaceholderText(spoken(line.example))
        self.edit.editingFinished.connect(self.finish)

    def show_value(self, value: Value) -> None:
        """The text; what is being typed is left alone."""
        if not (self.edit.hasFocus() and self.edit.isModified()):
            self.edit.setText(str(value))
            self.edit.setCursorPosition(0)

    @Slot()
    def finish(self) -> None:
        """Qt calls it finished whenever the field loses the keyboard."""
        if self.edit.isModified():
            self.edit.setModified(False)
            self.changed.emit(self.edit.text().strip())


class _TextBox(QPlainTextEdit):
    """Tab leads on: there is nothing to indent."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Four lines."""
        return QSize(em(self.font()) * 40, self.fontMetrics().lineSpacing() * 4 + 24)

    def minimumSizeHint(self) -> QSize:
        """As high, and narrower where it must."""
        return QSize(em(self.font()) * 20, self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The user has left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class ParagraphField(Field):
    """Some lines of text, or words one on each line; they count when the user leaves them."""

    is_wide = True

    def __init__(self, paragraph: Paragraph) -> None:
        self.edit = _TextBox()
        super().__init__(self.edit)
        self._is_list = paragraph.is_list
        self.set_example(spoken(paragraph.example) if paragraph.example else "")
        self.edit.left.connect(self.finish)

    def set_example(self, words: str) -> None:
        """What holds while it is empty."""
        self.edit.setPlaceholderText(words)

    def show_value(self, value: Value) -> None:
        """The text; what is being typed is left alone."""
        text = "\n".join(value) if isinstance(value, tuple) else str(value)
        if not (self.edit.hasFocus() and self.edit.document().isModified()) and text != self.edit.toPlainText():
            self.edit.setPlainText(text)
        if text == self.edit.toPlainText():
            self.edit.document().setModified(False)

    @Slot()
    def finish(self) -> None:
        """What was typed counts."""
        if not self.edit.document().isModified():
            return
        self.edit.document().setModified(False)
        text = self.edit.toPlainText().strip()
        words = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        self.changed.emit(words if self._is_list else text)


class KeysField(Field):
    """A chord."""

    is_wide = True

    def __init__(self, keys: Keys) -> None:
        self.recorder = KeyRecorder(optional=keys.optional)
        super().__init__(self.recorder)
        self.recorder.chosen.connect(lambda chord: self.changed.emit(chord))

    def show_value(self, value: Value) -> None:
        """The chord."""
        if value != self.recorder.chord and not self.recorder.is_recording:
            self.recorder.set_chord(str(value))


def make_field(editor: Editor, limits: tuple[float, float], engines: Sequence[str]) -> Field | None:
    """The field for `editor`; None where it needs none. `limits` are of a number, `engines` of what stands in."""
    match editor:
        case Toggle():
            return ToggleField()
        case Choices():
            return ChoiceField(editor)
        case StandIns():
            return StandInField(engines)
        case Number():
            return NumberField(editor, limits)
        case Line():
            return LineField(editor)
        case Paragraph():
            return ParagraphField(editor)
        case Keys():
            return KeysField(editor)
        case _:
            return None
