"""What the user wants each stage to run on, and what can be refused of it before anything is loaded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from echoflow.errors import UsageError
from echoflow.language.llama import LlamaOptions
from echoflow.pipeline.failover import Stage
from echoflow.recognition.whisper import WhisperRecognizer
from echoflow.store.model_library import default_model
from echoflow.store.recognition_library import is_multilingual
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.text import tr

AVAILABLE: dict[Stage, tuple[str, ...]] = {
    "asr": ("local", "deepgram"),
    "llm": ("local", "openai"),
    "tts": ("local", "elevenlabs"),
}
"""The engines that can be chosen for each stage."""

RACHEL = "21m00Tcm4TlvDq8ikWAM"
"""The voice of ElevenLabs to begin with."""


@dataclass(frozen=True, slots=True)
class CloudChoice:
    """Which of a service's models and voices are used.

    Attributes:
        deepgram_model: `flux`, `nova-3` or `auto`.
        vocabulary: words a recognizer would not expect.
        elevenlabs_model: identifier.
        elevenlabs_voice: identifier.
        openai_model: name; empty for the first there is.
    """

    deepgram_model: str = "auto"
    vocabulary: tuple[str, ...] = ()
    elevenlabs_model: str = "eleven_flash_v2_5"
    elevenlabs_voice: str = RACHEL
    openai_model: str = ""


@dataclass(frozen=True, slots=True)
class Reserves:
    """What stands in for each stage's engine when it fails, in this order; the engine itself may be among them."""

    asr: tuple[str, ...] = ("local",)
    llm: tuple[str, ...] = ("local",)
    tts: tuple[str, ...] = ("local",)


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """What the user wants each stage to run on.

    Attributes:
        asr: recognition engine.
        llm: language model engine.
        tts: synthesis engine.
        model: a GGUF file, or None for the packaged model.
        language: ISO 639-1 code of the conversation.
        recognition_model: folder of the local recognizer's model, or None for the packaged one.
        voice: identifier of a local voice, or None for the default one.
        llama: how a local model is run; its file is `model`.
        cloud: what is used of the services.
        reserves: what stands in for each of them.
    """

    asr: str = "local"
    llm: str = "local"
    tts: str = "local"
    model: Path | None = None
    language: str = "en"
    recognition_model: Path | None = None
    voice: str | None = None
    llama: LlamaOptions = field(default_factory=lambda: LlamaOptions(""))
    cloud: CloudChoice = field(default_factory=CloudChoice)
    reserves: Reserves = field(default_factory=Reserves)

    def engines(self, stage: Stage) -> tuple[str, ...]:
        """The engine of `stage` and those that stand in for it, best first, each once."""
        match stage:
            case "asr":
                wanted = (self.asr, *self.reserves.asr)
            case "llm":
                wanted = (self.llm, *self.reserves.llm)
            case "tts":
                wanted = (self.tts, *self.reserves.tts)
        return tuple(dict.fromkeys(wanted))

    def check(self) -> None:
        """Refuses what does not exist; nothing is loaded for that.

        Raises:
            UsageError: an engine, or a language that the local recognizer does not know.
            UserError: a local voice that is not there.
        """
        for stage, available in AVAILABLE.items():
            name = self.engines(stage)[0]
            if name not in available:
                raise UsageError(
                    tr(
                        "There is no engine '{name}' for {option}; choose one of: {available}.",
                        name=name,
                        option=f"--engine-{stage}",
                        available=", ".join(available),
                    )
                )
        if self.engines("asr") == ("local",) and self.language not in self.local_recognizer().languages:
            raise UsageError(
                tr(
                    "The recognizer of this computer understands English only, not '{language}'; fetch one that does "
                    "(echoflow models pull whisper-small), or hear with Deepgram: --engine-asr deepgram.",
                    language=self.language,
                )
            )
        if self.voice is not None:
            HibariSynthesizer().set_voice(self.voice)

    def local_recognizer(self) -> WhisperRecognizer:
        """The one of this computer, not loaded: for the language of the conversation, or for English."""
        folder = self.recognition_model
        understands = folder is not None and is_multilingual(folder)
        return WhisperRecognizer(folder, self.language if understands else "en")

    def llama_options(self) -> LlamaOptions:
        """How the local model is run, with its file filled in."""
        return replace(self.llama, model_path=str(self.model or default_model()))
