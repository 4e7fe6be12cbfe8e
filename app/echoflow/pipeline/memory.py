"""What the language model is told of the conversation, and the work on it while nobody waits for an answer.

`conversation.window` decides; this asks the model for token counts and for a digest of what is to go, and lets it read
the new beginning, all of it while the assistant speaks or nobody does. Whoever asks for the prompt ends that work: a
turn never waits for it.

There is one cache. As soon as the model reads a new beginning the old one is gone from it, so there is no going back
to the old prompt; what counts is to begin when there is time. While the assistant speaks that is known: the new
beginning is read if that takes no longer than what is left to be heard. Otherwise a moment of quiet is waited for, and
when the window is nearly full the end of the answer has to do. If the user speaks before all was read, the rest is read
with their words as they come.

A model that cannot take back what it read (`rolls_back`) is asked for nothing on the side: every question would cost
it the whole conversation, so older turns are kept as quotes alone, and nothing is read ahead.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from contextlib import aclosing

from PySide6.QtCore import QObject, Signal

from echoflow.conversation.history import Exchange, History
from echoflow.conversation.summary import whole_sentences
from echoflow.conversation.window import Sizes, Window
from echoflow.errors import EngineError
from echoflow.language.language_model import LanguageModel, Message, Sampling
from echoflow.pipeline.tasks import TaskGroup
from echoflow.pipeline.token_ledger import TokenLedger, as_messages
from echoflow.text import tr

QUIET_SECONDS = 3.0
"""Who has said nothing for so long after an answer is not about to: gaps between turns are rarely above 1 s."""

DIGEST_SECONDS = 2.0
"""A digest is not begun while less than that is left of the answer: it takes 2 to 4 s on two processor cores."""

_READING_RATE = 200.0
"""Tokens a second, until it was measured; the packaged model reads 200 to 400 on two processor cores."""

SPOKEN_SECONDS = 1.5
"""What a user's gap and words take at least: so much of a new beginning can still be read after the answer."""


class Memory(QObject):
    """The prompt of one conversation. Everything is called on the main loop."""

    oversized = Signal(str)
    """The system prompt leaves little room for the conversation; one sentence for the user."""

    def __init__(
        self,
        model: LanguageModel,
        history: History,
        system_prompt: str,
        sampling: Sampling,
        sizes: Sizes | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`sampling` is that of the answers; its longest one is kept free in the context."""
        super().__init__(parent)
        self._model = model
        self._history = history
        self._sampling = sampling
        self._sizes = sizes or Sizes()
        self._clock = clock
        self._ledger = TokenLedger(model, ("system", system_prompt))
        self._window = Window(system_prompt, self._ledger)
        self._fitted: tuple[str, int] | None = None
        self._digest: tuple[tuple[Exchange, ...], str] | None = None
        """A digest that waits for its moment, and of what it was made."""
        self._told = False
        self._reading_rate = _READING_RATE
        self._begun_anew = False
        """The model has read nothing yet of how the prompt begins."""
        self._tasks = TaskGroup()
        self._work: asyncio.Task[None] | None = None
        self._counts = TaskGroup()
        self._counting: asyncio.Task[None] | None = None

    @property
    def history(self) -> History:
        """The whole conversation."""
        return self._history

    @property
    def window(self) -> Window:
        """What is shown and what is not."""
        return self._window

    @property
    def busy(self) -> bool:
        """Whether there is work under way."""
        return self._work is not None and not self._work.done()

    def prompt(self, upcoming: str = "") -> list[Message]:
        """What to answer: the conversation, with `upcoming` as if it were the newest turn.

        Work under way ends: somebody needs the model now. What is new is counted meanwhile, which disturbs nobody.
        """
        self.pause()
        self._fit()
        self._count_soon()
        return as_messages(self._window.prompt(self._history.exchanges(upcoming)))

    def pause(self) -> None:
        """Somebody else may need the model: ends what is under way; what was read stays read."""
        self._tasks.cancel()

    def _count_soon(self) -> None:
        if self._counting is None or self._counting.done():
            self._counting = self._counts.start(self._count())

    async def _count(self) -> None:
        with contextlib.suppress(EngineError):
            await self._learn()

    def rest(self, seconds: float | None = None) -> None:
        """Nobody needs the model now.

        Args:
            seconds: what is left to be heard of an answer that is complete; None when nobody speaks.
        """
        self.pause()
        self._counts.cancel()
        until = None if seconds is None else self._clock() + seconds
        self._work = self._tasks.start(self._tidy(until))

    async def shut_down(self) -> None:
        """Cancels and waits until nothing is under way."""
        self.pause()
        self._counts.cancel()
        await self._tasks.wait()
        await self._counts.wait()

    async def _tidy(self, until: float | None) -> None:
        # What fails here fails again where somebody waits for it, or is tried again in the next quiet moment.
        try:
            await self._learn()
            if until is None:
                # What was heard of the answer is new. While it sounds, the cache still holds it as it was made.
                await self._read()
            if await self._compact(until):
                await self._read()
        except EngineError:
            return

    def _fit(self) -> None:
        serving = (self._model.name, self._model.context_length or self._sizes.context)
        if serving != self._fitted:
            self._ledger.forget()
            self._fitted = serving
            self._share_out()

    def _share_out(self) -> None:
        assert self._fitted is not None
        self._window.fit_to(self._fitted[1], self._sampling.max_tokens, self._sizes)

    async def _learn(self, digest: str = "") -> None:
        """Has the model count what the next decision rests on; `digest` is to be adopted."""
        self._fit()
        system = [self._window.system]
        supposed = self._ledger.messages(system)
        await self._ledger.learn(*self._window.to_count(self._history.exchanges(), digest))
        taken = self._ledger.messages(system)
        if taken != supposed:
            self._share_out()
        limit = self._window.limits.instruction
        if taken > limit and not self._told:
            self._told = True
            self.oversized.emit(
                tr(
                    "The system prompt takes {tokens} tokens, and more than {limit} leave little room for the "
                    "conversation; shorten it, or raise 'context_length' in the settings.",
                    tokens=taken,
                    limit=limit,
                )
            )

    async def _compact(self, until: float | None) -> bool:
        """Carries out a compaction that is wanted, if this is the moment; returns whether there is more to read."""
        compaction = self._window.compaction(self._history.exchanges())
        if compaction is None:
            return False
        asked = self._known_digest() is None and not compaction.urgent and self._model.rolls_back
        if asked:
            if until is not None and until - self._clock() < DIGEST_SECONDS:
                return False
            await self._write_digest()
        if until is not None and until - self._clock() < self._reading_seconds() - SPOKEN_SECONDS:
            return asked
        if until is None and not compaction.urgent:
            await asyncio.sleep(QUIET_SECONDS)
        digest = self._known_digest() or ""
        await self._learn(digest)
        self._window.adopt(compaction, digest)
        self._digest = None
        self._begun_anew = True
        await self._learn()
        return True

    def _reading_seconds(self) -> float:
        """How long a new beginning takes to read, about."""
        limits = self._window.limits
        return (limits.low + limits.summary) / self._reading_rate

    def _known_digest(self) -> str | None:
        """The digest that waits, unless something of what it was made of was withdrawn."""
        if self._digest is None:
            return None
        source, digest = self._digest
        return digest if self._over()[: len(source)] == source else None

    def _over(self) -> tuple[Exchange, ...]:
        return tuple(exchange for exchange in self._history.exchanges() if exchange.heard)

    async def _write_digest(self) -> None:
        source = self._over()
        sampling = Sampling(temperature=0.0, max_tokens=max(1, self._window.digest_tokens))
        request = as_messages(self._window.request(source))
        written = ""
        try:
            async with aclosing(self._model.generate(request, sampling)) as pieces:
                async for piece in pieces:
                    written += piece
        except asyncio.CancelledError:
            # Whole sentences are a digest, too; with short answers there may never be time for more.
            if whole_sentences(written):
                self._digest = (source, written)
            raise
        self._digest = (source, written)

    async def _read(self) -> None:
        """Lets the model read what the next turn will stand behind."""
        if not self._model.rolls_back:
            return
        prompt = tuple(as_messages(self._window.prompt(self._history.exchanges())))
        # What is taken up again later tells nothing of how fast it is.
        whole, self._begun_anew = self._begun_anew, False
        started = self._clock()
        await self._model.prefill(prompt, self._sampling)
        if whole:
            seconds = max(self._clock() - started, 0.001)
            self._reading_rate = (self._reading_rate + self._window.tokens(self._history.exchanges()) / seconds) / 2
