"""`echoflow keys`: which services have a key, and entering, checking and removing them. A key is never shown."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from echoflow import paths
from echoflow.commands.argument_parser import Parser
from echoflow.commands.console import show, tell
from echoflow.errors import UserError
from echoflow.store import env_file
from echoflow.store import settings as settings_store
from echoflow.store.credentials import LONGEST_KEY, Credentials, Key, KeyState, Service, explain
from echoflow.store.settings import Settings
from echoflow.text import tr

AddCommand: TypeAlias = Callable[[Any, str, str], Parser]

_PATIENCE_SECONDS = 60.0
"""Whoever starts a command is there to unlock the keyring."""


def add_parser(commands: Any, add_command: AddCommand) -> None:
    """Adds `keys` and its actions to `commands`, each made by `add_command(commands, name, meaning)`."""
    keys = add_command(commands, "keys", tr("the keys for cloud services"))
    actions = keys.add_subparsers(dest="action", metavar=tr("ACTION"), required=True)
    add_command(actions, "list", tr("which services have a key, and where it is kept"))
    for name, meaning in (
        ("set", tr("enter a key; it is asked for, or read from a pipe")),
        ("check", tr("ask the services whether they accept the keys")),
        ("remove", tr("remove a key")),
    ):
        action = add_command(actions, name, meaning)
        action.add_argument(
            "service",
            metavar=tr("SERVICE"),
            nargs="?" if name == "check" else None,
            choices=[service.value for service in Service],
            help=tr("deepgram, elevenlabs or openai"),
        )
    importing = add_command(actions, "import", tr("take over the keys in a .env file"))
    importing.add_argument(
        "file", metavar=tr("FILE"), nargs="?", type=Path, help=tr("the file; if left out, that in this folder")
    )


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; returns the exit status."""
    # Asked for before there is a loop, which would take the first Ctrl+C for itself.
    entered = _entered(Service(arguments.service)) if arguments.action == "set" else ""
    return asyncio.run(_run(arguments, entered))


async def _run(arguments: argparse.Namespace, entered: str) -> int:
    credentials = Credentials(patience=_PATIENCE_SECONDS)
    match arguments.action:
        case "list":
            return await _list(credentials)
        case "set":
            service = Service(arguments.service)
            return 0 if _told(await credentials.set(service, entered), service, credentials) else 1
        case "check" if arguments.service is None:
            return await _check(credentials, list(Service))
        case "check":
            return await _check(credentials, [Service(arguments.service)], is_asked_for=True)
        case "remove":
            return await _remove(credentials, Service(arguments.service))
        case _:
            return await _import(credentials, arguments.file)


async def _list(credentials: Credentials) -> int:
    for service in Service:
        show(f"{service.value:10}  {explain(await credentials.get(service), service)}")
    return 0


def _told(kept: Key, service: Service, credentials: Credentials) -> bool:
    """Whether the key that was just set lasts beyond this command; the user is told."""
    if kept.source != "keyring":
        # In memory is nowhere for a command that ends now.
        tell(explain(Key(kept.state), service))
        tell(tr("The key was not kept."))
        return False
    tell(explain(kept, service))
    if credentials.is_overridden(service):
        tell(
            tr(
                "While the environment variable {variable} is set, what it holds is used instead.",
                variable=service.variable,
            )
        )
    return True


def _entered(service: Service) -> str:
    """A key from the terminal, unseen, or the first line of what is piped in.

    Never from the command line, which other users of the machine can see.

    Raises:
        UserError: nothing comes, or no text.
    """
    try:
        if not sys.stdin.isatty():
            # A little more than the longest key is enough to see that it is too long.
            return sys.stdin.readline(2 * LONGEST_KEY)
        return getpass.getpass(tr("The key for {service} (it is not shown): ", service=service.title))
    except (EOFError, UnicodeDecodeError):
        raise UserError(tr("No key was entered.")) from None


async def _check(credentials: Credentials, services: list[Service], *, is_asked_for: bool = False) -> int:
    """Asks each service about its key; 1 if one is not accepted, or there is none to ask about."""
    settings, problems = settings_store.load(paths.config_folder() / settings_store.FILE_NAME)
    for problem in problems:
        tell(problem)
    answers = [await _answer(credentials, service, settings, is_asked_for=is_asked_for) for service in services]
    if all(answer is None for answer in answers):
        tell(tr("There is no key to check; enter one with 'echoflow keys set'."))
    return 0 if any(answers) and False not in answers else 1


async def _answer(credentials: Credentials, service: Service, settings: Settings, *, is_asked_for: bool) -> bool | None:
    """Whether `service` accepts its key, which is shown; None if there is none and nobody asked about it."""
    from echoflow.pipeline.accounts import check_key, service_address

    key = await credentials.get(service)
    try:
        address = service_address(service, settings)
        # A server of the user's own may want none.
        needs_none = service is Service.OPENAI and address is not None
        is_none = key in (Key(KeyState.MISSING), Key(KeyState.NO_KEYRING))
        if is_none and not needs_none and not is_asked_for:
            return None
        if not key.usable and not needs_none:
            raise UserError(explain(key, service))
        show(f"{service.value:10}  {await check_key(service, key.value, address)}")
    except UserError as error:
        show(f"{service.value:10}  {error}")
        return False
    return True


async def _remove(credentials: Credentials, service: Service) -> int:
    left = await credentials.remove(service)
    if left.state in (KeyState.LOCKED, KeyState.DENIED):
        tell(explain(left, service))
        return 1
    tell(tr("No key for {service} is kept.", service=service.title))
    if credentials.is_overridden(service):
        tell(explain(left, service))
    return 0


async def _import(credentials: Credentials, path: Path | None) -> int:
    found = env_file.read(path) if path is not None else env_file.find()
    if found is None or not found.keys:
        raise UserError(
            tr(
                "There are no keys in {file}; it should hold lines such as DEEPGRAM_API_KEY=...",
                file=path if path is not None else env_file.FILE_NAME,
            )
        )
    env_file.remember_offer(found)
    kept = await env_file.import_keys(found, credentials)
    # All of them are told, also after one that was not kept.
    lasting = [_told(key, service, credentials) for service, key in kept.items()]
    tell(env_file.still_there(found))
    return 0 if all(lasting) else 1
