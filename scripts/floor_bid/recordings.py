"""Recordings of people and things from Debian packages: speech in five languages, cries and clatter from games.

Speech begins a bid whatever its language: only the beginnings of backchannels are English and Mandarin. The packages
are unpacked, not installed: `apt-get download NAME` and `dpkg-deb -x NAME_*.deb FOLDER`.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import soundfile
import soxr
from floor_bid.voices import RATE, Sound, trimmed

SPEECH_PACKAGES = (
    "fillets-ng-data-cs",
    "fillets-ng-data-nl",
    "asterisk-core-sounds-fr-wav",
    "asterisk-core-sounds-es-wav",
    "asterisk-core-sounds-it-wav",
    "asterisk-core-sounds-ru-wav",
    "tuxpaint-stamps-default",
)
NOISE_PACKAGES = ("wesnoth-1.16-data", "tuxpaint-stamps-default")

_SHORTEST_SPEECH = 0.9
"""Seconds. A shorter recording may be a "yes" of its language."""

_HEARD = 1.5
"""Seconds kept of each recording."""

_TUXPAINT_SPEECH = re.compile(
    r"_desc|_(filled|outline)|dreydl|^\d|roll-call|with_umlaut|eszett|_(en_GB|[a-z]{2})\.ogg$|^\w\.ogg$"
)


def speech(folder: Path) -> list[Sound]:
    """People saying something longer than a word."""
    paths: list[Path] = []
    for package in SPEECH_PACKAGES:
        found = sorted(path for path in (folder / package).rglob("*") if path.suffix in (".wav", ".ogg"))
        if package.startswith("tuxpaint"):
            found = random.Random(1).sample([path for path in found if "_desc" in path.name], 1500)
        if package.startswith("fillets"):
            found = [path for path in found if re.search(r"/(cs|nl)/", str(path))]
        paths += found
    sounds = [read(path) for path in paths]
    return [sound for sound in sounds if len(sound) > _SHORTEST_SPEECH * RATE]


def noises(folder: Path) -> list[Sound]:
    """Cries of pain, blows, animals, tools, instruments."""
    paths = [
        path
        for package in NOISE_PACKAGES
        for path in sorted((folder / package).rglob("*"))
        if path.suffix in (".wav", ".ogg")
        and not (package.startswith("tuxpaint") and _TUXPAINT_SPEECH.search(path.name))
    ]
    return [sound for sound in map(read, paths) if len(sound) > 0.05 * RATE]


def read(path: Path) -> Sound:
    """The beginning of a recording, 16 kHz, without the silence before it and at the end."""
    try:
        sound, rate = soundfile.read(path, dtype="float32", always_2d=True, frames=48_000 * 4)
    except soundfile.LibsndfileError:
        return np.zeros(0, np.float32)
    if len(sound) < rate // 20:
        return np.zeros(0, np.float32)
    return trimmed(soxr.resample(sound[:, 0], rate, RATE).astype(np.float32), 0.03)[: round(_HEARD * RATE)]
