"""All checks, in the order in which they are carried out and told: that of the areas they belong to."""

from __future__ import annotations

from echoflow.checks import clouds, echo, engines, hotkey, program, screen, sound, speed, storage, tray
from echoflow.checks.check import Check

_PROBE_SECONDS = 60.0
"""llama.cpp may build the code for a new graphics card first."""

_NETWORK_SECONDS = 60.0
"""Three services and the keyring, each with a limit of its own below this."""

CHECKS: tuple[Check, ...] = (
    Check("microphone", sound.microphone, takes_sound=True),
    Check("speaker", sound.speaker, takes_sound=True),
    Check("echo", echo.echo, takes_sound=True, on_request=True),
    Check("screen", screen.screen),
    Check("tray", tray.tray),
    Check("compositor", screen.compositor),
    Check("hotkey", hotkey.hotkey),
    Check("recognition", engines.recognition),
    Check("end of turn", engines.end_of_turn),
    Check("language_model", engines.llama, seconds=_PROBE_SECONDS),
    Check("models", engines.models),
    Check("voice", engines.voice),
    Check("latency", speed.latency),
    Check("keyring", clouds.keyring),
    Check("services", clouds.services, seconds=_NETWORK_SECONDS),
    Check("disk", storage.disk),
    Check("folders", storage.folders),
    Check("settings", storage.settings),
    Check("database", storage.database),
    Check("python", program.python),
    Check("versions", program.versions),
    Check("autostart", program.autostart),
    Check("last run", program.last_run),
)


def checks(*, with_sound: bool = False) -> tuple[Check, ...]:
    """Those to carry out; `with_sound` also those that make a noise."""
    return tuple(check for check in CHECKS if with_sound or not check.on_request)
