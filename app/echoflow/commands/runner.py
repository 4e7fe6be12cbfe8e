"""Runs a coroutine on a Qt event loop, with or without a screen, and ends it in good order."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import qasync
import shiboken6
from PySide6.QtCore import QCoreApplication

from echoflow.commands.console import tell
from echoflow.crash import unforeseen_errors

SWITCH_INTERVAL = 0.001
"""Seconds. With the default of 5 ms one busy Python thread delays the main loop by 60 to 120 ms, with this by 1.5 to
10 (measured, PySide6 6.12 and qasync 0.28 on two cores)."""


def run(main: Coroutine[Any, Any, int], create_application: Callable[[], QCoreApplication] | None = None) -> int:
    """Runs `main` to its end and returns its result; a signal to end cancels it, and gives 128 and its number.

    The application is never told to quit: that would stop the loop under the coroutine's feet. Ending is returning.
    """
    sys.setswitchinterval(SWITCH_INTERVAL)
    application = QCoreApplication.instance() or (create_application or _application)()
    with qt_event_loop(application) as loop:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(_cancellable(main))


@contextmanager
def qt_event_loop(application: QCoreApplication) -> Iterator[asyncio.AbstractEventLoop]:
    """A loop that is Qt's and asyncio's, closed at the end for good.

    What was still scheduled, if only to be cancelled, keeps its system timer in a loop that qasync has closed. The loop
    refers to itself; whichever thread collected it would have to stop timers that are this thread's, and crashed.
    """
    with qasync.QEventLoop(application) as loop, _closing_of_generators(loop):
        yield loop
    shiboken6.delete(loop._timer)


@contextmanager
def _closing_of_generators(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Closes asynchronous generators that were left behind, as asyncio's own loops do and qasync's does not.

    Libraries leave some, such as those over the sound or text of an answer that was broken off. Without a loop to wait
    in Python can only complain of each.
    """
    closing: set[asyncio.Task[None]] = set()

    def close(generator: AsyncGenerator[Any, None]) -> None:
        task = loop.create_task(generator.aclose())
        closing.add(task)
        task.add_done_callback(closing.discard)

    def forgotten(generator: AsyncGenerator[Any, None]) -> None:
        # Any thread may have collected it.
        if not loop.is_closed():
            loop.call_soon_threadsafe(close, generator)

    former = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(finalizer=forgotten)
    try:
        yield
        if closing:
            loop.run_until_complete(asyncio.wait(closing))
    finally:
        sys.set_asyncgen_hooks(*former)


def _application() -> QCoreApplication:
    return QCoreApplication(["echoflow"])


async def _cancellable(main: Coroutine[Any, Any, int]) -> int:
    loop = asyncio.get_running_loop()
    task = loop.create_task(main)
    received: list[signal.Signals] = []

    def end(number: signal.Signals) -> None:
        # Only the first: another one would cancel the putting away, which is quick, and leave things lying about.
        if not received:
            task.cancel()
        received.append(number)

    # Windows' loop has no signal handlers; there KeyboardInterrupt arrives by itself.
    with contextlib.suppress(NotImplementedError):
        for number in _ending_signals():
            loop.add_signal_handler(number, end, number)
    try:
        with unforeseen_errors(tell):
            return await task
    except asyncio.CancelledError:
        return 128 + (received[0] if received else signal.SIGINT)


def _ending_signals() -> list[signal.Signals]:
    """What asks a program to end; a closed terminal only if the caller has not used `nohup`."""
    signals = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signals.append(signal.SIGHUP)
    return signals
