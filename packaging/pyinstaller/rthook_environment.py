"""Gives other programs the library path that this one was started with: a browser would load our libraries.

The linker has read the path when this runs, so it does no harm here. Our own processes are started as if by the user,
and so find theirs by themselves.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if _before is not None:
    os.environ["LD_LIBRARY_PATH"] = _before
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
