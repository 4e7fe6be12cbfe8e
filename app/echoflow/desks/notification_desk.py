"""Tells the user through the desktop what they would miss otherwise."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Slot

from echoflow.desktop.notifications import NoticeLog, notify
from echoflow.pipeline.tasks import TaskGroup

TITLE = "EchoFlow"


class NotificationDesk(QObject):
    """Decides what is notified, and does it without anybody waiting for it."""

    def __init__(
        self,
        fallback: Callable[[str], object],
        *,
        wanted: Callable[[], bool],
        show: Callable[[str, str], Awaitable[bool]] = notify,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`fallback` shows a sentence where the desktop itself cannot; `wanted` is whether the user wants to be told.

        `show` gets a title and a sentence and tells whether the desktop has shown them; `clock` counts seconds.
        """
        super().__init__(parent)
        self._fallback = fallback
        self._wanted = wanted
        self._notify = show
        self._clock = clock
        self._log = NoticeLog()
        self._tasks = TaskGroup()

    @Slot(str, bool)
    def tell(self, sentence: str, seen: bool) -> None:
        """The user has to know `sentence`; `seen` is whether a window of the app shows it."""
        now = self._clock()
        if self._log.is_due(sentence, now, wanted=self._wanted(), seen=seen):
            self._log = self._log.after(sentence, now)
            self._tasks.start(self._show(sentence))

    async def close(self) -> None:
        """Tells nothing more."""
        self._tasks.cancel()
        await self._tasks.wait()

    async def _show(self, sentence: str) -> None:
        if not await self._notify(TITLE, sentence):
            self._fallback(sentence)
