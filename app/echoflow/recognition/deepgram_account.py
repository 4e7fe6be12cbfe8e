"""The user's account at Deepgram: whether the key is good, and what is left."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, TypedDict

from echoflow.clouds.addresses import Address
from echoflow.clouds.failures import failure, trouble_of_status
from echoflow.clouds.http import close_http, http_failures, open_http
from echoflow.clouds.keys import is_sendable
from echoflow.errors import EngineError, Trouble

if TYPE_CHECKING:
    import httpx
    from deepgram import AsyncDeepgramClient
    from deepgram.core.api_error import ApiError

_SERVICE = "Deepgram"
_SECONDS = 10.0

_MAY_NOT_LOOK = "insufficient_permissions"
"""The error code of a key that is good for recognition and may not see the account; it comes with 401 or 403."""


class _Options(TypedDict):
    timeout_in_seconds: int
    max_retries: int


_ONCE = _Options(timeout_in_seconds=int(_SECONDS), max_retries=0)


class DeepgramAccount:
    """Everything is called on one event loop; nothing connects before it is asked."""

    def __init__(self, key: str, address: Address | None = None, *, patience: float = _SECONDS) -> None:
        """Connects to nothing yet; `patience` is seconds for one answer."""
        self._key = key
        self._address = address
        self._patience = patience
        self._opening = asyncio.Lock()
        self._client: AsyncDeepgramClient | None = None
        self._http: httpx.AsyncClient | None = None

    async def balance(self) -> float | None:
        """Dollars that are left; None if the key is good but may not see that.

        Raises:
            EngineError: the key is not accepted, or the service cannot be asked.
        """
        client = await self._open()
        try:
            async with _failures(self._patience):
                answer = await client.manage.v1.projects.list(request_options=_ONCE)
                projects = [one.project_id for one in answer.projects or [] if one.project_id]
        except _UnseenError:
            return None
        # Whoever may list the projects has shown a good key; that the rest fails says nothing against it.
        with contextlib.suppress(EngineError, _UnseenError):
            async with _failures(self._patience):
                # A key belongs to one project.
                return await self._dollars(client, projects[0]) if projects else None
        return None

    async def close(self) -> None:
        """Closes the connections."""
        http, self._http, self._client = self._http, None, None
        if http:
            await close_http(http)

    async def _dollars(self, client: AsyncDeepgramClient, project: str) -> float | None:
        answer = await client.manage.v1.projects.billing.balances.list(project, request_options=_ONCE)
        amounts = [one.amount for one in answer.balances or [] if (one.units or "").lower() == "usd"]
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if known else None

    async def _open(self) -> AsyncDeepgramClient:
        if not self._key:
            raise failure(_SERVICE, Trouble.KEY_MISSING)
        if not is_sendable(self._key):
            raise failure(_SERVICE, Trouble.KEY_REFUSED)
        async with self._opening:
            if self._client is not None:
                return self._client
            # In a thread: importing the SDK takes a second.
            self._http, client = await asyncio.to_thread(self._make_client)
            self._client = client
            return client

    def _make_client(self) -> tuple[httpx.AsyncClient, AsyncDeepgramClient]:
        from deepgram import AsyncDeepgramClient
        from deepgram.environment import DeepgramClientEnvironment

        http = open_http(_SERVICE, self._address, _SECONDS)
        environment = DeepgramClientEnvironment.PRODUCTION
        if place := self._address:
            environment = DeepgramClientEnvironment(
                base=place.http, production=place.websocket, agent=place.websocket, agent_rest=place.http
            )
        return http, AsyncDeepgramClient(api_key=self._key, environment=environment, httpx_client=http)


class _UnseenError(Exception):
    """The key is good, but may not see this."""


@contextlib.asynccontextmanager
async def _failures(seconds: float) -> AsyncIterator[None]:
    """Turns what goes wrong in the SDK into EngineError or _UnseenError."""
    from deepgram.core.api_error import ApiError

    async with http_failures(_SERVICE, seconds):
        try:
            yield
        except ApiError as error:
            status = error.status_code or 500
            if status == 403 or _MAY_NOT_LOOK in str(error.body).lower():
                raise _UnseenError from None
            trouble = trouble_of_status(status) if status >= 400 else Trouble.BROKEN
            raise failure(_SERVICE, trouble, _said(error)) from None


def _said(error: ApiError) -> str:
    body = error.body
    return str(body.get("err_msg") or "") if isinstance(body, dict) else ""
