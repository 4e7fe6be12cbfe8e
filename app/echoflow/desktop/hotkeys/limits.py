"""What each way of hearing about hotkeys can and cannot do, in a sentence."""

from __future__ import annotations

from echoflow.desktop.hotkeys.backend import Way
from echoflow.desktop.hotkeys.remote_commands import with_command
from echoflow.text import tr


def sentence_of(way: Way) -> str:
    """For a way that works without asking anybody."""
    if way is Way.GRABS:
        return tr("EchoFlow takes its hotkeys itself and keeps them from other programs.")
    return tr("EchoFlow watches the keyboard for its hotkeys; the window in use receives these keys as well.")


def deaf() -> str:
    """Where it should work and does not."""
    return with_command(tr("The keyboard cannot be listened to here."))
