"""The rules of ElevenLabs' contexts, and how speech is cut, without a socket."""

from __future__ import annotations

import asyncio
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stand_ins.elevenlabs_contexts import MAX_CONTEXTS, CloseSocket, Contexts, End, Refuse, Speak
from stand_ins.elevenlabs_speech import cut, tones


def told(contexts: Contexts, **message: Any) -> list[Any]:
    return contexts.receive(message)


def test_each_generation_waits_for_more_characters() -> None:
    contexts = Contexts()
    opening = {"generation_config": {"chunk_length_schedule": [50, 60]}}
    assert told(contexts, text=" ", context_id="a", **opening) == []
    assert told(contexts, text="x" * 49, context_id="a") == []
    assert told(contexts, text="y", context_id="a") == [Speak("a", "x" * 49 + "y")]
    assert told(contexts, text="x" * 59, context_id="a") == []
    assert told(contexts, text="y", context_id="a") == [Speak("a", "x" * 59 + "y")]
    assert told(contexts, text="Rest.", context_id="a", flush=True) == [Speak("a", "Rest.")]
    assert told(contexts, context_id="a", flush=True) == [], "there is nothing left"


@pytest.mark.parametrize("schedule", [[], [10], [501], ["50"], 50])
def test_a_schedule_must_be_one(schedule: object) -> None:
    (order,) = told(Contexts(), text=" ", generation_config={"chunk_length_schedule": schedule})
    assert isinstance(order, Refuse)


def test_a_closed_context_says_what_was_flushed_and_takes_no_more() -> None:
    contexts = Contexts()
    told(contexts, text="Never said.", context_id="a")
    assert told(contexts, context_id="a", close_context=True) == [End("a")]
    assert told(contexts, text="Too late.", context_id="a", flush=True) == []
    assert told(contexts, context_id="a", close_context=True) == []
    assert contexts.closed == 1


def test_a_closing_context_counts_until_it_is_final() -> None:
    contexts = Contexts()
    for number in range(MAX_CONTEXTS):
        told(contexts, text=" ", context_id=f"{number}")
    told(contexts, context_id="0", close_context=True)
    (order,) = told(contexts, text=" ", context_id="one too many")
    assert isinstance(order, Refuse)
    contexts.ended("0")
    assert told(contexts, text=" ", context_id="0") == []
    assert contexts.most == MAX_CONTEXTS


def test_a_flush_opens_a_context_and_a_keep_alive_without_one_does_not() -> None:
    contexts = Contexts()
    told(contexts, text="")
    assert contexts.opened == 0
    told(contexts, context_id="a", flush=True)
    assert contexts.opened == 1


def test_closing_the_socket_ends_every_context() -> None:
    contexts = Contexts()
    told(contexts, text="A.", context_id="a")
    told(contexts, text="No name.")
    closing = told(contexts, close_socket=True)
    assert closing == [Speak("a", "A."), End("a"), Speak(None, "No name."), End(None), CloseSocket()]


@given(text=st.text("ab 你7.", min_size=1, max_size=12), seconds=st.floats(0.03, 0.5), sync=st.booleans())
def test_pieces_hold_all_of_the_sound_and_of_the_text(text: str, seconds: float, sync: bool) -> None:
    speech = asyncio.run(tones(text))
    pieces = cut(speech, 24_000, seconds, sync_alignment=sync)
    assert b"".join(piece.pcm for piece in pieces) == speech.samples.astype("<i2").tobytes()
    assert "".join(character for piece in pieces for character, _, _ in piece.characters) == text
    starts = [piece.at + start / 1000 for piece in pieces for _, start, _ in piece.characters]
    assert starts == pytest.approx(speech.starts, abs=0.001)
    assert np.all([piece.seconds <= seconds + 1e-4 for piece in pieces])
