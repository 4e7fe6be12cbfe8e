"""A conversation as lines to read."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QObject

from echoflow.commands.console import show
from echoflow.conversation.timeline import Timeline
from echoflow.errors import UserError
from echoflow.pipeline.session import Session
from echoflow.text import tr


class ConversationPrinter(QObject):
    """Prints what is said to stdout as it goes, with the latency of each turn."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        session.manager.turn_taken.connect(self._turn_taken)
        session.manager.reply_finished.connect(self._reply_finished)
        session.manager.interrupted.connect(self._interrupted)
        session.log.turn_timed.connect(self._turn_timed)
        self._latency = ""

    def _turn_taken(self, _turn: int, _revision: int, text: str) -> None:
        _show(tr("You:  {text}", text=text))

    def _turn_timed(self, timeline: Timeline) -> None:
        if timeline.voice_to_voice is not None:
            milliseconds = round(timeline.voice_to_voice * 1000)
            self._latency = tr("answered after {milliseconds} ms", milliseconds=milliseconds)

    def _reply_finished(self, _turn: int, _revision: int, heard: str) -> None:
        _show(tr("Echo: {text}  ({note})", text=heard, note=self._latency))

    def _interrupted(self, _turn: int, _revision: int, heard: str) -> None:
        note = tr("{latency}, interrupted", latency=self._latency)
        _show(tr("Echo: {text}  ({note})", text=heard, note=note))


def _show(line: str) -> None:
    """The conversation goes on, and is written to its files, when nobody reads its lines any more."""
    with contextlib.suppress(BrokenPipeError, UserError):
        show(line)
