"""Coroutines on Qt's event loop, as the app runs them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication

from echoflow.commands.runner import qt_event_loop

T = TypeVar("T")

PATIENCE = 10.0


def run_in_qt(application: QApplication, work: Coroutine[Any, Any, T]) -> T:
    """Runs `work` to its end; an exception in a task of its own fails as well."""
    problems: list[dict[str, Any]] = []
    # As in the app: closing a window ends nothing.
    application.setQuitOnLastWindowClosed(False)
    with qt_event_loop(application) as loop:
        loop.set_exception_handler(lambda _loop, context: problems.append(context))
        result = loop.run_until_complete(work)
    assert problems == []
    return result


async def until(condition: Callable[[], object], what: str) -> None:
    """Lets everything else happen until `condition` holds; TimeoutError naming `what` if it never does."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not happen")
        await asyncio.sleep(0.005)
