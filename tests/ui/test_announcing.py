"""That a screen reader hears what is announced, over the real accessibility bus."""

from __future__ import annotations

import sys

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, Message, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtWidgets import QApplication, QWidget

from echoflow.ui.announcing import announce
from support.driven_app import driven_app
from support.session_bus import session_bus
from support.virtual_screen import virtual_screen

PATIENCE = 15.0
_POLITE, _ASSERTIVE = 1, 2
"""As AT-SPI counts them."""


class ScreenReader:
    """Listens for announcements on the accessibility bus of a session."""

    def __init__(self, session: str) -> None:
        with open_dbus_connection(session) as bus:
            self._call(bus, "Set", "ssv", "org.a11y.Status", "ScreenReaderEnabled", ("b", True), properties=True)
            (address,) = self._call(bus, "GetAddress")
        self._bus = open_dbus_connection(address)
        registry = DBusAddress("/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry")
        self._ask(self._bus, new_method_call(registry, "RegisterEvent", "s", ("object:announcement",)))
        self._ask(
            self._bus,
            message_bus.AddMatch(MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")),
        )

    def next_announcement(self) -> tuple[int, str]:
        """Politeness and words."""
        while True:
            message = self._bus.receive(timeout=PATIENCE)
            if message.header.fields.get(HeaderFields.member) == "Announcement":
                return message.body[1], message.body[3][1]

    def close(self) -> None:
        self._bus.close()

    def _call(
        self, bus: DBusConnection, method: str, signature: str = "", *body: object, properties: bool = False
    ) -> tuple[str, ...]:
        interface = "org.freedesktop.DBus.Properties" if properties else "org.a11y.Bus"
        address = DBusAddress("/org/a11y/bus", "org.a11y.Bus", interface)
        return tuple(self._ask(bus, new_method_call(address, method, signature or None, body)).body)

    @staticmethod
    def _ask(bus: DBusConnection, message: Message) -> Message:
        answer = bus.send_and_get_reply(message, timeout=PATIENCE)
        assert HeaderFields.error_name not in answer.header.fields, answer.body
        return answer


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="AT-SPI is for Linux")
def test_a_screen_reader_hears_it() -> None:
    with session_bus() as bus, virtual_screen(tray=False, compositor=False) as screen:
        reader = ScreenReader(bus)
        with driven_app(screen, DBUS_SESSION_BUS_ADDRESS=bus) as app:
            app.call("announce", "Microphone muted", False)
            assert reader.next_announcement() == (_POLITE, "Microphone muted")
            app.call("announce", "麦克风不见了。", True)
            assert reader.next_announcement() == (_ASSERTIVE, "麦克风不见了。")
        reader.close()


def test_without_one_nothing_happens(qapp: QApplication) -> None:
    widget = QWidget()
    announce(widget, "Microphone muted")
    widget.deleteLater()
