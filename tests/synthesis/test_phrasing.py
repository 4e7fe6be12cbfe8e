"""Phrases begin early, end where speech pauses, and lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.synthesis.phrasing import FIRST_HAN_LIMIT, FIRST_LIMIT, SENTENCE_LIMIT, PhraseCutter, sentences


def phrases(text: str) -> list[str]:
    cutter = PhraseCutter()
    return cutter.feed(text) + cutter.flush()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The capital of France is Paris, a large city. It is famous for art, food and fashion.",
            ["The capital of France is Paris, ", "a large city. ", "It is famous for art, food and fashion."],
        ),
        ("Hello there! How are you?", ["Hello there! ", "How are you?"]),
        ("Yes. It is.", ["Yes. ", "It is."]),
        ("Of course; I can do that.", ["Of course; ", "I can do that."]),
        ("It is simple — really.", ["It is simple — ", "really."]),
        ("It is simple—really.", ["It is simple—", "really."]),
        ("It is simple - really.", ["It is simple - ", "really."]),
        (
            "当然可以，我来帮你。巴黎是法国的首都！还有问题吗？",
            ["当然可以，", "我来帮你。", "巴黎是法国的首都！", "还有问题吗？"],
        ),
        ("First point\nSecond point\n", ["First point\n", "Second point\n"]),
        ('He said "Stop." Then he left.', ['He said "Stop." ', "Then he left."]),
        ("他说：“停下。”然后走了。", ["他说：“停下。”", "然后走了。"]),
        ("What?! No way.", ["What?! ", "No way."]),
    ],
)
def test_phrases_end_where_speech_pauses(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


@pytest.mark.parametrize("start", ["Well, ", "1, ", "No, ", "So: ", "嗯，", "1. "])
def test_a_first_phrase_is_worth_saying(start: str) -> None:
    assert phrases(start + "that is quite another matter. Yes.")[0] == start + "that is quite another matter. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Pi is about 3.14 or so.",
        "It costs $1,000.50 today.",
        "Dr. Smith met Mrs. Jones.",
        "Use a tool e.g. a hammer.",
        "The U.S. has fifty states.",
        "J. K. Rowling wrote it.",
        "See https://example.com/a?b=c,d for more.",
        "It is 10:30 a.m. in Rome.",
        "Wait...what is that?",
        "The score was 3：2 at last.",
        "大约是3.14左右",
        "价格是1，000元",
    ],
)
def test_numbers_abbreviations_and_addresses_stay_whole(sentence: str) -> None:
    assert phrases(sentence) == [sentence]


def test_a_later_sentence_is_not_cut_at_its_commas() -> None:
    text = "Sure, I can. There are apples, pears, plums, and cherries, all of them ripe."

    assert phrases(text)[1:] == ["There are apples, pears, plums, and cherries, all of them ripe."]


def test_a_first_phrase_without_punctuation_is_cut_between_words() -> None:
    first, *_ = phrases("word " * 60)

    assert FIRST_LIMIT - 6 <= len(first) <= FIRST_LIMIT + 6
    assert first.endswith("word ")


def test_chinese_without_punctuation_is_cut_between_characters() -> None:
    first, *_ = phrases("我" * 100)

    assert len(first) == FIRST_HAN_LIMIT / 2.5


def test_an_endless_sentence_is_cut_at_a_clause() -> None:
    text = "Yes. " + "one two three four five, " * 20

    assert all(len(phrase) <= SENTENCE_LIMIT for phrase in phrases(text))
    assert all(phrase.rstrip().endswith((",", ".")) for phrase in phrases(text))


def test_the_first_phrase_comes_before_the_answer_is_over() -> None:
    cutter = PhraseCutter()

    assert cutter.feed("The capital") == []
    assert cutter.feed(" of France,") == []
    assert cutter.feed(" as") == ["The capital of France, "]
    assert cutter.flush() == ["as"]
    assert cutter.flush() == []


def test_sentences_are_whole_from_the_first() -> None:
    assert sentences("The capital of France, as you know, is Paris. It is.") == [
        "The capital of France, as you know, is Paris. ",
        "It is.",
    ]


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Well",
                "Dr.",
                "e.g.",
                "U.S.",
                "3.14",
                "1,000",
                "https://a.b/c?d",
                "...",
                "…",
                "word",
                "你好",
                "巴黎",
                "\n",
                "**",
            ]
        ),
        st.sampled_from(list(" .,;:!?—-\"')。！？；，、：")),
        st.text(max_size=4),
    ),
    max_size=80,
).map("".join)


@given(TEXTS)
def test_nothing_is_lost(text: str) -> None:
    assert "".join(phrases(text)) == text
    assert "" not in phrases(text)


@given(TEXTS, st.lists(st.integers(min_value=1, max_value=7), min_size=1))
def test_tokens_do_not_matter(text: str, sizes: list[int]) -> None:
    cutter = PhraseCutter()
    found: list[str] = []
    at = turn = 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        found += cutter.feed(text[at : at + size])
        at, turn = at + size, turn + 1

    assert found + cutter.flush() == phrases(text)
