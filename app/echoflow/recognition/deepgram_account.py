"""The user's account at Deepgram: whether the key is good, and what is left."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from echoflow.clouds.addresses import Address
from echoflow.clouds.failures import failure, trouble_of_status
from echoflow.clouds.http import LazyClient, http_failures, once
from echoflow.errors import EngineError, Trouble
from echoflow.recognition.deepgram_line import SERVICE, environment_of

if TYPE_CHECKING:
    import httpx
    from deepgram import AsyncDeepgramClient
    from deepgram.core.api_error import ApiError

_SECONDS = 10.0

_MAY_NOT_LOOK = "insufficient_permissions"
"""The error code of a key that is good for recognition and may not see the account; it comes with 401 or 403."""


_ONCE = once(_SECONDS)


class DeepgramAccount:
    """Everything is called on one event loop; nothing connects before it is asked."""

    def __init__(self, key: str, address: Address | None = None, *, patience: float = _SECONDS) -> None:
        """Connects to nothing yet; `patience` is seconds for one answer."""
        self._key = key
        self._address = address
        self._patience = patience
        self._client = LazyClient(SERVICE, key, address, _SECONDS, self._make_client)

    async def balance(self) -> float | None:
        """Dollars that are left; None if the key is good but may not see that.

        Raises:
            EngineError: the key is not accepted, or the service cannot be asked.
        """
        client = await self._client.get()
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
        await self._client.close()

    async def _dollars(self, client: AsyncDeepgramClient, project: str) -> float | None:
        answer = await client.manage.v1.projects.billing.balances.list(project, request_options=_ONCE)
        amounts = [one.amount for one in answer.balances or [] if (one.units or "").lower() == "usd"]
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if known else None

    def _make_client(self, http: httpx.AsyncClient) -> AsyncDeepgramClient:
        from deepgram import AsyncDeepgramClient

        environment = environment_of(self._address)
        return AsyncDeepgramClient(api_key=self._key, environment=environment, httpx_client=http)


class _UnseenError(Exception):
    """The key is good, but may not see this."""


@contextlib.asynccontextmanager
async def _failures(seconds: float) -> AsyncIterator[None]:
    """Turns what goes wrong in the SDK into EngineError or _UnseenError."""
    from deepgram.core.api_error import ApiError

    async with http_failures(SERVICE, seconds):
        try:
            yield
        except ApiError as error:
            status = error.status_code or 500
            if status == 403 or _MAY_NOT_LOOK in str(error.body).lower():
                raise _UnseenError from None
            trouble = trouble_of_status(status) if status >= 400 else Trouble.BROKEN
            raise failure(SERVICE, trouble, _said(error)) from None


def _said(error: ApiError) -> str:
    body = error.body
    return str(body.get("err_msg") or "") if isinstance(body, dict) else ""
