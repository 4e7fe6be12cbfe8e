"""The transcript that is there, or nearly, when the end of the speech is certain: real speech in frames of 10 ms."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import numpy as np
import pytest

from echoflow.audio.frames import FRAME_SAMPLES, Samples
from echoflow.recognition.recognizer import Transcript
from echoflow.recognition.whisper import WhisperRecognizer, WhisperUtterance
from echoflow.recognition.whisper_model import WhisperModel
from support.speech import normalise, say, silence

BREATH = silence(0.1)
LEAD = silence(0.25)


class Decodes:
    """The seconds of audio in each decode of the model."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds: list[float] = []
        real = WhisperModel.decode

        def counted(model: WhisperModel, samples: Samples, **options: object) -> object:
            self.seconds.append(len(samples) / 16000)
            return real(model, samples, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(WhisperModel, "decode", counted)


@pytest.fixture(scope="module")
def recognizer() -> Iterator[WhisperRecognizer]:
    recognizer = WhisperRecognizer()
    asyncio.run(recognizer.load())
    yield recognizer
    asyncio.run(recognizer.close())


@pytest.fixture
def decodes(monkeypatch: pytest.MonkeyPatch) -> Decodes:
    return Decodes(monkeypatch)


def ignore(text: str) -> None:
    """For those who want the final transcript only."""


def feed(utterance: WhisperUtterance, *sounds: Samples) -> None:
    """Faster than anyone speaks, so that no partial transcript comes in between."""
    for sound in sounds:
        utterance.feed(sound)


async def until_idle(recognizer: WhisperRecognizer) -> None:
    while not recognizer.idle:
        await asyncio.sleep(0.005)


def test_silence_makes_a_transcript_no_older(recognizer: WhisperRecognizer, decodes: Decodes) -> None:
    async def ask_twice() -> tuple[Transcript, Transcript]:
        utterance = recognizer.begin(ignore)
        feed(utterance, np.concatenate([LEAD, say("Who wrote Romeo and Juliet?"), BREATH]))
        first = await utterance.transcribe()
        for _ in range(20):
            utterance.feed(silence(0.01))
        second = await utterance.transcribe()
        utterance.close()
        return first, second

    first, second = asyncio.run(ask_twice())

    assert decodes.seconds == [pytest.approx(first.audio_seconds)]
    assert second.text == first.text
    assert normalise(first.text) == "who wrote romeo and juliet"
    assert second.audio_seconds == pytest.approx(first.audio_seconds + 0.2)


def test_the_first_moment_of_silence_is_enough(recognizer: WhisperRecognizer, decodes: Decodes) -> None:
    async def pause_and_ask() -> str:
        utterance = recognizer.begin(ignore)
        # Too little for a partial transcript, until it turns silent.
        feed(utterance, LEAD, say("Stop.")[:1600], say("Stop.")[1600:])
        await until_idle(recognizer)
        decodes.seconds.clear()
        for _ in range(4):
            utterance.feed(silence(0.01))
        await until_idle(recognizer)
        for _ in range(10):
            utterance.feed(silence(0.01))
        text = (await utterance.transcribe()).text
        utterance.close()
        return text

    assert normalise(asyncio.run(pause_and_ask())) == "stop"
    assert len(decodes.seconds) <= 1


def test_a_transcript_that_is_being_made_is_waited_for(recognizer: WhisperRecognizer, decodes: Decodes) -> None:
    async def ask_again_while_it_works() -> str:
        utterance = recognizer.begin(ignore)
        feed(utterance, np.concatenate([LEAD, say("Tell me a joke."), BREATH]))
        first = asyncio.create_task(utterance.transcribe())
        await asyncio.sleep(0)
        first.cancel()
        text = (await utterance.transcribe()).text
        utterance.close()
        return text

    assert asyncio.run(ask_again_while_it_works()) == "Tell me a joke."
    assert len(decodes.seconds) == 1


def test_words_after_the_pause_are_not_lost(recognizer: WhisperRecognizer) -> None:
    async def go_on() -> str:
        utterance = recognizer.begin(ignore)
        feed(utterance, np.concatenate([LEAD, say("What is the capital of France?"), BREATH]))
        first = asyncio.create_task(utterance.transcribe())
        await asyncio.sleep(0)
        feed(utterance, np.concatenate([silence(0.4), say("And what is it famous for?"), BREATH]))
        text = (await utterance.transcribe()).text
        with pytest.raises(asyncio.CancelledError):
            await first
        utterance.close()
        return text

    assert normalise(asyncio.run(go_on())) == "what is the capital of france and what is it famous for"


@pytest.mark.parametrize("question", ["How many days are in a week?", "What do cows drink?"])
def test_frame_by_frame_gives_the_words_of_the_whole(recognizer: WhisperRecognizer, question: str) -> None:
    speech = np.concatenate([LEAD, say(question), silence(0.2)])

    async def frame_by_frame() -> str:
        utterance = recognizer.begin(ignore)
        for at in range(0, len(speech), FRAME_SAMPLES):
            utterance.feed(speech[at : at + FRAME_SAMPLES])
            await asyncio.sleep(0.001)
        text = (await utterance.transcribe()).text
        utterance.close()
        return text

    assert normalise(asyncio.run(frame_by_frame())) == normalise(question)
