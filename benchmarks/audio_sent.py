"""How much audio is sent, and so paid for, of ten minutes in which somebody speaks for one.

    .venv/bin/python benchmarks/audio_sent.py [--minutes 10] [--model nova-3|flux|both] [--output FOLDER]

In real time, through the session that the app uses, hands-free, against the stand-in of Deepgram, which counts what
arrives: everything, keeping the connection alive included. One tenth of the time is speech, in ten questions.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path
from typing import Any

import numpy as np
import tests_on_path  # noqa: F401
from questions_endpoint import AUDIBLE, QuestionsEndpoint
from voice_to_voice import QUESTIONS, spoken

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.clouds.addresses import Address
from echoflow.commands import runner
from echoflow.language.language_model import Sampling
from echoflow.pipeline.engine_choice import CloudChoice, EngineChoice
from echoflow.pipeline.engine_factory import Clouds, create
from echoflow.pipeline.session import Session, SessionOptions
from echoflow.store.credentials import Key, KeyState, Service
from support.stand_in_program import stand_in_program

TURNS_A_MINUTE = 1


def turn_of(seconds: float, questions: list[Samples]) -> Samples:
    """Speech that lasts about `seconds`: questions one after the other, without a gap."""
    audible = [question[slice(*_edges(question))] for question in questions]
    sound = np.concatenate(audible * 10)
    return np.asarray(sound[: round(seconds * CAPTURE_RATE)], np.int16)


def _edges(sound: Samples) -> tuple[int, int]:
    loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > AUDIBLE)
    return int(loud[0]), int(loud[-1]) + 1


async def measure(model: str, minutes: int) -> dict[str, Any]:
    """Seconds of microphone, of speech and of audio that was sent."""
    turn = turn_of(6.0, spoken(QUESTIONS))
    with stand_in_program("deepgram", "--latency-ms", "250") as deepgram:
        clouds = Clouds(
            {Service.DEEPGRAM: Key(KeyState.FOUND, "benchmark", "session")},
            {Service.DEEPGRAM: Address.parse(deepgram.url, "Deepgram")},
        )
        engines = create(EngineChoice(asr="deepgram", cloud=CloudChoice(deepgram_model=model)), clouds)
        await engines.load(lambda _: None)
        endpoint = QuestionsEndpoint()
        session = Session(endpoint, engines, SessionOptions(sampling=Sampling(temperature=0.0, max_tokens=16)))
        session.start()
        for _ in range(minutes * TURNS_A_MINUTE):
            await asyncio.sleep(30)
            endpoint.ask(turn)
            await asyncio.sleep(30)
        await session.close()
        await engines.close()
    sent = sum(float(line.get("audio_seconds", 0.0)) for line in deepgram.used)
    return {"model": model, "microphone_s": 60.0 * minutes, "speech_s": 6.0 * minutes, "sent_s": sent}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--model", choices=("nova-3", "flux", "both"), default="both")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    models = ("nova-3", "flux") if arguments.model == "both" else (arguments.model,)
    figures: list[dict[str, Any]] = []

    async def run() -> int:
        figures.extend(await asyncio.gather(*(measure(model, arguments.minutes) for model in models)))
        return 0

    runner.run(run())
    for row in figures:
        print("{model}: {sent_s:.1f} s sent of {speech_s:.0f} s of speech in {microphone_s:.0f} s".format(**row))
    (arguments.output / "audio_sent.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
