"""The session of now: opened on the devices there are, and again whenever they come, go or are wanted elsewhere.

What takes time happens one at a time, under one lock.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from echoflow.conversation.history import History
from echoflow.conversation.turn_taking import State
from echoflow.conversation_keeper import ConversationKeeper
from echoflow.errors import UserError
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.session import Session, SessionOptions
from echoflow.pipeline.tasks import TaskGroup
from echoflow.sound_room import SoundRoom
from echoflow.text import tr

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the next session is to be like.

    Attributes:
        microphone: its name; "" for the default one.
        speaker: the same of the loudspeaker.
        options: how the conversation is held.
        muted: nothing is listened to.
    """

    microphone: str
    speaker: str
    options: SessionOptions
    muted: bool

    def are_met_by(self, begun: Wishes) -> bool:
        """Whether a session that was `begun` like that will do; it can be muted and hands-free, or not, at any time."""
        options = replace(self.options, hands_free=begun.options.hands_free)
        return replace(self, options=options, muted=begun.muted) == begun


class SessionHost(QObject):
    """Owns the session, the conversation it goes on with, and the devices.

    Attributes:
        sound: the microphones and the loudspeakers.
        changing: held while something is loaded, opened or ended.
    """

    started = Signal(object)
    """The `Session` to follow."""
    ended = Signal()
    opened = Signal(str)
    """It can be talked to again; a sentence about what is not as the user wanted it, or nothing."""
    failed = Signal(str)
    """The devices cannot be used; one sentence that says what to do."""
    deaf = Signal(str)
    """The microphone delivers digital silence; one sentence."""
    nothing_heard = Signal()
    """The user was listened to, and said nothing that could be understood."""
    devices_changed = Signal()
    """There may be others to choose from."""
    conversation_changed = Signal(object)
    """Another conversation is held from now on; its `History`."""

    def __init__(
        self, engines: Callable[[], Engines | None], wishes: Callable[[], Wishes], parent: QObject | None = None
    ) -> None:
        """Raises UserError where there is no sound system."""
        super().__init__(parent)
        self._engines = engines
        self._wishes = wishes
        self.sound = SoundRoom(self)
        self.sound.reopen_wanted.connect(self._follow_devices)
        self.sound.stalled.connect(self._take_stall)
        self.sound.deaf.connect(self.deaf)
        self._keeper = ConversationKeeper(self)
        self._keeper.lost.connect(self._lose)
        self._keeper.nothing_heard.connect(self.nothing_heard)
        self.changing = asyncio.Lock()
        self._tasks = TaskGroup()
        self._lent = False
        self._begun: Wishes | None = None

    @property
    def session(self) -> Session | None:
        """The one of now."""
        return self._keeper.session

    @property
    def state(self) -> State | None:
        """Whose turn it is; None without a session."""
        return self._keeper.state

    @property
    def busy(self) -> bool:
        """Somebody is speaking, or about to."""
        return self._keeper.busy

    @property
    def history(self) -> History:
        """The conversation."""
        return self._keeper.history

    async def close(self) -> None:
        """Ends the conversation and lets go of the devices."""
        self.sound.close()
        self._tasks.cancel()
        await self._tasks.wait()
        await self.end()

    def start(self) -> None:
        """Begins a session, unless the devices are lent; the lock is held by who calls.

        Raises:
            UserError: the devices cannot be opened.
        """
        engines = self._engines()
        if self._lent or engines is None:
            return
        wishes = self._wishes()
        endpoint = self.sound.open(wishes.microphone, wishes.speaker)
        self._begun = wishes
        self.started.emit(self._keeper.start(endpoint, engines, wishes.options, muted=wishes.muted))

    async def end(self) -> None:
        """Ends the session, if there is one; the lock is held by who calls."""
        self.sound.let_go()
        if await self._keeper.end():
            self.ended.emit()

    async def reopen(self, *, quietly: bool = False, announced: bool = True) -> bool:
        """Opens the devices anew, among all that are connected now; whether there is a session then.

        Nobody asked for it where it is done `quietly`: that it cannot be done is no news. Not `announced` where the
        user is listened to at once.
        """
        async with self.changing:
            if self._engines() is None or self._lent:
                return False
            was_lost = self.session is None
            await self.end()
            try:
                await self.sound.refresh()
                self.start()
            except UserError as error:
                if not quietly:
                    self.failed.emit(str(error))
                self.sound.try_again()
                return False
            finally:
                self.devices_changed.emit()
        if news := self.sound.news():
            self.opened.emit(news)
        elif was_lost and announced:
            self.opened.emit(tr("The microphone and the loudspeaker are back.") if quietly else "")
        return True

    def lend(self, lent: bool) -> None:
        """The devices are wanted elsewhere in the app, or come back."""
        self._lent = lent
        self._tasks.start(self._give_away() if lent else self._take_back())

    def begin(self, history: History) -> None:
        """Another conversation from now on: a new one, or one of the past, which the model is told of."""
        self._tasks.start(self._begin(history))

    def renew(self) -> None:
        """The wishes may be others: a session that does not meet them gives way to one that does when nobody talks."""
        if self.session is not None and self._is_outdated:
            self._follow_devices()

    @property
    def _is_outdated(self) -> bool:
        return self._begun is not None and not self._wishes().are_met_by(self._begun)

    def look_for_devices(self) -> None:
        """Finds out what is connected now, unless somebody is talking: the sound may pause for a tenth of a second."""
        if not self.busy and not self.changing.locked():
            self._follow_devices()

    async def _give_away(self) -> None:
        async with self.changing:
            if self._lent:
                await self.end()

    async def _take_back(self) -> None:
        await self.reopen()

    async def _begin(self, history: History) -> None:
        async with self.changing:
            await self.end()
            self._keeper.begin(history)
            self.conversation_changed.emit(history)
            try:
                self.start()
            except UserError as error:
                self.failed.emit(str(error))

    def _follow_devices(self) -> None:
        """Other devices are there, or those in use ended: the one that was chosen is used as soon as it can be."""
        self._tasks.start(self._adopt_devices())

    async def _adopt_devices(self) -> None:
        if self._engines() is None or self._lent:
            return
        wishes = self._wishes()
        if self.session is None:
            await self.reopen(quietly=True)
        elif self._is_outdated or await self.sound.differs(wishes.microphone, wishes.speaker):
            if self.busy:
                self.sound.try_again()
            else:
                await self.reopen(quietly=True)
        else:
            self.devices_changed.emit()

    def _take_stall(self) -> None:
        if self.session is not None:
            self._lose(self.session, tr("The microphone has stopped; connect it again, or choose another in the menu."))

    def _lose(self, session: Session, sentence: str) -> None:
        self._tasks.start(self._bury(session, sentence))

    async def _bury(self, lost: Session, sentence: str) -> None:
        """Goes on with the devices that are left; `sentence` is for the case that there are none."""
        async with self.changing:
            # Somebody may have begun a new one meanwhile.
            if lost is not self.session:
                return
            await self.end()
            try:
                await self.sound.refresh()
                self.start()
            except UserError as error:
                _LOG.info("no sound: %s", error)
                self.failed.emit(sentence)
                self.sound.try_again()
                return
            finally:
                self.devices_changed.emit()
        self.opened.emit(self.sound.news() or self.sound.in_use())
