"""The handlers and the interruption manager together: what is said, heard, remembered and reported.

The engines are scripted and the clock is the test's, so that every position is exact.
"""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from echoflow.audio.frames import Frame
from echoflow.conversation.turn_taking import State
from echoflow.errors import EngineError
from echoflow.recognition.recognizer import Sign, TurnSign
from support.bench import Bench, run
from support.scripted_engines import ScriptedSynthesizer

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_question_is_answered_and_reported_in_order(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["What is it?"], [["It is", " a test."]])
        bench.speak(1.0)
        await bench.reply_ready("a test.")
        bench.play(2.0)

        assert bench.names() == [
            "speech_started",
            "speech_stopped",
            "transcript",
            "turn_committed",
            "generation_started",
            "first_token",
            "first_audio",
            "playback_started",
            "reply_finished",
        ]
        assert bench.last("reply_finished")["heard"] == "It is a test."
        assert bench.manager.history.messages() == [("user", "What is it?"), ("assistant", "It is a test.")]
        assert bench.manager.state is State.IDLE
        await bench.shut_down()

    run(scenario)


def test_a_reply_is_made_in_secret_while_the_turn_is_not_certain(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["What is it?"], [["A test. ", "A good one."]], endpoint_delay=60.0)
        bench.speak(1.0)
        await bench.until(lambda: bench.model.prompts != [] and not bench.model.answers)
        for _ in range(20):
            await asyncio.sleep(0)

        assert bench.model.prompts[0][-1].content == "What is it?"
        assert bench.manager.history.messages() == [], "it is no turn yet"
        assert bench.names() == ["speech_started", "speech_stopped", "transcript"]
        assert bench.play(0.5) == 0, "nothing of it is heard"

        bench.now += 60
        bench.manager._time_passed()
        await bench.reply_ready("A good one.")
        bench.play(3.0)
        assert bench.names()[3:] == [
            "turn_committed",
            "generation_started",
            "first_token",
            "first_audio",
            "playback_started",
            "reply_finished",
        ]
        assert len(bench.model.prompts) == 1, "it is the one that was made before"
        assert bench.manager.history.messages() == [("user", "What is it?"), ("assistant", "A test. A good one.")]
        await bench.shut_down()

    run(scenario)


def test_a_reply_made_in_secret_is_dropped_when_the_user_goes_on(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        texts = ["I would like", "I would like some tea."]
        bench = Bench(texts, [["Like what?"], ["Here it is."]], endpoint_delay=60.0)
        bench.speak(1.0)
        await bench.until(lambda: len(bench.model.prompts) == 1)
        bench.now += 0.5
        bench.speak(1.0)
        await bench.until(lambda: len(bench.model.prompts) == 2)
        bench.now += 60
        bench.manager._time_passed()
        await bench.until(lambda: bench.tts.reply is not None and bench.tts.reply.spoken)
        bench.play(3.0)

        assert bench.manager.history.messages() == [("user", "I would like some tea."), ("assistant", "Here it is.")]
        assert [event["heard"] for event in bench.events if event["event"] == "reply_finished"] == ["Here it is."]
        assert bench.names().count("generation_started") == 1
        await bench.shut_down()

    run(scenario)


def test_a_reply_made_in_secret_to_nobody_is_forgotten(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["What is it?"], [["A test."]], endpoint_delay=60.0)
        bench.speak(1.0)
        await bench.until(lambda: bench.model.prompts != [])
        bench.manager.stop()
        await asyncio.sleep(0)

        assert bench.manager.state is State.IDLE
        assert bench.play(0.5) == 0
        assert bench.manager.history.messages() == []
        assert bench.names() == ["speech_started", "speech_stopped", "transcript", "turn_dropped"]
        await bench.shut_down()

    run(scenario)


def test_the_model_knows_its_instructions_before_the_first_question(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench([], [])
        bench.manager.warm_up()
        await bench.until(lambda: bool(bench.model.read_ahead))

        assert [(m.role, m.content) for m in bench.model.read_ahead[0]] == [("system", "Be brief.")]
        await bench.shut_down()

    run(scenario)


def test_what_arrives_late_for_an_interrupted_answer_is_dropped(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["Count."], [["One two three. "]])
        bench.speak(1.0)
        await bench.reply_ready("three. ")
        bench.play(0.3)
        bench.manager.stop()
        bench.tts.feed(1, 1, "late words. ")
        bench.tts.end(1, 1)
        bench.play(1.0)

        assert bench.manager.state is State.IDLE
        assert bench.names()[-1] == "interrupted"
        await bench.shut_down()

    run(scenario)


def test_going_on_before_the_answer_sounds_makes_one_longer_turn(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["Tell me", "Tell me a story."], [["About what?"], ["Once."]])
        bench.speak(1.0)
        await bench.reply_ready("About what?")
        bench.speak(1.0)
        await bench.reply_ready("Once.")

        assert len(bench.recognizer.utterances) == 1, "the first words belong to the same utterance"
        assert bench.manager.history.messages() == [("user", "Tell me a story.")]
        assert bench.last("turn_committed")["revision"] == 2
        await bench.shut_down()

    run(scenario)


def test_a_model_that_dies_is_apologised_for_and_the_next_question_is_answered(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["First?", "Second?"], [["One two. ", EngineError("The model died.")], ["Fine."]])
        bench.speak(1.0)
        await bench.until(lambda: "engine_failed" in bench.names())
        await bench.reply_ready("again.")
        bench.play(6.0)

        failure = bench.last("engine_failed")
        assert (failure["stage"], failure["engine"], failure["reason"]) == ("llm", "local", "The model died.")
        assert bench.manager.history.messages() == [("user", "First?"), ("assistant", "One two.")], "no apology in it"

        bench.speak(1.0)
        await bench.reply_ready("Fine.")
        await bench.shut_down()

    run(scenario)


def test_a_recognizer_that_fails_drops_the_turn_and_says_why(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench([EngineError("No ears.")], [])
        bench.speak(1.0)
        await bench.until(lambda: "turn_dropped" in bench.names())

        assert bench.last("engine_failed")["reason"] == "No ears."
        assert bench.manager.state is State.IDLE
        await bench.shut_down()

    run(scenario)


def test_only_speech_reaches_the_recognizer(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["Hello."], [["Hi."]])
        for _ in range(300):
            bench.now += 0.01
            bench.asr.take_frame(Frame(np.zeros(160, np.int16), bench.now))
        bench.speak(1.0)
        seconds = bench.recognizer.utterances[0].fed / 16_000

        assert 1.2 <= seconds <= 1.3, "the speech and a quarter of a second before it"
        await bench.shut_down()

    run(scenario)


def test_with_the_key_held_silence_is_meant(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["Hello."], [["Hi."]])
        bench.manager.press_talk()
        for _ in range(100):
            bench.now += 0.01
            bench.asr.take_frame(Frame(np.zeros(160, np.int16), bench.now))
        assert bench.recognizer.utterances[0].fed == 16_000
        bench.manager.release_talk()
        bench.now += 1.0
        await bench.until(lambda: bench.names() == ["turn_dropped"])  # nothing was said
        await bench.shut_down()

    run(scenario)


def test_a_recognizer_that_hears_the_end_of_the_turn_is_answered_at_once(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["What is it?"], [["A test."]], endpoint_delay=60.0)
        bench.speak(1.0)
        bench.recognizer.utterances[0].on_sign(TurnSign(Sign.ENDED, "What is it?"))
        await bench.reply_ready("A test.")

        assert bench.manager.history.messages()[0] == ("user", "What is it?")
        await bench.shut_down()

    run(scenario)


def test_a_turn_that_seems_over_is_read_ahead_while_the_user_speaks(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench(["What is it?"], [])
        bench.manager.take_speech_started(bench.now)
        bench.recognizer.utterances[0].on_sign(TurnSign(Sign.END_EXPECTED, "What is it?"))
        await bench.until(lambda: bool(bench.model.read_ahead))

        assert bench.model.read_ahead[0][-1].content == "What is it?"
        assert bench.manager.state is State.LISTENING
        bench.manager.stop()
        await bench.shut_down()

    run(scenario)


def test_a_recognizer_that_refuses_is_told_of_and_nobody_waits_for_it(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        bench = Bench([], [])
        bench.recognizer.refusal = EngineError("The key is refused.")
        bench.speak(1.0)
        await bench.until(lambda: bench.manager.state is State.IDLE)

        assert bench.last("engine_failed")["reason"] == "The key is refused."
        assert bench.names()[-1] == "turn_dropped"
        await bench.shut_down()

    run(scenario)


def test_the_voice_is_warmed_as_soon_as_somebody_speaks(qapp: QCoreApplication) -> None:
    async def scenario() -> None:
        voice = ScriptedSynthesizer()
        bench = Bench([""], [], synthesizer=voice)
        bench.manager.take_speech_started(bench.now)

        assert voice.warmed == 1
        bench.manager.stop()
        await bench.shut_down()

    run(scenario)
