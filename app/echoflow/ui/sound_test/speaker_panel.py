"""Trying the loudspeaker: which one, a sound from the left and from the right, and whether it was heard."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.sound_test.device_choice import DeviceChoice
from echoflow.ui.style_sheet import accent_color
from echoflow.ui.theme import current_theme, faded
from echoflow.ui.window import GAP, button, fill, keep_place, label, named, row, set_tone


class Side(Enum):
    """Where the sound comes from."""

    NONE = "none"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class SpeakerPanel(QWidget):
    """Shows; `desks.sound_test_desk.SoundTestDesk` works for it.

    Attributes:
        choice: which loudspeaker.
        note: a sentence on what is heard.
    """

    chosen = Signal(str)
    """The name of another loudspeaker, or "" for what the system chooses."""
    play_wanted = Signal()
    stop_wanted = Signal()
    hidden = Signal()
    """It cannot be seen any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = DeviceChoice()
        self.choice.chosen.connect(self.chosen)
        self.play = button(tr("Play a sound"), self._play)
        self.yes = button(tr("I heard it"), lambda: self._answer(heard=True))
        self.no = button(tr("I heard nothing"), lambda: self._answer(heard=False))
        self.note = label(tone="secondary")
        self._picture = _Speakers()
        self._is_playing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        line = row(named(tr("Loudspeaker"), self.choice), self.choice, self.play)
        line.setStretch(1, 1)
        answer = row(self._picture, self.note, self.yes, self.no)
        answer.setStretch(1, 1)
        fill(column, (line, answer))
        for each in (self.yes, self.no):
            keep_place(each)
        self._ask("")

    def set_devices(self, names: list[str], default: str, chosen: str) -> None:
        """The loudspeakers, the one the system would take, and the one in use ("" for what the system chooses)."""
        self.choice.set_devices(names, default, chosen)
        self.choice.setEnabled(bool(names))
        self.play.setEnabled(bool(names))
        if not names:
            self.show_problem(tr("This computer has no loudspeaker; connect one."))

    def set_playing(self, side: Side) -> None:
        """Where the sound comes from now; NONE when it is over, and the user is asked whether it was heard."""
        was_playing, self._is_playing = self._is_playing, side is not Side.NONE
        self._picture.set_side(side)
        self.play.setText(tr("Stop") if self._is_playing else tr("Play a sound"))
        if self._is_playing:
            self._ask({Side.LEFT: tr("Left…"), Side.RIGHT: tr("Right…"), Side.BOTH: tr("Both…")}[side], ask=True)
        elif was_playing:
            self._ask(tr("Did you hear it?"), ask=True)

    def show_problem(self, sentence: str) -> None:
        """Why nothing can be played."""
        self._is_playing = False
        self._picture.set_side(Side.NONE)
        self.play.setText(tr("Play a sound"))
        self._ask(sentence, tone="bad")

    def hideEvent(self, event: QHideEvent) -> None:
        """Who cannot stop it any more is not to hear it any more."""
        super().hideEvent(event)
        self.hidden.emit()

    def _play(self) -> None:
        if self._is_playing:
            self.stop_wanted.emit()
        else:
            self.play_wanted.emit()

    def _answer(self, *, heard: bool) -> None:
        if self._is_playing:
            self.stop_wanted.emit()
        self.play.setFocus()
        if heard:
            self._ask(tr("Good, the loudspeaker works."), tone="good")
        else:
            remedy = tr("Turn up the volume, see whether the sound is muted, or choose another loudspeaker.")
            self._ask(remedy, tone="warning")

    def _ask(self, sentence: str, tone: str = "secondary", *, ask: bool = False) -> None:
        self.note.setText(sentence)
        set_tone(self.note, tone)
        self.yes.setVisible(ask)
        self.no.setVisible(ask)


class _Speakers(QWidget):
    """Two loudspeakers; the one that sounds has waves."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._side = Side.NONE

    def sizeHint(self) -> QSize:
        """As high as a button."""
        height = round(self.fontMetrics().height() * 1.6)
        return QSize(height * 3, height)

    def set_side(self, side: Side) -> None:
        """Which of them sounds."""
        self._side = side
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The right one is the left one in a mirror."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_one(painter, is_on=self._side in (Side.LEFT, Side.BOTH))
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
            self._paint_one(painter, is_on=self._side in (Side.RIGHT, Side.BOTH))

    def _paint_one(self, painter: QPainter, *, is_on: bool) -> None:
        theme = current_theme()
        unit = self.height() / 16
        color = accent_color(theme) if is_on else faded(theme.text, 0.35)
        box = QPainterPath()
        box.addRoundedRect(QRectF(2 * unit, unit, 8 * unit, 14 * unit), 1.5 * unit, 1.5 * unit)
        painter.setPen(QPen(color, 1.4 * unit))
        painter.drawPath(box)
        painter.drawEllipse(QRectF(3.9 * unit, 7.2 * unit, 4.2 * unit, 4.2 * unit))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QRectF(5.1 * unit, 3.2 * unit, 1.8 * unit, 1.8 * unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if is_on:
            painter.setPen(QPen(color, 1.3 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            for radius in (3.5, 7.0):
                area = QRectF((11.5 - radius) * unit, (8 - radius) * unit, 2 * radius * unit, 2 * radius * unit)
                painter.drawArc(area, -40 * 16, 80 * 16)
