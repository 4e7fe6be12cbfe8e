"""The voices of a synthesizer, to be looked through and listened to apart from any conversation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing

import numpy as np

from echoflow.audio.frames import Samples
from echoflow.synthesis.synthesizer import Synthesizer, Voice

_SENTENCES = {"zh": "你好！这就是我的声音。"}
_SENTENCE = "Hello! This is what I sound like."


class VoiceShelf:
    """Speaks its samples with a synthesizer of its own, so that the voice of a conversation stays what it is."""

    def __init__(self, create: Callable[[], Synthesizer]) -> None:
        """`create` makes a synthesizer, which is loaded when the first sample is asked for."""
        self._create = create
        self._synthesizer: Synthesizer | None = None
        self._speaking = asyncio.Lock()

    async def voices(self) -> tuple[Voice, ...]:
        """Those there are."""
        return await self._own().voices()

    async def preview(self, identifier: str) -> tuple[Samples, int]:
        """A sentence in a voice, mono, and its rate in Hz. Raises UserError if it cannot be spoken."""
        async with self._speaking:
            synthesizer = self._own()
            await synthesizer.load()
            synthesizer.set_voice(identifier)
            language = next(voice.language for voice in await synthesizer.voices() if voice.identifier == identifier)
            async with aclosing(synthesizer.speak(_once(_SENTENCES.get(language, _SENTENCE)))) as chunks:
                samples = [chunk.samples async for chunk in chunks]
            return np.concatenate(samples), synthesizer.sample_rate

    async def close(self) -> None:
        """Frees the synthesizer; another one is made when it is needed again."""
        synthesizer, self._synthesizer = self._synthesizer, None
        if synthesizer is not None:
            await synthesizer.close()

    def _own(self) -> Synthesizer:
        if self._synthesizer is None:
            self._synthesizer = self._create()
        return self._synthesizer


async def _once(sentence: str) -> AsyncIterator[str]:
    yield sentence
