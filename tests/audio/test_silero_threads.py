"""Silero works in the thread that asks it and in no other."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Counted in a process of its own: a thread of OpenMP never ends.
PROGRAM = """
import os, threading
import numpy as np
from echoflow.audio.voice_activity import SileroModel

model = SileroModel()
window = np.zeros(512, np.int16)

def unknown_threads():
    return len(os.listdir("/proc/self/task")) - threading.active_count()

before = unknown_threads()

def listen():
    for _ in range(3):
        model.probability(window)
    print(unknown_threads() - before, end=" ")

front = threading.Thread(target=listen)
front.start()
front.join()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
def test_silero_starts_no_threads_whichever_thread_asks() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout == "0 "
