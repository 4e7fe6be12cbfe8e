"""From the true end of the user's speech to the first audible sample of the answer, against the plain design.

    .venv/bin/python benchmarks/voice_to_voice.py [--output FOLDER]

Twenty spoken questions in one conversation, in real time, through the session that `echoflow serve` and the app use,
then through the plain design (see plain_design.py) in the same run on the same engines. Both are measured at the same
place, the endpoint: from the last audible sample that went in to the first that came out, silence before a sentence
included.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import jiwer
import numpy as np
from hibari import Hibari
from plain_design import PlainConversation
from questions_endpoint import QuestionsEndpoint

from echoflow.audio.frames import CAPTURE_RATE, PLAYBACK_RATE, Samples
from echoflow.commands import runner
from echoflow.conversation.timeline import Timeline
from echoflow.language.language_model import Sampling
from echoflow.pipeline.engine_choice import EngineChoice
from echoflow.pipeline.engine_factory import create
from echoflow.pipeline.session import PACKAGED_MODEL_PROMPT, Session, SessionOptions

QUESTIONS = (
    "What is the capital of France?",
    "And what is it famous for?",
    "What do bees make?",
    "What color is the sky?",
    "How many days are in a week?",
    "Who wrote Romeo and Juliet?",
    "What is the largest ocean?",
    "What do cows drink?",
    "How many legs does a spider have?",
    "What is the opposite of hot?",
    "When is the best time to plant roses?",
    "Where do penguins live?",
    "Could you tell me how to boil an egg?",
    "How far away is the moon?",
    "Please name three kinds of fruit.",
    "Why is the sea salty?",
    "Tell me something about Mozart.",
    "Is a tomato a fruit or a vegetable?",
    "Which planet is the largest?",
    "What should I wear when it snows?",
)

SILENCE_SECONDS = 1.5
"""How long the answer must be over before the next question."""

OPTIONS = SessionOptions(system_prompt=PACKAGED_MODEL_PROMPT, sampling=Sampling(temperature=0.0, max_tokens=48, seed=1))


@dataclass
class Result:
    """What one design needed, in seconds, one number a question."""

    design: str
    voice_to_voice: list[float] = field(default_factory=list)
    stages: dict[str, list[float]] = field(default_factory=dict)

    def add_stages(self, timeline: Timeline) -> None:
        """Takes note of where the time of a turn went."""
        for stage, seconds in timeline.stages().items():
            self.stages.setdefault(stage, []).append(seconds)


def spoken(questions: tuple[str, ...]) -> list[Samples]:
    """The questions at 16 kHz."""
    import soxr

    voice = Hibari()
    sounds = [np.asarray(voice(question, seed=1) * 32767, np.int16) for question in questions]
    return [np.asarray(soxr.resample(sound, PLAYBACK_RATE, CAPTURE_RATE), np.int16) for sound in sounds]


async def ask_all(endpoint: QuestionsEndpoint, questions: list[Samples], result: Result) -> None:
    """Asks each question once the answer to the one before is over."""
    await asyncio.sleep(1.0)
    for question in questions:
        endpoint.ask(question)
        while endpoint.answered_at is None or time.monotonic() - endpoint.silent_since < SILENCE_SECONDS:
            await asyncio.sleep(0.02)
        assert endpoint.speech_ended_at is not None
        result.voice_to_voice.append(endpoint.answered_at - endpoint.speech_ended_at)
        print(f"  {result.design}: {result.voice_to_voice[-1] * 1000:5.0f} ms", flush=True)


def check(result: Result, understood: list[str]) -> None:
    """A design that did not hear the questions has answered nothing."""
    errors = jiwer.wer([plain(text) for text in QUESTIONS], [plain(text) for text in understood])
    print(f"  {result.design}: {errors:.0%} of the words misheard")
    if errors > 0.2:
        raise SystemExit(f"{result.design} understood {understood}")


def plain(text: str) -> str:
    """Words only."""
    return re.sub(r"[^a-z ]", "", text.lower()).strip()


async def measure_echoflow(questions: list[Samples]) -> Result:
    """EchoFlow's session."""
    result = Result("EchoFlow")
    engines = create(EngineChoice())
    await engines.load(print)
    endpoint = QuestionsEndpoint()
    session = Session(endpoint, engines, OPTIONS)
    session.log.turn_timed.connect(result.add_stages)
    understood: list[str] = []
    session.manager.turn_taken.connect(lambda _turn, _revision, text: understood.append(text))
    session.start()
    await ask_all(endpoint, questions, result)
    await session.close()
    await engines.close()
    check(result, understood)
    return result


async def measure_plain(questions: list[Samples]) -> Result:
    """The plain design."""
    result = Result("plain design")
    engines = create(EngineChoice())
    await engines.language_model.load()
    endpoint = QuestionsEndpoint()
    conversation = PlainConversation(endpoint, engines.language_model, OPTIONS, result.add_stages)
    conversation.start()
    await ask_all(endpoint, questions, result)
    await conversation.close()
    await engines.close()
    check(result, conversation.understood)
    return result


def percentile(seconds: list[float], share: float) -> float:
    """Milliseconds."""
    return float(np.percentile(seconds, share)) * 1000


def table(results: list[Result]) -> str:
    """What was measured, for people."""
    lines = [f"{'':34}{'p50 ms':>8}{'p95 ms':>8}"]
    for result in results:
        numbers = f"{percentile(result.voice_to_voice, 50):8.0f}{percentile(result.voice_to_voice, 95):8.0f}"
        lines.append(f"{result.design:34}{numbers}")
        for stage, seconds in result.stages.items():
            lines.append(f"{'  until ' + stage:34}{percentile(seconds, 50):8.0f}{percentile(seconds, 95):8.0f}")
    ours, plain = (percentile(result.voice_to_voice, 50) for result in results)
    lines.append(f"EchoFlow answers in {ours / plain:.2f} of the plain design's time (p50).")
    return "\n".join(lines)


def draw(results: list[Result], file: Path) -> None:
    """Each answer as a dot, the medians as bars."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 0.6 + 0.8 * len(results)))
    for row, result in enumerate(reversed(results)):
        color = "#2f7de1" if result.design.startswith("EchoFlow") else "#9aa0a6"
        milliseconds = [seconds * 1000 for seconds in result.voice_to_voice]
        axes.barh(row, percentile(result.voice_to_voice, 50), color=color, height=0.5, alpha=0.85)
        axes.plot(milliseconds, [row] * len(milliseconds), "|", color="black", markersize=9)
    axes.set_yticks(range(len(results)), [result.design for result in reversed(results)])
    axes.set_xlabel("ms from the end of the question to the first sound of the answer (bar: median)")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main() -> None:
    """Runs both and prints, writes and draws the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    questions = spoken(QUESTIONS)
    results: list[Result] = []

    async def measure(design: Callable[[list[Samples]], Awaitable[Result]]) -> int:
        results.append(await design(questions))
        return 0

    runner.run(measure(measure_echoflow))
    runner.run(measure(measure_plain))
    print(table(results))
    figures = [{"design": r.design, "voice_to_voice_s": r.voice_to_voice, "stages_s": r.stages} for r in results]
    (folder / "voice_to_voice.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    draw(results, folder / "voice_to_voice.svg")


if __name__ == "__main__":
    main()
