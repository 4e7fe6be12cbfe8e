"""What the user told their desktop about how things should look: dark or light, strong contrast, little motion.

Qt knows the colour scheme of most desktops, the contrast of some, and of motion nothing. On Linux the settings portal
is asked, or GNOME's own settings where there is no portal; on Windows and macOS the system.
"""

from __future__ import annotations

import asyncio
import ctypes
import ctypes.util
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

_LOG = logging.getLogger(__name__)

PORTAL_NAME = "org.freedesktop.portal.Desktop"
PORTAL_PATH = "/org/freedesktop/portal/desktop"
PORTAL_INTERFACE = "org.freedesktop.portal.Settings"

_STANDARD = "org.freedesktop.appearance"
_GNOME = "org.gnome.desktop.interface"
_GNOME_ACCESSIBILITY = "org.gnome.desktop.a11y.interface"
_KDE = "org.kde.kdeglobals.KDE"
NAMESPACES = (_STANDARD, _GNOME, _GNOME_ACCESSIBILITY, _KDE)

_PATIENCE_SECONDS = 5.0
"""For a portal or a program that answers within milliseconds, if at all; a portal may have to be started first."""

PortalSettings: TypeAlias = Mapping[str, Mapping[str, Any]]
"""By namespace and key."""


@dataclass(frozen=True, slots=True)
class DesktopAppearance:
    """The user's wishes; None where the desktop does not say.

    Attributes:
        dark: dark colours.
        high_contrast: writing and edges that stand out.
        reduced_motion: nothing that glides or flows.
    """

    dark: bool | None = None
    high_contrast: bool | None = None
    reduced_motion: bool | None = None


def read_portal(settings: PortalSettings) -> DesktopAppearance:
    """What the settings of a portal say; those the standard names go before those of a desktop."""

    def value(namespace: str, key: str) -> Any:
        return settings.get(namespace, {}).get(key)

    def first(*answers: bool | None) -> bool | None:
        return next((answer for answer in answers if answer is not None), None)

    # https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html: 0 is "no preference".
    scheme = {1: True, 2: False}.get(value(_STANDARD, "color-scheme"))
    contrast = {1: True}.get(value(_STANDARD, "contrast"))
    motion = {1: True}.get(value(_STANDARD, "reduced-motion"))
    animations = value(_GNOME, "enable-animations")
    factor = value(_KDE, "AnimationDurationFactor")
    return DesktopAppearance(
        scheme,
        first(contrast, value(_GNOME_ACCESSIBILITY, "high-contrast")),
        first(motion, None if animations is None else not animations, None if factor is None else _is_zero(factor)),
    )


def _is_zero(text: object) -> bool:
    try:
        return float(str(text)) == 0.0
    except ValueError:
        return False


async def follow_appearance(changed: Callable[[DesktopAppearance], None]) -> None:
    """Tells what the desktop says now, and again whenever it changes, until it is cancelled.

    Returns when nothing more is to be expected: where the system has to be asked, it is asked once.
    """
    if not sys.platform.startswith("linux"):
        changed(await asyncio.to_thread(_read_system))
        return
    try:
        await _follow_portal(changed)
    except (OSError, EOFError, ValueError, KeyError, TimeoutError) as error:
        _LOG.info("no settings portal: %s", str(error) or type(error).__name__)
        changed(await asyncio.to_thread(_read_gnome))


async def _follow_portal(changed: Callable[[DesktopAppearance], None]) -> None:
    """Raises OSError, EOFError, ValueError, KeyError or TimeoutError where there is no portal to ask."""
    from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
    from jeepney.io.asyncio import Proxy, open_dbus_router

    portal = DBusAddress(PORTAL_PATH, bus_name=PORTAL_NAME, interface=PORTAL_INTERFACE)
    news = MatchRule(type="signal", interface=PORTAL_INTERFACE, member="SettingChanged", path=PORTAL_PATH)
    async with open_dbus_router() as router:
        with router.filter(news, queue=asyncio.Queue()) as queue:
            await asyncio.wait_for(Proxy(message_bus, router).AddMatch(news), _PATIENCE_SECONDS)
            question = new_method_call(portal, "ReadAll", "as", (list(NAMESPACES),))
            answer = await asyncio.wait_for(router.send_and_get_reply(question), _PATIENCE_SECONDS)
            if HeaderFields.error_name in answer.header.fields:
                raise ValueError(answer.header.fields[HeaderFields.error_name])
            settings = {
                namespace: {key: _bare(value) for key, value in values.items()}
                for namespace, values in answer.body[0].items()
            }
            changed(read_portal(settings))
            while True:
                namespace, key, value = (await queue.get()).body
                if namespace in NAMESPACES:
                    settings.setdefault(namespace, {})[key] = _bare(value)
                    changed(read_portal(settings))


def _bare(value: Any) -> Any:
    """What is in a D-Bus variant; some portals wrap it twice."""
    while isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):
        value = value[1]
    return value


def _read_gnome() -> DesktopAppearance:
    """From GNOME's own settings, which other desktops on its libraries share. Blocks for some 10 ms."""
    if shutil.which("gsettings") is None:
        return DesktopAppearance()
    values = {
        _GNOME: {"enable-animations": _gsetting(_GNOME, "enable-animations")},
        _GNOME_ACCESSIBILITY: {"high-contrast": _gsetting(_GNOME_ACCESSIBILITY, "high-contrast")},
    }
    return read_portal(values)


def _gsetting(schema: str, key: str) -> bool | None:
    """None where it is not known, as without the schema."""
    try:
        done = subprocess.run(
            ["gsettings", "get", schema, key], capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return {"true": True, "false": False}.get(done.stdout.strip())


def _read_system() -> DesktopAppearance:
    """Whether Windows or macOS is set to little motion; Qt knows the rest there."""
    try:
        if sys.platform == "win32":
            return DesktopAppearance(reduced_motion=not _windows_animates())
        if sys.platform == "darwin":
            return DesktopAppearance(reduced_motion=_macos_reduces_motion())
    except (OSError, AttributeError) as error:
        _LOG.info("the system does not say how much motion it wants: %s", error)
    return DesktopAppearance()


def _windows_animates() -> bool:
    """Settings, Accessibility, Visual effects, Animation effects."""
    spi_get_client_area_animation = 0x1042
    enabled = ctypes.c_int(1)
    user32 = getattr(ctypes, "windll").user32  # noqa: B009  # the type checker knows it on Windows only
    user32.SystemParametersInfoW(spi_get_client_area_animation, 0, ctypes.byref(enabled), 0)
    return bool(enabled.value)


def _macos_reduces_motion() -> bool:
    """System Settings, Accessibility, Display, Reduce motion: NSWorkspace.accessibilityDisplayShouldReduceMotion."""
    ctypes.CDLL(ctypes.util.find_library("AppKit"))
    objc = ctypes.CDLL(ctypes.util.find_library("objc"))
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = [ctypes.c_char_p]

    def send(target: int, selector: bytes, result: Any) -> Any:
        # The function has the type of the method it is to call.
        method = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", objc))
        return method(target, objc.sel_registerName(selector))

    workspace = send(objc.objc_getClass(b"NSWorkspace"), b"sharedWorkspace", ctypes.c_void_p)
    return bool(send(workspace, b"accessibilityDisplayShouldReduceMotion", ctypes.c_bool))
