"""What an English answer sounds like."""

from __future__ import annotations

import pytest

from echoflow.synthesis.reading.expressions import UNITS
from echoflow.synthesis.reading.reader import Reader


def spoken(text: str) -> str:
    return Reader().read(text).spoken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Numbers
        ("I counted 3,000 birds.", "I counted three thousand birds."),
        ("It is 1.5 or 3.14.", "It is one point five or three point one four."),
        ("There are 0 left.", "There are zero left."),
        ("The code is 007.", "The code is zero zero seven."),
        ("1,234,567 people", "one million two hundred thirty-four thousand five hundred sixty-seven people"),
        ("apples, 1, 2, and 3", "apples, one, two, and three"),
        ("the 1st, 2nd, 3rd and 21st", "the first, second, third and twenty-first"),
        ("It fell by -5 points.", "It fell by minus five points."),
        ("half is 1/2, then 2/3 and 3/4", "half is one half, then two thirds and three quarters"),
        ("2 1/2 cups", "two and a half cups"),
        ("½ cup or 1½ cups", "one half cup or one and a half cups"),
        ("open 24/7", "open twenty-four seven"),
        ("3-5 people", "three to five people"),
        ("pages 10–12", "pages ten to twelve"),
        ("a 3:2 win", "a three to two win"),
        ("a 4x6 photo", "a four by six photo"),
        # Years
        ("in 1999", "in nineteen ninety-nine"),
        ("in 1905 and 2005", "in nineteen oh five and two thousand five"),
        ("by 2026", "by twenty twenty-six"),
        ("the 1990s", "the nineteen nineties"),
        ("the '90s and the 80s", "the nineties and the eighties"),
        ("from 1939-1945", "from nineteen thirty-nine to nineteen forty-five"),
        # Dates and times
        ("on 2026-11-22", "on November twenty-second, twenty twenty-six"),
        ("on November 22, 2026.", "on November twenty-second, twenty twenty-six."),
        ("May 1st", "May first"),
        ("the 3 March", "the third of March"),
        ("at 10:30", "at ten thirty"),
        ("at 9:05 am.", "at nine oh five A.M.."),
        ("at 12:00", "at twelve o'clock"),
        ("at 3 p.m.", "at three P.M."),
        # Money
        ("It is $5.50.", "It is five dollars and fifty cents."),
        ("It is $1.", "It is one dollar."),
        ("$0.99", "ninety-nine cents"),
        ("$2.5 million", "two point five million dollars"),
        ("$10-20", "ten to twenty dollars"),
        ("€20–€30/month", "twenty to thirty euros per month"),
        ("$3M", "three million dollars"),
        ("€20 and £3.01", "twenty euros and three pounds and one penny"),
        ("¥20", "twenty yuan"),
        ("$10/month", "ten dollars per month"),
        # Percent, units, degrees
        ("50% off", "fifty percent off"),
        ("5-10%", "five to ten percent"),
        ("5 km away", "five kilometers away"),
        ("1 kg", "one kilogram"),
        ("8 GB of RAM", "eight gigabytes of RAM"),
        ("60 km/h", "sixty kilometers per hour"),
        ("20 °C", "twenty degrees Celsius"),
        ("20°C (68°F)", "twenty degrees Celsius (sixty-eight degrees Fahrenheit)"),
        ("-5°C", "minus five degrees Celsius"),
        ("15-20°C", "fifteen to twenty degrees Celsius"),
        ("a 90° angle", "a ninety degrees angle"),
        ("50 m²", "fifty square meters"),
        ("100g of rice", "one hundred grams of rice"),
        # Telephone numbers
        ("Call 555-1234.", "Call five five five, one two three four."),
        ("(555) 123-4567", "five five five, one two three, four five six seven"),
        ("Call 911 now.", "Call nine one one now."),
        # Mathematics
        ("2 + 2 = 4", "two plus two equals four"),
        ("3 × 4 ≈ 12", "three times four is about twelve"),
        ("3 * 4", "three times four"),
        ("5 - 3", "five minus three"),
        ("x² and x^3", "x squared and x cubed"),
        # Abbreviations
        ("Dr. Smith met Mrs. Jones.", "Doctor Smith met Missus Jones."),
        ("fruit, e.g. apples", "fruit, for example apples"),
        ("that is, i.e. now", "that is, that is now"),
        ("pears etc.", "pears et cetera."),
        ("cats vs. dogs", "cats versus dogs"),
        ("approx. 3 hours", "approximately three hours"),
        ("St. Paul on Main St.", "Saint Paul on Main Street."),
        ("the U.S. team", "the U.S. team"),
        ("Louis XIV", "Louis XIV"),
        # Signs
        ("salt & pepper", "salt and pepper"),
        ("R&D", "R and D"),
        ("he/she", "he or she"),
        ("and/or", "and or"),
        ("~5 minutes", "about five minutes"),
        ("the #1 song", "the number one song"),
        ("A -> B", "A to B"),
        ("C++ and C#", "C plus plus and C sharp"),
        # Addresses
        ("See https://www.example.com/.", "See example dot com."),
        ("See example.com/docs for it.", "See example dot com slash docs for it."),
        ("https://example.com/a/b/c?d=e", "example dot com"),
        ("bob.ray@example.com", "bob dot ray at example dot com"),
        # Names with digits
        ("GPT-4 and an iPhone 15", "GPT-four and an iPhone fifteen"),
        ("H2O and 5G", "H two O and five G"),
        ("Python 3.11.2", "Python three point eleven point two"),
        # Emoji and emoticons
        ("Great 😀! Bye 👍🏽", "Great! Bye "),
        ("See you :)", "See you "),
        ("A naïve café", "A naïve café"),
    ],
)
def test_signs_and_digits_are_words(text: str, said: str) -> None:
    assert spoken(text) == said


@pytest.mark.parametrize("text", ["", " \n", "...", "***", "😀 👍", "---\n", ":)"])
def test_nothing_to_say_is_empty(text: str) -> None:
    assert spoken(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Hello there, my friend.",
        "Well... it's fine — really; isn't it?",
        'He said "no" (twice).',
        "No. I said no!",
        "The sun. The moon. Jan said so.",
        "Sam ate in an ordinary way.",
    ],
)
def test_words_are_left_alone(text: str) -> None:
    assert spoken(text) == text


@pytest.mark.parametrize("unit", UNITS.split("|"))
def test_every_unit_has_words_in_both_languages(unit: str) -> None:
    assert spoken(f"It is 3 {unit} or so.").startswith("It is three ")
    assert spoken(f"大约3{unit}左右。").startswith("大约三")


@pytest.mark.parametrize("sign", ["$", "US$", "HK$", "€", "£", "¥", "￥", "₹", "USD ", "EUR ", "GBP ", "CNY ", "RMB "])
@pytest.mark.parametrize("amount", ["1", "2.50", "3-5", "4 million", "5M", "6万"])
def test_every_currency_has_words_in_both_languages(sign: str, amount: str) -> None:
    for text in (f"It is {sign}{amount} or so.", f"大约{sign}{amount}左右。"):
        assert not set("$€£¥￥₹0123456789") & set(spoken(text))
