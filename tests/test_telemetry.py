"""That no library in EchoFlow reports on its user."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOAD = """
import asyncio
from echoflow.recognition.smart_turn import SmartTurn, find_smart_turn

async def load():
    model = SmartTurn(find_smart_turn())
    await model.load()
    await model.close()

asyncio.run(load())
"""


def test_onnx_runtime_gives_this_computer_no_identifier(tmp_path: Path) -> None:
    """It keeps one in the user's cache, beside what is to be sent."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))}
    environment["HOME"] = str(tmp_path)

    subprocess.run([sys.executable, "-c", LOAD], env=environment, check=True)

    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
