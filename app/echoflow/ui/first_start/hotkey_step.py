"""Which keys one talks with, and what they mean."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from echoflow.text import tr
from echoflow.ui.first_start.choice_tile import ChoiceTile, TileRow
from echoflow.ui.first_start.pictures import Picture, draw_keys
from echoflow.ui.first_start.step import Step
from echoflow.ui.hotkeys.key_recorder import KeyRecorder
from echoflow.ui.state import AppState
from echoflow.ui.window import card, label, named, row


class HotkeyStep(Step):
    """The chord, and three ways to use it.

    Attributes:
        recorder: takes the chord.
        mode: `hold`, `tap` or `hands_free`.
        backend: how keys come to the app here, and what that cannot do.
    """

    hotkey_chosen = Signal(str)
    """As pynput writes it."""
    mode_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            Picture(draw_keys, AppState.LISTENING),
            tr("How do you want to begin?"),
            tr("The keys work in every window, whatever you are doing."),
        )
        self.recorder = KeyRecorder()
        self.mode = TileRow(
            tr("How to talk"),
            [
                ChoiceTile("hold", tr("Hold to talk"), [tr("As with a radio: hold the keys, talk, and let go.")]),
                ChoiceTile("tap", tr("Press to talk"), [tr("Press once and talk. EchoFlow hears when you are done.")]),
                ChoiceTile("hands_free", tr("Hands-free"), [tr("Just talk. The microphone stays open.")]),
            ],
        )
        self.backend = label(tone="secondary", ratio=0.95)
        frame, column = card()
        line = row(named(tr("Keys to talk with"), self.recorder), self.recorder)
        line.setStretch(1, 1)
        column.addLayout(line)
        column.addWidget(self.backend)
        self.lay_out((frame, self.mode))
        self.recorder.chosen.connect(self.hotkey_chosen)
        self.mode.group.buttonClicked.connect(self._choose_mode)

    @property
    def first(self) -> QWidget | None:
        """The keys."""
        return self.recorder

    def set_backend(self, sentence: str) -> None:
        """How keys come to the app here, and what that cannot do; empty for nothing to say."""
        self.backend.setText(sentence)
        self.backend.setVisible(bool(sentence))

    @Slot()
    def _choose_mode(self) -> None:
        self.mode_chosen.emit(self.mode.value)
