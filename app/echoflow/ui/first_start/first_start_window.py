"""The first start: language, sound, engines, hotkey, and a first conversation. Everything can be skipped."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.announcing import announce
from echoflow.ui.first_start.engines_step import EnginesStep
from echoflow.ui.first_start.hotkey_step import HotkeyStep
from echoflow.ui.first_start.language_step import LanguageStep
from echoflow.ui.first_start.sound_step import SoundStep
from echoflow.ui.first_start.step import Step
from echoflow.ui.first_start.talk_step import TalkStep
from echoflow.ui.meters import BusySign
from echoflow.ui.style_sheet import accent_color
from echoflow.ui.theme import current_theme, faded
from echoflow.ui.window import GAP, MARGIN, AppWindow, button, keep_place, label, row, scrolling_page


class FirstStartWindow(AppWindow):
    """Five pages, and the way between them. Return goes on, Escape puts it off.

    Attributes:
        languages: the first step.
        sound: the second.
        engines: the third.
        hotkey: the fourth.
        talk: the first conversation.
    """

    skip_wanted = Signal()
    """The user wants to see none of it again."""
    finish_wanted = Signal()
    """They have gone through it."""

    def __init__(self, price: str, step: int = 0) -> None:
        """`price`: a sentence on what clouds cost; `step`: the number of the page to begin with."""
        super().__init__(tr("Welcome to EchoFlow"))
        self.languages, self.sound, self.engines = LanguageStep(), SoundStep(), EnginesStep(price)
        self.hotkey, self.talk = HotkeyStep(), TalkStep()
        self._steps: tuple[Step, ...] = (self.languages, self.sound, self.engines, self.hotkey, self.talk)
        self._pages = _Pages()
        for each in self._steps:
            self._pages.addWidget(each)
        self._busy, self.progress = BusySign(), label(tone="secondary", ratio=0.95)
        self.progress.setWordWrap(False)
        self.dots = _Dots(len(self._steps))
        self.skip = button(tr("&Skip all"), self.skip_wanted.emit)
        self.back = button(tr("&Back"), self._go_back)
        self.next = button(tr("&Next"), self._go_on, primary=True)
        self._lay_out()
        self._pages.setCurrentIndex(min(step, len(self._steps) - 1))
        self._show_place()

    @property
    def step(self) -> int:
        """The number of the page, from 0."""
        return self._pages.currentIndex()

    def set_progress(self, sentence: str) -> None:
        """What is being loaded meanwhile; empty when all is there."""
        self.progress.setText(sentence)
        self._busy.setVisible(bool(sentence))

    def open(self) -> None:
        """Appears in front, or comes to the front, with the keyboard where the step begins."""
        was_visible = self.isVisible()
        super().open()
        if not was_visible:
            self._make_room()
            self._focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on, unless it means something where the keyboard is."""
        focus = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus, QPushButton):
            focus.click()
        elif not isinstance(focus, QLineEdit):
            self.next.click()

    def _lay_out(self) -> None:
        body = QWidget()
        scrolling_page(body).addWidget(self._pages)
        self._area: QScrollArea = body.findChildren(QScrollArea)[0]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(body, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, 0, MARGIN, MARGIN - 4)
        foot.setSpacing(GAP - 4)
        notes = row(1, self._busy, self.progress, 1, spacing=6)
        foot.addLayout(notes)
        # What is on both sides of the dots is equally wide, so that they stay in the middle.
        left, right = QWidget(), QWidget()
        for side, parts in ((left, (self.skip, 1)), (right, (1, self.back, self.next))):
            line = row(*parts, spacing=8)
            line.setContentsMargins(0, 0, 0, 0)
            side.setLayout(line)
        middle = row(left, self.dots, right)
        middle.setStretch(0, 1)
        middle.setStretch(2, 1)
        foot.addLayout(middle)
        whole.addLayout(foot)
        keep_place(self._busy)

    def _make_room(self) -> None:
        """How high the pages are is known only when they have their style; a scroll bar would cost them more lines."""
        width = self._area.width() - self._area.verticalScrollBar().sizeHint().width() - 2 * MARGIN
        missing = self._pages.heightForWidth(width) + 2 * MARGIN - self._area.viewport().height()
        room = self.screen().availableGeometry().height() - 60
        if missing > 0:
            self.resize(self.width(), min(room, self.height() + missing))

    def _go_back(self) -> None:
        self._go(self.step - 1)

    def _go_on(self) -> None:
        if self.step == len(self._steps) - 1:
            self.finish_wanted.emit()
        else:
            self._go(self.step + 1)

    def _go(self, step: int) -> None:
        if 0 <= step < len(self._steps):
            self._pages.setCurrentIndex(step)
            self._show_place()
            self._focus_first()
            announce(self, self.accessibleDescription())

    @Slot()
    def _focus_first(self) -> None:
        first = self._steps[self.step].first
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_place(self) -> None:
        is_last = self.step == len(self._steps) - 1
        self.back.setEnabled(self.step > 0)
        self.next.setText(tr("&Finish") if is_last else tr("&Next"))
        self.skip.setVisible(not is_last)
        self.dots.set_place(self.step)
        title = self._steps[self.step].title.text()
        self.setAccessibleDescription(
            tr("Step {number} of {count}: {title}", number=self.step + 1, count=len(self._steps), title=title)
        )


class _Pages(QStackedWidget):
    """Never lower than its words need at the width it has; what they ask for by themselves is far more."""

    def minimumSizeHint(self) -> QSize:
        """Of the highest page."""
        width = max(self.width(), super().minimumSizeHint().width())
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wider words need fewer lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class _Dots(QWidget):
    """How far one is; the first conversation, at the end, is a little larger."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self._place = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A line of text high."""
        height = self.fontMetrics().height()
        return QSize(height * self._count, height)

    def set_place(self, place: int) -> None:
        """The number of the step, from 0."""
        self._place = place
        self.setAccessibleName(tr("Step {number} of {count}", number=place + 1, count=self._count))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is done is filled."""
        theme = current_theme()
        pitch = self.width() / self._count
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for index in range(self._count):
                radius = self.height() * (0.26 if index == self._place else 0.18)
                accent = accent_color(theme)
                strength = 1.0 if index == self._place else 0.5
                painter.setBrush(faded(accent, strength) if index <= self._place else faded(theme.text, 0.22))
                painter.drawEllipse(QPointF(pitch * (index + 0.5), self.height() / 2), radius, radius)
