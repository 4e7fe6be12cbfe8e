"""What is asked of a service over HTTP now and then: an account, its voices, its credit."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Generic, TypedDict, TypeVar

from echoflow.clouds.addresses import Address
from echoflow.clouds.failures import failure, unusable_proxy
from echoflow.clouds.keys import require_key
from echoflow.errors import Trouble

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 3.0
_CLOSE_SECONDS = 1.0

Client = TypeVar("Client")


class RequestOptions(TypedDict):
    """What the SDKs take with each request."""

    timeout_in_seconds: int
    max_retries: int


def once(seconds: float) -> RequestOptions:
    """Asks once and waits so long for each step.

    Whoever waits may try again; the SDKs would sleep for up to a minute, and forget the file when they do.
    """
    return RequestOptions(timeout_in_seconds=int(seconds), max_retries=0)


class LazyClient(Generic[Client]):
    """An SDK's client, made when it is first wanted. Everything is called on one event loop.

    Attributes:
        http: what it works with, without the key; None while there is none.
    """

    def __init__(
        self,
        service: str,
        key: str,
        address: Address | None,
        seconds: float,
        make: Callable[[httpx.AsyncClient], Client],
    ) -> None:
        """Makes nothing yet.

        Args:
            service: its name for people.
            key: only looked at.
            address: the service's own if None.
            seconds: for each step of a request.
            make: makes the client; called in a thread, since importing an SDK takes a second or more.
        """
        self.http: httpx.AsyncClient | None = None
        self._service = service
        self._key = key
        self._address = address
        self._seconds = seconds
        self._make = make
        self._opening = asyncio.Lock()
        self._client: Client | None = None

    async def get(self) -> Client:
        """The client. Raises EngineError if there is no key, or none that can be one."""
        require_key(self._service, self._key)
        async with self._opening:
            if self._client is not None:
                return self._client
            self.http, client = await asyncio.to_thread(self._open)
            self._client = client
            return client

    async def close(self) -> None:
        """Closes its connections, whatever they say to that."""
        http, self.http, self._client = self.http, None, None
        if http is not None:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await http.aclose()

    def _open(self) -> tuple[httpx.AsyncClient, Client]:
        http = _open_http(self._service, self._address, self._seconds)
        return http, self._make(http)


def _open_http(service: str, address: Address | None, seconds: float) -> httpx.AsyncClient:
    """Raises EngineError if the proxy in the environment is of a kind that cannot be used."""
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
        raise unusable_proxy(service) from error


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
