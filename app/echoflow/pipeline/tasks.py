"""Coroutines started from synchronous code, owned until they are done."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class TaskGroup:
    """Holds its tasks strongly (the loop does not), cancels them together, and lets no error pass unseen.

    An exception that a task did not handle reaches the loop's exception handler.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Runs `work` on the running loop."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            task.get_loop().call_exception_handler({"message": "A task failed", "exception": error, "task": task})

    def cancel(self) -> None:
        """Asks all tasks to end."""
        for task in self._tasks:
            task.cancel()

    async def wait(self) -> None:
        """Returns when none is left."""
        if self._tasks:
            await asyncio.wait(self._tasks)
