"""Deepgram's recognizer on real speech, with real recognition behind the stand-in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from echoflow.audio.frames import Samples
from echoflow.commands.runner import qt_event_loop
from echoflow.recognition.deepgram import DeepgramRecognizer
from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_ears import LocalEars
from stand_ins.faults import Fault, When
from support.dictation import LATENCY, WORDS, Dictation, desk, recognizer_for
from support.speech import audioeval_clips, word_error_rate


@pytest.fixture(scope="module")
def ears() -> Iterator[LocalEars]:
    ears = LocalEars("en")
    asyncio.run(ears.load())
    yield ears
    asyncio.run(ears.close())


async def dictated(recognizer: DeepgramRecognizer, speech: Samples) -> tuple[str, list[str]]:
    """The final transcript and the partial ones."""
    partials: list[str] = []
    dictation = Dictation(recognizer.begin(partials.append), partials, [], [])
    try:
        await dictation.speak(speech)
        return (await dictation.transcribe()).text, partials
    finally:
        dictation.utterance.close()


@pytest.mark.parametrize("model", ["nova-3", "flux"])
@pytest.mark.parametrize("fault", [None, Fault.DROP])
def test_english_is_understood(model: str, fault: Fault | None, ears: LocalEars) -> None:
    recording = min(audioeval_clips(), key=lambda each: len(each.samples()))

    async def dictate() -> str:
        async with DeepgramStandIn(recognize=ears, latency=LATENCY) as server:
            recognizer = recognizer_for(server.url, model=model)
            await recognizer.load()
            if fault is not None:
                server.inject(fault, When.MIDDLE)
            try:
                text, partials = await dictated(recognizer, recording.samples())
            finally:
                await recognizer.close()
            assert partials
            assert len(server.connections) == 1 + (fault is not None)
            assert not any(connection.too_fast for connection in server.connections)
            return text

    assert word_error_rate(recording.text, asyncio.run(dictate())) < 0.25


def test_chinese_is_understood_and_written_without_spaces() -> None:
    recording = min(audioeval_clips("zh"), key=lambda each: len(each.samples()))

    async def dictate() -> str:
        async with DeepgramStandIn(latency=LATENCY, languages=["zh"]) as server:
            recognizer = recognizer_for(server.url, language="zh")
            await recognizer.load()
            try:
                text, _ = await dictated(recognizer, recording.samples())
            finally:
                await recognizer.close()
            assert server.connections[0].values("language") == ["zh"]
            return text

    text = asyncio.run(dictate())
    heard, said = (set(filter(str.isalnum, sentence)) for sentence in (text, recording.text))
    assert " " not in text
    assert len(heard & said) >= 0.7 * len(said)


def test_it_works_on_the_loop_of_the_app(qapp: QApplication) -> None:
    async def dictate() -> str:
        async with desk("nova-3") as at:
            return await at.dictate(*WORDS[:4])

    with qt_event_loop(qapp) as loop:
        assert loop.run_until_complete(dictate()) == " ".join(WORDS[:4])
