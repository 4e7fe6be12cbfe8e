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


@pytest.mark.parametrize(
    ("position", "start"),
    [
        (0, 0),
        (450, 0),  # in "Hello"
        (550, 600),  # the space
        (600, 600),
        (899, 600),  # in "there"
        (1150, 1300),  # the full stop: "Bye" is next
        (1350, 1300),
        (5000, 1600),
    ],
)
def test_speech_goes_on_at_the_start_of_a_word(position: int, start: int) -> None:
    assert spoken("Hello there.", " Bye").word_start(position) == start


@pytest.mark.parametrize(
    ("position", "start"),
    [
        (150, 0),
        (250, 0),  # the third character: the phrase has only begun
        (350, 300),  # the fourth: it alone
        (650, 700),  # the comma: the next phrase
        (950, 700),
        (1050, 1000),
    ],
)
def test_chinese_goes_on_at_the_phrase_or_the_character(position: int, start: int) -> None:
    assert spoken("今天天气很好，明天会下雨。").word_start(position) == start


def test_speech_goes_on_within_neither_a_number_nor_a_contraction() -> None:
    text = spoken("It's 3.14 now")
    assert text.word_start(330) == 0
    assert text.word_start(850) == 500


def test_there_is_nothing_to_go_on_with_before_the_first_word_and_after_the_last() -> None:
    assert SpokenText().word_start(0) == 0
    assert spoken("Bye.").word_start(350) == 400


def test_speech_does_not_go_on_with_what_has_no_sound() -> None:
    text = SpokenText()
    text.add("你好 ", [0, 0, 0], 0)
    text.add("Bye", [0, 100, 200], 300)
    assert text.word_start(0) == 0
    assert text.between(0, 300) == "Bye"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (0, 100, "Hello"),
        (450, 650, "Hello there"),
        (500, 600, ""),
        (1100, 1350, ". Bye"),
        (0, 9000, "Hello there. Bye"),
        (-500, 50, "Hello"),
        (9000, 9500, ""),
        (300, 300, ""),
    ],
)
def test_what_sounds_between_two_positions_is_whole_words(first: int, last: int, text: str) -> None:
    assert spoken("Hello there.", " Bye").between(first, last) == text


def test_between_two_positions_in_chinese_are_characters() -> None:
    assert spoken("今天天气很好。").between(150, 420) == "天天气很"


@given(st.lists(st.text("ab c今。.'3", max_size=12), max_size=6), st.integers(0, 8000))
def test_speech_that_goes_on_repeats_or_skips_little(chunks: list[str], position: int) -> None:
    text = spoken(*chunks)
    start = text.word_start(position)
    assert 0 <= start <= 100 * len(text.text)
    # Going on there repeats what was sounding, and skips nothing that is spoken.
    assert not any(character.isalnum() for character in text.text[-(-position // 100) : start // 100])
    assert text.word_start(start) == start


@given(st.lists(st.text("ab c今。.", max_size=12), max_size=6), st.integers(0, 4000), st.integers(0, 4000))
def test_what_sounds_between_two_positions_is_part_of_the_text(chunks: list[str], first: int, length: int) -> None:
    text = spoken(*chunks)
    assert text.between(first, first + length) in text.text
    assert text.between(0, 100 * len(text.text) + 1) == text.text.strip()
