"""Lets sounddevice find the PortAudio that comes with the program where the system has none.

On Linux sounddevice asks only `ctypes.util.find_library`, which does not look into the program's folder.
"""

import ctypes.util
import sys
from pathlib import Path

_find_in_system = ctypes.util.find_library


def _find_library(name: str) -> str | None:
    found = _find_in_system(name)
    packaged = Path(sys._MEIPASS) / "libportaudio.so.2"
    if found is None and name == "portaudio" and packaged.exists():
        return str(packaged)
    return found


ctypes.util.find_library = _find_library
