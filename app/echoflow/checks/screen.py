"""The screen, and whether it can show what is translucent."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from echoflow.checks.check import Circumstances, in_thread
from echoflow.checks.findings import Finding
from echoflow.checks.session import has_x, is_wayland
from echoflow.text import listed, tr


def screen_problem() -> str | None:
    """Why no window can be shown here, or None."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return tr("There is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set.")
    return None


async def screen(_circumstances: Circumstances) -> Finding:
    """Which screens there are; `echoflow doctor` shows no window and only sees whether the X server answers."""
    remedy = tr("Start EchoFlow from a desktop session, or use 'echoflow converse' and 'echoflow serve'.")
    if problem := screen_problem():
        return Finding("screen", "warning", problem, remedy)
    if isinstance(QCoreApplication.instance(), QGuiApplication):
        screens = listed(
            f"{each.size().width()}×{each.size().height()} @ {each.devicePixelRatio():.0%}"
            for each in QGuiApplication.screens()
        )
        return Finding(
            "screen", "ok", tr("Screens: {screens} ({system}).", screens=screens, system=QGuiApplication.platformName())
        )
    if has_x() and not is_wayland() and (reason := await in_thread(_refusal)):
        sentence = tr("The screen {name} does not answer: {reason}", name=os.environ["DISPLAY"], reason=reason)
        return Finding("screen", "warning", sentence, remedy)
    return Finding("screen", "ok", tr("There is a screen."))


def _refusal() -> str:
    """What the X server, or its absence, says; empty if it lets us in."""
    from Xlib.display import Display
    from Xlib.error import DisplayError, XauthError

    try:
        Display().close()
    except (DisplayError, XauthError, OSError) as error:
        return str(error)
    return ""


def compositor(_circumstances: Circumstances) -> list[Finding]:
    """Nothing where there is no screen."""
    from echoflow.desktop.compositing import has_compositor

    if screen_problem():
        return []
    if has_compositor():
        return [Finding("compositor", "ok", tr("Windows can be translucent here."))]
    return [
        Finding(
            "compositor",
            "warning",
            tr("Nothing blends windows on this screen, so the overlay has hard edges and does not fade."),
            tr("Start a compositor, such as picom, or turn on compositing in the settings of your desktop."),
        )
    ]
