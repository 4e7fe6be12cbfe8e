"""Makes the engines that were chosen, each with those behind it that take over when it fails, in the user's order."""

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
from echoflow.pipeline.fallback_language_model import PATIENCE_SECONDS, FallbackLanguageModel
from echoflow.pipeline.fallback_recognizer import HEDGE_SECONDS, FallbackRecognizer
from echoflow.pipeline.fallback_synthesizer import FallbackSynthesizer
from echoflow.pipeline.switchboard import Switchboard
from echoflow.pipeline.unavailable import Unavailable
from echoflow.recognition.deepgram import DeepgramRecognizer
from echoflow.recognition.recognizer import Recognizer
from echoflow.recognition.smart_turn import SmartTurn, find_smart_turn
from echoflow.store.credentials import Key, KeyState, Service, explain
from echoflow.synthesis.elevenlabs import ElevenLabsSynthesizer
from echoflow.synthesis.elevenlabs_account import ElevenLabsAccount
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.synthesis.spoken_cache import SpokenCache
from echoflow.synthesis.synthesizer import Synthesizer
from echoflow.text import tr

LOCAL = "local"

LOCAL_VOICE_LANGUAGES = ("en",)
"""What the voices that come with EchoFlow can say."""

LOCAL_PATIENCE_SECONDS = 60.0
"""How long a local model may read until a cloud in reserve is asked instead: a full context of 4096 tokens takes an 8B
model on a processor alone about so long, and what only takes its time has not failed."""


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
    names = choice.engines("asr")
    if names == (LOCAL,):
        return choice.local_recognizer()
    # Nothing is sent to a cloud in reserve as long as this computer can hear by itself, however slowly.
    hedge_after = None if names[0] == LOCAL else HEDGE_SECONDS
    return FallbackRecognizer(
        [_recognizer(name, choice, clouds) for name in names],
        switchboard,
        language=choice.language,
        may_spend=clouds.may_spend,
        hedge_after=hedge_after,
    )


def _recognizer(name: str, choice: EngineChoice, clouds: Clouds) -> Recognizer:
    if name == LOCAL:
        local = choice.local_recognizer()
        # In reserve it is left out by its languages; before a cloud it is the one to be stood in for, and says why.
        if choice.asr != LOCAL or choice.language in local.languages:
            return local
        problem = tr("The recognizer of this computer does not understand the language of the conversation.")
        return Unavailable(LOCAL, EngineError(problem, permanent=True, trouble=Trouble.REJECTED), (choice.language,))
    if (error := clouds.problem(Service.DEEPGRAM)) is not None:
        return Unavailable("deepgram", error, (choice.language,))
    return DeepgramRecognizer(
        clouds.key(Service.DEEPGRAM),
        language=choice.language,
        model=choice.cloud.deepgram_model,
        keyterms=choice.cloud.vocabulary,
        address=clouds.addresses.get(Service.DEEPGRAM),
        spent=clouds.spent,
    )


def create_language_model(choice: EngineChoice, clouds: Clouds, switchboard: Switchboard) -> LanguageModel:
    """What thinks."""
    names = choice.engines("llm")
    if names == (LOCAL,):
        return LocalLanguageModel(choice.llama_options())
    return FallbackLanguageModel(
        [_language_model(name, choice, clouds) for name in names],
        switchboard,
        may_spend=clouds.may_spend,
        patience=LOCAL_PATIENCE_SECONDS if names[0] == LOCAL else PATIENCE_SECONDS,
    )


def _language_model(name: str, choice: EngineChoice, clouds: Clouds) -> LanguageModel:
    if name == LOCAL:
        return LocalLanguageModel(choice.llama_options())
    if (error := clouds.problem(Service.OPENAI)) is not None:
        return Unavailable("openai", error)
    address = clouds.addresses.get(Service.OPENAI)
    return OpenAICompatibleModel(
        clouds.key(Service.OPENAI),
        model=choice.cloud.openai_model,
        address=address,
        # A server at home charges nothing.
        spent=_free_of_charge if address is not None and address.at_home else clouds.spent,
    )


def create_synthesizer(choice: EngineChoice, clouds: Clouds, switchboard: Switchboard) -> Synthesizer:
    """What speaks."""
    names = choice.engines("tts")
    # A voice that cannot say the language is no help, and it would be told that it were.
    if choice.language not in LOCAL_VOICE_LANGUAGES:
        names = (names[0], *(name for name in names[1:] if name != LOCAL))
    if names == (LOCAL,):
        return _local_synthesizer(choice)
    candidates = [_synthesizer(name, choice, clouds) for name in names]
    return FallbackSynthesizer(candidates, switchboard, may_spend=clouds.may_spend)


def _local_synthesizer(choice: EngineChoice) -> HibariSynthesizer:
    local = HibariSynthesizer()
    if choice.voice is not None:
        local.set_voice(choice.voice)
    return local


def _synthesizer(name: str, choice: EngineChoice, clouds: Clouds) -> Synthesizer:
    if name == LOCAL:
        if choice.language in LOCAL_VOICE_LANGUAGES:
            return _local_synthesizer(choice)
        problem = tr("The voices of this computer do not speak the language of the conversation.")
        return Unavailable(LOCAL, EngineError(problem, permanent=True, trouble=Trouble.REJECTED))
    if (error := clouds.problem(Service.ELEVENLABS)) is not None:
        return Unavailable("elevenlabs", error)
    key, address = clouds.key(Service.ELEVENLABS), clouds.addresses.get(Service.ELEVENLABS)
    return ElevenLabsSynthesizer(
        key,
        voice=choice.cloud.elevenlabs_voice,
        model=choice.cloud.elevenlabs_model,
        language=choice.language,
        address=address,
        spent=clouds.spent,
        cache=SpokenCache(clouds.speech_cache) if clouds.speech_cache is not None else None,
        account=ElevenLabsAccount(key, address),
    )
