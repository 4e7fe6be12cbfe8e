"""Trying the microphone: which one, how loud it is, what is wrong with it, and what is understood of a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QStackedLayout, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.announcing import announce
from echoflow.ui.meters import BusySign, LevelBar
from echoflow.ui.sound_test.device_choice import DeviceChoice
from echoflow.ui.window import GAP, button, fill, label, named, row, set_tone

_OFFER, _LISTENING, _UNDERSTANDING, _RESULT = range(4)


class MicrophonePanel(QWidget):
    """Shows; `desks.sound_test_desk.SoundTestDesk` works for it.

    Attributes:
        choice: which microphone.
        level: how loud it is.
        advice: a sentence on that.
        heard: what was understood.
    """

    shown = Signal(bool)
    """It can be seen from now on, or no more: the level is worth measuring only while it is."""
    chosen = Signal(str)
    """The name of another microphone, or "" for what the system chooses."""
    test_wanted = Signal()
    """The user is about to say something."""
    test_stop_wanted = Signal()
    """They have said it."""
    play_wanted = Signal()
    """What they said is to be heard again."""
    play_stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = DeviceChoice()
        self.choice.chosen.connect(self.chosen)
        self.level = LevelBar()
        self.advice = label(tone="secondary")
        self.test = button(tr("Say hello"), self.test_wanted.emit)
        self.stop = button(tr("Done"), self.test_stop_wanted.emit)
        self.play = button(tr("Play"), self._play)
        self.again = button(tr("Once more"), self.test_wanted.emit)
        self.heard = label(bold=True, ratio=1.1)
        self.note = label(tone="secondary")
        self._is_playing = False
        self._pages = QStackedLayout()
        for page in (self._offer_page(), self._listening_page(), self._busy_page(), self._result_page()):
            self._pages.addWidget(page)
        self._lay_out()
        self._name_parts()

    def set_devices(self, names: list[str], default: str, chosen: str) -> None:
        """The microphones, the one the system would take, and the one in use ("" for what the system chooses)."""
        self.choice.set_devices(names, default, chosen)
        self.choice.setEnabled(bool(names))
        self.test.setEnabled(bool(names))

    def set_level(self, decibels: float) -> None:
        """How loud it is now; full scale is 0."""
        self.level.set_level(decibels)

    def set_advice(self, sentence: str, tone: str = "secondary") -> None:
        """What is to be said of the level; `tone` as of `label`."""
        if sentence != self.advice.text():
            self.advice.setText(sentence)
        set_tone(self.advice, tone)

    def show_offer(self) -> None:
        """Nothing has been said yet."""
        self._show(_OFFER, self.test)

    def show_listening(self) -> None:
        """The user may speak now."""
        self._show(_LISTENING, self.stop)

    def show_understanding(self) -> None:
        """They have spoken; it is being transcribed."""
        self._show(_UNDERSTANDING, None)

    def show_result(self, words: str, note: str, tone: str, *, can_play: bool) -> None:
        """What was understood, or nothing, and a sentence on it; `can_play`: there is something to hear again."""
        self.heard.setText(tr("“{words}”", words=words) if words else "")
        self.heard.setVisible(bool(words))
        self.note.setText(note)
        set_tone(self.note, tone)
        self.play.setVisible(can_play)
        self._show(_RESULT, self.play if can_play else self.again)
        announce(self, " ".join(filter(None, (self.heard.text(), note))))

    def set_playing(self, playing: bool) -> None:
        """Whether what was said is to be heard now."""
        self._is_playing = playing
        self.play.setText(tr("Stop") if playing else tr("Play"))

    def showEvent(self, event: QShowEvent) -> None:
        """The level is worth measuring."""
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """It is not any more."""
        super().hideEvent(event)
        self.shown.emit(False)

    def _lay_out(self) -> None:
        well = QFrame()
        well.setObjectName("well")
        # Room for a sentence of two lines and what is said of it, so that nothing moves when they come.
        well.setMinimumHeight(round(self.fontMetrics().height() * 4.4))
        inside = QVBoxLayout(well)
        inside.setContentsMargins(GAP + 2, GAP - 2, GAP, GAP - 2)
        inside.addLayout(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        name = named(tr("Microphone"), self.choice)
        line = row(name, self.choice)
        line.setStretch(1, 1)
        fill(column, (line, self.level, self.advice, well))

    def _name_parts(self) -> None:
        self.heard.setAccessibleDescription(tr("What was understood"))
        self.test.setAccessibleName(tr("Say hello: try the microphone"))
        self.stop.setAccessibleName(tr("Done: I have finished speaking"))
        self.again.setAccessibleName(tr("Say hello once more"))
        self.play.setAccessibleName(tr("Play what I said"))

    def _offer_page(self) -> QWidget:
        words = label(tr("Say a sentence, and see and hear what arrives."), tone="secondary")
        return _page(row(words, self.test))

    def _listening_page(self) -> QWidget:
        words = label(tr("Now say: “Hello, can you hear me?”"), bold=True)
        return _page(row(words, self.stop))

    def _busy_page(self) -> QWidget:
        sign = BusySign()
        sign.setVisible(True)
        return _page(row(sign, label(tr("Writing down what was said…"), tone="secondary")))

    def _result_page(self) -> QWidget:
        words = QVBoxLayout()
        words.setSpacing(4)
        fill(words, (self.heard, self.note))
        line = row(words, self.play, self.again)
        line.setStretch(0, 1)
        return _page(line)

    def _show(self, page: int, focus: QWidget | None) -> None:
        # Only who was here stays here: whoever types elsewhere is left alone.
        here = self._pages.currentWidget()
        has_keyboard = here is not None and here.isAncestorOf(self.focusWidget() or self)
        self._pages.setCurrentIndex(page)
        if has_keyboard and focus is not None:
            focus.setFocus()
        elif has_keyboard:
            self.choice.setFocus()

    def _play(self) -> None:
        if self._is_playing:
            self.play_stop_wanted.emit()
        else:
            self.play_wanted.emit()


def _page(*parts: QWidget | QLayout | int) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    fill(column, parts)
    return page
