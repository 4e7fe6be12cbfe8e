"""The local voice: hibari, a small English synthesizer that needs no graphics card and no network.

A sentence takes 10 to 40 ms on one core, so the unit of streaming is the sentence: each is one chunk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np

from echoflow.audio.frames import PLAYBACK_RATE, Samples
from echoflow.errors import EngineError, UserError
from echoflow.synthesis.compact_weights import CompactWeights
from echoflow.synthesis.phrasing import sentences
from echoflow.synthesis.speakable import has_words, speakable
from echoflow.synthesis.synthesizer import SpokenChunk, Voice
from echoflow.synthesis.timing import estimated_starts
from echoflow.synthesis.trimming import Speech, trim
from echoflow.text import tr

_log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_BEFORE = 0.02
_AFTER_SENTENCE = 0.12
_AFTER_CLAUSE = 0.06
"""Seconds of silence around a chunk: what sounds natural between sentences, and between a clause and its sequel."""

_LONGEST_PAUSE = 0.2
"""Seconds at a comma; hibari makes up to 0.37."""

_GAIN = 1.8
"""Hibari peaks at 0.23-0.49 of full scale, which is quiet beside everything else on a desktop."""

_HEADROOM = 0.98

_NOISE_SEED = 0
"""Of the noise in the voice: the same sentence always sounds the same, which nobody notices and tests rely on."""

_WARM_UP = "Hello, Zorblat."
"""Its last word is in no dictionary, so what guesses how such words are read is loaded as well: 50 ms, which would come
with the first rare word of an answer, and be waited for."""

DEFAULT_VOICE = "heart"


class HibariSynthesizer:
    """Implements `synthesizer.Synthesizer`.

    Markdown, emoji and letters that are not Latin stay in a chunk's text but are not spoken. A sentence in which
    nothing is left to say is a chunk without samples, so that the chunks' texts joined are always what went in.
    """

    name = "local"
    sample_rate = PLAYBACK_RATE

    def __init__(self, voice: str = DEFAULT_VOICE) -> None:
        """Reads nothing yet; `load` does."""
        self._voice = voice
        self._loaded: tuple[str, Any] | None = None
        self._engine = ThreadPoolExecutor(1, thread_name_prefix="hibari")

    async def load(self) -> None:
        """Loads the voice and says something with it, which takes 1.5 s the first time. Raises EngineError."""
        await self._run(self._say, _WARM_UP, self._voice)

    def warm(self) -> None:
        """Stays as warm as `load` has made it."""

    async def voices(self) -> tuple[Voice, ...]:
        """The voices on this machine; none is ever downloaded without being asked for."""
        return await self._run(_voices)

    def set_voice(self, identifier: str) -> None:
        """Used from the next `speak` on. Raises UserError if there is no such voice on this machine."""
        if identifier not in {voice.identifier for voice in _voices()}:
            message = tr("There is no local voice “{voice}” on this computer; choose another one.", voice=identifier)
            raise UserError(message)
        self._voice = identifier

    async def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        """A chunk for each sentence of each phrase, with estimated character timings.

        Closing the generator stops the work after the sentence under way.

        Raises:
            EngineError: the voice failed, or there were words and it could say none of them.

        """
        voice = self._voice
        spoken_any = unspoken_words = False
        async for phrase in phrases:
            for sentence in sentences(phrase):
                chunk = await self._run(self._say, sentence, voice)
                spoken_any = spoken_any or len(chunk.samples) > 0
                unspoken_words = unspoken_words or (not len(chunk.samples) and has_words(sentence))
                yield chunk
        if unspoken_words and not spoken_any:
            raise EngineError(tr("The local voice speaks English only; choose another voice for this language."))

    async def close(self) -> None:
        """Joins the thread, at most one sentence later."""
        await asyncio.to_thread(self._engine.shutdown, cancel_futures=True)
        self._loaded = None

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await asyncio.wrap_future(self._engine.submit(work, *args, **kwargs))
        except EngineError:
            raise
        except Exception as error:  # onnxruntime has a dozen classes of its own without a common base.
            _log.error("Hibari failed: %s", type(error).__name__)
            raise EngineError(tr("The local voice failed; start EchoFlow again.")) from error

    def _say(self, sentence: str, voice: str) -> SpokenChunk:
        spoken = speakable(sentence)
        if not spoken:
            return SpokenChunk(np.zeros(0, np.int16), sentence, (0.0,) * len(sentence), estimated=True)
        whole = spoken.rstrip("\"')]").endswith((".", "!", "?", "…"))
        engine = self._engine_for(voice)
        parts = [engine.from_phonemes(phonemes, seed=_NOISE_SEED) for phonemes in engine.phonemize(spoken)]
        trimmed = trim(
            np.concatenate([np.zeros(0, np.float32), *parts]),
            self.sample_rate,
            before=_BEFORE,
            after=_AFTER_SENTENCE if whole else _AFTER_CLAUSE,
            longest_pause=_LONGEST_PAUSE,
        )
        voice_from, voice_to = trimmed.voice_from / self.sample_rate, trimmed.voice_to / self.sample_rate
        starts = estimated_starts(sentence, spoken, voice_from, voice_to)
        return SpokenChunk(_to_samples(trimmed.speech), sentence, starts, estimated=True)

    def _engine_for(self, voice: str) -> Any:
        if self._loaded is None or self._loaded[0] != voice:
            self._loaded = (voice, _load(voice))
        return self._loaded[1]


def _load(voice: str) -> Any:
    try:
        from hibari import Hibari
        from hibari.voices import voice_path

        engine = Hibari(voice, model=voice_path(voice, download_missing=False))
    except Exception as error:
        _log.error("Could not load the voice %s: %s", voice, type(error).__name__)
        message = tr("The local voice “{voice}” is missing or damaged; choose another one.", voice=voice)
        raise EngineError(message, permanent=True) from error
    tagger = engine.g2p.tagger
    tagger.weights = CompactWeights(tagger.weights)
    return engine


def _voices() -> tuple[Voice, ...]:
    from hibari.voices import VOICES, voice_path

    def is_here(identifier: str) -> bool:
        try:
            return Path(voice_path(identifier, download_missing=False)).is_file()
        except FileNotFoundError:
            return False

    return tuple(
        Voice(identifier, f"{identifier.capitalize()} ({about['accent']})", about["language"].partition("-")[0])
        for identifier, about in VOICES.items()
        if is_here(identifier)
    )


def _to_samples(speech: Speech) -> Samples:
    loudest = float(np.abs(speech).max(initial=0.0))
    gain = min(_GAIN, _HEADROOM / loudest) if loudest else 0.0
    return np.round(speech * (gain * 32767)).astype(np.int16)
