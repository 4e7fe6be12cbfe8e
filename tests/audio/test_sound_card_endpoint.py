"""A virtual sound card is heard and spoken through; its loss is told; a machine without one is told so."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from echoflow.audio.endpoints.endpoint import Endpoint
from echoflow.audio.endpoints.sound_card import Capture, SoundCardEndpoint, captured_at, sounds_at
from echoflow.audio.frames import Frame, Samples
from support.virtual_sound_card import VirtualSoundCard, virtual_sound_card

SPEECH = Path("/usr/share/pocketsphinx/test/data/librivox/sense_and_sensibility_01_austen_64kb-0880.wav")
PATIENCE = 30.0

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="PulseAudio is Linux's")


def conforms(endpoint: SoundCardEndpoint) -> Endpoint:
    """For the type checker: these tests meet the endpoint only in other processes."""
    return endpoint


@dataclass
class Times:
    """PortAudio's word on time."""

    currentTime: float = 50.0  # noqa: N815
    inputBufferAdcTime: float = 50.0  # noqa: N815
    outputBufferDacTime: float = 50.0  # noqa: N815


def test_the_cards_clock_is_mapped_to_ours_and_not_believed_when_it_is_wrong() -> None:
    assert sounds_at(Times(outputBufferDacTime=50.04), now=7.0, latency=0.02) == pytest.approx(7.04)
    assert sounds_at(Times(), now=7.0, latency=0.02) == pytest.approx(7.02)
    assert sounds_at(Times(outputBufferDacTime=999.0), now=7.0, latency=0.02) == pytest.approx(7.02)
    assert captured_at(Times(inputBufferAdcTime=49.97), now=7.0, block_seconds=0.01) == pytest.approx(6.98)
    assert captured_at(Times(), now=7.0, block_seconds=0.01) == 7.0
    assert captured_at(Times(inputBufferAdcTime=0.0), now=7.0, block_seconds=0.01) == 7.0


def capture(sound: Samples, rate: int, channels: int) -> list[Frame]:
    blocks = Capture(rate, channels)
    size = rate // 100
    frames: list[Frame] = []
    for k in range(len(sound) // size):
        block = np.repeat(sound[k * size : (k + 1) * size], channels)
        frames += blocks.receive(block, ends_at=10.0 + (k + 1) * size / rate)
    return frames


@pytest.mark.parametrize("channels", [1, 2])
def test_16_khz_passes_through_the_capture_untouched(channels: int) -> None:
    sound = np.arange(16_000).astype(np.int16)
    frames = capture(sound, 16_000, channels)
    np.testing.assert_array_equal(np.concatenate([frame.samples for frame in frames]), sound)
    assert [frame.captured_at for frame in frames] == pytest.approx([10.0 + (k + 1) / 100 for k in range(100)])


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_other_rates_are_resampled_and_each_frame_keeps_its_true_time(rate: int) -> None:
    sound = np.zeros(rate, np.int16)
    sound[rate // 2 : rate // 2 + rate // 100] = 10_000
    frames = capture(sound, rate, 1)
    heard = np.concatenate([frame.samples for frame in frames]).astype(int)
    loud = np.flatnonzero(heard > 5000)
    k = loud[0] // 160
    onset = frames[k].captured_at - (160 - loud[0] % 160) / 16_000
    assert onset == pytest.approx(10.5, abs=0.001)
    assert len(loud) == pytest.approx(160, abs=4)
    assert len(frames) >= 96


@pytest.fixture(scope="module")
def card() -> Iterator[VirtualSoundCard]:
    with virtual_sound_card() as card:
        yield card


def run_with(card: VirtualSoundCard, program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program, *arguments],
        env={**os.environ, **card.environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def told(process: subprocess.Popen[str]) -> dict[str, Any]:
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    result: dict[str, Any] = json.loads(output.splitlines()[-1])
    return result


CONVERSE = """
import json, sys, threading, time
import numpy as np, soundfile
from echoflow.audio.endpoints.sound_card import SoundCardEndpoint
from echoflow.audio.playback import Playback

endpoint = SoundCardEndpoint(*[name or None for name in sys.argv[3:5]])
playback = Playback(endpoint.output_rate)
frames, late = [], []
begun = threading.Event()

def deliver(frame):
    frames.append(frame)
    late.append(time.monotonic() - frame.captured_at)
    begun.set()

origin = endpoint.start(deliver, playback, lambda: None)
assert begun.wait(10)
print("ready", flush=True)
speech, rate = soundfile.read(sys.argv[1], dtype="int16")
assert rate == endpoint.output_rate
stream = playback.open()
stream.write(speech)
stream.end()
sys.stdin.readline()
endpoint.close()
endpoint.close()
now = time.monotonic()
np.save(sys.argv[2], np.concatenate([frame.samples for frame in frames]))
stamps = np.diff([frame.captured_at for frame in frames])
print(json.dumps({
    "started": stream.started_at(now) - origin, "finished": stream.finished_at(now) - origin,
    "heard": stream.heard(now), "written": stream.written, "failed": endpoint.failed, "rate": endpoint.output_rate,
    "smallest_step": float(stamps.min()), "lateness": float(np.median(late)),
}))
"""


def share_heard(heard: Samples, said: Samples, rate: int) -> float:
    """How much of `said`, in pieces of 0.3 s, is found in `heard`; a busy machine may drop a block here and there."""
    pieces = [said[start : start + rate * 3 // 10] for start in range(0, len(said) - rate // 2, rate * 3 // 10)]
    return float(np.mean([correlation(heard, piece) > 0.9 for piece in pieces]))


def correlation(heard: Samples, said: Samples) -> float:
    """The correlation of `said` with the stretch of `heard` that fits it best."""
    size = 1 << (len(heard) + len(said)).bit_length()
    spectrum = np.fft.rfft(heard.astype(float), size) * np.conj(np.fft.rfft(said.astype(float), size))
    start = int(np.argmax(np.fft.irfft(spectrum, size)[: len(heard) - len(said) + 1]))
    stretch = heard[start : start + len(said)]
    return float(np.corrcoef(stretch.astype(float), said.astype(float))[0, 1])


@on_linux
@pytest.mark.parametrize(
    "devices", [("", ""), ("vmic", "vspk"), ("Microphone", "Speaker")], ids=["default", "of_alsa", "of_the_server"]
)
def test_what_is_said_is_heard_and_what_is_played_is_said(
    card: VirtualSoundCard, tmp_path: Path, devices: tuple[str, str]
) -> None:
    said, _ = soundfile.read(SPEECH, dtype="int16")
    answer = (9000 * np.sin(np.cumsum(np.linspace(0.02, 0.5, 60_000)))).astype(np.int16)
    soundfile.write(tmp_path / "answer.wav", answer, 24_000)
    with card.record_speaker(tmp_path / "speaker.wav"):
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", CONVERSE, tmp_path / "answer.wav", tmp_path / "mic.npy", *devices],
            env={**os.environ, **card.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        card.play_into_microphone(SPEECH)
        result = json.loads(process.communicate("\n", timeout=PATIENCE)[0])
    assert process.returncode == 0
    assert share_heard(np.load(tmp_path / "mic.npy"), said, 16_000) > 0.5
    recorded, _ = soundfile.read(tmp_path / "speaker.wav", dtype="int16")
    assert share_heard(recorded, answer, 24_000) > 0.4
    assert result["failed"] is None
    assert result["rate"] == 24_000
    assert result["heard"] == result["written"] == 60_000
    assert result["finished"] - result["started"] == pytest.approx(2.5, abs=0.25)
    assert -0.001 < result["lateness"] < 0.2


LIST = """
import json
from echoflow.audio.endpoints.devices import list_devices
from echoflow.audio.endpoints.sound_card import SoundCardEndpoint
from echoflow.errors import UserError
errors = []
for names in [("nothing like it", None), (None, "nothing like it")]:
    try:
        SoundCardEndpoint(*names)
    except UserError as error:
        errors.append(str(error))
lists = [[[device.name, device.is_default] for device in devices] for devices in list_devices()]
print(json.dumps({"lists": lists, "errors": errors}))
"""


@on_linux
def test_devices_are_listed_once_with_the_default_one(card: VirtualSoundCard) -> None:
    result = told(run_with(card, LIST))
    microphones, speakers = result["lists"]
    assert microphones == [["Microphone", True]]
    assert speakers == [["Speaker", True], ["Feed", False]]
    assert result["errors"] == [
        "The microphone “nothing like it” is not connected; connect it or choose another one.",
        "The loudspeaker “nothing like it” is not connected; connect it or choose another one.",
    ]


@on_linux
def test_a_machine_without_a_sound_card_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "asound.conf").write_text("pcm.default { type hw\n card 31 }\n")
    nothing = VirtualSoundCard({"ALSA_CONFIG_PATH": str(tmp_path / "asound.conf")}, tmp_path)
    result = told(run_with(nothing, LIST.replace('"nothing like it"', "None")))
    assert result["lists"] == [[], []]
    assert result["errors"] == ["This computer has no microphone; connect one."] * 2


MISSING = """
import ctypes.util, json
ctypes.util.find_library = lambda name: None
from echoflow.audio.endpoints.devices import list_devices
from echoflow.errors import UserError
try:
    list_devices()
except UserError as error:
    print(json.dumps({"error": str(error)}))
"""


@on_linux
def test_a_missing_portaudio_names_the_package() -> None:
    result = told(run_with(VirtualSoundCard({}, Path()), MISSING))
    assert result == {"error": "Sound needs the PortAudio library; install the package libportaudio2."}


LOSE = """
import json, threading
from echoflow.audio.endpoints.sound_card import SoundCardEndpoint
from echoflow.audio.playback import Playback
endpoint = SoundCardEndpoint()
begun, ended, ends = threading.Event(), threading.Event(), []
endpoint.start(lambda frame: begun.set(), Playback(endpoint.output_rate), lambda: (ends.append(1), ended.set()))
assert begun.wait(10)
print("ready", flush=True)
assert ended.wait(10)
endpoint.close()
print(json.dumps({"failed": endpoint.failed, "ends": len(ends)}))
"""


@on_linux
def test_a_device_that_is_pulled_out_ends_the_input_with_a_reason() -> None:
    with virtual_sound_card() as card:
        process = run_with(card, LOSE)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        os.kill(card.server_pid, signal.SIGKILL)
        result = told(process)
    assert result == {"failed": "The sound device is gone; connect it again or choose another one.", "ends": 1}
