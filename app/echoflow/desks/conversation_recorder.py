"""Writes down what is said while it is said, unless it is not to be kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from echoflow.conversation.history import History
from echoflow.pipeline.interruption_manager import InterruptionManager
from echoflow.pipeline.llm_handler import LLMHandler
from echoflow.store.conversations import ConversationStore
from echoflow.store.conversations_record import StoredTurn


class Talk(Protocol):
    """What is followed of a session."""

    manager: InterruptionManager
    llm: LLMHandler


class ConversationRecorder(QObject):
    """One for the life of the app: follows its sessions, each of which knows the conversation it belongs to.

    A turn is stored when it is taken, and again when it is known what was heard of its answer; one that was withdrawn,
    because the user went on, was none. What is begun in private, or while nothing is to be kept, is never stored.
    """

    changed = Signal(str)
    """The key of the conversation of which more, or less, is stored now."""

    def __init__(
        self,
        store: ConversationStore,
        *,
        keeps: bool,
        language: Callable[[], str],
        clock: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        """`keeps`: conversations are stored; `language` tells what is spoken; `clock` counts from the epoch."""
        super().__init__(parent)
        self._store = store
        self._keeps = keeps
        self._language = language
        self._clock = clock
        self._unkept: set[str] = set()
        """Conversations that began, or went on, when nothing was to be kept."""
        self._recording: _Recording | None = None

    @Slot(object)
    def follow(self, session: Talk) -> None:
        """Writes down what is said in `session`, as long as it lives."""
        history = session.manager.history
        if not history.key:
            return
        if not self._keeps:
            self._unkept.add(history.key)
        recording = self._recording = _Recording(self, history, session)
        session.manager.turn_taken.connect(recording.take)
        session.llm.token.connect(recording.add)
        session.manager.reply_finished.connect(recording.finish)
        session.manager.interrupted.connect(recording.interrupt)
        session.manager.reply_withdrawn.connect(recording.withdraw)

    def set_keeps(self, keeps: bool) -> None:
        """Conversations are stored from the next one on; or nothing is any more, not of this one either."""
        self._keeps = keeps
        if not keeps and self._recording is not None:
            self._unkept.add(self._recording.history.key)

    def keeps(self, history: History) -> bool:
        """Whether what is said in this conversation is stored."""
        return self._keeps and not history.private and history.key not in self._unkept

    def put(self, history: History, turn: StoredTurn) -> None:
        """Stores the turn, if it is to be kept."""
        if self.keeps(history):
            self._store.put(history.key, self._language(), turn)
            self.changed.emit(history.key)

    def withdraw(self, history: History, number: int) -> None:
        """It was no turn."""
        if self.keeps(history):
            self._store.withdraw(history.key, number)
            self.changed.emit(history.key)

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._clock()


class _Recording(QObject):
    """What is said in one session."""

    def __init__(self, recorder: ConversationRecorder, history: History, session: Talk) -> None:
        super().__init__(session.manager)
        self.history = history
        self._recorder = recorder
        self._turn: StoredTurn | None = None
        self._revision = 0
        self._pieces: list[str] = []

    @Slot(int, int, str, float)
    def take(self, number: int, revision: int, user: str, _speech_ended_at: float) -> None:
        self._turn = StoredTurn(number, self._recorder.now(), user)
        self._revision = revision
        self._pieces = []
        self._recorder.put(self.history, self._turn)

    @Slot(int, int, str)
    def add(self, number: int, revision: int, piece: str) -> None:
        if self._turn is not None and (self._turn.number, self._revision) == (number, revision):
            self._pieces.append(piece)

    @Slot(int, int, str)
    def finish(self, number: int, _revision: int, heard: str) -> None:
        self._complete(number, heard, interrupted=False)

    @Slot(int, int, str)
    def interrupt(self, number: int, _revision: int, heard: str) -> None:
        self._complete(number, heard, interrupted=True)

    @Slot(int)
    def withdraw(self, number: int) -> None:
        if self._turn is not None and self._turn.number == number:
            self._turn = None
            self._recorder.withdraw(self.history, number)

    def _complete(self, number: int, heard: str, *, interrupted: bool) -> None:
        turn, self._turn = self._turn, None
        if turn is None or turn.number != number:
            return
        said = "".join(self._pieces).strip()
        heard = heard.strip()
        whole = replace(turn, said=said or heard, heard=heard, interrupted=interrupted, ended=self._recorder.now())
        self._recorder.put(self.history, whole)
