"""Between the assistant and what the user sees of the clouds: keys, costs, voices, and which engine does what."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from echoflow.assistant import Assistant
from echoflow.audio import player
from echoflow.audio.frames import Samples
from echoflow.audio.recorder import Recorder
from echoflow.clouds.failures import failure
from echoflow.desks.cost_desk import CostDesk
from echoflow.desks.key_desk import KeyDesk
from echoflow.desks.voice_desk import VoiceDesk
from echoflow.engine_room import STAGE_OF_SETTING
from echoflow.errors import EngineError, Trouble
from echoflow.pipeline.accounts import check_key
from echoflow.pipeline.engine_choice import AVAILABLE
from echoflow.pipeline.session import Session
from echoflow.store.credentials import KeyState, Service, explain
from echoflow.store.settings import Settings
from echoflow.synthesis.elevenlabs_account import ElevenLabsAccount
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.synthesis.voice_shelf import VoiceShelf
from echoflow.ui.engine_names import STAGES, engine_title
from echoflow.ui.tray.engine_report import EngineReport
from echoflow.ui.tray.tray import MenuChoice, Tray

REPORT_MILLISECONDS = 5_000
"""How often the tray learns what was spent, while a cloud is in use."""


class CloudDesks(QObject):
    """Owns the desks of keys, costs and voices; connects them and the tray with the assistant."""

    choices_changed = Signal()
    """There are other voices to choose from."""
    problem = Signal(str)
    """One sentence: what is spent cannot be kept any more."""
    offline_changed = Signal(bool)
    """Whether this computer stands in for a service that cannot be reached."""

    def __init__(self, assistant: Assistant, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self._tray = tray
        access, settings = assistant.room.access, assistant.settings
        self._shelf = VoiceShelf(HibariSynthesizer)
        self.keys = KeyDesk(access.credentials, check_key, settings, access.address, self)
        self.costs = CostDesk(access.meter, settings, parent=self)
        self.voices = VoiceDesk(self._shelf, self._open_account, self._play, self._record, settings, self)
        access.on_late_key = self.keys.take_late_key
        # Told from the meter's thread; a signal carries it over.
        access.on_problem = self.problem.emit
        self._timer = QTimer(self, interval=REPORT_MILLISECONDS)
        self._timer.timeout.connect(self._report)
        self._connect()
        self._show_engines()

    def _connect(self) -> None:
        assistant, tray = self._assistant, self._tray
        tray.keys_requested.connect(self.keys.open)
        tray.voices_requested.connect(self.voices.open)
        tray.preview_requested.connect(self.voices.preview_in_use)
        tray.engine_chosen.connect(self._choose_engine)
        tray.costs_requested.connect(self.costs.open)
        self.keys.costs_wanted.connect(self.costs.open)
        self.costs.setting_changed.connect(self._change_setting)
        self.keys.engine_chosen.connect(self._choose_engine)
        self.keys.setting_changed.connect(self._change_setting)
        self.keys.key_changed.connect(self.take_key)
        self.voices.voice_chosen.connect(assistant.choose_voice_of)
        self.voices.sound_wanted.connect(assistant.lend_sound)
        self.voices.voices_changed.connect(self.choices_changed)
        assistant.settings_changed.connect(self._take_settings)
        assistant.choices_changed.connect(self._show_engines)
        assistant.session_started.connect(self._follow)

    def take_language(self) -> None:
        """Sentences come in another language from now on."""
        self._show_engines()

    def _choose_engine(self, stage: str, engine: str) -> None:
        self._assistant.change_settings(**{stage: engine})

    def _change_setting(self, name: str, value: object) -> None:
        self._assistant.change_settings(**{name: value})

    def take_key(self, service: str) -> None:
        """There is another key for `service`, or none any more."""
        self._assistant.renew(Service(service))
        if service == Service.ELEVENLABS.value:
            self.voices.take_key()

    def _take_settings(self, settings: Settings) -> None:
        self.keys.take_settings(settings)
        self.costs.take_settings(settings)
        self.voices.take_settings(settings)
        self._show_engines()

    def _follow(self, session: Session) -> None:
        session.notice.connect(self._report)
        self._report()

    def _show_engines(self) -> None:
        for stage in STAGES:
            offered = [MenuChoice(engine, engine_title(engine)) for engine in AVAILABLE[STAGE_OF_SETTING[stage]]]
            self._tray.set_engines(stage, offered, self._wanted(stage))
        self._report()

    def _wanted(self, stage: str) -> str:
        return self._assistant.room.engine(STAGE_OF_SETTING[stage])

    def _report(self) -> None:
        """Tells the tray which engines are at work and what they cost."""
        room = self._assistant.room
        wanted = {stage: self._wanted(stage) for stage in STAGES}
        clouds = [engine for engine in wanted.values() if engine != "local"]
        engines = room.engines
        serving = {stage: engines.name(STAGE_OF_SETTING[stage]) for stage in STAGES} if engines is not None else {}
        over_budget = any(not room.access.may_spend(engine) for engine in clouds)
        today = room.access.meter.totals(datetime.now()).today.dollars
        report = EngineReport(wanted, serving, over_budget, today)
        self._tray.set_report(report)
        self.offline_changed.emit(report.is_offline)
        if clouds and not self._timer.isActive():
            self._timer.start()
        elif not clouds:
            self._timer.stop()

    async def _open_account(self) -> ElevenLabsAccount:
        access = self._assistant.room.access
        key = await access.credentials.get(Service.ELEVENLABS)
        if key.usable:
            return ElevenLabsAccount(key.value, access.address(Service.ELEVENLABS), spent=access.meter.add)
        if key.state is KeyState.MISSING and not key.source:
            raise failure(Service.ELEVENLABS.title, Trouble.KEY_MISSING)
        raise EngineError(explain(key, Service.ELEVENLABS), permanent=True, trouble=Trouble.KEY_MISSING)

    async def _play(self, samples: Samples, rate: int) -> None:
        await player.play(samples, rate, self._assistant.settings.speaker or None)

    def _record(self) -> Recorder:
        return Recorder(self._assistant.settings.microphone or None)

    async def close(self) -> None:
        """Ends what is under way and closes the windows."""
        self._timer.stop()
        await self.keys.close()
        await self.costs.close()
        await self.voices.close()
        await self._shelf.close()
