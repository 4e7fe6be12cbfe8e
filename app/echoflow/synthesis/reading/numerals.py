"""Numbers as words, in English and in Chinese.

Written out here rather than taken from a package: the packages for it know a number, but not a year, a telephone number
or 两 in both languages, and what they know is shorter than the code that would call them.
Arguments are decimal digits, without separators; what cannot be said as a number is said digit by digit.
"""

from __future__ import annotations

import re

_ONES: list[str] = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
)
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ("", " thousand", " million", " billion", " trillion")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}

LONGEST = 15
"""Digits; nobody says the name of a longer number."""

_HAN = "零一二三四五六七八九"
_HAN_PLACES = ("", "十", "百", "千")
_HAN_SCALES = ("", "万", "亿", "万亿")


def cardinal(digits: str) -> str:
    """In English: "3000" is "three thousand", "007" is "zero zero seven"."""
    if _is_code(digits):
        return spelt(digits)
    number = int(digits)
    if number == 0:
        return _ONES[0]
    groups = []
    for scale in _SCALES:
        number, rest = divmod(number, 1000)
        if rest:
            groups.append(_below_thousand(rest) + scale)
    return " ".join(reversed(groups))


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_ONES[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words.append(_TENS[tens] + (f"-{_ONES[ones]}" if ones else ""))
    elif rest:
        words.append(_ONES[rest])
    return " ".join(words)


def spelt(digits: str) -> str:
    """Digit by digit in English."""
    return " ".join(_ONES[int(digit)] for digit in digits)


def decimal(whole: str, fraction: str) -> str:
    """In English: "3" and "14" are "three point one four"; without a fraction it is a cardinal."""
    return f"{cardinal(whole)} point {spelt(fraction)}" if fraction else cardinal(whole)


def ordinal(digits: str) -> str:
    """In English: "21" is "twenty-first"."""
    before, last = _last_word(cardinal(digits))
    return before + (_ORDINALS.get(last) or f"{_before_ending(last)}th")


def decade(digits: str) -> str:
    """In English: "1990" is "nineteen nineties", "90" is "nineties"."""
    before, last = _last_word(year(digits) if len(digits) == 4 else cardinal(digits))
    return f"{before}{_before_ending(last)}s"


def year(digits: str) -> str:
    """In English: "1999" is "nineteen ninety-nine", "1905" "nineteen oh five", "2005" "two thousand five"."""
    century, rest = digits[:-2], digits[-2:]
    if century.endswith("0") and rest.startswith("0"):
        return cardinal(digits)
    if rest == "00":
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' + cardinal(rest[1]) if rest.startswith('0') else cardinal(rest)}"


def _last_word(words: str) -> tuple[str, str]:
    found = re.search(r"[a-z]+$", words)
    assert found is not None, words
    return words[: found.start()], found.group()


def _before_ending(word: str) -> str:
    return f"{word[:-1]}ie" if word.endswith("y") else word


def han(digits: str) -> str:
    """In Chinese: "3000" is 三千, "10500" is 一万零五百, "007" is 零零七."""
    if _is_code(digits):
        return han_spelt(digits)
    number = int(digits)
    if number == 0:
        return _HAN[0]
    groups: list[int] = []
    while number:
        number, rest = divmod(number, 10000)
        groups.append(rest)
    said = ""
    for at in reversed(range(len(groups))):
        group = groups[at]
        if not group:
            continue
        gap = said and (group < 1000 or not groups[at + 1])
        said += ("零" if gap else "") + _han_below_myriad(group) + _HAN_SCALES[at]
    said = re.sub(r"万亿(?=.*亿)", "万", said)
    said = re.sub(r"二(?=千)|(?<![零十百千])二(?=[万亿])", "两", said)
    return re.sub(r"^一十", "十", said)


def _han_below_myriad(number: int) -> str:
    said = ""
    digits = str(number)
    for at, digit in enumerate(digits):
        if digit != "0":
            said += _HAN[int(digit)] + _HAN_PLACES[len(digits) - 1 - at]
        elif not said.endswith("零"):
            said += "零"
    return said.rstrip("零")


def han_spelt(digits: str) -> str:
    """Digit by digit in Chinese, as a year is read."""
    return "".join(_HAN[int(digit)] for digit in digits)


def han_telephone(digits: str) -> str:
    """Digit by digit with 幺 for 一, which over a bad line is taken for 七."""
    return han_spelt(digits).replace("一", "幺")


def han_decimal(whole: str, fraction: str) -> str:
    """In Chinese: "3" and "14" are 三点一四."""
    return f"{han(whole)}点{han_spelt(fraction)}" if fraction else han(whole)


def han_amount(digits: str) -> str:
    """Before a measure word: "2" is 两."""
    return "两" if digits == "2" else han(digits)


def _is_code(digits: str) -> bool:
    return len(digits) > LONGEST or (len(digits) > 1 and digits.startswith("0"))
