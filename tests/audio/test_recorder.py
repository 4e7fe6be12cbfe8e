"""A voice is recorded from the virtual microphone as it was spoken, and every way to lose it is told in a sentence."""

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

from echoflow.audio.frames import Samples
from echoflow.audio.recorder import Recording
from echoflow.audio.sound_file import read_speech
from echoflow.errors import UserError
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card

SPEECH = Path("/usr/share/pocketsphinx/test/data/librivox/sense_and_sensibility_01_austen_64kb-0880.wav")

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="PulseAudio is Linux's")

PROGRAM = """
import json, sys, time
from pathlib import Path
from echoflow.audio.recorder import Recorder
from echoflow.errors import UserError

microphone, folder, longest = sys.argv[1] or None, Path(sys.argv[2]), float(sys.argv[3])
result = {}
try:
    recorder = Recorder(microphone, longest)
    recorder.start()
    deadline = time.monotonic() + 20
    while recorder.level.seconds == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    print("recording", flush=True)
    if sys.argv[4] == "until told":
        sys.stdin.readline()
    else:
        while not (recorder.failed or recorder.is_full) and time.monotonic() < deadline:
            time.sleep(0.01)
    level = recorder.level
    recording = recorder.stop()
    recorder.close()
    recording.save(folder / "recorded.flac")
    result = {
        "seconds": len(recording.samples) / recording.rate, "rate": recording.rate, "level": level.seconds,
        "failed": recorder.failed, "full": recorder.is_full,
    }
except UserError as error:
    result = {"refused": str(error)}
    print("refused", flush=True)
print(json.dumps(result))
"""


@pytest.fixture
def card() -> Iterator[VirtualSoundCard]:
    with virtual_sound_card() as card:
        yield card


class Child:
    """A program that records; it uses the card, which a process can choose only before it starts."""

    def __init__(
        self, card: VirtualSoundCard, folder: Path, *, microphone: str = "vmic", longest: float = 30.0
    ) -> None:
        how = "until told" if longest >= 30 else "until it ends"
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", PROGRAM, microphone, str(folder), str(longest), how],
            env={**os.environ, **card.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.first_line = self._process.stdout.readline().strip()

    def finish(self) -> dict[str, Any]:
        # Not `communicate`, which does not know of what was read ahead with the first line.
        with self._process as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.close()
            output = process.stdout.read()
        assert self._process.returncode == 0
        result: dict[str, Any] = json.loads(output.splitlines()[-1])
        return result


@on_linux
def test_what_is_spoken_is_recorded_at_full_quality(card: VirtualSoundCard, tmp_path: Path) -> None:
    child = Child(card, tmp_path)
    card.play_into_microphone(SPEECH)
    result = child.finish()

    spoken = read_speech(SPEECH)
    recorded, rate = soundfile.read(tmp_path / "recorded.flac", dtype="int16")
    assert rate == result["rate"] == 48_000
    assert recorded.ndim == 1
    assert result["failed"] is None
    assert result["level"] == pytest.approx(result["seconds"], abs=0.5)
    heard = read_speech(tmp_path / "recorded.flac")
    assert _likeness(spoken, heard) > 0.95


@on_linux
def test_it_ends_by_itself_when_it_is_long_enough(card: VirtualSoundCard, tmp_path: Path) -> None:
    result = Child(card, tmp_path, longest=0.5).finish()

    assert result["full"]
    assert result["failed"] is None
    assert result["seconds"] == pytest.approx(0.5)


@on_linux
def test_a_lost_microphone_is_told_and_what_was_recorded_is_kept(card: VirtualSoundCard, tmp_path: Path) -> None:
    child = Child(card, tmp_path, longest=25.0)
    card.pull_out()
    result = child.finish()

    assert result["failed"] == "“vmic” has gone while recording; connect it again, or choose another one."
    assert result["seconds"] > 0


@on_linux
def test_a_microphone_that_is_not_there_is_refused_in_a_sentence(card: VirtualSoundCard, tmp_path: Path) -> None:
    child = Child(card, tmp_path, microphone="Blue Yeti")

    assert child.first_line == "refused"
    refused = child.finish()["refused"]
    assert refused == "The microphone “Blue Yeti” is not connected; connect it or choose another one."


@on_linux
def test_a_microphone_that_does_not_answer_is_refused_in_a_sentence(card: VirtualSoundCard, tmp_path: Path) -> None:
    card.pull_out()
    child = Child(card, tmp_path, microphone="")

    assert child.first_line == "refused"
    assert child.finish()["refused"].endswith(".")


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    recording = Recording(np.zeros(480, np.int16), 48_000)

    with pytest.raises(UserError, match=r"^The recording cannot be written to .*; make room on the disk\.$"):
        recording.save(tmp_path / "no folder" / "recorded.flac")


def _likeness(spoken: Samples, heard: Samples) -> float:
    """The correlation of both where they fit best."""
    size = 1 << (len(spoken) + len(heard)).bit_length()
    a, b = spoken.astype(float), heard.astype(float)
    product = np.fft.irfft(np.fft.rfft(b, size) * np.conj(np.fft.rfft(a, size)), size)
    shift = int(np.argmax(product[: len(heard)]))
    part = b[shift : shift + len(a)]
    a = a[: len(part)]
    return float(np.dot(a, part) / (np.linalg.norm(a) * np.linalg.norm(part)))
