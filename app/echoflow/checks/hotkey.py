"""Whether the keys the user chose can be listened to, and with which limits."""

from __future__ import annotations

from echoflow.checks.check import Circumstances
from echoflow.checks.findings import Finding
from echoflow.desktop.hotkeys.ladder import outlook

PLACE = "settings/talking"


async def hotkey(circumstances: Circumstances) -> Finding:
    """The running app knows how it listens; otherwise it is found out how it would."""
    if circumstances.hotkey_problem:
        return Finding("hotkey", "warning", circumstances.hotkey_problem, place=PLACE)
    if circumstances.hotkey:
        return Finding("hotkey", "ok", circumstances.hotkey)
    found = await outlook(circumstances.settings.hotkey)
    if found.works:
        return Finding("hotkey", "ok", found.sentence)
    return Finding("hotkey", "warning", found.sentence, place=PLACE)
