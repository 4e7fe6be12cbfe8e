"""Two hundred turns in a small context: what each waits, what is still known, and what it takes in memory.

Text in the place of sound, all else as in the product: its `Memory`, its language model, partial transcripts that are
read ahead while the user speaks, the time that an answer takes to be heard. Only waiting for nothing is skipped: time
passes as fast as the work of that time is done.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Awaitable
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from echoflow.conversation.history import History
from echoflow.conversation.window import Sizes
from echoflow.language.language_model import Message, Sampling
from echoflow.language.llama import LlamaOptions, LocalLanguageModel
from echoflow.pipeline.memory import Memory
from echoflow.pipeline.session import PACKAGED_MODEL_PROMPT

CONTEXT = 2048
SAMPLING = Sampling(temperature=0.0, max_tokens=40, seed=1)

FACTS = (
    ("Hello, my name is Marlene.", "Marlene"),
    ("I live in Bergen.", "Bergen"),
    ("My dog is called Bruno.", "Bruno"),
    ("I am allergic to peanuts.", "peanuts"),
    ("I work as a carpenter.", "carpenter"),
    ("My daughter is seven years old.", "daughter"),
    ("Remember that the door code is 4711.", "4711"),
    ("I play the cello on weekends.", "cello"),
    ("My car is a red Volvo.", "Volvo"),
    ("I was born in 1984.", "1984"),
)
"""What the user tells in the first ten turns, and the word by which it is found again."""

_QUESTIONS = (
    "What is {thing} made of?",
    "I think I have seen {thing} before. Is it old?",
    "Tell me something about {thing}.",
    "Who would want to buy {thing}?",
    "And why do people like {thing} so much?",
    "I once saw {thing} in a film. How is it used?",
    "Is {thing} expensive?",
)
_THINGS = (
    "the moon",
    "a piano",
    "an umbrella",
    "green tea",
    "a compass",
    "the ocean",
    "a lighthouse",
    "winter",
    "a bicycle",
    "chocolate",
    "the violin",
    "a castle",
    "sea salt",
)

SPOKEN_CHARACTERS = 15.0
"""A second of speech, about: 2.5 to 3 words."""

READ_AHEAD = 0.7
"""The share of a turn's words that are certain, and so are read, before it ends."""

KNOWN_AFTER_MS = 110.0
"""From the user's last sound until the answer is begun: then the first moment of silence is noticed, and the transcript
is mostly there (median of the twenty questions of benchmarks/voice_to_voice.py)."""

GAP_SECONDS = 0.7
"""Between the end of an answer and the user's next word."""


@dataclass
class Turn:
    """How one went.

    Attributes:
        first_token_ms: from all of its words being known to the first piece of its answer.
        prompt_tokens: of its prompt.
        facts: how many of those told so far were in it.
        summary: whether it had one.
        app_mb: resident memory of this process, and
        model_mb: of the model's, in MB of 10^6 bytes.
    """

    first_token_ms: float
    prompt_tokens: int
    facts: int
    summary: bool
    app_mb: float
    model_mb: float


@dataclass
class Conversation:
    """All of it.

    Attributes:
        turns: one after the other.
        compactions: how often the beginning of the prompt was exchanged.
        digests: how often the model's own words were good enough to be in it.
        forced: how often it happened while somebody waited.
    """

    turns: list[Turn] = field(default_factory=list)
    compactions: int = 0
    digests: int = 0
    forced: int = 0

    @property
    def median_of_first_ten(self) -> float:
        """Milliseconds."""
        return statistics.median(turn.first_token_ms for turn in self.turns[:10])

    @property
    def slowest(self) -> int:
        """Index of the turn that waited longest."""
        return max(range(len(self.turns)), key=lambda index: self.turns[index].first_token_ms)

    def slowest_ratio(self, before_ms: float = 0.0) -> float:
        """The slowest turn over the median of the first ten, each with so much that passes `before`."""
        return (self.turns[self.slowest].first_token_ms + before_ms) / (self.median_of_first_ten + before_ms)

    def growth(self, of: str) -> float:
        """How far apart smallest and largest memory are in the second half: 0.05 is 5 %."""
        values = [getattr(turn, of) for turn in self.turns[len(self.turns) // 2 :]]
        return float(max(values) / min(values) - 1)


def words_of(turn: int) -> str:
    """What the user says in `turn`, counted from 0."""
    if turn < len(FACTS):
        return FACTS[turn][0]
    return _QUESTIONS[turn % len(_QUESTIONS)].format(thing=_THINGS[turn % len(_THINGS)])


async def converse(model_path: Path, turns: int, show: bool = True) -> Conversation:
    """Holds a conversation of `turns` turns."""
    result = Conversation()
    model = LocalLanguageModel(LlamaOptions(str(model_path), context_length=CONTEXT))
    memory = Memory(model, History(), PACKAGED_MODEL_PROMPT, SAMPLING, Sizes())
    try:
        await model.load()
        memory.rest()
        await until_done(memory, None)
        for number in range(turns):
            await one_turn(model, memory, number, result)
            if show and number % 20 == 19:
                print(f"  {number + 1} turns, {statistics.median(t.first_token_ms for t in result.turns[-20:]):.0f} ms")
    finally:
        await memory.shut_down()
        await model.close()
    return result


async def one_turn(model: LocalLanguageModel, memory: Memory, number: int, result: Conversation) -> None:
    """The user speaks, is answered, and hears the answer."""
    history = memory.history
    said = words_of(number)
    words = said.split()
    certain = " ".join(words[: max(1, round(READ_AHEAD * len(words)))])
    await within(len(said) / SPOKEN_CHARACTERS, model.prefill(memory.prompt(certain), SAMPLING))

    covered = memory.window.covered
    history.take(number + 1, said)
    prompt = memory.prompt()
    result.forced += memory.window.covered != covered
    turn, answer = await answered(model, prompt, number)
    result.turns.append(turn)

    seconds = len(answer) / SPOKEN_CHARACTERS
    before = memory.window.notes, memory.window.covered
    memory.rest(seconds)
    await until_done(memory, seconds)
    history.hear(number + 1, answer)
    memory.rest()
    await until_done(memory, GAP_SECONDS)
    if memory.window.covered != before[1]:
        result.compactions += 1
        result.digests += "What we talked about before:" in str(memory.window.notes)


async def answered(model: LocalLanguageModel, prompt: list[Message], number: int) -> tuple[Turn, str]:
    """Measures one answer."""
    pieces: list[str] = []
    first = 0.0
    began = time.perf_counter()
    async with aclosing(model.generate(prompt, SAMPLING)) as stream:
        async for piece in stream:
            first = first or time.perf_counter() - began
            pieces.append(piece)
    first = first or time.perf_counter() - began
    shown = "\n".join(message.content for message in prompt)
    known = sum(word in shown for _, word in FACTS[: number + 1])
    tokens = await model.count_tokens(prompt)
    assert model.pid is not None
    has_summary = len(prompt) > 1 and prompt[1].content.startswith(("Remember what I told", "What we talked"))
    turn = Turn(first * 1e3, tokens, known, has_summary, resident_mb(os.getpid()), resident_mb(model.pid))
    return turn, "".join(pieces).strip() or "Well."


async def until_done(memory: Memory, seconds: float | None) -> None:
    """Lets it work until there is nothing left to do, at most for `seconds`."""
    ends = None if seconds is None else time.monotonic() + seconds
    while memory.busy and (ends is None or time.monotonic() < ends):
        await asyncio.sleep(0.005)


async def within(seconds: float, work: Awaitable[None]) -> None:
    """As much of `work` as can be done in that time."""
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError:
        return


def resident_mb(pid: int) -> float:
    """Resident memory of a process, in MB of 10^6 bytes (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise ProcessLookupError(pid)
