"""The local language model: llama.cpp in a process of its own, supervised.

The process may be killed, crash or hang at any time. Whoever is listening to an answer is told by an error, the
process is replaced at once, and the next request waits for the new one. The conversation is not lost with it: it
comes with every request.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import aclosing

from echoflow import paths
from echoflow.errors import EngineError
from echoflow.language.language_model import LanguageModelDiedError, Message, Sampling
from echoflow.language.llama_probe import WORKER_ARGUMENT, LlamaBuild, probe, worker_command
from echoflow.language.llama_problems import explain
from echoflow.language.llama_protocol import (
    Cancel,
    Count,
    Counted,
    Done,
    Failed,
    Generate,
    GenerationStats,
    GoOn,
    Hold,
    LlamaOptions,
    Load,
    Loaded,
    ModelInfo,
    Piece,
    decode_reply,
    encode,
)
from echoflow.language.worker_process import WorkerProcess
from echoflow.text import tr

__all__ = [
    "WORKER_ARGUMENT",
    "GenerationStats",
    "LlamaBuild",
    "LlamaOptions",
    "LocalLanguageModel",
    "ModelInfo",
    "probe",
    "worker_command",
]

_LOAD_ATTEMPTS = 3
"""Processes that may die while loading before it is given up."""

_LOAD_SECONDS = 300.0
"""A big model from a slow disk takes a minute or two; what takes longer hangs."""

_COUNT_ATTEMPTS = 2

_CANCEL_SECONDS = 2.0
"""A cancel is answered within 0.1 s; a process that has not answered by now hangs and is killed."""


class _DiedError(Exception):
    """The process ended while it loaded."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Stream:
    """What one request gives, until it ends with None or an error."""

    def __init__(self, request: int) -> None:
        self.request = request
        self.worker: WorkerProcess | None = None
        """Whom it was sent to."""
        self.events: asyncio.Queue[str | EngineError | None] = asyncio.Queue()


class LocalLanguageModel:
    """A `LanguageModel`; see there. Everything is called on one event loop."""

    name = "local"

    def __init__(
        self,
        options: LlamaOptions,
        *,
        command: Sequence[str] | None = None,
        on_restart: Callable[[], None] | None = None,
    ) -> None:
        """`on_restart` is called when the process has ended unasked and is being replaced."""
        self._options = options
        self._command = tuple(command or worker_command())
        self._on_restart = on_restart
        self._worker: WorkerProcess | None = None
        self._starting: asyncio.Task[WorkerProcess] | None = None
        self._loaded: asyncio.Future[ModelInfo] | None = None
        self._requests = 0
        self._streams: dict[int, _Stream] = {}
        self._overdue: dict[int, asyncio.TimerHandle] = {}
        self._unanswered: set[int] = set()
        self._counts: dict[int, asyncio.Future[int]] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._info: ModelInfo | None = None
        self._stats: GenerationStats | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the model; None while there is none."""
        return self._worker.pid if self._worker and self._worker.running else None

    @property
    def info(self) -> ModelInfo | None:
        """What is loaded; None before the first load."""
        return self._info

    @property
    def stats(self) -> GenerationStats | None:
        """How the last request that reached the model went."""
        return self._stats

    async def load(self) -> None:
        """Starts the process and loads the model, or waits for that. After a failure it is tried again."""
        if self._starting and _failed(self._starting):
            self._starting = None
        await self._ready()

    def generate(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        """See `LanguageModel.generate`. The generation before ends quietly when this one's first piece is asked for."""
        return self._serve(messages, sampling, answer=True)

    async def prefill(self, messages: Sequence[Message], sampling: Sampling) -> None:
        """Evaluates the prompt of `messages`, so that `generate` with the same beginning starts sooner.

        Like a generation it cancels the one before, and is cancelled by the next, which keeps what was evaluated.
        """
        async with aclosing(self._serve(messages, sampling, answer=False)) as nothing:
            async for _ in nothing:
                pass

    @property
    def rolls_back(self) -> bool:
        """See `LanguageModel.rolls_back`; False until a model is loaded."""
        return self._info is not None and self._info.rolls_back

    @property
    def context_length(self) -> int | None:
        """See `LanguageModel.context_length`; None until a model is loaded."""
        return None if self._info is None else self._info.context_length

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """See `LanguageModel.count_tokens`; exact. If the process dies of something else, the next one counts."""
        for attempt in range(_COUNT_ATTEMPTS):
            worker = await self._ready()
            self._requests += 1
            count: asyncio.Future[int] = asyncio.get_running_loop().create_future()
            self._counts[self._requests] = count
            worker.send(encode(Count(self._requests, tuple(messages))))
            try:
                return await count
            except LanguageModelDiedError:
                if attempt + 1 == _COUNT_ATTEMPTS:
                    raise
        raise AssertionError("counted or died")

    def hold(self) -> None:
        """See `LanguageModel.hold`. A prompt is not evaluated any further either."""
        for stream in self._streams.values():
            if stream.worker:
                stream.worker.send(encode(Hold(stream.request)))

    def go_on(self) -> None:
        """See `LanguageModel.go_on`."""
        for stream in self._streams.values():
            if stream.worker:
                stream.worker.send(encode(GoOn(stream.request)))

    async def idle(self) -> None:
        """Waits until the process has said that it works on nothing, or has ended."""
        await self._idle.wait()

    async def close(self) -> None:
        """Ends the process, at most a second later."""
        if self._starting:
            self._starting.cancel()
            await asyncio.wait([self._starting])
            self._starting = None
        worker, self._worker = self._worker, None
        self._end_streams(None)
        self._end_counts(EngineError(tr("The language model has been closed.")))
        if worker:
            await worker.close()

    async def _serve(
        self, messages: Sequence[Message], sampling: Sampling, *, answer: bool
    ) -> AsyncGenerator[str, None]:
        for older in list(self._streams.values()):
            self._cancel(older)
        self._requests += 1
        stream = self._streams[self._requests] = _Stream(self._requests)
        try:
            worker = await self._ready()
            if stream.request in self._streams:
                stream.worker = worker
                self._unanswered.add(stream.request)
                self._idle.clear()
                worker.send(encode(Generate(stream.request, tuple(messages), sampling, answer)))
            while (event := await stream.events.get()) is not None:
                if isinstance(event, EngineError):
                    raise event
                yield event
        finally:
            self._cancel(stream)

    def _cancel(self, stream: _Stream) -> None:
        """Ends `stream` and, if the process still works on it, the work; a process that goes on is killed."""
        if self._streams.pop(stream.request, None) is None:
            return
        stream.events.put_nowait(None)
        if stream.worker:
            stream.worker.send(encode(Cancel(stream.request)))
            loop = asyncio.get_running_loop()
            self._overdue[stream.request] = loop.call_later(_CANCEL_SECONDS, stream.worker.kill)

    async def _ready(self) -> WorkerProcess:
        """The process with the model loaded; a start that failed for a passing reason is tried again."""
        starting = self._starting
        if starting is None or _may_retry(starting):
            starting = self._begin(self._start())
        return await asyncio.shield(starting)

    def _begin(self, start: Coroutine[None, None, WorkerProcess]) -> asyncio.Task[WorkerProcess]:
        task = self._starting = asyncio.get_running_loop().create_task(start)
        # A failure in the background is reported by the next request, and not as an error nobody looked at.
        task.add_done_callback(lambda task: task.cancelled() or task.exception())
        return task

    async def _start(self, died_before: int = 0) -> WorkerProcess:
        for attempt in range(died_before, died_before + _LOAD_ATTEMPTS):
            try:
                return await self._start_once(attempt)
            except _DiedError as died:
                # Linux kills what takes the last memory, and it would again.
                if died.status == -getattr(signal, "SIGKILL", 0):
                    raise explain(Failed(None, "no_memory"), self._options) from None
        raise explain(Failed(None, "crash_loop"), self._options)

    async def _start_once(self, attempt: int) -> WorkerProcess:
        log = paths.log_folder() / "language-model.log"
        self._loaded = asyncio.get_running_loop().create_future()
        try:
            worker = self._worker = WorkerProcess(self._command, log, self._receive, self._exited)
        except OSError:
            raise explain(Failed(None, "crash_loop"), self._options) from None
        try:
            worker.send(encode(Load(self._options, attempt)))
            async with asyncio.timeout(_LOAD_SECONDS):
                self._info = await self._loaded
        except BaseException as error:
            self._worker = None
            await worker.close()
            if isinstance(error, TimeoutError):
                raise explain(Failed(None, "load_timeout"), self._options) from None
            raise
        return worker

    def _receive(self, worker: WorkerProcess, line: bytes) -> None:
        if worker is not self._worker:
            return
        try:
            reply = decode_reply(line)
        except (ValueError, KeyError, TypeError):
            worker.kill()
            return
        match reply:
            case Loaded(info):
                self._settle(info)
            case Piece(request, text) if stream := self._streams.get(request):
                stream.events.put_nowait(text)
            case Done(request, stats):
                self._stats = stats
                self._finish(request, None)
            case Counted(request, tokens):
                self._tell_count(request, tokens)
            case Failed(None) as failed:
                self._settle(explain(failed, self._options))
            case Failed(int(request)) as failed:
                self._tell_count(request, explain(failed, self._options))
                self._finish(request, explain(failed, self._options))

    def _settle(self, outcome: ModelInfo | Exception) -> None:
        if self._loaded is None or self._loaded.done():
            return
        if isinstance(outcome, Exception):
            self._loaded.set_exception(outcome)
        else:
            self._loaded.set_result(outcome)

    def _finish(self, request: int, outcome: EngineError | None) -> None:
        if timer := self._overdue.pop(request, None):
            timer.cancel()
        self._unanswered.discard(request)
        if not self._unanswered:
            self._idle.set()
        if stream := self._streams.pop(request, None):
            stream.events.put_nowait(outcome)

    def _exited(self, worker: WorkerProcess, status: int) -> None:
        if worker is not self._worker:
            return
        if self._loaded and not self._loaded.done():
            self._settle(_DiedError(status))
            return
        died = LanguageModelDiedError(tr("The language model stopped unexpectedly and is being started again."))
        self._end_streams(died)
        self._begin(self._restart(worker))
        self._end_counts(died)
        if self._on_restart:
            self._on_restart()

    async def _restart(self, dead: WorkerProcess) -> WorkerProcess:
        await dead.close()
        # A GPU whose memory runs out in an answer ends the process too.
        return await self._start(died_before=1)

    def _end_streams(self, outcome: EngineError | None) -> None:
        for request in self._streams.keys() | self._unanswered:
            self._finish(request, outcome)

    def _tell_count(self, request: int, outcome: int | EngineError) -> None:
        count = self._counts.pop(request, None)
        if count is None or count.done():
            return
        if isinstance(outcome, EngineError):
            count.set_exception(outcome)
        else:
            count.set_result(outcome)

    def _end_counts(self, outcome: EngineError) -> None:
        for request in list(self._counts):
            self._tell_count(request, outcome)


def _failed(starting: asyncio.Task[WorkerProcess]) -> bool:
    return starting.done() and (starting.cancelled() or starting.exception() is not None)


def _may_retry(starting: asyncio.Task[WorkerProcess]) -> bool:
    if not _failed(starting) or starting.cancelled():
        return _failed(starting)
    error = starting.exception()
    return isinstance(error, EngineError) and not error.permanent
