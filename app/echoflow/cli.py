"""The command line: parses, then hands over. Nothing heavy is imported before it is known to be needed."""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from echoflow import __version__
from echoflow.errors import UsageError, UserError
from echoflow.text import tr

WORKER_COMMAND = "llama-worker"
"""Hidden: the frozen program starts itself with it to be the language model's process."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence instead of printing the usage."""

    def error(self, message: str) -> NoReturn:
        """Raises UsageError with argparse's finding in the user's language."""
        raise UsageError(_sentence(message, self.prog))


def _sentence(message: str, program: str) -> str:
    hint = f"{program} --help"
    if found := re.match(r"unrecognized arguments: (.+)", message):
        return tr("Unknown option: {option}. '{hint}' lists what there is.", option=found[1], hint=hint)
    if found := re.match(r"the following arguments are required: (.+)", message):
        return tr("Missing: {arguments}. '{hint}' explains.", arguments=found[1], hint=hint)
    if found := re.match(r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", message):
        return tr("{value} is not one of: {choices}. '{hint}' explains.", value=found[2], choices=found[3], hint=hint)
    if found := re.match(r"argument (.+?): expected (?:one|at least one) argument", message):
        return tr("{option} needs a value. '{hint}' explains.", option=found[1], hint=hint)
    if found := re.match(r"argument (.+?): invalid .+ value: (.+)", message):
        return tr("{value} is no number for {option}. '{hint}' explains.", value=found[2], option=found[1], hint=hint)
    return f"{message}. {hint}"


def positive(text: str) -> int:
    """A whole number above 0, for argparse."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _common(*, suppress_defaults: bool) -> Parser:
    """The options every command takes.

    They may stand before or after the command, so they are there twice; the second time without defaults, which would
    undo what the first has set.
    """
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS if suppress_defaults else None)
    engines = common.add_argument_group(tr("engines"))
    engines.add_argument("--engine-asr", metavar="NAME", help=tr("what hears"))
    engines.add_argument("--engine-llm", metavar="NAME", help=tr("what thinks"))
    engines.add_argument("--engine-tts", metavar="NAME", help=tr("what speaks"))
    engines.add_argument("--model", metavar="PATH", type=Path, help=tr("a GGUF file to think with"))
    engines.add_argument("--system-prompt", metavar="TEXT", help=tr("what the model is told it is"))
    engines.add_argument("--max-tokens", metavar="N", type=positive, help=tr("longest answer, in tokens"))
    engines.add_argument("--language", metavar="CODE", help=tr("language of the conversation"))
    common.add_argument(
        "--log-level",
        metavar="LEVEL",
        choices=("debug", "info", "warning", "error"),
        help=tr("how much is logged: debug, info, warning or error"),
    )
    if not suppress_defaults:
        common.set_defaults(
            engine_asr="local", engine_llm="local", engine_tts="local", language="en", log_level="warning"
        )
    return common


def build_parser() -> argparse.ArgumentParser:
    """All commands and options; sentences in the user's language."""
    parser = Parser(
        prog="echoflow",
        parents=[_common(suppress_defaults=False)],
        description=tr("A voice assistant in the desktop tray."),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"EchoFlow {__version__}")
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"))
    after = _common(suppress_defaults=True)
    converse = commands.add_parser(
        "converse", parents=[after], help=tr("hold a conversation over a recording"), allow_abbrev=False
    )
    converse.add_argument("input", metavar="IN.wav", type=Path, help=tr("a recording of the user"))
    converse.add_argument("--output", metavar="OUT.wav", type=Path, required=True, help=tr("where the replies go"))
    converse.add_argument("--events", metavar="EVENTS.jsonl", type=Path, help=tr("where the events go"))

    serve = commands.add_parser(
        "serve", parents=[after], help=tr("hold conversations over a WebSocket"), allow_abbrev=False
    )
    serve.add_argument("--host", metavar="ADDRESS", default="127.0.0.1", help=tr("address to listen on"))
    serve.add_argument("--port", metavar="PORT", type=int, default=8765, help=tr("port to listen on"))
    serve.add_argument("--token", metavar="T", help=tr("what a client must know"))
    serve.add_argument(
        "--output-rate", metavar="HZ", type=positive, default=24_000, help=tr("sample rate of the replies")
    )

    for name, meaning in (
        ("talk", tr("make the running app listen")),
        ("stop", tr("make the running app silent")),
        ("toggle", tr("talk, or stop if it is talking")),
    ):
        commands.add_parser(name, parents=[after], help=meaning, allow_abbrev=False)

    models = commands.add_parser("models", parents=[after], help=tr("the model library"), allow_abbrev=False)
    actions = models.add_subparsers(dest="action", metavar=tr("ACTION"), required=True)
    actions.add_parser("list", parents=[after], help=tr("the models there are"), allow_abbrev=False)
    verify = actions.add_parser("verify", parents=[after], help=tr("check a model file"), allow_abbrev=False)
    verify.add_argument("name", metavar="MODEL", nargs="?", help=tr("its name or path; all of them if left out"))

    doctor = commands.add_parser(
        "doctor", parents=[after], help=tr("check everything that can go wrong"), allow_abbrev=False
    )
    doctor.add_argument("--json", action="store_true", help=tr("for programs to read"))
    return parser


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
    try:
        arguments = build_parser().parse_args(argv)
        logging.basicConfig(level=arguments.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
        return run(arguments)
    except UserError as error:
        print(f"echoflow: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from echoflow.crash import report

        print(f"echoflow: {report(error)}", file=sys.stderr)
        return 1
