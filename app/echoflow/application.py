"""The desktop app's composition root: builds everything, wires signals, owns shutdown."""

from __future__ import annotations

import argparse
import asyncio
import logging
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from echoflow import paths
from echoflow.audio.endpoints.devices import list_devices
from echoflow.audio.endpoints.sound_card import SoundCardEndpoint
from echoflow.commands import runner, sample
from echoflow.commands.doctor import screen_problem
from echoflow.commands.options import engine_choice, session_options, user_settings
from echoflow.conversation.history import History
from echoflow.crash import unforeseen_errors
from echoflow.desktop.hotkey import Hotkey, key_names
from echoflow.desktop.single_instance import SingleInstance, send_command
from echoflow.errors import UserError
from echoflow.language.llama import LocalLanguageModel
from echoflow.pipeline import engines as engine_choices
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.session import Session
from echoflow.pipeline.tasks import TaskGroup
from echoflow.presenter import Presenter
from echoflow.store import settings as settings_store
from echoflow.store.model_library import list_models
from echoflow.store.settings import Settings
from echoflow.text import tr
from echoflow.ui.overlay import Overlay
from echoflow.ui.state import AppState
from echoflow.ui.translation import install_translations
from echoflow.ui.tray import MenuChoice, Tray

_LOG = logging.getLogger(__name__)


def run(arguments: argparse.Namespace) -> int:
    """Runs the desktop app, or a sample conversation where there is no screen or no sound card."""
    # Wrong usage is refused in the terminal it was typed in.
    engine_choices.create(engine_choice(arguments, Settings()))
    if problem := screen_problem() or sound_card_problem():
        return sample.run(arguments, problem)
    return runner.run(_run(arguments), _create_application)


def sound_card_problem() -> str | None:
    """Why nobody can talk with EchoFlow here, or None."""
    try:
        microphones, speakers = list_devices()
    except UserError as error:
        return str(error)
    if not microphones:
        return tr("There is no microphone.")
    return None if speakers else tr("There is no loudspeaker.")


def _create_application() -> QApplication:
    application = QApplication(["echoflow"])
    application.setApplicationName("EchoFlow")
    application.setDesktopFileName("echoflow")
    # The app lives in the tray; closing a window must not end it.
    application.setQuitOnLastWindowClosed(False)
    install_translations(application)
    return application


async def _run(arguments: argparse.Namespace) -> int:
    instance = SingleInstance()
    if not instance.claim():
        send_command("show")
        raise UserError(tr("EchoFlow is already running; it was asked to show itself."))
    try:
        application = Application(instance, arguments)
        with unforeseen_errors(application.show_error):
            await application.run()
    finally:
        instance.close()
    return 0


class Application(QObject):
    """The tray, the overlay, the hotkey and one conversation."""

    def __init__(self, instance: SingleInstance, arguments: argparse.Namespace) -> None:
        super().__init__()
        self._quit = asyncio.Event()
        self._tasks = TaskGroup()
        self._settings, self._problems = user_settings()
        self._choice = engine_choice(arguments, self._settings)
        self._arguments = arguments
        self._engines: Engines | None = None
        self._session: Session | None = None
        self._history = History()
        self._changing = asyncio.Lock()
        self._hotkey = Hotkey(self._settings.hotkey)
        self._keys = key_names(self._settings.hotkey)
        self._tray = Tray("+".join(self._keys))
        self._overlay = Overlay(self._keys)
        self._presenter = Presenter(self._tray, self._overlay)
        self._connect(instance)

    def _connect(self, instance: SingleInstance) -> None:
        self._hotkey.pressed.connect(self._press)
        self._hotkey.released.connect(self._release)
        self._tray.talk_requested.connect(self._talk)
        self._tray.stop_requested.connect(self._stop)
        self._tray.voice_chosen.connect(self._choose_voice)
        self._tray.model_chosen.connect(self._choose_model)
        self._tray.microphone_chosen.connect(self._choose_microphone)
        self._tray.speaker_chosen.connect(self._choose_speaker)
        self._tray.quit_requested.connect(self._quit.set)
        self._overlay.clicked.connect(self._toggle)
        instance.command_received.connect(self._take_command)

    async def run(self) -> None:
        """Runs until the user quits."""
        self._tray.show()
        if not Tray.available():
            self._overlay.set_pinned(self._tray.menu)
        self._show_choices()
        if reason := self._hotkey.start():
            self._keys = []
            self._tray.set_hotkey("")
            self._overlay.set_keys([])
            self._problems.append(reason)
        for problem in self._problems:
            self.show_error(problem)
        self._tasks.start(self._begin())
        try:
            await self._quit.wait()
        finally:
            await self._shut_down()

    async def _begin(self) -> None:
        """Loads the engines and begins to listen; what cannot be done is shown, and can be mended from the menu."""
        async with self._changing:
            try:
                self._presenter.show_message(tr("Getting ready…"))
                engines = engine_choices.create(self._choice)
                await engines.load(self._presenter.show_message)
                self._engines = engines
                await self._show_voices(engines)
                self._start_session(engines)
            except UserError as error:
                self.show_error(str(error))
                return
        _LOG.info("ready")
        self._presenter.show_message(self._hint())

    def _hint(self) -> str:
        """How to begin to talk; what could not be done at start is said again, as it was shown too briefly to read."""
        if self._problems:
            return " ".join(self._problems)
        return tr("Hold {keys} and talk.", keys="+".join(self._keys))

    def _start_session(self, engines: Engines) -> None:
        endpoint = SoundCardEndpoint(self._settings.microphone or None, self._settings.speaker or None)
        options = session_options(self._arguments, self._settings, self._choice, hands_free=False)
        session = Session(endpoint, engines, options, self._history, self)
        session.failed.connect(self.show_error)
        session.input_ended.connect(self._device_lost)
        self._presenter.follow(session)
        session.start()
        self._session = session

    async def _end_session(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.input_ended.disconnect(self._device_lost)
            await session.close()
            session.deleteLater()
            self._presenter.show_state(AppState.IDLE)

    async def _shut_down(self) -> None:
        """Input first, then sound, then work, then the engines, the icon last."""
        self._hotkey.stop()
        self._overlay.hide_now()
        self._tasks.cancel()
        await self._tasks.wait()
        await self._end_session()
        if self._engines is not None:
            await self._engines.close()
        self._overlay.deleteLater()
        self._tray.close()

    def show_error(self, sentence: str) -> None:
        """Something went wrong; the app goes on."""
        self._presenter.show_error(sentence)

    def _device_lost(self) -> None:
        self.show_error(tr("The microphone or the loudspeaker has gone; choose another in the menu."))
        self._tasks.start(self._end_session())

    def _take_command(self, command: str) -> None:
        match command:
            case "talk":
                self._talk()
            case "stop":
                self._stop()
            case "toggle":
                self._toggle()
            case "show":
                self._presenter.show_message(tr("EchoFlow is here."))
            case "quit":
                self._quit.set()

    def _press(self) -> None:
        if session := self._ready_session():
            session.press_talk()

    def _release(self) -> None:
        if self._session is not None:
            self._session.release_talk()

    def _talk(self) -> None:
        if session := self._ready_session():
            session.tap_talk()

    def _stop(self) -> None:
        if self._session is not None:
            self._session.stop()

    def _toggle(self) -> None:
        if self._session is not None and self._session.busy:
            self._stop()
        else:
            self._talk()

    def _ready_session(self) -> Session | None:
        """The session; without one says why, and tries again to get one."""
        if self._session is None:
            if self._engines is None:
                self._presenter.show_message(tr("Still getting ready; one moment, please."))
                if not self._changing.locked():
                    self._tasks.start(self._begin())
            else:
                self._tasks.start(self._restart_session())
        return self._session

    async def _restart_session(self) -> None:
        async with self._changing:
            await self._end_session()
            if self._engines is None:
                return
            try:
                self._start_session(self._engines)
            except UserError as error:
                self.show_error(str(error))

    def _save(self, settings: Settings) -> None:
        self._settings = settings
        try:
            settings_store.save(settings, paths.config_folder() / settings_store.FILE_NAME)
        except UserError as error:
            self.show_error(str(error))

    def _choose_voice(self, identifier: str) -> None:
        if self._engines is None:
            return
        try:
            self._engines.synthesizer.set_voice(identifier)
        except UserError as error:
            self.show_error(str(error))
            return
        self._save(replace(self._settings, voice=identifier))

    def _choose_microphone(self, name: str) -> None:
        self._save(replace(self._settings, microphone=name))
        self._tasks.start(self._restart_session())

    def _choose_speaker(self, name: str) -> None:
        self._save(replace(self._settings, speaker=name))
        self._tasks.start(self._restart_session())

    def _choose_model(self, path: str) -> None:
        self._tasks.start(self._change_model(Path(path)))

    async def _change_model(self, path: Path) -> None:
        """Loads another model in place of the present one; two at once might not fit. A bad one changes nothing."""
        async with self._changing:
            engines = self._engines
            if engines is None:
                return
            self._presenter.show_message(tr("Loading {name}…", name=path.stem))
            before, self._choice = self._choice, replace(self._choice, model=path)
            await self._end_session()
            await engines.language_model.close()
            try:
                await self._load_model(engines)
                self._save(replace(self._settings, model=str(path)))
                self._presenter.show_message(tr("{name} is ready.", name=path.stem))
            except UserError as error:
                self.show_error(str(error))
                self._choice = before
                self._show_choices()
                await self._load_model(engines)
            self._start_session(engines)

    async def _load_model(self, engines: Engines) -> None:
        model = LocalLanguageModel(engine_choices.llama_options(self._choice))
        await model.load()
        engines.language_model = model

    def _show_choices(self) -> None:
        """Fills the menu with what there is to choose from now."""
        models = [entry for entry in list_models() if entry.problem is None]
        current = str(engine_choices.llama_options(self._choice).model_path)
        self._tray.set_models([MenuChoice(str(entry.path), entry.name) for entry in models], current)
        default = MenuChoice("", tr("As the system chooses"))
        microphones, speakers = list_devices()
        self._tray.set_microphones(
            [default, *(MenuChoice(device.name, device.name) for device in microphones)], self._settings.microphone
        )
        self._tray.set_speakers(
            [default, *(MenuChoice(device.name, device.name) for device in speakers)], self._settings.speaker
        )

    async def _show_voices(self, engines: Engines) -> None:
        voices = await engines.synthesizer.voices()
        current = self._settings.voice or (voices[0].identifier if voices else "")
        self._tray.set_voices([MenuChoice(voice.identifier, voice.name) for voice in voices], current)
