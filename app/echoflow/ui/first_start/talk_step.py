"""The first conversation: what to do, what is heard, and the answer, as they come."""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from echoflow.text import tr
from echoflow.ui.first_start.pictures import Picture, draw_talk
from echoflow.ui.first_start.spoken_label import SpokenLabel
from echoflow.ui.first_start.step import Step
from echoflow.ui.manner import Manner
from echoflow.ui.overlay.painting import paint_orb
from echoflow.ui.state import BUSY, AppState, state_label
from echoflow.ui.theme import current_theme, interface_font
from echoflow.ui.window import GAP, button, card, label, set_tone

_FRAME_MILLISECONDS = 33
"""Thirty pictures a second: the machine has an answer to make meanwhile."""


class TalkStep(Step):
    """Follows a conversation.

    Attributes:
        state: what the app is doing, in words.
        question: what it has understood.
        answer: what it says.
        talk: for whoever has no keys.
    """

    talk_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(Picture(draw_talk, AppState.SPEAKING), tr("Now say something"), "")
        self._state = AppState.IDLE
        self._is_done = False
        self.explanation.setFont(interface_font(1.15))
        set_tone(self.explanation, "")
        self.orb = _Orb()
        self.state = label(bold=True, ratio=1.15)
        self.question = label(tone="secondary", ratio=1.05)
        self.question.setAccessibleDescription(tr("What was understood"))
        self.answer = SpokenLabel()
        self.answer.setAccessibleDescription(tr("Answer"))
        self.talk = button(tr("Talk"), self._click)
        frame, column = card()
        # The words are below the state, as in the overlay.
        places = QGridLayout()
        places.setHorizontalSpacing(GAP)
        places.setVerticalSpacing(6)
        places.setColumnStretch(1, 1)
        for place, each in enumerate((self.orb, self.state, self.talk)):
            places.addWidget(each, 0, place)
        for line, words in enumerate((self.question, self.answer), start=1):
            places.addWidget(words, line, 1, 1, 2)
        column.addLayout(places)
        column.addStretch(1)
        frame.setMinimumHeight(round(self.fontMetrics().height() * 13))
        self.farewell = label(tone="good")
        self.farewell.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.lay_out((frame, self.farewell))
        self.show_state(AppState.IDLE)

    @property
    def first(self) -> QWidget | None:
        """The button, for whoever has no keys."""
        return self.talk

    def set_manner(self, manner: Manner) -> None:
        """How the user begins to talk."""
        if not self._is_done:
            self.explanation.setText(_invitation(manner))

    def show_state(self, state: AppState) -> None:
        """What the app is doing."""
        self._state = state
        self.orb.set_state(state)
        self.state.setText(state_label(state))
        self.talk.setText(tr("Stop") if state in BUSY else tr("Talk"))
        self.talk.setEnabled(state is not AppState.LOADING)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Nothing is to move but what the voice moves."""
        self.orb.is_still = reduced

    def show_level(self, level: float) -> None:
        """How loud the voice is, 0 to 1."""
        self.orb.set_level(level)

    def show_user_text(self, text: str, *, final: bool) -> None:
        """What is understood so far; a new question puts away the last answer."""
        self.question.setText(tr("“{words}”", words=text) if text else "")
        if final:
            self.answer.set_words("", 0)

    def show_answer(self, text: str, spoken: int) -> None:
        """The answer so far, of which `spoken` characters were heard."""
        self.answer.set_words(text, spoken)

    def show_problem(self, sentence: str) -> None:
        """What went wrong; empty for nothing any more."""
        self.farewell.setText(sentence)
        set_tone(self.farewell, "bad")

    def show_done(self) -> None:
        """The first answer was heard."""
        self._is_done = True
        self.title.setText(tr("That was your first conversation"))
        self.explanation.setText(tr("You can go on at once, or cut in while EchoFlow is speaking."))
        set_tone(self.farewell, "good")
        self.farewell.setText(
            tr("EchoFlow stays in the tray, at the edge of your screen: click its icon for everything else.")
        )

    def _click(self) -> None:
        if self._state in BUSY:
            self.stop_wanted.emit()
        else:
            self.talk_wanted.emit()


def _invitation(manner: Manner) -> str:
    """What to do, with an example."""
    example = tr("What is the capital of France?")
    how = manner.how_to_talk(otherwise=tr("Press “Talk” and talk."))
    return tr("{how} For example: “{example}”", how=how, example=example)


class _Orb(QWidget):
    """The disc of the overlay: it breathes, listens, thinks and speaks."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._state = AppState.IDLE
        self._level = 0.0
        self.is_still = False
        self._timer = QTimer(self, interval=_FRAME_MILLISECONDS)
        self._timer.timeout.connect(self.update)

    def sizeHint(self) -> QSize:
        """Its disc is some three lines of text high, and its light needs room."""
        side = round(self.fontMetrics().height() * 4.5)
        return QSize(side, side)

    def set_state(self, state: AppState) -> None:
        """What the app is doing."""
        self._state = state
        self.update()

    def set_level(self, level: float) -> None:
        """0 to 1."""
        self._level = level

    def showEvent(self, event: QShowEvent) -> None:
        """It moves only while it can be seen."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """It moves only while it can be seen."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the overlay draws it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            center = QPointF(self.width() / 2, self.height() / 2)
            theme = current_theme()
            accent = theme.accents[self._state]
            level = self._level if self._state is AppState.LISTENING else 0.0
            now = None if self.is_still else time.monotonic()
            paint_orb(painter, center, self.width() * 0.32, theme, accent, self._state, now, level)
