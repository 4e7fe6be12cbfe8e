"""A sound card for a machine that has none: a private PulseAudio server with a microphone and a loudspeaker.

    with virtual_sound_card() as card:
        app = subprocess.Popen([...], env={**os.environ, **card.environment})
        with card.record_speaker(folder / "heard.wav"):
            card.play_into_microphone(folder / "question.wav")

PortAudio reads the environment when it is first imported, so whatever uses the card runs in a process of its own that
was started with `card.environment`. There EchoFlow lists the server's devices `Microphone`, `Speaker` and `Feed`, and
PortAudio finds `default`, `pulse`, `vmic` (microphone), `vspk` (loudspeaker) and `vmon` (what the loudspeaker plays, as
a microphone).

Needs Linux and, on Debian and Ubuntu, the packages pulseaudio, pulseaudio-utils, libasound2-plugins and libportaudio2.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from support.waiting import wait_until

_START_SECONDS = 15.0
_POLL_SECONDS = 0.02

# norewinds: without it an idle null sink sleeps for 2 s and swallows the start of what is played.
_SERVER = """\
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=spk rate=48000 channels=2 norewinds=1 sink_properties=device.description=Speaker
load-module module-null-sink sink_name=micfeed rate=48000 channels=1 norewinds=1 sink_properties=device.description=Feed
load-module module-remap-source source_name=mic master=micfeed.monitor source_properties=device.description=Microphone
set-default-sink spk
set-default-source mic
"""

# Complete on purpose: including the system's alsa.conf runs hooks afterwards that redefine the default device.
_ALSA = """\
pcm.!default { type pulse }
ctl.!default { type pulse }
pcm.pulse { type pulse }
pcm.vmic { type pulse device "mic" }
pcm.vspk { type pulse device "spk" }
pcm.vmon { type pulse device "spk.monitor" }
"""


@dataclass(slots=True)
class VirtualSoundCard:
    """A card; made by `virtual_sound_card`.

    Attributes:
        environment: variables that make a process use this card, to be added to its own.
        folder: its own, where it keeps what it needs.
        server: the PulseAudio server that was last started.

    """

    environment: dict[str, str]
    folder: Path
    server: subprocess.Popen[bytes] | None = None

    @property
    def server_pid(self) -> int:
        """The process id of the server."""
        assert self.server is not None
        return self.server.pid

    def plug_in(self) -> None:
        """Starts the server; returns when it answers."""
        # One that was killed has left its socket.
        (self.folder / "native").unlink(missing_ok=True)
        command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
        command += ["--disallow-exit=yes", "--realtime=no", "--log-target=stderr", "-F", str(self.folder / "server.pa")]
        # The server gets a home of its own so that it leaves nothing in the user's.
        own = {**self.tools_environment(), "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder)}
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(command, env=own, stdout=log, stderr=log)
        wait_until(lambda: _answers(self.environment), "the virtual sound card", _START_SECONDS)

    def pull_out(self) -> None:
        """Kills the server, as when a card is pulled out or the sound system crashes."""
        if self.server is not None:
            self.server.kill()
            self.server.wait()

    def play_into_microphone(self, path: Path) -> None:
        """Plays a sound file into the microphone; returns when all of it has been said (in real time)."""
        self.start_playing_into_microphone(path).communicate()

    def start_playing_into_microphone(self, path: Path) -> subprocess.Popen[bytes]:
        """The same without waiting; `wait()` or `terminate()` what is returned."""
        return subprocess.Popen(["paplay", "-d", "micfeed", str(path)], env=self.tools_environment())

    @contextlib.contextmanager
    def record_speaker(self, path: Path, rate: int = 24_000) -> Iterator[None]:
        """Records what the loudspeaker plays inside the `with` block to `path`, a mono 16-bit WAV.

        Recording has begun when the block is entered.
        """
        with tempfile.TemporaryFile() as raw:
            command = ["parec", "-d", "spk.monitor", "--raw", "--format=s16le", f"--rate={rate}", "--channels=1"]
            command += ["--latency-msec=20"]
            recorder = subprocess.Popen(command, stdout=raw, env=self.tools_environment())
            try:
                wait_until(lambda: os.fstat(raw.fileno()).st_size > 0, "the recording of what is heard", _START_SECONDS)
                yield
            finally:
                recorder.terminate()
                recorder.wait()
            raw.seek(0)
            data = raw.read()
        soundfile.write(path, np.frombuffer(data[: len(data) // 2 * 2], np.int16), rate, subtype="PCM_16")

    def tools_environment(self) -> dict[str, str]:
        """What the server's tools, such as pactl, need to find it."""
        return {**os.environ, **self.environment}


@contextlib.contextmanager
def virtual_sound_card() -> Iterator[VirtualSoundCard]:
    """Starts a card of its own in a temporary folder and ends it afterwards; several may run side by side."""
    with tempfile.TemporaryDirectory(prefix="echoflow-card-") as name:
        folder = Path(name)
        card = VirtualSoundCard(_write_configuration(folder), folder)
        try:
            card.plug_in()
            yield card
        finally:
            card.pull_out()


def _write_configuration(folder: Path) -> dict[str, str]:
    socket = folder / "native"
    (folder / "server.pa").write_text(_SERVER.format(socket=socket))
    (folder / "asound.conf").write_text(_ALSA)
    (folder / "client.conf").write_text("autospawn = no\nenable-shm = no\n")
    return {
        "PULSE_SERVER": f"unix:{socket}",
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_COOKIE": str(folder / "cookie"),
        "PULSE_CLIENTCONFIG": str(folder / "client.conf"),
        "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
    }


def _answers(environment: dict[str, str]) -> bool:
    asked = subprocess.run(
        ["pactl", "list", "short", "sources"], env={**os.environ, **environment}, capture_output=True
    )
    return asked.returncode == 0 and b"mic\t" in asked.stdout
