"""Where the work is done: all of it on this computer, or with cloud services and keys of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from echoflow.text import tr
from echoflow.ui.first_start.choice_tile import ChoiceTile, TileRow
from echoflow.ui.first_start.key_row import KeyRow
from echoflow.ui.first_start.pictures import Picture, draw_engines
from echoflow.ui.first_start.step import Step
from echoflow.ui.state import AppState
from echoflow.ui.window import button, card, keep_place, label, row

LOCAL, CLOUDS = "local", "clouds"


class EnginesStep(Step):
    """Two cards; under the clouds' one the keys.

    Attributes:
        choice: `LOCAL` or `CLOUDS`.
        rows: the keys, by service.
    """

    chosen = Signal(str)
    key_entered = Signal(str, str)
    """Service and key."""
    import_wanted = Signal()
    """The keys that were found elsewhere are to be taken over."""

    def __init__(self, price: str) -> None:
        """`price`: a sentence on what the clouds cost."""
        super().__init__(
            Picture(draw_engines, AppState.SPEAKING),
            tr("Where is the work done?"),
            tr("You can change this at any time, for hearing, thinking and speaking one by one."),
        )
        here = ChoiceTile(
            LOCAL,
            tr("All on this computer"),
            [
                tr("Costs nothing."),
                tr("Nothing you say leaves this computer."),
                tr("Works without a network and without keys."),
            ],
        )
        there = ChoiceTile(
            CLOUDS,
            tr("With clouds, and your own keys"),
            [
                tr("Hears more exactly and speaks in more natural voices."),
                price,
                tr("When a service fails, this computer stands in for it."),
            ],
        )
        self.choice = TileRow(tr("Where the work is done"), [here, there])
        self.choice.group.buttonClicked.connect(self._choose)
        self.rows = {
            "deepgram": KeyRow("Deepgram", tr("hears you"), "DEEPGRAM_API_KEY", "console.deepgram.com"),
            "elevenlabs": KeyRow("ElevenLabs", tr("speaks to you"), "ELEVENLABS_API_KEY", "elevenlabs.io"),
            "openai": KeyRow("OpenAI", tr("thinks; else this computer does"), "OPENAI_API_KEY", "platform.openai.com"),
        }
        self._keys, column = card()
        self.offer, inside = card("offer")
        self.question = label()
        self.accept = button(tr("Take them over"), self.import_wanted.emit, primary=True)
        inside.addLayout(row(self.question, self.accept))
        self.offer.hide()
        for service, line in self.rows.items():
            line.entered.connect(lambda key, service=service: self.key_entered.emit(service, key))
            column.addWidget(line)
        self.hint = label(tone="warning")
        keep_place(self._keys)
        self.lay_out((self.choice, self.offer, self._keys, self.hint))
        self.choose(LOCAL)

    @property
    def first(self) -> QWidget | None:
        """What is chosen."""
        return self.choice.tiles[self.choice.value].button

    def choose(self, choice: str) -> None:
        """Shows `LOCAL` or `CLOUDS`."""
        self.choice.choose(choice)
        self._keys.setVisible(choice == CLOUDS)

    def offer_import(self, question: str) -> None:
        """Keys were found elsewhere; empty when there are none any more."""
        self.question.setText(question)
        self.offer.setVisible(bool(question))
        # The keys' place is kept free for them, but not below the offer, which needs some of it.
        policy = self._keys.sizePolicy()
        policy.setRetainSizeWhenHidden(not question)
        self._keys.setSizePolicy(policy)

    def set_hint(self, sentence: str) -> None:
        """What the choice cannot do; empty for nothing."""
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    @Slot()
    def _choose(self) -> None:
        self.choose(self.choice.value)
        self.chosen.emit(self.choice.value)
