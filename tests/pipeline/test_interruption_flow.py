"""What the user hears, and what is remembered, when something sounds over the answer.

The engines are scripted and the clock is the test's, so that every position is exact. A character takes 50 ms.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from echoflow.conversation.turn_taking import State
from support.bench import Bench, run
from support.scripted_engines import SECONDS_PER_CHARACTER

pytestmark = pytest.mark.usefixtures("qapp")

ANSWER = "One two three four five six seven eight nine ten eleven twelve."
LOUD = 7500
"""The peak of the answer's tone is 8000."""


async def speaking(texts: list[str], answers: list[list[str]] | None = None) -> Bench:
    """A conversation whose first answer has been heard up to the middle of "three"."""
    bench = Bench(["Count.", *texts], [[ANSWER], *(answers or [])])
    bench.speak(1.0)
    await bench.reply_ready(ANSWER)
    assert bench.play(len("One two thr") * SECONDS_PER_CHARACTER) > LOUD
    return bench


def test_a_nod_softens_the_answer_and_all_of_it_is_heard(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = await speaking(["Mm-hmm."])
        bench.talk_over(0.3)
        assert 0.1 * 8000 < bench.play(0.02) < 0.14 * 8000, "18 dB down"
        bench.fall_silent()
        await bench.until(lambda: "restored" in bench.names())
        bench.play(0.2)
        assert bench.play(0.01) > LOUD
        bench.play(6.0)

        assert bench.last("reply_finished")["heard"] == ANSWER
        assert bench.manager.history.messages() == [("user", "Count."), ("assistant", ANSWER)]
        assert bench.last("turn_dropped")["turn"] == 2
        assert "paused" not in bench.names()
        await bench.shut_down()

    run(scenario)


def test_a_cough_pauses_the_answer_which_goes_on_with_the_word_it_was_at(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = await speaking([""])
        bench.talk_over(0.6)
        assert bench.last("paused")["turn"] == 1
        assert bench.play(0.05) == 0.0, "silent"
        reply = bench.tts.reply
        assert reply is not None
        heard = reply.stream.heard(bench.now)
        bench.fall_silent()
        await bench.until(lambda: "resumed" in bench.names())
        bench.play(0.02)
        again = reply.stream.position(bench.now)

        assert again < heard
        assert reply.text.text[reply.text.spoken_characters(again + 1) - 1 :].startswith(("three", "four", "five"))
        bench.play(8.0)
        assert bench.last("reply_finished")["heard"] == ANSWER
        assert bench.manager.state is State.IDLE
        await bench.shut_down()

    run(scenario)


def test_words_that_take_the_floor_stop_the_answer_and_the_history_keeps_what_was_heard(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = await speaking(["What comes after a hundred?"], [["Gladly."]])
        bench.talk_over(0.9)
        bench.recognizer.utterances[1].on_partial("What comes after")
        assert "interrupted" in bench.names(), "while they still speak"
        bench.fall_silent()
        await bench.reply_ready("Gladly.")

        heard = str(bench.last("interrupted")["heard"])
        assert heard.startswith("One two three")
        assert ANSWER.startswith(heard + " "), "whole words, and no marker"
        assert [(m.role, m.content) for m in bench.model.prompts[1]] == [
            ("system", "Be brief."),
            ("user", "Count."),
            ("assistant", heard),
            ("user", "What comes after a hundred?"),
        ]
        rungs = [name for name in bench.names() if name in ("paused", "resumed", "restored", "interrupted")]
        assert rungs == ["paused", "interrupted"]
        await bench.shut_down()

    run(scenario)


def test_stop_is_obeyed_without_an_answer(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = await speaking(["Stop."])
        bench.talk_over(0.4)
        bench.fall_silent()
        await bench.until(lambda: bench.manager.state is State.IDLE)

        assert bench.play(0.1) == 0.0
        assert len(bench.model.prompts) == 1
        assert bench.names()[-2:] == ["interrupted", "turn_dropped"]
        await bench.shut_down()

    run(scenario)


def test_yes_is_an_answer_where_a_question_was_asked(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["Count.", "Yes."], [["Shall I? I can count to a thousand."], ["Gladly."]])
        bench.speak(1.0)
        await bench.reply_ready("thousand.")
        bench.play(len("Shall I? ") * SECONDS_PER_CHARACTER)
        bench.talk_over(0.3)
        bench.fall_silent()
        await bench.reply_ready("Gladly.")

        assert str(bench.last("interrupted")["heard"]).startswith("Shall I?")
        await bench.shut_down()

    run(scenario)


def test_the_key_silences_at_once_whatever_is_heard(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = await speaking([])
        bench.talk_over(0.3)
        bench.manager.press_talk()

        assert bench.last("interrupted")["turn"] == 1
        bench.play(0.01)
        assert bench.play(0.01) == 0.0
        bench.manager.stop()
        await bench.shut_down()

    run(scenario)
