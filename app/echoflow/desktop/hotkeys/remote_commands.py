"""The last rung: where EchoFlow cannot have hotkeys of its own, the desktop starts a command of ours for a shortcut."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

from echoflow.desktop.program import command
from echoflow.text import tr

_USUAL_FOLDERS = ("/usr/bin", "/usr/local/bin")
"""Where any desktop finds a command by its name."""


def remote_command(word: str = "toggle") -> str:
    """What to type for `word` (`talk`, `stop` or `toggle`) so that any shell and any desktop finds it."""
    if getattr(sys, "frozen", False):
        return shlex.join([*command(), word])
    found = shutil.which("echoflow", path=":".join(_USUAL_FOLDERS))
    if found is not None:
        return f"echoflow {word}"
    # Beside the interpreter of an environment, and usable without entering that.
    script = Path(sys.executable).with_name("echoflow")
    if script.exists():
        return shlex.join([str(script), word])
    return shlex.join([*command(), word])


def with_command(sentence: str) -> str:
    """`sentence`, and what the user can do without hotkeys."""
    remedy = tr(
        "Bind the command “{command}” to a shortcut in the keyboard settings of your desktop.",
        command=remote_command(),
    )
    return tr("{before} {after}", before=sentence, after=remedy)
