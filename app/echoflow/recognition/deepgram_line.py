"""One open WebSocket to Deepgram: made by its SDK, over a transport that opens and closes in bounded time.

The SDK's own transport is the deprecated client of `websockets`, which takes ten seconds to notice that nobody answers
and up to thirty to leave a peer that does not close, and neither can be set. The SDK lets its transport be replaced,
but only for the whole process; so it is replaced for the one call in which the SDK makes one, and given back.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import warnings
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, TypeAlias

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.http11 import Response

from echoflow.clouds.addresses import Address
from echoflow.clouds.failures import failure, trouble_of_close, trouble_of_status
from echoflow.clouds.sockets import close_socket, open_socket
from echoflow.errors import EngineError, Trouble
from echoflow.recognition.deepgram_messages import Message, read_message
from echoflow.recognition.deepgram_models import Model
from echoflow.recognition.deepgram_outbox import Kind, Sending

if TYPE_CHECKING:
    from deepgram import AsyncDeepgramClient
    from deepgram.environment import DeepgramClientEnvironment
    from deepgram.listen.v1.socket_client import AsyncV1SocketClient
    from deepgram.listen.v2.socket_client import AsyncV2SocketClient

    _Socket: TypeAlias = AsyncV1SocketClient | AsyncV2SocketClient

_LOG = logging.getLogger(__name__)

SERVICE = "Deepgram"

OPEN_SECONDS = 3.0
"""How long an upgrade may take; it takes 0.1 to 0.5 s over the world."""

SEND_SECONDS = 3.0
"""How long a message may wait until the network takes it."""

_PING_SECONDS = 5.0
"""Between two pings, and until the answer: a connection that broke in silence is noticed between utterances as well."""

_GOODBYE_SECONDS = 0.2


def make_client(key: str, address: Address | None) -> AsyncDeepgramClient:
    """The SDK's client. Importing it takes a second: call this in a thread."""
    # The SDK imports what websockets deprecates, and we use none of it; whoever shows warnings can do nothing about it.
    for deprecated in (r"websockets\.legacy is", r"websockets\.exceptions\.InvalidStatusCode is"):
        warnings.filterwarnings("ignore", deprecated, DeprecationWarning)
    from deepgram import AsyncDeepgramClient
    from deepgram.listen.v1.client import AsyncV1Client
    from deepgram.listen.v2.client import AsyncV2Client
    from deepgram.transport import install_transport

    _ = AsyncV1Client, AsyncV2Client, install_transport  # imported here, so that opening a line need not
    return AsyncDeepgramClient(api_key=key, environment=environment_of(address))


def environment_of(address: Address | None) -> DeepgramClientEnvironment:
    """Where the SDK is to look for the service."""
    from deepgram.environment import DeepgramClientEnvironment

    if address is None:
        return DeepgramClientEnvironment.PRODUCTION
    return DeepgramClientEnvironment(
        base=address.http, production=address.websocket, agent=address.websocket, agent_rest=address.http
    )


class _Transport:
    """What the SDK sends and receives with: `websockets`, with limits."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self._url = url
        self._headers = headers
        self._connection: ClientConnection | None = None

    async def open(self) -> None:
        self._connection = await open_socket(
            SERVICE, self._url, self._headers, within=OPEN_SECONDS, ping_every=_PING_SECONDS
        )

    @property
    def _open(self) -> ClientConnection:
        assert self._connection is not None, "open comes first"
        return self._connection

    async def send(self, data: Any) -> None:
        await self._open.send(data)

    async def recv(self) -> Any:
        return await self._open.recv()

    def __aiter__(self) -> AsyncIterator[Any]:
        return aiter(self._open)

    async def close(self) -> None:
        if self._connection is not None:
            await close_socket(self._connection)


class Line:
    """An open WebSocket; `open_line` makes it."""

    def __init__(self, socket: _Socket, manager: AbstractAsyncContextManager[_Socket]) -> None:
        self._socket = socket
        self._manager = manager

    async def messages(self) -> AsyncIterator[Message]:
        """What comes, as far as it is understood, until the connection ends."""
        async for raw in self._socket:
            if (message := read_message(raw)) is not None:
                yield message

    async def send(self, sending: Sending) -> None:
        """Sends one message.

        Raises:
            TimeoutError: the network does not take it.
            ConnectionClosed: the connection is gone.
        """
        async with asyncio.timeout(SEND_SECONDS):
            if len(sending.samples):
                await self._socket.send_media(sending.samples.tobytes())
            elif sending.kind is Kind.END:
                await self._send_end()
            elif hasattr(self._socket, "send_keep_alive"):
                await self._socket.send_keep_alive()

    async def _send_end(self) -> None:
        if hasattr(self._socket, "send_finalize"):
            await self._socket.send_finalize()
        else:
            await self._socket.send_force_end_turn()

    async def close(self) -> None:
        """Says goodbye and is gone, within a second whatever the peer does."""
        with contextlib.suppress(TimeoutError, WebSocketException, OSError):
            async with asyncio.timeout(_GOODBYE_SECONDS):
                await self._socket.send_close_stream()
        with contextlib.suppress(WebSocketException, OSError):
            await self._manager.__aexit__(None, None, None)


async def open_line(client: AsyncDeepgramClient, model: Model, keyterms: tuple[str, ...]) -> Line:
    """Connects.

    Raises:
        EngineError: it was refused, not answered, or there is no network.
    """
    from deepgram.transport import install_transport, restore_transport

    made: list[_Transport] = []

    def make(url: str, headers: dict[str, str]) -> _Transport:
        made.append(_Transport(url, headers))
        return made[0]

    listen: Any = client.listen.v2 if model.flux else client.listen.v1
    manager: AbstractAsyncContextManager[_Socket] = listen.connect(**model.query(keyterms))
    install_transport(async_factory=make)
    try:
        # Runs up to where the transport is made without a pause, so nobody else sees the replacement.
        socket = await manager.__aenter__()
    finally:
        restore_transport()
    try:
        await made[0].open()
    except BaseException as error:
        await manager.__aexit__(None, None, None)
        if isinstance(error, InvalidStatus):
            # Not kept as the cause: the request in it carries the key.
            raise _refusal(error.response) from None
        raise
    return Line(socket, manager)


def _refusal(response: Response) -> EngineError:
    """What a refused upgrade means."""
    _LOG.info("Deepgram refused the connection: %s", response.status_code)
    return failure(SERVICE, trouble_of_status(response.status_code), _words_of(response))


def _words_of(response: Response) -> str:
    """What the service itself says, in its header or its JSON."""
    if said := response.headers.get("dg-error"):
        return said
    try:
        body = json.loads(response.body or b"")
        return str(body.get("err_msg", "")) if isinstance(body, dict) else ""
    except ValueError:
        return ""


def loss_of(error: BaseException | None) -> EngineError:
    """What the end of an open connection means; None is an end without an error."""
    if isinstance(error, ConnectionClosed) and error.rcvd is not None and error.rcvd.code != 1000:
        return failure(SERVICE, trouble_of_close(error.rcvd.code), error.rcvd.reason)
    if isinstance(error, TimeoutError):
        return failure(SERVICE, Trouble.SILENT)
    return failure(SERVICE, Trouble.UNREACHABLE)
