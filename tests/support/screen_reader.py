"""What a screen reader meets: the controls of a running app by name and role, where they are, and what is announced.

It speaks AT-SPI over the accessibility bus of a session, as screen readers for Linux do; so a test finds a button
where a person who cannot see finds it, and nothing of that is built into the app.

Needs the Debian package at-spi2-core.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from support.waiting import wait_until

PATIENCE_SECONDS = 15.0
_REGISTRY = "org.a11y.atspi.Registry"
_ACCESSIBLE = "org.a11y.atspi.Accessible"

# The numbers of AtspiStateType.
_STATES = {1: "active", 4: "checked", 8: "enabled", 12: "focused", 25: "showing"}
_ON_SCREEN = 0
"""The kind of coordinates, as AtspiCoordType counts them."""


@dataclass(frozen=True, slots=True)
class Control:
    """Something on the screen.

    Attributes:
        name: what a screen reader calls it.
        role: what it is, such as `push button`, as AT-SPI calls it.
        description: what it says besides.
        states: some of active, checked, enabled, focused and showing.
        place: left, top, width and height on the screen, in pixels.
    """

    name: str
    role: str
    description: str
    states: frozenset[str]
    place: tuple[int, int, int, int]

    @property
    def center(self) -> tuple[int, int]:
        """Where to click."""
        left, top, width, height = self.place
        return left + width // 2, top + height // 2


class ScreenReader:
    """Connected with the accessibility bus; made by `screen_reader`."""

    def __init__(self, session: str) -> None:
        """`session`: the address of the session's bus, on which no app may be yet."""
        with open_dbus_connection(session) as bus:
            status = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status")
            _ask(bus, Properties(status).set("ScreenReaderEnabled", "b", True))
            place = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = _ask(bus, new_method_call(place, "GetAddress")).body
        self._bus = open_dbus_connection(address)
        self._shown: deque[Message] = deque()
        self._announced: deque[Message] = deque()
        self._menus: list[tuple[str, str]] = []
        self._bus.filter(self._notice("StateChanged", "object:state-changed:showing"), queue=self._shown)

    def close(self) -> None:
        """Leaves the bus."""
        self._bus.close()

    def _notice(self, member: str, event: str) -> MatchRule:
        """Has the apps tell of `event` from now on; which messages these are."""
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        _ask(self._bus, new_method_call(registry, "RegisterEvent", "s", (event,)))
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member=member)
        _ask(self._bus, message_bus.AddMatch(rule))
        return rule

    # What is announced.

    def listen(self) -> None:
        """Notices announcements from now on."""
        self._bus.filter(self._notice("Announcement", "object:announcement"), queue=self._announced)

    def next_announcement(self) -> tuple[int, str]:
        """Politeness, as AT-SPI counts it, and words."""
        message = self._bus.recv_until_filtered(self._announced, timeout=PATIENCE_SECONDS)
        return message.body[1], message.body[3][1]

    # What is there.

    def controls(self) -> Iterator[Control]:
        """All that can be seen of all menus and windows, the newest first."""
        for menu in self._open_menus():
            yield from self._below(*menu)
        for bus_name, path in self._children(_REGISTRY, "/org/a11y/atspi/accessible/root"):
            for window in reversed(self._children(bus_name, path)):
                yield from self._below(*window)

    def find(self, name: str | re.Pattern[str], role: str = "", *, seconds: float = PATIENCE_SECONDS) -> Control:
        """The first control of this name, and of this role where one is given, as soon as it can be seen.

        A pattern may be found anywhere in a name.
        """
        what = name if isinstance(name, str) else name.pattern
        return wait_until(lambda: self.look(name, role), f"{role or 'something'} called “{what}”", seconds)

    def look(self, name: str | re.Pattern[str], role: str = "") -> Control | None:
        """The same now, or None."""
        for each in self.controls():
            is_it = each.name == name if isinstance(name, str) else name.search(each.name)
            if is_it and role in ("", each.role):
                return each
        return None

    def focused(self) -> Control | None:
        """What has the keyboard."""
        return next((each for each in self.controls() if "focused" in each.states), None)

    def _open_menus(self) -> list[tuple[str, str]]:
        """Apps have no list of them, as they are there for a moment; they tell when one appears."""
        while self._shown:
            header = self._shown.popleft().header
            menu = (header.fields[HeaderFields.sender], header.fields[HeaderFields.path])
            if menu not in self._menus and self._call(*menu, _ACCESSIBLE, "GetRoleName") == "popup menu":
                self._menus.insert(0, menu)
        return self._menus

    def _below(self, bus_name: str, path: str) -> Iterator[Control]:
        states = self._states(bus_name, path)
        if "showing" not in states:
            return
        yield self._control(bus_name, path, states)
        for child in self._children(bus_name, path):
            yield from self._below(*child)

    def _control(self, bus_name: str, path: str, states: frozenset[str]) -> Control:
        role = self._call(bus_name, path, _ACCESSIBLE, "GetRoleName")
        place = self._call(bus_name, path, "org.a11y.atspi.Component", "GetExtents", "u", _ON_SCREEN)
        name, description = (self._property(bus_name, path, each) for each in ("Name", "Description"))
        return Control(name or "", role or "", description or "", states, place or (0, 0, 0, 0))

    def _states(self, bus_name: str, path: str) -> frozenset[str]:
        words = self._call(bus_name, path, _ACCESSIBLE, "GetState") or [0, 0]
        bits = words[0] | words[1] << 32
        return frozenset(name for number, name in _STATES.items() if bits >> number & 1)

    def _children(self, bus_name: str, path: str) -> list[tuple[str, str]]:
        return self._call(bus_name, path, _ACCESSIBLE, "GetChildren") or []

    def _property(self, bus_name: str, path: str, name: str) -> Any:
        answer = self._send(Properties(DBusAddress(path, bus_name, _ACCESSIBLE)).get(name))
        return answer[0][1] if answer is not None else None

    def _call(self, bus_name: str, path: str, interface: str, method: str, signature: str = "", *body: object) -> Any:
        address = DBusAddress(path, bus_name, interface)
        answer = self._send(new_method_call(address, method, signature or None, body))
        return answer[0] if answer else None

    def _send(self, message: Message) -> Any:
        """The answer, or None from what has just gone: windows change while they are looked at."""
        answer = self._bus.send_and_get_reply(message, timeout=PATIENCE_SECONDS)
        return None if HeaderFields.error_name in answer.header.fields else answer.body


def _ask(bus: DBusConnection, message: Message) -> Message:
    answer = bus.send_and_get_reply(message, timeout=PATIENCE_SECONDS)
    assert HeaderFields.error_name not in answer.header.fields, answer.body
    return answer


@contextmanager
def screen_reader(session: str) -> Iterator[ScreenReader]:
    """One on the session's bus, until the block is left."""
    reader = ScreenReader(session)
    try:
        yield reader
    finally:
        reader.close()
