"""Whether words look like the end of what somebody wanted to say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.conversation.sentence_end import Ending, sentence_end


@pytest.mark.parametrize(
    "text",
    [
        "What is the capital of France?",
        "Turn it on.",
        "Who is it for?",
        "Where are you from?",
        "I do not know where it is.",
        "Yes, I do.",
        "He said “come in.”",
        "Wake me at 7.",
        "Buy milk, eggs and bread.",
        "No, no, no.",
        "Yes, one more, please.",
        "Is it blue, green, red?",
        "明天会下雨吗",
        "好吧",
        "今天天气怎么样？",
        "这是我的。",
        "我要这个。",
        "买牛奶、鸡蛋和面包。",
    ],
)
def test_a_whole_sentence(text: str) -> None:
    assert sentence_end(text) is Ending.WHOLE


@pytest.mark.parametrize(
    "text",
    [
        "I was wondering whether",
        "I was wondering whether.",
        "Please remind me to",
        "I would like a",
        "I think that it's.",
        "Well, um",
        "It depends on",
        "Tell me how",
        "I need bread,",
        "The thing is...",
        "Can you explain to me why the sky is…",
        "我昨天没去，因为",
        "我想去北京，然后。",
        "如果明天下雨，",
        "我喜欢苹果和",
        "嗯",
    ],
)
def test_a_sentence_that_breaks_off(text: str) -> None:
    assert sentence_end(text) is Ending.BROKEN_OFF


@pytest.mark.parametrize(
    "text",
    [
        "Play some music",
        "My number is 415 555",
        "5, 5 5",
        "Buy milk, eggs, bread.",
        "买牛奶、鸡蛋、面包。",
        "我的电话是 138 1234",
        "我要去的",
    ],
)
def test_a_sentence_that_could_go_on(text: str) -> None:
    assert sentence_end(text) is Ending.BARE


@pytest.mark.parametrize("text", ["", "  ", ".", "?!", "今天天气不错"])
def test_nothing_to_tell_it_by(text: str) -> None:
    assert sentence_end(text) is Ending.UNKNOWN


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    assert sentence_end(text) in Ending


@given(
    st.sampled_from(["What time is it", "My sister likes cats", "我昨天去了北京"]),
    st.sampled_from(["...", "…", ",", "，"]),
)
def test_a_mark_that_is_no_end_always_says_that_more_comes(text: str, mark: str) -> None:
    assert sentence_end(text + mark) is Ending.BROKEN_OFF
