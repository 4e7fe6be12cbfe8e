"""Numbers as words, against a slow but obvious way to say them back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from echoflow.synthesis.reading import numerals

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: at for at, word in enumerate(_ONES.split())} | {word: 10 * at for at, word in enumerate(_TENS.split())}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def value(words: str) -> int:
    total = group = 0
    for word in words.replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word in _SCALES:
            total, group = total + group * _SCALES[word], 0
        else:
            group += _WORDS[word]
    return total + group


def han_value(words: str) -> int:
    if "亿" in words:
        before, _, after = words.rpartition("亿")
        return han_value(before) * 10**8 + han_value(after)
    if "万" in words:
        before, _, after = words.rpartition("万")
        return han_value(before) * 10**4 + han_value(after)
    total = digit = 0
    for character in words:
        if character in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
        else:
            digit = 2 if character == "两" else "零一二三四五六七八九".index(character)
    return total + digit


@given(st.one_of(st.integers(0, 3000), st.integers(0, 10**numerals.LONGEST - 1)))
def test_english_says_the_number(number: int) -> None:
    assert value(numerals.cardinal(str(number))) == number


@given(st.one_of(st.integers(0, 30000), st.integers(0, 10**12 - 1)))
def test_chinese_says_the_number(number: int) -> None:
    assert han_value(numerals.han(str(number))) == number


@given(st.integers(1, 10**6))
def test_an_ordinal_is_its_number_with_an_ending(number: int) -> None:
    assert numerals.ordinal(str(number))[-2:] in ("st", "nd", "rd", "th")


def test_a_number_too_long_to_be_named_is_spelt() -> None:
    assert numerals.cardinal("1" * 16) == " ".join(["one"] * 16)
    assert numerals.han("1" * 16) == "一" * 16
