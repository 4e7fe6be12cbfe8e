"""Notifications of the desktop: what the user has to know while nothing of the app is on the screen.

On Linux over D-Bus, as https://specifications.freedesktop.org/notification-spec/1.2/ has it; elsewhere the icon in the
tray shows them.
"""

from __future__ import annotations

import asyncio
import html
import importlib
import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from echoflow import APP_ID
from echoflow.paths import resources_folder

if TYPE_CHECKING:
    from jeepney.io.asyncio import DBusRouter

_LOG = logging.getLogger(__name__)

QUIET_SECONDS = 30.0
"""The same sentence is not told again within this time."""

_PATIENCE_SECONDS = 5.0
"""For a server that answers within milliseconds; it may have to be started first."""

_NAME = "org.freedesktop.Notifications"

_LEAST_URGENT_SHOWN = 1
"""Normal: those below it are not shown by every desktop, those above it stay until they are clicked away."""

_AS_LONG_AS_USUAL = -1


@dataclass(frozen=True, slots=True)
class NoticeLog:
    """What has been told, and when; a value, so that the time is the caller's.

    Attributes:
        told: seconds on a monotonic clock, by sentence.
    """

    told: Mapping[str, float] = field(default_factory=dict, hash=False)

    def is_due(self, sentence: str, now: float, *, wanted: bool, seen: bool) -> bool:
        """Whether the desktop is to show it: the user wants to be told, does not see it already and was not just told.

        `seen` is whether a window of the app shows it.
        """
        return wanted and not seen and now - self.told.get(sentence, -QUIET_SECONDS) >= QUIET_SECONDS

    def after(self, sentence: str, now: float) -> NoticeLog:
        """As it is once `sentence` has been told; what is too old to matter is forgotten."""
        recent = {each: at for each, at in self.told.items() if now - at < QUIET_SECONDS}
        return replace(self, told={**recent, sentence: now})


async def notify(title: str, sentence: str) -> bool:
    """Has the desktop show `sentence` under `title`; False where it has no server for that, which is no error."""
    if not sys.platform.startswith("linux"):
        return False
    # It takes longer than the loop may wait.
    await asyncio.to_thread(importlib.import_module, "jeepney.io.asyncio")
    from jeepney.io.asyncio import open_dbus_router

    try:
        async with asyncio.timeout(_PATIENCE_SECONDS), open_dbus_router() as router:
            abilities = await _call(router, "GetCapabilities")
            body = html.escape(sentence, quote=False) if "body-markup" in abilities[0] else sentence
            icon = (resources_folder() / "icons" / "echoflow.svg").as_uri()
            hints = {"desktop-entry": ("s", APP_ID), "urgency": ("y", _LEAST_URGENT_SHOWN)}
            arguments: tuple[Any, ...] = ("EchoFlow", 0, icon, title, body, [], hints, _AS_LONG_AS_USUAL)
            await _call(router, "Notify", "susssasa{sv}i", arguments)
    except (OSError, EOFError, ValueError, KeyError, RuntimeError, TimeoutError) as error:
        _LOG.info("no notification server: %s", str(error) or type(error).__name__)
        return False
    return True


async def _call(router: DBusRouter, method: str, signature: str = "", body: tuple[Any, ...] = ()) -> tuple[Any, ...]:
    """Raises ValueError where the server refuses."""
    from jeepney import DBusAddress, MessageType, new_method_call

    server = DBusAddress(f"/{_NAME.replace('.', '/')}", bus_name=_NAME, interface=_NAME)
    answer = await router.send_and_get_reply(new_method_call(server, method, signature or None, body))
    if answer.header.message_type is MessageType.error:
        raise ValueError(answer.body[0] if answer.body else "refused")
    return tuple(answer.body)
