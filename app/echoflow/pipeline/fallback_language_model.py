"""Several language models as one: when the best cannot answer, the next gives the whole answer.

An answer that has begun is not taken up by another model, which would go on in another voice and mind: it ends with an
error, and the next turn is the next model's. A reserve takes gigabytes, so it is loaded when it is first needed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import aclosing

from echoflow.clouds.failures import failure
from echoflow.errors import Trouble
from echoflow.language.language_model import LanguageModel, Message, Sampling
from echoflow.pipeline.engine_pool import EnginePool, anything_goes
from echoflow.pipeline.failover import engine_title
from echoflow.pipeline.switchboard import Switchboard
from echoflow.text import tr

PATIENCE_SECONDS = 5.0
"""After so much silence a person believes that nobody is there; a cloud has begun to answer within 1 s."""


class FallbackLanguageModel:
    """Implements `language_model.LanguageModel` over one or more others, best first.

    Attributes:
        name: of the one that serves.
    """

    def __init__(
        self,
        candidates: Sequence[LanguageModel],
        switchboard: Switchboard,
        *,
        may_spend: Callable[[str], bool] = anything_goes,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        """Reads and connects nothing yet; `load` does.

        Args:
            candidates: best first; one that is not loaded must hold no memory to speak of.
            switchboard: where failures and switches, and the loading of a reserve, are told.
            may_spend: whether the budget allows an engine, by its name; asked before each answer.
            patience: seconds until the first piece of an answer, where another engine could give one.
        """
        self._pool: EnginePool[LanguageModel] = EnginePool("llm", candidates, switchboard, may_spend)
        self._switchboard = switchboard
        self._patience = patience
        self.name = candidates[0].name

    async def load(self) -> None:
        """Loads the best, or the next where that fails.

        Raises:
            EngineError: none can serve.
        """
        await self._pool.load(reserves=False)
        self.name = self._pool.serving.name

    async def generate(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        """The answer of the best that is well; see `language_model.LanguageModel.generate`.

        Raises:
            EngineError: none can answer, or the one that did broke off.
        """
        engine = self._choose()
        tried: set[int] = set()
        begun = False
        while True:
            try:
                await self._make_ready(engine)
                async with aclosing(self._pool.engines[engine].generate(messages, sampling)) as pieces:
                    first = await self._first(pieces, engine, tried)
                    begun = True
                    yield first
                    async for piece in pieces:
                        yield piece
                return
            except StopAsyncIteration:
                # It had nothing to say.
                return
            except Exception as error:
                # Whatever it was, another engine may answer.
                self._pool.failed(engine, error)
                tried.add(engine)
                following = self._pool.after(tried)
                if begun:
                    raise
                if following is None:
                    raise self._pool.with_remedy(error) from error
                engine = following
                self.name = self._pool.engines[engine].name

    async def _first(self, pieces: AsyncGenerator[str, None], engine: int, tried: Collection[int]) -> str:
        """The beginning of the answer; where a reserve could answer it is not waited for any longer than people do."""
        reserve = self._pool.after({*tried, *range(engine + 1)})
        patience = None if reserve is None else self._patience
        try:
            async with asyncio.timeout(patience):
                return await anext(pieces)
        except TimeoutError:
            raise failure(engine_title(self._pool.engines[engine].name), Trouble.SILENT) from None

    async def prefill(self, messages: Sequence[Message], sampling: Sampling) -> None:
        """Lets the one that will answer read ahead. Raises EngineError as it does; that is no reason to switch yet."""
        engine = self._choose()
        await self._make_ready(engine)
        await self._pool.engines[engine].prefill(messages, sampling)

    @property
    def rolls_back(self) -> bool:
        """Whether the one that serves does; see `language_model.LanguageModel.rolls_back`."""
        return self._pool.serving.rolls_back

    @property
    def context_length(self) -> int | None:
        """That of the one that serves; see `language_model.LanguageModel.context_length`."""
        return self._pool.serving.context_length

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """As the one that will answer counts them. Raises EngineError as it does; that is no reason to switch yet."""
        engine = self._choose()
        await self._make_ready(engine)
        return await self._pool.engines[engine].count_tokens(messages)

    def hold(self) -> None:
        """Holds whichever is at work."""
        for engine in self._pool.engines:
            engine.hold()

    def go_on(self) -> None:
        """Lets whichever is held go on."""
        for engine in self._pool.engines:
            engine.go_on()

    def _choose(self) -> int:
        engine = self._pool.choose()
        self.name = self._pool.serving.name
        if engine is None:
            raise self._pool.reason()
        return engine

    async def _make_ready(self, engine: int) -> None:
        if not self._pool.is_loaded(engine):
            if self._pool.engines[engine].name == "local":
                self._switchboard.progress.emit(
                    "llm", tr("EchoFlow's own language model is being loaded; the answer takes a moment longer.")
                )
            await self._pool.ready(engine)

    async def close(self) -> None:
        """Closes all of them."""
        await self._pool.close()
