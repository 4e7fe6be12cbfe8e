"""The sample conversation: what EchoFlow does on a machine where nobody can talk to it."""

from __future__ import annotations

import argparse

from echoflow import paths
from echoflow.audio.sound_file import read_speech
from echoflow.commands import runner
from echoflow.commands.console import tell
from echoflow.commands.converse import converse_over
from echoflow.commands.options import engine_choice, session_options, user_settings
from echoflow.pipeline.cloud_access import open_clouds
from echoflow.pipeline.engine_factory import create
from echoflow.text import tr

RECORDING = "two-questions.wav"


def run(arguments: argparse.Namespace, why: str) -> int:
    """Says `why` and holds the conversation; returns the exit status."""
    tell(tr("{why} So here is a sample conversation with a recording.", why=why))
    return runner.run(_sample(arguments))


async def _sample(arguments: argparse.Namespace) -> int:
    settings, problems = user_settings()
    for problem in problems:
        tell(problem)
    samples = read_speech(paths.resources_folder() / "samples" / RECORDING)
    output = paths.cache_folder() / "sample-conversation.wav"
    choice = engine_choice(arguments, settings)
    options = session_options(arguments, settings, choice)
    async with open_clouds(choice, settings) as (clouds, cloud_problems):
        for problem in cloud_problems:
            tell(problem)
        return await converse_over(samples, create(choice, clouds), options, output, None)
