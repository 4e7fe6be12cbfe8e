"""What is to be said in one reply and how far it has come, so that whoever takes over says the rest of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace

from echoflow.synthesis.synthesizer import SpokenChunk

_STANDS_ALONE = "㐀-鿿豈-﫿぀-ヿ"
"""Characters that are words, or may be: a border before any of them tears nothing."""

_WORD = re.compile(rf"[^\W{_STANDS_ALONE}]+(?:['’.,:-][^\W{_STANDS_ALONE}]+)*")


class Script:
    """Takes phrases as they are thought of and chunks as they are spoken.

    Attributes:
        text: so far.
        spoken: how many of its characters have come as sound.
        complete: no more phrases will come.
    """

    def __init__(self) -> None:
        self.text = ""
        self.spoken = 0
        self.complete = False
        self._ends: list[int] = []
        self._repeated = 0
        self._changed = asyncio.Event()

    @property
    def finished(self) -> bool:
        """Nothing is left to be said, and nothing will come."""
        return self.complete and self.spoken >= len(self.text)

    def add(self, phrase: str) -> None:
        """The next phrase."""
        self.text += phrase
        self._ends.append(len(self.text))
        self._changed.set()

    def end(self) -> None:
        """There are no more phrases."""
        self.complete = True
        self._changed.set()

    async def read(self, phrases: AsyncIterator[str]) -> None:
        """Takes phrases until there are no more."""
        try:
            async for phrase in phrases:
                self.add(phrase)
        finally:
            self.end()

    def resume(self) -> int:
        """The character from which somebody else is to go on: where the word begins that would be torn."""
        begin = word_start(self.text, self.spoken)
        self._repeated = self.spoken - begin
        return begin

    def take(self, chunk: SpokenChunk) -> SpokenChunk:
        """What was spoken since `resume`: the same sound, with the text that had not been spoken before."""
        known = min(self._repeated, len(chunk.text))
        self._repeated -= known
        self.spoken += len(chunk.text) - known
        return replace(chunk, text=chunk.text[known:], starts=chunk.starts[known:]) if known else chunk

    def known(self, position: int) -> list[str]:
        """The phrases from a character on, the first of them perhaps in part, as far as they have come."""
        ends = [end for end in self._ends if end > position]
        return [self.text[begin:end] for begin, end in zip([position, *ends], ends, strict=False)]

    async def since(self, position: int) -> AsyncGenerator[str, None]:
        """The same, and those that are still to come, as they do."""
        while True:
            if phrases := self.known(position):
                position = len(self.text)
                for phrase in phrases:
                    yield phrase
            elif self.complete:
                return
            else:
                self._changed.clear()
                await self._changed.wait()


def word_start(text: str, cut: int) -> int:
    """Where the word begins that cutting `text` before character `cut` would tear; `cut` if it tears none.

    Chinese characters stand for themselves; punctuation belongs to a word only between its letters ("don't", "3.14").
    """
    torn = (word.start() for word in _WORD.finditer(text) if word.start() < cut < word.end())
    return next(torn, cut)
