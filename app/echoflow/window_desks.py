"""The desks behind the windows that are not about clouds, connected with the assistant and with each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from echoflow import paths
from echoflow.assistant import Assistant
from echoflow.audio import player
from echoflow.audio.recorder import Recorder
from echoflow.checks.check import Circumstances
from echoflow.checks.circumstances import read_circumstances
from echoflow.cloud_desks import CloudDesks
from echoflow.desks.conversation_desk import ConversationDesk
from echoflow.desks.crash_desk import CrashDesk
from echoflow.desks.first_start_desk import FirstStartDesk
from echoflow.desks.hotkey_desk import HotkeyDesk
from echoflow.desks.latency_desk import LatencyDesk
from echoflow.desks.model_desk import ModelDesk
from echoflow.desks.settings_desk import LANGUAGES, SettingsDesk
from echoflow.desks.setup_desk import SetupDesk
from echoflow.desks.sound_test_desk import SoundTestDesk
from echoflow.desktop.autostart import autostart
from echoflow.pipeline.accounts import check_key
from echoflow.presenter import Presenter
from echoflow.store import settings as settings_store
from echoflow.store import updates
from echoflow.store.conversations import ConversationStore, conversations_file
from echoflow.store.latencies import LatencyStore, latencies_file
from echoflow.store.prices import price_list
from echoflow.store.recognition_library import list_recognition_models
from echoflow.store.settings import Settings
from echoflow.text import tr
from echoflow.ui.erase_dialog import ask_to_erase
from echoflow.ui.tray.tray import Tray
from echoflow.ui.window import AppWindow


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the windows are connected with.

    Attributes:
        assistant: the conversation.
        tray: its menu opens them.
        presenter: shows what they have to say.
        hotkeys: are told by them, and keep still while they are chosen.
        clouds: the desks of keys, costs and voices.
        crash: the desk of what went wrong last time.
    """

    assistant: Assistant
    tray: Tray
    presenter: Presenter
    hotkeys: HotkeyDesk
    clouds: CloudDesks
    crash: CrashDesk


class WindowDesks(QObject):
    """Owns the desks of settings, models, conversations, latencies, setup and first start."""

    erase_wanted = Signal(bool)
    """Everything that is kept of the user is to be deleted, which they have confirmed; whether models are to stay."""
    stage_taken = Signal(bool)
    """A window shows the conversation itself, which would only be covered by the overlay; or none does any more."""
    library_changed = Signal()
    """A model has come or gone."""

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        assistant = around.assistant
        settings = assistant.settings
        access = assistant.room.access
        self._model_in_use: Path | None = None
        # Each window has panels of its own, and both may be open.
        self._sound_tests = [self._sound_test() for _ in range(2)]
        of_settings, of_start = self._sound_tests
        self.settings = SettingsDesk(
            settings,
            of_settings.serve,
            autostart(),
            paths.config_folder() / settings_store.FILE_NAME,
            paths.log_folder(),
            lambda file: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))),
            licences=paths.licences_file(),
            asks_for_updates=bool(updates.address()),
            parent=self,
        )
        self.first_start = FirstStartDesk(
            access.credentials,
            check_key,
            settings,
            price_list(settings.prices),
            self._local_languages(),
            address_of=access.address,
            parent=self,
        )
        self.first_start.panels_made.connect(of_start.serve)
        self.models = ModelDesk(settings, parent=self)
        self.conversations = ConversationDesk(
            lambda tell: ConversationStore(conversations_file(), on_problem=tell), settings, parent=self
        )
        self.latencies = LatencyDesk(lambda tell: LatencyStore(latencies_file(), on_problem=tell), parent=self)
        self.setup = SetupDesk(self._circumstances, parent=self)
        self._connect()

    def _connect(self) -> None:
        self._connect_tray()
        self._connect_settings()
        self._connect_first_start()
        self._connect_hotkeys()
        self._connect_conversations()
        assistant, presenter = self._around.assistant, self._around.presenter
        self.models.model_chosen.connect(lambda path: assistant.choose_model(Path(path)))
        self.models.setting_changed.connect(lambda name, value: assistant.change_settings(**{name: value}))
        self.models.problem.connect(presenter.show_news)
        self.models.downloaded.connect(lambda name: presenter.show_news(tr("{name} is here now.", name=name)))
        self.models.library_changed.connect(self._take_library)
        self.latencies.problem.connect(presenter.show_news)
        self.setup.sound_wanted.connect(assistant.lend_sound)
        self.setup.place_wanted.connect(self._go_to)
        assistant.session_started.connect(self.latencies.follow)
        assistant.settings_changed.connect(self._take_settings)
        assistant.choices_changed.connect(self._show_choices)
        assistant.refused.connect(self.settings.refuse)

    def _connect_tray(self) -> None:
        tray = self._around.tray
        tray.settings_requested.connect(self.settings.open)
        tray.models_requested.connect(self.models.open)
        tray.conversations_requested.connect(self.conversations.open)
        tray.private_requested.connect(self.conversations.set_private)
        tray.latencies_requested.connect(self.latencies.open)
        tray.check_requested.connect(self.setup.open)

    def _connect_settings(self) -> None:
        desk, clouds = self.settings, self._around.clouds
        desk.changed.connect(self._change)
        desk.private_requested.connect(self.conversations.set_private)
        desk.recording_changed.connect(self._around.hotkeys.set_paused)
        desk.voices_requested.connect(clouds.voices.open)
        desk.keys_requested.connect(clouds.keys.open)
        desk.costs_requested.connect(clouds.costs.open)
        desk.models_requested.connect(self.models.open)
        desk.conversations_requested.connect(self.conversations.open)
        desk.check_requested.connect(self.setup.open)
        desk.first_start_requested.connect(self._open_first_start)
        desk.delete_data_requested.connect(self._ask_to_erase)

    def _connect_first_start(self) -> None:
        desk, assistant, presenter = self.first_start, self._around.assistant, self._around.presenter
        desk.changed.connect(self._change)
        desk.key_changed.connect(self._around.clouds.take_key)
        desk.recording_hotkey.connect(self._around.hotkeys.set_paused)
        desk.closed.connect(lambda: self.stage_taken.emit(False))
        desk.finished.connect(presenter.show_hint_at_rest)
        desk.talk_wanted.connect(assistant.talk)
        desk.stop_wanted.connect(assistant.stop)
        assistant.progress.connect(desk.show_progress)
        assistant.ready.connect(lambda _: desk.show_progress(""))
        presenter.state_shown.connect(desk.show_state)
        presenter.level_shown.connect(desk.show_level)
        presenter.user_text_shown.connect(lambda text, final: desk.show_user_text(text, final=final))
        presenter.answer_shown.connect(desk.show_answer)
        presenter.problem_shown.connect(desk.show_problem)
        presenter.manner_changed.connect(desk.set_manner)
        desk.set_manner(presenter.manner)

    def _connect_hotkeys(self) -> None:
        hotkeys = self._around.hotkeys
        hotkeys.backend_changed.connect(self.settings.set_hotkey_backend)
        hotkeys.backend_changed.connect(self.first_start.set_hotkey_backend)
        hotkeys.problem_changed.connect(self.settings.set_hotkey_problem)
        hotkeys.problem_changed.connect(self._take_hotkey_problem)
        for test in self._sound_tests:
            # Who talks to EchoFlow does not try the microphone meanwhile.
            hotkeys.hotkeys.pressed.connect(test.let_go)
        hotkeys.tell_again()

    def _connect_conversations(self) -> None:
        desk, assistant, presenter = self.conversations, self._around.assistant, self._around.presenter
        desk.conversation_wanted.connect(assistant.begin_conversation)
        desk.private_changed.connect(self._around.tray.set_private)
        desk.private_changed.connect(self.settings.set_private)
        desk.notice.connect(presenter.show_message)
        desk.problem.connect(presenter.show_news)
        assistant.session_started.connect(desk.follow)
        assistant.conversation_changed.connect(desk.set_conversation)
        assistant.settings_changed.connect(desk.set_settings)

    def welcome(self) -> bool:
        """Shows the first start to who has not gone through it; whether it was shown."""
        if self._around.assistant.settings.first_start_done:
            return False
        self._open_first_start()
        return True

    def _open_first_start(self) -> None:
        self.stage_taken.emit(True)
        self.first_start.open()

    def take_language(self) -> None:
        """Sentences come in another language from now on."""
        self.first_start.take_language()
        self.settings.rebuild()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Whether motion is to be reduced from now on."""
        self.first_start.set_reduced_motion(reduced)

    def end_input(self) -> list[Callable[[], Any]]:
        """The desks that use the assistant, to be closed before it is."""
        return [
            self.first_start.close,
            self.settings.close,
            *(test.close for test in self._sound_tests),
            self.models.close,
            self.setup.close,
        ]

    def end_records(self) -> list[Callable[[], Any]]:
        """The desks that write down what the assistant does, to be closed after it has ended."""
        return [self.conversations.close, self.latencies.close]

    def _sound_test(self) -> SoundTestDesk:
        assistant = self._around.assistant
        test = SoundTestDesk(
            lambda name: Recorder(name or None),
            lambda samples, rate, speaker: player.play(samples, rate, speaker or None),
            assistant.room.recognize,
            parent=self,
        )
        test.sound_wanted.connect(assistant.lend_sound)
        test.microphone_chosen.connect(assistant.choose_microphone)
        test.speaker_chosen.connect(assistant.choose_speaker)
        return test

    def _change(self, changes: dict[str, Any]) -> None:
        self._around.assistant.change_settings(**changes)

    def _take_settings(self, settings: Settings) -> None:
        self.settings.take_settings(settings)
        self.first_start.take_settings(settings)
        self.models.take_settings(settings)

    def _take_hotkey_problem(self, name: str, sentence: str) -> None:
        if name == "hotkey":
            self.first_start.set_hotkey_problem(sentence)

    def _take_library(self) -> None:
        self.first_start.set_local_languages(self._local_languages())
        self.library_changed.emit()

    def _show_choices(self) -> None:
        assistant = self._around.assistant
        room, settings = assistant.room, assistant.settings
        for test in self._sound_tests:
            test.set_devices(*assistant.devices, settings.microphone, settings.speaker)
        is_local = room.engines is not None and room.engines.name("llm") == "local"
        self._model_in_use = assistant.model if is_local else None
        self.models.set_model(assistant.model)

    def _circumstances(self) -> Circumstances:
        """Called in a thread; what it reads is replaced, never changed."""
        hotkeys = self._around.hotkeys
        return read_circumstances(self._model_in_use, hotkeys.backend, " ".join(hotkeys.trouble))

    def _go_to(self, place: str) -> None:
        """The window in which something can be remedied."""
        name, _, page = place.partition("/")
        windows: dict[str, Callable[[], object]] = {
            "keys": self._around.clouds.keys.open,
            "models": self.models.open,
            "latency": self.latencies.open,
            "crash": self._around.crash.open,
            "settings": lambda: self.settings.open(page),
        }
        windows[name]()

    def _ask_to_erase(self) -> None:
        window: AppWindow | None = self.settings.window
        if window is not None:
            ask_to_erase(window, self.erase_wanted.emit)

    @staticmethod
    def _local_languages() -> tuple[str, ...]:
        """Those that are understood without a cloud: the packaged recognizer knows English only."""
        return LANGUAGES if any(model.multilingual for model in list_recognition_models()) else ("en",)


async def close_all(desks: list[Callable[[], Any]]) -> None:
    """One after the other, as their order says."""
    for close in desks:
        await close()
