"""The GlobalShortcuts portal of a Wayland desktop, over the real D-Bus protocol on a bus of the test's own.

As strict as the real one: it wants to know the app before anything else, a session binds once, answers come as signals
of requests, and signals go only to whoever has the session.
https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts.html
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusConnection, DBusRouter, open_dbus_connection

from echoflow import APP_ID

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
REGISTRY = "org.freedesktop.host.portal.Registry"
PROPERTIES = "org.freedesktop.DBus.Properties"
REQUEST = "org.freedesktop.portal.Request"
SESSION = "org.freedesktop.portal.Session"

ACCEPT, CANCEL, FAIL = 0, 1, 2
"""What a user, or the desktop, answers to a request."""


@dataclass
class Desktop:
    """How this desktop behaves, and what it has been asked.

    Attributes:
        version: of the portal's interface; 0 for a portal without it.
        has_registry: whether programs can say who they are, as since 1.20; where not, everybody is let in.
        installed: the desktop entries there are.
        answer: to the question whether the shortcuts are allowed; None to think about it.
        keys: what the user makes of a proposal, by identifier; one that is missing gets the proposal, "" none.
        registered: the programs that have said who they are.
        proposals: the triggers that were proposed, of each attempt to bind.
        open_sessions: those that have not been closed.
        configured: how often the desktop's own window was asked for.
    """

    version: int = 2
    has_registry: bool = True
    installed: tuple[str, ...] = (APP_ID,)
    answer: int | None = ACCEPT
    keys: Mapping[str, str] = field(default_factory=dict)
    registered: list[str] = field(default_factory=list)
    proposals: list[dict[str, str]] = field(default_factory=list)
    open_sessions: dict[str, str] = field(default_factory=dict)
    configured: int = 0


class PortalStandIn:
    """A running portal.

    Attributes:
        desktop: whose it is.
        serving: its task, which ends with it or with the bus.
    """

    def __init__(self, desktop: Desktop, connection: DBusConnection) -> None:
        self.desktop = desktop
        self._connection = connection
        self._apps: dict[str, str] = {}
        self._strangers: set[str] = set()
        self._bound: set[str] = set()
        self._sessions: set[str] = set()
        self._asked: Message | None = None
        self.serving = asyncio.get_running_loop().create_task(self._serve())

    @classmethod
    async def start(cls, address: str, desktop: Desktop) -> PortalStandIn:
        """Takes its place on the bus at `address`."""
        connection = await open_dbus_connection(address)
        async with DBusRouter(connection) as router:
            await router.send_and_get_reply(message_bus.RequestName(NAME))
        return cls(desktop, connection)

    async def stop(self) -> None:
        """Ends, as in a crash."""
        self.serving.cancel()
        await asyncio.wait([self.serving])
        with contextlib.suppress(OSError):
            await self._connection.close()

    async def press(self, identifier: str) -> None:
        """The user presses the keys of a shortcut."""
        await self._tell_sessions("Activated", "osta{sv}", (identifier, 0, {}))

    async def release(self, identifier: str) -> None:
        """The user lets go of them."""
        await self._tell_sessions("Deactivated", "osta{sv}", (identifier, 0, {}))

    async def change(self, keys: Mapping[str, str]) -> None:
        """The user chooses other keys in the desktop's settings."""
        shortcuts = [(identifier, {"trigger_description": ("s", trigger)}) for identifier, trigger in keys.items()]
        await self._tell_sessions("ShortcutsChanged", "oa(sa{sv})", (shortcuts,))

    async def close_sessions(self) -> None:
        """The user takes the shortcuts back."""
        for session, owner in self.desktop.open_sessions.items():
            await self._signal(owner, session, SESSION, "Closed", "a{sv}", ({},))
        self.desktop.open_sessions.clear()

    async def answer(self, code: int) -> None:
        """The user has thought about it."""
        self.desktop.answer = code
        asked, self._asked = self._asked, None
        assert asked is not None
        await self._respond_to_bind(asked)

    async def _tell_sessions(self, name: str, signature: str, body: tuple[Any, ...]) -> None:
        for session, owner in self.desktop.open_sessions.items():
            await self._signal(owner, PATH, SHORTCUTS, name, signature, (session, *body))

    async def _signal(
        self, destination: str, path: str, interface: str, name: str, signature: str, body: tuple[Any, ...]
    ) -> None:
        message = new_signal(DBusAddress(path, interface=interface), name, signature, body)
        message.header.fields[HeaderFields.destination] = destination
        await self._connection.send(message)

    async def _serve(self) -> None:
        while True:
            try:
                message = await self._connection.receive()
            except (EOFError, OSError):
                # The bus has ended.
                return
            if message.header.message_type is MessageType.method_call:
                await self._answer(message)

    async def _answer(self, message: Message) -> None:
        fields = message.header.fields
        interface, method, sender = (
            str(fields[each]) for each in (HeaderFields.interface, HeaderFields.member, HeaderFields.sender)
        )
        desktop = self.desktop
        if interface == REGISTRY and desktop.has_registry:
            await self._register(message, sender)
        elif interface == PROPERTIES and method == "Get":
            if desktop.version and message.body == (SHORTCUTS, "version"):
                await self._connection.send(new_method_return(message, "v", (("u", desktop.version),)))
            else:
                await self._refuse(message, "org.freedesktop.DBus.Error.InvalidArgs", "No such interface")
        elif interface == SESSION and method == "Close":
            desktop.open_sessions.pop(str(fields[HeaderFields.path]), None)
        elif interface == SHORTCUTS and desktop.version:
            if desktop.has_registry and sender not in self._apps:
                self._strangers.add(sender)
                await self._refuse(message, "org.freedesktop.portal.Error.NotAllowed", "An app id is required")
            else:
                await self._take_shortcuts_call(message, method, sender)
        else:
            await self._refuse(message, "org.freedesktop.DBus.Error.UnknownMethod", f"No such interface {interface}")

    async def _register(self, message: Message, sender: str) -> None:
        app_id = message.body[0]
        if sender in self._strangers:
            await self._refuse(message, "org.freedesktop.portal.Error.InvalidArgument", "Registered too late")
        elif app_id not in self.desktop.installed:
            text = f"Could not register app ID: App info not found for '{app_id}'"
            await self._refuse(message, "org.freedesktop.portal.Error.Failed", text)
        else:
            self._apps[sender] = app_id
            self.desktop.registered.append(app_id)
            await self._connection.send(new_method_return(message))

    async def _take_shortcuts_call(self, message: Message, method: str, sender: str) -> None:
        desktop = self.desktop
        if method == "CreateSession":
            options = message.body[0]
            session = f"{PATH}/session/{_element(sender)}/{options['session_handle_token'][1]}"
            if session in self._sessions:
                await self._refuse(message, "org.freedesktop.portal.Error.Failed", "There is such a session already")
                return
            self._sessions.add(session)
            desktop.open_sessions[session] = sender
            await self._begin_request(message)
            await self._respond(message, ACCEPT, {"session_handle": ("s", session)})
        elif method == "BindShortcuts":
            session = message.body[0]
            if session in self._bound or session not in desktop.open_sessions:
                await self._refuse(message, "org.freedesktop.portal.Error.Failed", "Session already bound, or unknown")
                return
            self._bound.add(session)
            desktop.proposals.append({each: options["preferred_trigger"][1] for each, options in message.body[1]})
            await self._begin_request(message)
            if desktop.answer is None:
                self._asked = message
            else:
                await self._respond_to_bind(message)
        elif method == "ConfigureShortcuts" and desktop.version >= 2:
            desktop.configured += 1
        else:
            await self._refuse(message, "org.freedesktop.DBus.Error.UnknownMethod", method)

    async def _respond_to_bind(self, message: Message) -> None:
        assert self.desktop.answer is not None
        chosen = {
            identifier: self.desktop.keys.get(identifier, options["preferred_trigger"][1])
            for identifier, options in message.body[1]
        }
        shortcuts = [
            (identifier, {"trigger_description": ("s", trigger)}) for identifier, trigger in chosen.items() if trigger
        ]
        results = {"shortcuts": ("a(sa{sv})", shortcuts)} if self.desktop.answer == ACCEPT else {}
        await self._respond(message, self.desktop.answer, results)

    async def _begin_request(self, message: Message) -> None:
        await self._connection.send(new_method_return(message, "o", (self._handle(message),)))

    async def _respond(self, message: Message, code: int, results: Mapping[str, tuple[str, Any]]) -> None:
        sender = str(message.header.fields[HeaderFields.sender])
        await self._signal(sender, self._handle(message), REQUEST, "Response", "ua{sv}", (code, results))

    def _handle(self, message: Message) -> str:
        sender = str(message.header.fields[HeaderFields.sender])
        return f"{PATH}/request/{_element(sender)}/{message.body[-1]['handle_token'][1]}"

    async def _refuse(self, message: Message, name: str, text: str) -> None:
        await self._connection.send(new_error(message, name, "s", (text,)))


def _element(sender: str) -> str:
    """A connection's name as part of a path."""
    return sender[1:].replace(".", "_")
