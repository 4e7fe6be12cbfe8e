"""What a service's status or close code means, as one sentence for the user."""

from __future__ import annotations

from echoflow.errors import EngineError, Trouble
from echoflow.text import tr

PERMANENT = frozenset({Trouble.KEY_MISSING, Trouble.KEY_REFUSED, Trouble.FORBIDDEN, Trouble.PAYMENT, Trouble.REJECTED})
"""Trying again cannot help until the user changes something."""


def failure(service: str, trouble: Trouble, detail: str = "") -> EngineError:
    """The error to raise when `service` (its name for people) failed so.

    `detail` is what the service itself said; it is shown where the user can make something of it. It must hold no key.
    """
    sentence = _sentence(service, trouble)
    # A bare status or close code tells a person nothing.
    if detail and not detail.strip().isdigit() and trouble in (Trouble.REJECTED, Trouble.FORBIDDEN, Trouble.BROKEN):
        sentence = tr("{what} It said: {detail}", what=sentence, detail=_short(detail))
    return EngineError(sentence, permanent=trouble in PERMANENT, trouble=trouble)


def unusable_proxy(service: str) -> EngineError:
    """The error to raise when the environment names a proxy of a kind that the libraries cannot use."""
    sentence = tr("{service} cannot be reached through a SOCKS proxy; set an HTTP proxy.", service=service)
    return EngineError(sentence, trouble=Trouble.UNREACHABLE)


def _sentence(service: str, trouble: Trouble) -> str:
    match trouble:
        case Trouble.KEY_MISSING:
            return tr("There is no key for {service}; enter one under Keys in the menu.", service=service)
        case Trouble.KEY_REFUSED:
            return tr("{service} does not accept the key; enter another one under Keys in the menu.", service=service)
        case Trouble.FORBIDDEN:
            return tr(
                "The key for {service} may not be used for this; allow it in your account there.", service=service
            )
        case Trouble.PAYMENT:
            return tr("Your account at {service} has no credit left; top it up there.", service=service)
        case Trouble.REJECTED:
            return tr("{service} does not accept the request; check its model, voice and language.", service=service)
        case Trouble.BUSY:
            return tr("{service} has too many requests at the moment.", service=service)
        case Trouble.SILENT:
            return tr("{service} does not answer, although the connection is open.", service=service)
        case Trouble.UNREACHABLE:
            return tr("{service} cannot be reached; check the network.", service=service)
        case Trouble.BUDGET:
            return tr("This month's budget is spent; raise it in the settings to use {service} again.", service=service)
        case Trouble.BROKEN:
            return tr("{service} has a problem of its own.", service=service)


def trouble_of_status(status: int) -> Trouble:
    """What an HTTP status from 400 on means."""
    return {
        401: Trouble.KEY_REFUSED,
        402: Trouble.PAYMENT,
        403: Trouble.FORBIDDEN,
        408: Trouble.BUSY,
        425: Trouble.BUSY,
        429: Trouble.BUSY,
    }.get(status, Trouble.BROKEN if status >= 500 else Trouble.REJECTED)


def trouble_of_close(code: int | None) -> Trouble:
    """What the close code of a WebSocket means; None stands for a connection that broke off."""
    if code in (None, 1001, 1006, 1012):
        return Trouble.UNREACHABLE
    if code in (1008, 1003, 1007):
        return Trouble.REJECTED
    return Trouble.BUSY if code == 1013 else Trouble.BROKEN


_LONGEST_DETAIL = 160


def _short(detail: str) -> str:
    line = " ".join(detail.split())
    return line if len(line) <= _LONGEST_DETAIL else f"{line[: _LONGEST_DETAIL - 1]}…"
