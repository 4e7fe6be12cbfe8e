"""The field that shows a chord as keys of a keyboard and takes another one when it is clicked."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from echoflow.desktop.hotkeys.chord import Chord
from echoflow.desktop.hotkeys.keys import MODIFIERS, printed
from echoflow.text import tr
from echoflow.ui.hotkeys.pressed_keys import key_name, modifier_names, modifier_of
from echoflow.ui.overlay.painting import paint_keycaps
from echoflow.ui.style_sheet import accent_color, bad_color, card_color
from echoflow.ui.theme import Theme, blend, current_theme, em, interface_font
from echoflow.ui.window import AppWindow

_PADDING = 10.0
_RADIUS = 8.0
_CAP_PADDING = 12.0
_CAP_GAP = 5.0
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class ChordField(QAbstractButton):
    """A button that shows keys. Pressed, it listens: the next chord is the new one.

    While it listens it has the whole keyboard, so that a chord which means something elsewhere can be chosen as well.
    """

    recorded = Signal(object)
    """The user pressed this `Chord`, good or not."""
    cleared = Signal()
    """The user wants no chord."""
    unusable = Signal()
    """The user pressed a key that cannot be in a chord."""
    recording_changed = Signal(bool)
    """It listens from now on, or not any more."""

    def __init__(self, *, optional: bool) -> None:
        super().__init__()
        self._optional = optional
        self._chord: Chord | None = None
        self._held = _NO_MODIFIER
        self._is_recording = False
        self._has_problem = False
        self.setFont(interface_font(1.0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.begin)

    @property
    def chord(self) -> Chord | None:
        """The one it shows at rest."""
        return self._chord

    @property
    def is_recording(self) -> bool:
        """Whether it listens."""
        return self._is_recording

    def set_chord(self, chord: Chord | None) -> None:
        """Shows `chord` from now on."""
        self._chord = chord
        self.updateGeometry()
        self.update()

    def set_problem(self, has_problem: bool) -> None:
        """Whether its edge says that something is wrong with the chord."""
        self._has_problem = has_problem
        self.update()

    def begin(self) -> None:
        """Listens for the next chord."""
        if not self._is_recording:
            self._is_recording = True
            self._held = _NO_MODIFIER
            if self._can_grab:
                self.grabKeyboard()
            self.update()
            self.recording_changed.emit(True)

    def end(self) -> None:
        """Listens no more; the chord is as it was."""
        if self._is_recording:
            self._is_recording = False
            if self._can_grab:
                self.releaseKeyboard()
            self.update()
            self.recording_changed.emit(False)

    def event(self, event: QEvent) -> bool:
        """Tab and the shortcuts of the window are keys like any other while it listens."""
        if self._is_recording and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.KeyPress:
                self._take(event)
            elif event.type() is QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self._held = _after(event, is_press=False)
                self.update()
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins as well as Space; Backspace and Delete clear."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif self._optional and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere has thought better of it."""
        # Its own grab of the keyboard looks like a loss of focus on some systems, but the focus stays.
        if not self.hasFocus():
            self.end()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The keyboard goes back with the window."""
        self.end()
        super().hideEvent(event)

    def _take(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if modifier_of(key) is not None:
            self._held = _after(event, is_press=True)
            self.update()
        elif modifiers == _NO_MODIFIER and key == Qt.Key.Key_Escape:
            self.end()
        elif self._optional and modifiers == _NO_MODIFIER and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.end()
            self.cleared.emit()
        elif (name := key_name(key)) is None or event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
            self.unusable.emit()
        elif not event.isAutoRepeat():
            self.recorded.emit(Chord(modifier_names(modifiers), name))

    def sizeHint(self) -> QSize:
        """Room for four keys."""
        return QSize(em(self.font()) * 34, round(QFontMetricsF(self.font()).height() * 1.95))

    def minimumSizeHint(self) -> QSize:
        """Room for the words that ask for keys."""
        metrics = QFontMetricsF(self.font())
        words = max(metrics.horizontalAdvance(each) for each in (self._asking, self._empty))
        keys = _width(self._shown_keys, metrics)
        return QSize(round(max(words, keys) + 2 * _PADDING + 4), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The keys, or the words that ask for them."""
        window = self.window()
        theme = window.theme if isinstance(window, AppWindow) else current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, theme)
        if keys := self._shown_keys:
            right = _PADDING + _width(keys, QFontMetricsF(self.font()))
            paint_keycaps(painter, right, self.height() / 2, keys, self.font(), theme)
        else:
            painter.setFont(self.font())
            painter.setPen(accent_color(theme) if self._is_recording else theme.text_secondary)
            area = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
            words = self._asking if self._is_recording else self._empty
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def _paint_frame(self, painter: QPainter, theme: Theme) -> None:
        card, accent = card_color(theme), accent_color(theme)
        thickness = 2.0 if self._is_recording or self.hasFocus() else 1.0
        if self._is_recording or self.hasFocus():
            edge = accent
        elif self._has_problem:
            edge = bad_color(theme)
        else:
            edge = blend(card, theme.text, 0.55 if self.underMouse() else 0.30)
        painter.setPen(QPen(edge, thickness))
        painter.setBrush(blend(card, accent, 0.10) if self._is_recording else card)
        inset = thickness / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)

    @property
    def _can_grab(self) -> bool:
        """Only X11 gives one program the whole keyboard; elsewhere Qt would complain."""
        return QGuiApplication.platformName() == "xcb"

    @property
    def _shown_keys(self) -> tuple[str, ...]:
        if self._is_recording:
            held = modifier_names(self._held)
            return tuple(printed(each) for each in MODIFIERS if each in held)
        return self._chord.names if self._chord is not None else ()

    @property
    def _asking(self) -> str:
        return tr("Press the keys…")

    @property
    def _empty(self) -> str:
        return tr("None")


def _width(keys: Sequence[str], metrics: QFontMetricsF) -> float:
    """What `paint_keycaps` takes for `keys`."""
    height = math.ceil(metrics.height()) + 4.0
    caps = sum(max(height, metrics.horizontalAdvance(key) + _CAP_PADDING) for key in keys)
    return caps + _CAP_GAP * max(0, len(keys) - 1)


def _after(event: QKeyEvent, *, is_press: bool) -> Qt.KeyboardModifier:
    """What is held once `event` has happened; whether it says so itself differs by system."""
    modifier = modifier_of(event.key()) or _NO_MODIFIER
    return event.modifiers() | modifier if is_press else event.modifiers() & ~modifier
