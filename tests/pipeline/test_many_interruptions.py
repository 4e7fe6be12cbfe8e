"""Two hundred interruptions in a row, at random moments, in every way there is.

Each word of an answer sounds as a level of its own, so that what was played can be read off the output.
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Sequence

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from echoflow.audio.frames import PLAYBACK_RATE, Samples
from echoflow.conversation.turn_taking import State
from echoflow.synthesis.synthesizer import SpokenChunk
from support.bench import Bench, run
from support.scripted_engines import SECONDS_PER_CHARACTER, ScriptedSynthesizer

pytestmark = pytest.mark.usefixtures("qapp")

WORDS = [f"word{tens}{ones}" for tens in "abcd" for ones in "efghijklmn"]
"""Without digits, each of which would be a word for the voice."""

ANSWER = " ".join(WORDS) + "."
LOWEST, STEP = 8000, 400
"""Levels of the words; 18 dB down they lie 50 apart, below the lowest."""
DUCKED = 10 ** (-18 / 20)


def level_of(word: int) -> int:
    return LOWEST + STEP * word


class Levels(ScriptedSynthesizer):
    """Speaks each word as a constant level, 50 ms a character."""

    async def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        word = 0
        async for phrase in phrases:
            levels = []
            for character in phrase:
                levels.append(level_of(word))
                word += character == " "
            samples = np.repeat(np.array(levels, np.int16), round(SECONDS_PER_CHARACTER * PLAYBACK_RATE))
            starts = tuple(index * SECONDS_PER_CHARACTER for index in range(len(phrase)))
            yield SpokenChunk(samples, phrase, starts, estimated=False)


class Listener(Bench):
    """Reads the words off what was played, as loud or as soft as they were."""

    def __init__(self, texts: Sequence[str], answers: int) -> None:
        super().__init__(list(texts), [[ANSWER]] * answers, synthesizer=Levels())
        self.played: list[Samples] = []

    def take_output(self, block: Samples) -> None:
        self.played.append(block.copy())

    def words_played(self) -> int:
        """How many words have sounded since it was asked last, the last of them for the most part."""
        sound = np.concatenate(self.played) if self.played else np.zeros(0, np.int16)
        self.played = []
        # Fades and ramps, which show no word, take 100 ms at most, and a word takes 350.
        most = round(0.6 * SECONDS_PER_CHARACTER * len(f"{WORDS[0]} ") * PLAYBACK_RATE)
        count = 0
        often = np.bincount(np.abs(sound.astype(np.int32)), minlength=level_of(len(WORDS)))
        for word in range(len(WORDS)):
            levels = (level_of(word), round(level_of(word) * DUCKED))
            if sum(often[level - 2 : level + 3].sum() for level in levels) >= most:
                count = word + 1
        return count


async def interrupt(bench: Listener, way: str) -> None:
    """Something sounds over the answer: `way` says what."""
    if way == "key":
        bench.manager.press_talk()
        bench.play(0.05)
        bench.manager.stop()
        return
    if way == "stop":
        bench.manager.stop()
        bench.play(0.05)
        return
    await cough(bench)
    if way == "late":
        # The words come after the pause was given up.
        bench.play(0.3)
    bench.recognizer.texts[:0] = ["Stop."] if way == "command" else ["What about the others?"]
    bench.talk_over(0.9)
    if way == "words":
        bench.recognizer.utterances[-1].on_partial("What about")
        bench.play(0.1)
    bench.fall_silent()
    await bench.until(lambda: bench.tts.reply is None or bench.manager.state is State.THINKING)


async def cough(bench: Listener) -> None:
    """A sound that is none of our business, short or long."""
    bench.recognizer.texts[:0] = [""]
    bench.talk_over(random.Random(len(bench.events)).choice([0.2, 0.3, 0.6]))
    bench.fall_silent()
    await bench.until(lambda: bench.manager.state is State.SPEAKING)


def test_the_history_holds_what_was_played_and_nothing_is_left_over(qapp: QCoreApplication) -> None:
    draw = random.Random(7)
    before = set(threading.enumerate())

    async def scenario() -> None:
        tasks = len(asyncio.all_tasks())
        bench = Listener([], 450)
        interrupted = 0
        while interrupted < 200:
            if bench.manager.state is State.IDLE:
                bench.recognizer.texts[:0] = ["Tell me."]
                bench.speak(0.5)
            await bench.reply_ready(ANSWER)
            bench.played = []
            bench.play(draw.uniform(0.1, 8.0))
            heard_turn = bench.tts.reply.turn if bench.tts.reply is not None else 0
            await interrupt(bench, draw.choice(["key", "stop", "command", "words", "late", "after"]))
            interrupted += 1
            bench.play(0.05)
            words = bench.words_played()
            heard = str(bench.last("interrupted")["heard"]).split()
            assert bench.last("interrupted")["turn"] == heard_turn
            assert heard == WORDS[: len(heard)], "whole words, in order, and nothing else"
            assert words - 1 <= len(heard) <= words, "those that were played, but for one that was torn"
            spoken = [text.split() for role, text in bench.manager.history.messages() if role == "assistant"]
            assert not heard or spoken[-1] == heard, "and they are what is remembered"
            assert len(asyncio.all_tasks()) <= tasks + 4, "work is left over"
        await bench.shut_down()
        await bench.until(lambda: len(asyncio.all_tasks()) == tasks)

    run(scenario)
    assert set(threading.enumerate()) <= before
