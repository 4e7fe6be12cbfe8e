"""What is found in a text: words, their beginnings, and Chinese words of any length."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from echoflow.store.conversations_words import indexed, marks, match_expression, phrases_of, snippet


def marked(text: str, query: str) -> list[str]:
    return [text[begin:end] for begin, end in marks(text, phrases_of(query))]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("今天天气怎么样？", "天", ["天", "天"]),
        ("今天天气怎么样？", "天气", ["天气"]),
        ("今天天气怎么样？", "今天天气怎么样", ["今天天气怎么样"]),
        ("今天，天气怎么样？", "今天天气", ["今天，天气"]),
        ("今天天气怎么样？", "气天", []),
        ("The weather in Vienna", "wea", ["weather"]),
        ("The weather in Vienna", "VIENNA the", ["The", "Vienna"]),
        ("The weather in Vienna", "eather", []),
        ("We don't know", "don't", ["don't"]),
        ("Un café crème", "CAFE", ["café"]),
        ("全角ＡＢＣ文字", "abc", ["ＡＢＣ"]),
        ("用GPU跑模型", "gpu跑", ["GPU跑"]),
        ("Straße", "strasse", ["Straße"]),
        ("3.5 grams", "3.5", ["3.5"]),
        ("snow ❄ and sun", "❄", ["❄"]),
        ("anything", "?!", []),
    ],
)
def test_words_are_found_as_people_write_them(text: str, query: str, found: list[str]) -> None:
    assert marked(text, query) == found


def test_a_query_without_words_looks_for_nothing() -> None:
    assert phrases_of(" ?! … ") == ()


TEXTS = st.text(alphabet="天气今北京abAB é，.'_ 1ß❄", max_size=14)


@given(TEXTS, TEXTS)
@example("aß", "ass")
@example("a_b", "a b")
def test_what_sqlite_finds_is_what_is_marked(text: str, query: str) -> None:
    phrases = phrases_of(query)
    if not phrases:
        return
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (user, tokenize = 'ascii')")
        connection.execute("INSERT INTO words VALUES (?)", (indexed(text),))
        rows = connection.execute("SELECT 1 FROM words WHERE words MATCH ?", (match_expression(phrases),)).fetchall()
    assert bool(rows) == all(marks(text, (phrase,)) for phrase in phrases)


def test_a_snippet_is_one_line_around_the_first_hit() -> None:
    text = "A long beginning of many words that says nothing much.\nThen the milk is warmed, and the " + "rest " * 40

    found = snippet(text, phrases_of("milk"))

    [(begin, end)] = found.marks
    assert found.text[begin:end] == "milk"
    assert (found.text[0], found.text[-1]) == ("…", "…")
    assert "\n" not in found.text
    assert len(found.text) < 100


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("牛奶要热的", phrases_of("热")).text == "牛奶要热的"


@given(TEXTS, TEXTS)
def test_the_marks_of_a_snippet_are_within_it(text: str, query: str) -> None:
    found = snippet(text * 9, phrases_of(query))
    assert all(0 <= begin < end <= len(found.text) for begin, end in found.marks)
