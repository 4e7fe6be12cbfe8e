"""Can we hear each other? Microphone and loudspeaker, and a sentence to try both."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from echoflow.text import tr
from echoflow.ui.first_start.pictures import Picture, draw_sound
from echoflow.ui.first_start.step import Step
from echoflow.ui.sound_test.microphone_panel import MicrophonePanel
from echoflow.ui.sound_test.speaker_panel import SpeakerPanel
from echoflow.ui.state import AppState
from echoflow.ui.window import card


class SoundStep(Step):
    """The two panels of the sound test.

    Attributes:
        microphone: listens while it can be seen.
        speaker: sounds when it is asked to.
    """

    def __init__(self) -> None:
        super().__init__(
            Picture(draw_sound, AppState.LISTENING),
            tr("Can we hear each other?"),
            tr("Nothing of what you say here is kept."),
        )
        self.microphone, self.speaker = MicrophonePanel(), SpeakerPanel()
        frame, column = card()
        column.addWidget(self.microphone)
        other, below = card()
        below.addWidget(self.speaker)
        self.lay_out((frame, other))

    @property
    def first(self) -> QWidget | None:
        """To say hello is what one comes for."""
        return self.microphone.test if self.microphone.test.isEnabled() else self.microphone.choice
