"""The `openai` package as EchoFlow uses it: nothing from the environment, nothing logged, no retries of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from echoflow.clouds.addresses import Address
from echoflow.clouds.failures import failure, unusable_proxy
from echoflow.errors import EngineError, Trouble
from echoflow.language.chat_dialect import Refusal

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_OPENAI = "https://api.openai.com/v1"

_NO_KEY = "none"
"""Servers at home want no key, but the SDK insists on one."""

_KEPT_SECONDS = 240.0
"""How long an idle connection is kept; the SDK's 5 s would be over before the next question."""

_SEND_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds until a service is given up.

    Attributes:
        connect: for the connection.
        first: from the request to the first token; a server at home reads a long conversation in that.
        between: between two tokens.
        usage: from the end of the answer to the count of its tokens.
    """

    connect: float = 3.0
    first: float = 15.0
    between: float = 10.0
    usage: float = 0.5


class RefusedError(Exception):
    """The service answered, and said no."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.status)
        self.refusal = refusal


class TooSlowError(EngineError):
    """It took too long already to try it once more while somebody waits."""


def open_client(service: str, key: str, address: Address | None, patience: Patience) -> AsyncOpenAI:
    """A client; connects to nothing yet. To be called in a thread: importing the SDK takes 1.4 s the first time.

    Args:
        service: its name for people.
        key: may be empty.
        address: OpenAI's own if None. "/v1" is added to one without a path.
        patience: only `connect` is looked at.

    Raises:
        EngineError: the proxy in the environment is of a kind that cannot be used.
    """
    import httpx2
    import openai

    # At debug they log prompts and addresses, and OPENAI_LOG in the environment would set that.
    for logger in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(logger).setLevel(logging.WARNING)
    key = key or _NO_KEY
    at_home = address is not None and address.at_home
    limits = httpx2.Limits(keepalive_expiry=_KEPT_SECONDS)
    try:
        # A server at home is not behind the proxy that the way out needs.
        transport = openai.DefaultAsyncHttpxClient(trust_env=not at_home, limits=limits)
    except ImportError as error:
        raise unusable_proxy(service) from error
    client = openai.AsyncOpenAI(
        api_key=key,
        base_url=_base_url(address),
        max_retries=0,
        timeout=openai.Timeout(connect=patience.connect, read=None, write=_SEND_SECONDS, pool=patience.connect),
        # Given here as well, it goes before one that OPENAI_CUSTOM_HEADERS holds for another service.
        default_headers={"Authorization": f"Bearer {key}"},
        http_client=transport,
    )
    # What the environment holds for other programs is not ours to send.
    client.organization = client.project = client.admin_api_key = None
    return client


def _base_url(address: Address | None) -> str:
    if address is None:
        return _OPENAI
    has_path = "/" in address.http.partition("://")[2]
    return address.http if has_path else f"{address.http}/v1"


@contextmanager
def failures(service: str) -> Iterator[None]:
    """Turns what goes wrong in the SDK into RefusedError where the service answered, and EngineError where it did not.

    The SDK's errors hold the request, and that the conversation, so they are not kept as the cause.
    """
    import httpx2
    import openai

    try:
        yield
    except openai.APIStatusError as error:
        raise RefusedError(Refusal.of(error.status_code, error.body or error.message)) from None
    except openai.APITimeoutError:
        # Only connecting and sending have limits of the SDK's.
        raise TooSlowError(str(failure(service, Trouble.UNREACHABLE)), trouble=Trouble.UNREACHABLE) from None
    except TimeoutError:
        raise failure(service, Trouble.SILENT) from None
    except (openai.APIConnectionError, httpx2.HTTPError):
        raise failure(service, Trouble.UNREACHABLE) from None
    except (openai.APIError, ValueError):
        # An answer of no shape it should have.
        raise failure(service, Trouble.BROKEN) from None
