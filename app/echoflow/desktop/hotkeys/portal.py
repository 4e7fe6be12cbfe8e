"""Hotkeys on Wayland: the desktop watches the keys and tells us, through the XDG GlobalShortcuts portal.

The desktop decides which keys these are, mostly by asking the user; what EchoFlow wants is only a proposal. A session
may bind once, so other chords are another session. A portal that comes late or restarts is followed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, NoReturn

from echoflow import APP_ID
from echoflow.desktop.hotkeys.actions import HotkeyAction
from echoflow.desktop.hotkeys.backend import Chords, HotkeyReceiver, HotkeyStatus, Way
from echoflow.desktop.hotkeys.portal_bus import REGISTRY, SESSION, PortalBus, PortalError, PortalFailure
from echoflow.desktop.hotkeys.portal_triggers import keys_in
from echoflow.desktop.hotkeys.remote_commands import with_command
from echoflow.text import tr

INTERFACE = "org.freedesktop.portal.GlobalShortcuts"

RESTART_SECONDS = 1.0
"""How long a portal that has ended is waited for before it is asked for, which starts it where the bus can."""

_MOST_RESTARTS = 3
"""A portal that ends this often before it has bound anything ends because of us."""

_CONFIGURES_SINCE = 2

_LOG = logging.getLogger(__name__)

_Shortcuts = Sequence[tuple[str, dict[str, tuple[str, Any]]]]
"""As the portal sends them: identifier, and properties with their types."""


class PortalShortcuts:
    """Hears of shortcuts that the desktop watches for; a `HotkeyBackend`."""

    def __init__(self, receiver: HotkeyReceiver, app_id: str = APP_ID) -> None:
        self._receiver = receiver
        self._app_id = app_id
        self._chords: Chords = {}
        self._task: asyncio.Task[None] | None = None
        self._bus: PortalBus | None = None
        self._session = ""
        self._version = 0

    async def open(self, chords: Chords) -> HotkeyStatus:
        """Asks the desktop for `chords`; what becomes of that is told later, since the user may be asked."""
        await self.close()
        self._chords = dict(chords)
        self._task = asyncio.get_running_loop().create_task(self._serve())
        self._task.add_done_callback(_show_unforeseen)
        return HotkeyStatus(
            Way.PORTAL, True, tr("Your desktop is asked for the hotkeys; it may ask you to allow them.")
        )

    async def configure(self) -> None:
        """The desktop's window for these keys where it has one; else it is asked for them again."""
        if self._bus is not None and self._session and self._version >= _CONFIGURES_SINCE:
            await self._bus.send(INTERFACE, "ConfigureShortcuts", "osa{sv}", (self._session, "", {}))
        else:
            self._receiver.take_status(await self.open(self._chords))

    async def close(self) -> None:
        """Gives the shortcuts back."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def _serve(self) -> None:
        """All of it, from the first word to the last; the only task there is."""
        try:
            bus = self._bus = await PortalBus.connect(self._take_signal)
        except PortalError as error:
            self._tell_failure(error)
            return
        try:
            await self._stay_bound(bus)
        except PortalError as error:
            self._tell_failure(error)
        finally:
            self._bus = None
            if self._session:
                await bus.send(SESSION, "Close", "", (), path=self._session)
                self._session = ""
            await bus.close()

    async def _stay_bound(self, bus: PortalBus) -> NoReturn:
        """Raises PortalError when there is nothing left to wait for."""
        restarts = 0
        while True:
            try:
                await self._bind(bus)
                restarts = 0
                await bus.listen()
            except PortalError as error:
                self._session = ""
                restarts += 1
                if error.failure not in (PortalFailure.GONE, PortalFailure.ABSENT) or restarts > _MOST_RESTARTS:
                    raise
                self._tell_failure(error)
                # Asking starts one that has ended, but only the desktop can start one that has never been.
                await bus.wait_for_portal(RESTART_SECONDS if error.failure is PortalFailure.GONE else None)

    async def _bind(self, bus: PortalBus) -> None:
        await bus.find_portal()
        unregistered = await self._register(bus)
        self._version = await bus.version(INTERFACE)
        try:
            created = await bus.request(
                INTERFACE, "CreateSession", "", (), asks_user=False, session_handle_token=("s", bus.new_token())
            )
            self._session = str(created["session_handle"])
            wanted = [
                (action.value, {"description": ("s", _purpose(action)), "preferred_trigger": ("s", chord.trigger)})
                for action, chord in self._chords.items()
            ]
            bound = await bus.request(
                INTERFACE, "BindShortcuts", "oa(sa{sv})s", (self._session, wanted, ""), asks_user=True
            )
        except PortalError as error:
            if error.failure is PortalFailure.UNKNOWN_APP and unregistered:
                raise PortalError(error.failure, unregistered) from error
            raise
        self._tell_bound(bound.get("shortcuts", ()))

    async def _register(self, bus: PortalBus) -> str:
        """Says who we are, before anything else; returns why that was not believed, or nothing."""
        try:
            await bus.call(REGISTRY, "Register", "sa{sv}", (self._app_id, {}))
        except PortalError as error:
            # Portals before 1.20 have no registry and do without; a later one refuses what comes next.
            if error.failure in (PortalFailure.LACKING, PortalFailure.FAILED, PortalFailure.UNKNOWN_APP):
                _LOG.info("the portal does not know %s: %s", self._app_id, error.reason)
                return error.reason
            raise
        return ""

    def _take_signal(self, interface: str, name: str, body: tuple[Any, ...]) -> None:
        if not self._session or not body or body[0] != self._session:
            return
        if interface == SESSION and name == "Closed":
            self._session = ""
            raise PortalError(PortalFailure.CLOSED)
        if interface != INTERFACE:
            return
        if name == "ShortcutsChanged":
            self._tell_bound(body[1])
        elif name in ("Activated", "Deactivated"):
            action = next((each for each in self._chords if each.value == body[1]), None)
            if action is not None:
                self._receiver.take_key(action, is_down=name == "Activated")

    def _tell_bound(self, shortcuts: _Shortcuts) -> None:
        found = {
            identifier: properties.get("trigger_description", ("s", ""))[1] for identifier, properties in shortcuts
        }
        keys = {action: keys_in(found[action.value]) for action in self._chords if action.value in found}
        problems = {action: _unbound(action) for action in self._chords if action.value not in found}
        can_configure = self._version >= _CONFIGURES_SINCE
        sentence = _watched() if keys else with_command(tr("Your desktop has given no keys to EchoFlow."))
        self._receiver.take_status(HotkeyStatus(Way.PORTAL, bool(keys), sentence, keys, problems, can_configure))

    def _tell_failure(self, error: PortalError) -> None:
        _LOG.info("the shortcuts of the portal: %s", error)
        self._receiver.take_status(HotkeyStatus(Way.PORTAL, False, _sentence(error, self._app_id)))


async def portal_outlook() -> HotkeyStatus:
    """Whether this desktop has such shortcuts, without asking for any."""
    try:
        bus = await PortalBus.connect(lambda _interface, _name, _body: None)
    except PortalError as error:
        return HotkeyStatus(Way.PORTAL, False, _sentence(error, APP_ID))
    try:
        await bus.find_portal()
        version = await bus.version(INTERFACE)
    except PortalError as error:
        return HotkeyStatus(Way.PORTAL, False, _sentence(error, APP_ID))
    finally:
        await bus.close()
    return HotkeyStatus(Way.PORTAL, True, _watched(), can_configure=version >= _CONFIGURES_SINCE)


def _show_unforeseen(task: asyncio.Task[None]) -> None:
    """Lets no error pass unseen."""
    if not task.cancelled() and (error := task.exception()) is not None:
        task.get_loop().call_exception_handler({"message": "The portal's task failed", "exception": error})


def _watched() -> str:
    return tr("Your desktop watches for the hotkeys; which keys they are is chosen in its own settings.")


def _purpose(action: HotkeyAction) -> str:
    """What the desktop calls the shortcut when it asks the user about it."""
    return {
        HotkeyAction.TALK: tr("Talk with EchoFlow"),
        HotkeyAction.TAP: tr("Talk with EchoFlow, or stop it"),
        HotkeyAction.STOP: tr("Stop EchoFlow"),
    }[action]


def _unbound(action: HotkeyAction) -> str:
    return tr(
        "Your desktop has given no keys to “{purpose}”; choose some in its keyboard settings.", purpose=_purpose(action)
    )


def _sentence(error: PortalError, app_id: str) -> str:
    match error.failure:
        case PortalFailure.ABSENT | PortalFailure.LACKING | PortalFailure.CUT_OFF:
            return with_command(tr("This desktop gives programs no hotkeys."))
        case PortalFailure.UNKNOWN_APP:
            return with_command(
                tr(
                    "Your desktop gives hotkeys only to programs that are installed: it found no {file}.",
                    file=f"{app_id}.desktop",
                )
            )
        case PortalFailure.REJECTED:
            return with_command(tr("You did not allow EchoFlow its hotkeys; it asks again when it starts."))
        case PortalFailure.CLOSED:
            return with_command(
                tr("Your desktop has taken the hotkeys back; EchoFlow asks for them again when it starts.")
            )
        case PortalFailure.GONE:
            return tr("The part of your desktop that watches for the hotkeys has ended; they come back with it.")
    reason = error.reason or tr("it gave no reason")
    return with_command(tr("Your desktop could not set up the hotkeys ({reason}).", reason=reason))
