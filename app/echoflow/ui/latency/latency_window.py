"""How fast EchoFlow answers: the last answers stage by stage, how all of them are spread, and what to do about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from echoflow.conversation.responsiveness import GOAL_P50, GOAL_P95, Spread
from echoflow.conversation.timeline import TurnStage
from echoflow.text import tr
from echoflow.ui.latency.histogram import Histogram
from echoflow.ui.latency.latency_figures import RECENT, Figures, stage_color
from echoflow.ui.latency.waterfall import Waterfall
from echoflow.ui.plot import LegendDot
from echoflow.ui.stage_words import milliseconds, stage_name
from echoflow.ui.theme import current_theme, faded
from echoflow.ui.window import GAP, AppWindow, ask, button, card, label, row, scrolling_page, set_tone

_THANKS_MILLISECONDS = 2_000


class LatencyWindow(AppWindow):
    """Shows what it is given by `show_figures`; may be given more while it is open.

    Attributes:
        recent: the last answers, from voice to voice.
        overall: all answers.
        silence: interruptions.
        waterfall: the last answers, drawn.
        histogram: all answers, drawn.
    """

    delete_wanted = Signal()
    """The user has confirmed that all figures are to be forgotten."""

    def __init__(self) -> None:
        super().__init__(tr("Response times"))
        self._figures = Figures()
        column = scrolling_page(self)
        self.recent = _Figure(tr("Last answers"))
        self.overall = _Figure(tr("All answers"))
        self.silence = _Figure(tr("When you cut in"))
        tiles = row(self.recent, self.overall, self.silence)
        column.addLayout(tiles)
        self.empty = _Empty()
        column.addWidget(self.empty, 1)
        self.waterfall = Waterfall()
        self.waterfall.selection_changed.connect(self._show_details)
        self.details = label(tone="secondary", ratio=0.9)
        self.histogram = Histogram()
        self.charts = QWidget()
        charts = row(self._make_answers(), self._make_spread())
        charts.setContentsMargins(0, 0, 0, 0)
        charts.setStretch(0, 3)
        charts.setStretch(1, 2)
        self.charts.setLayout(charts)
        column.addWidget(self.charts, 1)
        self.verdict = label(bold=True)
        self.hint = label()
        self.copy = button(tr("Copy figures"), self._copy)
        self.delete = button(tr("Delete figures…"), self._ask_to_delete)
        self.copied = _plain(tr("Copied."), "good")
        self.copied.hide()
        self.advice = self._make_advice()
        column.addWidget(self.advice)
        self._thanks = QTimer(self, singleShot=True, interval=_THANKS_MILLISECONDS)
        self._thanks.timeout.connect(self.copied.hide)
        self.show_figures(self._figures)

    def show_figures(self, figures: Figures) -> None:
        """Shows these from now on."""
        self._figures = figures
        self.recent.show_answers(figures.recent, tr("of the last {count}", count=min(RECENT, len(figures.turns))))
        self.overall.show_answers(figures.overall, tr("of {count} answers", count=len(figures.turns)))
        self.silence.show_silence(figures.silence, figures.softness)
        self.waterfall.set_turns(figures.turns[-RECENT:])
        self.histogram.set_seconds([turn.seconds for turn in figures.turns])
        self.verdict.setText(figures.verdict())
        self.hint.setText(figures.hint())
        was_empty = not self.empty.isHidden()
        self.empty.setVisible(not figures.turns)
        for part in (self.charts, self.advice):
            part.setVisible(bool(figures.turns))
        if figures.turns and was_empty and self.isVisible():
            # What was measured is read after the window has opened, and needs more room than nothing.
            for area in self.findChildren(QScrollArea):
                area.updateGeometry()
            self._fit_to_screen()
        self._show_details()

    def _make_answers(self) -> QFrame:
        frame, column = card()
        column.addWidget(label(tr("From your last sound to the first of the answer"), bold=True))
        column.addWidget(self.waterfall, 1)
        legend = row(spacing=GAP + 4)
        for stage in TurnStage:
            dot = LegendDot(partial(stage_color, stage), roundness=0.7)
            legend.addLayout(row(dot, _plain(stage_name(stage)), spacing=5))
        legend.addStretch(1)
        column.addLayout(legend)
        # Two lines are room for the longest, so that nothing jumps while the mouse moves.
        self.details.setMinimumHeight(self.details.fontMetrics().lineSpacing() * 2)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.details)
        return frame

    def _make_spread(self) -> QFrame:
        frame, column = card()
        column.addWidget(label(tr("All answers by their time, in milliseconds"), bold=True))
        column.addWidget(self.histogram, 1)
        goals = tr(
            "The aim: half of them within {p50} and nearly all within {p95}, as between people.",
            p50=milliseconds(GOAL_P50),
            p95=milliseconds(GOAL_P95),
        )
        column.addWidget(label(goals, tone="secondary", ratio=0.9))
        return frame

    def _make_advice(self) -> QFrame:
        frame, column = card()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.verdict)
        words.addWidget(self.hint)
        line = row(words, self.copied, self.copy, self.delete)
        line.setStretch(0, 1)
        column.addLayout(line)
        return frame

    @Slot()
    def _show_details(self) -> None:
        chosen = self.waterfall.selected
        self.details.setText(chosen.words() if chosen is not None else "")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._figures.text())
        self.copied.show()
        self._thanks.start()

    def _ask_to_delete(self) -> None:
        ask(
            self,
            tr("Delete the response times?"),
            tr("All figures that were measured so far are forgotten."),
            tr("Delete"),
            self.delete_wanted.emit,
        )


class _Figure(QWidget):
    """One p50 in large and its p95, as a card."""

    def __init__(self, title: str) -> None:
        super().__init__()
        frame, column = card()
        column.setSpacing(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.p50 = label(bold=True, ratio=1.9)
        self.p95 = label()
        self.note = label(tone="secondary", ratio=0.9)
        column.addWidget(label(title, tone="secondary"))
        self.p95.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row(self.p50, self.p95))
        column.addWidget(self.note)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_answers(self, figures: Spread | None, note: str) -> None:
        """From voice to voice, against the goals."""
        self._show(figures, note)
        if figures is not None:
            set_tone(self.p50, "good" if figures.p50 <= GOAL_P50 else "warning")
            set_tone(self.p95, "good" if figures.p95 <= GOAL_P95 else "warning")

    def show_silence(self, figures: Spread | None, softness: Spread | None) -> None:
        """From the onset of speech to silence, which has no goal of its own; and until it is soft, half of the time."""
        note = tr("until silence, {count} times", count=figures.count if figures is not None else 0)
        if softness is not None:
            note = tr("{note}; softer after {seconds}", note=note, seconds=milliseconds(softness.p50))
        self._show(figures, note)

    def _show(self, figures: Spread | None, note: str) -> None:
        self.p50.setText("–" if figures is None else milliseconds(figures.p50))
        p95 = tr("p95 {seconds}", seconds="–" if figures is None else milliseconds(figures.p95))
        self.p95.setText(p95)
        self.note.setText(tr("nothing measured yet") if figures is None else note)
        if figures is None:
            set_tone(self.p50, "secondary")
            set_tone(self.p95, "secondary")


class _Empty(QWidget):
    """Before the first answer: what will be here, faintly, and how it comes."""

    _ROWS = ((0.10, 0.08, 0.16, 0.05), (0.12, 0.05, 0.22, 0.06), (0.09, 0.10, 0.12, 0.05), (0.14, 0.06, 0.26, 0.08))
    """Shares of the width, as stages would be; of nothing that was measured."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch(5)
        words = label(tr("No answer has been measured yet"), bold=True, ratio=1.15)
        how = label(tr("Talk with EchoFlow, and each answer appears here with the time it took."), tone="secondary")
        for each in (words, how):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(each)
        column.addStretch(1)
        self.setMinimumHeight(self.fontMetrics().height() * 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A waterfall of nothing."""
        theme = current_theme()
        stages = (TurnStage.HEARING, TurnStage.WAITING, TurnStage.THINKING, TurnStage.SPEAKING)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            pitch = self.height() * 0.10
            for line, shares in enumerate(self._ROWS):
                left = self.width() * 0.28
                for stage, share in zip(stages, shares, strict=True):
                    painter.setBrush(faded(stage_color(stage, theme), 0.30))
                    width = share * self.width()
                    painter.drawRoundedRect(round(left), round(pitch * (line + 1)), round(width - 3), 10, 4, 4)
                    left += width


def _plain(words: str, tone: str = "secondary") -> QLabel:
    """A word or two that need no second line."""
    made = label(words, tone=tone, ratio=0.9)
    made.setWordWrap(False)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made
