"""What Deepgram says, well-formed and not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.recognition.deepgram_messages import (
    Result,
    ServiceError,
    TurnEvent,
    TurnInfo,
    UtteranceEnd,
    Word,
    read_message,
)

RESULT: dict[str, Any] = {
    "type": "Results",
    "start": 1.5,
    "duration": 0.5,
    "is_final": True,
    "speech_final": True,
    "from_finalize": False,
    "channel": {
        "alternatives": [
            {
                "transcript": "Hi there.",
                "words": [
                    {"word": "hi", "punctuated_word": "Hi", "start": 1.6, "end": 1.7},
                    {"word": "there", "punctuated_word": "there.", "start": 1.7, "end": 1.9},
                ],
            }
        ]
    },
}
TURN: dict[str, Any] = {
    "type": "TurnInfo",
    "event": "EndOfTurn",
    "turn_index": 2,
    "audio_window_start": 1.0,
    "audio_window_end": 2.0,
    "transcript": "Hi.",
    "words": [{"word": "Hi.", "confidence": 0.9}],
    "trigger": "manual",
}


def test_a_result_says_where_its_audio_lies() -> None:
    assert read_message(RESULT) == Result(
        24000,
        32000,
        "Hi there.",
        (Word("Hi", 25600, 27200), Word("there.", 27200, 30400)),
        final=True,
        speech_final=True,
    )


def test_a_turn_says_whether_it_was_forced_to_end() -> None:
    turn = read_message(TURN)

    assert turn == TurnInfo(TurnEvent.END, 2, 16000, 32000, "Hi.", (Word("Hi."),), forced=True)
    assert read_message(TURN | {"trigger": "model"}) == TurnInfo(
        TurnEvent.END, 2, 16000, 32000, "Hi.", (Word("Hi."),), forced=False
    )


def test_the_rest_that_is_understood() -> None:
    assert read_message({"type": "UtteranceEnd", "last_word_end": 2.0}) == UtteranceEnd(32000)
    assert read_message({"type": "Error", "description": "Oh no.", "variant": "X"}) == ServiceError("Oh no.")


@pytest.mark.parametrize(
    "raw",
    [
        None,
        5,
        b"\x00",
        {},
        {"type": "Horoscope"},
        {"type": "Results"},
        RESULT | {"start": "0"},
        RESULT | {"start": -1.0},
        RESULT | {"duration": float("nan")},
        RESULT | {"duration": 1e12},
        RESULT | {"channel": {"alternatives": [{"words": None}]}},
        TURN | {"event": "Lunch"},
        TURN | {"turn_index": "0"},
        TURN | {"transcript": None},
        {"type": "UtteranceEnd"},
    ],
)
def test_what_is_malformed_or_unknown_is_left_out(raw: object) -> None:
    assert read_message(raw) is None


def test_words_without_times_are_words() -> None:
    channel = {"alternatives": [{"transcript": "hi", "words": [{"word": "hi"}, None, {"start": 1}]}]}

    assert read_message(RESULT | {"channel": channel}) == Result(
        24000, 32000, "hi", (Word("hi"),), final=True, speech_final=True
    )


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.sampled_from([RESULT, TURN, {"type": "UtteranceEnd"}, {"type": "Error"}]),
    st.dictionaries(
        st.sampled_from(["start", "duration", "channel", "event", "turn_index", "transcript", "words", "trigger"]),
        ANYTHING,
    ),
)
def test_nothing_that_a_field_may_hold_breaks_it(good: dict[str, Any], changes: dict[str, Any]) -> None:
    read_message(good | changes)
