"""Joining pieces of a transcript."""

from __future__ import annotations

import pytest

from echoflow.recognition.deepgram_text import join_texts


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        ([], ""),
        (["", " "], ""),
        (["Hello there.", "How are you?"], "Hello there. How are you?"),
        ([" Hello ", "", "you "], "Hello you"),
        (["今天天气", "怎么样？"], "今天天气怎么样？"),
        (["今 天 天 气 怎 么 样 ？"], "今天天气怎么样？"),
        (["你好。", "Echo", "是什么？"], "你好。Echo 是什么？"),
        (["我用 Python 写", "代码"], "我用 Python 写代码"),
        (["こんにちは", "世界"], "こんにちは世界"),
        (["안녕하세요", "여러분"], "안녕하세요 여러분"),
    ],
)
def test_spaces_are_where_the_writing_has_them(pieces: list[str], joined: str) -> None:
    assert join_texts(pieces) == joined
