"""Where the clips come from: Debian packages of recordings, and synthesizers other than the app's own.

Everything is 16 kHz mono int16, shape (n,), at whatever level the source has.
"""

from __future__ import annotations

import functools
import io
import struct
import subprocess
from pathlib import Path

import numpy as np
import soundfile
import soxr

from echoflow.audio.frames import CAPTURE_RATE, Samples
from support.room import to_samples
from support.speech import read_wav

PROMPTS = Path("/usr/share/asterisk/sounds/en_US_f_Allison")
"""asterisk-core-sounds-en-wav: a telephone system's announcements, spoken by Allison Smith, 8 kHz; CC-BY-SA-3.0."""

SYLLABLES = Path("/usr/share/gcin-voice/ogg")
"""gcin-voice: the syllables of Mandarin by two speakers, one folder each in bopomofo; LGPL-3 (3), CC-BY-3.0 (5)."""

GAME_SOUNDS = Path("/usr/share/games/openttd/baseset/opensfx/opensfx.cat")
"""openttd-opensfx: field recordings in one file, each with its author and licence; CC0, CC-BY-3.0, CC-BY-SA-3.0."""

ALERTS = Path("/usr/share/sounds/mate/default/alerts")
"""mate-media-common: recorded alert sounds; GPL-2+."""

DESKTOP_SOUNDS = Path("/usr/share/sounds/freedesktop/stereo")
"""sound-theme-freedesktop: CC-BY-SA-3.0, CC-BY-3.0, GPL-2+."""

CARTOON_SOUNDS = Path("/usr/share/games/teeworlds/data/audio")
"""teeworlds-data: a mouth's groans and cries, and thuds; CC-BY-SA-3.0."""

COMMANDS = Path("/usr/share/pocketsphinx/test/data")
"""pocketsphinx-testdata: besides LibriVox sentences a few raw commands by human speakers, 16 kHz."""


def prompt(name: str) -> Samples:
    """One of the telephone announcements."""
    return read_wav(PROMPTS / f"{name}.wav")


def syllables(bopomofo: str, speaker: int) -> Samples:
    """Mandarin syllables, written in bopomofo with spaces between, one after the other; `speaker` is 3 or 5."""
    return np.concatenate([read_wav(SYLLABLES / syllable / f"{speaker}.ogg") for syllable in bopomofo.split()])


def game_sound(number: int) -> Samples:
    """One of the sounds in `GAME_SOUNDS`: a table of (offset, size), then for each its name and a WAV file."""
    data = _game_sounds()
    offset = struct.unpack_from("<I", data, number * 8)[0] & 0x7FFFFFFF
    begin = offset + 1 + data[offset]
    size = 8 + struct.unpack_from("<I", data, begin + 4)[0]
    return _read(io.BytesIO(data[begin : begin + size]))


@functools.cache
def _game_sounds() -> bytes:
    return GAME_SOUNDS.read_bytes()


def cartoon_sound(name: str) -> Samples:
    """One of the sounds in `CARTOON_SOUNDS`, which are WavPack: sox reads it, libsndfile does not."""
    file = CARTOON_SOUNDS / f"{name}.wv"
    wav = subprocess.run(["sox", str(file), "-t", "wav", "-"], check=True, capture_output=True).stdout
    return _read(io.BytesIO(_with_length(wav)))


def command(name: str) -> Samples:
    """A raw recording of `COMMANDS`."""
    sound, rate = soundfile.read(
        COMMANDS / f"{name}.raw", dtype="float64", samplerate=16_000, channels=1, format="RAW", subtype="PCM_16"
    )
    assert rate == CAPTURE_RATE
    return to_samples(sound)


@functools.cache
def espeak(text: str, voice: str, words_per_minute: int = 165) -> Samples:
    """`text` by espeak-ng, a formant synthesizer; `voice` such as `en-us+f3` or `cmn`."""
    wav = subprocess.run(
        ["espeak-ng", "-v", voice, "-s", str(words_per_minute), "--stdout", text], check=True, capture_output=True
    ).stdout
    # Written to a pipe, so the header says nothing about the length.
    return _read(io.BytesIO(_with_length(wav)))


def _with_length(wav: bytes) -> bytes:
    sizes = struct.pack("<I", len(wav) - 8), struct.pack("<I", len(wav) - 44)
    return wav[:4] + sizes[0] + wav[8:40] + sizes[1] + wav[44:]


@functools.cache
def flite(text: str, voice: str) -> Samples:
    """`text` by flite, whose voices `slt`, `rms` and `awb` were made from human recordings."""
    wav = subprocess.run(
        ["flite", "-voice", voice, "-t", text, "-o", "/dev/stdout"], check=True, capture_output=True
    ).stdout
    return _read(io.BytesIO(_with_length(wav)))


def _read(file: io.BytesIO) -> Samples:
    sound, rate = soundfile.read(file, dtype="float64", always_2d=True)
    return to_samples(soxr.resample(sound[:, 0], rate, CAPTURE_RATE))
