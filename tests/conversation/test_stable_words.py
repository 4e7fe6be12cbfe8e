"""Words are stable when two looks in a row agree on them, and until one contradicts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.conversation.stable_words import StableWords

SPOKEN = st.lists(st.sampled_from(["I", "would", "like", "it's", "3.5", "你", "好", "ก"]), max_size=8)
LOOKS = st.lists(SPOKEN.map(" ".join), max_size=8)


def stable_after(*looks: str) -> str:
    words = StableWords()
    return [words.add(look) for look in looks][-1]


def count(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(
    ("looks", "stable"),
    [
        (["What is the"], ""),
        (["What is the", "What is the capital"], "What is the"),
        (["What is the.", "What is the capital", "What is the capital of"], "What is the capital"),
        (["what is the cap", "What is the capital of", "What is the capital of France?"], "What is the capital of"),
        (["It is hot.", "It is hot?"], "It is hot"),
        (["I have, well", "I have well over"], "I have well"),
        (["He said it’s 3.5", "he said it's 3.5 metres"], "he said it's 3.5"),
        (["今天天", "今天天气"], "今天天"),
        (["今天天气很", "今天天气，很好"], "今天天气，很"),
        (["打开 Wi", "打开 WiFi 和", "打开WiFi和灯"], "打开WiFi和"),
        (["สวัส", "สวัสดี"], "สวัส"),
        (["", "   ", "..."], ""),
    ],
)
def test_what_two_looks_agree_upon_is_stable(looks: list[str], stable: str) -> None:
    assert stable_after(*looks) == stable


def test_looks_that_are_not_neighbours_do_not_count() -> None:
    assert stable_after("Turn on", "Burn", "Turn on") == ""


def test_a_contradiction_takes_back_what_follows_it() -> None:
    assert stable_after("I want two red", "I want two red apples", "I want to read") == "I want"


def test_a_shorter_look_takes_nothing_back() -> None:
    assert stable_after("I want two red", "I want two red apples", "I want", "") == "I want two red"


def test_what_was_taken_back_can_come_again() -> None:
    looks = ("Two red", "Two red", "To read", "Two red", "Two red")

    assert stable_after(*looks[:3]) == ""
    assert stable_after(*looks) == "Two red"


@given(LOOKS)
def test_every_stable_word_was_heard_in_two_looks_in_a_row(looks: list[str]) -> None:
    words = StableWords()
    for number, look in enumerate(looks):
        stable = words.add(look)
        agreed = zip(["", *looks[:number]], looks[: number + 1], strict=True)
        assert not stable or any(
            f"{one} ".startswith(f"{stable} ") and f"{two} ".startswith(f"{stable} ") for one, two in agreed
        )


@given(LOOKS)
def test_it_shrinks_only_to_where_it_is_contradicted(looks: list[str]) -> None:
    words = StableWords()
    before = ""
    for look in looks:
        stable = words.add(look)
        if count(stable) < count(before):
            assert f"{before} ".startswith(f"{stable} " if stable else "")
            assert look.split()[count(stable)] != before.split()[count(stable)]
        else:
            assert f"{stable} ".startswith(f"{before} " if before else "")
        before = stable


@given(LOOKS)
def test_case_and_punctuation_of_a_look_change_no_word(looks: list[str]) -> None:
    plain, shouted = StableWords(), StableWords()
    for number, look in enumerate(looks):
        other = ", ".join(look.upper().split()) + "!" if number % 2 else look
        assert plain.add(look).casefold().split() == shouted.add(other).casefold().replace(",", "").split()


@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_text_will_do(looks: list[str]) -> None:
    words = StableWords()
    for look in looks:
        words.add(look)
