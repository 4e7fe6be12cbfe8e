"""What a key can be, before any service is asked."""

from __future__ import annotations

from echoflow.clouds.failures import failure
from echoflow.errors import Trouble


def is_sendable(key: str) -> bool:
    """Whether `key` can stand in an HTTP header at all.

    What cannot is something else that was pasted: a sentence, two lines, full-width letters. The libraries below would
    raise errors of their own about it, and some of these quote it.
    """
    return bool(key) and all("!" <= character <= "~" for character in key)


def require_key(service: str, key: str) -> None:
    """Raises EngineError if `service` (its name for people) has no key, or none that could be sent."""
    if not key:
        raise failure(service, Trouble.KEY_MISSING)
    if not is_sendable(key):
        raise failure(service, Trouble.KEY_REFUSED)
