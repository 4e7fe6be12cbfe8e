"""From a playback position to the words that were heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.conversation.heard import SpokenText


def spoken(*chunks: str, samples_each: int = 100) -> SpokenText:
    """Chunks in which every character takes `samples_each` samples."""
    text = SpokenText()
    for chunk in chunks:
        text.add(chunk, [samples_each * i for i in range(len(chunk))], samples_each * len(chunk))
    return text


@pytest.mark.parametrize(
    ("position", "heard"),
    [
        (0, ""),
        (450, ""),  # in the middle of "Hello"
        (500, "Hello"),
        (900, "Hello"),
        (1100, "Hello there"),
        (1150, "Hello there"),
        (1200, "Hello there."),
        (10_000, "Hello there. Bye"),
    ],
)
def test_only_whole_words_count(position: int, heard: str) -> None:
    assert spoken("Hello there.", " Bye").heard(position) == heard


def test_chinese_is_cut_at_characters() -> None:
    assert spoken("今天天气很好。").heard(420) == "今天天气"


def test_what_is_written_later_counts_from_the_end_of_what_was_there() -> None:
    text = spoken("One. ")
    assert text.heard(400) == "One."
    text.add("Two.", [0, 100, 200, 300], 400)
    assert text.heard(700) == "One."
    assert text.heard(900) == "One. Two."


def test_a_display_follows_the_voice_by_the_character() -> None:
    text = spoken("Hello")
    assert [text.spoken_characters(p) for p in (0, 1, 100, 101, 500)] == [0, 1, 1, 2, 5]


def test_a_character_without_a_start_is_refused() -> None:
    with pytest.raises(ValueError, match="2 characters but 1 starts"):
        SpokenText().add("ab", [0], 10)


@given(st.lists(st.text("ab c今。.", max_size=12), max_size=6), st.integers(0, 8000))
def test_heard_is_a_beginning_of_the_text_that_grows_with_the_position(chunks: list[str], position: int) -> None:
    text = spoken(*chunks)
    heard = text.heard(position)
    assert text.text.startswith(heard)
    assert text.heard(position + 500).startswith(heard)


def test_what_has_no_sound_is_shown_but_not_heard() -> None:
    text = spoken("Hello. ")
    text.add("你好。", [0, 0, 0], 0)
    text.add("Bye.", [0, 100, 200, 300], 400)
    assert text.text == "Hello. 你好。Bye."
    assert text.heard(10_000) == "Hello. Bye."
    assert text.heard(10_000, before=7) == "Hello."
