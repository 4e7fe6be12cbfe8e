"""A settings portal on a session bus: answers what it is told to, and tells of changes, over the real D-Bus protocol.

    python settings_portal.py

It says `ready` once it has its name. Each line of its input is JSON, [namespace, key, signature, value], and changes
that setting.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

from jeepney import HeaderFields, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import DBusAddress

NAME = "org.freedesktop.portal.Desktop"
INTERFACE = "org.freedesktop.portal.Settings"
PORTAL = DBusAddress("/org/freedesktop/portal/desktop", NAME, INTERFACE)


def main() -> None:
    """Serves until its input ends."""
    connection = open_dbus_connection()
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    settings: dict[str, dict[str, tuple[str, Any]]] = {}
    sending = threading.Lock()

    def take_changes() -> None:
        for line in sys.stdin:
            namespace, key, signature, value = json.loads(line)
            settings.setdefault(namespace, {})[key] = (signature, value)
            body = (namespace, key, (signature, value))
            with sending:
                connection.send(new_signal(PORTAL, "SettingChanged", "ssv", body))
            _say("told")
        connection.sock.shutdown(2)

    threading.Thread(target=take_changes, daemon=True).start()
    _say("ready")
    while True:
        try:
            message = connection.receive()
        except ConnectionResetError:
            return
        if message.header.message_type is not MessageType.method_call:
            continue
        if message.header.fields[HeaderFields.member] == "ReadAll":
            wanted = {name: settings[name] for name in message.body[0] if name in settings}
            reply = new_method_return(message, "a{sa{sv}}", (wanted,))
        else:
            reply = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
        with sending:
            connection.send(reply)


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
