"""Does a long conversation get slower? Time to first token against the length of the history; and 200 turns.

    .venv/bin/python benchmarks/context_growth.py [--turns N] [--output FOLDER]

First the time to the first piece of an answer, with 100 to 3,000 tokens of history. EchoFlow has read the history and
the words that were certain while the user spoke; the plain design sends everything as a new request and reuses nothing.
The same model, one after the other in the same run. Two figures: from the words being known, which is the model's part,
and from the user's last word, which is what they wait for. Then a conversation of 200 turns in a context of 2,048
tokens; see long_conversation.py.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from contextlib import aclosing
from dataclasses import asdict, dataclass
from pathlib import Path

from long_conversation import CONTEXT, FACTS, KNOWN_AFTER_MS, READ_AHEAD, Conversation, converse, words_of

from echoflow.commands import runner
from echoflow.language.language_model import Message, Sampling
from echoflow.language.llama import LlamaOptions, LocalLanguageModel
from echoflow.pipeline.session import PACKAGED_MODEL_PROMPT
from echoflow.store.model_library import default_model

LENGTHS = (100, 500, 1000, 2000, 3000)
"""Tokens of history."""

ROUNDS = 7
PLAIN_ROUNDS = 2
"""It takes ten seconds a round at 3,000 tokens, and always the same."""

_ROOM = 4096
_SAMPLING = Sampling(temperature=0.0, max_tokens=8, seed=1)
_ANSWER = "It is a good question, and there is much to say about it. People have used it for a long time, and they do."


@dataclass
class Growth:
    """Milliseconds from the words being known to the first token, with so many tokens of history."""

    tokens: int
    echoflow_ms: list[float]
    plain_ms: list[float]


async def history_of(model: LocalLanguageModel, tokens: int) -> list[Message]:
    """A conversation of about `tokens` tokens."""
    messages = [Message("system", PACKAGED_MODEL_PROMPT)]
    turn = len(FACTS)
    while await model.count_tokens(messages) < tokens:
        messages += [Message("user", words_of(turn)), Message("assistant", _ANSWER)]
        turn += 1
    return messages


async def first_token_ms(model: LocalLanguageModel, messages: list[Message]) -> float:
    """From the request to the first piece."""
    began = time.perf_counter()
    async with aclosing(model.generate(messages, _SAMPLING)) as pieces:
        async for _ in pieces:
            break
    took = 1e3 * (time.perf_counter() - began)
    await model.idle()
    return took


async def measure_growth(model: LocalLanguageModel, tokens: int) -> Growth:
    """Both designs with one length of history."""
    history = await history_of(model, tokens)
    growth = Growth(await model.count_tokens(history), [], [])
    for round_ in range(ROUNDS):
        words = words_of(100 + round_).split()
        certain = " ".join(words[: round(READ_AHEAD * len(words))])
        await model.prefill([*history, Message("user", certain)], _SAMPLING)
        await model.idle()
        growth.echoflow_ms.append(await first_token_ms(model, [*history, Message("user", " ".join(words))]))
    for round_ in range(PLAIN_ROUNDS):
        # Another beginning, so that nothing which was read can be used again.
        other = [Message("system", f"{round_}. {PACKAGED_MODEL_PROMPT}"), *history[1:]]
        growth.plain_ms.append(await first_token_ms(model, [*other, Message("user", words_of(100 + round_))]))
    ours, plain = _median(growth.echoflow_ms), _median(growth.plain_ms)
    print(f"  {growth.tokens:5} tokens: {ours:6.0f} ms, plain {plain:6.0f} ms", flush=True)
    return growth


async def measure_all(model_path: Path) -> list[Growth]:
    """All lengths."""
    model = LocalLanguageModel(LlamaOptions(str(model_path), context_length=_ROOM))
    try:
        await model.load()
        # The first request of a process pays for what the later ones find there.
        await first_token_ms(model, [Message("user", "Hello.")])
        return [await measure_growth(model, tokens) for tokens in LENGTHS]
    finally:
        await model.close()


def _median(values: list[float]) -> float:
    return statistics.median(values)


def growth_table(growths: list[Growth]) -> str:
    """What was measured, for people."""
    first, last = growths[0], growths[-1]
    lines = [f"{'tokens of history':>18}{'EchoFlow ms':>13}{'plain ms':>10}   from the words being known"]
    lines += [f"{g.tokens:18}{_median(g.echoflow_ms):13.0f}{_median(g.plain_ms):10.0f}" for g in growths]
    for since, before in (("the words being known", 0.0), ("the user's last word", KNOWN_AFTER_MS)):
        ours = (_median(last.echoflow_ms) + before) / (_median(first.echoflow_ms) + before)
        plain = (_median(last.plain_ms) + before) / (_median(first.plain_ms) + before)
        lines.append(
            f"From {since}: {last.tokens} tokens take {ours:.2f} times as long as {first.tokens}; plain {plain:.1f}"
        )
    return "\n".join(lines)


def conversation_table(held: Conversation) -> str:
    """The same for the long conversation."""
    turns, known = held.turns, min(turn.facts for turn in held.turns[len(FACTS) - 1 :])
    times = sorted(turn.first_token_ms for turn in turns)
    median, p95 = times[len(times) // 2], times[int(0.95 * len(times))]
    app, model = turns[-1].app_mb, turns[-1].model_mb
    return f"""\
{len(turns)} turns in {CONTEXT} tokens; largest prompt {max(turn.prompt_tokens for turn in turns)}
First token after the words were known: \
median of the first ten {held.median_of_first_ten:.0f} ms, of all {median:.0f}, p95 {p95:.0f}
Slowest turn: {held.slowest + 1} with {times[-1]:.0f} ms, {held.slowest_ratio():.2f} times the first ten; \
{held.slowest_ratio(KNOWN_AFTER_MS):.2f} times from the user's last word
Facts of the first ten turns in the prompt: at least {known} of {len(FACTS)}
Compactions: {held.compactions}, {held.digests} with a digest of the model; {held.forced} while somebody waited
Memory over the second half: app {app:.0f} MB within {held.growth("app_mb"):.1%}, \
model {model:.0f} MB within {held.growth("model_mb"):.1%}"""


def draw(growths: list[Growth], held: Conversation, file: Path) -> None:
    """Length against time on the left, turn against time on the right."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.4))
    tokens = [growth.tokens for growth in growths]
    left.plot(tokens, [_median(growth.plain_ms) for growth in growths], "o-", color="#9aa0a6", label="plain design")
    left.plot(tokens, [_median(growth.echoflow_ms) for growth in growths], "o-", color="#2f7de1", label="EchoFlow")
    left.set_yscale("log")
    left.set_xlabel("tokens of history")
    left.set_ylabel("ms from the words being known")
    left.legend(frameon=False)
    times = [turn.first_token_ms + KNOWN_AFTER_MS for turn in held.turns]
    limit = 1.5 * (held.median_of_first_ten + KNOWN_AFTER_MS)
    right.plot(range(1, len(times) + 1), times, ".", color="#2f7de1", markersize=4)
    right.axhline(limit, color="#d93025", linewidth=0.8, linestyle="--")
    right.set_ylim(0, 1.1 * max(*times, limit))
    right.set_xlabel(f"turn, in a context of {CONTEXT} tokens (line: 1.5 times the first ten)")
    right.set_ylabel("ms from the user's last word")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main() -> None:
    """Runs both and prints, writes and draws the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=200, help="of the long conversation (default: %(default)s)")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    arguments = parser.parse_args()
    folder: Path = arguments.output
    folder.mkdir(parents=True, exist_ok=True)
    growths: list[Growth] = []
    conversations: list[Conversation] = []

    async def measure() -> int:
        growths.extend(await measure_all(default_model()))
        conversations.append(await converse(default_model(), arguments.turns))
        return 0

    runner.run(measure())
    held = conversations[0]
    print(growth_table(growths), conversation_table(held), sep="\n\n")
    figures = {"growth": [asdict(growth) for growth in growths], "conversation": asdict(held)}
    (folder / "context_growth.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    draw(growths, held, folder / "context_growth.svg")


if __name__ == "__main__":
    main()
