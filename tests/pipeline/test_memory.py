"""The work on the conversation's prompt while nobody waits for an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QCoreApplication

from echoflow.conversation.history import History
from echoflow.conversation.summary import ENGLISH
from echoflow.conversation.window import Sizes
from echoflow.errors import EngineError
from echoflow.language.language_model import Message, Sampling
from echoflow.pipeline import memory as memory_module
from echoflow.pipeline.memory import Memory
from support.scripted_engines import Piece, ScriptedModel

PLENTY = 60.0
"""Seconds that are left of an answer."""

DIGEST = "The user asked about bees, and bees make honey."


class Table:
    """A conversation, its memory and a model with room for few words."""

    def __init__(self, answers: Sequence[Sequence[Piece]] = (), *, rolls_back: bool = True, context: int = 400) -> None:
        self.model = ScriptedModel(list(answers), rolls_back=rolls_back, context_length=context)
        self.history = History()
        self.now = 0.0
        self.memory = Memory(
            self.model, self.history, "Be brief.", Sampling(max_tokens=50), Sizes(), clock=lambda: self.now
        )

    def talk(self, turns: int) -> None:
        for turn in range(self.history.last_turn + 1, self.history.last_turn + 1 + turns):
            self.history.take(turn, "My name is Ann." if turn == 1 else f"What do bees make in year {turn}?")
            self.history.hear(turn, "In that year bees make honey and nothing but honey, as they always did.")

    def read(self) -> list[Message]:
        return self.model.read_ahead[-1]

    async def done(self) -> None:
        while self.memory.busy:
            await asyncio.sleep(0)


def on_loop(scenario: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(20):
            await scenario()

    asyncio.run(bounded())


def test_an_older_turn_becomes_a_summary_while_the_answer_sounds(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        table = Table([[DIGEST]])
        table.talk(12)
        table.memory.rest(PLENTY)
        await table.done()

        asked = table.model.prompts[0]
        assert asked[-1] == Message("user", ENGLISH.request)
        assert "My name is Ann." in [message.content for message in asked], "behind the prompt that was read already"
        notes = table.read()[1].content
        assert DIGEST in notes
        assert "My name is Ann." in notes
        assert table.memory.prompt() == table.read(), "the turn finds it read"

    on_loop(scenario)


def test_whoever_speaks_ends_the_work_and_it_is_taken_up_again(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        never = asyncio.Event()
        table = Table([[never], [DIGEST]])
        table.talk(12)
        table.memory.rest(PLENTY)
        while not table.model.prompts:
            await asyncio.sleep(0)

        before = [message.content for message in table.memory.prompt("What else?")]
        await table.done()
        assert table.model.cancelled == 1
        assert "My name is Ann." in before, "word for word, as long as there is no summary"

        table.memory.rest(PLENTY)
        await table.done()
        assert DIGEST in table.read()[1].content

    on_loop(scenario)


def test_a_digest_that_was_cut_off_is_as_good_as_its_whole_sentences(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        never = asyncio.Event()
        table = Table([["Bees make honey. And", never]])
        table.talk(12)
        table.memory.rest(PLENTY)
        while not table.model.prompts:
            await asyncio.sleep(0)
        for _ in range(10):
            await asyncio.sleep(0)
        table.memory.prompt("What else?")
        await table.done()

        table.memory.rest(PLENTY)
        await table.done()
        assert len(table.model.prompts) == 1
        assert table.read()[1].content.endswith("Bees make honey.")

    on_loop(scenario)


def test_nothing_is_swapped_while_too_little_is_left_of_the_answer(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        table = Table([[DIGEST]])
        table.talk(12)
        table.memory.rest(memory_module.DIGEST_SECONDS / 2)
        await table.done()
        assert not table.model.prompts
        assert not table.model.read_ahead

    on_loop(scenario)


def test_a_summarizer_that_fails_is_asked_again_until_there_is_no_time(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        table = Table([[EngineError("no")]] * 50)
        while not table.memory.window.covered:
            table.talk(1)
            table.memory.rest(PLENTY)
            await table.done()
        assert len(table.model.prompts) > 1
        assert "My name is Ann." in table.read()[1].content, "quotes need no model"

    on_loop(scenario)


def test_a_digest_of_what_was_withdrawn_is_not_used(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        table = Table([["Bees make honey in year 5."], ["Bees make honey."]])
        table.talk(12)
        table.memory._reading_rate = 1e-6  # Nothing can be read in time, so the digest has to wait.
        table.memory.rest(PLENTY)
        await table.done()
        assert not table.memory.window.notes

        table.history.withdraw(5)
        table.memory._reading_rate = 1e6
        table.memory.rest(PLENTY)
        await table.done()
        assert "year 5" not in str(table.read())
        assert "Bees make honey." in table.read()[1].content

    on_loop(scenario)


def test_a_model_that_cannot_go_back_is_asked_for_nothing_on_the_side(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        table = Table(rolls_back=False)
        table.talk(12)
        table.memory.rest(PLENTY)
        await table.done()
        assert not table.model.prompts
        assert not table.model.read_ahead
        assert "My name is Ann." in table.memory.prompt()[1].content

    on_loop(scenario)


def test_an_instruction_that_leaves_no_room_is_told_once(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        model = ScriptedModel([], context_length=256)
        memory = Memory(model, History(), "word " * 200, Sampling(max_tokens=50))
        told: list[str] = []
        memory.oversized.connect(told.append)
        for _ in range(2):
            memory.rest()
            while memory.busy:
                await asyncio.sleep(0)
        assert len(told) == 1
        assert "200 tokens" in told[0]

    on_loop(scenario)


def test_another_model_counts_anew_and_has_its_own_room(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        table = Table(context=4096)
        table.talk(30)
        table.memory.rest()
        await table.done()
        assert len(table.memory.prompt("And?")) == 62

        table.model.context_length = 400
        short = table.memory.prompt("And?")
        assert short[-1] == Message("user", "And?")
        assert await table.model.count_tokens(short) <= 350
        assert "My name is Ann." in short[1].content

    on_loop(scenario)
