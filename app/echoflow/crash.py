"""What no one foresaw: one sentence for the user, the details in a file."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from types import TracebackType
from typing import Any

from echoflow import __version__
from echoflow.errors import UserError
from echoflow.paths import FolderError, log_folder
from echoflow.text import tr


def sentence_for(error: Exception) -> str:
    """What to tell the user about `error`; one that nobody foresaw is written down first."""
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, FolderError):
        return tr(
            "The folder {folder} cannot be made: {reason}. Set ECHOFLOW_HOME to a folder you may write.",
            folder=error.filename,
            reason=error.strerror,
        )
    return report(error)


def report(error: BaseException, where: str = "") -> str:
    """Writes `error`, and `where` it came up, to the log folder and returns the sentence that says so.

    Only where it happened is written, neither its message nor the values of variables: those may hold what was said,
    or a key.
    """
    try:
        file = log_folder() / "crash.txt"
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{datetime.now().astimezone().isoformat()} EchoFlow {__version__} {where}\n{details(error)}\n")
    except OSError as reason:
        return tr("Something unexpected went wrong, and the details could not be saved: {reason}", reason=reason)
    return tr("Something unexpected went wrong; the details are in {file}.", file=file)


def details(error: BaseException) -> str:
    """Kind and place of `error` and of what it came of; no messages."""
    chain: list[str] = []
    at: BaseException | None = error
    while at is not None:
        # The message of the operating system holds at most a file's name.
        kind = f"{type(at).__module__}.{type(at).__qualname__}" + (f": {at}" if isinstance(at, OSError) else "")
        chain.append("".join(traceback.format_tb(at.__traceback__)) + kind + "\n")
        at = at.__cause__ or at.__context__
    return "which came of\n".join(chain)


@contextlib.contextmanager
def unforeseen_errors(tell: Callable[[str], None]) -> Iterator[None]:
    """Whatever fails in a Qt slot, a task or a thread becomes one sentence for `tell`; the program goes on.

    For the running loop, as long as the block lasts.
    """

    def in_slot(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        tell(report(error))

    def in_task(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        # The message is asyncio's own, and the same whatever was being said.
        where = f"{context.get('message')} {getattr(context.get('task'), 'get_name', str)()}"
        tell(report(error if isinstance(error, BaseException) else RuntimeError(), where))

    def in_thread(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            name = failure.thread.name if failure.thread is not None else ""
            sentence = report(failure.exc_value, f"in the thread {name}")
            # The loop may be closed before its threads have ended.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(tell, sentence)

    loop = asyncio.get_running_loop()
    thread_hook, threading.excepthook = threading.excepthook, in_thread
    hook, sys.excepthook = sys.excepthook, in_slot
    handler = loop.get_exception_handler()
    loop.set_exception_handler(in_task)
    try:
        yield
    finally:
        threading.excepthook = thread_hook
        sys.excepthook = hook
        loop.set_exception_handler(handler)
