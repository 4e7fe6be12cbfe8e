"""A WebSocket to a service: opened and closed in bounded time, and with the key going nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidMessage, InvalidStatus, ProxyError, WebSocketException

from echoflow.clouds.addresses import is_at_home
from echoflow.clouds.failures import failure, unusable_proxy
from echoflow.errors import Trouble

CLOSE_SECONDS = 0.4
"""For the peer to answer that we close; then the connection is cut."""

_LEAVE_SECONDS = CLOSE_SECONDS + 0.1
"""For all of closing, a peer that does not even read included."""

_LARGEST_MESSAGE = 16 * 2**20
"""Bytes. The library's own limit of 1 MiB is less than a long sentence of speech has in base64."""


class _Connect(connect):
    def process_redirect(self, exc: Exception) -> Exception | str:
        """Refuses: the library would send our headers, and the key in them, to wherever it is told to go."""
        return exc


async def open_socket(
    service: str, url: str, headers: Mapping[str, str], *, within: float, ping_every: float
) -> ClientConnection:
    """Connects.

    Args:
        service: its name for people.
        url: with `ws` or `wss`. What is at home is reached without a proxy, all else as the environment says.
        headers: sent with the request.
        within: seconds.
        ping_every: seconds between pings, and how long an answer may take: so a dead connection is noticed while
            nothing is sent.

    Raises:
        InvalidStatus: the service refused. It holds the answer; to be kept no longer than that is read.
        EngineError: the service cannot be reached, or speaks no WebSocket.
    """
    parts = urlsplit(url)
    try:
        # Reading the system's certificates takes tens of milliseconds.
        context = await asyncio.to_thread(_tls) if parts.scheme == "wss" else None
        return await _Connect(
            url,
            additional_headers=headers,
            compression=None,  # of noise and base64 nothing would be gained
            proxy=None if is_at_home(parts.hostname or "") else True,
            ssl=context,
            open_timeout=within,
            ping_interval=ping_every,
            ping_timeout=ping_every,
            close_timeout=CLOSE_SECONDS,
            max_size=_LARGEST_MESSAGE,
            logger=_silent_logger(),
        )
    except InvalidStatus:
        raise
    except ImportError:
        # The library has SOCKS only with another package.
        raise unusable_proxy(service) from None
    except (OSError, WebSocketException, UnicodeError) as error:
        # TimeoutError is an OSError; UnicodeError stands for a host that can have no such name.
        answered = isinstance(error, InvalidHandshake) and not isinstance(error, InvalidMessage | ProxyError)
        raise failure(service, Trouble.BROKEN if answered else Trouble.UNREACHABLE) from None


async def close_socket(connection: ClientConnection) -> None:
    """Closes in order, or cuts the connection after half a second."""
    try:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LEAVE_SECONDS):
                await connection.close()
    finally:
        connection.transport.abort()


def _silent_logger() -> logging.Logger:
    """A logger of nothing, whatever the log level: at debug level the library logs every header, and so the key."""
    logger = logging.getLogger(f"{__name__}.wire")
    logger.disabled = True
    return logger


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
