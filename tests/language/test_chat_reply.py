"""What of a streamed answer is spoken."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.language.chat_reply import Chunk, ChunkReader, SpokenText, estimated_tokens, read_chunk


def spoken(*pieces: str) -> str:
    text = SpokenText()
    return "".join([*(text.feed(piece) for piece in pieces), text.finish()])


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        (["Hello ", "there."], "Hello there."),
        (["<think>He asks\nsomething.</think>\n\nParis."], "Paris."),
        (["<th", "ink>hm", "</thi", "nk>", "\n\n", "Paris."], "Paris."),
        (["\n<think>", "</think>\n", "Paris."], "Paris."),
        (["Well. <think>what else</think> Paris."], "Well.  Paris."),
        (["thought so</think>Paris."], "thought soParis."),
        (["<THINKING>x</THINKING>Paris."], "Paris."),
        (["<think>never ends"], ""),
        (["Is 1 <", " 2?"], "Is 1 < 2?"),
        (["a <thin"], "a <thin"),
        (["好", "的。"], "好的。"),
    ],
)
def test_thinking_is_not_spoken(pieces: list[str], said: str) -> None:
    assert spoken(*pieces) == said


def test_what_may_become_a_tag_is_held_back_and_nothing_else() -> None:
    text = SpokenText()

    assert text.feed("Paris is") == "Paris is"
    assert text.feed(" <") == " "
    assert text.feed("b>") == "<b>"


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        (["Hi \ud83d", "\ude00!"], "Hi 😀!"),
        (["\ud83d", "x"], "x"),
        (["\ude00x"], "x"),
        (["x\ud83d"], "x"),
    ],
)
def test_a_character_in_two_halves_is_put_together(pieces: list[str], said: str) -> None:
    assert spoken(*pieces) == said


@given(st.text(st.sampled_from("<>/think aé好😀\n")), st.lists(st.integers(0, 40)))
def test_how_the_text_was_cut_makes_no_difference(text: str, cuts: list[int]) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    pieces = [text[begin:end] for begin, end in itertools.pairwise(edges)]

    assert spoken(*pieces) == spoken(text)
    for piece in pieces:
        piece.encode()


def event(delta: object = None, finish: str | None = None, **others: object) -> dict[str, object]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}], **others}


def test_chunks_are_read() -> None:
    assert read_chunk(event({"content": "Hi"})) == Chunk("Hi", alive=True)
    assert read_chunk(event({}, "stop")) == Chunk("", alive=True, finished=True)
    assert read_chunk(event({"content": None, "reasoning_content": "hm"})) == Chunk("", alive=True, thought=True)
    assert read_chunk(event({"reasoning": "hm"})) == Chunk("", alive=True, thought=True)
    usage = {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}
    assert read_chunk({"choices": [], "usage": usage}) == Chunk("", alive=True, tokens=(12, 3))
    assert read_chunk({"error": {"message": "no"}}).error == {"message": "no"}


@pytest.mark.parametrize(
    "nonsense",
    [
        *(None, "text", [1], {}, {"choices": None}, {"choices": [None]}, {"choices": [{}]}, {"usage": 7}),
        *(event("x"), event({"content": ["a"]}), event({"content": 7}), {"usage": {"prompt_tokens": "1"}}),
    ],
)
def test_what_is_not_understood_is_no_sign_of_life(nonsense: object) -> None:
    assert read_chunk(nonsense) == Chunk()


STREAM = (
    ": keep-alive\n\n"
    'event: mood\ndata: {"mood": 7}\n\n'
    'data: {"choices": [{"delta": {"content": "好 \u2028"}}]}\r\n\r\n'
    "data: not JSON\n\n"
    'data:{"choices": [{"delta": {"content": "Hi"}}]}\n\n'
    "data: [DONE]\n\n"
).encode()


@given(st.lists(st.integers(0, len(STREAM))))
def test_a_stream_is_read_however_its_bytes_were_cut(cuts: list[int]) -> None:
    reader = ChunkReader()
    edges = [0, *sorted(cuts), len(STREAM)]
    chunks = [chunk for begin, end in itertools.pairwise(edges) for chunk in reader.feed(STREAM[begin:end])]

    assert "".join(chunk.content for chunk in chunks) == "好 \u2028Hi"
    assert chunks[-1] == Chunk(alive=True, finished=True)
    assert not any(chunk.finished for chunk in chunks[:-1])


def test_tokens_are_estimated_for_both_languages() -> None:
    assert estimated_tokens("The capital of France is Paris.") == 8
    assert estimated_tokens("法国的首都是巴黎。") == 9
    assert estimated_tokens("") == 0
