"""A real keyring (gnome-keyring) on a bus of a test's own, for an app that runs there.

Needs the Debian package gnome-keyring.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jeepney import message_bus
from jeepney.io.blocking import open_dbus_connection

from support.waiting import wait_until

BACKEND = "keyring.backends.SecretService.Keyring"
"""What PYTHON_KEYRING_BACKEND has to be for a program that is to use it: the tests have none."""

_NAME = "org.freedesktop.secrets"
_PASSWORD = b"open-sesame"


@contextmanager
def keyring_on(bus: str, folder: Path, *, unlocked: bool) -> Iterator[None]:
    """The keyring in `folder`, on the bus at that address, until the block is left.

    Locked, it has nowhere to ask for its password: whoever wants a secret is told at once that it stays locked. The
    first time it has to be unlocked, which makes it.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    own = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"), str(folder))
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *(["--unlock"] if unlocked else [])]
    with subprocess.Popen(
        command,
        env={**kept, **own, "DBUS_SESSION_BUS_ADDRESS": bus},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as daemon:
        assert daemon.stdin is not None
        try:
            daemon.stdin.write(_PASSWORD if unlocked else b"")
            daemon.stdin.close()
            wait_until(lambda: _is_there(bus), "the keyring")
            yield
        finally:
            daemon.terminate()


def _is_there(bus: str) -> bool:
    with open_dbus_connection(bus) as connection:
        return bool(connection.send_and_get_reply(message_bus.NameHasOwner(_NAME)).body[0])
