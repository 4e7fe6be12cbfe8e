"""Several synthesizers as one: every word of an answer is heard whoever fails when. In virtual time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field

import numpy as np
import pytest

from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble, UserError
from echoflow.pipeline.fallback_synthesizer import FallbackSynthesizer
from echoflow.synthesis.synthesizer import SpokenChunk, Voice
from support.switches import Switches
from support.virtual_time import run_in_virtual_time

UNREACHABLE = failure("ElevenLabs", Trouble.UNREACHABLE)
PHRASES = ("Well, hello there. ", "How are you?")
ANSWER = "".join(PHRASES)


@dataclass
class Mouth:
    """An engine that says so many characters a chunk, and fails after `fails_after` of them."""

    name: str
    chunk: int = 4
    fails_after: int | None = None
    error: Exception = UNREACHABLE
    sample_rate: int = 24_000
    samples_per_character: int = 240
    loads: list[Exception] = field(default_factory=list)
    given: str = ""
    replies: int = 0
    voice: str = ""
    warmed: int = 0
    at_once: int = 0

    async def load(self) -> None:
        if self.loads:
            raise self.loads.pop(0)

    def warm(self) -> None:
        self.warmed += 1

    async def voices(self) -> tuple[Voice, ...]:
        return (Voice(f"{self.name}-1", "One", "en"),)

    def set_voice(self, identifier: str) -> None:
        if identifier != f"{self.name}-1":
            raise UserError("No such voice.")
        self.voice = identifier

    async def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        self.replies += 1
        self.at_once += 1
        self.given = ""
        said = 0
        try:
            async for phrase in phrases:
                self.given += phrase
                for start in range(0, len(phrase), self.chunk):
                    text = phrase[start : start + self.chunk]
                    await asyncio.sleep(0.01)
                    if self.fails_after is not None and said + len(text) > self.fails_after:
                        raise self.error
                    said += len(text)
                    step = self.samples_per_character / self.sample_rate
                    samples = np.full(len(text) * self.samples_per_character, 1000, np.int16)
                    yield SpokenChunk(samples, text, tuple(at * step for at in range(len(text))), estimated=False)
            if self.fails_after is not None and said >= self.fails_after:
                raise self.error
        finally:
            self.at_once -= 1

    async def close(self) -> None:
        assert self.at_once == 0, "closed while it speaks"


@dataclass
class Mouths:
    cloud: Mouth = field(default_factory=lambda: Mouth("elevenlabs"))
    local: Mouth = field(default_factory=lambda: Mouth("local", chunk=100))
    may_spend: Callable[[str], bool] = lambda _: True
    told: Switches = field(default_factory=Switches)

    def __post_init__(self) -> None:
        self.voice = FallbackSynthesizer([self.cloud, self.local], self.told.switchboard, may_spend=self.may_spend)

    async def say(self, *phrases: str, pause: float = 0.0) -> list[SpokenChunk]:
        async def coming() -> AsyncIterator[str]:
            for phrase in phrases:
                yield phrase
                await asyncio.sleep(pause)

        return [chunk async for chunk in self.voice.speak(coming())]


def text_of(chunks: list[SpokenChunk]) -> str:
    assert all(len(chunk.starts) == len(chunk.text) for chunk in chunks)
    return "".join(chunk.text for chunk in chunks)


def test_the_best_one_speaks_as_the_phrases_come() -> None:
    async def scenario() -> None:
        mouths = Mouths()
        await mouths.voice.load()
        assert text_of(await mouths.say(*PHRASES, pause=1.0)) == ANSWER
        assert (mouths.cloud.given, mouths.local.replies) == (ANSWER, 0)
        await mouths.voice.close()

    run_in_virtual_time(scenario)


@pytest.mark.parametrize("pause", [0.0, 1.0])
@pytest.mark.parametrize("fails_after", range(0, len(ANSWER) + 1, 2))
def test_the_next_one_says_what_is_left_wherever_the_first_fails(fails_after: int, pause: float) -> None:
    async def scenario() -> None:
        mouths = Mouths(cloud=Mouth("elevenlabs", chunk=2, fails_after=fails_after))
        await mouths.voice.load()
        chunks = await mouths.say(*PHRASES, pause=pause)

        assert text_of(chunks) == ANSWER
        assert mouths.told.switches == [("tts", "elevenlabs", "local")]
        said = (fails_after // 2) * 2 if fails_after < len(PHRASES[0]) else fails_after
        assert ANSWER.endswith(mouths.local.given)
        assert len(mouths.local.given) >= len(ANSWER) - said - 1, "nothing that had not sounded is left out"
        await mouths.voice.close()

    run_in_virtual_time(scenario)


def test_a_torn_word_is_said_again_but_written_once() -> None:
    async def scenario() -> None:
        mouths = Mouths(cloud=Mouth("elevenlabs", chunk=4, fails_after=8))
        await mouths.voice.load()
        chunks = await mouths.say(*PHRASES)

        assert text_of(chunks) == ANSWER
        assert mouths.local.given == "hello there. How are you?", "after 'Well, he' it begins with the whole word"
        after = chunks[2]
        assert after.text == "llo there. "
        assert len(after.samples) == 240 * len("hello there. ")
        assert after.starts[0] == pytest.approx(2 * 240 / 24_000), "what is left of the word sounds after its beginning"
        await mouths.voice.close()

    run_in_virtual_time(scenario)


def test_a_torn_word_may_be_said_again_in_pieces() -> None:
    async def scenario() -> None:
        mouths = Mouths(Mouth("elevenlabs", chunk=9, fails_after=9), Mouth("local", chunk=2))
        await mouths.voice.load()
        chunks = await mouths.say(*PHRASES)

        assert text_of(chunks) == ANSWER
        assert mouths.local.given.startswith("hello")
        assert chunks[1].text == ""
        assert len(chunks[1].samples) > 0
        await mouths.voice.close()

    run_in_virtual_time(scenario)


def test_an_engine_that_fails_after_its_last_word_needs_nobody_else() -> None:
    async def scenario() -> None:
        mouths = Mouths(cloud=Mouth("elevenlabs", chunk=100, fails_after=len(ANSWER)))
        await mouths.voice.load()
        assert text_of(await mouths.say(*PHRASES)) == ANSWER
        assert mouths.local.replies == 0
        await mouths.voice.close()

    run_in_virtual_time(scenario)


def test_the_next_answer_is_spoken_by_the_best_again_when_it_is_well() -> None:
    async def scenario() -> None:
        mouths = Mouths(cloud=Mouth("elevenlabs", fails_after=4))
        await mouths.voice.load()
        await mouths.say(*PHRASES)
        assert mouths.voice.name == "local"
        mouths.cloud.fails_after = None
        await asyncio.sleep(1.0)
        assert text_of(await mouths.say(*PHRASES)) == ANSWER
        assert mouths.local.replies == 1
        assert mouths.told.sentences == [
            "ElevenLabs cannot be reached; check the network. EchoFlow speaks with its own voice meanwhile.",
            "ElevenLabs is back.",
        ]
        assert mouths.voice.name == "elevenlabs"
        await mouths.voice.close()

    run_in_virtual_time(scenario)


def test_another_rate_is_converted_without_losing_sound() -> None:
    async def scenario() -> None:
        local = Mouth("local", chunk=100, sample_rate=16_000, samples_per_character=160)
        mouths = Mouths(Mouth("elevenlabs", fails_after=8), local)
        await mouths.voice.load()
        chunks = await mouths.say(*PHRASES)

        assert mouths.voice.sample_rate == 24_000
        assert text_of(chunks) == ANSWER
        seconds = sum(len(chunk.samples) for chunk in chunks) / 24_000
        assert seconds == pytest.approx(0.01 * (len(ANSWER) + len("he")), abs=0.002)
        await mouths.voice.close()

    run_in_virtual_time(scenario)


def test_when_nobody_can_go_on_what_was_said_stays_and_the_reason_is_given() -> None:
    async def scenario() -> None:
        broken = EngineError("The local voice failed; start EchoFlow again.")
        mouths = Mouths(Mouth("elevenlabs", fails_after=4), Mouth("local", fails_after=0, error=broken))
        await mouths.voice.load()
        said = []

        async def say() -> None:
            async for chunk in mouths.voice.speak(_phrases(*PHRASES)):
                said.append(chunk)  # noqa: PERF401  what came before the error counts

        with pytest.raises(EngineError, match="local voice failed"):
            await say()
        assert text_of(said) == ANSWER[:4]
        await mouths.voice.close()

    run_in_virtual_time(scenario)


async def _phrases(*phrases: str) -> AsyncIterator[str]:
    for phrase in phrases:
        yield phrase


@pytest.mark.parametrize("taken", [0, 1, 3])
def test_an_answer_that_is_cut_off_leaves_nothing_under_way(taken: int) -> None:
    async def scenario() -> None:
        mouths = Mouths(cloud=Mouth("elevenlabs", fails_after=4), local=Mouth("local"))
        await mouths.voice.load()
        async with aclosing(mouths.voice.speak(_phrases(*PHRASES, *["More. "] * 100))) as chunks:
            for _ in range(taken):
                await anext(chunks)
        assert mouths.cloud.at_once == mouths.local.at_once == 0
        await mouths.voice.close()

    run_in_virtual_time(scenario)


def test_phrases_that_break_off_with_an_error_give_that_error() -> None:
    async def scenario() -> None:
        async def broken() -> AsyncIterator[str]:
            yield "Hello. "
            raise ValueError("no more")

        mouths = Mouths()
        await mouths.voice.load()
        said: list[str] = []

        async def say() -> None:
            async for chunk in mouths.voice.speak(broken()):
                said.append(chunk.text)  # noqa: PERF401  what came before the error counts

        with pytest.raises(ValueError, match="no more"):
            await say()
        assert "".join(said) == "Hello. "
        assert mouths.told.switches == []
        await mouths.voice.close()

    run_in_virtual_time(scenario)


def test_voices_are_those_of_the_best_and_warming_is_for_who_serves() -> None:
    async def scenario() -> None:
        mouths = Mouths(cloud=Mouth("elevenlabs", loads=[failure("ElevenLabs", Trouble.KEY_REFUSED)]))
        mouths.voice.warm()
        assert (mouths.cloud.warmed, mouths.local.warmed) == (1, 0)
        await mouths.voice.load()
        mouths.voice.warm()
        assert (mouths.cloud.warmed, mouths.local.warmed) == (1, 1)
        assert [voice.identifier for voice in await mouths.voice.voices()] == ["elevenlabs-1"]
        mouths.voice.set_voice("elevenlabs-1")
        assert (mouths.cloud.voice, mouths.local.voice) == ("elevenlabs-1", "")
        with pytest.raises(UserError):
            mouths.voice.set_voice("local-1")
        await mouths.voice.close()

    run_in_virtual_time(scenario)


def test_at_the_budget_the_local_one_speaks() -> None:
    async def scenario() -> None:
        mouths = Mouths(may_spend=lambda engine: engine == "local")
        await mouths.voice.load()
        assert text_of(await mouths.say(*PHRASES)) == ANSWER
        assert mouths.cloud.replies == 0
        assert mouths.told.sentences[0].startswith("This month's budget is spent;")
        await mouths.voice.close()

    run_in_virtual_time(scenario)
