"""`echoflow converse`: a conversation over a recording, in real time."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QObject

from echoflow.audio.endpoints.wav_file import WavFileEndpoint
from echoflow.audio.frames import PLAYBACK_RATE, Samples
from echoflow.audio.sound_file import OutputRecording, read_speech
from echoflow.commands import runner
from echoflow.commands.console import tell
from echoflow.commands.conversation_printer import ConversationPrinter
from echoflow.commands.options import engine_choice, session_options, user_settings
from echoflow.conversation.turn_taking import State
from echoflow.errors import UsageError, UserError
from echoflow.pipeline.cloud_access import open_clouds
from echoflow.pipeline.engine_factory import create
from echoflow.pipeline.engines import Engines
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
    choice.check()
    samples = read_speech(arguments.input)
    check_places(arguments.input, arguments.output, arguments.events)
    options = session_options(arguments, settings, choice)
    async with open_clouds(choice, settings) as (clouds, cloud_problems):
        for problem in problems + cloud_problems:
            tell(problem)
        return await converse_over(samples, create(choice, clouds), options, arguments.output, arguments.events)


async def converse_over(
    samples: Samples, engines: Engines, options: SessionOptions, output: Path, events_file: Path | None
) -> int:
    """Loads the engines, holds a conversation over `samples` (16 kHz mono) and writes what it said to `output`.

    What was at the two places stays until there is something to replace it. A conversation that is broken off is
    written as far as it went.

    Returns:
        The exit status.

    Raises:
        UserError: an engine, or one of the files, cannot be used.
    """
    with OutputRecording(output, PLAYBACK_RATE) as recording, EventFile(events_file) as events:
        await engines.load(tell)
        try:
            endpoint = WavFileEndpoint(samples, recording, PLAYBACK_RATE)
            await hold(endpoint, engines, options, events)
        except asyncio.CancelledError:
            recording.commit()
            tell(tr("Broken off; the replies up to here are in {file}.", file=output))
            raise
        finally:
            await engines.close()
        recording.commit()
        tell(tr("The replies are in {file}.", file=output))
        return 1 if events.failed else 0


def check_places(recording: Path, output: Path, events: Path | None) -> None:
    """Refuses to write two files to one place, or over the recording.

    Raises:
        UsageError: one sentence.
    """
    if same_file(recording, output):
        raise UsageError(tr("The output {file} is the recording itself; name another file.", file=output))
    if events is not None and same_file(recording, events):
        raise UsageError(tr("The events file {file} is the recording itself; name another file.", file=events))
    if events is not None and same_file(output, events):
        raise UsageError(tr("The replies and the events cannot both go to {file}; name two files.", file=events))


def same_file(one: Path, other: Path) -> bool:
    """Whether both names mean one file, which need not exist yet."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return os.path.realpath(one) == os.path.realpath(other)


async def hold(endpoint: WavFileEndpoint, engines: Engines, options: SessionOptions, events: EventFile) -> None:
    """Holds one conversation over `endpoint` until the recording and the last reply are over."""
    session = Session(endpoint, engines, options)
    printer = ConversationPrinter(session)
    session.failed.connect(tell)
    session.degraded.connect(tell)
    session.notice.connect(tell)
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
    """Writes a session's events to a file, a line each; what was in the file stays until the first event.

    A file that cannot be written any more is told of once, and the conversation goes on.

    Attributes:
        failed: events were lost.
    """

    def __init__(self, path: Path | None) -> None:
        """Checks that the file can be written; None writes nothing.

        Raises:
            UserError: it cannot.
        """
        super().__init__()
        self.failed = False
        self._path = path
        self._file: TextIO | None = None
        self._was_there = path is not None and path.exists()
        if path is not None:
            try:
                with path.open("a", encoding="utf-8"):
                    pass
            except OSError as error:
                raise UserError(_unwritable(path, error)) from error

    def __enter__(self) -> EventFile:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            # Every line was flushed, or its failure told.
            with contextlib.suppress(OSError):
                self._file.close()
        elif self._path is not None and not self._was_there:
            self._path.unlink(missing_ok=True)

    def follow(self, session: Session) -> None:
        """Writes the events of `session` from now on."""
        session.log.recorded.connect(self.write)

    def write(self, event: dict[str, object]) -> None:
        """Writes one event."""
        if self._path is None or self.failed:
            return
        try:
            if self._file is None:
                self._file = self._path.open("w", encoding="utf-8")
            self._file.write(json.dumps(event, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as error:
            self.failed = True
            tell(_unwritable(self._path, error))


def _unwritable(path: Path, error: OSError) -> str:
    return tr("The events cannot be written to {file}: {reason}.", file=path, reason=error.strerror)
