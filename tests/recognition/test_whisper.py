"""The local recognizer on real speech, silence and noise."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from echoflow.audio.frames import Samples
from echoflow.commands.runner import qt_event_loop
from echoflow.errors import EngineError
from echoflow.recognition.recognizer import Transcript
from echoflow.recognition.whisper import WhisperRecognizer
from echoflow.recognition.whisper_model import packaged_model
from support.speech import audioeval_clips, librivox_sentences, noise, normalise, say, silence, word_error_rate


@pytest.fixture(scope="module")
def recognizer() -> Iterator[WhisperRecognizer]:
    recognizer = WhisperRecognizer()
    asyncio.run(recognizer.load())
    yield recognizer
    asyncio.run(recognizer.close())


def ignore(text: str) -> None:
    """For those who want the final transcript only."""


async def transcript_of(recognizer: WhisperRecognizer, samples: Samples) -> Transcript:
    utterance = recognizer.begin(ignore)
    utterance.feed(samples)
    try:
        return await utterance.transcribe()
    finally:
        utterance.close()


def test_human_speech_is_understood(recognizer: WhisperRecognizer) -> None:
    async def read_all() -> tuple[str, str]:
        recordings = [*librivox_sentences(), *(clip for clip in audioeval_clips() if "counting" not in clip.path.name)]
        found = [(await transcript_of(recognizer, recording.samples())).text for recording in recordings]
        return " ".join(recording.text for recording in recordings), " ".join(found)

    reference, hypothesis = asyncio.run(read_all())

    assert word_error_rate(reference, hypothesis) < 0.10


def test_a_transcript_says_what_it_covers(recognizer: WhisperRecognizer) -> None:
    speech = say("What is the capital of France?")

    transcript = asyncio.run(transcript_of(recognizer, speech))

    assert transcript == Transcript("What is the capital of France?", "en", len(speech) / 16000)


@pytest.mark.parametrize("sentence", ["Stop.", "Hello.", "No.", "Thank you.", "Tell me a joke.", "Wait a second."])
def test_a_short_sentence_is_written_once(recognizer: WhisperRecognizer, sentence: str) -> None:
    transcript = asyncio.run(transcript_of(recognizer, np.concatenate([silence(0.2), say(sentence), silence(0.3)])))

    assert normalise(transcript.text) == normalise(sentence)


@pytest.mark.parametrize("words", ["No, no, no.", "Stop, stop, stop!"])
def test_what_a_person_repeats_is_kept(recognizer: WhisperRecognizer, words: str) -> None:
    transcript = asyncio.run(transcript_of(recognizer, np.concatenate([silence(0.2), say(words), silence(0.3)])))

    assert normalise(transcript.text) == normalise(words)


HUM = (1000 * np.sin(2 * np.pi * 50 * np.arange(32000) / 16000)).astype(np.int16)
TONE = (8000 * np.sin(2 * np.pi * 440 * np.arange(32000) / 16000)).astype(np.int16)
KNOCK = np.concatenate(
    [silence(0.3), (noise(0.3, 0.2) * np.exp(-np.arange(4800) / 800)).astype(np.int16), silence(0.5)]
)


@pytest.mark.parametrize(
    "sound",
    [
        silence(0.0),
        silence(0.05),
        silence(0.5),
        silence(10),
        noise(0.3),
        noise(5, 0.001),
        noise(2, 0.1),
        HUM,
        TONE,
        KNOCK,
    ],
    ids=["empty", "50ms", "half", "long", "puff", "hiss", "loud", "hum", "tone", "knock"],
)
def test_nothing_is_read_into_silence_and_noise(recognizer: WhisperRecognizer, sound: Samples) -> None:
    assert asyncio.run(transcript_of(recognizer, sound)).text == ""


def test_a_minute_of_speech_loses_nothing(recognizer: WhisperRecognizer) -> None:
    recordings = librivox_sentences() * 2
    speech = np.concatenate([np.concatenate([recording.samples(), silence(0.5)]) for recording in recordings])

    transcript = asyncio.run(transcript_of(recognizer, speech))

    assert transcript.audio_seconds == len(speech) / 16000 > 50
    assert word_error_rate(" ".join(recording.text for recording in recordings), transcript.text) < 0.10


def test_partial_transcripts_follow_the_speech(recognizer: WhisperRecognizer) -> None:
    speech = librivox_sentences()[0].samples()
    partials: list[tuple[str, threading.Thread]] = []

    async def listen() -> Transcript:
        utterance = recognizer.begin(lambda text: partials.append((text, threading.current_thread())))
        for at in range(0, len(speech), 16000):
            fed_at = time.monotonic()
            utterance.feed(speech[at : at + 16000])
            while not recognizer.idle:
                await asyncio.sleep(0.01)
            await asyncio.sleep(2 * (time.monotonic() - fed_at))  # The rest it takes is twice as long as the work.
        final = await utterance.transcribe()
        utterance.close()
        return final

    final = asyncio.run(listen())

    texts = [text for text, _ in partials]
    assert len(texts) >= 3
    assert len(set(texts)) == len(texts)
    assert [len(text) for text in texts] == sorted(len(text) for text in texts)
    assert normalise(texts[0])[:12] in normalise(final.text)
    assert {thread for _, thread in partials} == {threading.main_thread()}


def test_a_final_transcript_does_not_wait_for_partial_ones(recognizer: WhisperRecognizer) -> None:
    speech = say("What is the capital of France?")
    partials: list[str] = []

    async def interrupt() -> Transcript:
        utterance = recognizer.begin(partials.append)
        utterance.feed(speech[:16000])
        utterance.feed(speech[16000:])
        final = await utterance.transcribe()
        utterance.close()
        return final

    assert asyncio.run(interrupt()).text == "What is the capital of France?"
    assert partials == []


def test_the_same_audio_is_not_decoded_twice(recognizer: WhisperRecognizer) -> None:
    async def ask_twice() -> tuple[Transcript, float, Transcript, float]:
        utterance = recognizer.begin(ignore)
        utterance.feed(say("Who wrote Romeo and Juliet?"))
        began = time.monotonic()
        first = await utterance.transcribe()
        between = time.monotonic()
        second = await utterance.transcribe()
        utterance.close()
        return first, between - began, second, time.monotonic() - between

    first, first_took, second, second_took = asyncio.run(ask_twice())

    assert second == first
    assert second_took < first_took / 4


def test_the_user_may_go_on(recognizer: WhisperRecognizer) -> None:
    async def go_on() -> tuple[str, str]:
        utterance = recognizer.begin(ignore)
        utterance.feed(say("What is the capital of France?"))
        first = await utterance.transcribe()
        utterance.feed(np.concatenate([silence(0.6), say("And what is it famous for?")]))
        second = await utterance.transcribe()
        utterance.close()
        return first.text, second.text

    first, second = asyncio.run(go_on())

    assert normalise(first) == "what is the capital of france"
    assert normalise(second) == "what is the capital of france and what is it famous for"


def test_a_cancelled_transcription_leaves_the_utterance_usable(recognizer: WhisperRecognizer) -> None:
    async def cancel_and_ask_again() -> str:
        utterance = recognizer.begin(ignore)
        utterance.feed(say("Tell me a joke."))
        task = asyncio.create_task(utterance.transcribe())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        text = (await utterance.transcribe()).text
        utterance.close()
        return text

    assert asyncio.run(cancel_and_ask_again()) == "Tell me a joke."


def test_closing_abandons_the_transcription(recognizer: WhisperRecognizer) -> None:
    partials: list[str] = []

    async def close_early() -> None:
        utterance = recognizer.begin(partials.append)
        utterance.feed(say("Tell me a joke."))
        task = asyncio.create_task(utterance.transcribe())
        await asyncio.sleep(0)
        utterance.close()
        utterance.close()
        utterance.feed(say("Wait a second."))
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(asyncio.CancelledError):
            await utterance.transcribe()

    asyncio.run(close_early())

    assert partials == []


def test_two_utterances_do_not_mix(recognizer: WhisperRecognizer) -> None:
    async def both() -> list[str]:
        spoken = ["What time is it?", "Tell me a joke."]
        return [t.text for t in await asyncio.gather(*(transcript_of(recognizer, say(text)) for text in spoken))]

    assert asyncio.run(both()) == ["What time is it?", "Tell me a joke."]


def test_closing_the_recognizer_ends_its_threads_and_refuses_work() -> None:
    async def live() -> None:
        others = set(threading.enumerate())
        recognizer = WhisperRecognizer()
        await recognizer.load()
        utterance = recognizer.begin(ignore)
        utterance.feed(say("Tell me a joke."))
        task = asyncio.create_task(utterance.transcribe())
        await asyncio.sleep(0)
        await recognizer.close()
        left = set(threading.enumerate()) - others
        assert not [thread for thread in left if thread.name.startswith("whisper")]
        with pytest.raises(asyncio.CancelledError):
            await task
        utterance.feed(say("Tell me a joke."))
        with pytest.raises(EngineError):
            await utterance.transcribe()

    asyncio.run(live())


def copy_of_model(folder: Path) -> Path:
    shutil.copytree(packaged_model(), folder)
    return folder


def failure(recognizer: WhisperRecognizer) -> EngineError:
    async def load() -> None:
        try:
            await recognizer.load()
        finally:
            await recognizer.close()

    with pytest.raises(EngineError) as caught:
        asyncio.run(load())
    return caught.value


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    error = failure(WhisperRecognizer(tmp_path / "nowhere"))

    assert str(tmp_path / "nowhere") in str(error)
    assert error.permanent


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "config.json"])
def test_a_damaged_model_is_named(tmp_path: Path, name: str) -> None:
    folder = copy_of_model(tmp_path / "model")
    whole = (folder / name).read_bytes()
    (folder / name).unlink()  # The copy may be a hard link.
    (folder / name).write_bytes(whole[: len(whole) // 2])

    assert str(folder) in str(failure(WhisperRecognizer(folder)))


def test_a_model_is_asked_only_for_languages_it_knows() -> None:
    error = failure(WhisperRecognizer(language="zh"))

    assert "“zh”" in str(error)
    assert error.permanent


def test_it_works_on_the_loop_of_the_desktop_app(recognizer: WhisperRecognizer, qapp: QApplication) -> None:
    speech = say("Where is the Eiffel Tower?")
    partials: list[str] = []

    async def ask() -> str:
        utterance = recognizer.begin(partials.append)
        utterance.feed(speech[:20000])
        while not partials:
            await asyncio.sleep(0.01)
        utterance.feed(speech[20000:])
        text = (await utterance.transcribe()).text
        utterance.close()
        return text

    with qt_event_loop(qapp) as loop:
        assert loop.run_until_complete(ask()) == "Where is the Eiffel Tower?"
    assert len(partials) == 1
