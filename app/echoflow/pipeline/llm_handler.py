"""User turns into the language model, tokens out as signals."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from contextlib import aclosing
from functools import partial

from PySide6.QtCore import QObject, Signal

from echoflow.crash import sentence_for
from echoflow.errors import EngineError
from echoflow.language.language_model import LanguageModel, Message, Sampling
from echoflow.pipeline.tasks import TaskGroup


class LLMHandler(QObject):
    """Runs one generation at a time; every signal carries the (turn, revision) it was made for.

    An answer to a turn that is not certain yet is a draft: its pieces go to whoever makes sound of them and holds it
    back, and nothing else is told of it until it is confirmed.
    """

    generation_started = Signal(int, int)
    token = Signal(int, int, str)
    """Turn, revision and a piece of the answer."""
    failed = Signal(int, int, str)
    """The answer ends here; one sentence for the user."""
    drafted = Signal(int, int, str)
    """A piece of an answer, for its sound alone: if it is a draft nobody may hear, see or remember it yet."""
    begun = Signal(int, int)
    """An answer is being made from now on, a draft or not; for measuring alone."""
    draft_complete = Signal(int, int)
    """There will be no more pieces."""

    def __init__(self, model: LanguageModel, sampling: Sampling, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._sampling = sampling
        self._tasks = TaskGroup()
        self._untold: list[Callable[[], None]] | None = None
        """What is to be told of a draft when it is confirmed; None where nothing is held back."""
        self._pieces = 0

    @property
    def reads_ahead(self) -> bool:
        """Whether words may be read and answers made that may still change, because the model can take them back."""
        return self._model.rolls_back

    @property
    def drafted_pieces(self) -> int:
        """How many pieces there are of the draft."""
        return self._pieces if self._untold is not None else 0

    def hold(self) -> None:
        """The processor is needed for something that is waited for; no more pieces until `go_on`."""
        self._model.hold()

    def go_on(self) -> None:
        """Ends a hold, if there is one."""
        self._model.go_on()

    def generate(self, turn: int, revision: int, messages: Sequence[Message]) -> None:
        """Starts the answer to `messages`; a generation under way is cancelled."""
        self._start(turn, revision, messages, draft=False)

    def draft(self, turn: int, revision: int, messages: Sequence[Message]) -> None:
        """The same for a turn that is not certain yet: only `drafted` is told, until `confirm`."""
        self._start(turn, revision, messages, draft=True)

    def confirm(self) -> None:
        """The draft is the answer; what was held back of it is told now, and the rest as it comes."""
        untold, self._untold = self._untold or [], None
        for tell in untold:
            tell()

    def _start(self, turn: int, revision: int, messages: Sequence[Message], *, draft: bool) -> None:
        self._tasks.cancel()
        self._untold = [] if draft else None
        self._pieces = 0
        self.begun.emit(turn, revision)
        self._tasks.start(self._generate(turn, revision, tuple(messages)))

    def _tell(self, tell: Callable[[], None]) -> None:
        if self._untold is None:
            tell()
        else:
            self._untold.append(tell)

    async def _generate(self, turn: int, revision: int, messages: Sequence[Message]) -> None:
        self._tell(partial(self.generation_started.emit, turn, revision))
        try:
            async with aclosing(self._model.generate(messages, self._sampling)) as pieces:
                async for piece in pieces:
                    self._pieces += 1
                    self.drafted.emit(turn, revision, piece)
                    self._tell(partial(self.token.emit, turn, revision, piece))
        except Exception as error:
            # Whatever it was, the answer must come to an end.
            self._tell(partial(self.failed.emit, turn, revision, sentence_for(error)))
            return
        self.draft_complete.emit(turn, revision)

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
        self._untold = None

    async def shut_down(self) -> None:
        """Cancels and waits until nothing is under way."""
        self.cancel()
        await self._tasks.wait()
