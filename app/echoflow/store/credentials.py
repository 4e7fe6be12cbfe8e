"""The user's keys for cloud services: from the environment, or in the system's keyring, and nowhere else.

Where there is no keyring that can be used, a key that is entered lives in memory until the program ends, and the user
is told. A key is in no representation, log, setting, database or crash file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, TypeAlias

from echoflow.errors import UserError
from echoflow.store.system_keyring import (
    KeyringDeniedError,
    KeyringIsLockedError,
    NoUsableKeyringError,
    SystemKeyring,
    SystemKeyringError,
)
from echoflow.text import tr

PATIENCE_SECONDS = 5.0
"""How long the keyring is waited for."""

LONGEST_KEY = 1280
"""Characters. Windows' credential store takes 2560 bytes of UTF-16 (CRED_MAX_CREDENTIAL_BLOB_SIZE)."""

Source: TypeAlias = Literal["", "environment", "keyring", "session"]


class Service(Enum):
    """A cloud service that wants a key; the value is its name in settings, commands and the keyring."""

    DEEPGRAM = "deepgram"
    ELEVENLABS = "elevenlabs"
    OPENAI = "openai"

    @property
    def title(self) -> str:
        """Its name for people."""
        match self:
            case Service.DEEPGRAM:
                return "Deepgram"
            case Service.ELEVENLABS:
                return "ElevenLabs"
            case Service.OPENAI:
                return tr("OpenAI-compatible service")

    @property
    def variable(self) -> str:
        """The environment variable that may hold its key."""
        return f"{self.name}_API_KEY"


class KeyState(Enum):
    """Whether there is a key, and if not, why."""

    FOUND = "found"
    MISSING = "missing"
    LOCKED = "locked"
    """The keyring is locked, or did not answer in time."""
    DENIED = "denied"
    """The keyring refuses."""
    NO_KEYRING = "no keyring"


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or why there is none.

    Attributes:
        state: FOUND, or what stands in the way; of a key that was just set and is kept in memory, why it is.
        value: the key itself; empty if there is none.
        source: where it is kept; `environment` with no value means that what is there cannot be a key.
    """

    state: KeyState
    value: str = field(default="", repr=False)
    source: Source = ""

    @property
    def usable(self) -> bool:
        """There is a key."""
        return bool(self.value)


_STATES: Mapping[type[SystemKeyringError], KeyState] = {
    KeyringIsLockedError: KeyState.LOCKED,
    KeyringDeniedError: KeyState.DENIED,
    NoUsableKeyringError: KeyState.NO_KEYRING,
}


class Credentials:
    """Finds, keeps and removes keys; for one event loop, which it never blocks."""

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        patience: float = PATIENCE_SECONDS,
        on_late: Callable[[Service, Key], None] | None = None,
    ) -> None:
        """`environment` replaces that of the process; `patience` is how long the keyring is waited for, in seconds.

        `on_late` is called in the loop when the user has answered the keyring's question after it was given up: with a
        key that can be read now, or that is now kept in the keyring after all.
        """
        self._environment = os.environ if environment is None else environment
        self._keyring = SystemKeyring(patience)
        self._session: dict[Service, str] = {}
        self._on_late = on_late

    async def get(self, service: Service, *, anew: bool = False) -> Key:
        """The key of `service`: that of the environment, that entered in this session, or that in the keyring.

        A user who has just refused to unlock the keyring is not asked again for some seconds, unless `anew`.
        """
        if (given := self._from_environment(service)) is not None:
            return given
        if value := self._session.get(service):
            return Key(KeyState.FOUND, value, "session")
        try:
            return _kept(await self._keyring.read(service.value, anew=anew, late=self._read_late(service)))
        except SystemKeyringError as error:
            return Key(_STATES[type(error)])

    async def set(self, service: Service, value: str) -> Key:
        """Keeps `value` in the keyring, or in memory where that cannot be done; the answer says which and why.

        A key in the environment still goes before it.

        Raises:
            UserError: it cannot be a key.
        """
        value = clean_key(value, service)
        # From now on this one counts, also while the keyring is being asked.
        self._session[service] = value
        try:
            await self._keyring.write(service.value, value, late=self._written_late(service, value))
        except SystemKeyringError as error:
            return Key(_STATES[type(error)], value, "session")
        return self._is_in_keyring(service, value)

    async def remove(self, service: Service) -> Key:
        """Removes the key; the answer is what there is now: none, that of the environment, or what stood in the way."""
        self._session.pop(service, None)
        try:
            await self._keyring.delete(service.value)
        except NoUsableKeyringError:
            pass
        except SystemKeyringError as error:
            return Key(_STATES[type(error)])
        return self._from_environment(service) or Key(KeyState.MISSING)

    def is_overridden(self, service: Service) -> bool:
        """Whether what the environment holds goes before any key that is kept."""
        return self._from_environment(service) is not None

    def _from_environment(self, service: Service) -> Key | None:
        value = self._environment.get(service.variable, "").strip()
        if not value:
            return None
        try:
            return Key(KeyState.FOUND, clean_key(value, service), "environment")
        except UserError:
            return Key(KeyState.MISSING, source="environment")

    def _is_in_keyring(self, service: Service, value: str) -> Key:
        if self._session.get(service) == value:
            del self._session[service]
        return Key(KeyState.FOUND, value, "keyring")

    def _read_late(self, service: Service) -> Callable[[str | None], None]:
        return lambda value: self._tell_late(service, _kept(value))

    def _written_late(self, service: Service, value: str) -> Callable[[str | None], None]:
        return lambda _: self._tell_late(service, self._is_in_keyring(service, value))

    def _tell_late(self, service: Service, key: Key) -> None:
        if self._on_late is not None:
            self._on_late(service, key)


def _kept(value: str | None) -> Key:
    """What the keyring's answer means."""
    return Key(KeyState.FOUND, value, "keyring") if value else Key(KeyState.MISSING)


def clean_key(value: str, service: Service) -> str:
    """`value` without what copying adds at its ends: white space, line breaks, quotes.

    Raises:
        UserError: it cannot be a key; the sentence does not show it.
    """
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].strip()
    if not value:
        raise UserError(tr("The key for {service} is empty; copy the whole key.", service=service.title))
    if len(value) > LONGEST_KEY:
        raise UserError(
            tr(
                "What was entered for {service} has {count} characters, more than any key; copy the key alone.",
                service=service.title,
                count=len(value),
            )
        )
    if not all("!" <= character <= "~" for character in value):
        raise UserError(
            tr(
                "The key for {service} holds a space, a line break or a character that no key has; copy it again.",
                service=service.title,
            )
        )
    return value


def explain(key: Key, service: Service) -> str:
    """One sentence: where the key is, or why there is none and what to do."""
    name = service.title
    match key.state, key.source:
        case KeyState.FOUND, "environment":
            return tr(
                "The key for {service} comes from the environment variable {variable}.",
                service=name,
                variable=service.variable,
            )
        case KeyState.FOUND, "session":
            return tr("The key for {service} is kept in memory only, until EchoFlow quits.", service=name)
        case KeyState.FOUND, _:
            return tr("The key for {service} is in the system's keyring.", service=name)
        case KeyState.MISSING, "environment":
            return tr(
                "What the environment variable {variable} holds cannot be a key; correct it or unset it.",
                variable=service.variable,
            )
        case KeyState.MISSING, _:
            return tr(
                "There is no key for {service}; enter one under Keys in the menu, or with 'echoflow keys set {name}'.",
                service=name,
                name=service.value,
            )
        case _:
            return _explain_memory(key.state, name) if key.usable else _explain_keyring(key.state, service)


def _explain_memory(why: KeyState, service: str) -> str:
    match why:
        case KeyState.LOCKED:
            return tr(
                "The system's keyring is locked, so the key for {service} is kept only until EchoFlow quits; unlock "
                "the keyring and enter the key again.",
                service=service,
            )
        case KeyState.DENIED:
            return tr(
                "The system's keyring refuses to keep the key for {service}, so it is kept only until EchoFlow quits; "
                "allow EchoFlow to use the keyring and enter the key again.",
                service=service,
            )
        case _:
            return tr(
                "This system has no keyring, so the key for {service} is kept only until EchoFlow quits; install one, "
                "such as gnome-keyring, to keep it for good.",
                service=service,
            )


def _explain_keyring(state: KeyState, service: Service) -> str:
    match state:
        case KeyState.LOCKED:
            return tr(
                "The system's keyring is locked or does not answer; unlock it for the key of {service}.",
                service=service.title,
            )
        case KeyState.DENIED:
            return tr(
                "The system's keyring refuses access to the key for {service}; allow EchoFlow to use it.",
                service=service.title,
            )
        case _:
            return tr(
                "This system has no keyring to keep the key for {service} in; install one, such as gnome-keyring, or "
                "set the environment variable {variable}.",
                service=service.title,
                variable=service.variable,
            )
