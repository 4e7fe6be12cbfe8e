"""The voice is given words, not marks."""

import pytest

from echoflow.synthesis.speakable import speakable


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("**Paris** is the *capital*.", "Paris is the capital."),
        ("# Heading", "Heading"),
        ("Use `print` and snake_case.", "Use print and snake case."),
        ("Well done! 🎉👍🏽", "Well done!"),
        ("It is 20°C in C#.", "It is 20°C in C#."),
        ("Hello 你好 world。", "Hello world."),
        ("It costs $3.14, or 5%.", "It costs $3.14, or 5%."),
        ("A naïve café", "A naïve café"),
        ("  spaced\nout ", "spaced out"),
    ],
)
def test_marks_are_left_out(text: str, spoken: str) -> None:
    assert speakable(text) == spoken


@pytest.mark.parametrize("text", ["", " \n", "...", "***", "😀", "你好，世界。", "Привет", "—"])
def test_nothing_to_say_is_empty(text: str) -> None:
    assert speakable(text) == ""
