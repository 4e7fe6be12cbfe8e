"""What thinks behind the stand-in of an OpenAI-compatible server: the packaged model, or a script."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import TypeAlias

from echoflow.language.language_model import Message, Sampling
from echoflow.language.llama import LlamaOptions, LocalLanguageModel
from echoflow.store.model_library import default_model

Answer: TypeAlias = Callable[[Sequence[Message], Sampling], AsyncGenerator[str, None]]
"""Answers a conversation in pieces; each counts as a token."""

_CONTEXT_LENGTH = 8192
"""What SmolLM2 was trained for."""


def says(*pieces: str) -> Answer:
    """Always the same answer."""

    async def answer(_messages: Sequence[Message], _sampling: Sampling) -> AsyncGenerator[str, None]:
        for piece in pieces:
            yield piece

    return answer


class LocalAnswers:
    """The packaged SmolLM2 in a process of its own, one conversation after the other."""

    def __init__(self) -> None:
        self._model = LocalLanguageModel(LlamaOptions(str(default_model()), context_length=_CONTEXT_LENGTH))
        self._one_at_a_time = asyncio.Lock()

    async def load(self) -> None:
        """Takes a second or two."""
        await self._model.load()

    async def answer(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        """See `Answer`."""
        async with self._one_at_a_time, aclosing(self._model.generate(messages, sampling)) as pieces:
            async for piece in pieces:
                yield piece

    async def close(self) -> None:
        """Ends the process."""
        await self._model.close()


def estimated_tokens(text: str) -> int:
    """Four letters to a token, or one character of a script that writes syllables."""
    wide = sum(character >= "\u2e80" for character in text)
    return wide + -(-(len(text) - wide) // 4)
