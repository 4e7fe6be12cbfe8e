"""What a session does, as the tray and the overlay show it."""

from __future__ import annotations

import logging
import time

from PySide6.QtCore import QObject, QTimer

from echoflow.conversation.turn_taking import State
from echoflow.pipeline.session import Session
from echoflow.ui.overlay import Overlay
from echoflow.ui.state import AppState
from echoflow.ui.tray import Tray

_LOG = logging.getLogger(__name__)

STATES = {
    State.IDLE: AppState.IDLE,
    State.LISTENING: AppState.LISTENING,
    State.SETTLING: AppState.LISTENING,
    State.THINKING: AppState.THINKING,
    State.SPEAKING: AppState.SPEAKING,
}

FOLLOW_MILLISECONDS = 40
"""How often the words already spoken are marked; a syllable takes about 200 ms."""


class Presenter(QObject):
    """Follows one session at a time."""

    def __init__(self, tray: Tray, overlay: Overlay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._overlay = overlay
        self._session: Session | None = None
        self._answer = ""
        self._timer = QTimer(self, interval=FOLLOW_MILLISECONDS)
        self._timer.timeout.connect(self._follow_voice)

    def follow(self, session: Session) -> None:
        """Shows `session` from now on."""
        self._session = session
        session.manager.state_changed.connect(self._take_state)
        session.listening_changed.connect(self._take_listening)
        session.level.connect(self._overlay.set_level)
        session.asr.partial_transcript.connect(self._take_partial)
        session.manager.turn_taken.connect(self._take_turn)
        session.tts.phrase.connect(self._take_phrase)
        session.manager.reply_finished.connect(self._take_heard)
        session.manager.interrupted.connect(self._take_heard)
        session.asr.failed.connect(self.show_error)
        session.llm.failed.connect(self._take_failure)
        session.tts.failed.connect(self._take_failure)

    def show_state(self, state: AppState) -> None:
        """Shows what the app is doing."""
        _LOG.info("state: %s", state.value)
        self._tray.set_state(state)
        self._overlay.set_state(state)

    def show_message(self, sentence: str) -> None:
        """Tells the user something that is no error."""
        self._overlay.show_message(sentence, is_error=False)

    def show_error(self, sentence: str) -> None:
        """Tells the user what went wrong."""
        self._tray.set_state(AppState.ERROR)
        self._overlay.show_message(sentence, is_error=True)

    def _take_state(self, state: State) -> None:
        if state is State.SPEAKING:
            self._timer.start()
        else:
            self._timer.stop()
        shown = STATES[state]
        if shown is AppState.IDLE and self._session is not None and self._session.listening:
            shown = AppState.LISTENING
        self.show_state(shown)

    def _take_listening(self, listening: bool) -> None:
        if self._session is not None and self._session.manager.state is State.IDLE:
            self.show_state(AppState.LISTENING if listening else AppState.IDLE)

    def _take_partial(self, _turn: int, text: str) -> None:
        self._overlay.show_user_text(text, final=False)

    def _take_turn(self, _turn: int, _revision: int, text: str) -> None:
        self._answer = ""
        self._overlay.show_user_text(text, final=True)

    def _take_phrase(self, _turn: int, _revision: int, text: str) -> None:
        self._answer += text
        self._follow_voice()

    def _take_heard(self, _turn: int, _revision: int, heard: str) -> None:
        self._overlay.show_answer(heard, len(heard))

    def _take_failure(self, _turn: int, _revision: int, sentence: str) -> None:
        self.show_error(sentence)

    def _follow_voice(self) -> None:
        """Marks the words already spoken."""
        reply = self._session.tts.reply if self._session is not None else None
        if reply is not None and self._answer:
            spoken = reply.text.spoken_characters(reply.stream.heard(time.monotonic()))
            self._overlay.show_answer(self._answer, spoken)
