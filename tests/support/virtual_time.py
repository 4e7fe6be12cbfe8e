"""An event loop whose clock is turned instead of waited for: ten minutes of backing off take no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Clock(selectors.SelectSelector):
    """Waits for nothing: whoever would wait until a timer is due is told that it is."""

    now = 1000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if timeout is None and not ready:
            raise RuntimeError("everything waits for something that never comes")
        if not ready and timeout:
            self.now += timeout
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """`time()` jumps to the next timer. For coroutines that wait for timers and each other, not for threads."""

    def __init__(self) -> None:
        self._selector_clock = _Clock()
        super().__init__(self._selector_clock)

    def time(self) -> float:
        return self._selector_clock.now


def run_in_virtual_time(scenario: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Runs `scenario` to its end; nothing may be left under way."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        problems: list[dict[str, Any]] = []
        runner.get_loop().set_exception_handler(lambda _loop, context: problems.append(context))
        result = runner.run(_alone(scenario()))
    assert not problems, problems
    return result


async def _alone(scenario: Coroutine[Any, Any, T]) -> T:
    result = await scenario
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not left, f"left under way: {left}"
    return result
