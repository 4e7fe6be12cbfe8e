"""The desktop app's composition root: builds everything, wires signals, owns shutdown.

The icon is in the tray before anything heavy is imported; the rest is imported in the background, and what the user
does until then is kept.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from echoflow import APP_ID, paths
from echoflow.audio.endpoints.devices import list_devices
from echoflow.checks.screen import screen_problem
from echoflow.commands import runner
from echoflow.conversation.talk_key import TalkMode
from echoflow.crash import unforeseen_errors
from echoflow.desks.hotkey_desk import HotkeyDesk
from echoflow.desktop.hotkeys.chord import key_names
from echoflow.desktop.hotkeys.hotkeys import Hotkeys
from echoflow.desktop.hotkeys.ladder import module_here
from echoflow.desktop.single_instance import SingleInstance, send_command
from echoflow.errors import UserError
from echoflow.last_run import RunWatch
from echoflow.lobby import Lobby
from echoflow.look import Look
from echoflow.pipeline.memory_upkeep import share_heaps
from echoflow.pipeline.tasks import TaskGroup
from echoflow.presenter import Presenter, joined
from echoflow.store import settings as settings_store
from echoflow.store.settings import Settings
from echoflow.text import tr
from echoflow.ui.manner import Manner
from echoflow.ui.overlay.overlay import Overlay
from echoflow.ui.state import AppState
from echoflow.ui.tray.presence import Presence
from echoflow.ui.tray.tray import Tray

if TYPE_CHECKING:
    from echoflow.desks.crash_desk import CrashDesk
    from echoflow.front_desk import FrontDesk

_NO_CHOICE = frozenset({"command", "log_level"})
"""Options that say nothing about engines."""


def run(arguments: argparse.Namespace) -> int:
    """Runs the desktop app, or a sample conversation where there is no screen or no sound card."""
    share_heaps()
    if any(value is not None for name, value in vars(arguments).items() if name not in _NO_CHOICE):
        from echoflow.commands.options import engine_choice

        # Wrong usage is refused in the terminal it was typed in.
        engine_choice(arguments, Settings()).check()
    if problem := screen_problem() or sound_card_problem():
        from echoflow.commands import sample

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
    application.setDesktopFileName(APP_ID)
    # The app lives in the tray; closing a window must not end it.
    application.setQuitOnLastWindowClosed(False)
    return application


async def _run(arguments: argparse.Namespace) -> int:
    instance = SingleInstance()
    if not instance.claim():
        send_command("show")
        raise UserError(tr("EchoFlow is already running; it was asked to show itself."))
    early: list[str] = []
    kept = instance.command_received.connect(early.append)
    watch = RunWatch(paths.log_folder())
    report = watch.begin()
    with contextlib.ExitStack() as cleanup:
        cleanup.callback(instance.close)
        cleanup.callback(watch.end)
        # What is wrong with them is told by the desk, which knows more about it.
        settings, _ = settings_store.load(paths.config_folder() / settings_store.FILE_NAME)
        look = Look(settings, arguments)
        tray = Tray(Manner(TalkMode(settings.mode), tuple(key_names(settings.hotkey))))
        cleanup.callback(tray.close)
        tray.set_state(AppState.LOADING)
        presence = Presence(tray)
        cleanup.callback(presence.close)
        presence.show()
        # It is painted meanwhile. An overlay would hold that up: it reads fonts.
        await _imported(module_here())
        application = Application(instance, arguments, presence, look, watch)
        QObject.disconnect(kept)
        for command in early:
            application.take_command(command)
        with unforeseen_errors(application.show_error):
            await application.run(report)
    return 0


async def _imported(module: str) -> None:
    """Imports `module` while the loop goes on; who uses it finds out if it cannot be."""
    with contextlib.suppress(ImportError):
        await asyncio.to_thread(importlib.import_module, module)


class Application(QObject):
    """The overlay, the hotkeys and, as soon as that is imported, the desk behind them and the tray."""

    def __init__(
        self, instance: SingleInstance, arguments: argparse.Namespace, presence: Presence, look: Look, watch: RunWatch
    ) -> None:
        super().__init__()
        self._arguments = arguments
        self._quit = asyncio.Event()
        self._keeps_models: bool | None = None
        self._presence = presence
        self._look = look
        self._tray = tray = presence.tray
        self._hotkeys = HotkeyDesk(Hotkeys(), self)
        self._overlay = Overlay(tray.face.manner)
        self._presenter = Presenter(tray, self._overlay, tray.face.manner)
        self._watch = watch
        self._crash: CrashDesk | None = None
        self._lobby = Lobby(self)
        self._desk: FrontDesk | None = None
        self._tasks = TaskGroup()
        tray.quit_requested.connect(self._quit.set)
        instance.command_received.connect(self.take_command)
        look.attach(self._overlay)
        look.language_changed.connect(self._take_language)
        self._open_lobby()

    def _open_lobby(self) -> None:
        lobby, tray, presenter = self._lobby, self._tray, self._presenter
        lobby.waiting.connect(self._show_waiting)
        lobby.mode_changed.connect(presenter.set_mode)
        lobby.muted_changed.connect(presenter.set_muted)
        self._hotkeys.keys_changed.connect(presenter.set_keys)
        hotkeys = self._hotkeys.hotkeys
        self._until_open = (
            hotkeys.pressed.connect(lobby.press),
            hotkeys.released.connect(lobby.release),
            hotkeys.tapped.connect(lobby.talk),
            tray.talk_requested.connect(lobby.talk),
            tray.mute_requested.connect(lobby.set_muted),
            tray.mode_chosen.connect(lobby.choose_mode),
            self._overlay.mute_requested.connect(lobby.set_muted),
        )

    async def run(self, report: str = "") -> None:
        """Runs until the user quits; `report` is about how the last run ended, if that was no good.

        Raises:
            UserError: there is no sound system.
        """
        try:
            self._tasks.start(self._look.follow_desktop())
            await self._open(report)
            await self._quit.wait()
        finally:
            await self._shut_down()

    async def _open(self, report: str) -> None:
        """Imports the rest, and begins to load the engines."""
        await self._hotkeys.start(self._look.settings)
        self._presenter.show_progress(tr("Loading recognition, the language model and the voice…"))
        await _imported("echoflow.front_desk")
        from echoflow.desks.crash_desk import CrashDesk
        from echoflow.front_desk import FrontDesk

        self._crash = CrashDesk(self._watch, paths.log_folder(), self)
        self._crash.message.connect(self._presenter.show_message)
        self._desk = FrontDesk(self._arguments, self._tray, self._presenter, self._hotkeys, self._crash, self)
        self._desk.erase_wanted.connect(self._erase)
        self._desk.assistant.settings_changed.connect(self._look.take_settings)
        self._desk.windows.stage_taken.connect(self._look.take_stage)
        self._look.motion_changed.connect(self._desk.windows.set_reduced_motion)
        for connection in self._until_open:
            QObject.disconnect(connection)
        self._desk.open(self._overlay)
        self._lobby.hand_over(self._desk.assistant)
        self._crash.show(report)

    async def _shut_down(self) -> None:
        """Input first, then sound, then work, then the engines; the icon is last, and not ours."""
        self._tasks.cancel()
        await self._tasks.wait()
        await self._hotkeys.close()
        self._presenter.unfollow()
        self._overlay.hide_now()
        if self._crash is not None:
            await self._crash.close()
        problems: list[str] = []
        if self._desk is not None:
            if self._keeps_models is not None:
                problems = await self._desk.forget_keys()
            await self._desk.close()
        self._overlay.deleteLater()
        if self._keeps_models is not None:
            from echoflow.erasure import erase

            await erase(keep_models=self._keeps_models, problems=problems)

    def _erase(self, keep_models: bool) -> None:
        """Everything is deleted when nothing of it is in use any more."""
        self._keeps_models = keep_models
        self._quit.set()

    def show_error(self, sentence: str) -> None:
        """Something went wrong; the app goes on."""
        self._presenter.show_error(sentence)

    def _show_waiting(self) -> None:
        self._presenter.show_progress(tr("Still getting ready; one moment, please."))

    def _take_language(self) -> None:
        self._tray.retranslate()
        self._presence.retranslate()
        self._overlay.update()
        if self._desk is not None:
            self._desk.take_language()

    def take_command(self, command: str) -> None:
        """What another start of the program was told to tell this one."""
        assistant = self._desk.assistant if self._desk is not None else None
        match command:
            case "talk" | "toggle" if assistant is None:
                self._lobby.talk()
            case "talk" if assistant is not None:
                assistant.talk()
            case "stop" if assistant is not None:
                assistant.stop()
            case "toggle" if assistant is not None:
                assistant.toggle()
            case "show":
                if not self._presence.come_forward():
                    self._presenter.show_message(joined([tr("EchoFlow is here."), self._presenter.hint()]))
            case "quit":
                self._quit.set()
