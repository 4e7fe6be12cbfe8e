"""Whether there is a tray for the icon: asked over D-Bus, where most desktops keep it, and then of the X server."""

from __future__ import annotations

import contextlib
import os

from echoflow.checks.check import Circumstances
from echoflow.checks.findings import Finding
from echoflow.checks.screen import screen_problem
from echoflow.checks.session import has_x, is_linux
from echoflow.text import tr

WATCHER = "org.kde.StatusNotifierWatcher"
"""Whoever owns this name on the session bus collects icons; it says whether anybody shows them."""

_ANSWER_SECONDS = 3.0


def tray(_circumstances: Circumstances) -> list[Finding]:
    """Nothing where there is no screen."""
    if screen_problem():
        return []
    if not is_linux():
        return [Finding("tray", "ok", tr("The system has a tray for the icon."))]
    if _has_notifier_host():
        return [Finding("tray", "ok", tr("The desktop shows icons by D-Bus (StatusNotifier)."))]
    if has_x() and _has_embedder():
        return [Finding("tray", "ok", tr("The panel has a tray for the icon (XEmbed)."))]
    return [
        Finding(
            "tray",
            "warning",
            tr("The desktop has no tray, so EchoFlow shows a small window instead of its icon."),
            tr(
                "On GNOME install the extension “AppIndicator and KStatusNotifierItem Support”; elsewhere add a tray "
                "to the panel."
            ),
        )
    ]


def _has_notifier_host() -> bool:
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    from jeepney import DBusAddress, DBusErrorResponse, Properties
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import unwrap_msg

    watcher = DBusAddress("/StatusNotifierWatcher", bus_name=WATCHER, interface=WATCHER)
    with contextlib.suppress(OSError, DBusErrorResponse, KeyError, ValueError):
        connection = open_dbus_connection("SESSION")
        try:
            ask = Properties(watcher).get("IsStatusNotifierHostRegistered")
            reply = connection.send_and_get_reply(ask, timeout=_ANSWER_SECONDS)
            [(_signature, registered)] = unwrap_msg(reply)
            return bool(registered)
        finally:
            connection.close()
    return False


def _has_embedder() -> bool:
    from Xlib.display import Display
    from Xlib.error import DisplayError, XauthError

    try:
        connection = Display()
    except (DisplayError, XauthError, OSError):
        return False
    try:
        selection = connection.intern_atom(f"_NET_SYSTEM_TRAY_S{connection.get_default_screen()}")
        return bool(connection.get_selection_owner(selection))
    finally:
        connection.close()
