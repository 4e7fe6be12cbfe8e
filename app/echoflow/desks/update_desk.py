"""Asks once a day whether there is a newer EchoFlow, and says so once for each; not at all unless it may."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from echoflow import __version__
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store.settings import Settings
from echoflow.store.updates import ask, remember, remembered
from echoflow.text import tr

FIRST_SECONDS = 60.0
"""After the start, which has enough to do."""


class UpdateDesk(QObject):
    """One for the life of the app. It has no window."""

    news = Signal(str)
    """There is a newer version: a sentence for the user."""

    def __init__(
        self,
        settings: Settings,
        address: str,
        file: Path,
        *,
        current: str = __version__,
        first: float = FIRST_SECONDS,
        clock: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        """Asks nothing yet.

        Args:
            settings: whether it may ask.
            address: of the public file; empty for a build that has none.
            file: where it remembers what it has told.
            current: the version that runs.
            first: seconds from the beginning to the first question.
            clock: seconds since 1970.
            parent: as for any QObject.
        """
        super().__init__(parent)
        self._settings = settings
        self._address = address
        self._file = file
        self._current = current
        self._first = first
        self._clock = clock
        self._tasks = TaskGroup()
        self._watch: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Asks from now on, if it may."""
        is_wanted = bool(self._address) and self._settings.check_for_updates
        if is_wanted and self._watch is None:
            self._watch = self._tasks.start(self._keep_asking())
        elif not is_wanted and self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def take_settings(self, settings: Settings) -> None:
        """The settings are these now."""
        self._settings = settings
        self.open()

    async def close(self) -> None:
        """Asks nothing more."""
        self._watch = None
        self._tasks.cancel()
        await self._tasks.wait()

    async def _keep_asking(self) -> None:
        await asyncio.sleep(self._first)
        record = await remembered(self._file)
        while True:
            # A computer that slept wakes up here later than it meant to, which is no harm.
            await asyncio.sleep(record.seconds_left(self._clock()))
            found = await ask(self._address)
            record = replace(record, asked=self._clock())
            if found is not None and record.is_news(found, self._current):
                record = replace(record, told=found)
                self.news.emit(tr("EchoFlow {version} is available; you get it where you got this one.", version=found))
            await remember(self._file, record)
