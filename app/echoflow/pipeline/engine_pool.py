"""The engines of one stage together: loaded, chosen from, brought back, and what becomes of them told."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Collection, Sequence
from typing import Generic, Protocol, TypeVar

from echoflow.clouds.failures import failure
from echoflow.crash import sentence_for
from echoflow.errors import EngineError, Trouble
from echoflow.pipeline.failover import Failed, Failover, News, Stage, engine_title
from echoflow.pipeline.switchboard import Switchboard
from echoflow.pipeline.tasks import TaskGroup
from echoflow.text import tr

LOAD_PATIENCE_SECONDS = 6.0
"""How long a start waits for an engine when another one can serve already."""


class Engine(Protocol):
    """What recognizers, language models and synthesizers have in common."""

    @property
    def name(self) -> str:
        """`local`, `deepgram`, ..."""

    async def load(self) -> None:
        """Makes ready; may be called again. Raises EngineError."""

    async def close(self) -> None:
        """Frees everything, at most a second later."""


E = TypeVar("E", bound=Engine)


def anything_goes(_engine: str) -> bool:
    """No budget."""
    return True


class EnginePool(Generic[E]):
    """Several engines, best first, of which one serves; what failed is tried again in the background.

    All times are those of the running loop.
    """

    def __init__(
        self,
        stage: Stage,
        engines: Sequence[E],
        switchboard: Switchboard,
        may_spend: Callable[[str], bool] = anything_goes,
        failover: Failover | None = None,
    ) -> None:
        """`may_spend` tells whether the budget allows an engine, by its name; it is asked before each use."""
        if not engines:
            raise ValueError(f"no engine for {stage}")
        self._stage = stage
        self._engines = tuple(engines)
        self._switchboard = switchboard
        self._may_spend = may_spend
        self._failover = failover or Failover(stage, [engine.name for engine in engines])
        self._loaded: set[int] = set()
        self._loading: dict[int, asyncio.Task[None]] = {}
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._tasks = TaskGroup()
        self._closed = False

    @property
    def engines(self) -> tuple[E, ...]:
        """Best first."""
        return self._engines

    @property
    def serving(self) -> E:
        """The one that serves, as it was told."""
        return self._engines[self._failover.serving]

    async def load(self, *, reserves: bool = True) -> None:
        """Loads all engines at once or, without the reserves, only as many as it takes until one can serve.

        A failure is a switch and no error as long as another one serves. An engine that does not answer is not waited
        for long, but it is brought back when it does.

        Raises:
            EngineError: none of them can serve.
        """
        self._failover.something_changed(_now())
        everyone = tuple(range(len(self._engines)))
        for some in (everyone,) if reserves else tuple((engine,) for engine in everyone):
            if await self._load_together(some):
                return
        raise self._failover.reason()

    async def _load_together(self, engines: Sequence[int]) -> bool:
        """Returns whether one of them can serve."""
        began = _now()
        attempts = {self._attempt(engine): engine for engine in engines}
        waiting = set(attempts)
        while waiting:
            well = any(self._is_ready(engine) for engine in engines)
            patience = max(0.0, began + LOAD_PATIENCE_SECONDS - _now()) if well else None
            done, waiting = await asyncio.wait(waiting, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            if not done:
                break
        for attempt in waiting:
            engine = attempts[attempt]
            self.failed(engine, _late(self._engines[engine].name))
        return any(self._is_ready(engine) for engine in engines)

    def _is_ready(self, engine: int) -> bool:
        return engine in self._loaded and self._failover.error(engine) is None

    async def ready(self, engine: int) -> None:
        """Loads one that was not loaded yet. A wait that is cancelled does not break the loading off.

        Raises:
            EngineError: it cannot serve; that has been told.
        """
        if engine not in self._loaded:
            await asyncio.shield(self._attempt(engine))
            if (error := self._failover.error(engine)) is not None:
                raise error

    def is_loaded(self, engine: int) -> bool:
        """Whether it was loaded at some time."""
        return engine in self._loaded

    def choose(self) -> int | None:
        """Who serves the next utterance or reply; None if nobody can, and `reason` says why."""
        unaffordable = {at for at, engine in enumerate(self._engines) if not self._may_spend(engine.name)}
        chosen, news = self._failover.choose(_now(), unaffordable)
        self._tell(news)
        return chosen

    def after(self, tried: Collection[int]) -> int | None:
        """Who goes on with what all of `tried` failed at; None if nobody can."""
        return self._failover.after(tried)

    def reason(self) -> EngineError:
        """Why nobody can serve, and the one thing to do."""
        return self._failover.reason()

    def with_remedy(self, error: Exception) -> EngineError:
        """`error` as the user reads it where nobody steps in."""
        return self._failover.with_remedy(as_engine_error(error))

    def failed(self, engine: int, error: Exception) -> None:
        """`engine` could not do its work: tells it, and tries it again when that may help."""
        self._tell(self._failover.failed(engine, as_engine_error(error), _now()))
        self._plan_attempt(engine)

    def _plan_attempt(self, engine: int) -> None:
        if timer := self._timers.pop(engine, None):
            timer.cancel()
        at = self._failover.retry_at(engine)
        if not self._closed and at < math.inf:
            self._timers[engine] = asyncio.get_running_loop().call_at(at, self._attempt, engine)

    def _attempt(self, engine: int) -> asyncio.Task[None]:
        """The loading of `engine`, begun or under way."""
        task = self._loading.get(engine)
        if task is None or task.done():
            task = self._loading[engine] = self._tasks.start(self._load(engine))
        return task

    async def _load(self, engine: int) -> None:
        try:
            await self._engines[engine].load()
        except Exception as error:
            # Whatever it was, another engine serves.
            self.failed(engine, error)
        else:
            self._loaded.add(engine)
            self._failover.recovered(engine)
            self._plan_attempt(engine)

    def _tell(self, news: Sequence[News]) -> None:
        for one in news:
            if isinstance(one, Failed):
                self._switchboard.failed.emit(self._stage, one.engine, one.sentence)
            else:
                self._switchboard.switched.emit(self._stage, one.before, one.after, one.sentence)

    async def close(self) -> None:
        """Gives up what is under way and closes all engines."""
        self._closed = True
        for timer in self._timers.values():
            timer.cancel()
        self._tasks.cancel()
        await self._tasks.wait()
        await asyncio.gather(*(engine.close() for engine in self._engines))


def _late(engine: str) -> EngineError:
    """Why one that may still come does not serve yet; there is no network to be checked for the one at home."""
    title = engine_title(engine)
    if engine != "local":
        return failure(title, Trouble.UNREACHABLE)
    return EngineError(tr("{service} is still being loaded.", service=title), trouble=Trouble.UNREACHABLE)


def as_engine_error(error: Exception) -> EngineError:
    """`error` itself, or what to tell of one that nobody foresaw, which is written down."""
    return error if isinstance(error, EngineError) else EngineError(sentence_for(error))


def _now() -> float:
    return asyncio.get_running_loop().time()
