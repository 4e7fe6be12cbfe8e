"""What there is to choose from - devices, models, voices - in the menu and in the settings, as it is now."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from echoflow.assistant import Assistant
from echoflow.commands.model_fit import fit_here, in_a_word
from echoflow.commands.options import default_prompt, llama_options
from echoflow.desks.settings_desk import SettingsDesk
from echoflow.errors import EngineError
from echoflow.language.llama import probe
from echoflow.language.llama_fit import Machine
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store.gguf import GgufError
from echoflow.store.model_library import ModelEntry, format_size, list_models, packaged_model
from echoflow.store.recognition_library import list_recognition_models
from echoflow.store.settings import Settings
from echoflow.text import tr
from echoflow.ui.tray.tray import MenuChoice, Tray

_LOG = logging.getLogger(__name__)


class Offers(QObject):
    """Fills in choices whenever they may be others."""

    def __init__(self, assistant: Assistant, tray: Tray, settings: SettingsDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self._tray = tray
        self._settings = settings
        self._machine: Machine | None = None
        self._is_measuring = False
        self._tasks = TaskGroup()
        assistant.choices_changed.connect(self.show)
        assistant.settings_changed.connect(self.show)
        tray.models_wanted.connect(self._measure)
        tray.voices_wanted.connect(self.show)

    @Slot()
    def show(self) -> None:
        """Looks at what there is now."""
        self._tasks.start(self._fill_in())

    async def close(self) -> None:
        """Looks no more, whatever still changes while the rest ends."""
        self._assistant.choices_changed.disconnect(self.show)
        self._assistant.settings_changed.disconnect(self.show)
        self._tasks.cancel()
        await self._tasks.wait()

    @Slot()
    def _measure(self) -> None:
        """Which models fit is worth a second when the user is about to choose one, and not before."""
        self.show()
        if self._machine is None and not self._is_measuring:
            self._is_measuring = True
            self._tasks.start(self._look_at_machine())

    async def _look_at_machine(self) -> None:
        try:
            self._machine = (await asyncio.to_thread(probe)).machine
        except EngineError as error:
            _LOG.info("no figures of this machine: %s", error)
        finally:
            self._is_measuring = False
        await self._fill_in()

    async def _fill_in(self) -> None:
        self._fill_in_devices()
        assistant = self._assistant
        # Reading what is in the files takes a tenth of a second.
        models = await asyncio.to_thread(_models, assistant.settings, self._machine)
        self._tray.set_models(models, str(assistant.model))
        packaged = packaged_model()
        own = [(each.identifier, each.label) for each in models if each.identifier != str(packaged)]
        self._settings.set_models([("", tr("The one that comes with EchoFlow")), *own])
        recognition = await asyncio.to_thread(list_recognition_models)
        titles = [(each.identifier, each.identifier) for each in recognition]
        self._settings.set_recognition_models([("", tr("What suits the language")), *titles])
        self._settings.set_default_prompt(default_prompt(assistant.room.choice))
        await self._fill_in_voices()

    def _fill_in_devices(self) -> None:
        default = MenuChoice("", tr("As the system chooses"))
        microphones, speakers = self._assistant.devices
        chosen = self._assistant.settings
        self._tray.set_microphones(
            [default, *(MenuChoice(each.name, each.name) for each in microphones)], chosen.microphone
        )
        self._tray.set_speakers([default, *(MenuChoice(each.name, each.name) for each in speakers)], chosen.speaker)

    async def _fill_in_voices(self) -> None:
        assistant = self._assistant
        chosen = assistant.settings
        voices = await assistant.room.voices()
        is_local = assistant.room.engine("tts") == "local"
        wanted = chosen.voice if is_local else chosen.elevenlabs_voice
        current = wanted or (voices[0].identifier if voices else "")
        self._tray.set_voices([MenuChoice(each.identifier, each.name) for each in voices], current)
        self._settings.set_voice(next((each.name for each in voices if each.identifier == current), ""))


def _models(settings: Settings, machine: Machine | None) -> list[MenuChoice]:
    """Those that can be used, with their size and, as far as the machine is known, whether they fit; reads files."""
    entries = [entry for entry in list_models() if entry.problem is None]
    return [MenuChoice(str(entry.path), entry.name, _detail(entry, settings, machine)) for entry in entries]


def _detail(entry: ModelEntry, settings: Settings, machine: Machine | None) -> str:
    size = format_size(entry.size)
    if machine is None:
        return size
    try:
        found = fit_here(llama_options(settings, str(Path(entry.path))), machine)
    except (GgufError, OSError):
        return size
    return tr("{size}, {fit}", size=size, fit=in_a_word(found))
