"""Loops of the decoder are told from people who repeat themselves."""

import pytest

from echoflow.recognition.repetition import is_loop, repetition, says_nothing


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("What is the capital of France? What is the capital of France?", "What is the capital of France?"),
        ("Tell me a joke Tell me A joke, tell me", "Tell me a joke"),
        ("Stop... Stop... Stop... Stop.", "Stop..."),
        ("I am a man of a man of a man of a man", "I am a man of"),
        ("你好你好你好你好", "你好"),
        ("今天天气今天天气", "今天天气"),
    ],
)
def test_the_first_round_of_a_repetition_is_kept(text: str, once: str) -> None:
    found = repetition(text)

    assert found is not None
    assert found.once == once


@pytest.mark.parametrize("text", ["", "Stop.", "Bye bye.", "It is what it is.", "Yes. Yes.", "1, 2, 3, 4."])
def test_other_text_repeats_nothing(text: str) -> None:
    assert repetition(text) is None


def test_a_repetition_is_a_loop_only_if_nobody_speaks_that_fast() -> None:
    assert not is_loop("No, no, no.", seconds=1.2)
    assert is_loop("No, no, no.", seconds=0.4)
    assert not is_loop("A long sentence without any loop in it", seconds=0.5)


@pytest.mark.parametrize(
    "text", ["", ".", ". . . .", "[BLANK_AUDIO]", "(wind blowing)", "♪ la la ♪", "(音乐)", "（笑）"]
)
def test_captions_and_punctuation_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["No.", "你好。", "7", "[music] Hello"])
def test_words_say_something(text: str) -> None:
    assert not says_nothing(text)
