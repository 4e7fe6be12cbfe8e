"""Holding a generation of the real model, and counting while it generates."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from echoflow.errors import EngineError
from echoflow.language.language_model import LanguageModelDiedError, Message, Sampling
from echoflow.language.llama import LlamaOptions, LocalLanguageModel
from echoflow.store.model_library import default_model

SYSTEM = Message("system", "You are a helpful AI assistant named Echo.")
FRANCE = Message("user", "What is the capital of France?")
STORY = Message("user", "Write a long story about a dragon.")
EXACT = Sampling(temperature=0.0, max_tokens=40)
LONG = Sampling(temperature=0.0, max_tokens=2000)

Run = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Runs a coroutine on the module's event loop."""
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="module")
def model(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalLanguageModel]:
    """One model for all tests that leave it able to answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ECHOFLOW_HOME", str(tmp_path_factory.mktemp("home")))
        model = LocalLanguageModel(LlamaOptions(model_path=str(default_model()), context_length=2048))
        run(model.load())
        yield model
        run(model.close())


async def ask(model: LocalLanguageModel, *messages: Message) -> str:
    return "".join([piece async for piece in model.generate(messages, EXACT)])


async def rests(model: LocalLanguageModel, story: AsyncGenerator[str, None]) -> asyncio.Task[str]:
    """Holds `story`; returns the wait for its next piece, after seeing that it does not come."""
    model.hold()
    # The process has read the hold when it has answered this.
    await model.count_tokens([FRANCE])
    piece: asyncio.Task[str] = asyncio.ensure_future(anext(story))
    while (await asyncio.wait([piece], timeout=0.5))[0]:
        piece = asyncio.ensure_future(anext(story))
    return piece


def test_a_hold_stops_the_tokens_and_costs_no_processor_time(model: LocalLanguageModel, run: Run) -> None:
    async def hold() -> None:
        story = model.generate((SYSTEM, STORY), LONG)
        await anext(story)
        piece = await rests(model, story)
        before = processor_seconds(model)
        assert not (await asyncio.wait([piece], timeout=0.5))[0]
        assert processor_seconds(model) - before < 0.2
        model.go_on()
        assert await piece
        assert await anext(story)
        await story.aclose()

    run(hold())


def processor_seconds(model: LocalLanguageModel) -> float:
    fields = Path(f"/proc/{model.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_cancel_ends_a_hold(model: LocalLanguageModel, run: Run) -> None:
    async def cancel() -> None:
        story = model.generate((SYSTEM, STORY), LONG)
        await anext(story)
        before = model.pid
        piece = await rests(model, story)
        piece.cancel()
        await model.idle()
        assert model.stats is not None
        assert model.stats.finish == "cancelled"
        assert "Paris" in await ask(model, SYSTEM, FRANCE)
        assert model.pid == before

    run(cancel())


def test_a_new_question_ends_a_hold(model: LocalLanguageModel, run: Run) -> None:
    async def interrupt() -> None:
        story = model.generate((SYSTEM, STORY), LONG)
        await anext(story)
        before = model.pid
        piece = await rests(model, story)
        assert "Paris" in await ask(model, SYSTEM, FRANCE)
        with pytest.raises(StopAsyncIteration):
            await piece
        assert model.pid == before

    run(interrupt())


def test_a_hold_that_comes_late_holds_nothing(model: LocalLanguageModel, run: Run) -> None:
    async def late() -> None:
        assert "Paris" in await ask(model, SYSTEM, FRANCE)
        model.hold()
        assert "Paris" in await ask(model, SYSTEM, FRANCE)
        model.go_on()

    run(late())


def test_a_held_process_that_dies_is_replaced_by_one_that_is_not_held(model: LocalLanguageModel, run: Run) -> None:
    async def die() -> None:
        story = model.generate((SYSTEM, STORY), LONG)
        await anext(story)
        piece = await rests(model, story)
        kill(model, signal.SIGKILL)
        with pytest.raises(LanguageModelDiedError):
            await piece
        assert "Paris" in await ask(model, SYSTEM, FRANCE)

    run(die())


def kill(model: LocalLanguageModel, number: int) -> None:
    assert model.pid is not None
    os.kill(model.pid, number)


def test_a_count_is_what_the_prompt_costs(model: LocalLanguageModel, run: Run) -> None:
    messages = (SYSTEM, FRANCE, Message("assistant", "Paris, 巴黎 😀."), Message("user", "  And of  Italy?\n\n"))

    async def count() -> int:
        counted = await model.count_tokens(messages)
        await ask(model, *messages)
        return counted

    counted = run(count())
    assert model.stats is not None
    assert counted == model.stats.prompt_tokens
    assert run(model.count_tokens((SYSTEM,))) < counted


def test_counting_does_not_wait_for_an_answer_nor_end_it(model: LocalLanguageModel, run: Run) -> None:
    async def count() -> None:
        story = model.generate((SYSTEM, STORY), LONG)
        await anext(story)
        counts = await asyncio.gather(*(model.count_tokens([SYSTEM, FRANCE]) for _ in range(5)))
        assert len(set(counts)) == 1
        # It is still being told: a count in the queue behind it would have come after its end.
        assert await anext(story)
        await story.aclose()
        await model.idle()
        assert model.stats is not None
        assert model.stats.finish == "cancelled"
        # What was made in vain can be counted.
        assert model.stats.answer_tokens >= 2

    run(count())


def test_what_is_longer_than_the_context_is_counted_too(model: LocalLanguageModel, run: Run) -> None:
    words = 5000
    counted = run(model.count_tokens([SYSTEM, Message("user", "dragon " * words), FRANCE]))
    assert words < counted < 3 * words


def test_a_count_outlasts_the_process(model: LocalLanguageModel, run: Run) -> None:
    async def die() -> tuple[int, int]:
        expected = await model.count_tokens([SYSTEM, FRANCE])
        kill(model, signal.SIGSTOP)
        waiting = asyncio.ensure_future(model.count_tokens([SYSTEM, FRANCE]))
        await asyncio.sleep(0)
        kill(model, signal.SIGKILL)
        return expected, await waiting

    expected, counted = run(die())
    assert counted == expected


def test_closing_leaves_nobody_waiting_for_a_count(run: Run) -> None:
    async def close() -> None:
        model = LocalLanguageModel(LlamaOptions(model_path=str(default_model()), context_length=512))
        await model.load()
        kill(model, signal.SIGSTOP)
        waiting = asyncio.ensure_future(model.count_tokens([FRANCE]))
        await asyncio.sleep(0)
        await model.close()
        with pytest.raises(EngineError, match="has been closed"):
            await waiting

    run(close())
