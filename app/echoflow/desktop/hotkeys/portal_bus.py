"""A conversation with the XDG desktop portal over the session bus.

One task does the talking: while it waits for an answer it hands on the signals that come in between. So the order of
what the portal says is kept, and a bus that goes away is noticed wherever that task is.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
from collections.abc import Callable, Mapping
from enum import Enum, auto
from pathlib import Path
from typing import Any, NoReturn

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, Properties, message_bus, new_method_call
from jeepney.auth import AuthenticationError
from jeepney.io.asyncio import DBusConnection, open_dbus_connection
from jeepney.low_level import MessageFlag

PORTAL = "org.freedesktop.portal.Desktop"
PORTAL_PATH = "/org/freedesktop/portal/desktop"
_BUS = "org.freedesktop.DBus"
REGISTRY = "org.freedesktop.host.portal.Registry"
REQUEST = "org.freedesktop.portal.Request"
SESSION = "org.freedesktop.portal.Session"

CALL_SECONDS = 15.0
"""For an answer that needs no user. A portal that is started for it asks its own services first; the bus gives up
after 25 s."""

_ACCEPTED, _CANCELLED = 0, 1

_ABSENT = ("ServiceUnknown", "NameHasNoOwner", "NoReply", "Disconnected", "TimedOut", "Timeout")
_LACKING = ("UnknownMethod", "UnknownInterface", "UnknownObject", "UnknownProperty")


class PortalFailure(Enum):
    """Why the portal is of no use."""

    ABSENT = auto()
    """There is none, or no session bus, or it does not answer."""
    LACKING = auto()
    """It does not know what was asked for."""
    UNKNOWN_APP = auto()
    """It wants to know which program asks, and has not found that out."""
    REJECTED = auto()
    """The user said no, or closed the question."""
    FAILED = auto()
    CLOSED = auto()
    """It has ended what it began for us."""
    GONE = auto()
    """It was there, and has ended; it may come back."""
    CUT_OFF = auto()
    """The session bus has ended, and with it the desktop."""


class PortalError(Exception):
    """The portal did not do what it was asked.

    Attributes:
        failure: what kind of failure it was.
        reason: in the words of the portal, if it had any.
    """

    def __init__(self, failure: PortalFailure, reason: str = "") -> None:
        super().__init__(f"{failure.name}: {reason}")
        self.failure = failure
        self.reason = reason


Take = Callable[[str, str, tuple[Any, ...]], None]
"""Gets the interface, the name and the content of a signal of the portal."""


def session_bus() -> str | None:
    """The address of the user's session bus; None if there is none."""
    if address := os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    socket = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / "bus"
    return f"unix:path={socket}" if socket.exists() else None


class PortalBus:
    """One connection to the session bus, for talking with the portal."""

    def __init__(self, connection: DBusConnection, take: Take) -> None:
        self._connection = connection
        self._take = take
        self._owner = ""
        self._responses: dict[str, tuple[int, Mapping[str, Any]]] = {}
        self._tokens = (f"echoflow_{number}" for number in itertools.count())

    def new_token(self) -> str:
        """For something of ours at the portal; never the same, since what was before may not be gone yet."""
        return next(self._tokens)

    @classmethod
    async def connect(cls, take: Take) -> PortalBus:
        """Connects to the session bus; `take` gets what the portal tells by itself. Raises PortalError."""
        address = session_bus()
        if address is None:
            raise PortalError(PortalFailure.ABSENT, "no session bus")
        try:
            async with asyncio.timeout(CALL_SECONDS):
                bus = cls(await open_dbus_connection(address), take)
        except (OSError, EOFError, RuntimeError, ValueError, AuthenticationError) as error:
            raise PortalError(PortalFailure.ABSENT, str(error)) from error
        try:
            owners = MatchRule(type="signal", sender=_BUS, member="NameOwnerChanged")
            owners.add_arg_condition(0, PORTAL)
            for rule in (MatchRule(type="signal", sender=PORTAL), owners):
                await bus._reply(message_bus.AddMatch(rule))
        except BaseException:
            await bus.close()
            raise
        return bus

    async def find_portal(self) -> None:
        """Has the portal started, if it is not running. Raises PortalError if there is none."""
        try:
            (self._owner,) = await self._reply(message_bus.GetNameOwner(PORTAL))
        except PortalError as error:
            if error.failure is not PortalFailure.ABSENT:
                raise
            await self._reply(message_bus.StartServiceByName(PORTAL))
            (self._owner,) = await self._reply(message_bus.GetNameOwner(PORTAL))

    async def version(self, interface: str) -> int:
        """Of an interface of the portal. Raises PortalError, LACKING if the portal does not have it."""
        asked = Properties(DBusAddress(PORTAL_PATH, PORTAL, interface)).get("version")
        try:
            ((_, version),) = await self._reply(asked)
        except PortalError as error:
            if error.failure is PortalFailure.FAILED:
                raise PortalError(PortalFailure.LACKING, error.reason) from error
            raise
        return int(version)

    async def call(
        self, interface: str, method: str, signature: str, body: tuple[Any, ...], path: str = PORTAL_PATH
    ) -> tuple[Any, ...]:
        """A method of the portal, and what it returns at once. Raises PortalError."""
        return await self._reply(new_method_call(DBusAddress(path, PORTAL, interface), method, signature, body))

    async def request(
        self, interface: str, method: str, signature: str, body: tuple[Any, ...], *, asks_user: bool, **options: Any
    ) -> Mapping[str, Any]:
        """A method that answers by a signal later on; the user may take all the time they want where it `asks_user`.

        `options`, with the token of the request, are the last argument. Raises PortalError.
        """
        token = self.new_token()
        sender = self._connection.unique_name[1:].replace(".", "_")
        expected = f"{PORTAL_PATH}/request/{sender}/{token}"
        all_options = {"handle_token": ("s", token), **options}
        (handle,) = await self.call(interface, method, f"{signature}a{{sv}}", (*body, all_options))
        async with _within(None if asks_user else CALL_SECONDS):
            while (found := self._responses.pop(expected, None) or self._responses.pop(handle, None)) is None:
                self._hand_on(await self._receive())
        code, results = found
        if code == _ACCEPTED:
            return {name: value for name, (_, value) in results.items()}
        raise PortalError(PortalFailure.REJECTED if code == _CANCELLED else PortalFailure.FAILED)

    async def listen(self) -> NoReturn:
        """Hands on what the portal tells, until it is gone, which raises a PortalError."""
        while True:
            self._hand_on(await self._receive())

    async def wait_for_portal(self, seconds: float | None) -> None:
        """Returns when another portal has taken the place of the one that is gone, or after `seconds`."""
        self._owner = ""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self._owner:
                    self._hand_on(await self._receive())

    async def send(
        self, interface: str, method: str, signature: str, body: tuple[Any, ...], path: str = PORTAL_PATH
    ) -> None:
        """A method whose answer nobody waits for; from any task, and nothing if the bus is gone."""
        message = new_method_call(DBusAddress(path, PORTAL, interface), method, signature, body)
        message.header.flags = MessageFlag.no_reply_expected
        with contextlib.suppress(OSError):
            await self._connection.send(message)

    async def close(self) -> None:
        """Ends the connection, and with it whatever the portal has begun for it."""
        with contextlib.suppress(OSError):
            await self._connection.close()

    async def _reply(self, message: Message) -> tuple[Any, ...]:
        serial = next(self._connection.outgoing_serial)
        async with _within(CALL_SECONDS):
            try:
                await self._connection.send(message, serial=serial)
            except OSError as error:
                raise PortalError(PortalFailure.CUT_OFF, str(error)) from error
            while (answer := await self._receive()).header.fields.get(HeaderFields.reply_serial) != serial:
                self._hand_on(answer)
        if answer.header.message_type is MessageType.error:
            raise _error(answer)
        return tuple(answer.body)

    async def _receive(self) -> Message:
        try:
            return await self._connection.receive()
        except (EOFError, OSError) as error:
            raise PortalError(PortalFailure.CUT_OFF, str(error)) from error

    def _hand_on(self, message: Message) -> None:
        header = message.header
        if header.message_type is not MessageType.signal:
            return
        sender, interface, name, path = (
            header.fields.get(each)
            for each in (HeaderFields.sender, HeaderFields.interface, HeaderFields.member, HeaderFields.path)
        )
        if sender == _BUS:
            if name == "NameOwnerChanged" and message.body[0] == PORTAL:
                self._take_owner(*message.body[1:])
        # Any program may send us a signal; only the portal's count.
        elif sender != self._owner:
            return
        elif interface == REQUEST and name == "Response":
            self._responses[str(path)] = message.body
        elif interface == SESSION:
            self._take(SESSION, str(name), (path,))
        else:
            self._take(str(interface), str(name), tuple(message.body))

    def _take_owner(self, old: str, new: str) -> None:
        if self._owner and old == self._owner:
            raise PortalError(PortalFailure.GONE)
        if not self._owner:
            self._owner = new


@contextlib.asynccontextmanager
async def _within(seconds: float | None) -> Any:
    """A portal that does not answer in that time is as good as none."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise PortalError(PortalFailure.ABSENT, "no answer") from error


def _error(answer: Message) -> PortalError:
    name = str(answer.header.fields.get(HeaderFields.error_name, ""))
    reason = str(answer.body[0]) if answer.body else name
    last = name.rsplit(".", 1)[-1]
    if last == "NotAllowed" or "app id" in reason.lower():
        return PortalError(PortalFailure.UNKNOWN_APP, reason)
    if last in _ABSENT or ".Spawn." in name:
        return PortalError(PortalFailure.ABSENT, reason)
    return PortalError(PortalFailure.LACKING if last in _LACKING else PortalFailure.FAILED, reason)
