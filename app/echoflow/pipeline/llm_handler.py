"""User turns into the language model, tokens out as signals."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from contextlib import aclosing

from PySide6.QtCore import QObject, Signal

from echoflow.crash import sentence_for
from echoflow.errors import EngineError
from echoflow.language.language_model import LanguageModel, Message, Sampling
from echoflow.pipeline.tasks import TaskGroup


class LLMHandler(QObject):
    """Runs one generation at a time; every signal carries the (turn, revision) it was made for."""

    generation_started = Signal(int, int)
    token = Signal(int, int, str)
    """Turn, revision and a piece of the answer."""
    finished = Signal(int, int)
    failed = Signal(int, int, str)
    """The answer ends here; one sentence for the user."""

    def __init__(self, model: LanguageModel, sampling: Sampling, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._sampling = sampling
        self._tasks = TaskGroup()

    def generate(self, turn: int, revision: int, messages: Sequence[Message]) -> None:
        """Starts the answer to `messages`; a generation under way is cancelled."""
        self._tasks.cancel()
        self._tasks.start(self._generate(turn, revision, tuple(messages)))

    async def _generate(self, turn: int, revision: int, messages: Sequence[Message]) -> None:
        self.generation_started.emit(turn, revision)
        try:
            async with aclosing(self._model.generate(messages, self._sampling)) as pieces:
                async for piece in pieces:
                    self.token.emit(turn, revision, piece)
        except Exception as error:
            # Whatever it was, the answer must come to an end.
            self.failed.emit(turn, revision, sentence_for(error))
            return
        self.finished.emit(turn, revision)

    def prepare(self, messages: Sequence[Message]) -> None:
        """Lets the model read `messages`; nothing is said."""
        self._tasks.start(self._prepare(tuple(messages)))

    async def _prepare(self, messages: Sequence[Message]) -> None:
        # What fails here fails again in `generate`, where somebody waits for it.
        with contextlib.suppress(EngineError):
            await self._model.prefill(messages, self._sampling)

    def cancel(self) -> None:
        """Stops the generation under way, if any; no signal follows."""
        self._tasks.cancel()

    async def shut_down(self) -> None:
        """Cancels and waits until nothing is under way."""
        self.cancel()
        await self._tasks.wait()
