"""`echoflow voices`: what EchoFlow can sound like, and voices of the user's own."""

from __future__ import annotations

import argparse
import asyncio
import sys
import unicodedata
from collections.abc import Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from echoflow import paths
from echoflow.commands.argument_parser import Parser
from echoflow.commands.console import show, tell
from echoflow.errors import EngineError, UsageError, UserError
from echoflow.text import tr

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from echoflow.store.settings import Settings
    from echoflow.synthesis.elevenlabs_account import ElevenLabsAccount
    from echoflow.synthesis.synthesizer import Voice

AddCommand = Callable[[Any, str, str], Parser]

_STEP = 10
"""Per cent between two lines of progress; a terminal shows every one."""


def add_parser(commands: Any, add_command: AddCommand) -> None:
    """Adds `voices` and its actions to `commands`, each made by `add_command(commands, name, meaning)`."""
    voices = add_command(commands, "voices", tr("the voices"))
    actions = voices.add_subparsers(dest="action", metavar=tr("ACTION"), required=True)
    add_command(actions, "list", tr("the voices there are"))
    clone = add_command(actions, "clone", tr("make a voice of a recording, at ElevenLabs"))
    clone.add_argument("name", metavar=tr("NAME"), help=tr("what the voice is to be called"))
    clone.add_argument("file", metavar=tr("FILE"), type=Path, help=tr("one to two minutes of one person speaking"))
    clone.add_argument(
        "--consent",
        action="store_true",
        help=tr("you say that the voice is your own, or that you have its owner's permission"),
    )
    delete = add_command(actions, "delete", tr("delete a voice of your own, at ElevenLabs"))
    delete.add_argument("voice", metavar=tr("VOICE"), help=tr("its identifier or name"))
    use = add_command(actions, "use", tr("speak with this voice from now on"))
    use.add_argument("voice", metavar=tr("VOICE"), help=tr("its identifier or name"))


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; returns the exit status."""
    if arguments.action == "clone" and not arguments.consent:
        raise UsageError(
            tr(
                "Cloning a voice needs consent: add --consent if the voice is your own, or if you have the permission "
                "of the person whose voice it is."
            )
        )
    from echoflow.commands import runner

    return runner.run(perform(arguments))


def perform(arguments: argparse.Namespace) -> Coroutine[Any, Any, int]:
    """The command's work, for a loop that runs already. Raises UserError."""
    match arguments.action:
        case "clone":
            return _clone(arguments.name, arguments.file)
        case "delete":
            return _delete(arguments.voice)
        case "use":
            return _use(arguments.voice)
        case _:
            return _list()


@dataclass(frozen=True, slots=True)
class _Found:
    """A voice and the engine it belongs to, `local` or `elevenlabs`."""

    engine: str
    voice: Voice

    def in_use(self, settings: Settings) -> bool:
        from echoflow.synthesis.hibari import DEFAULT_VOICE

        chosen = settings.elevenlabs_voice if self.engine == "elevenlabs" else settings.voice or DEFAULT_VOICE
        return settings.speech == self.engine and self.voice.identifier == chosen


async def _list() -> int:
    settings = _settings()
    found = [_Found("local", voice) for voice in await _local_voices()]
    status = 0
    try:
        async with _account(settings) as account:
            found += [_Found("elevenlabs", voice) for voice in await account.voices()]
    except _NoKeyError as error:
        tell(str(error))
    except UserError as error:
        tell(f"echoflow: {error}")
        status = 1
    for line in _table(found, settings):
        show(line)
    return status


def _table(found: Sequence[_Found], settings: Settings) -> list[str]:
    rows = [
        (
            "*" if one.in_use(settings) else "",
            one.voice.identifier,
            one.voice.name,
            one.voice.language or tr("many languages"),
            "ElevenLabs" if one.engine == "elevenlabs" else tr("local"),
            tr("your own") if one.voice.own else one.voice.description,
        )
        for one in found
    ]
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _columns(text: str) -> int:
    """Columns of a terminal that `text` takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _columns(cell))


async def _clone(name: str, file: Path) -> int:
    from echoflow.synthesis.elevenlabs_account import judge_file

    report = await asyncio.to_thread(judge_file, file)
    tell(report.sentence)
    if report.problem:
        return 1
    progress = _Progress()
    async with _account(_settings()) as account:
        try:
            voice = await account.clone(name, file, progress)
        except asyncio.CancelledError:
            progress.break_off()
            raise
    tell(tr("The voice is made; 'echoflow voices use {voice}' speaks with it.", voice=voice.identifier))
    show(voice.identifier)
    return 0


class _Progress:
    """Shows how much was sent: in place on a terminal, else as a line now and then."""

    def __init__(self) -> None:
        self._shown = 0
        self._in_place = sys.stderr.isatty()

    def __call__(self, share: float) -> None:
        percent = int(share * 100)
        step = 1 if self._in_place else _STEP
        if percent // step == self._shown // step:
            return
        self._shown = percent
        line = tr("Sending the recording: {percent} %", percent=percent)
        if self._in_place:
            sys.stderr.write(f"\r{line}" + ("\n" if percent == 100 else ""))
            sys.stderr.flush()
        else:
            tell(line)

    def break_off(self) -> None:
        """The user wants no more of it."""
        if self._in_place and 0 < self._shown < 100:
            tell("")
        if self._shown < 100:
            tell(tr("Nothing was made: the recording was not sent to its end."))
        else:
            tell(tr("The recording was sent already; 'echoflow voices list' shows whether a voice was made."))


async def _delete(wanted: str) -> int:
    settings = _settings()
    async with _account(settings) as account:
        found = _choose(wanted, [_Found("elevenlabs", voice) for voice in await account.voices()])
        if not found.voice.own:
            raise UserError(tr("“{voice}” is no voice of your own; only such can be deleted.", voice=found.voice.name))
        await account.delete(found.voice.identifier)
    tell(tr("“{voice}” is deleted.", voice=found.voice.name))
    if settings.elevenlabs_voice == found.voice.identifier:
        from echoflow.store.settings import Settings

        _save(replace(settings, elevenlabs_voice=Settings().elevenlabs_voice))
        tell(tr("It was in use; the default voice takes its place."))
    return 0


async def _use(wanted: str) -> int:
    settings = _settings()
    local = [_Found("local", voice) for voice in await _local_voices()]
    try:
        found = _choose(wanted, local)
    except UserError:
        async with _account(settings) as account:
            found = _choose(wanted, [_Found("elevenlabs", voice) for voice in await account.voices()])
    if found.engine == "local":
        _save(replace(settings, speech="local", voice=found.voice.identifier))
    else:
        _save(replace(settings, speech="elevenlabs", elevenlabs_voice=found.voice.identifier))
    tell(tr("EchoFlow speaks with “{voice}” from its next start on.", voice=found.voice.name))
    return 0


def _choose(wanted: str, found: Sequence[_Found]) -> _Found:
    """The voice with this identifier, or the only one with this name."""
    for one in found:
        if one.voice.identifier == wanted:
            return one
    named = [one for one in found if one.voice.name.casefold() == wanted.casefold()]
    if len(named) > 1:
        choices = ", ".join(one.voice.identifier for one in named)
        raise UserError(
            tr("Several voices are called “{voice}”: {choices}; name one of these.", voice=wanted, choices=choices)
        )
    if not named:
        raise UserError(tr("There is no voice “{voice}”; 'echoflow voices list' shows those there are.", voice=wanted))
    return named[0]


class _NoKeyError(EngineError):
    """There is no key, which is no failure of anything."""


@asynccontextmanager
async def _account(settings: Settings) -> AsyncIterator[ElevenLabsAccount]:
    """The account at ElevenLabs. Raises UserError if there is no key for it."""
    from echoflow.pipeline.accounts import service_address
    from echoflow.store.credentials import Credentials, KeyState, Service, explain
    from echoflow.synthesis.elevenlabs_account import ElevenLabsAccount

    key = await Credentials().get(Service.ELEVENLABS)
    if not key.usable:
        sentence = explain(key, Service.ELEVENLABS)
        missing = key.state in (KeyState.MISSING, KeyState.NO_KEYRING)
        raise _NoKeyError(sentence) if missing else UserError(sentence)
    account = ElevenLabsAccount(key.value, service_address(Service.ELEVENLABS, settings))
    try:
        yield account
    finally:
        await account.close()


async def _local_voices() -> tuple[Voice, ...]:
    from echoflow.synthesis.hibari import HibariSynthesizer

    synthesizer = HibariSynthesizer()
    try:
        return await synthesizer.voices()
    finally:
        await synthesizer.close()


def _settings() -> Settings:
    """What the user chose before; says what of it cannot be used."""
    from echoflow.store import settings as store

    settings, problems = store.load(paths.config_folder() / store.FILE_NAME)
    for problem in problems:
        tell(problem)
    return settings


def _save(settings: Settings) -> None:
    from echoflow.store import settings as store

    store.save(settings, paths.config_folder() / store.FILE_NAME)
