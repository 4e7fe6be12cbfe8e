"""The sample recording is what its description says."""

import asyncio

import numpy as np
import soundfile

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.paths import resources_folder
from echoflow.recognition.whisper import WhisperRecognizer

RECORDING = resources_folder() / "samples" / "two-questions.wav"


def read() -> tuple[Samples, int]:
    samples, rate = soundfile.read(RECORDING, dtype="int16")
    return samples, rate


def test_it_is_small_and_needs_no_conversion() -> None:
    samples, rate = read()

    assert rate == CAPTURE_RATE
    assert samples.ndim == 1
    assert RECORDING.stat().st_size < 1_000_000
    assert 12 < len(samples) / rate < 30


def test_both_questions_are_understood_and_leave_time_for_an_answer() -> None:
    samples, rate = read()
    loud = np.flatnonzero(np.abs(samples.astype(int)) > 300)
    longest = int(np.argmax(np.diff(loud)))
    first_ends, second_begins = int(loud[longest]), int(loud[longest + 1])

    async def listen() -> list[str]:
        recognizer = WhisperRecognizer()
        await recognizer.load()
        texts = []
        for part in (samples[: first_ends + rate // 2], samples[second_begins - rate // 2 :]):
            utterance = recognizer.begin(lambda _: None)
            utterance.feed(part)
            texts.append((await utterance.transcribe()).text)
            utterance.close()
        await recognizer.close()
        return texts

    assert asyncio.run(listen()) == ["Where is the Eiffel Tower?", "Who built it?"]
    assert (second_begins - first_ends) / rate > 7
