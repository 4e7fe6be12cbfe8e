"""Whether the keys the user chose can be listened to, and with which limits."""

from __future__ import annotations

from echoflow.checks.check import Circumstances
from echoflow.checks.findings import Finding
from echoflow.desktop.hotkey import Hotkey
from echoflow.text import tr

PLACE = "settings/talking"


def hotkey(circumstances: Circumstances) -> Finding:
    """The running app knows how it listens; otherwise it is found out how it would."""
    if circumstances.hotkey_problem:
        return Finding("hotkey", "warning", circumstances.hotkey_problem, place=PLACE)
    if circumstances.hotkey:
        return Finding("hotkey", "ok", circumstances.hotkey)
    chord = circumstances.settings.hotkey
    if reason := Hotkey(chord).unavailable_reason():
        return Finding("hotkey", "warning", reason, place=PLACE)
    return Finding("hotkey", "ok", tr("The hotkey {chord} can be used.", chord=chord))
