"""Between the assistant and the user: what the key and the tray ask for, what is shown of it, what there is to choose.

Whatever takes long to import is imported from here on, which the app does when its icon is already in the tray.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from PySide6.QtCore import QObject

from echoflow.assistant import Assistant
from echoflow.cloud_desks import CloudDesks
from echoflow.commands.options import user_settings
from echoflow.desks.hotkey_desk import HotkeyDesk
from echoflow.desks.latency_desk import LatencyDesk
from echoflow.pipeline.tasks import TaskGroup
from echoflow.presenter import Presenter, joined
from echoflow.store import env_file
from echoflow.store.latencies import LatencyStore, latencies_file
from echoflow.store.model_library import list_models
from echoflow.text import tr
from echoflow.ui.overlay.overlay import Overlay
from echoflow.ui.tray.tray import MenuChoice, Tray


class FrontDesk(QObject):
    """Owns the assistant and the desks.

    Attributes:
        assistant: the conversation.
    """

    def __init__(
        self, arguments: argparse.Namespace, tray: Tray, presenter: Presenter, parent: QObject | None = None
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
        self._latencies = LatencyDesk(lambda tell: LatencyStore(latencies_file(), on_problem=tell), parent=self)

    def open(self, hotkeys: HotkeyDesk, overlay: Overlay) -> None:
        """The assistant does from now on what is asked for; what is wrong with the keys is told when it is ready."""
        self._problems += hotkeys.trouble
        self._connect_hotkeys(hotkeys)
        self._connect_requests(overlay)
        self._connect_news()
        self._show_choices()
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
        tray.models_wanted.connect(self._show_choices)
        tray.devices_wanted.connect(assistant.look_for_devices)
        tray.latencies_requested.connect(self._latencies.open)
        overlay.clicked.connect(assistant.toggle)

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
        assistant.choices_changed.connect(self._show_choices)
        assistant.session_started.connect(self._latencies.follow)
        self._latencies.problem.connect(presenter.show_message)
        self._desks.choices_changed.connect(self._show_choices)
        self._desks.offline_changed.connect(presenter.set_offline)

    async def close(self) -> None:
        """Ends the work, then the engines."""
        self._tasks.cancel()
        await self._tasks.wait()
        await self._desks.close()
        await self.assistant.close()
        await self._latencies.close()

    def _show_ready(self, sentence: str) -> None:
        """What is not as the user wanted it is said now, when there is time to read it, and how to talk."""
        problems, self._problems = [*self._problems, sentence] if sentence else self._problems, []
        if not problems or not self._presenter.has_keys:
            problems = [*problems, self._presenter.hint()]
        self._presenter.show_ready(joined(problems))

    def _choose_model(self, path: str) -> None:
        self.assistant.choose_model(Path(path))

    async def _offer_keys(self) -> None:
        """Keys in a file of the old style are offered to be taken over, once; the window does the asking."""
        if await asyncio.to_thread(env_file.to_offer) is not None:
            self._desks.keys.open()

    def _show_choices(self) -> None:
        self._tasks.start(self._fill_menu())

    async def _fill_menu(self) -> None:
        """Offers what there is to choose from now."""
        assistant, tray = self.assistant, self._tray
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
