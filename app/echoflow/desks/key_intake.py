"""What becomes of a key that somebody has just typed: it is asked about before it replaces one that may be good."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError, UserError
from echoflow.store.credentials import Key, KeyState, Service
from echoflow.text import tr
from echoflow.ui.keys.service_card import KeyPlace

CheckKey = Callable[[Service, str, Address | None], Awaitable[str]]
"""Asks a service what it thinks of a key; one sentence, or EngineError."""


class KeyStore(Protocol):
    """What is needed of `store.credentials.Credentials`."""

    async def get(self, service: Service, *, anew: bool = False) -> Key:
        """The key of `service`, or why there is none."""

    async def set(self, service: Service, value: str) -> Key:
        """Keeps `value`; says where."""

    async def remove(self, service: Service) -> Key:
        """Forgets the key."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to become of a key.

    Attributes:
        sentence: what the service said, or why it could not be asked.
        is_good: it is accepted.
        is_kept: it goes into the keyring; a key that the service refuses does not.
    """

    sentence: str
    is_good: bool
    is_kept: bool


async def judge_key(
    check_key: CheckKey, service: Service, entered: str, address_of: Callable[[Service], Address | None]
) -> Verdict:
    """Asks `service` about `entered`. One that cannot be asked now is given the benefit of the doubt."""
    try:
        sentence = await check_key(service, entered, address_of(service))
    except EngineError as error:
        if error.permanent:
            return Verdict(str(error), is_good=False, is_kept=False)
        kept = tr("{problem} The key is kept all the same.", problem=str(error))
        return Verdict(kept, is_good=False, is_kept=True)
    except UserError as error:
        return Verdict(str(error), is_good=False, is_kept=False)
    return Verdict(sentence, is_good=True, is_kept=True)


def key_place(key: Key) -> KeyPlace:
    """Where it is, as windows show it."""
    if key.usable:
        return {"environment": KeyPlace.ENVIRONMENT, "session": KeyPlace.SESSION}.get(key.source, KeyPlace.KEYRING)
    if key.source == "environment":
        return KeyPlace.UNUSABLE
    states = {KeyState.LOCKED: KeyPlace.LOCKED, KeyState.DENIED: KeyPlace.DENIED}
    return states.get(key.state, KeyPlace.MISSING)
