"""The local language model with the packaged model and its real process."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from echoflow.commands.runner import qt_event_loop
from echoflow.errors import EngineError
from echoflow.language.language_model import LanguageModelDiedError, Message, Sampling
from echoflow.language.llama import LlamaOptions, LocalLanguageModel, probe
from echoflow.store.model_library import default_model

SYSTEM = Message("system", "You are a helpful AI assistant named Echo.")
FRANCE = Message("user", "What is the capital of France?")
STORY = Message("user", "Write a long story about a dragon.")
EXACT = Sampling(temperature=0.0, max_tokens=40)
LONG = Sampling(temperature=0.0, max_tokens=2000)
LONG_TEXT = "The dragon flew over the mountains and the sea, and nobody knew where it went. " * 400
"""About 7000 tokens: seconds of prefill."""

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
        model = LocalLanguageModel(LlamaOptions(str(default_model()), context_length=8192))
        run(model.load())
        yield model
        run(model.close())


@asynccontextmanager
async def loaded(options: LlamaOptions, **arguments: Any) -> AsyncIterator[LocalLanguageModel]:
    model = LocalLanguageModel(options, **arguments)
    try:
        await model.load()
        yield model
    finally:
        await model.close()


async def ask(model: LocalLanguageModel, *messages: Message, sampling: Sampling = EXACT) -> str:
    return "".join([piece async for piece in model.generate(messages, sampling)])


def ended(pid: int, seconds: float) -> bool:
    """The process is over within `seconds`; a zombie is."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def test_it_answers_a_question(model: LocalLanguageModel, run: Run) -> None:
    assert "Paris" in run(ask(model, SYSTEM, FRANCE))
    assert model.stats is not None
    assert model.stats.finish == "stop"
    assert model.info is not None
    assert (model.info.architecture, model.info.context_length) == ("llama", 8192)


def test_the_second_question_is_answered_with_the_first_in_mind(model: LocalLanguageModel, run: Run) -> None:
    history = (Message("user", "My name is Alice."), Message("assistant", "Nice to meet you, Alice!"))
    assert "Alice" in run(ask(model, SYSTEM, *history, Message("user", "What is my name?")))


def test_only_what_is_new_in_the_prompt_is_evaluated(model: LocalLanguageModel, run: Run) -> None:
    answer = run(ask(model, SYSTEM, FRANCE))
    before = model.stats
    run(ask(model, SYSTEM, FRANCE, Message("assistant", answer), Message("user", "And of Italy?")))
    after = model.stats
    assert before is not None
    assert after is not None
    # The first prompt and its answer are still in the cache; the second question and the template's frame are not.
    assert after.reused_tokens >= before.prompt_tokens + before.answer_tokens
    assert after.prompt_tokens - after.reused_tokens < 20


def test_a_prefilled_prompt_costs_nothing(model: LocalLanguageModel, run: Run) -> None:
    async def prefill_then_ask() -> str:
        await model.prefill((SYSTEM, FRANCE), EXACT)
        return await ask(model, SYSTEM, FRANCE)

    assert "Paris" in run(prefill_then_ask())
    assert model.stats is not None
    assert model.stats.reused_tokens == model.stats.prompt_tokens
    assert model.stats.evaluated_tokens == 0
    # What was answered is in the cache as well now: the last token of the prompt is asked again what follows it.
    assert "Paris" in run(ask(model, SYSTEM, FRANCE))
    assert model.stats.evaluated_tokens == 1


def test_words_that_changed_are_taken_back(model: LocalLanguageModel, run: Run) -> None:
    async def correct() -> str:
        await model.prefill((SYSTEM, Message("user", "What is the capital of Frank's")), EXACT)
        assert model.stats is not None
        begun = model.stats.prompt_tokens
        answer = await ask(model, SYSTEM, FRANCE)
        assert model.stats.reused_tokens > begun / 2
        return answer

    assert "Paris" in run(correct())


def test_sampling_is_repeatable_with_a_seed_and_ends_at_max_tokens(model: LocalLanguageModel, run: Run) -> None:
    def story(seed: int) -> str:
        return str(run(ask(model, SYSTEM, STORY, sampling=Sampling(temperature=1.5, max_tokens=12, seed=seed))))

    assert story(1) == story(1)
    assert model.stats is not None
    assert (model.stats.finish, model.stats.answer_tokens) == ("length", 12)
    assert len({story(seed) for seed in range(4)}) > 1


def test_no_character_is_split(model: LocalLanguageModel, run: Run) -> None:
    """The model's vocabulary has no Chinese and no emoji: each character comes in two to four tokens."""

    async def pieces(text: str, max_tokens: int) -> list[str]:
        prompt = Message("user", f"Say: {text}")
        messages = (prompt, Message("assistant", text), prompt)
        return [piece async for piece in model.generate(messages, Sampling(temperature=0, max_tokens=max_tokens))]

    for text in ("你好世界", "😀😀😀"):
        whole = run(pieces(text, 60))
        assert "".join(whole) == text
        assert model.stats is not None
        assert model.stats.answer_tokens > len(whole)
        for tokens in range(1, 6):
            cut = run(pieces(text, tokens))
            assert text.startswith("".join(cut))


@pytest.mark.parametrize("during", ["answer", "prefill"])
def test_a_cancel_takes_effect_within_100_ms(
    model: LocalLanguageModel, run: Run, during: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Measured until the process says it is idle; the median, for another program may take the processor away."""

    async def cancel(attempt: int) -> float:
        prompt = Message("user", f"{attempt} {LONG_TEXT}") if during == "prefill" else STORY
        generation = model.generate((SYSTEM, prompt), LONG if during == "answer" else EXACT)
        async with aclosing(generation):
            if during == "answer":
                await anext(generation)
            else:
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(anext(generation), 0.3 + 0.07 * attempt)
            started = time.monotonic()
        await model.idle()
        return time.monotonic() - started

    seconds = [run(cancel(attempt)) for attempt in range(5)]
    with capsys.disabled():
        print(f"\ncancel during {during}: " + ", ".join(f"{1e3 * value:.1f}" for value in seconds) + " ms")  # noqa: T201
    assert model.stats is not None
    assert model.stats.finish == "cancelled"
    assert statistics.median(seconds) < 0.1
    assert "Paris" in run(ask(model, SYSTEM, FRANCE))


def test_what_was_evaluated_before_a_cancel_is_kept(model: LocalLanguageModel, run: Run) -> None:
    async def twice() -> None:
        for _ in range(2):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(model.prefill((SYSTEM, Message("user", LONG_TEXT)), EXACT), 1.5)
            await model.idle()

    run(twice())
    assert model.stats is not None
    assert model.stats.reused_tokens > 20


def test_a_new_question_ends_the_answer_before(model: LocalLanguageModel, run: Run) -> None:
    async def interrupt() -> tuple[str, str]:
        older = model.generate((SYSTEM, STORY), LONG)
        begun = await anext(older)
        newer = await ask(model, SYSTEM, FRANCE)
        return begun + "".join([piece async for piece in older]), newer

    story, newer = run(interrupt())
    assert "Paris" in newer
    assert len(story) < 2000


def test_a_killed_process_is_reported_and_replaced(model: LocalLanguageModel, run: Run) -> None:
    async def kill() -> tuple[int | None, int | None]:
        generation = model.generate((SYSTEM, STORY), LONG)
        await anext(generation)
        before = model.pid
        assert before is not None
        os.kill(before, signal.SIGKILL)
        with pytest.raises(LanguageModelDiedError, match="stopped unexpectedly and is being started again"):
            async for _ in generation:
                pass
        assert "Paris" in await ask(model, SYSTEM, FRANCE)
        return before, model.pid

    before, after = run(kill())
    assert None not in (before, after)
    assert before != after


def test_a_process_that_hangs_is_killed_and_replaced(model: LocalLanguageModel, run: Run) -> None:
    async def hang() -> None:
        generation = model.generate((SYSTEM, STORY), LONG)
        await anext(generation)
        before = model.pid
        assert before is not None
        os.kill(before, signal.SIGSTOP)
        await generation.aclose()
        async with asyncio.timeout(10):
            await model.idle()
        assert "Paris" in await ask(model, SYSTEM, FRANCE)
        assert model.pid != before

    run(hang())


def test_a_small_context_forgets_the_oldest_turns(run: Run) -> None:
    turns = [
        message
        for number in range(20)
        for message in (
            Message("user", f"Tell me about the number {number}."),
            Message("assistant", "It is nice. " * 5),
        )
    ]

    async def talk() -> None:
        async with loaded(LlamaOptions(str(default_model()), context_length=256)) as model:
            # What it says after so much of the same differs between processors; that it answers does not.
            assert await ask(model, SYSTEM, *turns, FRANCE)
            assert model.stats is not None
            assert model.info is not None
            assert 0 < model.stats.dropped_messages < len(turns)
            assert model.stats.prompt_tokens <= model.info.context_length - EXACT.max_tokens
            with pytest.raises(EngineError, match=r"This message is too long for the language model: .* holds 256"):
                await ask(model, SYSTEM, Message("user", "word " * 400))
            assert "Paris" in await ask(model, SYSTEM, FRANCE)

    run(talk())


def test_the_cache_may_be_quantised(run: Run) -> None:
    async def talk() -> str:
        async with loaded(LlamaOptions(str(default_model()), kv_type="q8_0", threads=1)) as model:
            return await ask(model, SYSTEM, FRANCE)

    assert "France" in run(talk())


def test_closing_leaves_no_process(run: Run) -> None:
    async def close() -> tuple[int, float]:
        async with loaded(LlamaOptions(str(default_model()), context_length=8192)) as model:
            generation = model.generate((SYSTEM, Message("user", LONG_TEXT)), EXACT)
            waiting = asyncio.ensure_future(anext(generation, None))
            await asyncio.sleep(0.2)
            pid = model.pid
            assert pid is not None
            started = time.monotonic()
            await model.close()
            seconds = time.monotonic() - started
            assert await waiting is None
        assert model.pid is None
        return pid, seconds

    pid, seconds = run(close())
    assert seconds < 1
    assert ended(pid, 0)


def test_the_process_ends_with_its_parent() -> None:
    code = """
import asyncio, os, signal
from echoflow.language.language_model import Message, Sampling
from echoflow.language.llama import LlamaOptions, LocalLanguageModel
from echoflow.store.model_library import default_model
async def main():
    model = LocalLanguageModel(LlamaOptions(str(default_model())))
    async for _ in model.generate([Message("user", "Write a long story about a dragon.")], Sampling(max_tokens=2000)):
        print(model.pid, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""
    parent = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.returncode == -signal.SIGKILL
    assert ended(int(parent.stdout), 5)


def test_it_works_on_the_loop_of_the_desktop_app(qapp: Any) -> None:

    async def talk() -> str:
        async with loaded(LlamaOptions(str(default_model()))) as model:
            generation = model.generate((SYSTEM, STORY), LONG)
            await anext(generation)
            await generation.aclose()
            await model.idle()
            return await ask(model, SYSTEM, FRANCE)

    with qt_event_loop(qapp) as loop:
        assert "Paris" in loop.run_until_complete(talk())


def test_what_is_installed_can_be_asked() -> None:
    build = probe()
    assert build.version
    assert "CPU" in build.system
    assert build.gpu == bool(build.machine.devices)
    assert build.machine.cores >= 1
    assert build.machine.memory is None or build.machine.memory > 0


def test_a_build_that_does_not_start_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"llama\.cpp does not start on this machine"):
        probe([str(tmp_path / "missing")])
    with pytest.raises(EngineError, match=r"llama\.cpp does not start on this machine"):
        probe([sys.executable, "-c", "raise SystemExit(1)"])
