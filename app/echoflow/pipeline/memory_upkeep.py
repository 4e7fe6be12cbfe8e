"""What the process does about its memory once engines have been loaded."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ARENA_MAX = -8
"""glibc's number for the most heaps there may be."""


def share_heaps() -> None:
    """Has all threads allocate from two heaps; call before there are threads.

    glibc gives each thread a heap of its own, up to eight a core, and what one of them frees no other can use: 16 MB
    for the app with its engines loaded.
    """
    if sys.platform.startswith("linux"):
        adjust = getattr(ctypes.CDLL(None), "mallopt", None)
        if adjust is not None:
            adjust(_ARENA_MAX, 2)


@contextmanager
def loading() -> Iterator[None]:
    """Around what loads engines: nothing is collected meanwhile, and memory is put in order when it is done.

    What is loaded stays, so there is nothing to collect; the rounds over it stop all threads, for 0.2 s at the end.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        tidy_up()


def tidy_up() -> None:
    """Returns to the system what loading has left over, and takes what stays out of the garbage collector's rounds.

    The local engines keep 70,000 Python objects (the voice's dictionaries, mostly). A full round over them stops all
    threads for 60 ms, in the middle of a conversation; without them it takes less than a millisecond. And they leave
    60 MB behind that are free, but still the process's (all measured on two cores).

    Call when no conversation is going on: it takes a tenth of a second. Whatever was left over from the time before is
    collected, so engines may come and go.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    if sys.platform.startswith("linux"):
        # Of glibc; other C libraries have no such thing, and need none.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
