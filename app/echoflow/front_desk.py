"""Between the assistant and the user: what the key and the tray ask for, what is shown of it, what there is to choose.

Whatever takes long to import is imported from here on, which the app does when its icon is already in the tray.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from echoflow import paths
from echoflow.assistant import Assistant
from echoflow.cloud_desks import CloudDesks
from echoflow.commands.options import user_settings
from echoflow.desks.crash_desk import CrashDesk
from echoflow.desks.hotkey_desk import HotkeyDesk
from echoflow.desks.notification_desk import NotificationDesk
from echoflow.desks.update_desk import UpdateDesk
from echoflow.offers import Offers
from echoflow.pipeline.tasks import TaskGroup
from echoflow.presenter import Presenter, joined
from echoflow.store import env_file, updates
from echoflow.store.credentials import KeyState, Service
from echoflow.text import tr
from echoflow.ui.overlay.overlay import Overlay
from echoflow.ui.tray.tray import Tray
from echoflow.window_desks import Surroundings, WindowDesks, close_all


class FrontDesk(QObject):
    """Owns the assistant and the desks.

    Attributes:
        assistant: the conversation.
        windows: the desks of the windows.
    """

    erase_wanted = Signal(bool)
    """Everything that is kept of the user is to be deleted; whether models are to stay."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        tray: Tray,
        presenter: Presenter,
        hotkeys: HotkeyDesk,
        crash: CrashDesk,
        parent: QObject | None = None,
    ) -> None:
        """Loads nothing yet. Raises UserError where there is no sound system."""
        super().__init__(parent)
        settings, self._problems = user_settings()
        self.assistant = Assistant(arguments, settings)
        self._problems += self.assistant.room.access.problems
        self._tray = tray
        self._presenter = presenter
        self._tasks = TaskGroup()
        self._desks = CloudDesks(self.assistant, tray, self)
        self._hotkeys = hotkeys
        around = Surroundings(self.assistant, tray, presenter, hotkeys, self._desks, crash)
        self.windows = WindowDesks(around, self)
        self._offers = Offers(self.assistant, tray, self.windows.settings, self)
        self._notifications = NotificationDesk(
            tray.show_balloon, wanted=lambda: self.assistant.settings.notifications, parent=self
        )
        updates_file = paths.data_folder() / updates.FILE_NAME
        self._updates = UpdateDesk(settings, updates.address(), updates_file, parent=self)

    def open(self, overlay: Overlay) -> None:
        """The assistant does from now on what is asked for; what is wrong with the keys is told when it is ready."""
        self._problems += self._hotkeys.trouble
        self._connect_hotkeys(self._hotkeys)
        self._connect_requests(overlay)
        self._connect_news()
        self._offers.show()
        self._updates.open()
        # The first start asks about keys by itself.
        if not self.windows.welcome():
            self._tasks.start(self._offer_keys())

    def _connect_hotkeys(self, desk: HotkeyDesk) -> None:
        assistant, keys = self.assistant, desk.hotkeys
        keys.pressed.connect(assistant.press)
        keys.released.connect(assistant.release)
        keys.tapped.connect(assistant.toggle)
        keys.stop_pressed.connect(assistant.stop)
        assistant.settings_changed.connect(desk.follow)
        desk.told.connect(self._presenter.show_message)

    def _connect_requests(self, overlay: Overlay) -> None:
        assistant, tray = self.assistant, self._tray
        tray.talk_requested.connect(assistant.talk)
        tray.stop_requested.connect(assistant.stop)
        tray.mute_requested.connect(assistant.set_muted)
        tray.mode_chosen.connect(assistant.choose_mode)
        tray.voice_chosen.connect(assistant.choose_voice)
        tray.model_chosen.connect(self._choose_model)
        tray.microphone_chosen.connect(assistant.choose_microphone)
        tray.speaker_chosen.connect(assistant.choose_speaker)
        tray.devices_wanted.connect(assistant.look_for_devices)
        overlay.stop_requested.connect(assistant.stop)
        overlay.mute_requested.connect(assistant.set_muted)
        overlay.moved.connect(lambda place: assistant.change_settings(overlay_place=place))

    def _connect_news(self) -> None:
        assistant, presenter = self.assistant, self._presenter
        assistant.progress.connect(presenter.show_progress)
        assistant.ready.connect(self._show_ready)
        assistant.failed.connect(presenter.show_error)
        assistant.nothing_heard.connect(presenter.show_nothing_heard)
        assistant.hint_wanted.connect(presenter.show_hint)
        assistant.mode_changed.connect(presenter.set_mode)
        assistant.muted_changed.connect(presenter.set_muted)
        assistant.session_started.connect(presenter.follow)
        assistant.session_ended.connect(presenter.unfollow)
        presenter.news.connect(self._notifications.tell)
        assistant.settings_changed.connect(self._updates.take_settings)
        self._updates.news.connect(presenter.show_news)
        self.windows.library_changed.connect(self._offers.show)
        self.windows.erase_wanted.connect(self.erase_wanted)
        self._desks.voices.problem.connect(presenter.show_message)
        self._desks.problem.connect(presenter.show_news)
        self._desks.choices_changed.connect(self._offers.show)
        self._desks.offline_changed.connect(presenter.set_offline)

    def take_language(self) -> None:
        """Sentences come in another language from now on."""
        self.windows.take_language()
        self._desks.take_language()
        self._offers.show()

    async def forget_keys(self) -> list[str]:
        """Deletes the keys of all services from the system's keyring; returns a sentence if it kept some."""
        credentials = self.assistant.room.access.credentials
        states = [(await credentials.remove(service)).state for service in Service]
        if {KeyState.LOCKED, KeyState.DENIED}.isdisjoint(states):
            return []
        return [
            tr(
                "Your keys may still be in the system's keyring, which did not let them go; unlock it and delete them "
                "with 'echoflow keys remove'."
            )
        ]

    async def close(self) -> None:
        """Ends the work, then the engines, then what writes about them."""
        self._tasks.cancel()
        await self._tasks.wait()
        await self._updates.close()
        await self._offers.close()
        await self._desks.close()
        await close_all(self.windows.end_input())
        await self.assistant.close()
        await close_all(self.windows.end_records())
        await self._notifications.close()

    def _show_ready(self, sentence: str) -> None:
        """What is not as the user wanted it is said now, when there is time to read it, and how to talk."""
        problems, self._problems = [*self._problems, sentence] if sentence else self._problems, []
        told = problems if problems and self._presenter.has_keys else [*problems, self._presenter.hint()]
        self._presenter.show_ready(joined(told), is_news=bool(problems))

    def _choose_model(self, path: str) -> None:
        self.assistant.choose_model(Path(path))

    async def _offer_keys(self) -> None:
        """Keys in a file of the old style are offered to be taken over, once; the window does the asking."""
        if await asyncio.to_thread(env_file.to_offer) is not None:
            self._desks.keys.open()
