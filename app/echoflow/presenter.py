"""What a session does, as the tray and the overlay show it."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaObject, QObject, QTimer, Signal

from echoflow.conversation.talk_key import TalkMode
from echoflow.conversation.turn_taking import State
from echoflow.text import tr
from echoflow.ui.announcing import announce
from echoflow.ui.manner import Manner
from echoflow.ui.overlay.overlay import Overlay
from echoflow.ui.state import RESTING, AppState, state_label
from echoflow.ui.tray.tray import Tray

if TYPE_CHECKING:
    from echoflow.pipeline.session import Session

_LOG = logging.getLogger(__name__)

STATES = {
    State.IDLE: AppState.IDLE,
    State.LISTENING: AppState.LISTENING,
    State.SETTLING: AppState.LISTENING,
    State.THINKING: AppState.THINKING,
    State.SPEAKING: AppState.SPEAKING,
    State.CHALLENGED: AppState.SPEAKING,
}

_AUDIBLE = (State.SPEAKING, State.CHALLENGED)

FOLLOW_MILLISECONDS = 40
"""How often the words already spoken are marked; a syllable takes about 200 ms."""


def joined(sentences: Sequence[str]) -> str:
    """One after the other, with a space between them where the language has one."""
    return functools.reduce(lambda before, after: tr("{before} {after}", before=before, after=after), sentences)


class Presenter(QObject):
    """Follows one session at a time.

    While something is heard over the answer, the answer stays on the screen: nobody knows yet whose words they are.
    They are shown when they have taken the floor, and forgotten when the answer goes on.
    """

    news = Signal(str, bool)
    """A sentence the user has to know, and whether they can see it on the overlay."""

    state_shown = Signal(object)
    """The `AppState`; this and what follows is for other windows that show what the overlay does."""
    level_shown = Signal(float)
    user_text_shown = Signal(str, bool)
    """What the user has said so far, and whether that is final."""
    answer_shown = Signal(str, int)
    """The answer so far, and how many of its characters have been spoken."""
    problem_shown = Signal(str)
    manner_changed = Signal(object)
    """The `Manner` from now on."""

    def __init__(self, tray: Tray, overlay: Overlay, manner: Manner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._overlay = overlay
        self._manner = manner
        self._state = AppState.IDLE
        self._is_offline = False
        self._held: list[str] = []
        """News that came while something was loading."""
        self._session: Session | None = None
        self._connections: list[QMetaObject.Connection] = []
        self._answer = ""
        self._overheard = ""
        self._timer = QTimer(self, interval=FOLLOW_MILLISECONDS)
        self._timer.timeout.connect(self._follow_voice)
        self.state_shown.connect(overlay.set_state)
        self.level_shown.connect(overlay.set_level)
        self.user_text_shown.connect(lambda text, final: overlay.show_user_text(text, final=final))
        self.answer_shown.connect(overlay.show_answer)

    def follow(self, session: Session) -> None:
        """Shows `session` from now on."""
        self.unfollow()
        self._session = session
        self._connections = [
            session.manager.state_changed.connect(self._take_state),
            session.listening_changed.connect(self._take_listening),
            session.level.connect(self._take_level),
            session.asr.partial_transcript.connect(self._take_partial),
            session.manager.turn_taken.connect(self._take_turn),
            session.tts.phrase.connect(self._take_phrase),
            session.manager.reply_finished.connect(self._take_heard),
            session.manager.interrupted.connect(self._take_heard),
            session.degraded.connect(self.show_news),
            session.notice.connect(self.show_news),
            session.asr.failed.connect(self._take_failure),
            session.llm.failed.connect(self._take_failure),
            session.tts.failed.connect(self._take_failure),
        ]
        self.show_state(self._current)

    def unfollow(self) -> None:
        """Nothing of the session is shown any more."""
        for connection in self._connections:
            QObject.disconnect(connection)
        self._connections = []
        self._session = None
        self._timer.stop()
        self.show_state(self._current)

    @property
    def manner(self) -> Manner:
        """How the user takes the floor."""
        return self._manner

    @property
    def has_keys(self) -> bool:
        """Whether there is a hotkey."""
        return bool(self._manner.keys)

    def set_keys(self, keys: Sequence[str]) -> None:
        """The keys of the hotkey changed; as printed on a keyboard, none where there is no hotkey."""
        self._set_manner(replace(self._manner, keys=tuple(keys)))

    def set_mode(self, mode: TalkMode) -> None:
        """The user takes the floor in another way from now on."""
        self._set_manner(replace(self._manner, mode=mode))
        self.show_hint_at_rest()

    def set_muted(self, muted: bool) -> None:
        """The microphone is muted, or not any more."""
        self._set_manner(replace(self._manner, muted=muted))
        if self._state is not AppState.LOADING:
            self.show_state(self._current)
        self.show_hint_at_rest()

    def set_offline(self, offline: bool) -> None:
        """Whether this computer stands in for a service that cannot be reached."""
        if offline is not self._is_offline:
            self._is_offline = offline
            if self._state in RESTING:
                self.show_state(self._current)

    def hint(self) -> str:
        """How to begin to talk."""
        in_window = tr("Choose “Talk” in the window of EchoFlow to talk.")
        click = tr("Click the icon in the tray to talk.") if self._tray.is_docked else in_window
        return self._manner.how_to_talk(otherwise=click)

    def show_hint(self) -> None:
        """Tells the user how to begin to talk."""
        self.show_message(self.hint())

    def show_hint_at_rest(self) -> None:
        """The same, unless something goes on: that is not to be covered by words about what might."""
        if self._state in RESTING:
            self.show_hint()

    def show_state(self, state: AppState) -> None:
        """Shows what the app is doing."""
        if state is not self._state:
            _LOG.info("state: %s", state.value)
            announce(self._overlay, state_label(state))
        self._state = state
        self._tray.set_state(state)
        self.state_shown.emit(state)

    def show_message(self, sentence: str) -> None:
        """Tells the user something that is no error, and that they need not know if they do not see it."""
        _LOG.info("message: %s", sentence)
        self._overlay.show_message(sentence, is_error=False)
        announce(self._overlay, sentence)

    def show_news(self, sentence: str) -> None:
        """Tells the user something that is no error, by a notification of the desktop if nothing of it is seen.

        What comes while something loads would be covered by what is loaded next, and is told after it.
        """
        if self._state is AppState.LOADING:
            _LOG.info("to be told: %s", sentence)
            self._held.append(sentence)
            return
        self.show_message(sentence)
        self.news.emit(sentence, self._overlay.isVisible())

    def show_progress(self, sentence: str) -> None:
        """Something loads, and how far that is."""
        self._tray.set_progress(sentence)
        self.show_state(AppState.LOADING)
        self.show_message(sentence)

    def show_ready(self, sentence: str, *, is_news: bool = False) -> None:
        """All is loaded; `is_news` where the user has to know the sentence."""
        self.show_state(self._current)
        held = self._take_held()
        self.show_message(joined([*held, sentence]))
        if is_news or held:
            self.news.emit(joined([*held, sentence]), self._overlay.isVisible())

    def show_error(self, sentence: str) -> None:
        """Tells the user what went wrong."""
        _LOG.warning("error: %s", sentence)
        self._state = AppState.ERROR
        self._tray.set_state(AppState.ERROR)
        self._overlay.show_message(sentence, is_error=True)
        announce(self._overlay, sentence, at_once=True)
        self.problem_shown.emit(sentence)
        self.news.emit(sentence, self._overlay.isVisible())
        if held := self._take_held():
            self.news.emit(joined(held), False)

    def show_nothing_heard(self) -> None:
        """Silence, where the user may have expected an answer; an error already told says more than that."""
        if self._overlay.card.state is not AppState.ERROR:
            self.show_message(joined([tr("I did not hear anything."), self.hint()]))

    def _take_held(self) -> list[str]:
        held, self._held = self._held, []
        return held

    def _set_manner(self, manner: Manner) -> None:
        self._manner = manner
        self._tray.set_manner(manner)
        self._overlay.set_manner(manner)
        self.manner_changed.emit(manner)

    @property
    def _current(self) -> AppState:
        """What the session is doing; hands-free it always listens, so that alone is no news."""
        session = self._session
        shown = STATES[session.manager.state] if session is not None else AppState.IDLE
        if shown is AppState.IDLE and session is not None and session.listening and not session.hands_free:
            shown = AppState.LISTENING
        if self._manner.muted and shown in (AppState.IDLE, AppState.LISTENING):
            shown = AppState.MUTED
        if self._is_offline and shown is AppState.IDLE:
            shown = AppState.OFFLINE
        return shown

    def _take_state(self, state: State) -> None:
        if state in _AUDIBLE:
            self._timer.start()
        else:
            self._timer.stop()
        self.show_state(self._current)
        overheard, self._overheard = self._overheard, ""
        if overheard and STATES[state] is AppState.LISTENING:
            self.user_text_shown.emit(overheard, False)

    def _take_listening(self, _listening: bool) -> None:
        if self._session is not None and self._session.manager.state is State.IDLE:
            self.show_state(self._current)

    def _take_level(self, level: float) -> None:
        if self._state is AppState.LISTENING:
            self.level_shown.emit(level)

    def _take_partial(self, _turn: int, text: str) -> None:
        if self._session is not None and self._session.manager.state in _AUDIBLE:
            self._overheard = text
        else:
            self.user_text_shown.emit(text, False)

    def _take_turn(self, _turn: int, _revision: int, text: str) -> None:
        self._answer = ""
        self.user_text_shown.emit(text, True)

    def _take_phrase(self, _turn: int, _revision: int, text: str) -> None:
        self._answer += text
        self._follow_voice()

    def _take_heard(self, _turn: int, _revision: int, heard: str) -> None:
        self.answer_shown.emit(heard, len(heard))

    def _take_failure(self, _turn: int, _revision: int, sentence: str) -> None:
        self.show_error(sentence)

    def _follow_voice(self) -> None:
        """Marks the words already spoken."""
        reply = self._session.tts.reply if self._session is not None else None
        if reply is not None and self._answer:
            spoken = reply.text.spoken_characters(reply.stream.position(time.monotonic()))
            self.answer_shown.emit(self._answer, spoken)
