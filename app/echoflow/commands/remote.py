"""`echoflow talk|stop|toggle`: remote control of the running app, for desktops without global hotkeys."""

from __future__ import annotations

import argparse

from echoflow.desktop.single_instance import send_command
from echoflow.errors import UserError
from echoflow.text import tr


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; returns the exit status."""
    if not send_command(arguments.command):
        raise UserError(tr("EchoFlow is not running; start it with 'echoflow'."))
    return 0
