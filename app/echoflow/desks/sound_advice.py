"""What to tell somebody about how they are recorded; pure."""

from __future__ import annotations

from echoflow.audio.sound_level import QUIET_DECIBELS, Flaw, SoundLevel
from echoflow.text import tr

_SETTLED_SECONDS = 1.0
"""What a microphone delivers first may be a click; it is praised for nothing before."""


def flaw_advice(flaw: Flaw | None) -> str:
    """What to do better while speaking; empty if nothing."""
    match flaw:
        case Flaw.CLIPPED:
            return tr("Too loud: move away from the microphone, or turn it down.")
        case Flaw.QUIET:
            return tr("Too quiet: come closer to the microphone, or turn it up.")
        case Flaw.SILENT:
            return tr(
                "Nothing arrives, not even noise: unmute the microphone, allow its use in the settings of your system, "
                "or choose another one."
            )
        case None:
            return ""


def level_advice(level: SoundLevel) -> tuple[str, str]:
    """What to say of a level while nobody is asked to talk, and its tone."""
    if level.flaw is Flaw.CLIPPED:
        return flaw_advice(level.flaw), "warning"
    if level.flaw is Flaw.SILENT:
        return flaw_advice(level.flaw), "bad"
    if level.seconds < _SETTLED_SECONDS or level.loudest < QUIET_DECIBELS:
        return tr("Say something: the bars should reach the tall ones."), "secondary"
    return tr("The level is good."), "good"


def said_advice(words: str, *, is_faint: bool, is_clipped: bool) -> tuple[str, str]:
    """What to say of a sentence of which `words` were understood, and its tone."""
    if is_clipped or is_faint:
        return flaw_advice(Flaw.CLIPPED if is_clipped else Flaw.QUIET), "warning"
    if not words:
        return tr("Something was heard, but no words; say it once more, a little more clearly."), "warning"
    return tr("This was understood."), "good"


def nothing_heard(flaw: Flaw | None) -> str:
    """What to do when somebody was to say something, and was not heard."""
    if flaw is Flaw.SILENT:
        return flaw_advice(flaw)
    return tr("Nothing was heard; come closer to the microphone, turn it up, or choose another one.")
