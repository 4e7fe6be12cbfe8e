"""Microphone and loudspeaker are tried for real: on a card made for it, and by what can be heard in a second."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from echoflow.audio.frames import Samples
from echoflow.audio.recorder import Recording
from echoflow.checks.sound import judge
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card

RATE = 48_000
NOISE = np.random.default_rng(1).standard_normal(RATE)

PROGRAM = """
import json
from support.checking import findings
names = ("microphone", "speaker", "echo")
print(json.dumps({name: [(each.status, each.sentence, each.remedy) for each in findings(name)] for name in names}))
"""


def recorded(samples: Samples) -> Recording:
    return Recording(samples, RATE)


@pytest.mark.parametrize(
    ("samples", "status", "said"),
    [
        (np.zeros(RATE, np.int16), "problem", "digital silence"),
        (np.full(RATE, -1, np.int16), "problem", "digital silence"),
        (np.zeros(0, np.int16), "problem", "digital silence"),
        (np.asarray(NOISE, np.int16), "warning", "next to nothing"),
        (np.asarray(NOISE * 30, np.int16), "ok", "48 kHz, −61 dB"),
        (np.asarray(np.clip(NOISE * 30_000, -32_768, 32_767), np.int16), "warning", "cut off"),
    ],
)
def test_a_second_tells_what_is_wrong_with_a_microphone(samples: Samples, status: str, said: str) -> None:
    found = judge(recorded(samples), "USB Headset")
    assert found.status == status
    assert said in found.sentence
    assert bool(found.remedy) == (status != "ok")


@pytest.fixture
def card() -> Iterator[VirtualSoundCard]:
    if not sys.platform.startswith("linux"):
        pytest.skip("PulseAudio is Linux's")
    with virtual_sound_card() as card:
        yield card


def look(card: VirtualSoundCard) -> dict[str, list[tuple[str, str, str]]]:
    """What the checks find on `card`, in a process of its own."""
    environment = {**os.environ, **card.environment, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    found: dict[str, list[tuple[str, str, str]]] = json.loads(done.stdout)
    return found


def test_a_card_that_delivers_nothing_is_found_out(card: VirtualSoundCard) -> None:
    found = look(card)
    [(status, sentence, remedy)] = found["microphone"]
    assert status == "problem"
    assert "digital silence" in sentence
    assert "mute" in remedy
    assert [status for status, *_ in found["speaker"]] == ["ok"]
    assert "does not hear the loudspeaker" in found["echo"][0][1]


def test_an_echo_is_measured_on_the_way_conversations_take(card: VirtualSoundCard, tmp_path: Path) -> None:
    loop = ["pactl", "load-module", "module-loopback", "source=spk.monitor", "sink=micfeed", "latency_msec=60"]
    subprocess.run(loop, env={**os.environ, **card.environment}, check=True, capture_output=True)
    soundfile.write(tmp_path / "room.wav", np.tile(NOISE * 0.001, 30), RATE)
    room = card.start_playing_into_microphone(tmp_path / "room.wav")
    try:
        found = look(card)
    finally:
        room.terminate()
        room.wait()
    [(status, sentence, _)] = found["microphone"]
    assert (status, "delivers sound" in sentence) == ("ok", True)
    [(_, sentence, _)] = found["echo"]
    assert "The microphone hears the loudspeaker" in sentence
