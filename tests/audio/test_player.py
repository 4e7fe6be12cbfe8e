"""A sound is played on the virtual loudspeaker, to its end or until it is cancelled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="PulseAudio is Linux's")

PATIENCE = 30.0

PROGRAM = """
import asyncio, json, sys, time
import numpy as np
from echoflow.audio.player import play
from echoflow.errors import UserError

sound = (8000 * np.sin(2 * np.pi * 440 * np.arange(44_100 * 2) / 44_100)).astype(np.int16)

async def main():
    began = time.monotonic()
    result = {}
    try:
        if sys.argv[2] == "cancel":
            async with asyncio.timeout(0.7):
                await play(sound, 44_100, sys.argv[1])
        else:
            await play(sound, 44_100, sys.argv[1])
    except TimeoutError:
        result["cancelled"] = True
    except UserError as error:
        result["refused"] = str(error)
    return result | {"seconds": time.monotonic() - began}

print(json.dumps(asyncio.run(main())))
"""


@pytest.fixture
def card() -> Iterator[VirtualSoundCard]:
    with virtual_sound_card() as card:
        yield card


def play(card: VirtualSoundCard, speaker: str, how: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, speaker, how],
        env={**os.environ, **card.environment},
        capture_output=True,
        check=True,
        text=True,
        timeout=PATIENCE,
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


@pytest.mark.parametrize(("how", "least", "most"), [("whole", 1.9, 2.1), ("cancel", 0.1, 1.2)])
def test_it_sounds_to_its_end_or_until_it_is_cancelled(
    card: VirtualSoundCard, tmp_path: Path, how: str, least: float, most: float
) -> None:
    with card.record_speaker(tmp_path / "heard.wav"):
        result = play(card, "vspk", how)

    heard, rate = soundfile.read(tmp_path / "heard.wav", dtype="int16")
    assert least < np.count_nonzero(np.abs(heard) > 500) / rate * 1.05 < most
    assert result.get("cancelled", False) == (how == "cancel")


def test_a_loudspeaker_that_is_not_there_is_told(card: VirtualSoundCard) -> None:
    refused = play(card, "Headset", "whole")["refused"]

    assert refused == "The loudspeaker “Headset” is not connected; connect it or choose another one."
