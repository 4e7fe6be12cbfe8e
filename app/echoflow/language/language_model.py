"""What a language model is to the rest of EchoFlow."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from echoflow.errors import EngineError


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of the prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How tokens are chosen; a temperature of 0 always takes the likeliest."""

    temperature: float = 0.7
    top_p: float = 0.95
    top_k: int = 40
    repeat_penalty: float = 1.1
    max_tokens: int = 256
    seed: int | None = None


class LanguageModelDiedError(EngineError):
    """The model's process ended in the middle of its work; the next request will be served by a new one."""


class LanguageModel(Protocol):
    """Turns a conversation into an answer. Called on the main loop; the work is done in another process or machine."""

    name: str
    """`local`, `openai`, ..."""

    async def load(self) -> None:
        """Makes ready and warm. Raises EngineError: one sentence about the file, its format or the memory."""

    def generate(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        """The answer in pieces as they are made (never splitting a character).

        Closing the generator, or cancelling the task that iterates it, stops the work within 100 ms, also during
        prefill. Only one generation runs at a time: a new one cancels the one before.
        When the conversation does not fit the context, the oldest turns are left out of the prompt; the system
        message and the last user message always stay.

        Raises:
            LanguageModelDiedError: the process ended; the next call will be served by a new one.
            EngineError: the request cannot be served.

        """

    async def prefill(self, messages: Sequence[Message], sampling: Sampling) -> None:
        """Reads `messages` ahead, so that `generate` with the same ones, or more, begins sooner.

        A `generate` that comes meanwhile goes first, and keeps what was read. Raises EngineError as `generate` does.
        """

    async def close(self) -> None:
        """Ends the process and frees its memory, at most a second later."""
