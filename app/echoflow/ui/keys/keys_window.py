"""The keys of the cloud services, and what each is used for."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.engine_names import CLOUD_ENGINES, LOCAL, STAGES
from echoflow.ui.keys.service_card import KeyPlace, ServiceCard, ServiceWords
from echoflow.ui.window import GAP, AppWindow, button, card, label, named, row, scrolling_page


def _words() -> dict[str, ServiceWords]:
    return {
        "deepgram": ServiceWords(
            "deepgram",
            "Deepgram",
            tr("Hears what you say, while you say it. Keys are made at console.deepgram.com."),
            tr("Use Deepgram to hear"),
            "DEEPGRAM_API_KEY",
        ),
        "elevenlabs": ServiceWords(
            "elevenlabs",
            "ElevenLabs",
            tr("Speaks to you in many voices, your own among them. Keys are made at elevenlabs.io, under Developers."),
            tr("Use ElevenLabs to speak"),
            "ELEVENLABS_API_KEY",
        ),
        "openai": ServiceWords(
            "openai",
            tr("OpenAI-compatible service"),
            tr("Thinks for you: OpenAI, or your own server with llama-server, Ollama or vLLM, given its address."),
            tr("Use it to think"),
            "OPENAI_API_KEY",
            needs_key=False,
        ),
    }


class KeysWindow(AppWindow):
    """Services are named by their engine (`deepgram`, `elevenlabs`, `openai`), stages and settings as in the settings.

    Attributes:
        cards: by service.
        costs: the button that opens the window of costs.
    """

    key_entered = Signal(str, str)
    """Service and key. What was typed stays in the field, unreadable, until `forget_entry`."""
    check_wanted = Signal(str)
    check_cancelled = Signal(str)
    remove_wanted = Signal(str)
    """The user has confirmed it."""
    engine_chosen = Signal(str, str)
    """Stage and engine."""
    setting_changed = Signal(str, object)
    """Name of the setting and its new value."""
    import_wanted = Signal()
    """The offer was taken: the keys that were found elsewhere."""
    import_declined = Signal()
    costs_wanted = Signal()
    """The window of costs is wanted."""

    def __init__(self) -> None:
        super().__init__(tr("Keys"))
        column = scrolling_page(self)
        self.offer = _Offer()
        self.offer.accepted.connect(self.import_wanted)
        self.offer.declined.connect(self.import_declined)
        column.addWidget(self.offer)
        self.cards = {name: self._make_card(words) for name, words in _words().items()}
        for service in self.cards.values():
            column.addWidget(service)
        self.model = self._make_recognizer_choice()
        self.address, self.thinking_model = self._make_own_service()
        self.address_note = label(tone="bad")
        self.address_note.hide()
        self.cards["openai"].extras.addWidget(self.address_note)
        self.costs = button(tr("Costs and budget…"), self.costs_wanted.emit)
        line = row(label(tr("What the services cost you, day by day."), tone="secondary"), self.costs)
        line.setStretch(0, 1)
        column.addLayout(line)
        column.addStretch(1)

    def set_key(self, service: str, place: KeyPlace, explanation: str = "") -> None:
        """Where the key of `service` is, and a sentence on what to do about that if there is something to do."""
        self.cards[service].set_place(place, explanation)

    def set_engine(self, stage: str, engine: str) -> None:
        """Which engine a stage is to use."""
        service = CLOUD_ENGINES[stage]
        self.cards[service].set_used(engine == service)

    def set_recognizer_model(self, model: str) -> None:
        """`auto`, `flux` or `nova-3`."""
        self.model.setCurrentIndex(max(0, self.model.findData(model)))

    def set_own_service(self, address: str, model: str) -> None:
        """Address and model of the OpenAI-compatible service; what is being typed is left alone."""
        for field, value in ((self.address, address), (self.thinking_model, model)):
            if not field.hasFocus():
                field.setText(value)
        self.cards["openai"].set_has_address(bool(address))

    def set_address_problem(self, sentence: str) -> None:
        """What is wrong with the address; empty if nothing."""
        self.address_note.setText(sentence)
        self.address_note.setVisible(bool(sentence))

    def offer_import(self, question: str) -> None:
        """Asks whether keys that were found elsewhere are to be taken over."""
        self.offer.show_question(question)

    def tell_imported(self, sentence: str) -> None:
        """They have been taken over; what is left to do."""
        self.offer.show_result(sentence)

    def withdraw_offer(self) -> None:
        """It has been answered, or there is nothing to take over."""
        self.offer.hide()

    def _make_card(self, words: ServiceWords) -> ServiceCard:
        service = ServiceCard(words)
        name = words.engine
        stage = next(stage for stage in STAGES if CLOUD_ENGINES[stage] == name)
        service.key_entered.connect(lambda key: self.key_entered.emit(name, key))
        service.check_wanted.connect(lambda: self.check_wanted.emit(name))
        service.check_cancelled.connect(lambda: self.check_cancelled.emit(name))
        service.remove_wanted.connect(lambda: self.remove_wanted.emit(name))
        service.use_changed.connect(lambda used: self.engine_chosen.emit(stage, name if used else LOCAL))
        return service

    def _make_recognizer_choice(self) -> QComboBox:
        choice = QComboBox()
        choice.addItem(tr("What suits the language"), "auto")
        choice.addItem(tr("Flux (knows when you have finished)"), "flux")
        choice.addItem(tr("Nova-3 (all languages)"), "nova-3")
        choice.activated.connect(self._choose_model)
        name = named(tr("Recognizer"), choice)
        self.cards["deepgram"].add_extra(row(name, choice, 1), choice)
        return choice

    def _make_own_service(self) -> tuple[QLineEdit, QLineEdit]:
        address, model = QLineEdit(), QLineEdit()
        address.setPlaceholderText("https://api.openai.com/v1")
        model.setPlaceholderText(tr("the first it offers"))
        address.editingFinished.connect(lambda: self._change_text("openai_url", address))
        model.editingFinished.connect(lambda: self._change_text("openai_model", model))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setColumnStretch(1, 1)
        for line, (name, field) in enumerate(((tr("Address"), address), (tr("Model"), model))):
            grid.addWidget(named(name, field), line, 0)
            grid.addWidget(field, line, 1)
        self.cards["openai"].add_extra(grid, address, model)
        return address, model

    @Slot(int)
    def _choose_model(self, index: int) -> None:
        self.setting_changed.emit("deepgram_model", self.model.itemData(index))

    def _change_text(self, setting: str, field: QLineEdit) -> None:
        # Qt calls it finished whenever the field loses the keyboard.
        if field.isModified():
            field.setModified(False)
            self.setting_changed.emit(setting, field.text().strip())


class _Offer(QWidget):
    """A card on top that asks once; taken, it says what is left to do."""

    accepted = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label()
        self.accept = button(tr("Take them over"), self.accepted.emit, primary=True)
        self.decline = button(tr("No, thanks"), self.declined.emit)
        self.done = button(tr("Close"), self.hide)
        frame, column = card("offer")
        column.addWidget(self.words)
        column.addLayout(row(self.accept, self.decline, self.done, 1))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.hide()

    def show_question(self, question: str) -> None:
        self._show(question, is_question=True)

    def show_result(self, sentence: str) -> None:
        self._show(sentence, is_question=False)

    def _show(self, words: str, *, is_question: bool) -> None:
        self.words.setText(words)
        self.accept.setVisible(is_question)
        self.decline.setVisible(is_question)
        self.done.setVisible(not is_question)
        self.show()
