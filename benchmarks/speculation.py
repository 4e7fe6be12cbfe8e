"""What preparing in secret gains, and what it costs when the user goes on.

    .venv/bin/python benchmarks/speculation.py [--output FOLDER]

Twenty spoken questions, every second one with a hesitation of 0.3 to 0.6 s in the middle, in one conversation in real
time: once as EchoFlow is, once with a language model that is asked only for what is certain (as one that cannot take
back what it read is). Counted are the time from the end of the question to the answer, and of the replies that were
made in secret those that were dropped because the user went on, with the pieces of text and the seconds of speech that
went into them for nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from questions_endpoint import QuestionsEndpoint
from voice_to_voice import OPTIONS, QUESTIONS, Result, ask_all, draw, percentile, spoken

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.commands import runner
from echoflow.language.language_model import LanguageModel
from echoflow.pipeline.engine_choice import EngineChoice
from echoflow.pipeline.engine_factory import create
from echoflow.pipeline.session import Session

HESITATIONS = (0.3, 0.4, 0.5, 0.6)
"""Seconds."""

_SEARCHED = (0.35, 0.75)
"""Where in a question a hesitation is put, as shares of its length: at the quietest place there."""

_BLOCK = CAPTURE_RATE // 100


class Unspeculative:
    """A language model that cannot take back what it read; else the one it stands before."""

    rolls_back = False

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


@dataclass
class Speculation:
    """What one run needed, and what of it was for nothing."""

    result: Result
    drafts: int = 0
    dropped: int = 0
    wasted_pieces: int = 0
    wasted_speech: float = 0.0
    pieces: int = 0
    turns: list[str] = field(default_factory=list)

    def drop(self, _turn: int, _revision: int, pieces: int, seconds: float) -> None:
        """A reply that was made in secret will not be heard."""
        self.dropped += 1
        self.wasted_pieces += pieces
        self.wasted_speech += seconds

    def count(self, _turn: int, _revision: int) -> None:
        """A reply is begun."""
        self.drafts += 1

    def count_piece(self, *_: object) -> None:
        """A piece of a reply that is heard."""
        self.pieces += 1


def hesitating(question: Samples, seconds: float) -> Samples:
    """`question` (16 kHz) with a silence at the quietest place of its middle."""
    blocks = question[: len(question) // _BLOCK * _BLOCK].reshape(-1, _BLOCK).astype(np.float64)
    loudness = (blocks**2).mean(axis=1)
    first, last = (round(share * len(blocks)) for share in _SEARCHED)
    cut = (first + int(np.argmin(loudness[first:last]))) * _BLOCK
    return np.concatenate([question[:cut], np.zeros(round(seconds * CAPTURE_RATE), np.int16), question[cut:]])


def with_hesitations(questions: list[Samples]) -> list[Samples]:
    """Every second one hesitates, each a little longer than the one before."""
    return [
        hesitating(question, HESITATIONS[number // 2 % len(HESITATIONS)]) if number % 2 else question
        for number, question in enumerate(questions)
    ]


async def measure(
    name: str, questions: list[Samples], prepare: Callable[[LanguageModel], LanguageModel]
) -> Speculation:
    """One conversation."""
    run = Speculation(Result(name))
    engines = create(EngineChoice())
    await engines.load(lambda _: None)
    engines.language_model = prepare(engines.language_model)
    endpoint = QuestionsEndpoint()
    session = Session(endpoint, engines, OPTIONS)
    session.log.turn_timed.connect(run.result.add_stages)
    session.llm.begun.connect(run.count)
    session.llm.token.connect(run.count_piece)
    session.manager.draft_dropped.connect(run.drop)
    session.manager.turn_taken.connect(lambda _turn, _revision, text: run.turns.append(text))
    session.start()
    await ask_all(endpoint, questions, run.result)
    await session.close()
    await engines.close()
    return run


def table(ours: Speculation, plain: Speculation) -> str:
    """What was measured, for people."""
    lines = [f"{'':34}{'p50 ms':>8}{'p95 ms':>8}"]
    for run in (ours, plain):
        times = run.result.voice_to_voice
        lines.append(f"{run.result.design:34}{percentile(times, 50):8.0f}{percentile(times, 95):8.0f}")
    saved = [
        later - sooner for sooner, later in zip(ours.result.voice_to_voice, plain.result.voice_to_voice, strict=True)
    ]
    made = ours.pieces + ours.wasted_pieces
    share = ours.wasted_pieces / max(made, 1)
    lines += [
        f"saved: {percentile(saved, 50):.0f} ms at the median, {np.mean(saved) * 1000:.0f} ms on average",
        f"replies begun: {ours.drafts}; dropped because the user went on: {ours.dropped}",
        f"for nothing: {ours.wasted_pieces} of {made} tokens ({share:.0%}), {ours.wasted_speech:.1f} s of speech",
    ]
    return "\n".join(lines)


def main() -> None:
    """Runs both and prints, writes and draws the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    questions = with_hesitations(spoken(QUESTIONS))
    runs: list[Speculation] = []

    async def run(name: str, prepare: Callable[[LanguageModel], LanguageModel]) -> int:
        runs.append(await measure(name, questions, prepare))
        return 0

    runner.run(run("EchoFlow", lambda model: model))
    runner.run(run("nothing ahead of the turn", Unspeculative))
    print(table(*runs))
    figures = [
        {
            "design": each.result.design,
            "voice_to_voice_s": each.result.voice_to_voice,
            "stages_s": each.result.stages,
            "replies_begun": each.drafts,
            "replies_dropped": each.dropped,
            "tokens": each.pieces,
            "wasted_tokens": each.wasted_pieces,
            "wasted_speech_s": each.wasted_speech,
        }
        for each in runs
    ]
    (folder / "speculation.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    draw([each.result for each in runs], folder / "speculation.svg")


if __name__ == "__main__":
    main()
