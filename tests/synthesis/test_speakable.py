"""The voice is given words, not marks."""

import pytest

from echoflow.synthesis.speakable import speakable, spoken_characters


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


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("**好的**，今天是星期三。", "好的，今天是星期三。"),
        ("Great 😀! And **more**.", "Great! And more."),
        ("很好😀！", "很好！"),
        ("你好，_世界_。", "你好， 世界。"),
        ("Привет,  мир\n", "Привет, мир"),
        ("हिन्दी", "हिन्दी"),
        ("1️⃣ one, 20°C", "1 one, 20°C"),
        ("snake_case", "snake case"),
        ("😀 ***", ""),
    ],
)
def test_a_voice_for_every_script_is_given_every_script(text: str, spoken: str) -> None:
    assert "".join(character for character, _ in spoken_characters(text)) == spoken


def test_every_spoken_character_knows_where_it_comes_from() -> None:
    text = "**Hi** 👋  there."

    for character, at in spoken_characters(text):
        assert text[at] == character
