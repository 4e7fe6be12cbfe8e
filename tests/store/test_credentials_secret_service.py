"""Keys in a real keyring: unlocked, locked, with nobody to unlock it, and where there is none."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TypeAlias

import pytest

from support.secret_service import PASSWORD, SecretService, secret_service
from support.virtual_screen import virtual_screen
from support.waiting import wait_until

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Secret Service is Linux's")

SECRET = "dg-7f3a1c9e5b2d"

Step: TypeAlias = list[str]
"""State, source, value."""

PROGRAM = """
import asyncio, json, logging, sys
from echoflow.store.credentials import Credentials, Service

def lock():
    import secretstorage
    secretstorage.get_default_collection(secretstorage.dbus_init()).lock()

async def main(steps):
    credentials = Credentials({}, patience=20)
    for step in steps:
        verb, _, value = step.partition(" ")
        match verb:
            case "get": key = await credentials.get(Service.DEEPGRAM, anew=True)
            case "set": key = await credentials.set(Service.DEEPGRAM, value)
            case "remove": key = await credentials.remove(Service.DEEPGRAM)
            case "restart": credentials = Credentials({}, patience=20); continue
            case "lock": lock(); continue
        print(json.dumps([key.state.value, key.source, key.value]))

logging.basicConfig(level=logging.DEBUG)
asyncio.run(main(sys.argv[1:]))
"""

MISSING, LOCKED, NONE = ["missing", "", ""], ["locked", "", ""], ["no keyring", "", ""]
KEPT = ["found", "keyring", SECRET]
IN_MEMORY = ["found", "session", SECRET]


@pytest.fixture
def service() -> Iterator[SecretService]:
    with secret_service() as running:
        yield running


def answers(output: str, errors: str) -> list[Step]:
    assert SECRET not in errors
    return [json.loads(line) for line in output.splitlines()]


def test_a_key_is_kept_for_the_next_login_and_removed(service: SecretService) -> None:
    first = service.run(PROGRAM, "get", f"set {SECRET}", "get")
    assert answers(first.stdout, first.stderr) == [MISSING, KEPT, KEPT]
    second = service.run(PROGRAM, "get", "remove", "get", "remove")
    assert answers(second.stdout, second.stderr) == [KEPT, MISSING, MISSING, MISSING]
    kept = [file for file in (service.home / "echoflow").rglob("*") if file.is_file()]
    assert not any(SECRET.encode() in file.read_bytes() for file in kept)


def test_a_keyring_locked_meanwhile_is_told_from_an_empty_one(service: SecretService) -> None:
    done = service.run(PROGRAM, f"set {SECRET}", "lock", "get", "set another", "get", "remove", "restart", "get")
    assert answers(done.stdout, done.stderr) == [
        KEPT,
        LOCKED,
        ["locked", "session", "another"],
        ["found", "session", "another"],
        LOCKED,
        LOCKED,
    ]
    again = service.run(PROGRAM, "get")
    assert answers(again.stdout, again.stderr) == [KEPT]


def test_a_keyring_that_nobody_unlocked_after_login_is_locked(service: SecretService) -> None:
    service.run(PROGRAM, f"set {SECRET}")
    done = service.run(PROGRAM, "get", "set another", unlocked=False)
    assert answers(done.stdout, done.stderr) == [LOCKED, ["locked", "session", "another"]]


def test_a_desktop_without_any_collection_is_locked(service: SecretService) -> None:
    done = service.run(PROGRAM, "get", f"set {SECRET}", "get", unlocked=False)
    assert answers(done.stdout, done.stderr) == [LOCKED, ["locked", "session", SECRET], IN_MEMORY]


def test_without_a_session_bus_there_is_no_keyring(service: SecretService) -> None:
    done = service.run_without_bus(PROGRAM, "get", f"set {SECRET}", "get", "remove", "get")
    assert answers(done.stdout, done.stderr) == [NONE, ["no keyring", "session", SECRET], IN_MEMORY, MISSING, NONE]


def test_a_bus_that_has_gone_is_no_keyring(service: SecretService) -> None:
    gone = f"unix:path={service.home}/gone"
    done = service.run_without_bus(PROGRAM, "get", DBUS_SESSION_BUS_ADDRESS=gone)
    assert answers(done.stdout, done.stderr) == [NONE]


ASKING = """
import asyncio
from echoflow.store.credentials import Credentials, Service

async def main():
    late = asyncio.get_running_loop().create_future()
    credentials = Credentials({}, patience=0.5, on_late=lambda service, key: late.set_result(key))
    for service in (Service.DEEPGRAM, Service.ELEVENLABS):
        print((await credentials.get(service)).state.value, flush=True)
    print((await asyncio.wait_for(late, 30)).source, (await credentials.get(Service.DEEPGRAM)).source, flush=True)

asyncio.run(main())
"""


def test_the_key_comes_when_the_user_unlocks_the_keyring_at_last(service: SecretService) -> None:
    """The window is the keyring's own, on a real screen; EchoFlow has gone on without it."""
    service.run(PROGRAM, f"set {SECRET}")
    with virtual_screen(tray=False, compositor=False) as screen, service.running(ASKING, screen.display) as program:
        assert program.stdout is not None
        assert [program.stdout.readline() for _ in range(2)] == ["locked\n", "locked\n"]
        wait_until(lambda: "Keyring" in screen.focused_window(), "the keyring asking for its password")
        screen.type_text(PASSWORD)
        screen.tap("Return")
        assert program.stdout.readline() == "keyring keyring\n"
