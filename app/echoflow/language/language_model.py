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

    @property
    def rolls_back(self) -> bool:
        """What was read ahead can be taken back without reading the rest again.

        Where it cannot (recurrent and hybrid models), words that may still change are not worth reading, and an answer
        that may not be wanted is not worth making. Ask whenever it matters: it is known once the model is loaded, and
        changes when another model takes over.
        """

    @property
    def context_length(self) -> int | None:
        """Tokens there is room for, prompt and answer together; None where it is not known (yet)."""

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """How many tokens `messages` are as a prompt, with all that is written around them; of any length.

        Exact for a model in a process of our own, estimated for others. Disturbs no generation that is under way.
        Raises EngineError: there is no model to ask.
        """

    def hold(self) -> None:
        """The request under way makes no more tokens until `go_on`, so that its processor cores are free.

        It ends with that request, so the next one is never held. Does nothing where the work is done elsewhere.
        """

    def go_on(self) -> None:
        """Ends a hold, if there is one."""

    async def close(self) -> None:
        """Ends the process and frees its memory, at most a second later."""
