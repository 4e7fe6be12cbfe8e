"""A language model that always gives the same answer: what is heard can be compared with what would have been."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence

from echoflow.language.language_model import Message, Sampling

LONG = (
    "The old lighthouse stands on a narrow cape in the north. It was built from grey granite nearly two hundred years "
    "ago. Every evening the keeper climbed a winding staircase with a can of oil. From the gallery he could see seven "
    "villages and a dozen fishing boats. In winter heavy storms threw salt water against the windows. Today a small "
    "museum tells visitors about those lonely nights. Children love the brass lamp and its enormous lenses. A garden "
    "behind the tower is full of wild roses in June."
)
"""About 30 s of speech, with no sentence like another and none that asks anything."""

MEDIUM = "The harbour museum opens at nine, and its garden is full of wild roses and very old apple trees."
"""About 5 s."""

SHORT = "That is a good point and I am glad to hear it."
"""About 2 s."""


class Reciter:
    """Implements `language_model.LanguageModel`; 5 ms a word, which is quicker than any reader.

    Attributes:
        text: what it answers, whatever is asked.

    """

    name = "local"
    rolls_back = True
    context_length = None

    def __init__(self, text: str = LONG) -> None:
        self.text = text

    async def load(self) -> None:
        """Nothing to load."""

    async def generate(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        """The text, word by word."""
        for number, word in enumerate(self.text.split(" ")):
            await asyncio.sleep(0.005)
            yield word if number == 0 else " " + word

    async def prefill(self, messages: Sequence[Message], sampling: Sampling) -> None:
        """Nothing to read ahead."""

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """One for each word."""
        return sum(len(message.content.split()) for message in messages)

    def hold(self) -> None:
        """Nothing to hold: it takes no processor time to speak of."""

    def go_on(self) -> None:
        """Nothing is held."""

    async def close(self) -> None:
        """Nothing to end."""
