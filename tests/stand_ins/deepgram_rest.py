"""The plain requests of Deepgram that tell whether a key is good, and its refusals."""

from __future__ import annotations

import hmac
import uuid

from aiohttp import web

from .serving import Message

PROJECT = "5e4a9c1e-0000-4000-8000-000000000001"

BALANCE = 187.25
"""US dollars left."""

ANSWERS: dict[str, Message] = {
    "/v1/auth/token": {
        "api_key_id": "5e4a9c1e-0000-4000-8000-000000000002",
        "scopes": ["usage:write", "project:read", "billing:read"],
        "accounts": [],
    },
    "/v1/projects": {"projects": [{"project_id": PROJECT, "name": "Stand-in"}]},
    f"/v1/projects/{PROJECT}/balances": {
        "balances": [
            {
                "balance_id": "5e4a9c1e-0000-4000-8000-000000000003",
                "amount": BALANCE,
                "units": "usd",
                "purchase_order_id": "5e4a9c1e-0000-4000-8000-000000000004",
            }
        ]
    },
}

_REFUSALS = {
    400: ("Bad Request", "The request was malformed."),
    401: ("INVALID_AUTH", "Invalid credentials."),
    402: ("ASR_PAYMENT_REQUIRED", "Project does not have enough credits to complete the request."),
    403: ("INSUFFICIENT_PERMISSIONS", "Project does not have access to the requested model."),
    429: ("TOO_MANY_REQUESTS", "Too many requests. Please try again later."),
    500: ("INTERNAL_SERVER_ERROR", "Something went wrong."),
    503: ("SERVICE_UNAVAILABLE", "The service is not available."),
}


def answer(request: web.Request) -> web.Response:
    """The answer to a plain request that nothing is wrong with."""
    return web.json_response(ANSWERS[request.path])


def refused(request: web.Request, key: str) -> web.Response | None:
    """A refusal if the request does not carry `key` (any at all, if that is empty)."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    good = hmac.compare_digest(given.encode(), key.encode()) if key else bool(given)
    return None if good and scheme.lower() in ("token", "bearer") else refusal(401)


def refusal(status: int, message: str = "") -> web.Response:
    """An answer as Deepgram gives it to what it does not do."""
    code, usual = _REFUSALS[status]
    identifier = str(uuid.uuid4())
    message = message or usual
    return web.json_response(
        {"err_code": code, "err_msg": message, "request_id": identifier},
        status=status,
        headers={"dg-error": message, "dg-request-id": identifier},
    )
