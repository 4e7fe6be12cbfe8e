"""What is worth keeping of what the user said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.conversation import summary
from echoflow.conversation.summary import Statement, carries, score, select, statements, usable


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Remember that the door code is 4711.", "My name is Ann."),
        ("My name is Ann.", "I think that is nice."),
        ("I live in Bergen.", "I went out yesterday."),
        ("My sister is called Mia.", "We talked for a while."),
        ("I'm allergic to peanuts.", "I wonder what that is."),
        ("My dog is 7 years old.", "My dog is nice."),
        ("I work for Siemens.", "I work."),
        ("记住，会议是三点。", "我叫小明。"),
        ("我叫小明。", "我昨天出去了。"),
        ("我对花生过敏。", "我昨天出去了。"),
        ("我妈妈住在上海。", "今天天气很好。"),
        ("I live in Oslo.", "The sky is blue."),
        ("The wifi password is swordfish.", "I forgot about it."),
        ("It's my birthday tomorrow.", "It was a nice day for me."),
        ("我最喜欢的颜色是蓝色。", "帮我查一下天气。"),
        ("Please remember to call Tom.", "I remember that day."),
    ],
)
def test_what_is_kept_longer(more: str, less: str) -> None:
    assert score(more) > score(less)


@pytest.mark.parametrize(
    "sentence",
    [
        "What is my name?",
        "Do you remember my name?",
        "Can you tell me about my rights?",
        "I think so.",
        "I want to know more about bees.",
        "Thank you.",
        "Tell me about the sea.",
        "你还记得我的名字吗？",
        "我的名字是什么？",
        "我想知道蜜蜂的事。",
        "",
        "...",
    ],
)
def test_what_is_not_worth_keeping(sentence: str) -> None:
    assert score(sentence) == 0


def test_a_turn_is_quoted_by_sentences_and_a_long_one_by_clauses() -> None:
    said = "Hello there. My name is Ann, by the way. What is the weather like? My budget is 2.50 euros."
    assert [one.text for one in statements(3, said)] == ["My name is Ann, by the way.", "My budget is 2.50 euros."]

    rambling = "well, " * 20 + "I live in Bergen, " + "you know, " * 20
    assert [one.text for one in statements(3, rambling)] == ["I live in Bergen"]

    assert [one.text for one in statements(3, "我叫小明。今天几点？我住在上海。")] == ["我叫小明。", "我住在上海。"]


@given(st.text(max_size=400))
def test_quotes_are_the_users_own_words(said: str) -> None:
    for statement in statements(1, said):
        assert statement.text in said
        assert statement.score > 0


def test_a_digest_carries_a_statement_whose_words_it_has() -> None:
    assert carries("The user is Ann and lives in Oslo.", "My name is Ann.")
    assert not carries("The user told us their name.", "My name is Ann.")
    assert not carries("The meeting is at 3.", "Remember the meeting is at 4.")
    assert carries("用户小明住在上海。", "我叫小明。")
    assert not carries("用户住在北京。", "我住在上海。")


SOURCE = "My name is Ann and I have a dog. What do bees make? Bees make honey."


@pytest.mark.parametrize(
    ("digest", "kept"),
    [
        ("Ann has a dog. She asked what bees make.", "Ann has a dog. She asked what bees make."),
        ("Ann has a dog. She asked what bees", "Ann has a dog."),
        ("", ""),
        ("   \n ", ""),
        ("Ann has a dog. Ann has a dog. Ann has a dog.", ""),
        ("the dog and the dog and the dog and the dog and the dog and the dog.", ""),
        ("<|im_start|>user Ann has a dog.", ""),
        ("Quantum computers exploit superposition to factor integers quickly.", ""),
        ("Ann", ""),
        ("1.", ""),
    ],
)
def test_a_digest_is_kept_as_far_as_it_can_be_believed(digest: str, kept: str) -> None:
    assert usable(digest, SOURCE) == kept


@given(st.text(max_size=300))
def test_a_digest_is_shortened_and_never_changed(digest: str) -> None:
    assert " ".join(digest.split()).startswith(usable(digest, digest))


facts = st.builds(
    Statement,
    turn=st.integers(1, 40),
    text=st.text("abcdefgh 我他", min_size=1, max_size=12),
    score=st.integers(1, 6),
)


@given(st.lists(facts, max_size=30), st.integers(0, 10))
def test_the_oldest_of_the_lowest_score_go_first(found: list[Statement], room: int) -> None:
    kept = select(found, "", lambda some: len(some) <= room)
    everything = select(found, "", lambda _: True)

    assert kept == [one for one in everything if one in kept], "in the order they were made"
    assert len(kept) == min(room, len(everything))
    for gone in [one for one in everything if one not in kept]:
        assert all((gone.score, gone.turn) <= (one.score, one.turn) for one in kept)


def test_what_was_said_twice_is_quoted_once_as_it_was_said_last() -> None:
    found = [*statements(1, "My name is Ann."), *statements(5, "I said my name is Ann!")]
    again = [*statements(1, "My name is Ann."), *statements(5, "my name is, please, Ann.")]

    assert [one.turn for one in select(again, "", lambda _: True)] == [5]
    assert len(select(found, "", lambda _: True)) == 2, "other words, so nobody can tell that it is the same"


def test_a_statement_that_the_digest_carries_is_not_quoted() -> None:
    found = statements(1, "My name is Ann. I live in Oslo.")
    assert [one.text for one in select(found, "The user is called Ann.", lambda _: True)] == ["I live in Oslo."]


def test_the_model_is_addressed_in_the_users_language() -> None:
    assert summary.wording("我叫 Ann，我住在上海。") is summary.CHINESE
    assert summary.wording("My name is 小明 and I live in Oslo.") is summary.ENGLISH
    assert summary.wording("") is summary.ENGLISH
