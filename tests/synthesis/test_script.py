"""What is left of a reply when somebody else takes over, and what of it was spoken."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from echoflow.synthesis.script import Script, word_start
from echoflow.synthesis.synthesizer import SpokenChunk


def chunk(text: str) -> SpokenChunk:
    return SpokenChunk(np.ones(100, np.int16), text, tuple(0.1 * at for at in range(len(text))), estimated=False)


def test_whoever_takes_over_begins_with_the_word_that_was_torn() -> None:
    script = Script()
    for phrase in ("Hello there, ", "my friend. "):
        script.add(phrase)
    script.take(chunk("Hello th"))

    assert script.known(script.resume()) == ["there, ", "my friend. "]


def test_what_is_said_twice_counts_once() -> None:
    script = Script()
    script.add("Hello there.")
    script.end()
    script.take(chunk("Hello th"))
    script.resume()

    first, second = script.take(chunk("the")), script.take(chunk("re."))

    assert [(part.text, len(part.starts), len(part.samples)) for part in (first, second)] == [
        ("e", 1, 100),
        ("re.", 3, 100),
    ]
    assert script.finished


def test_phrases_come_as_they_are_thought_of() -> None:
    async def check() -> list[str]:
        script = Script()
        script.add("One. ")
        phrases = script.since(2)
        got = [await anext(phrases)]
        following = asyncio.ensure_future(anext(phrases))
        await asyncio.sleep(0)
        script.add("Two. ")
        got.append(await following)
        script.end()
        return got + [phrase async for phrase in phrases]

    assert asyncio.run(check()) == ["e. ", "Two. "]


@pytest.mark.parametrize(
    ("text", "cut", "start"),
    [
        ("hello there", 3, 0),
        ("hello there", 5, 5),
        ("hello there", 6, 6),
        ("hello there", 8, 6),
        ("I don't", 5, 2),
        ("about 3.14", 8, 6),
        ("你好世界", 2, 2),
        ("用 Python写", 4, 2),
        ("用Python写", 7, 7),
        ("end.", 4, 4),
        ("", 0, 0),
    ],
)
def test_where_a_torn_word_begins(text: str, cut: int, start: int) -> None:
    assert word_start(text, cut) == start
