"""Which engine serves each stage."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from echoflow.errors import EngineError, UsageError
from echoflow.language.language_model import LanguageModel
from echoflow.language.llama import LlamaOptions, LocalLanguageModel
from echoflow.recognition.end_of_turn import EndOfTurnDetector
from echoflow.recognition.recognizer import Recognizer
from echoflow.recognition.smart_turn import SmartTurn, find_smart_turn
from echoflow.recognition.whisper import WhisperRecognizer
from echoflow.store.model_library import default_model
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.synthesis.synthesizer import Synthesizer
from echoflow.text import tr

AVAILABLE = {"asr": ("local",), "llm": ("local",), "tts": ("local",)}
"""The engines that can be chosen for each stage."""


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """What the user wants each stage to run on.

    Attributes:
        asr: recognition engine.
        llm: language model engine.
        tts: synthesis engine.
        model: a GGUF file, or None for the packaged model.
        language: ISO 639-1 code of the conversation.
        voice: identifier of a voice, or None for the engine's own choice.
        llama: how a local model is run; its file is `model`.
    """

    asr: str = "local"
    llm: str = "local"
    tts: str = "local"
    model: Path | None = None
    language: str = "en"
    voice: str | None = None
    llama: LlamaOptions = field(default_factory=lambda: LlamaOptions(""))


@dataclass(slots=True)
class Engines:
    """One engine for each stage.

    Attributes:
        end_of_turn: tells whether a turn is over by how it sounds; None where words and silence have to do.
    """

    recognizer: Recognizer
    language_model: LanguageModel
    synthesizer: Synthesizer
    end_of_turn: EndOfTurnDetector | None = None

    async def load(self, report: Callable[[str], None]) -> None:
        """Loads all of them at once; `report` receives a line as each is ready.

        Raises:
            EngineError: one of them cannot be used; the others are closed.
        """

        async def load(engine: Awaitable[None], ready: str) -> None:
            await engine
            report(ready)

        tasks = [
            asyncio.ensure_future(load(self.recognizer.load(), tr("Recognition is ready."))),
            asyncio.ensure_future(load(self.language_model.load(), tr("The language model is ready."))),
            asyncio.ensure_future(load(self.synthesizer.load(), tr("The voice is ready."))),
            asyncio.ensure_future(self._load_end_of_turn(report)),
        ]
        try:
            await asyncio.gather(*tasks)
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.close()
            raise

    async def _load_end_of_turn(self, report: Callable[[str], None]) -> None:
        """Without it turns are taken by words and silence, so its failure stops nothing."""
        if self.end_of_turn is None:
            return
        try:
            await self.end_of_turn.load()
        except EngineError as error:
            report(str(error))
            self.end_of_turn = None

    async def close(self) -> None:
        """Ends all engines' threads and processes."""
        engines = (self.recognizer, self.language_model, self.synthesizer, self.end_of_turn)
        await asyncio.gather(*(engine.close() for engine in engines if engine is not None))


def create(choice: EngineChoice) -> Engines:
    """The engines for `choice`, not loaded yet.

    Raises:
        UsageError: an engine, a voice or a language that is not there.
    """
    for stage, name in (("asr", choice.asr), ("llm", choice.llm), ("tts", choice.tts)):
        if name not in AVAILABLE[stage]:
            raise UsageError(
                tr(
                    "There is no engine '{name}' for {option}; choose one of: {available}.",
                    name=name,
                    option=f"--engine-{stage}",
                    available=", ".join(AVAILABLE[stage]),
                )
            )
    recognizer = WhisperRecognizer()
    if choice.language not in recognizer.languages:
        raise UsageError(
            tr(
                "The local recognizer does not understand '{language}'; choose one of: {available}.",
                language=choice.language,
                available=", ".join(recognizer.languages),
            )
        )
    synthesizer = HibariSynthesizer()
    if choice.voice is not None:
        synthesizer.set_voice(choice.voice)
    smart_turn = find_smart_turn()
    end_of_turn = SmartTurn(smart_turn) if smart_turn is not None else None
    return Engines(recognizer, LocalLanguageModel(llama_options(choice)), synthesizer, end_of_turn)


def llama_options(choice: EngineChoice) -> LlamaOptions:
    """How the local model is run, with its file filled in."""
    return replace(choice.llama, model_path=str(choice.model or default_model()))
