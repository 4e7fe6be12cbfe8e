"""One engine for each stage: what the session borrows, loaded and closed together."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import QObject

from echoflow.errors import EngineError
from echoflow.language.language_model import LanguageModel
from echoflow.pipeline.failover import Stage
from echoflow.pipeline.memory_upkeep import loading
from echoflow.pipeline.switchboard import Switchboard
from echoflow.recognition.end_of_turn import EndOfTurnDetector
from echoflow.recognition.recognizer import Recognizer
from echoflow.synthesis.synthesizer import Synthesizer
from echoflow.text import tr


@dataclass(slots=True, weakref_slot=True)
class EarlyNews:
    """What became of the engines before there was a conversation to tell it in.

    Attributes:
        failures: stage, engine and sentence of each.
        switches: stage, the engine before and the one after of each.
    """

    failures: list[tuple[str, str, str]] = field(default_factory=list)
    switches: list[tuple[str, str, str]] = field(default_factory=list)

    def take_failure(self, stage: str, engine: str, sentence: str) -> None:
        """As the switchboard tells it."""
        self.failures.append((stage, engine, sentence))

    def take_switch(self, stage: str, before: str, after: str, _sentence: str) -> None:
        """As the switchboard tells it."""
        self.switches.append((stage, before, after))

    def clear(self) -> None:
        """It has been told."""
        self.failures.clear()
        self.switches.clear()


@dataclass(slots=True)
class Engines:
    """What hears, thinks and speaks. Each may itself be several of which one serves.

    Attributes:
        end_of_turn: tells whether a turn is over by how it sounds; None where words and silence have to do.
        switchboard: where it is told that an engine failed or another one serves.
        early: what was told there while they were loaded.
    """

    recognizer: Recognizer
    language_model: LanguageModel
    synthesizer: Synthesizer
    end_of_turn: EndOfTurnDetector | None = None
    switchboard: Switchboard = field(default_factory=Switchboard)
    early: EarlyNews = field(default_factory=EarlyNews)

    def name(self, stage: Stage) -> str:
        """The engine that serves `stage` now."""
        return self._of(stage).name

    def _of(self, stage: Stage) -> Recognizer | LanguageModel | Synthesizer:
        match stage:
            case "asr":
                return self.recognizer
            case "llm":
                return self.language_model
            case "tts":
                return self.synthesizer

    async def load(self, report: Callable[[str], None], tell: Callable[[str], None] | None = None) -> None:
        """Loads all of them at once; `report` receives a line as each is ready, which says what is still being loaded.

        `tell` receives a sentence where another has to stand in for one, or one does without; `report` if it is None.

        Raises:
            EngineError: one of them cannot be used; the others are closed.
        """
        tell = tell or report
        awaited = {"asr": tr("recognition"), "llm": tr("the language model"), "tts": tr("the voice")}
        count = len(awaited)

        async def load(stage: Stage, ready: str) -> None:
            await self._of(stage).load()
            del awaited[stage]
            report(_progress(ready, list(awaited.values()), count))

        with self._telling(tell), loading():
            tasks = [
                asyncio.ensure_future(load("asr", tr("Recognition is ready."))),
                asyncio.ensure_future(load("llm", tr("The language model is ready."))),
                asyncio.ensure_future(load("tts", tr("The voice is ready."))),
                asyncio.ensure_future(self._load_end_of_turn(tell)),
            ]
            try:
                await asyncio.gather(*tasks)
            except BaseException:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await self.close()
                raise

    async def exchange(
        self, stage: Stage, make: Callable[[], Recognizer | LanguageModel | Synthesizer], report: Callable[[str], None]
    ) -> None:
        """Puts what `make` makes in the place of a stage's engine, which is closed first: two might not fit in memory.

        No session may be using it. `report` receives a sentence where another has to stand in for it.

        Raises:
            EngineError: the new one, which is in its place, cannot be used.
        """
        await self._of(stage).close()
        engine = make()
        # In its place before it is loaded, so that whoever quits meanwhile ends its process as well.
        match stage:
            case "asr":
                self.recognizer = cast("Recognizer", engine)
            case "llm":
                self.language_model = cast("LanguageModel", engine)
            case "tts":
                self.synthesizer = cast("Synthesizer", engine)
        with self._telling(report), loading():
            await engine.load()

    @contextmanager
    def _telling(self, tell: Callable[[str], None]) -> Iterator[None]:
        """Keeps what is told of the engines while there is no session to tell it to."""

        def tell_switch(_stage: str, _before: str, _after: str, sentence: str) -> None:
            if sentence:
                tell(sentence)

        switchboard, early = self.switchboard, self.early
        connections = [
            switchboard.failed.connect(early.take_failure),
            switchboard.switched.connect(early.take_switch),
            switchboard.switched.connect(tell_switch),
        ]
        try:
            yield
        finally:
            for connection in connections:
                QObject.disconnect(connection)

    async def _load_end_of_turn(self, tell: Callable[[str], None]) -> None:
        """Without it turns are taken by words and silence, so its failure stops nothing."""
        if self.end_of_turn is None:
            return
        try:
            await self.end_of_turn.load()
        except EngineError as error:
            tell(str(error))
            self.end_of_turn = None

    async def close(self) -> None:
        """Ends all engines' threads and processes."""
        engines = (self.recognizer, self.language_model, self.synthesizer, self.end_of_turn)
        await asyncio.gather(*(engine.close() for engine in engines if engine is not None))


def _progress(ready: str, loading: Sequence[str], count: int) -> str:
    """The sentence `ready`, and what of `count` engines is still being loaded."""
    if not loading:
        return ready
    names = functools.reduce(lambda some, more: tr("{some}, {more}", some=some, more=more), loading)
    done = count - len(loading)
    return tr("{ready} Still loading: {names} ({done} of {count}).", ready=ready, names=names, done=done, count=count)
