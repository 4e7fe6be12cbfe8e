"""Which language the app speaks with the user: in its windows, and in conversation."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from echoflow.text import tr
from echoflow.ui.first_start.choice_tile import ChoiceTile, TileRow
from echoflow.ui.first_start.pictures import Picture, draw_languages
from echoflow.ui.first_start.step import Step
from echoflow.ui.state import AppState
from echoflow.ui.window import label

_OWN_NAMES = {"en": "English", "zh": "中文"}
"""As those who look for them read them, whatever the language around."""

_GREETINGS = {"en": "Hello, I am Echo.", "zh": "你好，我是 Echo。"}


class LanguageStep(Step):
    """Two rows of two languages.

    Attributes:
        interface: of windows and messages.
        conversation: of talking.
        hint: what the chosen language needs to be understood.
    """

    interface_chosen = Signal(str)
    """An ISO 639-1 code."""
    conversation_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            Picture(draw_languages, AppState.THINKING),
            tr("Welcome to EchoFlow"),
            tr("Talk with your computer as you would with a person. Four short steps, and you are there."),
        )
        self.interface = TileRow(
            tr("Language of the windows"), [ChoiceTile(code, name) for code, name in _OWN_NAMES.items()]
        )
        self.conversation = TileRow(
            tr("Language to talk in"),
            [ChoiceTile(code, name, [_GREETINGS[code]]) for code, name in _OWN_NAMES.items()],
        )
        self.hint = label(tone="warning")
        self.lay_out(
            (
                label(tr("EchoFlow writes in"), bold=True),
                self.interface,
                label(tr("We talk in"), bold=True),
                self.conversation,
                self.hint,
            )
        )
        self.interface.group.buttonClicked.connect(self._choose_interface)
        self.conversation.group.buttonClicked.connect(self._choose_conversation)
        for code, name in _OWN_NAMES.items():
            self.interface.tiles[code].button.setAccessibleName(tr("EchoFlow writes in {language}", language=name))
            self.conversation.tiles[code].button.setAccessibleName(tr("We talk in {language}", language=name))

    @property
    def first(self) -> QWidget | None:
        """The language that is chosen."""
        return self.interface.tiles[self.interface.value or "en"].button

    def set_languages(self, interface: str, conversation: str) -> None:
        """What is chosen; a language of conversation that is not offered here stays as it is."""
        self.interface.choose(interface)
        self.conversation.choose(conversation)

    def set_hint(self, sentence: str) -> None:
        """What the language of conversation needs; empty for nothing."""
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    @Slot()
    def _choose_interface(self) -> None:
        self.interface_chosen.emit(self.interface.value)

    @Slot()
    def _choose_conversation(self) -> None:
        self.conversation_chosen.emit(self.conversation.value)
