"""The characters ElevenLabs speaks of, laid along the text that went in."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.synthesis.elevenlabs_alignment import Alignment, PlacedText, ReplyText

LETTER = 0.1
"""Seconds; every character of the spoken text takes as long."""


def alignment(text: str, *, start: float = 0.0) -> Alignment:
    starts = tuple(start + at * LETTER for at in range(len(text)))
    return Alignment(tuple(text), starts, start + len(text) * LETTER)


def test_timings_are_those_of_the_service() -> None:
    reply = ReplyText()
    assert reply.add("Hi there.") == "Hi there. "

    placed = reply.place(1.0, alignment("Hi there. "))

    assert (placed.text, placed.estimated) == ("Hi there.", False)
    assert placed.starts == pytest.approx([at * LETTER for at in range(9)])
    assert reply.rest() == ""


def test_each_piece_has_the_text_that_begins_in_it() -> None:
    reply = ReplyText()
    reply.add("Hi there. ")

    first, second = reply.place(0.4, alignment("Hi t")), reply.place(0.6, alignment("here. "))

    assert (first.text, second.text) == ("Hi t", "here. ")
    assert second.starts == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4, 0.5])


def test_markdown_and_emoji_are_not_sent_but_stay_in_the_text() -> None:
    reply = ReplyText()
    phrase = "That is **great** 😀! "

    sent = reply.add(phrase)
    placed = reply.place(len(sent) * LETTER, alignment(sent))

    assert sent == "That is great! "
    assert placed.text == phrase
    assert placed.starts[phrase.index("g")] == pytest.approx(sent.index("g") * LETTER)


def test_chinese_is_sent_as_it_is() -> None:
    reply = ReplyText()

    assert reply.add("好的，**现在**是三点。") == "好的，现在是三点。 "


def test_timings_of_a_whole_sentence_that_come_with_its_first_piece_last_for_the_others() -> None:
    reply = ReplyText()
    reply.add("One two three. ")

    pieces = [reply.place(0.5, alignment("One two three. ")), reply.place(0.5, None), reply.place(0.5, None)]

    assert [piece.text for piece in pieces] == ["One tw", "o thr", "ee. "]
    assert not any(piece.estimated for piece in pieces)
    assert all(0 <= start <= 0.5 for piece in pieces for start in piece.starts)


def test_timings_that_round_beyond_the_end_of_the_sound_are_of_this_piece() -> None:
    reply = ReplyText()
    reply.add("Hi.")

    placed = reply.place(0.35, alignment("Hi. "))

    assert placed.text == "Hi."
    assert placed.starts[-1] <= 0.35


def test_without_timings_they_are_estimated_and_marked() -> None:
    reply = ReplyText()
    reply.add("A sentence of some words, which takes about three seconds. ")

    pieces = [reply.place(1.0, None) for _ in range(3)]

    assert all(piece.estimated for piece in pieces)
    assert 10 < len(pieces[0].text) < 25
    assert not reply.trusted


def test_timings_of_another_text_are_not_believed() -> None:
    reply = ReplyText()
    reply.add("It is seven. ")

    placed = reply.place(0.5, alignment("Quite another text. "))

    assert placed.estimated
    assert "It is seven. ".startswith(placed.text)


def test_after_an_estimate_timings_that_fit_count_again() -> None:
    reply = ReplyText()
    reply.add("One two three four five six. ")
    reply.place(0.5, None)

    placed = reply.place(1.5, alignment(" three four five"))

    assert placed.text.endswith("five")
    assert not placed.estimated


@pytest.mark.parametrize("heard", ["hi THERE.", " Hi  there . ", "Hithere", "Hi there!"])
def test_case_space_and_punctuation_may_differ(heard: str) -> None:
    reply = ReplyText()
    reply.add("Hi there.")

    placed = reply.place(2.0, alignment(heard))

    assert placed.text.startswith("Hi there")
    assert not placed.estimated


def test_what_is_owed_are_letters_without_timings() -> None:
    reply = ReplyText()
    reply.add("Hi there. ")
    reply.add("😀 \n")
    reply.place(0.5, alignment("Hi th"))

    assert reply.owed == 3


def test_nothing_to_say_is_nothing_to_send() -> None:
    reply = ReplyText()

    assert reply.add("😀 \n") == ""
    assert reply.rest() == "😀 \n"


TEXT = st.text(st.sampled_from("ab,. 好你。\n*_😀7—'"), max_size=12)
PIECES = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["right", "none", "wrong", "late"])), max_size=12)


@given(st.lists(TEXT, max_size=4), PIECES)
def test_the_texts_joined_are_the_text_whatever_the_service_says(
    phrases: list[str], pieces: list[tuple[int, str]]
) -> None:
    reply = ReplyText()
    sent = ""
    placed: list[PlacedText] = []
    for phrase, piece in itertools.zip_longest(phrases, pieces):
        sent += reply.add(phrase) if phrase is not None else ""
        if piece is not None:
            said = {"right": sent[:5], "none": "", "wrong": "xyz", "late": sent[2:]}[piece[1]]
            placed.append(reply.place(piece[0] / 10, alignment(said) if said else None))

    assert "".join(one.text for one in placed) + reply.rest() == "".join(phrases)
    for one in placed:
        assert len(one.starts) == len(one.text)
        assert all(earlier <= later for earlier, later in itertools.pairwise(one.starts))
        assert all(start >= 0 for start in one.starts)
