"""What happens behind the first start: what is chosen goes out at once, so that nothing is lost when it is cut short.

The window is built anew when its language changes; all that it shows is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QObject, Signal, Slot

from echoflow.clouds.addresses import Address
from echoflow.desks.first_start_keys import FirstStartKeys
from echoflow.desks.key_intake import CheckKey, KeyStore
from echoflow.store.credentials import Service
from echoflow.store.prices import dollars
from echoflow.store.settings import Settings
from echoflow.text import tr, user_language
from echoflow.ui.engine_names import CLOUD_ENGINES, LOCAL, STAGES
from echoflow.ui.first_start.engines_step import CLOUDS
from echoflow.ui.first_start.first_start_window import FirstStartWindow
from echoflow.ui.manner import Manner
from echoflow.ui.state import BUSY, AppState

CHARACTERS_PER_MINUTE: Mapping[str, int] = {"en": 900, "zh": 260}
"""Of speech at an ordinary pace: 150 words of six characters; as many Chinese characters as a newsreader speaks."""


class FirstStartDesk(QObject):
    """One for the life of the app; `open` shows the window.

    It saves nothing but keys: what is chosen goes out by `changed` and comes back by `take_settings`.
    """

    changed = Signal(dict)
    """Settings by name, to be applied and saved at once."""
    key_changed = Signal(str)
    """The service of which there is a key now; its engine wants it."""
    panels_made = Signal(object, object)
    """The `MicrophonePanel` and the `SpeakerPanel` of the window, for whoever tries the sound."""
    recording_hotkey = Signal(bool)
    """A hotkey is being chosen: none is to do anything meanwhile."""
    talk_wanted = Signal()
    """The user wants to be listened to, and has no keys for it."""
    stop_wanted = Signal()
    closed = Signal()
    """It is gone through, skipped, or put off."""
    finished = Signal()
    """It is gone through or skipped, and closed."""

    def __init__(
        self,
        credentials: KeyStore,
        check_key: CheckKey,
        settings: Settings,
        prices: Mapping[str, float],
        local_languages: tuple[str, ...],
        *,
        address_of: Callable[[Service], Address | None] = lambda _: None,
        parent: QObject | None = None,
    ) -> None:
        """What it works with.

        Args:
            credentials: where keys are kept.
            check_key: asks a service about one.
            settings: as they are now.
            prices: dollars per unit, as `store.prices.price_list` gives them.
            local_languages: ISO 639-1 codes that are understood without a cloud.
            address_of: where a service is reached, by settings or environment; it may raise UserError.
            parent: as with any QObject.
        """
        super().__init__(parent)
        self._settings = settings
        self._prices = prices
        self._local_languages = local_languages
        self._keys = FirstStartKeys(credentials, check_key, address_of, self)
        self._keys.kept.connect(self._take_key)
        self._keys.imported.connect(self._take_import)
        self._language = ""
        self._wants_clouds: bool | None = None
        self._manner = Manner()
        self._backend = self._hotkey_problem = self._progress = ""
        self._state = AppState.IDLE
        self._is_still = False
        self._was_answered = self._is_done = False
        self._window: FirstStartWindow | None = None

    @property
    def window(self) -> FirstStartWindow | None:
        """The window, while it is open."""
        return self._window

    @Slot()
    def open(self) -> None:
        """Shows the window, or brings it to the front."""
        if self._window is None:
            self._is_done = self._was_answered = False
            if not self._settings.first_start_done and user_language() not in ("", self._settings.language):
                # Who reads Chinese will want to talk Chinese, and says otherwise in the first step.
                self._want_language(user_language())
            self._make_window(0).open()
            self._keys.look()
        else:
            self._window.open()

    async def close(self) -> None:
        """Closes the window, as if it were put off, and ends what is under way."""
        if self._window is not None:
            self._window.close()
        await self._keys.wait()

    # What others tell.

    def take_settings(self, settings: Settings) -> None:
        """The settings are these now."""
        self._settings = settings
        self._fill()

    def set_local_languages(self, languages: tuple[str, ...]) -> None:
        """What is understood without a cloud now: a model was fetched, or deleted."""
        self._local_languages = languages
        if self._window is not None and self._wanted_language != self._settings.language:
            self._want_language(self._wanted_language)
        self._fill()

    @Slot()
    def take_language(self) -> None:
        """Sentences come in another language from now on."""
        before = self._window
        if before is not None:
            window = self._make_window(before.step)
            window.setGeometry(before.geometry())
            window.open()
            before.closed.disconnect(self._closed)
            before.close()
            before.deleteLater()

    def set_manner(self, manner: Manner) -> None:
        """How the user begins to talk."""
        self._manner = manner
        self._fill()

    @Slot(bool)
    def set_reduced_motion(self, reduced: bool) -> None:
        """Whether motion is to be reduced from now on."""
        self._is_still = reduced
        self._fill()

    @Slot(str)
    def set_hotkey_backend(self, sentence: str) -> None:
        """How keys come to the app here, and what that cannot do."""
        self._backend = sentence
        self._fill()

    @Slot(str)
    def set_hotkey_problem(self, sentence: str) -> None:
        """Why the chosen chord does not work; empty if it does."""
        self._hotkey_problem = sentence
        self._fill()

    @Slot(str)
    def show_progress(self, sentence: str) -> None:
        """What is being loaded; empty when all is there."""
        self._progress = sentence
        if self._window is not None:
            self._window.set_progress(sentence)

    @Slot(object)
    def show_state(self, state: AppState) -> None:
        """What the app is doing. The first answer was heard when it is not speaking any more."""
        self._state = state
        if self._was_answered and state not in (AppState.THINKING, AppState.SPEAKING):
            self._finish_conversation()
        if self._window is not None:
            self._window.talk.show_state(state)

    @Slot(float)
    def show_level(self, level: float) -> None:
        """How loud the voice is, 0 to 1."""
        if self._window is not None:
            self._window.talk.show_level(level)

    def show_user_text(self, text: str, *, final: bool) -> None:
        """What is understood so far."""
        if self._window is not None:
            self._window.talk.show_user_text(text, final=final)

    def show_answer(self, text: str, spoken: int) -> None:
        """The answer so far, of which `spoken` characters were heard."""
        self._was_answered = self._was_answered or spoken > 0
        if self._window is not None:
            self._window.talk.show_answer(text, spoken)
        if self._was_answered and self._state not in BUSY and spoken >= len(text):
            self._finish_conversation()

    @Slot(str)
    def show_problem(self, sentence: str) -> None:
        """The conversation failed, and why."""
        if self._window is not None:
            self._window.talk.show_problem(sentence)

    # The window.

    def _make_window(self, step: int) -> FirstStartWindow:
        self._window = window = FirstStartWindow(price_sentence(self._prices, self._wanted_language), step)
        window.languages.interface_chosen.connect(self._choose_interface)
        window.languages.conversation_chosen.connect(self._choose_conversation)
        window.engines.chosen.connect(self._choose_engines)
        window.hotkey.hotkey_chosen.connect(self._choose_hotkey)
        window.hotkey.mode_chosen.connect(self._choose_mode)
        window.hotkey.recorder.recording_changed.connect(self.recording_hotkey)
        window.talk.talk_wanted.connect(self.talk_wanted)
        window.talk.stop_wanted.connect(self.stop_wanted)
        window.skip_wanted.connect(self._finish)
        window.finish_wanted.connect(self._finish)
        window.closed.connect(self._closed)
        self.panels_made.emit(window.sound.microphone, window.sound.speaker)
        self._keys.attach(window.engines)
        self._fill()
        window.set_progress(self._progress)
        window.talk.show_state(self._state)
        if self._is_done:
            window.talk.show_done()
        return window

    def _fill(self) -> None:
        """Shows what is known, but keys."""
        window, settings = self._window, self._settings
        if window is None:
            return
        window.languages.set_languages(user_language(), self._wanted_language)
        for step in (window.languages, window.engines):
            step.set_hint(self._language_hint())
        window.engines.choose(CLOUDS if self._uses_clouds else LOCAL)
        if window.hotkey.recorder.chord != settings.hotkey:
            window.hotkey.recorder.set_chord(settings.hotkey)
        if window.hotkey.recorder.problem != self._hotkey_problem:
            window.hotkey.recorder.set_problem(self._hotkey_problem)
        window.hotkey.mode.choose(settings.mode)
        window.hotkey.set_backend(self._backend)
        window.talk.set_manner(self._manner)
        window.talk.set_reduced_motion(self._is_still)

    @Slot()
    def _closed(self) -> None:
        self._keys.detach()
        if self._window is not None:
            self._window.deleteLater()
            self._window = None
        self.closed.emit()

    @Slot()
    def _finish(self) -> None:
        self.changed.emit({"first_start_done": True})
        if self._window is not None:
            self._window.close()
        self.finished.emit()

    def _finish_conversation(self) -> None:
        if not self._is_done:
            self._is_done = True
            # Each run has a first answer; the settings are not written for it.
            if not self._settings.first_start_done:
                self.changed.emit({"first_start_done": True})
            if self._window is not None:
                self._window.talk.show_done()

    # Languages.

    @Slot(str)
    def _choose_interface(self, language: str) -> None:
        """Who reads Chinese talks Chinese, until they say otherwise below."""
        self._want_language(language)
        self.changed.emit({"interface_language": language})
        self._fill()

    @Slot(str)
    def _choose_conversation(self, language: str) -> None:
        self._want_language(language)
        self._fill()

    def _want_language(self, language: str) -> None:
        """Takes effect as soon as something understands it."""
        self._language = language
        if self._is_understood(language, self._settings.recognition):
            self.changed.emit({"language": language})

    def _is_understood(self, language: str, recognition: str) -> bool:
        return recognition != LOCAL or language in self._local_languages

    def _language_hint(self) -> str:
        if self._is_understood(self._wanted_language, self._settings.recognition):
            return ""
        return tr(
            "This computer does not understand this language yet: enter a key for Deepgram in the third step, or fetch "
            "a recognizer from the model library later."
        )

    @property
    def _wanted_language(self) -> str:
        return self._language or self._settings.language

    # Engines and keys.

    @property
    def _uses_clouds(self) -> bool:
        if self._wants_clouds is not None:
            return self._wants_clouds
        return any(getattr(self._settings, stage) != LOCAL for stage in STAGES)

    @Slot(str)
    def _choose_engines(self, choice: str) -> None:
        self._wants_clouds = choice == CLOUDS
        if self._wants_clouds:
            self._keys.check()
            self._use(self._keys.usable)
        else:
            self._apply(dict.fromkeys(STAGES, LOCAL))
        self._fill()

    @Slot(str)
    def _take_key(self, name: str) -> None:
        self.key_changed.emit(name)
        if self._uses_clouds:
            self._use([Service(name)])

    @Slot()
    def _take_import(self) -> None:
        self._wants_clouds = True
        self._fill()

    def _use(self, services: Collection[Service]) -> None:
        changes = {stage: engine for stage, engine in CLOUD_ENGINES.items() if Service(engine) in services}
        if changes:
            self._apply(changes)

    def _apply(self, engines: dict[str, str]) -> None:
        """Other engines, and the language with them that they understand."""
        recognition = engines.get("recognition", self._settings.recognition)
        language = self._wanted_language
        if not self._is_understood(language, recognition):
            language = next(iter(self._local_languages), language)
        changes = engines if language == self._settings.language else {**engines, "language": language}
        self.changed.emit(changes)

    # The hotkey.

    @Slot(str)
    def _choose_hotkey(self, chord: str) -> None:
        self.changed.emit({"hotkey": chord})

    @Slot(str)
    def _choose_mode(self, mode: str) -> None:
        self.changed.emit({"mode": mode})


def price_sentence(prices: Mapping[str, float], language: str) -> str:
    """What talking in `language` costs with Deepgram and ElevenLabs; `prices` in dollars per unit."""
    is_english = language == "en"
    hearing = dollars("deepgram.flux" if is_english else "deepgram.flux-multilingual", 60.0, prices)
    speaking = dollars("elevenlabs.characters", CHARACTERS_PER_MINUTE["en" if is_english else "zh"], prices)
    return tr(
        "About {hearing} cents for a minute you talk, and {speaking} for a minute EchoFlow talks.",
        hearing=f"{100 * hearing:.1f}",
        speaking=f"{100 * speaking:.1f}",
    )
