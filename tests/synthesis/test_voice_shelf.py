"""The local voices can be listened to one by one."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from echoflow.errors import UserError
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.synthesis.voice_shelf import VoiceShelf


def test_every_local_voice_says_a_sentence_of_its_own() -> None:
    async def listen() -> list[tuple[int, float]]:
        shelf = VoiceShelf(HibariSynthesizer)
        heard = []
        for voice in await shelf.voices():
            samples, rate = await shelf.preview(voice.identifier)
            heard.append((len(samples), float(np.abs(samples).mean())))
            assert 0.8 < len(samples) / rate < 8
            assert np.abs(samples.astype(int)).max() > 3_000
        await shelf.close()
        await shelf.close()
        return heard

    heard = asyncio.run(listen())

    assert heard
    assert len(set(heard)) == len(heard)


def test_a_voice_that_is_not_there_is_refused() -> None:
    async def listen() -> None:
        shelf = VoiceShelf(HibariSynthesizer)
        try:
            await shelf.preview("nobody")
        finally:
            await shelf.close()

    with pytest.raises(UserError):
        asyncio.run(listen())
