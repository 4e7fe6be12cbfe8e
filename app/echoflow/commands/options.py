"""From the common command-line options to what the engines and the session take."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import cast

from echoflow import paths
from echoflow.conversation.window import Sizes
from echoflow.errors import UserError
from echoflow.language.language_model import Sampling
from echoflow.language.llama import LlamaOptions
from echoflow.language.llama_fit import KvWish
from echoflow.pipeline.engine_choice import RACHEL, CloudChoice, EngineChoice, Reserves
from echoflow.pipeline.session import CHINESE_SYSTEM_PROMPT, PACKAGED_MODEL_PROMPT, SYSTEM_PROMPT, SessionOptions
from echoflow.store import settings as settings_store
from echoflow.store.model_library import packaged_model
from echoflow.store.recognition_library import recognition_folder
from echoflow.store.settings import Settings
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.text import tr

PACKAGED_TEMPERATURE = 0.0
"""SmolLM2-135M leaves the subject, and often the language, as soon as it is not held to the likeliest token."""


def user_settings() -> tuple[Settings, list[str]]:
    """What the user chose before, and a sentence for each choice that cannot be used."""
    settings, problems = settings_store.load(paths.config_folder() / settings_store.FILE_NAME)
    if settings.model and not Path(settings.model).is_file():
        problems.append(tr("The model {file} is gone; the packaged one is used.", file=settings.model))
        settings = replace(settings, model="")
    try:
        recognition_folder(settings.recognition_model, settings.language)
    except UserError as error:
        problems.append(str(error))
        settings = replace(settings, recognition_model="")
    if settings.voice:
        try:
            HibariSynthesizer().set_voice(settings.voice)
        except UserError:
            problems.append(tr("The voice {voice} is gone; the default one is used.", voice=settings.voice))
            settings = replace(settings, voice="")
    return settings, problems


def engine_choice(arguments: argparse.Namespace, settings: Settings) -> EngineChoice:
    """What each stage runs on; the command line goes before the settings."""
    language = arguments.language or settings.language
    return EngineChoice(
        asr=arguments.engine_asr or settings.recognition,
        llm=arguments.engine_llm or settings.thinking,
        tts=arguments.engine_tts or settings.speech,
        model=arguments.model or (Path(settings.model) if settings.model else None),
        language=language,
        recognition_model=recognition_folder(settings.recognition_model, language),
        cloud=CloudChoice(
            deepgram_model=arguments.deepgram_model or settings.deepgram_model,
            vocabulary=settings.vocabulary,
            elevenlabs_model=settings.elevenlabs_model,
            elevenlabs_voice=settings.elevenlabs_voice or RACHEL,
            openai_model=settings.openai_model,
        ),
        voice=settings.voice or None,
        llama=llama_options(settings),
        reserves=Reserves(settings.recognition_fallback, settings.thinking_fallback, settings.speech_fallback),
    )


def llama_options(settings: Settings, model_path: str = "") -> LlamaOptions:
    """What the user decided about loading a model."""
    return LlamaOptions(
        model_path,
        context_length=settings.context_length,
        gpu_layers=settings.gpu_layers,
        flash_attention={"on": True, "off": False}.get(settings.flash_attention),
        kv_type=cast("KvWish", settings.kv_type),
        threads=settings.threads or None,
    )


def session_options(arguments: argparse.Namespace, settings: Settings, choice: EngineChoice) -> SessionOptions:
    """How conversations are held; the command line goes before the settings, and these before what suits the model."""
    suits_model = PACKAGED_TEMPERATURE if _is_packaged(choice) else Sampling().temperature
    sampling = Sampling(
        temperature=settings.temperature if settings.temperature >= 0 else suits_model,
        top_p=settings.top_p,
        top_k=settings.top_k,
        repeat_penalty=settings.repeat_penalty,
        max_tokens=arguments.max_tokens or settings.max_tokens,
    )
    asked_for = arguments.system_prompt
    # An empty one on the command line is meant: the model is told nothing.
    prompt = asked_for if asked_for is not None else settings.system_prompt or default_prompt(choice)
    # What `converse` writes and `serve` sends is the assistant's voice, and nothing else unless it is asked for.
    cue = getattr(arguments, "thinking_cue", False)
    return SessionOptions(system_prompt=prompt, sampling=sampling, sizes=prompt_sizes(settings), thinking_cue=cue)


def default_prompt(choice: EngineChoice) -> str:
    """What the model is told it is where the user says nothing."""
    if _is_packaged(choice):
        return PACKAGED_MODEL_PROMPT
    return CHINESE_SYSTEM_PROMPT if choice.language == "zh" else SYSTEM_PROMPT


def _is_packaged(choice: EngineChoice) -> bool:
    return choice.llm == "local" and (choice.model is None or choice.model == packaged_model())


def prompt_sizes(settings: Settings) -> Sizes:
    """How the user wants the model's context to be shared out."""
    return Sizes(
        context=settings.context_length or Sizes().context,
        window=settings.window_tokens,
        summary=settings.summary_tokens,
        instruction=settings.instruction_tokens,
    )
