"""A tray of today's desktops on a session bus: the watcher of status notifier items, with a host that shows them.

    python tray_watcher.py

It says `ready` once it has its name, and `docked` for each icon that registers. It ends with the bus.
"""

from __future__ import annotations

import sys

from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.blocking import open_dbus_connection

NAME = "org.kde.StatusNotifierWatcher"


def main() -> None:
    """Serves until the bus ends."""
    connection = open_dbus_connection()
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    connection.send(new_signal(DBusAddress("/StatusNotifierWatcher", interface=NAME), "StatusNotifierHostRegistered"))
    properties = {
        "IsStatusNotifierHostRegistered": ("b", True),
        "ProtocolVersion": ("i", 0),
        "RegisteredStatusNotifierItems": ("as", []),
    }
    _say("ready")
    while True:
        try:
            message = connection.receive()
        except ConnectionResetError:
            return
        if message.header.message_type is not MessageType.method_call:
            continue
        member = message.header.fields[HeaderFields.member]
        if member == "Get":
            reply = new_method_return(message, "v", (properties[message.body[1]],))
        elif member == "GetAll":
            reply = new_method_return(message, "a{sv}", (properties,))
        else:
            reply = new_method_return(message)
        connection.send(reply)
        if member == "RegisterStatusNotifierItem":
            _say("docked")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
