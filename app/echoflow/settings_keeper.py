"""Brings the settings into their file, in a thread: a disk may take its time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from echoflow.errors import UserError
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store import settings as settings_store
from echoflow.store.settings import Settings


class SettingsKeeper:
    """The last settings that were given are in the file in the end; of many at once only they are written."""

    def __init__(self, file: Callable[[], Path], tell: Callable[[str], None]) -> None:
        """`tell` receives a sentence where they cannot be written."""
        self._file = file
        self._tell = tell
        self._tasks = TaskGroup()
        self._wanted: Settings | None = None
        self._is_writing = False

    def keep(self, settings: Settings) -> None:
        """Writes `settings` soon."""
        self._wanted = settings
        if not self._is_writing:
            self._is_writing = True
            self._tasks.start(self._write())

    async def close(self) -> None:
        """Returns when they are in the file."""
        await self._tasks.wait()

    async def _write(self) -> None:
        try:
            while (settings := self._wanted) is not None:
                self._wanted = None
                await asyncio.to_thread(self._save, settings)
        except UserError as error:
            self._tell(str(error))
        finally:
            self._is_writing = False

    def _save(self, settings: Settings) -> None:
        settings_store.save(settings, self._file())
