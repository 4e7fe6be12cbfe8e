"""The desktop app's composition root: builds everything, wires signals, owns shutdown."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from echoflow.assistant import Assistant
from echoflow.audio.endpoints.devices import list_devices
from echoflow.cloud_desks import CloudDesks
from echoflow.commands import runner, sample
from echoflow.commands.doctor import screen_problem
from echoflow.commands.options import engine_choice, user_settings
from echoflow.crash import unforeseen_errors
from echoflow.desktop.hotkey import Hotkey, key_names
from echoflow.desktop.single_instance import SingleInstance, send_command
from echoflow.errors import UserError
from echoflow.pipeline.tasks import TaskGroup
from echoflow.presenter import Presenter, joined
from echoflow.store import env_file
from echoflow.store.model_library import list_models
from echoflow.store.settings import Settings
from echoflow.text import tr
from echoflow.ui.manner import Manner
from echoflow.ui.overlay import Overlay
from echoflow.ui.translation import install_translations
from echoflow.ui.tray import MenuChoice, Tray


def run(arguments: argparse.Namespace) -> int:
    """Runs the desktop app, or a sample conversation where there is no screen or no sound card."""
    # Wrong usage is refused in the terminal it was typed in.
    engine_choice(arguments, Settings()).check()
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
    """The tray, the overlay, the hotkey and the assistant."""

    def __init__(self, instance: SingleInstance, arguments: argparse.Namespace) -> None:
        super().__init__()
        self._quit = asyncio.Event()
        self._tasks = TaskGroup()
        settings, self._problems = user_settings()
        self._assistant = Assistant(arguments, settings)
        self._problems += self._assistant.room.access.problems
        self._hotkey = Hotkey(settings.hotkey)
        manner = Manner(self._assistant.mode, tuple(key_names(settings.hotkey)))
        self._tray = Tray(manner)
        self._overlay = Overlay(manner)
        self._presenter = Presenter(self._tray, self._overlay, manner)
        self._desks = CloudDesks(self._assistant, self._tray, self)
        self._connect(instance)

    def _connect(self, instance: SingleInstance) -> None:
        assistant, tray, presenter = self._assistant, self._tray, self._presenter
        self._hotkey.pressed.connect(assistant.press)
        self._hotkey.released.connect(assistant.release)
        tray.talk_requested.connect(assistant.talk)
        tray.stop_requested.connect(assistant.stop)
        tray.mute_requested.connect(assistant.set_muted)
        tray.mode_chosen.connect(assistant.choose_mode)
        tray.voice_chosen.connect(assistant.choose_voice)
        tray.model_chosen.connect(self._choose_model)
        tray.microphone_chosen.connect(assistant.choose_microphone)
        tray.speaker_chosen.connect(assistant.choose_speaker)
        tray.models_wanted.connect(self._show_choices)
        tray.devices_wanted.connect(assistant.look_for_devices)
        tray.quit_requested.connect(self._quit.set)
        self._overlay.clicked.connect(assistant.toggle)
        assistant.progress.connect(presenter.show_progress)
        assistant.ready.connect(self._show_ready)
        assistant.failed.connect(presenter.show_error)
        assistant.nothing_heard.connect(presenter.show_nothing_heard)
        assistant.hint_wanted.connect(presenter.show_hint)
        assistant.mode_changed.connect(presenter.set_mode)
        assistant.muted_changed.connect(presenter.set_muted)
        assistant.session_started.connect(presenter.follow)
        assistant.session_ended.connect(presenter.unfollow)
        assistant.choices_changed.connect(self._show_choices)
        self._desks.choices_changed.connect(self._show_choices)
        instance.command_received.connect(self._take_command)

    async def run(self) -> None:
        """Runs until the user quits."""
        self._tray.show()
        if not Tray.available():
            self._overlay.set_pinned(self._tray.menu)
        if reason := self._hotkey.start():
            self._presenter.set_keys([])
            self._problems.append(reason)
        self._show_choices()
        self._assistant.load()
        self._tasks.start(self._offer_keys())
        try:
            await self._quit.wait()
        finally:
            await self._shut_down()

    async def _shut_down(self) -> None:
        """Input first, then sound, then work, then the engines, the icon last."""
        self._hotkey.stop()
        self._presenter.unfollow()
        self._overlay.hide_now()
        self._tasks.cancel()
        await self._tasks.wait()
        await self._desks.close()
        await self._assistant.close()
        self._overlay.deleteLater()
        self._tray.close()

    def show_error(self, sentence: str) -> None:
        """Something went wrong; the app goes on."""
        self._presenter.show_error(sentence)

    def _show_ready(self, sentence: str) -> None:
        """What is not as the user wanted it is said now, when there is time to read it, and how to talk."""
        problems, self._problems = [*self._problems, sentence] if sentence else self._problems, []
        if not problems or not self._presenter.has_keys:
            problems = [*problems, self._presenter.hint()]
        self._presenter.show_ready(joined(problems))

    def _take_command(self, command: str) -> None:
        match command:
            case "talk":
                self._assistant.talk()
            case "stop":
                self._assistant.stop()
            case "toggle":
                self._assistant.toggle()
            case "show":
                self._presenter.show_message(joined([tr("EchoFlow is here."), self._presenter.hint()]))
            case "quit":
                self._quit.set()

    def _choose_model(self, path: str) -> None:
        self._assistant.choose_model(Path(path))

    async def _offer_keys(self) -> None:
        """Keys in a file of the old style are offered to be taken over, once; the window does the asking."""
        if await asyncio.to_thread(env_file.to_offer) is not None:
            self._desks.keys.open()

    def _show_choices(self) -> None:
        self._tasks.start(self._fill_menu())

    async def _fill_menu(self) -> None:
        """Offers what there is to choose from now."""
        assistant, tray = self._assistant, self._tray
        default = MenuChoice("", tr("As the system chooses"))
        microphones, speakers = assistant.devices
        chosen = assistant.settings
        tray.set_microphones([default, *(MenuChoice(each.name, each.name) for each in microphones)], chosen.microphone)
        tray.set_speakers([default, *(MenuChoice(each.name, each.name) for each in speakers)], chosen.speaker)
        # Reading what is in the files takes a tenth of a second.
        models = [entry for entry in await asyncio.to_thread(list_models) if entry.problem is None]
        tray.set_models([MenuChoice(str(entry.path), entry.name) for entry in models], str(assistant.model))
        voices = await assistant.voices()
        chosen_voice = chosen.voice if assistant.room.engine("tts") == "local" else chosen.elevenlabs_voice
        voice = chosen_voice or (voices[0].identifier if voices else "")
        tray.set_voices([MenuChoice(each.identifier, each.name) for each in voices], voice)
