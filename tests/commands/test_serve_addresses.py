"""Who may talk to `echoflow serve`, and where it is."""

from __future__ import annotations

import asyncio

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request

from echoflow.commands.serve import Conversations, address, is_loopback, token_in
from echoflow.errors import UserError
from echoflow.pipeline.engine_choice import EngineChoice
from echoflow.pipeline.engine_factory import create
from echoflow.pipeline.session import SessionOptions


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", "ws://127.0.0.1:1"), ("::1", "ws://[::1]:1"), ("[::1]", "ws://[::1]:1"), ("me", "ws://me:1")],
)
def test_an_address_can_be_copied(host: str, expected: str) -> None:
    assert address(host, 1) == expected


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_only_this_machine_reaches_these(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "", "localhost.example.org", "127.1", "::2"])
def test_others_may_reach_these(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("path", "authorizations", "token"),
    [
        ("/", [], None),
        ("/?token=a%20b", [], "a b"),
        ("/?token=a", ["Bearer b"], "b"),
        ("/?token=a", ["Basic b"], "a"),
        ("/", ["Bearer a", "Bearer b"], None),
        ("//[", [], None),
        ("/?token=", [], None),
    ],
)
def test_a_token_is_read_from_whatever_a_client_sends(path: str, authorizations: list[str], token: str | None) -> None:
    headers = Headers()
    for authorization in authorizations:
        headers["Authorization"] = authorization
    assert token_in(Request(path, headers)) == token


@pytest.mark.parametrize("host", ["a..b", "x" * 80 + ".com", "192.0.2.1"])
def test_a_host_that_is_not_here_is_a_sentence(host: str) -> None:
    async def bind() -> None:
        engines = create(EngineChoice())
        try:
            await Conversations(engines, SessionOptions(), 24_000, "token").bind(host, 0)
        finally:
            await engines.close()

    with pytest.raises(UserError) as error:
        asyncio.run(bind())
    assert host in str(error.value)
    assert "error while" not in str(error.value)
