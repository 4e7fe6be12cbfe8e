"""Who goes first where there is more to do than cores to do it.

While the language model generates it keeps every core busy, and Whisper would too. Sound, the interface and the words
on their way between them need little, but at once: with all at the same priority the main loop came more than 10 ms
late in 7 to 9 % of cases during a conversation, on two cores that other programs used too, and in 4 to 5 % with these
(measured by `benchmarks/main_loop.py`). What gives way loses only what the others take, which is a few percent.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading

THINKING = 5
"""By how much the language model's process gives way (as `nice` counts): a third of a core's time against the rest."""

HEARING = 3
"""By how much recognition does: behind sound and interface, and ahead of the model, which waits for its words."""

JUDGING = 8
"""By how much the judgement whether a turn is complete does: behind the model's first words, which took twice as long
beside it (130 ms instead of 60, on two cores); the turn is not taken before 0.3 s of silence anyway."""

if sys.platform == "win32":
    CREATION_FLAGS = subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    CREATION_FLAGS = 0
"""For `subprocess.Popen` of a process that gives way; what Windows has instead of `let_give_way`."""


def let_give_way(pid: int, by: int = THINKING) -> None:
    """The process `pid`, and what it starts from now on, gives way; it may have ended already."""
    if sys.platform != "win32":
        _lower(pid, by)


def give_way(by: int = HEARING) -> None:
    """The calling thread, and threads it starts, give way to the others. Only Linux has priorities for threads."""
    if sys.platform == "linux":
        _lower(threading.get_native_id(), by)


if sys.platform != "win32":

    def _lower(identifier: int, by: int) -> None:
        try:
            # The system takes what is beyond the lowest there is for that.
            os.setpriority(os.PRIO_PROCESS, identifier, os.getpriority(os.PRIO_PROCESS, identifier) + by)
        except (ProcessLookupError, PermissionError):
            return
