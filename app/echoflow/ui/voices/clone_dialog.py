"""Makes a voice of the user's own: a recording, a name, their consent, and the upload."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QWidget

from echoflow.text import tr
from echoflow.ui.voices.voice_source import Sample, VoiceSource
from echoflow.ui.window import AppWindow, button, keep_place, label, named, row, scrolling_page, set_tone


class _Stage(Enum):
    CHOOSING = "choosing"
    RECORDING = "recording"
    LOOKING = "looking"
    READY = "ready"
    UPLOADING = "uploading"


class CloneDialog(AppWindow):
    """Shows where the making of a voice is; nothing happens in it by itself.

    Attributes:
        source: where the sound comes from, with signals of its own.
    """

    upload_wanted = Signal(str)
    """The name of the new voice; there is a usable recording and consent."""
    upload_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Clone my voice"), parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._stage = _Stage.CHOOSING
        self._is_usable = False
        self.source = VoiceSource()
        self.name = QLineEdit()
        self.consent = QCheckBox()
        self.progress = QProgressBar()
        self.note = label()
        self.make = button(tr("Make the voice"), self._make, primary=True)
        self.cancel = button("", self._cancel)
        self._lay_out()
        self.name.textChanged.connect(self._refresh)
        self.name.returnPressed.connect(self._make)
        self.consent.toggled.connect(self._refresh)
        self.show_offer()

    def show_offer(self) -> None:
        """There is no recording yet, or no more."""
        self._is_usable = False
        self._enter(_Stage.CHOOSING)
        self.source.show_offer()

    def show_recording(self) -> None:
        """It records from now on; `source.set_recorded` tells how it goes."""
        self._enter(_Stage.RECORDING)
        self.source.show_recording()

    def show_looking(self) -> None:
        """The recording is being looked at."""
        self._enter(_Stage.LOOKING)
        self.source.show_busy(tr("Listening to the recording…"))

    def show_sample(self, sample: Sample) -> None:
        """There is a recording."""
        self._is_usable = sample.is_usable
        self._enter(_Stage.READY)
        self.source.show_sample(sample)

    def show_upload(self, share: float) -> None:
        """How much of the recording has been sent, 0 to 1; then the service works for a while."""
        self._enter(_Stage.UPLOADING)
        sent = share >= 1.0
        self.progress.setRange(0, 0 if sent else 100)
        self.progress.setValue(round(share * 100))
        making = tr("ElevenLabs is making the voice…")
        self._say(making if sent else tr("Sending the recording… {percent} %", percent=round(share * 100)))

    def show_upload_ended(self, problem: str) -> None:
        """It was cancelled, or failed for the reason that `problem` names; it can be tried again."""
        self._enter(_Stage.READY)
        self._say(problem, tone="bad")

    def show_problem(self, sentence: str) -> None:
        """Something before the upload did not work."""
        self._say(sentence, tone="bad")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """A click on the words of the consent is one on its box."""
        if (
            isinstance(event, QMouseEvent)
            and event.type() is QEvent.Type.MouseButtonRelease
            and self.consent.isEnabled()
            and isinstance(watched, QLabel)
        ):
            self.consent.toggle()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        column = scrolling_page(self)
        column.addWidget(label(tr("Clone my voice"), bold=True, ratio=1.3))
        column.addWidget(
            label(
                tr(
                    "Speak for a minute or two, alone in a quiet room, in the manner you would like to be answered in. "
                    "The recording goes to ElevenLabs, which makes a voice of it in your account."
                ),
                tone="secondary",
            )
        )
        self.source.setMinimumHeight(self.fontMetrics().height() * 11)
        column.addWidget(self.source, 1)
        self.name.setMaxLength(100)
        self.name.setText(tr("My voice"))
        column.addLayout(row(named(tr("Name"), self.name), self.name))
        column.addLayout(self._consent_row())
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Sending the recording"))
        keep_place(self.progress)
        keep_place(self.note)
        column.addWidget(self.progress)
        column.addWidget(self.note)
        column.addLayout(row(1, self.cancel, self.make))

    def _consent_row(self) -> QHBoxLayout:
        sentence = tr("This is my own voice, or its owner has agreed to have it cloned.")
        words = label(sentence)
        words.installEventFilter(self)
        self.consent.setAccessibleName(sentence)
        line = row(self.consent, words, spacing=2)
        line.setAlignment(self.consent, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        return line

    def _enter(self, stage: _Stage) -> None:
        if stage is not self._stage:
            self._stage = stage
            self._say("")
        self._refresh()

    def _say(self, sentence: str, *, tone: str = "secondary") -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        set_tone(self.note, tone)

    @Slot()
    def _refresh(self) -> None:
        is_uploading = self._stage is _Stage.UPLOADING
        for part in (self.source, self.name, self.consent):
            part.setEnabled(not is_uploading)
        self.progress.setVisible(is_uploading)
        self.cancel.setText(tr("Cancel") if is_uploading else tr("Close"))
        is_complete = self._is_usable and bool(self.name.text().strip()) and self.consent.isChecked()
        self.make.setEnabled(self._stage is _Stage.READY and is_complete)
        self.make.setToolTip("" if is_complete else tr("It takes a recording, a name and your consent."))

    def _make(self) -> None:
        if self.make.isEnabled():
            self.upload_wanted.emit(self.name.text().strip())

    def _cancel(self) -> None:
        if self._stage is _Stage.UPLOADING:
            self.upload_cancelled.emit()
        else:
            self.close()
