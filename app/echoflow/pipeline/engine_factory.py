"""Makes the engines that were chosen, each cloud with a local engine behind it that takes over when it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from echoflow.clouds.addresses import Address
from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.language.language_model import LanguageModel
from echoflow.language.llama import LocalLanguageModel
from echoflow.language.openai_compatible import OpenAICompatibleModel
from echoflow.pipeline.engine_choice import EngineChoice
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.failover import Stage
from echoflow.pipeline.fallback_language_model import FallbackLanguageModel
from echoflow.pipeline.fallback_recognizer import FallbackRecognizer
from echoflow.pipeline.fallback_synthesizer import FallbackSynthesizer
from echoflow.pipeline.switchboard import Switchboard
from echoflow.pipeline.unavailable import Unavailable
from echoflow.recognition.deepgram import DeepgramRecognizer
from echoflow.recognition.recognizer import Recognizer
from echoflow.recognition.smart_turn import SmartTurn, find_smart_turn
from echoflow.recognition.whisper import WhisperRecognizer
from echoflow.store.credentials import Key, KeyState, Service, explain
from echoflow.synthesis.elevenlabs import ElevenLabsSynthesizer
from echoflow.synthesis.elevenlabs_account import ElevenLabsAccount
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.synthesis.spoken_cache import SpokenCache
from echoflow.synthesis.synthesizer import Synthesizer


def _free_of_charge(_item: str, _amount: float) -> None:
    """Nobody counts."""


def _no_limit(_engine: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Clouds:
    """What it takes to use the services.

    Attributes:
        keys: by service, as they were looked up; a service that is not in it has none.
        addresses: of services that are reached elsewhere than at their own address.
        spent: receives what is used, as `UsageMeter.add` does.
        may_spend: whether the budget allows the use of an engine.
        speech_cache: folder for short phrases that were spoken before; None keeps none.
    """

    keys: Mapping[Service, Key] = field(default_factory=dict)
    addresses: Mapping[Service, Address] = field(default_factory=dict)
    spent: Callable[[str, float], None] = _free_of_charge
    may_spend: Callable[[str], bool] = _no_limit
    speech_cache: Path | None = None

    def problem(self, service: Service) -> EngineError | None:
        """Why the service cannot be used, as far as its key is concerned.

        An OpenAI-compatible service elsewhere, such as one at home, may want none.
        """
        key = self.keys.get(service, Key(KeyState.MISSING))
        if key.value or (service is Service.OPENAI and service in self.addresses):
            return None
        if key.state is KeyState.MISSING:
            return failure(service.title, Trouble.KEY_MISSING)
        return EngineError(explain(key, service), permanent=True, trouble=Trouble.KEY_MISSING)

    def key(self, service: Service) -> str:
        """The key itself; empty if there is none."""
        return self.keys[service].value if service in self.keys else ""


def create(choice: EngineChoice, clouds: Clouds | None = None) -> Engines:
    """The engines for `choice`, not loaded yet.

    Raises:
        UserError: something was chosen that does not exist.
    """
    choice.check()
    clouds = clouds or Clouds()
    switchboard = Switchboard()
    smart_turn = find_smart_turn()
    return Engines(
        create_recognizer(choice, clouds, switchboard),
        create_language_model(choice, clouds, switchboard),
        create_synthesizer(choice, clouds, switchboard),
        SmartTurn(smart_turn) if smart_turn is not None else None,
        switchboard,
    )


def create_stage(
    stage: Stage, choice: EngineChoice, clouds: Clouds, switchboard: Switchboard
) -> Recognizer | LanguageModel | Synthesizer:
    """The engine of one stage, not loaded yet."""
    match stage:
        case "asr":
            return create_recognizer(choice, clouds, switchboard)
        case "llm":
            return create_language_model(choice, clouds, switchboard)
        case "tts":
            return create_synthesizer(choice, clouds, switchboard)


def create_recognizer(choice: EngineChoice, clouds: Clouds, switchboard: Switchboard) -> Recognizer:
    """What hears."""
    local = WhisperRecognizer()
    if choice.asr == "local":
        return local
    cloud: Recognizer
    if (error := clouds.problem(Service.DEEPGRAM)) is not None:
        cloud = Unavailable("deepgram", error, (choice.language,))
    else:
        cloud = DeepgramRecognizer(
            clouds.key(Service.DEEPGRAM),
            language=choice.language,
            model=choice.cloud.deepgram_model,
            keyterms=choice.cloud.vocabulary,
            address=clouds.addresses.get(Service.DEEPGRAM),
            spent=clouds.spent,
        )
    return FallbackRecognizer([cloud, local], switchboard, language=choice.language, may_spend=clouds.may_spend)


def create_language_model(choice: EngineChoice, clouds: Clouds, switchboard: Switchboard) -> LanguageModel:
    """What thinks."""
    if choice.llm == "local":
        return LocalLanguageModel(choice.llama_options())
    cloud: LanguageModel
    if (error := clouds.problem(Service.OPENAI)) is not None:
        cloud = Unavailable("openai", error)
    else:
        address = clouds.addresses.get(Service.OPENAI)
        cloud = OpenAICompatibleModel(
            clouds.key(Service.OPENAI),
            model=choice.cloud.openai_model,
            address=address,
            # A server at home charges nothing.
            spent=_free_of_charge if address is not None and address.at_home else clouds.spent,
        )
    local = LocalLanguageModel(choice.llama_options())
    return FallbackLanguageModel([cloud, local], switchboard, may_spend=clouds.may_spend)


def create_synthesizer(choice: EngineChoice, clouds: Clouds, switchboard: Switchboard) -> Synthesizer:
    """What speaks."""
    local = HibariSynthesizer()
    if choice.voice is not None:
        local.set_voice(choice.voice)
    if choice.tts == "local":
        return local
    cloud: Synthesizer
    if (error := clouds.problem(Service.ELEVENLABS)) is not None:
        cloud = Unavailable("elevenlabs", error)
    else:
        key, address = clouds.key(Service.ELEVENLABS), clouds.addresses.get(Service.ELEVENLABS)
        cloud = ElevenLabsSynthesizer(
            key,
            voice=choice.cloud.elevenlabs_voice,
            model=choice.cloud.elevenlabs_model,
            language=choice.language,
            address=address,
            spent=clouds.spent,
            cache=SpokenCache(clouds.speech_cache) if clouds.speech_cache is not None else None,
            voices=ElevenLabsAccount(key, address).voices,
        )
    # A voice that cannot say the language is no help, and it would be told that it were.
    candidates = [cloud, local] if choice.language == "en" else [cloud]
    return FallbackSynthesizer(candidates, switchboard, may_spend=clouds.may_spend)
