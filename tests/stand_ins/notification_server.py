"""A notification server on a session bus: says what it is asked to show, over the real D-Bus protocol.

    python notification_server.py [ABILITY ...]

It says `ready` once it has its name, and then a line of JSON for each notification. Without abilities it refuses to
show anything. It ends with the bus.
"""

from __future__ import annotations

import json
import sys

from jeepney import HeaderFields, MessageType, message_bus, new_error, new_method_return
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"


def main() -> None:
    """Serves until the bus ends."""
    abilities = sys.argv[1:]
    connection = open_dbus_connection()
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    _say("ready")
    while True:
        try:
            message = connection.receive()
        except ConnectionResetError:
            return
        if message.header.message_type is not MessageType.method_call:
            continue
        member = message.header.fields[HeaderFields.member]
        if member == "GetCapabilities":
            reply = new_method_return(message, "as", (abilities,))
        elif member == "Notify" and abilities:
            app, _replaced, icon, title, body, actions, hints, timeout = message.body
            kept = {name: value for name, (_signature, value) in hints.items()}
            _say(json.dumps([app, icon, title, body, actions, kept, timeout], ensure_ascii=False))
            reply = new_method_return(message, "u", (7,))
        else:
            reply = new_error(message, "org.freedesktop.Notifications.Error", "s", ("too many",))
        connection.send(reply)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
