"""One conversation over several sessions: they come and go with devices and engines, what was said stays."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from echoflow.audio.endpoints.endpoint import Endpoint
from echoflow.conversation.history import History
from echoflow.conversation.turn_taking import State
from echoflow.errors import UserError
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.habits import recall_endpointing, remember_endpointing
from echoflow.pipeline.session import Session, SessionOptions
from echoflow.store.conversations_record import new_key
from echoflow.text import tr


class ConversationKeeper(QObject):
    """Holds the session there is, if there is one, and what is kept from one to the next.

    Attributes:
        session: the one of now.
    """

    lost = Signal(object, str)
    """The `Session` that cannot go on, and one sentence about why; to be ended by whoever is told."""
    nothing_heard = Signal()
    """The user was listened to, and said nothing that could be understood."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self._history = History(key=new_key())
        self._endpointing = recall_endpointing()

    @property
    def history(self) -> History:
        """The conversation; of the next session where there is none now."""
        return self._history

    def begin(self, history: History) -> None:
        """Another conversation from the next session on: a new one, or one of the past that is taken up again."""
        self._history = history

    @property
    def busy(self) -> bool:
        """Somebody is speaking, or about to."""
        return self.session is not None and self.session.busy

    @property
    def state(self) -> State | None:
        """Whose turn it is; None without a session."""
        return self.session.manager.state if self.session is not None else None

    def start(self, endpoint: Endpoint, engines: Engines, options: SessionOptions, *, muted: bool) -> Session:
        """Goes on with the conversation. Raises UserError if the devices cannot be opened."""
        session = Session(endpoint, engines, options, self._history, self._endpointing, self)
        session.failed.connect(self._lose)
        session.input_ended.connect(self._lose_device)
        session.nothing_heard.connect(self.nothing_heard)
        try:
            session.start()
        except UserError:
            session.deleteLater()
            raise
        session.set_muted(muted)
        self.session = session
        return session

    async def end(self) -> bool:
        """Ends the session; whether there was one. What was heard of an answer under way is kept."""
        session, self.session = self.session, None
        if session is None:
            return False
        session.failed.disconnect(self._lose)
        session.input_ended.disconnect(self._lose_device)
        session.nothing_heard.disconnect(self.nothing_heard)
        await session.close()
        remember_endpointing(self._endpointing)
        session.deleteLater()
        return True

    def _lose(self, sentence: str) -> None:
        if self.session is not None:
            self.lost.emit(self.session, sentence)

    def _lose_device(self) -> None:
        self._lose(
            tr("The microphone or the loudspeaker has gone; connect it and talk again, or choose another in the menu.")
        )
