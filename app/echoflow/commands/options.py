"""From the common command-line options to what the engines and the session take."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from echoflow.language.language_model import Sampling
from echoflow.pipeline.engines import EngineChoice, Engines, create
from echoflow.pipeline.session import SessionOptions


def engine_choice(arguments: argparse.Namespace) -> EngineChoice:
    """What each stage runs on."""
    return EngineChoice(
        asr=arguments.engine_asr,
        llm=arguments.engine_llm,
        tts=arguments.engine_tts,
        model=arguments.model,
        language=arguments.language,
    )


def session_options(arguments: argparse.Namespace, *, hands_free: bool = True) -> SessionOptions:
    """How conversations are held."""
    options = SessionOptions(hands_free=hands_free)
    if arguments.system_prompt is not None:
        options = replace(options, system_prompt=arguments.system_prompt)
    if arguments.max_tokens is not None:
        options = replace(options, sampling=Sampling(max_tokens=arguments.max_tokens))
    return options


async def load_engines(choice: EngineChoice) -> Engines:
    """Loads the engines, saying on stderr what is ready.

    Raises:
        UserError: an engine does not exist or cannot be used.
    """
    engines = create(choice)
    await engines.load(tell)
    return engines


def tell(sentence: str) -> None:
    """Progress and messages go to stderr, results to stdout."""
    print(sentence, file=sys.stderr, flush=True)
