"""Models that cannot take back the end of what they have read, with the real llama.cpp."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from echoflow.language.language_model import Message, Sampling
from echoflow.language.llama import GenerationStats, LlamaOptions, LocalLanguageModel
from support.tiny_models import write_hybrid_model, write_recurrent_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SYSTEM = Message("system", "You are Echo, who answers concisely and clearly.")
FIRST = Message("user", "What is it that you do all day?")
SECOND = Message("user", "And then?")
EXACT = Sampling(temperature=0.0, max_tokens=8)
FRAME = 60
"""Tokens, which are letters here, that the template writes around a question and in front of an answer, at most."""

Write = Callable[[Path, str], Path]


@pytest.fixture(params=[write_recurrent_model, write_hybrid_model], ids=["recurrent", "hybrid"])
def write(request: pytest.FixtureRequest) -> Write:
    """Makes the model."""
    made: Write = request.param
    return made


@pytest.fixture(params=["", "<think>\n\n</think>\n\n"], ids=["plain", "thinking"])
def path(request: pytest.FixtureRequest, write: Write, tmp_path: Path) -> Path:
    """The model's file; its template writes nothing before an answer, or something that history does not have."""
    return write(tmp_path / "tiny.gguf", request.param)


@asynccontextmanager
async def loaded(path: Path) -> AsyncIterator[LocalLanguageModel]:
    model = LocalLanguageModel(LlamaOptions(model_path=str(path), context_length=4096))
    try:
        await model.load()
        yield model
    finally:
        await model.close()


async def ask(model: LocalLanguageModel, messages: Sequence[Message]) -> tuple[str, GenerationStats]:
    answer = "".join([piece async for piece in model.generate(messages, EXACT)])
    assert model.stats is not None
    return answer, model.stats


async def ask_anew(path: Path, messages: Sequence[Message]) -> str:
    async with loaded(path) as model:
        answer, stats = await ask(model, messages)
        assert stats.reused_tokens == 0
        return answer


def new_letters(*messages: Message) -> int:
    return sum(len(message.content) + FRAME for message in messages)


def test_it_is_known_that_it_does_not_roll_back(path: Path) -> None:
    async def load() -> None:
        async with loaded(path) as model:
            assert not model.rolls_back

    asyncio.run(load())


def test_each_turn_evaluates_what_is_new_in_it(path: Path) -> None:
    async def talk() -> None:
        conversation = [SYSTEM, FIRST]
        async with loaded(path) as model:
            first, before = await ask(model, conversation)
            assert before.evaluated_tokens == before.prompt_tokens
            for number in range(8):
                conversation += [Message("assistant", first), Message("user", f"And after {number} days?")]
                first, stats = await ask(model, conversation)
                assert stats.evaluated_tokens <= new_letters(*conversation[-2:])
                assert stats.evaluated_tokens + stats.reused_tokens == stats.prompt_tokens
            assert stats.prompt_tokens > 2 * new_letters(*conversation[-2:])

    asyncio.run(talk())


def test_an_answer_of_which_half_was_heard_costs_no_more(path: Path) -> None:
    """And what is answered then is what is answered without anything in the cache."""

    async def talk() -> None:
        async with loaded(path) as model:
            answer, _ = await ask(model, [SYSTEM, FIRST])
            heard = Message("assistant", answer[:4])
            after, stats = await ask(model, [SYSTEM, FIRST, heard, SECOND])
            assert stats.evaluated_tokens <= new_letters(heard, SECOND)
            assert stats.evaluated_tokens + stats.reused_tokens == stats.prompt_tokens
        assert after == await ask_anew(path, [SYSTEM, FIRST, heard, SECOND])

    asyncio.run(talk())


def test_another_beginning_is_read_from_scratch(path: Path) -> None:
    async def talk() -> None:
        other = [Message("system", "Somebody else."), FIRST]
        async with loaded(path) as model:
            await ask(model, [SYSTEM, FIRST])
            answer, stats = await ask(model, other)
            assert stats.evaluated_tokens == stats.prompt_tokens
        assert answer == await ask_anew(path, other)

    asyncio.run(talk())


def test_what_was_read_ahead_is_not_read_again(path: Path) -> None:
    async def talk() -> None:
        async with loaded(path) as model:
            await model.prefill([SYSTEM], EXACT)
            assert model.stats is not None
            ahead = model.stats.evaluated_tokens
            assert ahead > len(SYSTEM.content)
            answer, stats = await ask(model, [SYSTEM, FIRST])
            assert stats.reused_tokens == ahead
            # A conversation that is shorter than what has been read is not worth forgetting it for.
            await model.prefill([SYSTEM], EXACT)
            assert model.stats.evaluated_tokens == 0
            _, stats = await ask(model, [SYSTEM, FIRST, Message("assistant", answer), SECOND])
            assert stats.evaluated_tokens <= new_letters(Message("assistant", answer), SECOND)

    asyncio.run(talk())


def test_the_same_question_twice_is_read_once(path: Path) -> None:
    async def talk() -> None:
        async with loaded(path) as model:
            answer, _ = await ask(model, [SYSTEM, FIRST])
            again, stats = await ask(model, [SYSTEM, FIRST])
            assert again == answer
            assert stats.evaluated_tokens < FRAME

    asyncio.run(talk())
