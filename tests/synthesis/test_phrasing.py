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


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "Photosynthesis is the process by which plants convert sunlight into chemical energy in leaves.",
            "Photosynthesis is the process by which plants convert sunlight ",
        ),
        (
            "No one knows for certain why it is so because nobody has ever asked.",
            "No one knows for certain why it is so ",
        ),
        ("The Second World War ended in 1945 when Germany surrendered in May.", "The Second World War ended in 1945 "),
        ("You could try restarting the router and checking the cable.", "You could try restarting the router "),
        ("我觉得你可以先从基础语法开始学习然后逐步练习写一些小项目", "我觉得你可以先从基础语法开始学习"),
        ("如果你想减肥的话建议每周运动3到5次并且控制每天的热量摄入", "如果你想减肥的话建议每周运动3到5次"),
        (
            "光合作用是植物利用阳光把二氧化碳和水转化为葡萄糖并释放氧气",
            "光合作用是植物利用阳光把二氧化碳和水转化为葡萄糖",
        ),
    ],
)
def test_without_punctuation_a_first_phrase_ends_where_a_speaker_breathes(text: str, first: str) -> None:
    assert phrases(text)[0] == first


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("The main difference between a tiny virus and a bacterium is that one is alive.", "virus "),
        ("They could have known it as well as we do if only they had asked somebody.", "as well "),
        ("An inflation rate of 2% per year means that prices double roughly every 35 years.", "every "),
        ("他们最近一直都在认真地讨论世界和平的问题因为大家都很关心", "世界"),
        ("我们现在所居住的这个小城市里的人们都还存在着很多的问题需要", "还存"),
    ],
)
def test_what_belongs_together_is_not_parted(text: str, torn: str) -> None:
    assert not phrases(text)[0].endswith(torn)


@pytest.mark.parametrize(
    "first",
    [
        'She said "well, no, I think so" to him, ',
        "Use `add(1, 2)` to get three, ",
        "It (as far as I know, at least) works, ",
        "See [the docs, please](https://a.b/c) first, ",
        "他说“好的，没问题，放心吧”，",
    ],
)
def test_a_first_phrase_ends_in_no_quotation_and_no_link(first: str) -> None:
    assert phrases(first + "and then we go on for a while.")[0] == first


def test_the_next_phrase_is_short_enough_to_be_ready_in_time() -> None:
    """After 0.6 s of speech a sentence of 8 s would come late."""
    text = "Yes. " + "It has rivers, lakes and mountains, " * 3 + "and that is all there is to say about it."

    assert phrases(text)[:2] == ["Yes. ", "It has rivers, lakes and mountains, "]


def test_later_sentences_are_put_together() -> None:
    first, *_, later, _ = phrases("It is so. " * 100)

    assert first == "It is so. "
    assert len(later) >= 160
    assert later.endswith("It is so. ")


def test_a_list_is_cut_between_its_items() -> None:
    assert phrases("Here are two things:\n1. Apples, red ones\n2. Pears\n") == [
        "Here are two things:\n",
        "1. Apples, red ones\n",
        "2. Pears\n",
    ]
