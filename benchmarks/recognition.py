"""How long after the last sample the final transcript is there, and how many words are wrong, against plain Whisper.

    .venv/bin/python benchmarks/recognition.py [--output FOLDER]

Questions, remarks and read sentences of 1 to 8 s, by the local voice, other synthesizers and people, in a quiet room.
Each is fed as the app does it, in frames of 10 ms in real time: a lead before, and 0.1 s of silence behind, which is
when the transcript is asked for; what was decoded by then counts. Beside it: the same recognizer that is handed the
whole utterance at once, and faster-whisper's own call on the same model with as many threads. All in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import faster_whisper
import jiwer
import numpy as np
import tests_on_path  # noqa: F401
from voice_to_voice import QUESTIONS

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, Samples
from echoflow.recognition.whisper import WhisperRecognizer
from echoflow.recognition.whisper_model import default_threads, packaged_model
from support import clips
from support.speech import audioeval_clips, librivox_sentences, noise, normalise, say, silence

ROOM = 0.0004
"""RMS of the noise of a quiet room, of full scale."""

LEAD, PAUSE = 0.25, 0.1
"""Seconds before the onset, and of silence until the transcript is asked for."""

SEEDS = (1, 2, 3)

Transcribe = Callable[[Samples], Awaitable[tuple[str, float]]]


@dataclass(frozen=True)
class Spoken:
    """One utterance and its words."""

    text: str
    samples: Samples

    @property
    def seconds(self) -> float:
        """Without lead and pause."""
        return len(self.samples) / CAPTURE_RATE - LEAD - PAUSE


@dataclass
class Result:
    """What one way of transcribing needed, one number an utterance.

    Attributes:
        waited: seconds from asking for the transcript until it was there.

    """

    design: str
    seconds: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def percentile(self, share: float, shorter: float, longer: float = 0.0) -> float:
        """Milliseconds waited for utterances of `longer` to `shorter` seconds."""
        chosen = [w for s, w in zip(self.seconds, self.waited, strict=True) if longer <= s < shorter]
        return float(np.percentile(chosen, share)) * 1000


def utterances() -> Iterator[Spoken]:
    """What is said, in a quiet room."""
    for seed in SEEDS:
        for question in QUESTIONS:
            yield in_a_room(question, say(question, seed=seed))
    for clip in (*clips.finished_turns(), *clips.interruptions()):
        if clip.language == "en":
            yield in_a_room(clip.text, clip.samples())
    for recording in (*librivox_sentences(), *audioeval_clips()):
        yield in_a_room(recording.text, recording.samples())


def in_a_room(text: str, speech: Samples) -> Spoken:
    """With lead, pause and the noise of the room."""
    sound = np.concatenate([silence(LEAD), speech, silence(PAUSE)]).astype(np.int32)
    sound += noise(len(sound) / CAPTURE_RATE, ROOM)[: len(sound)]
    return Spoken(text, np.clip(sound, -32768, 32767).astype(np.int16))


def live(recognizer: WhisperRecognizer) -> Transcribe:
    """As a conversation does it."""

    async def transcribe(samples: Samples) -> tuple[str, float]:
        utterance = recognizer.begin(lambda _: None)
        began = time.monotonic()
        for end in range(FRAME_SAMPLES, len(samples) + 1, FRAME_SAMPLES):
            await asyncio.sleep(max(0.0, began + end / CAPTURE_RATE - time.monotonic()))
            utterance.feed(samples[end - FRAME_SAMPLES : end])
        asked = time.monotonic()
        text = (await utterance.transcribe()).text
        waited = time.monotonic() - asked
        utterance.close()
        return text, waited

    return transcribe


def at_once(recognizer: WhisperRecognizer) -> Transcribe:
    """All of the utterance, of which nothing is known before."""

    async def transcribe(samples: Samples) -> tuple[str, float]:
        utterance = recognizer.begin(lambda _: None)
        asked = time.monotonic()
        utterance.feed(samples)
        text = (await utterance.transcribe()).text
        utterance.close()
        return text, time.monotonic() - asked

    return transcribe


def plain(model: Any) -> Transcribe:
    """faster-whisper as its documentation calls it, but greedy and told the language."""

    async def transcribe(samples: Samples) -> tuple[str, float]:
        asked = time.monotonic()
        segments, _ = model.transcribe(samples.astype(np.float32) / 32768, language="en", beam_size=1)
        text = " ".join(segment.text for segment in segments)
        return text, time.monotonic() - asked

    return transcribe


async def measure(design: str, transcribe: Transcribe, spoken: list[Spoken]) -> Result:
    """All utterances, one after the other."""
    result = Result(design)
    for utterance in spoken:
        text, waited = await transcribe(utterance.samples)
        result.seconds.append(utterance.seconds)
        result.waited.append(waited)
        result.texts.append(text)
    print(f"  {design}: done", flush=True)
    return result


async def measure_all(spoken: list[Spoken]) -> list[Result]:
    """The three ways."""
    recognizer = WhisperRecognizer()
    await recognizer.load()
    model = faster_whisper.WhisperModel(
        str(packaged_model()), device="cpu", compute_type="int8", cpu_threads=default_threads()
    )
    results = [
        await measure("EchoFlow, live", live(recognizer), spoken),
        await measure("EchoFlow, all at once", at_once(recognizer), spoken),
        await measure("faster-whisper", plain(model), spoken),
    ]
    await recognizer.close()
    return results


def word_errors(result: Result, spoken: list[Spoken]) -> float:
    """Share of the words that are wrong."""
    return float(jiwer.wer([normalise(one.text) for one in spoken], [normalise(text) for text in result.texts]))


def table(results: list[Result], spoken: list[Spoken]) -> str:
    """What was measured, for people."""
    lines = [
        f"{len(spoken)} utterances; ms from asking for the transcript to having it",
        f"{'':24}{'p50':>7}{'p95':>7}{'< 2 s':>8}{'2-4 s':>8}{'4-9 s':>8}{'words wrong':>13}",
    ]
    for result in results:
        numbers = [result.percentile(50, 99), result.percentile(95, 99)]
        bands = [result.percentile(50, 2), result.percentile(50, 4, 2), result.percentile(50, 99, 4)]
        lines.append(
            f"{result.design:24}"
            + "".join(f"{ms:7.0f}" for ms in numbers)
            + "".join(f"{ms:8.0f}" for ms in bands)
            + f"{word_errors(result, spoken):13.1%}"
        )
    return "\n".join(lines)


def main() -> None:
    """Measures, prints a table and writes JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    folder = parser.parse_args().output
    spoken = list(utterances())
    results = asyncio.run(measure_all(spoken))
    print(table(results, spoken))
    folder.mkdir(parents=True, exist_ok=True)
    measured = [asdict(result) | {"word_errors": word_errors(result, spoken)} for result in results]
    (folder / "recognition.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
