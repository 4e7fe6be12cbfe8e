"""Where the sound of a new voice comes from: a recording made now, or a file that is chosen or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLayout, QStackedLayout, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.meters import BusySign, LevelBar
from echoflow.ui.window import GAP, MARGIN, button, choose_file, fill, label, row, set_style_property, set_tone

TARGET_SECONDS = 60
"""Of a recording worth making a voice of."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A recording that a voice may be made of.

    Attributes:
        name: of the file, or what else it is called.
        seconds: its length.
        verdict: a sentence on how good it is.
        is_usable: a voice can be made of it.
    """

    name: str
    seconds: float
    verdict: str
    is_usable: bool


class VoiceSource(QFrame):
    """Offers to record or to choose, shows what is being recorded, then what there is."""

    record_wanted = Signal()
    record_stop_wanted = Signal()
    file_chosen = Signal(Path)
    play_wanted = Signal()
    play_stop_wanted = Signal()
    discarded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("well")
        self.setAcceptDrops(True)
        self.record = button(tr("Record"), self.record_wanted.emit, primary=True)
        self.choose = button(tr("Choose a file…"), self._choose)
        self.stop = button(tr("Stop recording"), self.record_stop_wanted.emit, primary=True)
        self.play = button(tr("Play"), self._play)
        self.again = button(tr("Another one"), self.discarded.emit)
        self.level = LevelBar()
        self.length = label(bold=True, ratio=1.2)
        self.advice = label()
        self.sample_name = label(bold=True)
        self.verdict = label()
        self._busy_words = label(tone="secondary")
        self._is_playing = False
        self._pages = QStackedLayout()
        for page in (self._offer_page(), self._recording_page(), self._busy_page(), self._sample_page()):
            self._pages.addWidget(page)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        outside.addLayout(self._pages)

    def show_offer(self) -> None:
        """Nothing yet."""
        self._show(0)
        self.record.setFocus()

    def show_recording(self) -> None:
        """It records from now on."""
        self.set_recorded(0.0, LevelBar.QUIETEST, "")
        self._show(1)
        self.stop.setFocus()

    def set_recorded(self, seconds: float, decibels: float, advice: str) -> None:
        """How much is recorded, how loud it is now, and what to do better, if anything."""
        target = tr("{length} of {target}", length=_clock(seconds), target=_clock(TARGET_SECONDS))
        self.length.setText(target if seconds < TARGET_SECONDS else tr("{length}; enough", length=_clock(seconds)))
        self.level.set_level(decibels)
        self.advice.setText(advice or tr("Good. Go on reading."))
        set_tone(self.advice, "warning" if advice else "good")

    def show_busy(self, sentence: str) -> None:
        """The sample is being looked at."""
        self._busy_words.setText(sentence)
        self._show(2)

    def show_sample(self, sample: Sample) -> None:
        """There is one."""
        self.sample_name.setText(f"{sample.name} · {_clock(sample.seconds)}")
        self.verdict.setText(sample.verdict)
        set_tone(self.verdict, "good" if sample.is_usable else "bad")
        self.set_playing(False)
        self._show(3)
        self.play.setFocus()

    def set_playing(self, playing: bool) -> None:
        """Whether the sample can be heard now."""
        self._is_playing = playing
        self.play.setText(tr("Stop") if playing else tr("Play"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file is welcome while there is room for it."""
        if self._pages.currentIndex() in (0, 3) and _dropped(event) is not None:
            event.acceptProposedAction()
            self._set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self._set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Here it is."""
        self._set_hot(False)
        if (path := _dropped(event)) is not None:
            event.acceptProposedAction()
            self.file_chosen.emit(path)

    def _offer_page(self) -> QWidget:
        hint = label(tr("or drop a sound file here"), tone="secondary")
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return _page(1, row(1, self.record, self.choose, 1), hint, 1)

    def _recording_page(self) -> QWidget:
        text = label(
            tr(
                "You may read this: On clear mornings I like to walk along the river before the city wakes up. The "
                "baker is already at work, and the whole street smells of warm bread. What would you do with a free "
                "day? I would take the slow train to the sea, find a bench in the sun, and read until the light goes. "
                "Then go on with whatever comes to your mind."
            ),
            ratio=1.1,
        )
        return _page(text, self.level, row(self.length, self.stop), self.advice)

    def _busy_page(self) -> QWidget:
        sign = BusySign()
        sign.setVisible(True)
        return _page(1, row(sign, self._busy_words), 1)

    def _sample_page(self) -> QWidget:
        return _page(1, self.sample_name, self.verdict, row(self.play, self.again, 1), 1)

    def _show(self, page: int) -> None:
        self._pages.setCurrentIndex(page)

    def _choose(self) -> None:
        endings = "*.wav *.mp3 *.flac *.ogg *.opus"
        choose_file(self, tr("Choose a recording of your voice"), tr("Sound files"), endings, self.file_chosen.emit)

    def _play(self) -> None:
        if self._is_playing:
            self.play_stop_wanted.emit()
        else:
            self.play_wanted.emit()

    def _set_hot(self, hot: bool) -> None:
        set_style_property(self, "hot", hot)


def _page(*parts: QWidget | QLayout | int) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    fill(column, parts)
    return page


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is being dropped."""
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None
