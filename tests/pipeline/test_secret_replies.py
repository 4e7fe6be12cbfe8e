"""What is prepared before the turn is certain: nobody hears, sees or remembers it unless the turn is taken."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, SupportsIndex

import numpy as np

from echoflow.audio.frames import Frame, Samples
from echoflow.conversation.turn_taking import State
from support.bench import Bench, run

RESUMPTIONS = 1_000

UNCONFIRMED = ("I'd like", "Call my", "What is the", "Turn off all the lights and", "我想要", "No, wait,")


class WatchedBench(Bench):
    """Remembers whether anything sounded."""

    audible = False

    def take_output(self, block: Samples) -> None:
        self.audible |= bool(block.any())


class Endless(list[Any]):
    """A script that never ends: each next item is what `item` returns."""

    def __init__(self, item: Callable[[], Any]) -> None:
        super().__init__()
        self._item = item

    def pop(self, _index: SupportsIndex = 0) -> Any:
        return self._item()


def test_nothing_unconfirmed_is_heard_shown_or_remembered_in_a_thousand_resumptions() -> None:
    draw = random.Random(5)

    async def scenario() -> None:
        said, answer = "", "A secret. It goes on."
        bench = WatchedBench([], [], 0.6)
        bench.recognizer.texts = Endless(lambda: said)
        bench.model.answers = Endless(lambda: [answer])
        shown: list[str] = []
        bench.llm.token.connect(lambda _turn, _revision, piece: shown.append(piece))
        bench.tts.phrase.connect(lambda _turn, _revision, text: shown.append(text))
        dropped: list[int] = []
        bench.manager.draft_dropped.connect(lambda turn, *_: dropped.append(turn))
        bench.manager.take_speech_started(bench.now)
        for _ in range(RESUMPTIONS):
            said = draw.choice(UNCONFIRMED)
            bench.asr.take_frame(Frame(np.zeros(160, np.int16), bench.now))
            bench.manager.take_speech_paused(bench.now)
            # How far the secret has come when the user goes on: not asked for yet, begun, or spoken and held back.
            how_far = draw.choice(["unasked", "begun", "spoken"])
            if how_far == "begun":
                await bench.until(lambda: bench.llm.drafted_pieces > 0)
            elif how_far == "spoken":
                await bench.until(lambda: bench.tts.drafted_seconds > 0)
            certain = draw.random() < 0.5
            if certain:
                bench.manager.take_speech_stopped(bench.now)
            bench.play(draw.choice([0.05, 0.2, 0.4]))
            if certain:
                bench.manager.take_speech_started(bench.now)
            else:
                bench.manager.take_speech_resumed()
            assert bench.manager.state is State.LISTENING
        assert len(dropped) > RESUMPTIONS / 2
        assert not bench.audible
        assert shown == []
        assert not list(bench.manager.history.entries)
        assert {event["event"] for event in bench.events} <= {"speech_started", "speech_stopped", "transcript"}

        said, answer = "I'd like some tea, please.", "Here it is."
        bench.asr.take_frame(Frame(np.zeros(160, np.int16), bench.now))
        whole: list[int] = []
        bench.tts.synthesized.connect(lambda turn, _revision: whole.append(turn))
        bench.manager.take_speech_paused(bench.now)
        await bench.until(lambda: bench.tts.drafted_seconds > 0)
        bench.manager.take_speech_stopped(bench.now)
        bench.now += 0.7
        await bench.until(lambda: bench.manager.state is State.THINKING)
        await bench.until(lambda: bool(whole))
        bench.play(2.0)
        (entry,) = bench.manager.history.entries
        assert (entry.user, entry.heard) == ("I'd like some tea, please.", "Here it is.")
        assert bench.audible
        await bench.shut_down()

    run(scenario)


def test_what_was_made_for_nothing_is_counted() -> None:
    async def scenario() -> None:
        bench = Bench(["Is it", "Is it late?"], [["It is ", "what?"], ["Yes."]], 0.6)
        dropped: list[tuple[int, int, int, float]] = []
        bench.manager.draft_dropped.connect(lambda *counts: dropped.append(counts))
        bench.manager.take_speech_started(bench.now)
        bench.manager.take_speech_paused(bench.now)
        await bench.until(lambda: bench.llm.drafted_pieces == 2 and bench.tts.drafted_seconds > 0)
        bench.manager.take_speech_resumed()
        ((turn, revision, pieces, seconds),) = dropped
        assert (turn, revision, pieces) == (1, 1, 2)
        assert seconds > 0
        bench.manager.take_speech_paused(bench.now)
        await bench.until(lambda: bench.llm.drafted_pieces == 1)
        bench.manager.take_speech_stopped(bench.now)
        bench.now += 0.7
        await bench.until(lambda: bench.manager.state is State.THINKING)
        assert len(dropped) == 1
        await bench.shut_down()

    run(scenario)


def test_a_final_transcript_is_told_when_the_silence_is_certain() -> None:
    async def scenario() -> None:
        bench = Bench(["Hello", "Hello there"], [["A."], ["B."]], 0.6)
        bench.manager.take_speech_started(bench.now)
        bench.manager.take_speech_paused(bench.now)
        await bench.until(lambda: bench.llm.drafted_pieces > 0)
        assert bench.names() == ["speech_started"]
        bench.manager.take_speech_resumed()
        bench.manager.take_speech_paused(bench.now)
        await bench.until(lambda: bench.model.prompts[-1][-1].content == "Hello there")
        bench.manager.take_speech_stopped(bench.now)
        assert bench.names() == ["speech_started", "speech_stopped", "transcript"]
        assert bench.last("transcript")["text"] == "Hello there"
        await bench.shut_down()

    run(scenario)


def test_the_silence_of_a_moment_is_heard_if_speech_goes_on_and_else_it_is_not() -> None:
    async def scenario() -> None:
        bench = Bench(["Hello", "Hello", "Hello"], [["A."], ["B."], ["C."]], 0.6)

        def frames(count: int) -> None:
            for _ in range(count):
                bench.now += 0.01
                bench.asr.take_frame(Frame(np.zeros(160, np.int16), bench.now))

        bench.manager.take_speech_started(bench.now)
        frames(10)
        (utterance,) = bench.recognizer.utterances
        bench.manager.take_speech_paused(bench.now)
        frames(5)
        assert utterance.fed == 10 * 160
        bench.manager.take_speech_resumed()
        assert utterance.fed == 15 * 160
        bench.manager.take_speech_paused(bench.now)
        frames(13)
        bench.manager.take_speech_stopped(bench.now)
        frames(20)
        assert utterance.fed == 15 * 160
        await bench.shut_down()

    run(scenario)


def test_the_model_reads_words_that_two_partial_transcripts_agree_on() -> None:
    async def scenario() -> None:
        bench = Bench([], [])
        bench.manager.take_speech_started(bench.now)
        (utterance,) = bench.recognizer.utterances
        for text in ("What is", "What is the cat", "What is the capital of", "What is the capital of France"):
            utterance.on_partial(text)
        await bench.until(lambda: len(bench.model.read_ahead) >= 3)
        read = [prompt[-1].content for prompt in bench.model.read_ahead if prompt[-1].role == "user"]
        assert read == ["What is", "What is the", "What is the capital of"]
        await bench.shut_down()

    run(scenario)


def test_a_model_that_takes_nothing_back_reads_and_answers_only_what_is_certain() -> None:
    async def scenario() -> None:
        bench = Bench(["Hello"], [["Hi."]], 0.6)
        bench.model.rolls_back = False
        bench.manager.take_speech_started(bench.now)
        (utterance,) = bench.recognizer.utterances
        utterance.on_partial("Hello")
        utterance.on_partial("Hello there")
        bench.manager.take_speech_paused(bench.now)
        bench.manager.take_speech_stopped(bench.now)
        await bench.until(lambda: "transcript" in bench.names())
        assert bench.model.prompts == bench.model.read_ahead == []
        bench.now += 0.7
        await bench.reply_ready("Hi.")
        assert len(bench.model.prompts) == 1
        await bench.shut_down()

    run(scenario)
