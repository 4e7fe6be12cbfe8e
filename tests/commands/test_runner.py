"""The Qt loop does what asyncio's own loops do and qasync leaves out."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncGenerator

from PySide6.QtWidgets import QApplication

from echoflow.commands.runner import qt_event_loop


def test_a_generator_that_was_left_behind_is_closed_even_if_that_takes_waiting(qapp: QApplication) -> None:
    closed = asyncio.Event()

    async def numbers() -> AsyncGenerator[int, None]:
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0.01)
            closed.set()

    async def leave_it() -> None:
        generator = numbers()
        assert await anext(generator) == 1
        del generator
        gc.collect()
        async with asyncio.timeout(5):
            await closed.wait()

    with qt_event_loop(qapp) as loop:
        loop.run_until_complete(leave_it())
