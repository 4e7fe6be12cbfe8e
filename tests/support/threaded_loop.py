"""Something asynchronous on a loop of its own in a thread, for tests that block."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any


@contextmanager
def on_a_loop(thing: AbstractAsyncContextManager[Any]) -> Iterator[None]:
    """Enters `thing` there, and leaves it at the end."""
    loop = asyncio.new_event_loop()
    ready, done = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with thing:
            ready.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), name="loop of a test")
    thread.start()
    try:
        assert ready.wait(10.0)
        yield
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()
