"""`echoflow converse`: a conversation over a recording, in real time."""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QObject

from echoflow.audio.endpoints.wav_file import WavFileEndpoint
from echoflow.audio.frames import PLAYBACK_RATE
from echoflow.audio.sound_file import OutputRecording, read_speech
from echoflow.commands import runner
from echoflow.commands.console import tell
from echoflow.commands.conversation_printer import ConversationPrinter
from echoflow.commands.options import engine_choice, session_options, user_settings
from echoflow.conversation.turn_taking import State
from echoflow.errors import UsageError, UserError
from echoflow.pipeline.engines import Engines, create
from echoflow.pipeline.session import Session, SessionOptions
from echoflow.text import tr

QUIET_SECONDS = 0.6
"""How long nothing may happen after the recording before the conversation is over; voice activity needs about 0.3 s to
tell of speech at its very end."""


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; returns the exit status."""
    return runner.run(_converse(arguments))


async def _converse(arguments: argparse.Namespace) -> int:
    # All that can be refused is refused before anything is loaded or written.
    settings, problems = user_settings()
    choice = engine_choice(arguments, settings)
    engines = create(choice)
    samples = read_speech(arguments.input)
    if same_file(arguments.input, arguments.output):
        raise UsageError(tr("The output {file} is the recording itself; name another file.", file=arguments.output))
    recording = OutputRecording(arguments.output, PLAYBACK_RATE)
    for problem in problems:
        tell(problem)
    try:
        with EventFile(arguments.events) as events:
            await engines.load(tell)
            try:
                endpoint = WavFileEndpoint(samples, recording, PLAYBACK_RATE)
                await hold(endpoint, engines, session_options(arguments, settings, choice), events)
            finally:
                await engines.close()
    except UserError:
        recording.discard()
        raise
    # A conversation that was broken off is written as far as it went.
    recording.commit()
    tell(tr("The replies are in {file}.", file=arguments.output))
    return 0


def same_file(one: Path, other: Path) -> bool:
    """Whether both names mean one existing file."""
    return one.exists() and other.exists() and one.samefile(other)


async def hold(endpoint: WavFileEndpoint, engines: Engines, options: SessionOptions, events: EventFile) -> None:
    """Holds one conversation over `endpoint` until the recording and the last reply are over."""
    session = Session(endpoint, engines, options)
    printer = ConversationPrinter(session)
    session.failed.connect(tell)
    events.follow(session)
    over = ConversationOver(session)
    try:
        session.start()
        await over.wait()
    finally:
        await session.close()
        printer.deleteLater()
        session.deleteLater()


class ConversationOver(QObject):
    """Knows when a session has nothing more to hear and nothing more to say."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._changed = asyncio.Event()
        self._input_ended = asyncio.Event()
        session.input_ended.connect(self._take_input_ended)
        session.manager.state_changed.connect(self._take_change)

    def _take_input_ended(self) -> None:
        self._input_ended.set()

    def _take_change(self) -> None:
        self._changed.set()

    async def wait(self) -> None:
        """Returns when the input has ended and nothing has happened for `QUIET_SECONDS`."""
        await self._input_ended.wait()
        while True:
            self._changed.clear()
            idle = self._session.manager.state is State.IDLE
            try:
                await asyncio.wait_for(self._changed.wait(), QUIET_SECONDS if idle else None)
            except TimeoutError:
                return


class EventFile(QObject):
    """Writes a session's events to a file, a line each; what was in the file stays until the first event."""

    def __init__(self, path: Path | None) -> None:
        """Checks that the file can be written; None writes nothing.

        Raises:
            UserError: it cannot.
        """
        super().__init__()
        self._path = path
        self._file: TextIO | None = None
        self._was_there = path is not None and path.exists()
        if path is not None:
            try:
                with path.open("a", encoding="utf-8"):
                    pass
            except OSError as error:
                raise UserError(
                    tr("The events cannot be written to {file}: {reason}.", file=path, reason=error.strerror)
                ) from error

    def __enter__(self) -> EventFile:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
        elif self._path is not None and not self._was_there:
            self._path.unlink(missing_ok=True)

    def follow(self, session: Session) -> None:
        """Writes the events of `session` from now on."""
        session.log.recorded.connect(self._write)

    def _write(self, event: dict[str, object]) -> None:
        if self._path is None:
            return
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8", buffering=1)
        self._file.write(json.dumps(event, ensure_ascii=False) + "\n")
