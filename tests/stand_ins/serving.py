"""What the stand-ins have in common: an aiohttp server on loopback in the running event loop, and rude manners.

A handler that is told to misbehave does so with `cut`, `hold` and `close_without_code`; a handler is cancelled as soon
as its peer is gone.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NoReturn, Protocol, Self, TypeAlias

from aiohttp import WSMsgType, web

from .faults import Fault, FaultPlan, When

Message: TypeAlias = dict[str, Any]

_SECRET_HEADERS = frozenset({"authorization", "xi-api-key", "api-key"})

MALFORMED_TEXTS = ("this is no JSON", '{"type": "Res', "[1, 2, 3]", "null", '"Results"', "{}")
"""Text frames that no reader of objects with a type should choke on."""

UNKNOWN_MESSAGE: Message = {"type": "Horoscope", "stars": ["Vega"], "sequence_id": "none"}
"""Of a type that does not exist."""

_SHUTDOWN_SECONDS = 0.2
"""How long connections that are still open may take when the server stops."""

CLOSE_SECONDS = 1.0
"""How long a server waits for the answer to its own close frame."""


@dataclass(slots=True, eq=False)
class Exchange:
    """One connection or request, as the server saw it.

    Attributes:
        path: without the query.
        query: pairs in their order; a name may come more than once.
        headers: by lower-case name, those that carry keys left out.
        status: what it was answered with; None while it was not, 101 for a WebSocket.
        faults: what was made to go wrong.
        received: what the client sent as JSON, in its order.
        sent: the types of the messages or events that were sent, in their order.
        open: whether it goes on.
        close_code: the code with which the client closed a WebSocket, if it did.
    """

    path: str
    query: tuple[tuple[str, str], ...]
    headers: dict[str, str]
    method: str = "GET"
    status: int | None = None
    faults: list[Fault] = field(default_factory=list)
    received: list[Message] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    open: bool = True
    close_code: int | None = None

    def values(self, name: str) -> list[str]:
        """All values of a parameter of the query."""
        return [value for key, value in self.query if key == name]

    def used(self) -> Message:
        """What it came to, for the line that the command prints when it ends; without any key."""
        return {"path": self.path, "status": self.status, "faults": [fault.value for fault in self.faults]}


def described(request: web.Request) -> dict[str, Any]:
    """The arguments of an `Exchange` for this request."""
    return {
        "path": request.path,
        "query": tuple(request.query.items()),
        "headers": {
            name.lower(): value for name, value in request.headers.items() if name.lower() not in _SECRET_HEADERS
        },
        "method": request.method,
    }


class Engine(Protocol):
    """What does the work of a service for real, here."""

    async def load(self) -> None:
        """Makes it ready."""

    async def close(self) -> None:
        """Frees what it takes."""


class LoopbackServer:
    """A server at `url` from `async with` on; a stand-in derives from it and fills `routes`."""

    def __init__(self, port: int = 0) -> None:
        """Opens nothing yet.

        Args:
            port: of 127.0.0.1; 0 means any that is free.

        """
        self.log: list[Any] = []
        """One `Exchange` (or a class derived from it) for each connection or request, in the order they came."""
        self.faults = FaultPlan()
        self.on_done: Callable[[Any], None] = lambda _: None
        """Called with each exchange when it has ended."""
        self.url = ""
        self.behind: Engine | None = None
        self._port = port
        self._stopping = asyncio.Event()
        self._runner: web.AppRunner | None = None

    def inject(self, fault: Fault, when: When = When.CONNECT, times: int | None = 1) -> None:
        """Lets something go wrong; see `FaultPlan.inject`."""
        self.faults.inject(fault, when, times)

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served."""
        raise NotImplementedError

    async def prepare(self) -> None:
        """Makes ready what is behind the server, before it listens."""
        if self.behind is not None:
            await self.behind.load()

    async def release(self) -> None:
        """Frees what is behind the server, after the last connection is gone."""
        if self.behind is not None:
            await self.behind.close()

    async def __aenter__(self) -> Self:
        await self.prepare()
        app = web.Application()
        app.add_routes(self.routes())
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=_SHUTDOWN_SECONDS
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.url = "http://{}:{}".format(*self._runner.addresses[0][:2])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        if self._runner is not None:
            await self._runner.cleanup()
        await self.release()

    @contextlib.asynccontextmanager
    async def logged(self, exchange: Exchange) -> AsyncIterator[Exchange]:
        """Keeps `exchange` in the log, and its `open` true for as long as the body runs."""
        self.log.append(exchange)
        try:
            yield exchange
        finally:
            exchange.open = False
            self.on_done(exchange)

    async def hold(self, request: web.Request) -> NoReturn:
        """Does nothing with `request` until its peer is gone (which cancels the handler) or the server stops."""
        await self._stopping.wait()
        cut(request)
        raise asyncio.CancelledError


def cut(request: web.Request) -> None:
    """Cuts the TCP connection: what was sent before may still arrive, no goodbye does."""
    if request.transport is not None:
        request.transport.abort()


async def close_without_code(socket: web.WebSocketResponse) -> None:
    """Sends a close frame that says nothing, which the other side sees as 1005."""
    await socket.send_frame(b"", WSMsgType.CLOSE)


def command_line(service: str) -> argparse.ArgumentParser:
    """The arguments that every stand-in's command takes; `apply_faults` reads those of the faults."""
    parser = argparse.ArgumentParser(description=f"A stand-in of {service} on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0, the default, means any that is free")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="how late an answer is, at least")
    parser.add_argument("--key", default="", help="the only one that is accepted; default: any")
    parser.add_argument("--fault", choices=[fault.value for fault in Fault], help="what goes wrong")
    parser.add_argument("--fault-when", choices=[when.value for when in When], default=When.CONNECT.value)
    parser.add_argument("--fault-times", type=int, help="how many connections it strikes; default: all")
    return parser


def apply_faults(server: LoopbackServer, arguments: argparse.Namespace) -> None:
    """Injects what the command line asks for."""
    if arguments.fault:
        server.inject(Fault(arguments.fault), When(arguments.fault_when), arguments.fault_times)


def serve_forever(server: LoopbackServer) -> None:
    """Runs a stand-in for the command line: its address on stdout, and a JSON line for each exchange that ended.

    Asked to terminate, it ends the exchanges that are open and tells of them, too.
    """

    def tell(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    async def serve() -> None:
        asked_to_end = asyncio.Event()
        # Windows knows no such request; there it just ends.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asked_to_end.set)
        async with server:
            tell(f"listening on {server.url}")
            await asked_to_end.wait()

    server.on_done = lambda exchange: tell(json.dumps(exchange.used(), ensure_ascii=False))
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())
