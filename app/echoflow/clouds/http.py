"""What is asked of a service over HTTP now and then: an account, its voices, its credit."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from echoflow.clouds.addresses import Address
from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.text import tr

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 3.0
_CLOSE_SECONDS = 1.0


def open_http(service: str, address: Address | None, seconds: float) -> httpx.AsyncClient:
    """A client for an SDK to work with; connects to nothing yet. Takes 0.1 s or more: to be called in a thread.

    Args:
        service: its name for people.
        address: where it will be used; None for a service on the internet.
        seconds: for each step of a request but connecting, which gets `CONNECT_SECONDS`.

    Raises:
        EngineError: the proxy in the environment is of a kind that cannot be used.
    """
    import httpx

    async def connect_quickly(request: httpx.Request) -> None:
        # The SDKs know one number for all steps, and an address that swallows everything would use it up.
        request.extensions["timeout"]["connect"] = CONNECT_SECONDS

    try:
        return httpx.AsyncClient(
            # A key goes to the address it is for: httpx takes only the Authorization header off at another host.
            follow_redirects=False,
            timeout=seconds,
            # What is at home is not behind the proxy that the way out needs.
            trust_env=address is None or not address.at_home,
            event_hooks={"request": [connect_quickly]},
        )
    except ImportError as error:
        raise EngineError(
            tr("{service} cannot be reached through a SOCKS proxy; set an HTTP proxy.", service=service),
            trouble=Trouble.UNREACHABLE,
        ) from error


async def close_http(client: httpx.AsyncClient) -> None:
    """Closes its connections, whatever they say to that."""
    with contextlib.suppress(Exception):
        async with asyncio.timeout(_CLOSE_SECONDS):
            await client.aclose()


@contextlib.asynccontextmanager
async def http_failures(service: str, seconds: float) -> AsyncIterator[None]:
    """Turns what goes wrong on the way into EngineError, after `seconds` at the latest.

    What the service itself says no with is the SDK's own kind of error and passes. An error from below holds the
    request, and this the key, so it is not kept as the cause.
    """
    import httpx

    try:
        async with asyncio.timeout(seconds):
            yield
    except httpx.ConnectTimeout:
        raise failure(service, Trouble.UNREACHABLE) from None
    except (TimeoutError, httpx.TimeoutException):
        raise failure(service, Trouble.SILENT) from None
    except httpx.HTTPError:
        raise failure(service, Trouble.UNREACHABLE) from None
    except (ValueError, AttributeError, TypeError, KeyError):
        # It said yes, and then something else than it should; the SDKs hand that on as it is.
        raise failure(service, Trouble.BROKEN) from None
