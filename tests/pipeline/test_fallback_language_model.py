"""Several language models as one: who answers, and that a reserve costs nothing before it is needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

import pytest

from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.language.language_model import LanguageModelDiedError, Message, Sampling
from echoflow.pipeline.fallback_language_model import FallbackLanguageModel
from support.scripted_engines import ScriptedModel
from support.switches import Switches
from support.virtual_time import run_in_virtual_time

UNREACHABLE = failure("OpenAI", Trouble.UNREACHABLE)
QUESTION = (Message("user", "What is it?"),)


@dataclass
class Mind:
    """A model that answers in three pieces, and fails before the one whose number `fails_at` is."""

    name: str
    fails_at: int | None = None
    error: Exception = UNREACHABLE
    delay: float = 0.01
    loads: list[Exception | float] = field(default_factory=list)
    loaded: int = 0
    asked: list[Sequence[Message]] = field(default_factory=list)
    read: list[Sequence[Message]] = field(default_factory=list)
    under_way: int = 0
    rolls_back: bool = True
    context_length: int | None = None
    held: bool = False

    async def load(self) -> None:
        self.loaded += 1
        outcome = self.loads.pop(0) if self.loads else 0.0
        if isinstance(outcome, Exception):
            raise outcome
        await asyncio.sleep(outcome)

    async def generate(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        self.asked.append(messages)
        self.under_way += 1
        try:
            for number in range(3):
                await asyncio.sleep(self.delay)
                if number == self.fails_at:
                    raise self.error
                yield f"{self.name}{number} "
        finally:
            self.under_way -= 1

    async def prefill(self, messages: Sequence[Message], sampling: Sampling) -> None:
        self.read.append(messages)

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        return len(self.name) * len(messages)

    def hold(self) -> None:
        self.held = self.under_way > 0

    def go_on(self) -> None:
        self.held = False

    async def close(self) -> None:
        assert self.under_way == 0, "closed while it answers"


@dataclass
class Minds:
    cloud: Mind = field(default_factory=lambda: Mind("openai"))
    local: Mind = field(default_factory=lambda: Mind("local"))
    may_spend: Callable[[str], bool] = lambda _: True
    told: Switches = field(default_factory=Switches)

    def __post_init__(self) -> None:
        self.model = FallbackLanguageModel([self.cloud, self.local], self.told.switchboard, may_spend=self.may_spend)

    async def answer(self) -> str:
        self.pieces: list[str] = []
        async for piece in self.model.generate(QUESTION, Sampling()):
            self.pieces.append(piece)
        return "".join(self.pieces)


CLOUD_ANSWER = "openai0 openai1 openai2 "
LOCAL_ANSWER = "local0 local1 local2 "


def test_the_reserve_is_not_even_loaded_while_the_best_one_answers() -> None:
    async def scenario() -> None:
        minds = Minds()
        await minds.model.load()
        assert await minds.answer() == CLOUD_ANSWER
        assert minds.local.loaded == 0
        assert minds.told.progress == []
        await minds.model.close()

    run_in_virtual_time(scenario)


def test_before_its_first_word_the_next_one_gives_the_whole_answer() -> None:
    async def scenario() -> None:
        minds = Minds(cloud=Mind("openai", fails_at=0), local=Mind("local", loads=[3.0]))
        await minds.model.load()
        assert await minds.answer() == LOCAL_ANSWER
        assert minds.local.asked == [QUESTION]
        assert minds.told.switches == [("llm", "openai", "local")]
        assert minds.told.progress == [
            "EchoFlow's own language model is being loaded; the answer takes a moment longer."
        ]
        await minds.answer()
        assert len(minds.told.progress) == 1, "it is loaded now"
        await minds.model.close()

    run_in_virtual_time(scenario)


def test_one_that_says_nothing_is_not_waited_for_while_another_could_answer() -> None:
    async def scenario() -> None:
        minds = Minds(cloud=Mind("openai", delay=15.0))
        await minds.model.load()
        began = asyncio.get_running_loop().time()
        assert await minds.answer() == LOCAL_ANSWER
        assert asyncio.get_running_loop().time() - began < 5.1
        assert minds.told.sentences[0].startswith("The OpenAI-compatible service does not answer")
        assert minds.cloud.under_way == 0
        await minds.model.close()

        alone = FallbackLanguageModel([minds.cloud], Switches().switchboard)
        await alone.load()
        assert "".join([piece async for piece in alone.generate(QUESTION, Sampling())]) == CLOUD_ANSWER
        await alone.close()

    run_in_virtual_time(scenario)


def test_an_answer_without_a_word_is_an_answer() -> None:
    async def scenario() -> None:
        told = Switches()
        model = FallbackLanguageModel([ScriptedModel([[]]), ScriptedModel([["No."]])], told.switchboard)
        await model.load()
        assert [piece async for piece in model.generate(QUESTION, Sampling())] == []
        assert told.switches == []
        await model.close()

    run_in_virtual_time(scenario)


def test_after_its_first_word_the_answer_ends_with_the_error_and_the_next_turn_is_the_next_models() -> None:
    async def scenario() -> None:
        minds = Minds(cloud=Mind("openai", fails_at=2, error=failure("OpenAI", Trouble.PAYMENT)))
        await minds.model.load()
        with pytest.raises(EngineError, match="no credit"):
            await minds.answer()
        assert minds.pieces == ["openai0 ", "openai1 "]
        assert await minds.answer() == LOCAL_ANSWER
        assert minds.model.name == "local"
        await minds.model.close()

    run_in_virtual_time(scenario)


def test_a_start_without_the_best_one_loads_the_reserve() -> None:
    async def scenario() -> None:
        minds = Minds(cloud=Mind("openai", loads=[failure("OpenAI", Trouble.KEY_REFUSED)]))
        await minds.model.load()
        assert minds.local.loaded == 1
        assert minds.model.name == "local"
        assert await minds.answer() == LOCAL_ANSWER
        await minds.model.close()

    run_in_virtual_time(scenario)


def test_a_start_without_any_is_an_error() -> None:
    async def scenario() -> None:
        minds = Minds(Mind("openai", loads=[UNREACHABLE]), Mind("local", loads=[EngineError("No memory.")]))
        with pytest.raises(EngineError, match=r"cannot be reached; check the network\."):
            await minds.model.load()
        await minds.model.close()

    run_in_virtual_time(scenario)


def test_a_reserve_that_cannot_be_loaded_is_an_error_of_the_answer() -> None:
    async def scenario() -> None:
        minds = Minds(Mind("openai", fails_at=0), Mind("local", loads=[EngineError("No memory.", permanent=True)]))
        await minds.model.load()
        with pytest.raises(EngineError, match="No memory"):
            await minds.answer()
        await minds.model.close()

    run_in_virtual_time(scenario)


def test_the_best_one_is_back_with_the_next_answer() -> None:
    async def scenario() -> None:
        minds = Minds(cloud=Mind("openai", fails_at=0))
        await minds.model.load()
        await minds.answer()
        minds.cloud.fails_at = None
        await asyncio.sleep(1.0)
        assert await minds.answer() == CLOUD_ANSWER
        assert minds.told.sentences[1:] == ["The OpenAI-compatible service is back."]
        await minds.model.close()

    run_in_virtual_time(scenario)


def test_a_model_without_a_reserve_is_asked_again_after_it_died() -> None:
    async def scenario() -> None:
        mind = Mind("local", fails_at=0, error=LanguageModelDiedError("It died."))
        model = FallbackLanguageModel([mind], Switches().switchboard)
        await model.load()
        with pytest.raises(LanguageModelDiedError):
            _ = [piece async for piece in model.generate(QUESTION, Sampling())]
        mind.fails_at = None
        assert [piece async for piece in model.generate(QUESTION, Sampling())]
        await model.close()

    run_in_virtual_time(scenario)


def test_reading_ahead_is_for_the_one_that_will_answer() -> None:
    async def scenario() -> None:
        minds = Minds(cloud=Mind("openai", fails_at=0))
        await minds.model.load()
        await minds.model.prefill(QUESTION, Sampling())
        assert (len(minds.cloud.read), len(minds.local.read)) == (1, 0)
        minds.cloud.loads = [UNREACHABLE] * 20
        await minds.answer()
        await minds.model.prefill(QUESTION, Sampling())
        assert (len(minds.cloud.read), len(minds.local.read)) == (1, 1)
        await minds.model.close()

    run_in_virtual_time(scenario)


def test_tokens_are_counted_and_taken_back_as_by_the_one_that_will_answer() -> None:
    async def scenario() -> None:
        minds = Minds(cloud=Mind("openai", fails_at=0), local=Mind("local", rolls_back=False))
        await minds.model.load()
        assert await minds.model.count_tokens(QUESTION) == len("openai")
        assert minds.model.rolls_back
        minds.cloud.loads = [UNREACHABLE] * 20
        await minds.answer()
        assert await minds.model.count_tokens(QUESTION) == len("local")
        assert not minds.model.rolls_back
        await minds.model.close()

    run_in_virtual_time(scenario)


@pytest.mark.parametrize("cloud_fails", [False, True])
def test_a_hold_is_for_the_one_that_answers(cloud_fails: bool) -> None:
    async def scenario() -> None:
        minds = Minds(cloud=Mind("openai", fails_at=0 if cloud_fails else None))
        await minds.model.load()
        answering, resting = (minds.local, minds.cloud) if cloud_fails else (minds.cloud, minds.local)
        async with aclosing(minds.model.generate(QUESTION, Sampling())) as pieces:
            await anext(pieces)
            minds.model.hold()
            assert (answering.held, resting.held) == (True, False)
            minds.model.go_on()
            assert not answering.held
        await minds.model.close()

    run_in_virtual_time(scenario)


def test_giving_up_reading_ahead_does_not_break_off_the_loading_that_the_answer_waits_for() -> None:
    async def scenario() -> None:
        minds = Minds(Mind("openai", loads=[UNREACHABLE] * 20), Mind("local"), may_spend=lambda name: name == "local")
        minds.local.loads = [5.0]
        reading = asyncio.ensure_future(minds.model.prefill(QUESTION, Sampling()))
        await asyncio.sleep(1.0)
        reading.cancel()
        assert await minds.answer() == LOCAL_ANSWER
        assert minds.local.loaded == 1
        await minds.model.close()

    run_in_virtual_time(scenario)


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_an_answer_that_is_cut_off_stops_the_work(taken: int) -> None:
    async def scenario() -> None:
        minds = Minds(cloud=Mind("openai", fails_at=0))
        await minds.model.load()
        async with aclosing(minds.model.generate(QUESTION, Sampling())) as pieces:
            for _ in range(taken):
                await anext(pieces)
        assert minds.cloud.under_way == minds.local.under_way == 0
        await minds.model.close()

    run_in_virtual_time(scenario)


def test_at_the_budget_the_local_one_answers() -> None:
    async def scenario() -> None:
        minds = Minds(may_spend=lambda engine: engine == "local")
        await minds.model.load()
        assert await minds.answer() == LOCAL_ANSWER
        assert minds.cloud.asked == []
        await minds.model.close()

    run_in_virtual_time(scenario)
