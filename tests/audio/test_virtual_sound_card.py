"""The virtual sound card itself: other tests trust it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from support.virtual_sound_card import virtual_sound_card

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="PulseAudio is Linux's")


def test_what_is_played_is_recorded_and_the_server_is_gone_afterwards(tmp_path: Path) -> None:
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(24_000) / 24_000)).astype(np.int16)
    soundfile.write(tmp_path / "tone.wav", tone, 24_000)
    with virtual_sound_card() as card:
        with card.record_speaker(tmp_path / "heard.wav"):
            subprocess.run(["paplay", tmp_path / "tone.wav"], env={**os.environ, **card.environment}, check=True)
        card.play_into_microphone(tmp_path / "tone.wav")
        names = subprocess.run(
            [sys.executable, "-c", "import sounddevice; print([d['name'] for d in sounddevice.query_devices()])"],
            env={**os.environ, **card.environment},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
    heard, rate = soundfile.read(tmp_path / "heard.wav", dtype="int16")
    assert rate == 24_000
    assert np.count_nonzero(np.abs(heard) > 1000) > 18_000
    assert {"vmic", "vspk", "default"} <= set(names.replace("'", "").strip("[]\n").split(", "))
    with pytest.raises(ProcessLookupError):
        os.kill(card.server_pid, 0)
