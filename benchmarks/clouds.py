"""Voice to voice with Deepgram and ElevenLabs, against what cannot be avoided and against the plain design.

    .venv/bin/python benchmarks/clouds.py [--recognition-ms 250] [--synthesis-ms 200] [--output FOLDER]

Deepgram and ElevenLabs are stand-ins on loopback, in processes of their own, that take as long as the real services
do: a final transcript 250 ms after the last sound, the first byte of speech 200 ms after its text. The language model
is the packaged one. What cannot be avoided is the sum of these two and of the time the model takes to its first phrase.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import tests_on_path  # noqa: F401
from plain_clouds import PlainCloudConversation
from questions_endpoint import QuestionsEndpoint
from voice_to_voice import OPTIONS, QUESTIONS, Result, ask_all, check, draw, percentile, spoken

from echoflow.audio.frames import Samples
from echoflow.clouds.addresses import Address
from echoflow.commands import runner
from echoflow.pipeline.engine_choice import CloudChoice, EngineChoice
from echoflow.pipeline.engine_factory import Clouds, create
from echoflow.pipeline.session import Session
from echoflow.store.credentials import Key, KeyState, Service
from echoflow.synthesis.synthesizer import SpokenChunk, Synthesizer
from support.stand_in_program import stand_in_program


class PhraseClock:
    """A synthesizer that notes when it is given the first phrase of each reply; else the one it stands before."""

    def __init__(self, synthesizer: Synthesizer) -> None:
        self._synthesizer = synthesizer
        self.first_phrases: list[float] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._synthesizer, name)

    async def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        """As the synthesizer does."""

        async def noted() -> AsyncIterator[str]:
            is_first = True
            async for phrase in phrases:
                if is_first:
                    self.first_phrases.append(time.monotonic())
                    is_first = False
                yield phrase

        async for chunk in self._synthesizer.speak(noted()):
            yield chunk


async def measure_echoflow(
    name: str, model: str, addresses: tuple[str, str], questions: list[Samples]
) -> tuple[Result, list[float]]:
    """EchoFlow's session; and how long the language model took to the first phrase of each answer, in seconds."""
    result = Result(name)
    deepgram, elevenlabs = addresses
    clouds = Clouds(
        {service: Key(KeyState.FOUND, "benchmark", "session") for service in (Service.DEEPGRAM, Service.ELEVENLABS)},
        {Service.DEEPGRAM: Address.parse(deepgram, ""), Service.ELEVENLABS: Address.parse(elevenlabs, "")},
    )
    choice = EngineChoice(asr="deepgram", tts="elevenlabs", cloud=CloudChoice(deepgram_model=model))
    engines = create(choice, clouds)
    clock = PhraseClock(engines.synthesizer)
    engines.synthesizer = clock
    await engines.load(print)
    endpoint = QuestionsEndpoint()
    session = Session(endpoint, engines, OPTIONS)
    session.notice.connect(print)
    session.log.turn_timed.connect(result.add_stages)
    understood: list[str] = []
    started: list[float] = []
    session.manager.turn_taken.connect(lambda _turn, _revision, text: understood.append(text))
    session.llm.generation_started.connect(lambda: started.append(time.monotonic()))
    session.start()
    await ask_all(endpoint, questions, result)
    await session.close()
    await engines.close()
    check(result, understood)
    # A turn that went on was begun twice; its last beginning counts.
    thinking = [first - max(at for at in started if at <= first) for first in clock.first_phrases]
    return result, thinking


async def measure_plain(addresses: tuple[str, str], questions: list[Samples]) -> Result:
    """The plain design."""
    result = Result("plain design")
    engines = create(EngineChoice())
    await engines.language_model.load()
    endpoint = QuestionsEndpoint()
    conversation = PlainCloudConversation(endpoint, engines.language_model, OPTIONS, addresses, result.add_stages)
    await conversation.start()
    await ask_all(endpoint, questions, result)
    await conversation.close()
    await engines.close()
    check(result, conversation.understood)
    return result


def main() -> None:
    """Runs all and prints, writes and draws the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recognition-ms", type=int, default=250)
    parser.add_argument("--synthesis-ms", type=int, default=200)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    questions = spoken(QUESTIONS)
    services = (arguments.recognition_ms + arguments.synthesis_ms) / 1000
    results: list[Result] = []
    figures: list[dict[str, Any]] = []

    async def run(design: Callable[[tuple[str, str]], Awaitable[None]]) -> int:
        with (
            stand_in_program("deepgram", "--latency-ms", str(arguments.recognition_ms)) as deepgram,
            stand_in_program("elevenlabs", "--latency-ms", str(arguments.synthesis_ms)) as elevenlabs,
        ):
            await design((deepgram.url, elevenlabs.url))
        return 0

    async def echoflow(name: str, model: str, addresses: tuple[str, str]) -> None:
        result, thinking = await measure_echoflow(name, model, addresses, questions)
        unavoidable = services + percentile(thinking, 50) / 1000
        print(report(result, unavoidable))
        results.append(result)
        figures.append(figures_of(result) | {"unavoidable_s": unavoidable, "thinking_s": thinking})

    async def plain(addresses: tuple[str, str]) -> None:
        result = await measure_plain(addresses, questions)
        print(report(result))
        results.append(result)
        figures.append(figures_of(result))

    runner.run(run(lambda addresses: echoflow("EchoFlow, Flux", "flux", addresses)))
    runner.run(run(lambda addresses: echoflow("EchoFlow, nova-3", "nova-3", addresses)))
    runner.run(run(plain))
    (arguments.output / "clouds.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    draw(results, arguments.output / "clouds.svg")


def figures_of(result: Result) -> dict[str, Any]:
    """What is written."""
    return {"design": result.design, "voice_to_voice_s": result.voice_to_voice, "stages_s": result.stages}


def report(result: Result, unavoidable: float | None = None) -> str:
    """A design's figures, for people."""
    median = percentile(result.voice_to_voice, 50)
    lines = [f"{result.design:34}{median:8.0f}{percentile(result.voice_to_voice, 95):8.0f}  ms (p50, p95)"]
    for stage, seconds in result.stages.items():
        lines.append(f"{'  until ' + stage:34}{percentile(seconds, 50):8.0f}{percentile(seconds, 95):8.0f}")
    if unavoidable is not None:
        more = median - unavoidable * 1000
        lines.append(f"  cannot be avoided: {unavoidable * 1000:.0f} ms; EchoFlow adds {more:.0f} ms")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
