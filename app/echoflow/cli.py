"""The command line: parses, then hands over. Nothing heavy is imported before it is known to be needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from echoflow import __version__, logs
from echoflow.commands import console
from echoflow.commands.argument_parser import Parser
from echoflow.errors import UserError
from echoflow.paths import FolderError, config_folder
from echoflow.store.settings import FILE_NAME, Settings, load
from echoflow.text import set_language, tr

WORKER_COMMAND = "llama-worker"
"""Hidden: the frozen program starts itself with it to be the language model's process."""

DOWNLOAD_COMMAND = "model-download"
"""Hidden: the same for the process that fetches a model."""

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def positive(text: str) -> int:
    """A whole number above 0, for argparse."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _add_common(parser: argparse.ArgumentParser, *, default: str | None = None) -> None:
    """The options every command takes.

    They may stand before or after the command, so they are there twice; the second time with `argparse.SUPPRESS` as
    the default, or it would undo what the first has set.
    """
    engines = parser.add_argument_group(tr("engines"))
    name = tr("NAME")
    engines.add_argument("--engine-asr", metavar=name, default=default, help=tr("what hears: local or deepgram"))
    engines.add_argument("--engine-llm", metavar=name, default=default, help=tr("what thinks: local or openai"))
    engines.add_argument("--engine-tts", metavar=name, default=default, help=tr("what speaks: local or elevenlabs"))
    engines.add_argument(
        "--deepgram-model",
        choices=("auto", "flux", "nova-3"),
        metavar=name,
        default=default,
        help=tr("what hears at Deepgram: flux, nova-3, or auto for what suits the language"),
    )
    engines.add_argument(
        "--model", metavar=tr("PATH"), type=Path, default=default, help=tr("a GGUF file to think with")
    )
    engines.add_argument(
        "--system-prompt", metavar=tr("TEXT"), default=default, help=tr("what the model is told it is")
    )
    engines.add_argument(
        "--max-tokens", metavar="N", type=positive, default=default, help=tr("longest answer, in tokens")
    )
    engines.add_argument(
        "--language", metavar=tr("CODE"), default=default, help=tr("language of the conversation, such as en or zh")
    )
    parser.add_argument(
        "--log-level",
        metavar=tr("LEVEL"),
        choices=("debug", "info", "warning", "error"),
        default=default,
        help=tr("how much is logged: debug, info, warning or error"),
    )


def build_parser() -> argparse.ArgumentParser:
    """All commands and options; sentences in the user's language."""
    parser = Parser(prog="echoflow", description=tr("A voice assistant in the desktop tray."))
    # Neither a keyring nor a service's library is imported by these.
    from echoflow.commands import costs, history, keys, voices

    _add_common(parser)
    parser.add_argument(
        "--version", action="version", version=f"EchoFlow {__version__}", help=tr("show the version and exit")
    )
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"))
    _add_converse(commands)
    _add_serve(commands)
    for name, meaning in (
        ("talk", tr("make the running app listen")),
        ("stop", tr("make the running app silent")),
        ("toggle", tr("talk, or stop if it is talking")),
    ):
        _add_command(commands, name, meaning)
    _add_models(commands)
    for module in (voices, keys, costs, history):
        module.add_parser(commands, _add_command)
    doctor = _add_command(commands, "doctor", tr("check everything that can go wrong"))
    doctor.add_argument("--json", action="store_true", help=tr("for programs to read"))
    doctor.add_argument("--sound", action="store_true", help=tr("play some tones as well, to measure the echo"))
    return parser


def _add_command(commands: Commands, name: str, meaning: str) -> Parser:
    command = commands.add_parser(name, help=meaning, description=meaning)
    _add_common(command, default=argparse.SUPPRESS)
    return command


def _add_converse(commands: Commands) -> None:
    converse = _add_command(commands, "converse", tr("hold a conversation over a recording"))
    converse.add_argument("input", metavar="IN.wav", type=Path, help=tr("a recording of the user"))
    converse.add_argument("--output", metavar="OUT.wav", type=Path, required=True, help=tr("where the replies go"))
    converse.add_argument("--events", metavar="EVENTS.jsonl", type=Path, help=tr("where the events go"))
    _add_thinking_cue(converse)


def _add_serve(commands: Commands) -> None:
    serve = _add_command(commands, "serve", tr("hold conversations over a WebSocket"))
    serve.add_argument("--host", metavar=tr("ADDRESS"), default="127.0.0.1", help=tr("address to listen on"))
    serve.add_argument("--port", metavar=tr("PORT"), type=int, default=8765, help=tr("port to listen on"))
    serve.add_argument("--token", metavar=tr("TOKEN"), help=tr("what a client must know"))
    serve.add_argument(
        "--output-rate", metavar="HZ", type=positive, default=24_000, help=tr("sample rate of the replies")
    )
    _add_thinking_cue(serve)


def _add_thinking_cue(command: Parser) -> None:
    command.add_argument(
        "--thinking-cue", action="store_true", help=tr("a soft sound where an answer takes longer than a moment")
    )


def _add_models(commands: Commands) -> None:
    models = _add_command(commands, "models", tr("the model library"))
    actions = models.add_subparsers(dest="action", metavar=tr("ACTION"), required=True)
    _add_command(actions, "list", tr("the models there are, and those that can be fetched"))
    pull = _add_command(actions, "pull", tr("fetch a model, or go on where that was interrupted"))
    pull.add_argument("name", metavar=tr("MODEL"), help=tr("a name from the list, or OWNER/NAME/FILE.gguf of the hub"))
    pull.add_argument("--endpoint", metavar=tr("ADDRESS"), help=tr("a mirror of the hub to fetch from"))
    verify = _add_command(actions, "verify", tr("check a model file"))
    verify.add_argument("name", metavar=tr("MODEL"), nargs="?", help=tr("its name or path; all of them if left out"))
    remove = _add_command(actions, "remove", tr("delete a model that was fetched"))
    remove.add_argument("name", metavar=tr("MODEL"), help=tr("its name or path"))


def run(arguments: argparse.Namespace) -> int:
    """Hands over to the command; returns the exit status."""
    match arguments.command:
        case "converse":
            from echoflow.commands import converse

            return converse.run(arguments)
        case "serve":
            from echoflow.commands import serve

            return serve.run(arguments)
        case "models":
            from echoflow.commands import models

            return models.run(arguments)
        case "voices":
            from echoflow.commands import voices

            return voices.run(arguments)
        case "keys":
            from echoflow.commands import keys

            return keys.run(arguments)
        case "costs":
            from echoflow.commands import costs

            return costs.run(arguments)
        case "history":
            from echoflow.commands import history

            return history.run(arguments)
        case "doctor":
            from echoflow.commands import doctor

            return doctor.run(arguments)
        case "talk" | "stop" | "toggle":
            from echoflow.commands import remote

            return remote.run(arguments)
        case _:
            from echoflow import application

            return application.run(arguments)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status: 0 done, 1 could not, 2 wrong usage."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == [WORKER_COMMAND]:
        from echoflow.language import llama_worker

        return llama_worker.main(argv[1:])
    if argv[:1] == [DOWNLOAD_COMMAND]:
        from echoflow.store import download_worker

        return download_worker.main()
    console.prepare()
    try:
        return _run_command(argv)
    except BrokenPipeError:
        # Whoever read the output has read enough.
        return 1
    finally:
        console.finish()


def _run_command(argv: Sequence[str]) -> int:
    try:
        settings = _saved_settings()
        set_language(settings.interface_language)
        arguments = build_parser().parse_args(argv)
        logs.set_up(arguments.log_level or settings.log_level)
        return run(arguments)
    except UserError as error:
        console.tell(f"echoflow: {error}")
        return error.exit_status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        raise
    except Exception as error:
        from echoflow.crash import sentence_for

        console.tell(f"echoflow: {sentence_for(error)}")
        return 1


def _saved_settings() -> Settings:
    """What the user chose; what is wrong with it is told by whoever goes by it."""
    try:
        return load(config_folder() / FILE_NAME)[0]
    except FolderError:
        return Settings()
