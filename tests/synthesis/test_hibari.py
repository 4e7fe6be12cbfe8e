"""The local voice, heard by ourselves and by the recognizer."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest
import soxr

from echoflow.errors import EngineError, UserError
from echoflow.recognition.whisper import WhisperRecognizer
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.synthesis.synthesizer import SpokenChunk
from support.speech import normalise, word_error_rate


@pytest.fixture(scope="module")
def synthesizer() -> Iterator[HibariSynthesizer]:
    synthesizer = HibariSynthesizer()
    asyncio.run(synthesizer.load())
    yield synthesizer
    asyncio.run(synthesizer.close())


async def phrases_of(phrases: tuple[str, ...]) -> AsyncIterator[str]:
    for phrase in phrases:
        yield phrase


def spoken(synthesizer: HibariSynthesizer, *phrases: str) -> list[SpokenChunk]:
    async def speak() -> list[SpokenChunk]:
        return [chunk async for chunk in synthesizer.speak(phrases_of(phrases))]

    return asyncio.run(speak())


def audible(chunk: SpokenChunk) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return np.flatnonzero(np.abs(chunk.samples.astype(int)) > 300)


def test_what_is_said_can_be_understood(synthesizer: HibariSynthesizer) -> None:
    text = "The capital of France is Paris, a very large city. It is famous for its art and its food."
    chunks = spoken(synthesizer, text)

    async def listen() -> str:
        recognizer = WhisperRecognizer()
        await recognizer.load()
        utterance = recognizer.begin(lambda _: None)
        sound = np.concatenate([chunk.samples for chunk in chunks]).astype(np.float32)
        utterance.feed(soxr.resample(sound, synthesizer.sample_rate, 16000).astype(np.int16))
        transcript = await utterance.transcribe()
        await recognizer.close()
        return transcript.text

    assert word_error_rate(text, asyncio.run(listen())) == 0


def test_each_sentence_is_a_chunk_and_the_texts_are_what_went_in(synthesizer: HibariSynthesizer) -> None:
    phrases = ("Of course, ", "it is 3.14. \n\nThat  is all 😀! ", "**Really.**\n")

    chunks = spoken(synthesizer, *phrases)

    assert "".join(chunk.text for chunk in chunks) == "".join(phrases)
    assert len([chunk for chunk in chunks if len(chunk.samples)]) == 4


def test_timings_fit_the_sound(synthesizer: HibariSynthesizer) -> None:
    for chunk in spoken(synthesizer, "Hello there, my friend. ", "It is 42."):
        assert chunk.estimated
        assert len(chunk.starts) == len(chunk.text)
        assert all(earlier <= later for earlier, later in itertools.pairwise(chunk.starts))
        assert chunk.starts[0] == pytest.approx(0.02)
        assert chunk.starts[-1] < len(chunk.samples) / synthesizer.sample_rate


def test_a_word_is_where_its_timing_says(synthesizer: HibariSynthesizer) -> None:
    """A pause in the sound shows where the second half of the sentence begins."""
    text = "When the rain is over, we will all go out again."
    [chunk] = spoken(synthesizer, text)

    gaps = np.diff(audible(chunk))
    resumes = audible(chunk)[int(np.argmax(gaps)) + 1] / synthesizer.sample_rate

    assert chunk.starts[text.index("we will")] == pytest.approx(resumes, abs=0.25)


def test_the_silence_around_a_sentence_is_short(synthesizer: HibariSynthesizer) -> None:
    sentence, clause = spoken(synthesizer, "It is raining.", "Of course,")

    def around(chunk: SpokenChunk) -> tuple[float, float]:
        heard = audible(chunk)
        return heard[0] / synthesizer.sample_rate, (len(chunk.samples) - heard[-1]) / synthesizer.sample_rate

    assert around(sentence)[0] == pytest.approx(0.035, abs=0.025)
    assert around(sentence)[1] == pytest.approx(0.15, abs=0.04)
    assert around(clause)[0] == pytest.approx(0.035, abs=0.025)
    assert around(clause)[1] == pytest.approx(0.09, abs=0.04)


def test_speech_is_loud_and_never_clipped(synthesizer: HibariSynthesizer) -> None:
    for chunk in spoken(synthesizer, "Stop! ", "What a wonderful, wonderful day! ", "I see."):
        assert 5000 < np.abs(chunk.samples.astype(int)).max() < 32700
        assert chunk.samples.dtype == np.int16
        assert abs(int(chunk.samples[0])) < 30
        assert abs(int(chunk.samples[-1])) < 30


@pytest.mark.parametrize("text", ["...", "😀", " \n", "***"])
def test_nothing_to_say_is_no_sound_but_keeps_its_text(synthesizer: HibariSynthesizer, text: str) -> None:
    [chunk] = spoken(synthesizer, text)

    assert (len(chunk.samples), chunk.text, len(chunk.starts)) == (0, text, len(text))


def test_another_language_is_left_out_of_a_sentence(synthesizer: HibariSynthesizer) -> None:
    chunks = spoken(synthesizer, "你好！", "Hello means 你好.")

    assert [bool(len(chunk.samples)) for chunk in chunks] == [False, True]


def test_only_another_language_is_an_error(synthesizer: HibariSynthesizer) -> None:
    with pytest.raises(EngineError, match="English only"):
        spoken(synthesizer, "你好！", "今天天气很好。")


def test_closing_the_generator_stops_between_sentences(synthesizer: HibariSynthesizer) -> None:
    asked: list[str] = []

    async def listen() -> None:
        async def phrases() -> AsyncIterator[str]:
            for phrase in ("One thing. ", "Another thing. ", "A third. "):
                asked.append(phrase)
                yield phrase

        chunks = synthesizer.speak(phrases())
        await anext(chunks)
        await chunks.aclose()

    asyncio.run(listen())

    assert asked == ["One thing. "]


def test_the_first_sentence_does_not_wait_for_the_second(synthesizer: HibariSynthesizer) -> None:
    async def listen() -> str:
        released = asyncio.Event()

        async def phrases() -> AsyncIterator[str]:
            yield "One thing. "
            await released.wait()
            yield "Another thing."

        chunks = synthesizer.speak(phrases())
        first = await anext(chunks)
        released.set()
        return first.text + "".join([chunk.text async for chunk in chunks])

    assert asyncio.run(listen()) == "One thing. Another thing."


def test_voices_are_those_on_this_machine(
    synthesizer: HibariSynthesizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path))

    voices = asyncio.run(synthesizer.voices())

    assert [(voice.identifier, voice.language) for voice in voices] == [("heart", "en")]
    with pytest.raises(UserError, match="emma"):
        synthesizer.set_voice("emma")
    synthesizer.set_voice("heart")


def test_a_damaged_voice_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path))
    (tmp_path / "bf_emma.int8.onnx").write_bytes(b"no model")

    async def load() -> None:
        synthesizer = HibariSynthesizer("emma")
        try:
            await synthesizer.load()
        finally:
            await synthesizer.close()

    with pytest.raises(EngineError, match="emma") as caught:
        asyncio.run(load())
    assert caught.value.permanent


def test_what_was_loaded_is_all_it_takes_to_say_anything(
    synthesizer: HibariSynthesizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a model was loaded in the middle of a conversation")

    monkeypatch.setattr("onnxruntime.InferenceSession", refuse)
    [chunk] = spoken(synthesizer, "Xuqy Zorblat paid $3.50 on the 5th of May 1889.")
    assert len(audible(chunk))


def test_closing_ends_the_thread() -> None:
    async def live() -> None:
        before = set(threading.enumerate())
        synthesizer = HibariSynthesizer()
        await synthesizer.load()
        await synthesizer.close()
        assert not [thread for thread in set(threading.enumerate()) - before if thread.name.startswith("hibari")]

    asyncio.run(live())


def test_the_same_sentence_always_sounds_the_same(synthesizer: HibariSynthesizer) -> None:
    [once], [again] = spoken(synthesizer, "Hello."), spoken(synthesizer, "Hello.")

    assert np.array_equal(once.samples, again.samples)
    assert normalise(once.text) == "hello"
