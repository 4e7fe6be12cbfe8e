"""What the tray and the overlay show of a session, on the real widgets; the session is played by the test."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from echoflow.conversation.talk_key import TalkMode
from echoflow.conversation.turn_taking import State
from echoflow.pipeline.session import Session
from echoflow.presenter import Presenter
from echoflow.ui.manner import Manner
from echoflow.ui.overlay.overlay import Overlay
from echoflow.ui.state import AppState
from echoflow.ui.tray.tray import Tray

pytestmark = pytest.mark.usefixtures("qapp")

ANSWER = "A flat white has less milk."


class _Stage(QObject):
    partial_transcript = Signal(int, str)
    phrase = Signal(int, int, str)
    failed = Signal(int, int, str)


class _Manager(QObject):
    state_changed = Signal(object)
    turn_taken = Signal(int, int, str, float)
    reply_finished = Signal(int, int, str)
    interrupted = Signal(int, int, str)
    state = State.IDLE

    def go(self, state: State) -> None:
        self.state = state
        self.state_changed.emit(state)


class PlayedSession(QObject):
    """A session of which the test decides what happens; `position` is how many characters have sounded."""

    listening_changed = Signal(bool)
    level = Signal(float)
    degraded = Signal(str)
    notice = Signal(str)

    def __init__(self, *, hands_free: bool = False) -> None:
        super().__init__()
        self.manager = _Manager(self)
        self.asr, self.llm, self.tts = _Stage(self), _Stage(self), _Stage(self)
        self.hands_free = hands_free
        self.listening = hands_free
        self.position = 0
        stream = SimpleNamespace(position=lambda _now: self.position)
        cast("Any", self.tts).reply = SimpleNamespace(
            stream=stream, text=SimpleNamespace(spoken_characters=lambda position: position)
        )

    def listen(self, listening: bool) -> None:
        self.listening = listening
        self.listening_changed.emit(listening)

    def speak(self) -> None:
        """Answers a question, and has said some of it."""
        self.manager.go(State.THINKING)
        self.manager.turn_taken.emit(1, 1, "What is it?", 0.0)
        self.tts.phrase.emit(1, 1, ANSWER)
        self.position = 12
        self.manager.go(State.SPEAKING)


class Desk:
    """A presenter and what it shows on."""

    def __init__(self, mode: TalkMode) -> None:
        manner = Manner(mode, ("Ctrl", "F9"))
        self.tray = Tray(manner)
        self.overlay = Overlay(manner)
        self.presenter = Presenter(self.tray, self.overlay, manner)
        self.session = PlayedSession(hands_free=mode is TalkMode.HANDS_FREE)
        self.presenter.follow(cast("Session", self.session))

    @property
    def tip(self) -> str:
        return self.tray.icon.toolTip()

    @property
    def state(self) -> AppState:
        return self.overlay.card.state

    @property
    def texts(self) -> tuple[str, str]:
        return self.overlay.card.user_text, self.overlay.card.answer_text

    def close(self) -> None:
        self.presenter.unfollow()
        self.overlay.hide_now()
        self.overlay.deleteLater()
        self.tray.close()


@pytest.fixture
def desk(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Desk]:
    shown = Desk(getattr(request, "param", TalkMode.HOLD))
    yield shown
    shown.close()


HANDS_FREE = pytest.mark.parametrize("desk", [TalkMode.HANDS_FREE], indirect=True)


def test_words_over_the_answer_wait_until_they_have_the_floor(desk: Desk) -> None:
    desk.session.speak()
    desk.session.manager.go(State.CHALLENGED)
    desk.session.asr.partial_transcript.emit(2, "and the")
    assert (desk.state, desk.texts) == (AppState.SPEAKING, ("What is it?", ANSWER))

    desk.session.manager.interrupted.emit(1, 1, "A flat white")
    desk.session.manager.go(State.LISTENING)

    assert (desk.state, desk.texts) == (AppState.LISTENING, ("and the", ""))


def test_an_answer_that_goes_on_forgets_what_was_said_over_it(desk: Desk) -> None:
    desk.session.speak()
    desk.session.manager.go(State.CHALLENGED)
    desk.session.asr.partial_transcript.emit(2, "mm-hmm")
    desk.session.manager.go(State.SPEAKING)
    desk.session.manager.reply_finished.emit(1, 1, ANSWER)
    desk.session.manager.go(State.IDLE)
    desk.session.manager.go(State.LISTENING)

    assert desk.texts == ("What is it?", ANSWER)


def test_a_stop_leaves_the_words_that_were_heard(desk: Desk) -> None:
    desk.session.speak()
    desk.session.manager.go(State.CHALLENGED)
    desk.session.asr.partial_transcript.emit(2, "stop")
    desk.session.manager.interrupted.emit(1, 1, "A flat white")
    desk.session.manager.go(State.IDLE)

    assert (desk.state, desk.overlay.card.answer_text) == (AppState.IDLE, "A flat white")


@HANDS_FREE
def test_hands_free_an_open_microphone_is_no_news(desk: Desk) -> None:
    desk.session.listen(True)
    assert desk.tip == "EchoFlow: Ready\nJust talk."
    desk.session.level.emit(0.5)
    assert not desk.overlay.is_animating

    desk.session.manager.go(State.LISTENING)

    assert desk.tip.startswith("EchoFlow: Listening")


def test_a_microphone_opened_by_the_key_is(desk: Desk) -> None:
    desk.session.listen(True)
    assert desk.tip.startswith("EchoFlow: Listening")


def test_muted_is_shown_until_it_is_not_and_survives_a_new_session(desk: Desk) -> None:
    desk.presenter.set_muted(True)
    assert desk.tip.startswith("EchoFlow: Microphone muted")
    assert desk.state is AppState.MUTED
    assert "Mute microphone" in desk.overlay.card.message
    desk.presenter.follow(cast("Session", desk.session))
    assert desk.tip.startswith("EchoFlow: Microphone muted")

    desk.presenter.set_muted(False)

    assert desk.tip.startswith("EchoFlow: Ready")
    assert desk.overlay.card.message == "Hold Ctrl+F9 and talk."


def test_muting_leaves_an_answer_where_it_is(desk: Desk) -> None:
    desk.session.speak()
    desk.presenter.set_muted(True)
    assert (desk.state, desk.overlay.card.answer_text) == (AppState.SPEAKING, ANSWER)

    desk.session.manager.reply_finished.emit(1, 1, ANSWER)
    desk.session.manager.go(State.IDLE)

    assert (desk.state, desk.overlay.card.answer_text) == (AppState.MUTED, ANSWER)


def test_what_is_being_loaded_is_on_the_card_and_in_the_tray(desk: Desk) -> None:
    desk.presenter.show_progress("Recognition is ready. Still loading: the voice (2 of 3).")
    assert desk.state is AppState.LOADING
    assert desk.overlay.card.message in desk.tip


def test_what_loads_is_not_covered_by_a_mode(desk: Desk) -> None:
    desk.presenter.show_progress("Loading the voice…")
    desk.presenter.set_mode(TalkMode.TAP)
    desk.presenter.set_muted(True)
    assert (desk.state, desk.overlay.card.message) == (AppState.LOADING, "Loading the voice…")

    desk.presenter.show_ready(desk.presenter.hint())

    assert desk.state is AppState.MUTED


def test_another_mode_is_explained(desk: Desk) -> None:
    desk.presenter.set_mode(TalkMode.TAP)
    assert desk.overlay.card.message == "Press Ctrl+F9 and talk."
    desk.presenter.set_keys([])
    assert desk.tip == "EchoFlow: Ready\nClick and talk."


def test_a_service_that_is_away_shows_at_rest_and_only_there(desk: Desk) -> None:
    desk.presenter.set_offline(True)
    seen = [desk.tip.splitlines()[0]]
    for state in (State.LISTENING, State.IDLE):
        desk.session.manager.go(state)
        seen.append(desk.tip.splitlines()[0])
    for muted in (True, False):
        desk.presenter.set_muted(muted)
        seen.append(desk.tip.splitlines()[0])
    desk.presenter.set_offline(False)
    seen.append(desk.tip.splitlines()[0])

    states = ("Working offline", "Listening", "Working offline", "Microphone muted", "Working offline", "Ready")
    assert seen == [f"EchoFlow: {state}" for state in states]


def test_a_service_that_is_away_does_not_end_what_goes_on(desk: Desk) -> None:
    desk.session.speak()
    desk.presenter.set_offline(True)
    assert (desk.state, desk.overlay.card.answer_text) == (AppState.SPEAKING, ANSWER)
    desk.presenter.show_error("The microphone is gone.")
    desk.presenter.set_offline(False)
    assert desk.tip.startswith("EchoFlow: Something went wrong")


def test_without_keys_and_tray_the_hint_names_the_window(desk: Desk) -> None:
    desk.presenter.set_keys([])
    assert desk.presenter.hint() == "Click the icon in the tray to talk."
    desk.tray.undock()
    assert desk.presenter.hint() == "Choose “Talk” in the window of EchoFlow to talk."


def test_what_the_user_must_know_is_news_and_a_hint_is_not(desk: Desk) -> None:
    heard: list[tuple[str, bool]] = []
    desk.presenter.news.connect(lambda sentence, seen: heard.append((sentence, seen)))

    desk.presenter.show_hint()
    desk.session.notice.emit("Deepgram is down; this computer hears.")
    desk.presenter.show_error("The microphone is gone.")

    assert heard == [("Deepgram is down; this computer hears.", True), ("The microphone is gone.", True)]


def test_news_that_come_while_something_loads_are_told_after_it(desk: Desk) -> None:
    heard: list[tuple[str, bool]] = []
    desk.presenter.news.connect(lambda sentence, seen: heard.append((sentence, seen)))

    desk.presenter.show_progress("Loading…")
    desk.presenter.show_news("The file was damaged.")
    desk.presenter.show_progress("The voice is ready.")
    assert (desk.overlay.card.message, heard) == ("The voice is ready.", [])

    desk.presenter.show_ready("Hold F9 and talk.")
    assert desk.overlay.card.message == "The file was damaged. Hold F9 and talk."
    assert heard == [("The file was damaged. Hold F9 and talk.", True)]
    desk.presenter.show_ready("It is told once.")
    assert desk.overlay.card.message == "It is told once."


def test_where_loading_fails_such_news_are_not_lost(desk: Desk) -> None:
    heard: list[str] = []
    desk.presenter.news.connect(lambda sentence, _seen: heard.append(sentence))
    desk.presenter.show_progress("Loading…")
    desk.presenter.show_news("The file was damaged.")
    desk.presenter.show_error("The model is gone.")
    assert heard == ["The model is gone.", "The file was damaged."]


def test_states_and_messages_are_announced_once_and_errors_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the accessibility bus makes of it is tested there."""
    heard: list[tuple[str, bool]] = []

    def announce(_source: QObject, sentence: str, *, at_once: bool = False) -> None:
        heard.append((sentence, at_once))

    monkeypatch.setattr("echoflow.presenter.announce", announce)
    desk.session.manager.go(State.LISTENING)
    desk.session.manager.go(State.SETTLING)
    desk.presenter.show_error("The microphone is gone.")

    assert heard == [("Listening", False), ("The microphone is gone.", True)]
