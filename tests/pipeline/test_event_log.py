"""What is measured of each answer and each interruption, with drafts and without."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QCoreApplication

from echoflow.conversation.reaction import Reaction
from echoflow.conversation.timeline import Milestone, Timeline, TurnStage
from support.bench import Bench, run

pytestmark = pytest.mark.usefixtures("qapp")


def timed(bench: Bench) -> list[Timeline]:
    """The timelines of the answers, as they begin to sound."""
    timelines: list[Timeline] = []
    bench.log.turn_timed.connect(timelines.append)
    return timelines


def test_an_answer_is_measured_from_the_end_of_speech(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["What is it?"], [["A test."]])
        timelines = timed(bench)
        bench.speak(1.0)
        await bench.reply_ready("test.")
        bench.now += 0.25
        bench.play(1.0)

        [timeline] = timelines
        assert set(timeline.offsets()) == {each.value for each in Milestone}
        assert timeline.voice_to_voice == pytest.approx(0.25)
        assert timeline.waits()[TurnStage.SOUND] == pytest.approx(0.25)
        assert timeline.engines == {"asr": "local", "llm": "local", "tts": "local"}
        assert not timeline.drafted
        await bench.shut_down()

    run(scenario)


def test_a_draft_is_measured_when_it_is_made_not_when_it_is_told(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["What is it?"], [["A test. ", "A good one."]], endpoint_delay=60.0)
        timelines = timed(bench)
        bench.speak(1.0)
        await bench.until(lambda: bench.model.prompts != [] and not bench.model.answers)
        for _ in range(20):
            await asyncio.sleep(0)
        bench.now += 60
        bench.manager._time_passed()
        await bench.reply_ready("A good one.")
        bench.play(1.0)

        [timeline] = timelines
        offsets = timeline.offsets()
        assert [offsets[name] for name in ("first_token", "first_phrase", "first_audio")] == pytest.approx([0, 0, 0])
        assert offsets["turn_taken"] == pytest.approx(60)
        assert timeline.drafted
        assert timeline.waits()[TurnStage.WAITING] == pytest.approx(60)
        await bench.shut_down()

    run(scenario)


def test_nothing_of_a_dropped_draft_is_in_the_answer_s_times(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        texts = ["I would like", "I would like some tea."]
        bench = Bench(texts, [["Like what?"], ["Here it is."]], endpoint_delay=60.0)
        timelines = timed(bench)
        bench.speak(1.0)
        await bench.until(lambda: len(bench.model.prompts) == 1)
        bench.now += 0.5
        bench.speak(1.0)
        await bench.until(lambda: len(bench.model.prompts) == 2)
        bench.now += 60
        bench.manager._time_passed()
        await bench.until(lambda: bench.tts.reply is not None and bench.tts.reply.spoken)
        bench.play(1.0)

        [timeline] = timelines
        assert min(timeline.offsets().values()) >= 0, "the first draft was made 1.5 s before the end of speech"
        await bench.shut_down()

    run(scenario)


def test_the_reaction_to_an_interruption_is_measured(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["What is it?", "No, stop talking please."], [["It is a long story about many things."]])
        reactions: list[Reaction] = []
        bench.log.reaction_timed.connect(reactions.append)
        bench.speak(1.0)
        await bench.reply_ready("many things.")
        bench.play(0.5)
        onset = bench.now
        bench.talk_over(0.6)
        bench.fall_silent()
        await bench.until(lambda: "interrupted" in bench.names())

        [reaction] = reactions
        assert 0 < reaction.silent <= bench.now - onset
        await bench.shut_down()

    run(scenario)
