"""Which engine serves each stage."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from echoflow.errors import UsageError
from echoflow.language.language_model import LanguageModel
from echoflow.language.llama import LlamaOptions, LocalLanguageModel
from echoflow.recognition.recognizer import Recognizer
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
    """One engine for each stage."""

    recognizer: Recognizer
    language_model: LanguageModel
    synthesizer: Synthesizer

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
        ]
        try:
            await asyncio.gather(*tasks)
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.close()
            raise

    async def close(self) -> None:
        """Ends all engines' threads and processes."""
        await asyncio.gather(self.recognizer.close(), self.language_model.close(), self.synthesizer.close())


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
    return Engines(recognizer, LocalLanguageModel(llama_options(choice)), synthesizer)


def llama_options(choice: EngineChoice) -> LlamaOptions:
    """How the local model is run, with its file filled in."""
    return replace(choice.llama, model_path=str(choice.model or default_model()))
