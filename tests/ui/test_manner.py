"""What the card says beside its state: what the keys do there, in each mode."""

from __future__ import annotations

import pytest

from echoflow.conversation.talk_key import TalkMode
from echoflow.ui.manner import KeyHint, Manner, key_hint
from echoflow.ui.state import AppState

KEYS = ("Ctrl", "F9")
HINTS = {
    (TalkMode.HOLD, AppState.IDLE): KeyHint("Hold and talk", KEYS),
    (TalkMode.HOLD, AppState.LISTENING): KeyHint("", KEYS),
    (TalkMode.HOLD, AppState.SPEAKING): KeyHint("Cut in", KEYS),
    (TalkMode.TAP, AppState.IDLE): KeyHint("Press and talk", KEYS),
    (TalkMode.TAP, AppState.LISTENING): KeyHint("Stop", KEYS),
    (TalkMode.TAP, AppState.THINKING): KeyHint("Stop", KEYS),
    (TalkMode.TAP, AppState.SPEAKING): KeyHint("Cut in", KEYS),
    (TalkMode.HANDS_FREE, AppState.IDLE): KeyHint("Just talk"),
    (TalkMode.HANDS_FREE, AppState.LISTENING): KeyHint(),
    (TalkMode.HANDS_FREE, AppState.THINKING): KeyHint("Stop", KEYS),
    (TalkMode.HANDS_FREE, AppState.SPEAKING): KeyHint("Stop", KEYS),
}


@pytest.mark.parametrize(("mode", "state"), HINTS)
def test_the_keys_are_explained(mode: TalkMode, state: AppState) -> None:
    assert key_hint(state, Manner(mode, KEYS)) == HINTS[mode, state]


@pytest.mark.parametrize("mode", TalkMode)
@pytest.mark.parametrize("state", AppState)
def test_no_key_is_shown_that_does_nothing(mode: TalkMode, state: AppState) -> None:
    without = key_hint(state, Manner(mode))
    assert without.keys == ()
    assert without.words in ("", "Just talk")
    assert key_hint(state, Manner(mode, KEYS, muted=True)).keys == ()


def test_an_answer_of_a_muted_app_says_so() -> None:
    assert key_hint(AppState.SPEAKING, Manner(TalkMode.HOLD, KEYS, muted=True)) == KeyHint("Microphone muted")


def test_one_sentence_says_how_to_talk() -> None:
    assert Manner(TalkMode.HOLD, KEYS).how_to_talk("Click.") == "Hold Ctrl+F9 and talk."
    assert Manner(TalkMode.TAP, KEYS).how_to_talk("Click.") == "Press Ctrl+F9 and talk."
    assert Manner(TalkMode.TAP).how_to_talk("Click.") == "Click."
    assert Manner(TalkMode.HANDS_FREE).how_to_talk("Click.") == "Just talk."
    assert "muted" in Manner(TalkMode.HANDS_FREE, KEYS, muted=True).how_to_talk("Click.")
