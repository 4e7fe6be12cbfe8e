"""What happens behind the settings window: what the user wants goes out by signals, and comes back by methods.

Nothing is saved here. Files are read and written in threads, and all that is under way ends when the app does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QLocale, QObject, Signal, Slot

from echoflow import __version__
from echoflow.clouds.addresses import Address
from echoflow.desktop.autostart import Autostart
from echoflow.errors import UserError
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store import settings as settings_store
from echoflow.store.settings import Settings
from echoflow.text import spoken, tr, tr_noop
from echoflow.ui.settings.catalogue import ENTRIES
from echoflow.ui.settings.settings_window import SettingsWindow
from echoflow.ui.sound_test.microphone_panel import MicrophonePanel
from echoflow.ui.sound_test.speaker_panel import SpeakerPanel

LANGUAGES = ("en", "zh", "ja", "ko", "de", "fr", "es", "it", "pt", "nl", "ru", "hi")
"""That can be chosen to talk in; any other one can be written into the settings file."""

_SERVICES = MappingProxyType(
    {
        "deepgram_url": "Deepgram",
        "elevenlabs_url": "ElevenLabs",
        "openai_url": tr_noop("OpenAI-compatible service"),
        "hub_url": tr_noop("the hub"),
    }
)
"""Whose address a setting is."""

Serve = Callable[[MicrophonePanel, SpeakerPanel], None]
"""Works for the panels of a window that is about to be shown, as `SoundTestDesk.serve` does."""


class SettingsDesk(QObject):
    """One for the life of the app; `open` shows its window."""

    changed = Signal(dict)
    """Settings by name, and the values the user wants; what comes of it is told by `take_settings` or `refuse`."""
    private_requested = Signal(bool)
    """Whether nothing is to be kept from now on."""
    recording_changed = Signal(bool)
    """Keys are being chosen: a hotkey should do nothing meanwhile."""
    voices_requested = Signal()
    models_requested = Signal()
    keys_requested = Signal()
    costs_requested = Signal()
    conversations_requested = Signal()
    check_requested = Signal()
    first_start_requested = Signal()
    delete_data_requested = Signal()
    """All the user's data; they have not been asked yet whether they mean it."""

    def __init__(
        self,
        settings: Settings,
        serve: Serve,
        autostart: Autostart,
        settings_file: Path,
        log_folder: Path,
        show_file: Callable[[Path], bool],
        *,
        licences: Path,
        asks_for_updates: bool = True,
        parent: QObject | None = None,
    ) -> None:
        """Shows nothing yet.

        Args:
            settings: as they are now.
            serve: works for the sound panels of a window.
            autostart: the start with the session.
            settings_file: where the settings are.
            log_folder: where logs are.
            show_file: opens a file or a folder with the desktop's own program; whether there is one.
            licences: the file with the licences.
            asks_for_updates: whether this build knows whom to ask for newer versions.
            parent: as for any QObject.
        """
        super().__init__(parent)
        self._settings = settings
        self._serve = serve
        self._autostart = autostart
        self._settings_file = settings_file
        self._log_folder = log_folder
        self._show_file = show_file
        self._licences = licences
        self._hidden = () if asks_for_updates else ("check_for_updates",)
        self._tasks = TaskGroup()
        self._window: SettingsWindow | None = None
        self._page = ""
        self._models: Sequence[tuple[str, str]] = ()
        self._recognition_models: Sequence[tuple[str, str]] = ()
        self._voice = ""
        self._default_prompt = ""
        self._is_private = False
        self._problems: dict[str, str] = {}
        self._hotkey_backend = ""

    @property
    def window(self) -> SettingsWindow | None:
        """The window, while it is open."""
        return self._window

    @Slot()
    def open(self, page: str = "") -> None:
        """Shows the window, or brings it to the front; on `page`, or where it was left."""
        if self._window is None:
            self._window = self._make_window()
            self._window.show_page(page or self._page)
            self._tasks.start(self._look_up_autostart())
        elif page:
            self._window.show_page(page)
        self._window.open()

    @Slot()
    def rebuild(self) -> None:
        """The interface speaks another language: an open window says everything anew."""
        if (window := self._window) is not None:
            geometry = window.geometry()
            window.close()
            self.open()
            if self._window is not None:
                self._window.setGeometry(geometry)

    async def close(self) -> None:
        """Closes the window; what is on its way into a file arrives there."""
        if self._window is not None:
            self._window.close()
        await self._tasks.wait()

    def take_settings(self, settings: Settings) -> None:
        """The settings are these now."""
        changed = [
            one.name for one in fields(Settings) if getattr(settings, one.name) != getattr(self._settings, one.name)
        ]
        self._settings = settings
        for name in changed:
            self._problems.pop(name, None)
        self._show_values(changed)

    def refuse(self, names: Collection[str], sentence: str) -> None:
        """These settings could not be changed, and are as they were."""
        for name in names:
            self._complain(name, sentence)
        self._show_values(names)

    def set_models(self, models: Sequence[tuple[str, str]]) -> None:
        """The models of this computer: path, "" for the one that comes with EchoFlow, and what it is called."""
        self._models = models
        if self._window is not None:
            self._window.set_options("model", models)

    def set_recognition_models(self, models: Sequence[tuple[str, str]]) -> None:
        """The recognizer's models of this computer: folder name, "" for what suits the language, and title."""
        self._recognition_models = models
        if self._window is not None:
            self._window.set_options("recognition_model", models)

    def set_voice(self, name: str) -> None:
        """What the voice in use is called."""
        self._voice = name
        if self._window is not None:
            self._window.set_about("voices", name)

    def set_default_prompt(self, instruction: str) -> None:
        """What the model is told where the user says nothing."""
        self._default_prompt = instruction
        if self._window is not None:
            self._window.set_example("system_prompt", instruction)

    def set_private(self, private: bool) -> None:
        """Whether nothing is kept now."""
        self._is_private = private
        if self._window is not None:
            self._window.set_values({"private": private})

    def set_hotkey_problem(self, name: str, sentence: str) -> None:
        """Why one of `hotkey`, `tap_hotkey`, `stop_hotkey` does not work; "" if it does."""
        self._complain(name, sentence)

    def set_hotkey_backend(self, sentence: str) -> None:
        """How keys are noticed on this desktop, and what that cannot do."""
        self._hotkey_backend = sentence
        if self._window is not None:
            self._window.set_about("hotkey", sentence)

    def _make_window(self) -> SettingsWindow:
        window = SettingsWindow(self._hidden)
        window.set_options("language", [(code, _language_name(code)) for code in LANGUAGES])
        window.set_options("model", self._models)
        if self._recognition_models:
            window.set_options("recognition_model", self._recognition_models)
        window.set_about("voices", self._voice)
        window.set_about("hotkey", self._hotkey_backend)
        window.set_about("settings_file", str(self._settings_file))
        window.set_about("log_folder", str(self._log_folder))
        window.set_about("about", tr("Version {version}", version=__version__))
        window.set_example("system_prompt", self._default_prompt)
        window.set_values({one.name: getattr(self._settings, one.name) for one in fields(Settings)})
        window.set_values({"private": self._is_private})
        window.set_enabled("autostart", False)
        for name, sentence in self._problems.items():
            window.set_problem(name, sentence)
        window.setting_changed.connect(self._take)
        window.action_wanted.connect(self._act)
        window.recording_changed.connect(self.recording_changed)
        window.closed.connect(self._closed)
        self._serve(window.microphone, window.speaker)
        return window

    @Slot()
    def _closed(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            self._page = window.page
            window.deleteLater()

    def _show_values(self, names: Collection[str]) -> None:
        if self._window is None:
            return
        self._window.set_values(
            {name: getattr(self._settings, name) for name in names if hasattr(self._settings, name)}
        )
        for name in names:
            if name in ENTRIES:
                self._window.set_problem(name, self._problems.get(name, ""))

    def _complain(self, name: str, sentence: str) -> None:
        if sentence:
            self._problems[name] = sentence
        else:
            self._problems.pop(name, None)
        if self._window is not None and name in ENTRIES:
            self._window.set_problem(name, sentence)

    @Slot(str, object)
    def _take(self, name: str, value: object) -> None:
        self._complain(name, "")
        if name == "autostart":
            self._tasks.start(self._set_autostart(bool(value)))
        elif name == "private":
            self.private_requested.emit(bool(value))
        elif problem := _address_problem(name, value):
            self.refuse([name], problem)
        else:
            self.changed.emit({name: value})

    @Slot(str)
    def _act(self, name: str) -> None:
        actions: dict[str, Callable[[], object]] = {
            "check": self.check_requested.emit,
            "first_start": self.first_start_requested.emit,
            "log_folder": partial(self._open_file, name, self._log_folder),
            "settings_file": lambda: self._tasks.start(self._open_settings()),
            "about": partial(self._open_file, name, self._licences),
            "models": self.models_requested.emit,
            "voices": self.voices_requested.emit,
            "conversations": self.conversations_requested.emit,
            "delete_data": self.delete_data_requested.emit,
            "keys": self.keys_requested.emit,
            "costs": self.costs_requested.emit,
        }
        actions[name]()

    async def _look_up_autostart(self) -> None:
        enabled = await asyncio.to_thread(self._autostart.enabled)
        if self._window is not None:
            self._window.set_values({"autostart": enabled})
            self._window.set_enabled("autostart", True)

    async def _set_autostart(self, enabled: bool) -> None:
        try:
            await asyncio.to_thread(self._autostart.set, enabled)
        except UserError as error:
            self._complain("autostart", str(error))
        await self._look_up_autostart()

    async def _open_settings(self) -> None:
        """On the first start there is no file yet."""
        try:
            if not await asyncio.to_thread(self._settings_file.exists):
                await asyncio.to_thread(settings_store.save, self._settings, self._settings_file)
        except UserError as error:
            self._complain("settings_file", str(error))
            return
        self._open_file("settings_file", self._settings_file)

    def _open_file(self, name: str, file: Path) -> None:
        if not self._show_file(file):
            self._complain(name, tr("No program here opens {file}; open it yourself.", file=file))


def _language_name(code: str) -> str:
    """What those who speak it call it."""
    if code == "zh":
        return "中文"
    name = QLocale(code).nativeLanguageName()
    return "English" if code == "en" else name[:1].upper() + name[1:]


def _address_problem(name: str, value: object) -> str:
    """Why `value` cannot be where a service is reached; empty if it can, or is no address."""
    if name not in _SERVICES or not value:
        return ""
    try:
        Address.parse(str(value), spoken(_SERVICES[name]))
    except UserError as error:
        return str(error)
    return ""
