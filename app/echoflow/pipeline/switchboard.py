"""Where it is told that an engine failed or that another one serves."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Switchboard(QObject):
    """What the engines tell of themselves. They outlive the sessions, which connect to it and disconnect."""

    failed = Signal(str, str, str)
    """Stage, engine and one sentence: it cannot serve any more. For the events; what the user has to know comes by
    `switched`, or as the error of what they asked for."""
    switched = Signal(str, str, str, str)
    """Stage, the engine that served, the one that does now, and one sentence for the user; it is empty where it would
    only say again what was said a moment ago. Both engines may be the same: the reason has changed."""
    progress = Signal(str, str)
    """Stage and one sentence for the user: what the answer is waiting for."""
