"""What takes long gives way to what cannot wait."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from echoflow.priority import HEARING, THINKING, give_way, let_give_way

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities for threads")


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_a_thread_gives_way_and_so_do_those_it_starts_but_nobody_else() -> None:
    before = niceness()

    def start_another() -> int:
        with ThreadPoolExecutor(1) as another:
            return another.submit(niceness).result()

    with ThreadPoolExecutor(1, initializer=give_way) as pool:
        lowered = pool.submit(niceness).result()
        inherited = pool.submit(start_another).result()
    assert lowered == inherited == min(19, before + HEARING)
    assert niceness() == before


def test_a_process_that_has_ended_has_nothing_to_give_way_with() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    let_give_way(ended.pid)


def test_what_is_heard_goes_before_what_is_thought() -> None:
    assert 0 < HEARING < THINKING
