"""An account at Deepgram, through its real SDK against the stand-in."""

from __future__ import annotations

import asyncio
import logging

import pytest
from aiohttp import web

from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError, Trouble
from echoflow.recognition.deepgram_account import DeepgramAccount
from stand_ins import deepgram_rest
from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_tones import ToneEars
from stand_ins.faults import Fault
from stand_ins.serving import LoopbackServer

KEY = "0123456789abcdef0123456789abcdef01234567"


def stand_in(key: str = KEY) -> DeepgramStandIn:
    return DeepgramStandIn(recognize=ToneEars(["one"]), key=key)


async def balance_at(server: LoopbackServer, key: str = KEY) -> float | None:
    account = DeepgramAccount(key, Address.parse(server.url, "Deepgram"), patience=0.5)
    try:
        return await account.balance()
    finally:
        await account.close()


def test_it_tells_what_is_left() -> None:
    async def ask() -> float | None:
        async with stand_in() as server:
            return await balance_at(server)

    assert asyncio.run(ask()) == deepgram_rest.BALANCE


class LimitedKey(LoopbackServer):
    """Deepgram, for a key that may do little: answers each path with a status and a body."""

    def __init__(self, answers: dict[str, tuple[int, object]]) -> None:
        super().__init__()
        self._answers = answers

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/{path:.*}", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        status, body = self._answers[request.path]
        return web.json_response(body, status=status)


PROJECTS = "/v1/projects"
BALANCES = "/v1/projects/p/balances"
ONE_PROJECT = {"projects": [{"project_id": "p", "name": "Mine"}]}
NOT_ALLOWED = {"err_code": "INSUFFICIENT_PERMISSIONS", "err_msg": "User does not have sufficient permissions."}


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ({PROJECTS: (401, NOT_ALLOWED)}, None),
        ({PROJECTS: (403, {"category": "FORBIDDEN"})}, None),
        ({PROJECTS: (200, {"projects": []})}, None),
        ({PROJECTS: (200, {})}, None),
        ({PROJECTS: (200, ONE_PROJECT), BALANCES: (403, NOT_ALLOWED)}, None),
        ({PROJECTS: (200, ONE_PROJECT), BALANCES: (500, {})}, None),
        ({PROJECTS: (200, ONE_PROJECT), BALANCES: (200, {"balances": [{"amount": 5.0, "units": "hour"}]})}, None),
        (
            {
                PROJECTS: (200, ONE_PROJECT),
                BALANCES: (200, {"balances": [{"amount": 5.5, "units": "USD"}, {"amount": 2, "units": "usd"}]}),
            },
            7.5,
        ),
    ],
)
def test_a_key_that_may_not_see_the_balance_is_good(answers: dict[str, tuple[int, object]], left: float | None) -> None:
    async def ask() -> float | None:
        async with LimitedKey(answers) as server:
            return await balance_at(server)

    assert asyncio.run(ask()) == left


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault.REFUSE_400, Trouble.REJECTED),
        (Fault.REFUSE_401, Trouble.KEY_REFUSED),
        (Fault.REFUSE_402, Trouble.PAYMENT),
        (Fault.REFUSE_429, Trouble.BUSY),
        (Fault.REFUSE_500, Trouble.BROKEN),
        (Fault.REFUSE_503, Trouble.BROKEN),
        (Fault.DROP, Trouble.UNREACHABLE),
        (Fault.STALL, Trouble.SILENT),
    ],
)
def test_every_failure_is_named_once_and_soon(fault: Fault, trouble: Trouble) -> None:
    async def ask() -> EngineError:
        async with stand_in() as server:
            server.inject(fault)
            with pytest.raises(EngineError) as failed:
                await balance_at(server)
            assert len(server.log) == 1, "it was tried again behind the user's back"
            return failed.value

    assert asyncio.run(ask()).trouble is trouble


def test_a_wrong_key_gets_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    async def ask() -> EngineError:
        async with stand_in("another") as server:
            with pytest.raises(EngineError) as failed:
                await balance_at(server)
            return failed.value

    with caplog.at_level(logging.DEBUG):
        error = asyncio.run(ask())
    assert error.trouble is Trouble.KEY_REFUSED
    assert KEY not in caplog.text
    assert KEY not in repr(error)
    assert error.__cause__ is None


@pytest.mark.parametrize(("key", "trouble"), [("", Trouble.KEY_MISSING), ("no key\n", Trouble.KEY_REFUSED)])
def test_what_is_no_key_is_not_sent(key: str, trouble: Trouble) -> None:
    async def ask() -> EngineError:
        async with stand_in() as server:
            with pytest.raises(EngineError) as failed:
                await balance_at(server, key)
            assert server.log == []
            return failed.value

    assert asyncio.run(ask()).trouble is trouble
