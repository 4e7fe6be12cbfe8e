"""The engines and the conversation of the running app: gets them ready, exchanges parts of them, brings them back.

Knows no window. Whatever takes time happens one at a time, under one lock, and what is asked of it in between is either
answered by what comes out of it or refused with a sentence.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from echoflow import paths
from echoflow.audio.endpoints.devices import AudioDevice, list_devices, refresh_devices
from echoflow.audio.endpoints.sound_card import SoundCardEndpoint
from echoflow.commands.options import engine_choice, session_options
from echoflow.conversation.history import History
from echoflow.conversation.talk_key import TalkAction, TalkKey, TalkMode, talk_action
from echoflow.conversation.turn_taking import State
from echoflow.errors import UserError
from echoflow.language.llama import LocalLanguageModel
from echoflow.pipeline import engines as engine_choices
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.habits import recall_endpointing, remember_endpointing
from echoflow.pipeline.session import Session
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store import settings as settings_store
from echoflow.store.settings import Settings
from echoflow.synthesis.synthesizer import Voice
from echoflow.text import tr

_LOG = logging.getLogger(__name__)


class Assistant(QObject):
    """One conversation that outlives sessions, models and devices.

    Attributes:
        settings: what the user chose.
        devices: the microphones and the loudspeakers there were when last looked.
    """

    progress = Signal(str)
    """Something is being loaded; one sentence."""
    ready = Signal(str)
    """It can be talked to again; a sentence about what is not as the user wanted it, or nothing."""
    failed = Signal(str)
    """Something could not be done; one sentence that says what to do."""
    session_started = Signal(object)
    """The `Session` to follow."""
    session_ended = Signal()
    nothing_heard = Signal()
    """The user was listened to because they asked for it, and said nothing that could be understood."""
    hint_wanted = Signal()
    """The user wants to be listened to, for which there is something else to do than what they did."""
    mode_changed = Signal(object)
    """The `TalkMode` from now on."""
    muted_changed = Signal(bool)
    choices_changed = Signal()
    """There are other voices, models or devices to choose from, or another one is in use."""

    def __init__(self, arguments: argparse.Namespace, settings: Settings, parent: QObject | None = None) -> None:
        """Raises UserError where there is no sound system."""
        super().__init__(parent)
        self.settings = settings
        self.devices: tuple[list[AudioDevice], list[AudioDevice]] = list_devices()
        self._arguments = arguments
        self._choice = engine_choice(arguments, settings)
        self._history = History()
        self._endpointing = recall_endpointing()
        self._engines: Engines | None = None
        self._session: Session | None = None
        self._changing = asyncio.Lock()
        self._tasks = TaskGroup()
        self._key = TalkKey(TalkMode(settings.mode))
        self._muted = False
        self._cut_in = False

    @property
    def mode(self) -> TalkMode:
        """How the user takes the floor."""
        return self._key.mode

    @property
    def model(self) -> Path:
        """The file of the language model in use."""
        return Path(engine_choices.llama_options(self._choice).model_path)

    async def voices(self) -> tuple[Voice, ...]:
        """The voices to choose from; none before the engines are loaded."""
        return await self._engines.synthesizer.voices() if self._engines is not None else ()

    def load(self) -> None:
        """Begins to load the engines and then to listen."""
        self._tasks.start(self._load())

    async def close(self) -> None:
        """Ends the conversation, then the engines."""
        self._tasks.cancel()
        await self._tasks.wait()
        await self._end_session()
        if self._engines is not None:
            await self._engines.close()

    def press(self) -> None:
        """The key went down. Without a session one is begun, which listens if the key is down by then."""
        session = self._session
        state = session.manager.state if session is not None else None
        waiting = session is not None and session.busy and state is State.IDLE
        action = self._key.press(state, waiting=waiting, muted=self._muted)
        if session is None and not self._muted:
            self._get_ready(and_talk=self.mode is TalkMode.TAP)
        self._act(action)

    def release(self) -> None:
        """The key went up."""
        self._act(self._key.release())

    def talk(self) -> None:
        """The floor is the user's: silence, and one turn is listened to."""
        action = talk_action(self.mode, muted=self._muted)
        if self._session is None and not self._muted:
            self._get_ready(and_talk=True)
        else:
            self._act(action)

    def stop(self) -> None:
        """Silence now."""
        self._key.cancel()
        self._act(TalkAction.STOP)

    def toggle(self) -> None:
        """Talks, or stops if there is something to stop."""
        if self._session is not None and self._session.busy:
            self.stop()
        else:
            self.talk()

    def set_muted(self, muted: bool) -> None:
        """Nothing is listened to, or as before; an answer that is being spoken goes on."""
        self._muted = muted
        if muted:
            self._key.cancel()
        # Told first, so that the end of what was being said is seen for what it is.
        self.muted_changed.emit(muted)
        if self._session is not None:
            self._session.set_muted(muted)

    def choose_mode(self, value: str) -> None:
        """The user takes the floor in another way from now on; `value` of a `TalkMode`."""
        mode = TalkMode(value)
        self._act(self._key.change(mode))
        if self._session is not None:
            self._session.set_hands_free(mode is TalkMode.HANDS_FREE)
        self._save(replace(self.settings, mode=mode.value))
        self.mode_changed.emit(mode)

    def choose_voice(self, identifier: str) -> None:
        """From the next answer on."""
        if self._engines is None:
            return
        try:
            self._engines.synthesizer.set_voice(identifier)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._save(replace(self.settings, voice=identifier))

    def choose_microphone(self, name: str) -> None:
        """Another microphone, or "" for the default one."""
        self._save(replace(self.settings, microphone=name))
        self._tasks.start(self._reopen())

    def choose_speaker(self, name: str) -> None:
        """Another loudspeaker, or "" for the default one."""
        self._save(replace(self.settings, speaker=name))
        self._tasks.start(self._reopen())

    def choose_model(self, path: Path) -> None:
        """Another language model; the conversation goes on."""
        if self._engines is None and not self._changing.locked():
            self._choice = replace(self._choice, model=path)
            self._save(replace(self.settings, model=str(path)))
            self.load()
        elif path != self.model:
            self._tasks.start(self._change_model(path))

    def look_for_devices(self) -> None:
        """Finds out what is connected now, unless somebody is talking: the sound pauses for a tenth of a second."""
        is_busy = self._session is not None and self._session.busy
        if self._engines is not None and not is_busy and not self._changing.locked():
            self._tasks.start(self._reopen())

    def _act(self, action: TalkAction) -> None:
        """Carries out what the key or a command asks for, if there is a session to do it."""
        session = self._session
        if session is not None and action is not TalkAction.NOTHING:
            self._cut_in = action is TalkAction.LISTEN and session.manager.state in (State.SPEAKING, State.CHALLENGED)
            match action:
                case TalkAction.HOLD:
                    session.press_talk()
                case TalkAction.RELEASE:
                    session.release_talk()
                case TalkAction.LISTEN:
                    session.tap_talk()
                case TalkAction.STOP | TalkAction.EXPLAIN:
                    session.stop()
        if action is TalkAction.EXPLAIN:
            self.hint_wanted.emit()

    def _take_nothing_heard(self) -> None:
        """Who cut in and said nothing wanted silence; and hands-free, any sound may have begun the turn."""
        if not self._cut_in and self.mode is not TalkMode.HANDS_FREE:
            self.nothing_heard.emit()

    def _get_ready(self, *, and_talk: bool = False) -> None:
        if self._changing.locked():
            self.progress.emit(tr("Still getting ready; one moment, please."))
        elif self._engines is None:
            self.load()
        else:
            self._tasks.start(self._reopen(and_talk=and_talk))

    async def _load(self) -> None:
        async with self._changing:
            try:
                self.progress.emit(tr("Loading recognition, the language model and the voice…"))
                problem = await self._load_engines()
                self._start_session()
            except UserError as error:
                self.failed.emit(str(error))
                return
            finally:
                self.choices_changed.emit()
        _LOG.info("ready")
        self._announce(problem)

    async def _load_engines(self) -> str:
        """Loads all of them; a sentence if the packaged model had to stand in for the user's."""
        engines = engine_choices.create(self._choice)
        problem = ""
        try:
            await engines.load(self.progress.emit)
        except UserError as error:
            if self._choice.model is None:
                raise
            # Should it have been another engine that failed, it fails again and says so.
            problem = tr("{problem} The packaged model is used for now.", problem=error)
            self._choice = replace(self._choice, model=None)
            engines = engine_choices.create(self._choice)
            await engines.load(self.progress.emit)
        self._engines = engines
        return problem

    def _announce(self, problem: str = "") -> None:
        """The user may talk, unless they are talking already because the key was down."""
        if problem or not (self._session is not None and self._session.busy):
            self.ready.emit(problem)

    def _start_session(self) -> None:
        assert self._engines is not None
        endpoint = SoundCardEndpoint(self.settings.microphone or None, self.settings.speaker or None)
        options = replace(
            session_options(self._arguments, self.settings, self._choice),
            hands_free=self.mode is TalkMode.HANDS_FREE,
            thinking_cue=self.settings.thinking_cue,
        )
        session = Session(endpoint, self._engines, options, self._history, self._endpointing, self)
        session.failed.connect(self._lose_session)
        session.input_ended.connect(self._lose_device)
        session.nothing_heard.connect(self._take_nothing_heard)
        try:
            session.start()
        except UserError:
            session.deleteLater()
            raise
        session.set_muted(self._muted)
        self._session = session
        self.session_started.emit(session)
        self._act(self._key.session_began())

    async def _end_session(self) -> None:
        """What was heard of an answer under way is kept."""
        session, self._session = self._session, None
        if session is not None:
            session.failed.disconnect(self._lose_session)
            session.input_ended.disconnect(self._lose_device)
            session.nothing_heard.disconnect(self._take_nothing_heard)
            await session.close()
            remember_endpointing(self._endpointing)
            session.deleteLater()
            self.session_ended.emit()

    def _lose_device(self) -> None:
        self._lose_session(
            tr("The microphone or the loudspeaker has gone; connect it and talk again, or choose another in the menu.")
        )

    def _lose_session(self, sentence: str) -> None:
        if self._session is not None:
            self._tasks.start(self._bury_session(self._session, sentence))

    async def _bury_session(self, lost: Session, sentence: str) -> None:
        async with self._changing:
            # Somebody may have begun a new one meanwhile.
            if lost is self._session:
                await self._end_session()
                self.failed.emit(sentence)

    async def _reopen(self, *, and_talk: bool = False) -> None:
        """Opens the devices anew, among all that are connected now."""
        async with self._changing:
            if self._engines is None:
                return
            was_lost = self._session is None
            await self._end_session()
            try:
                await _refresh_devices()
                self.devices = list_devices()
                self._start_session()
            except UserError as error:
                self.failed.emit(str(error))
                return
            finally:
                self.choices_changed.emit()
        if and_talk:
            self.talk()
        elif was_lost:
            self._announce()

    async def _change_model(self, path: Path) -> None:
        """Loads another model in place of the present one; two at once might not fit. A bad one changes nothing."""
        async with self._changing:
            engines = self._engines
            if engines is None:
                return
            before, self._choice = self._choice, replace(self._choice, model=path)
            await self._end_session()
            self.progress.emit(tr("Loading {name}…", name=path.stem))
            await engines.language_model.close()
            try:
                try:
                    await self._load_model(engines)
                    self._save(replace(self.settings, model=str(path)))
                    self.ready.emit(tr("{name} is ready.", name=path.stem))
                except UserError as error:
                    self._choice = before
                    await self._load_model(engines)
                    self.failed.emit(str(error))
                self._start_session()
            except UserError as error:
                self.failed.emit(str(error))
            finally:
                self.choices_changed.emit()

    async def _load_model(self, engines: Engines) -> None:
        # In its place before it is loaded, so that whoever quits meanwhile ends its process as well.
        engines.language_model = LocalLanguageModel(engine_choices.llama_options(self._choice))
        await engines.language_model.load()

    def _save(self, settings: Settings) -> None:
        self.settings = settings
        try:
            settings_store.save(settings, paths.config_folder() / settings_store.FILE_NAME)
        except UserError as error:
            self.failed.emit(str(error))


async def _refresh_devices() -> None:
    if sys.platform == "win32":
        # COM, which PortAudio uses there, belongs to the thread that began it.
        refresh_devices()
    else:
        await asyncio.to_thread(refresh_devices)
