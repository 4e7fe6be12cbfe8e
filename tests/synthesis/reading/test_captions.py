"""What was said leads back to what was written, whole word by whole word."""

from __future__ import annotations

import itertools
import math
import re

from hypothesis import given
from hypothesis import strategies as st

from echoflow.conversation.heard import SpokenText
from echoflow.synthesis.phrasing import PhraseCutter
from echoflow.synthesis.reading.captions import Captions
from echoflow.synthesis.reading.reader import Reader

_PIECES = """
Well,_|3,000 km_|$5.50|2026-11-22_|10:30 am_|**bold**_|`code`_|[a link](https://a.b/c)_|😊|2/3_|Dr. Smith_|e.g._|50%
今天20°C，|2个苹果。|¥20|hello_|you_|.~|# Title~|- item~|1. one~|¦ a ¦ 1 ¦~|¦---¦---¦~|```~|x = 1~|~|https://x.com/y_|…
-5_|1990s_|C++_|（3-5天）|$5 million_|Nov. 22, 2026_|3 * 4|*|\\*|½|x²|“|”
"""
PIECES = st.sampled_from(
    [piece.replace("_", " ").replace("~", "\n").replace("¦", "|") for piece in re.split(r"[|\n]", _PIECES.strip())]
    + ["\u3000", "\r", "\u2028", "_", "~"]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25).map("".join)


def cut(text: str) -> list[str]:
    cutter = PhraseCutter()
    return cutter.feed(text) + cutter.flush()


@given(TEXTS)
def test_a_reading_runs_along_its_phrase(text: str) -> None:
    reader = Reader()
    for phrase in cut(text):
        reading = reader.read(phrase)

        assert len(reading.places) == len(reading.spoken)
        assert all(0 <= place < len(phrase) for place in reading.places)
        assert all(one <= other for one, other in itertools.pairwise(reading.places))


@given(TEXTS)
def test_reading_again_changes_nothing_for_a_voice(text: str) -> None:
    """No digits and no Markdown are left for an engine to stumble over."""
    reader = Reader()
    for phrase in cut(text):
        assert not any(character in "0123456789*`#|" for character in reader.read(phrase).spoken)


def performed(text: str, size: int) -> tuple[SpokenText, int]:
    """`text` read and spoken, a letter a sample, in pieces of `size`; and how long that takes."""
    reader, captions, spoken, samples = Reader(), Captions(), SpokenText(), 0
    for phrase in cut(text):
        reading = reader.read(phrase)
        captions.add(phrase, reading)
        for begin in range(0, len(reading.spoken), size):
            piece = reading.spoken[begin : begin + size]
            written = captions.place(piece, range(len(piece)), len(piece))
            spoken.add(written.text, written.starts, len(piece))
            samples += len(piece)
    spoken.add(rest := captions.rest(), [0.0] * len(rest), 0, shown=True)
    return spoken, samples


@given(TEXTS, st.integers(1, 30))
def test_nothing_that_was_written_is_lost(text: str, size: int) -> None:
    spoken, _ = performed(text, size)

    assert spoken.text == text
    assert spoken.heard(math.inf) == text.rstrip()


@given(TEXTS, st.integers(1, 30), st.floats(0, 1))
def test_what_was_heard_ends_with_a_whole_word_of_what_was_written(text: str, size: int, share: float) -> None:
    spoken, samples = performed(text, size)

    heard = spoken.heard(share * samples)

    assert text.startswith(heard)
    following = text[len(heard) : len(heard) + 1]
    assert not (heard[-1:].isascii() and heard[-1:].isalnum() and following.isascii() and following.isalnum())


def test_a_number_is_heard_when_all_its_words_were() -> None:
    text = "It has 3,000 km of coast."
    spoken, _ = performed(text, 5)
    said = Reader().read(text).spoken

    assert spoken.heard(said.index("thousand") + 2) == "It has"
    assert spoken.heard(said.index("kilometers") + 1) == "It has 3,000"
    assert spoken.heard(said.index("of") + 1) == "It has 3,000 km"


def test_code_counts_as_heard_when_what_follows_it_sounds() -> None:
    text = "Look:\n```\nx = 1\n```\nThat is all."
    spoken, samples = performed(text, 7)

    assert "x = 1" not in spoken.heard(10)
    assert spoken.heard(samples - 3) == "Look:\n```\nx = 1\n```\nThat is"


def test_code_at_the_end_counts_as_heard() -> None:
    text = "Look:\n```\nx = 1\n```"
    spoken, samples = performed(text, 7)

    assert spoken.heard(samples) == text
