"""Several synthesizers as one: when the best fails in mid-answer, the next says the rest.

What was given to an engine is kept until its sound has come. So the next one knows what is left, and all the sound
that had come is still heard.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

from echoflow.pipeline.engine_pool import EnginePool, anything_goes
from echoflow.pipeline.switchboard import Switchboard
from echoflow.pipeline.tts_handler import Resampler
from echoflow.synthesis.script import Script
from echoflow.synthesis.synthesizer import SpokenChunk, Synthesizer, Voice


class FallbackSynthesizer:
    """Implements `synthesizer.Synthesizer` over one or more others, best first.

    The voices are those of the best; the others keep their own.

    Attributes:
        name: of the one that serves.
        sample_rate: of the best, Hz; what others say is converted.
    """

    def __init__(
        self,
        candidates: Sequence[Synthesizer],
        switchboard: Switchboard,
        *,
        may_spend: Callable[[str], bool] = anything_goes,
    ) -> None:
        """Reads and connects nothing yet; `load` does.

        Args:
            candidates: best first.
            switchboard: where failures and switches are told.
            may_spend: whether the budget allows an engine, by its name; asked before each reply.
        """
        self._pool: EnginePool[Synthesizer] = EnginePool("tts", candidates, switchboard, may_spend)
        self._best = candidates[0]
        self.name = self._best.name
        self.sample_rate = self._best.sample_rate

    async def load(self) -> None:
        """Loads all of them, the reserves too, so that they can take over at once.

        Raises:
            EngineError: none can serve.
        """
        await self._pool.load()
        self.name = self._pool.serving.name

    def warm(self) -> None:
        """Warms the one that will be asked next."""
        following = self._pool.after(())
        if following is not None:
            self._pool.engines[following].warm()

    async def voices(self) -> tuple[Voice, ...]:
        """Those of the best."""
        return await self._best.voices()

    def set_voice(self, identifier: str) -> None:
        """The voice of the best. Raises UserError if it has no such voice."""
        self._best.set_voice(identifier)

    async def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        """Speech for phrases as they come, by the best that is well; where it fails, by the next from there on.

        Raises:
            EngineError: none can say what is left.
        """
        script = Script()
        reading = asyncio.ensure_future(script.read(phrases))
        try:
            async for chunk in self._perform(script):
                yield chunk
            await reading
        finally:
            reading.cancel()
            # What is wrong with the phrases is told above; here nobody waits for it any more.
            await asyncio.gather(reading, return_exceptions=True)

    async def _perform(self, script: Script) -> AsyncGenerator[SpokenChunk, None]:
        engine = self._pool.choose()
        self.name = self._pool.serving.name
        if engine is None:
            raise self._pool.reason()
        tried: set[int] = set()
        while True:
            try:
                async with aclosing(self._said_by(self._pool.engines[engine], script)) as chunks:
                    async for chunk in chunks:
                        yield chunk
                return
            except Exception as error:
                # Whatever it was, another engine may speak.
                self._pool.failed(engine, error)
                if script.finished:
                    return
                tried.add(engine)
                following = self._pool.after(tried)
                if following is None:
                    raise self._pool.with_remedy(error) from error
                engine = following
                self.name = self._pool.engines[engine].name

    async def _said_by(self, engine: Synthesizer, script: Script) -> AsyncGenerator[SpokenChunk, None]:
        """What is left of `script`; a word that was torn is said from its beginning."""
        resampler = Resampler(engine.sample_rate, self.sample_rate)
        failure: Exception | None = None
        async with aclosing(engine.speak(script.since(script.resume()))) as chunks:
            try:
                async for chunk in chunks:
                    yield replace(script.take(chunk), samples=resampler.convert(chunk.samples))
            except Exception as error:
                # The sound that had come is still heard, all of it.
                failure = error
        if len(rest := resampler.flush()):
            yield SpokenChunk(rest, "", (), estimated=True)
        if failure is not None:
            raise failure

    async def close(self) -> None:
        """Closes all of them."""
        await self._pool.close()
