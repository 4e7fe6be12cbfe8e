"""What happens behind the window that tells how the last run ended."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from echoflow.checks.report import private
from echoflow.last_run import REPORT_NAME, RunWatch
from echoflow.pipeline.tasks import TaskGroup
from echoflow.text import tr
from echoflow.ui.crash.crash_window import CrashWindow


class CrashDesk(QObject):
    """One for the life of the app; `open` shows the last report, if there is one."""

    message = Signal(str)
    """One sentence: there is nothing to show."""

    def __init__(self, watch: RunWatch, folder: Path, parent: QObject | None = None) -> None:
        """`folder` is where `watch` keeps its report."""
        super().__init__(parent)
        self._watch = watch
        self._file = folder / REPORT_NAME
        self._tasks = TaskGroup()
        self._window: CrashWindow | None = None

    @property
    def window(self) -> CrashWindow | None:
        """The window, while it is open."""
        return self._window

    @Slot()
    def open(self) -> None:
        """Reads the report and shows it, or brings the window to the front."""
        if self._window is not None:
            self._window.open()
        else:
            self._tasks.start(self._read())

    def show(self, report: str) -> None:
        """Shows `report`, as `RunWatch.begin` returned it; nothing if it is empty."""
        if not report or self._window is not None:
            return
        # Where it happened names the folders of the program, and these the user.
        self._window = CrashWindow(private(report), private(str(self._file)))
        self._window.delete_wanted.connect(self._delete)
        self._window.closed.connect(self._closed)
        self._window.open()

    async def close(self) -> None:
        """Closes the window."""
        if self._window is not None:
            self._window.close()
        await self._tasks.wait()

    async def _read(self) -> None:
        report = ""
        with contextlib.suppress(OSError):
            report = await asyncio.to_thread(self._file.read_text, "utf-8", "replace")
        self.show(report)
        if not report:
            self.message.emit(tr("There is no report of a crash."))

    @Slot()
    def _delete(self) -> None:
        self._tasks.start(self._forget())

    async def _forget(self) -> None:
        with contextlib.suppress(OSError):
            await asyncio.to_thread(self._watch.forget)
        if self._window is not None:
            self._window.close()

    @Slot()
    def _closed(self) -> None:
        if self._window is not None:
            self._window.deleteLater()
            self._window = None
