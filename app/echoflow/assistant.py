"""The engines and the conversation of the running app: gets them ready, exchanges parts of them, brings them back.

Knows no window. Whatever takes time happens one at a time, under one lock, and what is asked of it in between is either
answered by what comes out of it or refused with a sentence.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from echoflow import paths
from echoflow.audio.endpoints.devices import AudioDevice
from echoflow.commands.options import session_options
from echoflow.conversation.history import History
from echoflow.conversation.talk_key import TalkAction, TalkKey, TalkMode, talk_action
from echoflow.conversation.turn_taking import State
from echoflow.engine_room import OF_A_SESSION, OF_DEVICES, EngineRoom, called
from echoflow.errors import UserError
from echoflow.pipeline.failover import Stage
from echoflow.pipeline.session import Session
from echoflow.pipeline.tasks import TaskGroup
from echoflow.presenter import joined
from echoflow.session_host import SessionHost, Wishes
from echoflow.settings_keeper import SettingsKeeper
from echoflow.store import settings as settings_store
from echoflow.store.credentials import Service
from echoflow.store.settings import Settings
from echoflow.text import tr

_LOG = logging.getLogger(__name__)


class Assistant(QObject):
    """One conversation that outlives sessions, models and devices.

    Attributes:
        settings: what the user chose.
        room: the engines, and the access to the services.
    """

    progress = Signal(str)
    """Something is being loaded; one sentence."""
    ready = Signal(str)
    """It can be talked to again; a sentence about what is not as the user wanted it, or nothing."""
    failed = Signal(str)
    """Something could not be done; one sentence that says what to do."""
    refused = Signal(list, str)
    """The names of settings that are as they were, and why; `failed` says it as well."""
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
    settings_changed = Signal(object)
    """The `Settings` from now on."""
    conversation_changed = Signal(object)
    """Another conversation is held from now on; its `History`."""
    choices_changed = Signal()
    """There are other voices, models or devices to choose from, or another one is in use."""

    def __init__(self, arguments: argparse.Namespace, settings: Settings, parent: QObject | None = None) -> None:
        """Raises UserError where there is no sound system."""
        super().__init__(parent)
        self.settings = settings
        self._arguments = argparse.Namespace(**vars(arguments))
        self._keeper = SettingsKeeper(lambda: paths.config_folder() / settings_store.FILE_NAME, self.failed.emit)
        self.room = EngineRoom(arguments, settings)
        self._talk = SessionHost(lambda: self.room.engines, self._wishes, self)
        self._talk.started.connect(self._take_session)
        self._talk.ended.connect(self.session_ended)
        self._talk.opened.connect(self._announce)
        self._talk.failed.connect(self.failed)
        self._talk.deaf.connect(self._take_deafness)
        self._talk.nothing_heard.connect(self._take_nothing_heard)
        self._talk.devices_changed.connect(self.choices_changed)
        self._talk.conversation_changed.connect(self.conversation_changed)
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
        return self.room.model

    @property
    def devices(self) -> tuple[list[AudioDevice], list[AudioDevice]]:
        """The microphones and the loudspeakers there were when last looked."""
        return self._talk.sound.devices

    @property
    def history(self) -> History:
        """The conversation."""
        return self._talk.history

    def load(self) -> None:
        """Begins to load the engines and then to listen."""
        self._talk.sound.watch()
        self._tasks.start(self._load())

    async def close(self) -> None:
        """Ends the conversation, then the engines."""
        self._tasks.cancel()
        await self._tasks.wait()
        await self._keeper.close()
        await self._talk.close()
        await self.room.close()

    def press(self) -> None:
        """The key went down. Without a session one is begun, which listens if the key is down by then."""
        state = self._talk.state
        waiting = self._talk.busy and state is State.IDLE
        action = self._key.press(state, waiting=waiting, muted=self._muted)
        if self._talk.session is None and not self._muted:
            self._get_ready(and_talk=self.mode is TalkMode.TAP)
        self._act(action)

    def release(self) -> None:
        """The key went up."""
        self._act(self._key.release())

    def talk(self) -> None:
        """The floor is the user's: silence, and one turn is listened to."""
        action = talk_action(self.mode, muted=self._muted)
        if self._talk.session is None and not self._muted:
            self._get_ready(and_talk=True)
        else:
            self._act(action)

    def stop(self) -> None:
        """Silence now."""
        self._key.cancel()
        self._act(TalkAction.STOP)

    def toggle(self) -> None:
        """Talks, or stops if there is something to stop."""
        if self._talk.busy:
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
        if self._talk.session is not None:
            self._talk.session.set_muted(muted)

    def choose_mode(self, value: str) -> None:
        """The user takes the floor in another way from now on; `value` of a `TalkMode`."""
        self.change_settings(mode=value)

    def choose_voice(self, identifier: str) -> None:
        """From the next answer on; a voice of the engine that was chosen to speak."""
        self.choose_voice_of(self.room.engine("tts"), identifier)

    def choose_voice_of(self, engine: str, identifier: str) -> None:
        """The same, of any engine, which is to speak from then on."""
        name = "voice" if engine == "local" else "elevenlabs_voice"
        if engine != self.room.engine("tts"):
            self.change_settings(**{name: identifier, "speech": engine})
            return
        if self.room.engines is None:
            return
        try:
            self.room.engines.synthesizer.set_voice(identifier)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self.change_settings(**{name: identifier})

    def change_settings(self, **changes: Any) -> None:
        """Other values of settings; what depends on them follows, and the conversation goes on."""
        try:
            choice, stages = self.room.plan(replace(self.settings, **changes), changes.keys())
        except UserError as error:
            self._refuse(changes, error)
            return
        # Those that are being loaded are exchanged as soon as they are.
        if stages and (self.room.engines is not None or self._talk.changing.locked()):
            self._tasks.start(self._change_engines(changes, stages))
            return
        if stages:
            self.room.choice = choice
        self._adopt(changes)
        if not OF_DEVICES.isdisjoint(changes):
            self._tasks.start(self._reopen())
        elif not OF_A_SESSION.isdisjoint(changes):
            self._talk.renew()
        self.choices_changed.emit()

    def _adopt(self, changes: Mapping[str, Any]) -> None:
        """These hold from now on; what the user changes goes before what the command line said."""
        for name in {"system_prompt", "max_tokens"}.intersection(changes):
            setattr(self._arguments, name, None)
        self.settings = replace(self.settings, **changes)
        if "mode" in changes:
            mode = TalkMode(self.settings.mode)
            self._act(self._key.change(mode))
            if self._talk.session is not None:
                self._talk.session.set_hands_free(mode is TalkMode.HANDS_FREE)
            self.mode_changed.emit(mode)
        self.settings_changed.emit(self.settings)
        self._keeper.keep(self.settings)

    def _refuse(self, changes: Mapping[str, Any], error: UserError) -> None:
        if changes:
            self.refused.emit(list(changes), str(error))
        self.failed.emit(str(error))

    def _start(self) -> None:
        """The lock is held by who calls."""
        try:
            self._talk.start()
        except UserError as error:
            self.failed.emit(str(error))

    def renew(self, service: Service) -> None:
        """The key of `service` is another one, or none any more: its engine is made anew, if it is in use."""
        stage = self.room.stage_of(service)
        if stage is not None and self.room.engines is not None:
            self._tasks.start(self._change_engines({}, (stage,)))

    def choose_microphone(self, name: str) -> None:
        """Another microphone, or "" for the default one."""
        self.change_settings(microphone=name)

    def choose_speaker(self, name: str) -> None:
        """Another loudspeaker, or "" for the default one."""
        self.change_settings(speaker=name)

    def choose_model(self, path: Path) -> None:
        """Another local language model, to think with from now on; the conversation goes on."""
        if path == self.model and self.room.engine("llm") == "local" and self.room.engines is not None:
            return
        self.change_settings(model=str(path), thinking="local")
        if self.room.engines is None and not self._talk.changing.locked():
            self.load()

    def lend_sound(self, lent: bool) -> None:
        """The microphone and the loudspeaker are wanted elsewhere in the app, or come back."""
        if lent:
            self.stop()
        self._talk.lend(lent)

    def begin_conversation(self, history: History) -> None:
        """Another conversation from now on: a new one, or one of the past, which the model is told of."""
        self._talk.begin(history)

    def look_for_devices(self) -> None:
        """Finds out what is connected now, unless somebody is talking: the sound may pause for a tenth of a second."""
        self._talk.look_for_devices()

    def _act(self, action: TalkAction) -> None:
        """Carries out what the key or a command asks for, if there is a session to do it."""
        session = self._talk.session
        if session is not None and action is not TalkAction.NOTHING:
            self._cut_in = action is TalkAction.LISTEN and self._talk.state in (State.SPEAKING, State.CHALLENGED)
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
        if self._cut_in or self.mode is TalkMode.HANDS_FREE:
            return
        if sentence := self._talk.sound.silence():
            self.failed.emit(sentence)
        else:
            self.nothing_heard.emit()

    def _get_ready(self, *, and_talk: bool = False) -> None:
        if self._talk.changing.locked():
            self.progress.emit(tr("Still getting ready; one moment, please."))
        elif self.room.engines is None:
            self.load()
        else:
            self._tasks.start(self._reopen(and_talk=and_talk))

    async def _reopen(self, *, and_talk: bool = False) -> None:
        if await self._talk.reopen(announced=not and_talk) and and_talk:
            self.talk()

    async def _load(self) -> None:
        async with self._talk.changing:
            try:
                self.progress.emit(tr("Loading recognition, the language model and the voice…"))
                told = await self.room.load(self.progress.emit)
                self._talk.start()
            except UserError as error:
                self.failed.emit(str(error))
                return
            finally:
                self.choices_changed.emit()
        _LOG.info("ready")
        self._announce(joined(told) if told else "")

    def _announce(self, problem: str = "") -> None:
        """The user may talk, unless they are talking already because the key was down."""
        if problem or not self._talk.busy:
            self.ready.emit(problem)

    def _wishes(self) -> Wishes:
        options = replace(
            session_options(self._arguments, self.settings, self.room.choice),
            hands_free=self.mode is TalkMode.HANDS_FREE,
            thinking_cue=self.settings.thinking_cue,
        )
        return Wishes(self.settings.microphone, self.settings.speaker, options, self._muted)

    def _take_session(self, session: Session) -> None:
        self.session_started.emit(session)
        self._act(self._key.session_began())

    def _take_deafness(self, sentence: str) -> None:
        """Who may talk at any time has to be told by itself; otherwise it is told when they do."""
        if self.mode is TalkMode.HANDS_FREE and not self._muted:
            self.failed.emit(sentence)

    async def _change_engines(self, changes: Mapping[str, Any], stages: tuple[Stage, ...]) -> None:
        """Other engines for `stages`; the conversation goes on. One that is no good changes nothing."""
        async with self._talk.changing:
            told: list[str] = []
            choice = self.room.choice
            await self._talk.end()
            try:
                if changes:
                    # What was changed while others were loaded holds as well.
                    choice, _ = self.room.plan(replace(self.settings, **changes), changes.keys())
                name = called(stages[0], choice)
                self.progress.emit(tr("Loading {name}…", name=name))
                await self.room.exchange(stages, choice, told.append)
                if changes:
                    self._adopt(changes)
                self.ready.emit(joined(told) if told else tr("{name} is ready.", name=name))
            except UserError as error:
                self._refuse(changes, error)
            self._start()
            self.choices_changed.emit()
