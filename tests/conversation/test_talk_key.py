"""The key in every mode and moment, and what is left of it after a stop, a mute and a change of mode."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.conversation.talk_key import TalkAction, TalkKey, TalkMode, talk_action
from echoflow.conversation.turn_taking import State

QUIET, ANSWERING = [State.IDLE], [State.THINKING, State.SPEAKING, State.CHALLENGED]
SPOKEN_TO = [State.LISTENING, State.SETTLING]
AUDIBLE = [State.SPEAKING, State.CHALLENGED]


def pressed(mode: TalkMode, state: State | None, *, waiting: bool = False, muted: bool = False) -> TalkAction:
    return TalkKey(mode).press(state, waiting=waiting, muted=muted)


@pytest.mark.parametrize("state", State)
def test_a_held_key_listens_whatever_goes_on(state: State) -> None:
    key = TalkKey(TalkMode.HOLD)
    assert key.press(state, waiting=False, muted=False) is TalkAction.HOLD
    assert key.release() is TalkAction.RELEASE
    assert key.release() is TalkAction.NOTHING


def test_a_tap_listens_to_one_turn_and_its_release_means_nothing() -> None:
    key = TalkKey(TalkMode.TAP)
    assert key.press(State.IDLE, waiting=False, muted=False) is TalkAction.LISTEN
    assert key.release() is TalkAction.NOTHING


@pytest.mark.parametrize("state", [*SPOKEN_TO, State.THINKING])
def test_a_second_tap_takes_the_first_one_back(state: State) -> None:
    assert pressed(TalkMode.TAP, state) is TalkAction.STOP


def test_a_second_tap_before_the_first_word_closes_the_microphone() -> None:
    assert pressed(TalkMode.TAP, State.IDLE, waiting=True) is TalkAction.STOP


@pytest.mark.parametrize("state", AUDIBLE)
def test_one_tap_is_enough_to_cut_in(state: State) -> None:
    assert pressed(TalkMode.TAP, state) is TalkAction.LISTEN


@pytest.mark.parametrize("state", ANSWERING)
def test_hands_free_a_press_is_silence(state: State) -> None:
    key = TalkKey(TalkMode.HANDS_FREE)
    assert key.press(state, waiting=False, muted=False) is TalkAction.STOP
    assert key.release() is TalkAction.NOTHING


@pytest.mark.parametrize("state", [*QUIET, *SPOKEN_TO])
def test_hands_free_the_key_can_be_held_where_there_is_noise(state: State) -> None:
    key = TalkKey(TalkMode.HANDS_FREE)
    assert key.press(state, waiting=False, muted=False) is TalkAction.HOLD
    assert key.release() is TalkAction.RELEASE


@pytest.mark.parametrize("mode", TalkMode)
@pytest.mark.parametrize("state", [None, *State])
def test_muted_the_key_is_refused_and_does_nothing_later(mode: TalkMode, state: State | None) -> None:
    key = TalkKey(mode)
    assert key.press(state, waiting=False, muted=True) is TalkAction.EXPLAIN
    assert key.session_began() is TalkAction.NOTHING
    assert key.release() is TalkAction.NOTHING


@pytest.mark.parametrize("mode", [TalkMode.HOLD, TalkMode.HANDS_FREE])
def test_a_key_that_is_down_when_a_session_begins_is_listened_to(mode: TalkMode) -> None:
    key = TalkKey(mode)
    assert key.press(None, waiting=False, muted=False) is TalkAction.NOTHING
    assert key.session_began() is TalkAction.HOLD
    assert key.release() is TalkAction.RELEASE
    assert key.session_began() is TalkAction.NOTHING


def test_a_tap_from_before_a_session_does_not_open_the_microphone_late() -> None:
    key = TalkKey(TalkMode.TAP)
    key.press(None, waiting=False, muted=False)
    assert key.session_began() is TalkAction.NOTHING


@pytest.mark.parametrize("mode", TalkMode)
def test_what_was_stopped_by_other_means_is_not_ended_again(mode: TalkMode) -> None:
    key = TalkKey(mode)
    key.press(State.IDLE, waiting=False, muted=False)
    key.cancel()
    assert key.session_began() is TalkAction.NOTHING
    assert key.release() is TalkAction.NOTHING


def test_another_mode_ends_the_turn_that_is_held_but_loses_nothing_of_it() -> None:
    key = TalkKey(TalkMode.HOLD)
    key.press(State.IDLE, waiting=False, muted=False)
    assert key.change(TalkMode.TAP) is TalkAction.RELEASE
    assert key.release() is TalkAction.NOTHING
    assert key.press(State.IDLE, waiting=False, muted=False) is TalkAction.LISTEN


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (TalkMode.HOLD, TalkAction.LISTEN),
        (TalkMode.TAP, TalkAction.LISTEN),
        (TalkMode.HANDS_FREE, TalkAction.EXPLAIN),
    ],
)
def test_talk_in_the_menu_gives_the_floor_in_every_mode(mode: TalkMode, expected: TalkAction) -> None:
    assert talk_action(mode, muted=False) is expected
    assert talk_action(mode, muted=True) is TalkAction.EXPLAIN


@given(st.data())
def test_every_hold_is_ended_exactly_once_or_cancelled(data: st.DataObject) -> None:
    key = TalkKey(data.draw(st.sampled_from(TalkMode)))
    held = False
    for _ in range(30):
        match data.draw(st.sampled_from(["press", "release", "cancel", "change", "session"])):
            case "press":
                state = data.draw(st.sampled_from([None, *State]))
                action = key.press(state, waiting=data.draw(st.booleans()), muted=data.draw(st.booleans()))
                held = held or action is TalkAction.HOLD
            case "session":
                held = key.session_began() is TalkAction.HOLD or held
            case "cancel":
                key.cancel()
                held = False
            case "release":
                assert (key.release() is TalkAction.RELEASE) == held
                held = False
            case "change":
                assert (key.change(data.draw(st.sampled_from(TalkMode))) is TalkAction.RELEASE) == held
                held = False
