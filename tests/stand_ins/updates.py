"""Whoever publishes EchoFlow, as a server on loopback: hands out the file that names the newest version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Request:
    """What was sent."""

    method: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class UpdatesStandIn:
    """Serves while it is entered.

    Attributes:
        version: the one that is named; may be changed.
        requests: what was sent so far.
        url: of the file.
    """

    def __init__(
        self, version: str = "0.0.1", *, status: int = 200, body: bytes | None = None, moved: bool = False
    ) -> None:
        """`body` is handed out instead; `moved` says that the file is at another place first."""
        self.version = version
        self.requests: list[Request] = []
        self.url = ""
        self._status = status
        self._body = body
        self._moved = moved
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> UpdatesStandIn:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}/latest.json"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.requests.append(Request(request.method, request.query_string, dict(request.headers), body))
        if self._moved and not request.path.startswith("/elsewhere"):
            return web.Response(status=302, headers={"Location": "/elsewhere/latest.json"})
        content = self._body if self._body is not None else json.dumps({"version": self.version}).encode()
        return web.Response(status=self._status, body=content)
