"""A stand-in of the hub of models on loopback: where files are, their hashes, their bytes in ranges, and its failures.

Large files are answered with a redirection to a store, as the hub does, small ones with their contents. By hand:

    python -m tests.stand_ins.hub --port 8773 --serve owner/name=FOLDER
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from .faults import Fault, When
from .serving import Exchange, LoopbackServer, apply_faults, command_line, cut, described, serve_forever

COMMIT = "5f0e1d2c3b4a59687766554433221100ffeeddcc"
"""Of every revision here."""

_LARGE = (".gguf", ".bin", ".onnx")
_CHUNK = 64 * 1024

Files = Mapping[str, bytes | Path]


@dataclass(slots=True, eq=False)
class HubExchange(Exchange):
    """A request to the hub or its store.

    Attributes:
        authorized: it had a token, whatever that was.
        range_from: where it wanted to go on; 0 from the beginning.
        bytes_sent: of a file's contents.
    """

    authorized: bool = False
    range_from: int = 0
    bytes_sent: int = 0


@dataclass(slots=True)
class Manner:
    """How bytes are sent.

    Attributes:
        hold_at: after this many bytes of a file nothing more comes until `released` is set; None never holds.
        released: lets those that are held go on.
        damaged: a byte in the middle of large files is another than their hash says.
        ranges: a request for the rest of a file is answered with that; without, with all of it.
        bytes_per_second: None for as fast as they are taken.
        linked: the hub tells the hash of large files; some mirrors do not.
        claimed_size: what the hub says of the size of large files; None for what it is.
    """

    hold_at: int | None = None
    released: asyncio.Event = field(default_factory=asyncio.Event)
    damaged: bool = False
    ranges: bool = True
    bytes_per_second: float | None = None
    linked: bool = True
    claimed_size: int | None = None


class HubStandIn(LoopbackServer):
    """The hub at `url` from `async with` on.

    Attributes:
        repositories: what it has, by owner/name and path; may be changed at any time.
        gated: repositories that want terms to be accepted.
        manner: how it sends; may be changed at any time.
        log: a `HubExchange` for each request.
    """

    def __init__(self, repositories: Mapping[str, Files], port: int = 0) -> None:
        """Opens nothing yet."""
        super().__init__(port)
        self.repositories: dict[str, dict[str, bytes | Path]] = {
            name: dict(files) for name, files in repositories.items()
        }
        self.gated: set[str] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.manner = Manner()

    def let_go(self) -> None:
        """What is held goes on; safe from any thread."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self.manner.released.set)

    def routes(self) -> list[web.AbstractRouteDef]:
        """What the hub's library asks for."""
        resolve = "/{owner}/{name}/resolve/{revision}/{path:.+}"
        return [
            web.get(resolve, self._resolve, allow_head=False),
            web.head(resolve, self._resolve),
            web.get("/store/{digest}", self._store),
            web.get("/api/models/{owner}/{name}", self._describe),
        ]

    @property
    def _store_url(self) -> str:
        """Another host than the hub's, or its library would take the answers of one for those of the other."""
        return self.url.replace("127.0.0.1", "localhost")

    async def prepare(self) -> None:
        """Remembers where it runs."""
        await super().prepare()
        self._loop = asyncio.get_running_loop()

    def requests(self, method: str, beginning: str = "/") -> list[HubExchange]:
        """Those that were made so far of a method, of paths that begin so."""
        return [each for each in self.log if each.method == method and each.path.startswith(beginning)]

    async def _describe(self, request: web.Request) -> web.StreamResponse:
        async with self.logged(_exchange(request)) as exchange:
            files = self.repositories.get(_repository(request))
            if files is None:
                return _error(exchange, 401, "RepoNotFound")
            exchange.status = 200
            return web.json_response(
                {"id": _repository(request), "sha": COMMIT, "siblings": [{"rfilename": path} for path in files]}
            )

    async def _resolve(self, request: web.Request) -> web.StreamResponse:
        exchange = _exchange(request)
        async with self.logged(exchange):
            if (refused := await self._misbehave(request, exchange, When.CONNECT)) is not None:
                return refused
            name = _repository(request)
            if name not in self.repositories:
                return _error(exchange, 401, "RepoNotFound")
            if name in self.gated:
                return _error(exchange, 403, "GatedRepo")
            path = request.match_info["path"]
            if path not in self.repositories[name]:
                return _error(exchange, 404, "EntryNotFound")
            contents = _bytes(self.repositories[name][path])
            if path.endswith(_LARGE):
                exchange.status = 302
                return web.Response(status=302, headers=self._large(contents))
            exchange.status = 200
            headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{git_digest(contents)}"'}
            return web.Response(body=contents, headers=headers)

    def _large(self, contents: bytes) -> dict[str, str]:
        digest = hashlib.sha256(contents).hexdigest()
        size = self.manner.claimed_size or len(contents)
        headers = {
            "Location": f"{self._store_url}/store/{digest}",
            "X-Repo-Commit": COMMIT,
            "X-Linked-Size": f"{size}",
        }
        return (
            {**headers, "X-Linked-Etag": f'"{digest}"'} if self.manner.linked else {**headers, "ETag": '"of-a-mirror"'}
        )

    async def _store(self, request: web.Request) -> web.StreamResponse:
        exchange = _exchange(request)
        async with self.logged(exchange):
            contents = self._stored(request.match_info["digest"])
            if contents is None:
                return _error(exchange, 404, "EntryNotFound")
            if self.manner.damaged:
                middle = len(contents) // 2
                contents = contents[:middle] + bytes([contents[middle] ^ 1]) + contents[middle + 1 :]
            start = _range_from(request) if self.manner.ranges else 0
            exchange.range_from = start
            exchange.status = 206 if start else 200
            response = web.StreamResponse(status=exchange.status)
            response.content_length = len(contents) - start
            if start:
                response.headers["Content-Range"] = f"bytes {start}-{len(contents) - 1}/{len(contents)}"
            await response.prepare(request)
            return await self._send(request, response, exchange, contents[start:])

    async def _send(
        self, request: web.Request, response: web.StreamResponse, exchange: HubExchange, contents: bytes
    ) -> web.StreamResponse:
        """The bytes; in the middle they may be cut off, or held."""
        manner = self.manner
        for place in range(0, len(contents), _CHUNK):
            at = exchange.range_from + place
            if manner.hold_at is not None and at >= manner.hold_at:
                await manner.released.wait()
            if place >= len(contents) // 2 and self.faults.strikes(exchange, When.MIDDLE) is not None:
                cut(request)
                return response
            piece = contents[place : place + _CHUNK]
            await response.write(piece)
            exchange.bytes_sent += len(piece)
            if manner.bytes_per_second:
                await asyncio.sleep(len(piece) / manner.bytes_per_second)
        await response.write_eof()
        return response

    async def _misbehave(self, request: web.Request, exchange: HubExchange, when: When) -> web.Response | None:
        fault = self.faults.strikes(exchange, when)
        if fault is None:
            return None
        exchange.faults.append(fault)
        if fault.status is not None:
            return _error(exchange, fault.status, "")
        if fault is Fault.DROP:
            cut(request)
        await self.hold(request)
        return None

    def _stored(self, digest: str) -> bytes | None:
        for files in self.repositories.values():
            for path, contents in files.items():
                if path.endswith(_LARGE) and hashlib.sha256(_bytes(contents)).hexdigest() == digest:
                    return _bytes(contents)
        return None


def git_digest(contents: bytes) -> str:
    """What Git calls a file with these contents."""
    return hashlib.sha1(f"blob {len(contents)}\0".encode() + contents, usedforsecurity=False).hexdigest()


def _exchange(request: web.Request) -> HubExchange:
    return HubExchange(**described(request), authorized="Authorization" in request.headers)


def _repository(request: web.Request) -> str:
    return f"{request.match_info['owner']}/{request.match_info['name']}"


def _bytes(contents: bytes | Path) -> bytes:
    return contents if isinstance(contents, bytes) else contents.read_bytes()


def _range_from(request: web.Request) -> int:
    start = request.http_range.start
    return int(start) if start else 0


def _error(exchange: Exchange, status: int, code: str) -> web.Response:
    exchange.status = status
    return web.Response(status=status, headers={"X-Error-Code": code} if code else {})


def main() -> None:
    """Runs it for the command line."""
    parser = command_line("the hub of models")
    parser.add_argument("--serve", action="append", default=[], metavar="OWNER/NAME=FOLDER", help="what it has")
    parser.add_argument("--bytes-per-second", type=float, help="how fast it sends; default: as fast as it can")
    arguments = parser.parse_args()
    repositories: dict[str, Files] = {}
    for one in arguments.serve:
        name, _, folder = one.partition("=")
        files = (file for file in Path(folder).rglob("*") if file.is_file())
        repositories[name] = {file.relative_to(folder).as_posix(): file for file in files}
    server = HubStandIn(repositories, arguments.port)
    server.manner.bytes_per_second = arguments.bytes_per_second
    apply_faults(server, arguments)
    serve_forever(server)


if __name__ == "__main__":
    main()
