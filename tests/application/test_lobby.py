"""What the user does while the assistant is not there yet is not lost."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtTest import QSignalSpy

from echoflow.assistant import Assistant
from echoflow.conversation.talk_key import TalkMode
from echoflow.lobby import Lobby

pytestmark = pytest.mark.usefixtures("qapp")


class Arrival:
    """The assistant as far as the lobby knows it: what it was told, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def load(self) -> None:
        self.told.append("load")

    def press(self) -> None:
        self.told.append("press")

    def choose_mode(self, value: str) -> None:
        self.told.append(value)

    def set_muted(self, muted: bool) -> None:
        self.told.append("muted" if muted else "heard")


def told(lobby: Lobby) -> list[str]:
    arrival = Arrival()
    lobby.hand_over(cast("Assistant", arrival))
    return arrival.told


def test_nothing_was_done_and_it_loads() -> None:
    assert told(Lobby()) == ["load"]


def test_who_holds_the_key_is_told_to_wait_and_heard_as_soon_as_possible() -> None:
    lobby = Lobby()
    waiting = QSignalSpy(lobby.waiting)
    lobby.press()
    assert waiting.count() == 1
    assert told(lobby) == ["press"], "which loads as well"


def test_a_key_that_was_let_go_says_nothing_any_more() -> None:
    lobby = Lobby()
    lobby.press()
    lobby.release()
    assert told(lobby) == ["load"]


def test_a_microphone_that_was_muted_stays_so_whatever_is_pressed() -> None:
    lobby = Lobby()
    shown = QSignalSpy(lobby.muted_changed)
    lobby.set_muted(True)
    lobby.press()
    assert shown.at(0) == [True]
    assert told(lobby) == ["muted", "load"]


def test_a_mode_that_was_chosen_is_the_mode() -> None:
    lobby = Lobby()
    shown = QSignalSpy(lobby.mode_changed)
    lobby.choose_mode("hands_free")
    assert shown.at(0) == [TalkMode.HANDS_FREE]
    assert told(lobby) == ["hands_free", "load"]


def test_a_microphone_that_is_heard_again_is_not_muted() -> None:
    lobby = Lobby()
    lobby.set_muted(True)
    lobby.set_muted(False)
    assert told(lobby) == ["load"]
