"""A conversation that outgrows the model's context, between microphone and loudspeaker."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from echoflow.conversation.summary import ENGLISH
from echoflow.conversation.turn_taking import State
from support.bench import Bench, run
from support.scripted_engines import Piece

LONG_ANSWER = "Bees make honey, and they make wax, and they do so all summer long until the cold comes. " * 3
QUESTION = "And what else is it that they make in the long summer when all of the fields are in bloom?"
DIGEST = "The user asked what bees make, and bees make honey."


async def full_bench(texts: list[str], answers: Sequence[Sequence[Piece]]) -> Bench:
    """A conversation with room for one more turn."""
    bench = Bench(texts, answers)
    bench.model.context_length = 500
    for turn in range(1, 11):
        bench.manager.history.take(-turn, "My name is Ann." if turn == 1 else "What do the bees make?")
        bench.manager.history.hear(-turn, "Honey is what bees make, they always made it.")
    bench.manager.warm_up()
    await bench.until(lambda: not bench.memory.busy)
    assert not bench.memory.window.covered
    return bench


def test_older_turns_are_summed_up_while_the_answer_sounds(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = await full_bench([QUESTION, "And then?"], [[LONG_ANSWER], [DIGEST], ["Nothing."]])
        bench.speak(1.0)
        await bench.until(lambda: bool(bench.model.prompts))
        assert len(bench.model.prompts[0]) == 22, "all of it, word for word"
        await bench.until(lambda: bench.tts.left(bench.now) is not None)
        bench.play(0.5)
        assert bench.manager.state is State.SPEAKING
        await bench.until(lambda: not bench.memory.busy)

        beginning = bench.model.read_ahead[-1]
        assert DIGEST in beginning[1].content
        assert "My name is Ann." in beginning[1].content
        assert beginning[-1].content == QUESTION, "its answer is not heard yet"

        bench.play(1.0)
        bench.manager.stop()
        heard = bench.manager.history.entries[-1].heard
        assert heard
        assert heard != LONG_ANSWER.strip()
        bench.speak(1.0)
        await bench.until(lambda: len(bench.model.prompts) == 3)
        answered = bench.model.prompts[-1]
        assert answered[: len(beginning)] == beginning, "what was read is not read again"
        assert [message.content for message in answered[len(beginning) :]] == [heard, "And then?"]
        await bench.shut_down()

    run(scenario)


def test_who_speaks_is_answered_before_anything_is_summed_up(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        never = asyncio.Event()
        bench = await full_bench([QUESTION, "And then?"], [[LONG_ANSWER], [never], ["Nothing."]])
        bench.speak(1.0)
        await bench.until(lambda: bench.tts.left(bench.now) is not None)
        bench.play(0.5)
        await bench.until(lambda: len(bench.model.prompts) == 2)
        assert bench.model.prompts[1][-1].content == ENGLISH.request

        bench.manager.stop()
        bench.speak(1.0)
        await bench.reply_ready("Nothing.")
        assert bench.model.cancelled == 1
        assert "My name is Ann." in str(bench.model.prompts[-1])
        assert bench.model.prompts[-1][-1].content == "And then?"
        await bench.shut_down()

    run(scenario)
