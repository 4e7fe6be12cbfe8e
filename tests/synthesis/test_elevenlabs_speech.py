"""One reply at ElevenLabs in virtual time: what is sent, what is heard, and when the service counts as silent."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.audio.frames import PLAYBACK_RATE
from echoflow.errors import EngineError, Trouble
from echoflow.synthesis.elevenlabs_alignment import Alignment
from echoflow.synthesis.elevenlabs_protocol import Answer
from echoflow.synthesis.elevenlabs_speech import KEEP_ALIVE_SECONDS, SILENT_SECONDS, Speech
from echoflow.synthesis.synthesizer import SpokenChunk


def answer(text: str = "", *, timed: bool = True, seconds: float | None = None) -> Answer:
    starts = tuple(at * 0.1 for at in range(len(text)))
    length = len(text) * 0.1 if seconds is None else seconds
    sound = np.ones(round(length * PLAYBACK_RATE), "<i2").tobytes()
    return Answer("c", sound, Alignment(tuple(text), starts, len(text) * 0.1) if timed else None)


FINAL = Answer("c", final=True)


def texts(messages: list[str]) -> list[Any]:
    return [json.loads(message).get("text") for message in messages]


def joined(chunks: list[SpokenChunk]) -> str:
    return "".join(chunk.text for chunk in chunks)


def test_a_reply_from_the_first_phrase_to_the_end() -> None:
    speech = Speech("c")
    assert texts(speech.say("Hi, ", 0.0)) == [" ", "Hi, "]
    assert texts(speech.say("there.", 0.1)) == ["there. "]

    chunks = speech.receive(answer("Hi, "), 0.3) + speech.receive(answer("there. "), 0.5)
    assert [json.loads(message) for message in speech.finish(0.6)] == [
        {"context_id": "c", "flush": True},
        {"context_id": "c", "close_context": True},
    ]
    assert not speech.done
    chunks += speech.receive(FINAL, 0.7)

    assert speech.done
    assert joined(chunks) == "Hi, there."
    assert speech.rest() == []
    assert speech.characters == 11


def test_nothing_to_say_opens_no_context() -> None:
    speech = Speech("c")

    assert speech.say("😀 ", 0.0) == []
    assert speech.finish(0.1) == []
    assert speech.done
    [chunk] = speech.rest()
    assert (chunk.text, len(chunk.samples)) == ("😀 ", 0)


def test_text_without_sound_for_a_while_is_silence() -> None:
    speech = Speech("c")
    speech.say("Hi. ", 1.0)

    assert speech.deadline == 1.0 + SILENT_SECONDS
    assert speech.tick(speech.deadline - 0.01) == ([], [])
    with pytest.raises(EngineError) as caught:
        speech.tick(speech.deadline)
    assert caught.value.trouble is Trouble.SILENT


def test_more_text_does_not_put_the_silence_off() -> None:
    speech = Speech("c")
    speech.say("One. ", 0.0)
    speech.say("Two. ", 2.0)

    assert speech.deadline == SILENT_SECONDS


def test_every_piece_of_sound_is_a_sign_of_life() -> None:
    speech = Speech("c")
    speech.say("A longer sentence with many words. ", 0.0)
    speech.receive(answer("A longer"), 2.0)

    assert speech.deadline == 2.0 + SILENT_SECONDS


def test_a_language_model_that_thinks_for_long_is_no_silence() -> None:
    speech = Speech("c")
    speech.say("Hi. ", 0.0)
    speech.receive(answer("Hi. "), 0.2)

    assert speech.deadline == KEEP_ALIVE_SECONDS
    assert texts(speech.tick(KEEP_ALIVE_SECONDS)[0]) == [""]
    assert speech.deadline == 2 * KEEP_ALIVE_SECONDS
    speech.say("And more. ", 25.0)
    assert speech.deadline == 25.0 + SILENT_SECONDS


def test_before_the_first_phrase_nothing_is_waited_for() -> None:
    assert Speech("c").deadline == math.inf


def test_a_service_that_never_says_that_it_is_over_has_said_everything() -> None:
    speech = Speech("c")
    speech.say("Hi. ", 0.0)
    speech.receive(answer("Hi. "), 0.2)
    speech.finish(0.3)

    speech.tick(speech.deadline)

    assert speech.done


def test_an_end_that_comes_before_half_of_the_words_is_waited_beyond() -> None:
    speech = Speech("c")
    speech.say("The first half, and the second half. ", 0.0)
    chunks = speech.receive(answer("The first half,"), 0.2)
    speech.finish(0.3)
    chunks += speech.receive(FINAL, 0.4)
    assert not speech.done

    chunks += speech.receive(answer(" and the second half. "), 1.5)

    assert speech.done
    assert joined(chunks) == "The first half, and the second half. "


def test_an_end_nobody_asked_for_ends_nothing() -> None:
    speech = Speech("c")
    speech.say("Hi. ", 0.0)
    speech.receive(answer("Hi. "), 0.2)
    speech.receive(FINAL, 0.3)

    assert not speech.done


def test_a_piece_that_overtook_another_is_heard_after_it() -> None:
    speech = Speech("c")
    speech.say("One two three four. ", 0.0)

    first = speech.receive(answer("One "), 0.2)
    assert speech.receive(answer("three "), 0.3) == []
    assert speech.receive(answer(timed=False, seconds=0.2), 0.4) == []
    late = speech.receive(answer("two "), 1.0)

    assert joined(first + late) == "One two three "
    assert sum(len(chunk.samples) for chunk in first + late) == round(1.6 * PLAYBACK_RATE)


def test_a_piece_that_never_comes_is_not_waited_for_for_ever() -> None:
    speech = Speech("c")
    speech.say("One two three four. ", 0.0)
    chunks = speech.receive(answer("One "), 0.2)
    speech.receive(answer("three "), 0.3)

    chunks += speech.tick(0.3 + SILENT_SECONDS)[1]
    assert joined(chunks) == "One two three "
    # Once waited for in vain, nothing is waited for again.
    chunks += speech.receive(answer("our. "), 3.0)

    assert joined(chunks) == "One two three four. "


@given(st.lists(st.sampled_from(["The fifth, ", "other ", "then three. ", "第三句，"]), min_size=2), st.data())
def test_late_pieces_are_put_where_they_belong(phrases: list[str], data: st.DataObject) -> None:
    pieces = [answer(phrase) for phrase in phrases]
    late = data.draw(st.integers(0, len(phrases) - 2))
    speech = Speech("c")
    for phrase in phrases:
        speech.say(phrase, 0.0)
    # A repeated phrase may be spoken for the one before it, which nobody could hear.
    arriving = pieces[:late] + pieces[late + 1 :] + [pieces[late]]

    chunks = [chunk for piece in arriving for chunk in speech.receive(piece, 0.1)]

    assert joined(chunks) + joined(speech.rest()) == "".join(phrases)
    lengths = [len(chunk.samples) for chunk in chunks]
    assert lengths == [len(piece.sound) // 2 for piece in pieces]


def test_without_timings_the_words_are_still_heard() -> None:
    speech = Speech("c")
    speech.say("Just some words without timings. ", 0.0)
    chunks = speech.receive(answer(timed=False, seconds=1.0), 0.2)
    assert speech.deadline == KEEP_ALIVE_SECONDS
    speech.finish(0.3)
    chunks += speech.receive(FINAL, 0.4)
    chunks += speech.rest()

    assert joined(chunks) == "Just some words without timings. "
    assert all(len(chunk.samples) for chunk in chunks)
    assert all(chunk.estimated for chunk in chunks)


def test_a_sample_may_be_torn_between_two_messages() -> None:
    speech = Speech("c")
    speech.say("Hi. ", 0.0)
    whole = np.arange(-500, 500, dtype="<i2").tobytes()

    chunks = [*speech.receive(Answer("c", whole[:333]), 0.1), *speech.receive(Answer("c", whole[333:]), 0.2)]

    assert np.concatenate([chunk.samples for chunk in chunks]).tolist() == list(range(-500, 500))
