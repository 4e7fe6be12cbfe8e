"""The engines of the running app: what was chosen, what it takes to make it, and one exchanged for another."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from echoflow.audio.frames import Samples
from echoflow.commands.options import engine_choice
from echoflow.errors import EngineError, UserError
from echoflow.pipeline.cloud_access import SERVES, CloudAccess
from echoflow.pipeline.engine_choice import EngineChoice
from echoflow.pipeline.engine_factory import create, create_stage
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.failover import Stage, engine_title
from echoflow.store.credentials import Service
from echoflow.store.settings import Settings
from echoflow.synthesis.synthesizer import Voice
from echoflow.text import tr

_LOG = logging.getLogger(__name__)

STAGE_OF_SETTING: Mapping[str, Stage] = MappingProxyType(
    {
        "recognition": "asr",
        "recognition_fallback": "asr",
        "recognition_model": "asr",
        "deepgram_model": "asr",
        "deepgram_url": "asr",
        "vocabulary": "asr",
        "language": "asr",
        "thinking": "llm",
        "thinking_fallback": "llm",
        "model": "llm",
        "context_length": "llm",
        "gpu_layers": "llm",
        "flash_attention": "llm",
        "kv_type": "llm",
        "threads": "llm",
        "openai_model": "llm",
        "openai_url": "llm",
        "speech": "tts",
        "speech_fallback": "tts",
        "elevenlabs_model": "tts",
        "elevenlabs_url": "tts",
    }
)
"""The stage whose engine has to be made anew when a setting changes."""

OF_DEVICES = frozenset({"microphone", "speaker"})
"""Settings for which the devices are opened anew."""

OF_A_SESSION = frozenset(
    {
        *("system_prompt", "max_tokens", "temperature", "top_p", "top_k", "repeat_penalty", "thinking_cue"),
        *("instruction_tokens", "window_tokens", "summary_tokens"),
    }
)
"""Settings that hold for the whole of a session: another session goes on with the conversation."""

_OPTION_OF_SETTING = MappingProxyType(
    {
        "recognition": "engine_asr",
        "thinking": "engine_llm",
        "speech": "engine_tts",
        "deepgram_model": "deepgram_model",
        "language": "language",
        "model": "model",
    }
)
"""The option of the command line that goes before a setting, until the user changes that setting."""

_OF_CLOUDS = frozenset(
    {
        *("deepgram_model", "deepgram_url", "vocabulary"),
        *("openai_model", "openai_url"),
        *("elevenlabs_model", "elevenlabs_url"),
    }
)
"""Settings that make no difference to a stage that no cloud serves."""


class EngineRoom:
    """Owns the engines, the keyring and the cost meter.

    Attributes:
        choice: what the engines are, or will be when they are loaded.
        access: to the services.
        engines: None until they are loaded.
    """

    def __init__(self, arguments: argparse.Namespace, settings: Settings) -> None:
        """Loads nothing yet."""
        self._arguments = argparse.Namespace(**vars(arguments))
        self.choice = engine_choice(self._arguments, settings)
        self.access = CloudAccess(settings)
        self.engines: Engines | None = None

    @property
    def model(self) -> Path:
        """The file of the local language model in use."""
        return Path(self.choice.llama_options().model_path)

    def engine(self, stage: Stage) -> str:
        """What was chosen for `stage`; another one may stand in for it."""
        return self.choice.engines(stage)[0]

    async def voices(self) -> tuple[Voice, ...]:
        """The voices to choose from; none before the engines are loaded, or while their service cannot be asked."""
        if self.engines is None:
            return ()
        try:
            return await self.engines.synthesizer.voices()
        except EngineError as error:
            _LOG.info("no voices: %s", error)
            return ()

    async def recognize(self, samples: Samples, _rate: int) -> str:
        """The words in a recording of 16 kHz, which goes nowhere else; empty if there are none.

        Raises:
            UserError: recognition is not loaded yet, or cannot serve.
        """
        if self.engines is None:
            raise UserError(tr("Speech recognition is still being loaded; try again in a moment."))
        utterance = self.engines.recognizer.begin(lambda _: None)
        try:
            utterance.feed(samples)
            return (await utterance.transcribe()).text
        finally:
            utterance.close()

    async def load(self, report: Callable[[str], None]) -> list[str]:
        """Loads all of them; returns a sentence for each that another has to stand in for.

        Raises:
            UserError: one of them cannot be used.
        """
        clouds = await self.access.clouds(self.choice)
        engines = create(self.choice, clouds)
        told: list[str] = []
        try:
            await engines.load(report, told.append)
        except UserError as error:
            if self.choice.model is None:
                raise
            # Should it have been another engine that failed, it fails again and says so.
            told = [tr("{problem} The packaged model is used for now.", problem=error)]
            self.choice = replace(self.choice, model=None)
            engines = create(self.choice, clouds)
            await engines.load(report, told.append)
        self.engines = engines
        return told

    def plan(self, settings: Settings, names: Collection[str]) -> tuple[EngineChoice, tuple[Stage, ...]]:
        """What the engines are to be now that the settings `names` have changed, and the stages to `exchange` for that.

        Raises:
            UserError: what is wanted does not exist; nothing has changed then.
        """
        arguments = argparse.Namespace(**vars(self._arguments))
        for name in names:
            if name in _OPTION_OF_SETTING:
                setattr(arguments, _OPTION_OF_SETTING[name], None)
        choice = engine_choice(arguments, settings)
        # What is wrong with the engines already is no reason to refuse anything else.
        if not STAGE_OF_SETTING.keys().isdisjoint(names):
            choice.check()
        self.access.change(settings)
        self._arguments = arguments
        stages: dict[Stage, None] = {
            stage: None
            for name in names
            if (stage := STAGE_OF_SETTING.get(name)) and (name not in _OF_CLOUDS or choice.engines(stage) != ("local",))
        }
        if "language" in names:
            stages["tts"] = None
        return choice, tuple(stages)

    def stage_of(self, service: Service) -> Stage | None:
        """The stage that `service` was chosen for, be it as a stand-in."""
        for (stage, engine), each in SERVES.items():
            if each is service and engine in self.choice.engines(stage):
                return stage
        return None

    async def exchange(self, stages: Collection[Stage], choice: EngineChoice, report: Callable[[str], None]) -> None:
        """Makes the engines of `stages` anew, as `choice` says from now on. No session may be using them.

        Raises:
            UserError: one of them cannot be used. Those before are in their place again, if they still can.
        """
        before = self.choice
        try:
            await self._exchange(stages, choice, report)
        except UserError:
            if choice != before:
                await self._exchange(stages, before, report)
            raise

    async def _exchange(self, stages: Collection[Stage], choice: EngineChoice, report: Callable[[str], None]) -> None:
        engines = self.engines
        self.choice = choice
        if engines is None:
            return
        clouds = await self.access.clouds(choice)
        for stage in stages:
            make = partial(create_stage, stage, choice, clouds, engines.switchboard)
            await engines.exchange(stage, make, report)

    async def close(self) -> None:
        """Ends the engines and writes what they have cost."""
        if self.engines is not None:
            await self.engines.close()
        await self.access.close()


def called(stage: Stage, choice: EngineChoice) -> str:
    """What the engine of `stage` is called by people."""
    engine = choice.engines(stage)[0]
    if engine != "local":
        return engine_title(engine)
    if stage == "llm":
        return Path(choice.llama_options().model_path).stem
    return tr("the local recognizer") if stage == "asr" else tr("the local voice")
