"""Several recognizers as one: when the best fails in mid-word, the next hears the whole utterance again.

An utterance keeps all of its audio, so no word is lost with the engine that heard it. A reserve is given nothing until
it is needed; then it is given everything at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from echoflow.audio.frames import Samples
from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.pipeline.engine_pool import EnginePool, anything_goes
from echoflow.pipeline.failover import engine_title
from echoflow.pipeline.switchboard import Switchboard
from echoflow.pipeline.tasks import TaskGroup
from echoflow.recognition.recognizer import Recognizer, Transcript, TurnSign, Utterance

HEDGE_SECONDS = 0.6
"""How long the serving engine has for a final transcript until the next one is asked as well. A cloud that is well has
answered by then (0.25 s after the end of speech), and the local one needs 0.2 to 0.5 s more."""

LOST_RACES = 2
"""So many final transcripts in a row for which the next engine was faster, although it was asked later, count as not
answering."""


def _ignore(_: object) -> None:
    pass


class FallbackRecognizer:
    """Implements `recognizer.Recognizer` over one or more others, best first.

    Attributes:
        name: of the one that serves.
        languages: what the best of them understands.
    """

    def __init__(
        self,
        candidates: Sequence[Recognizer],
        switchboard: Switchboard,
        *,
        language: str = "en",
        may_spend: Callable[[str], bool] = anything_goes,
        hedge_after: float | None = HEDGE_SECONDS,
    ) -> None:
        """Reads and connects nothing yet; `load` does.

        Args:
            candidates: best first; those after the first that do not understand `language` are no fallback.
            switchboard: where failures and switches are told.
            language: ISO 639-1 code of the conversation.
            may_spend: whether the budget allows an engine, by its name; asked before each utterance.
            hedge_after: seconds after which the next engine is asked for a final transcript as well; None: only when
                the serving one fails.
        """
        best, *others = candidates
        usable = [best, *(candidate for candidate in others if language in candidate.languages)]
        self._pool: EnginePool[Recognizer] = EnginePool("asr", usable, switchboard, may_spend)
        self._hedge_after = hedge_after
        self._tasks = TaskGroup()
        self._lost_races: dict[int, int] = {}
        self.name = best.name
        self.languages = best.languages

    async def load(self) -> None:
        """Loads all of them, the reserves too, so that they can take over at once.

        Raises:
            EngineError: none can serve.
        """
        await self._pool.load()
        self.name = self._pool.serving.name

    def begin(
        self,
        on_partial: Callable[[str], None],
        on_sign: Callable[[TurnSign], None] = _ignore,
        on_failed: Callable[[EngineError], None] = _ignore,
    ) -> FallbackUtterance:
        """Starts an utterance with the best that is well; see `recognizer.Recognizer.begin`."""
        listener = _Listener(on_partial, on_sign, on_failed)
        utterance = FallbackUtterance(self._pool, listener, self._tasks, self._raced, self._hedge_after)
        self.name = self._pool.serving.name
        return utterance

    def _raced(self, engine: int, won: bool) -> None:
        """The serving engine was asked for a final transcript, and was the first to give one or was not."""
        self._lost_races[engine] = 0 if won else self._lost_races.get(engine, 0) + 1
        if self._lost_races[engine] >= LOST_RACES:
            self._lost_races[engine] = 0
            self._pool.failed(engine, failure(engine_title(self._pool.engines[engine].name), Trouble.SILENT))

    async def close(self) -> None:
        """Closes all of them."""
        self._tasks.cancel()
        await self._tasks.wait()
        await self._pool.close()


@dataclass(frozen=True, slots=True)
class _Listener:
    """Who waits for what is heard; see `recognizer.Recognizer.begin`."""

    on_partial: Callable[[str], None]
    on_sign: Callable[[TurnSign], None]
    on_failed: Callable[[EngineError], None]


@dataclass(eq=False, slots=True)
class _Attempt:
    """One engine's hearing of the utterance."""

    engine: int
    utterance: Utterance | None = None
    heard: int = 0
    """How many pieces of the audio it was given."""
    failed: bool = False
    answer: asyncio.Task[None] | None = None
    transcript: Transcript | None = None

    def give_up(self) -> None:
        """Nothing more is wanted of it for now."""
        if self.answer is not None:
            self.answer.cancel()
            self.answer = None

    def close(self) -> None:
        """Nothing more is wanted of it at all."""
        self.give_up()
        if self.utterance is not None:
            self.utterance.close()


class FallbackUtterance:
    """Implements `recognizer.Utterance`; made by `FallbackRecognizer.begin`."""

    def __init__(
        self,
        pool: EnginePool[Recognizer],
        listener: _Listener,
        tasks: TaskGroup,
        raced: Callable[[int, bool], None],
        hedge_after: float | None,
    ) -> None:
        """Begins with the best engine that is well; `raced` learns whether the one that served was the first."""
        self._pool = pool
        self._listener = listener
        self._tasks = tasks
        self._raced = raced
        self._hedge_after = hedge_after
        self._audio: list[Samples] = []
        self._attempts: dict[int, _Attempt] = {}
        self._serving: _Attempt | None = None
        self._error: EngineError | None = None
        self._closed = False
        self._begin_anew()

    def feed(self, samples: Samples) -> None:
        """Adds audio; it is kept until the utterance is closed."""
        if self._closed:
            return
        self._audio.append(samples)
        if self._serving is not None:
            self._catch_up(self._serving)

    async def transcribe(self) -> Transcript:
        """The final transcript, of the serving engine or of whoever goes on where it fails or takes too long.

        Raises:
            EngineError: none could give one.
            asyncio.CancelledError: the utterance was closed meanwhile.
        """
        if self._closed:
            raise asyncio.CancelledError
        for attempt in self._attempts.values():
            attempt.give_up()
        if self._serving is None:
            self._begin_anew()
        asked = self._serving
        try:
            winner, transcript = await self._race()
        finally:
            for attempt in self._attempts.values():
                attempt.give_up()
        if asked is not None and not asked.failed:
            self._raced(asked.engine, winner is asked)
        return transcript

    def close(self) -> None:
        """No more audio, no more partials; a transcription under way is abandoned. Safe to call twice."""
        self._closed = True
        for attempt in self._attempts.values():
            attempt.close()
        self._audio.clear()

    def _begin_anew(self) -> None:
        """Forgets what failed: it may be well again."""
        self._attempts.clear()
        engine = self._pool.choose()
        if engine is None:
            self._error = self._pool.reason()
        else:
            self._serve(engine)

    def _serve(self, engine: int) -> None:
        """`engine` hears everything from the beginning; its partial transcripts and signs count."""
        attempt = self._serving = self._attempt(engine)
        self._begin(attempt)
        self._catch_up(attempt)

    def _attempt(self, engine: int) -> _Attempt:
        return self._attempts.setdefault(engine, _Attempt(engine))

    def _begin(self, attempt: _Attempt) -> None:
        if attempt.utterance is not None:
            return

        def partial(text: str) -> None:
            if attempt is self._serving:
                self._listener.on_partial(text)

        def sign(sign: TurnSign) -> None:
            if attempt is self._serving:
                self._listener.on_sign(sign)

        def failed(error: EngineError) -> None:
            self._fail(attempt, error)

        try:
            attempt.utterance = self._pool.engines[attempt.engine].begin(partial, sign, failed)
        except Exception as error:
            # Whatever it was, another engine may hear.
            self._fail(attempt, error)

    def _catch_up(self, attempt: _Attempt) -> None:
        """Gives it all that it has not heard yet."""
        missing = self._audio[attempt.heard :]
        if attempt.utterance is None or attempt.failed or not missing:
            return
        attempt.heard = len(self._audio)
        try:
            attempt.utterance.feed(missing[0] if len(missing) == 1 else np.concatenate(missing))
        except Exception as error:
            # Whatever it was, another engine may hear.
            self._fail(attempt, error)

    def _fail(self, attempt: _Attempt, error: Exception) -> None:
        if attempt.failed or self._closed:
            return
        attempt.failed = True
        attempt.close()
        self._pool.failed(attempt.engine, error)
        if attempt is not self._serving:
            return
        following = self._pool.after(self._tried())
        if following is not None:
            self._serve(following)
        else:
            self._serving = None
            told, self._error = self._error, self._pool.with_remedy(error)
            if told is None:
                self._listener.on_failed(self._error)

    def _tried(self) -> set[int]:
        return {attempt.engine for attempt in self._attempts.values() if attempt.failed}

    async def _race(self) -> tuple[_Attempt, Transcript]:
        """Asks the serving engine, later another one as well, until one has answered."""
        loop = asyncio.get_running_loop()
        hedge_at = loop.time() + (self._hedge_after or 0.0)
        while (serving := self._serving) is not None:
            self._ask(serving)
            if serving.failed:
                assert self._serving is not serving, "whoever failed is replaced at once"
                continue
            running = {attempt.answer: attempt for attempt in self._attempts.values() if attempt.answer is not None}
            hedge = self._hedge() if len(running) == 1 else None
            patience = None if hedge is None else max(0.0, hedge_at - loop.time())
            done, _ = await asyncio.wait(running, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            if not done and hedge is not None:
                self._ask(self._attempt(hedge))
            for attempt in sorted((running[answer] for answer in done), key=lambda attempt: attempt.engine):
                if attempt.transcript is not None:
                    return attempt, attempt.transcript
                if not attempt.failed:
                    raise asyncio.CancelledError
        assert self._error is not None
        raise self._error

    def _hedge(self) -> int | None:
        """Who else may be asked; never a better one, which comes back between two utterances."""
        if self._serving is None or self._hedge_after is None:
            return None
        return self._pool.after({*self._tried(), *range(self._serving.engine + 1)})

    def _ask(self, attempt: _Attempt) -> None:
        self._begin(attempt)
        self._catch_up(attempt)
        if not attempt.failed and attempt.answer is None:
            attempt.transcript = None
            attempt.answer = self._tasks.start(self._answer(attempt))

    async def _answer(self, attempt: _Attempt) -> None:
        assert attempt.utterance is not None
        try:
            attempt.transcript = await attempt.utterance.transcribe()
        except Exception as error:
            # Whatever it was, another engine may answer. This task is over, and not to be cancelled by that.
            attempt.answer = None
            self._fail(attempt, error)
