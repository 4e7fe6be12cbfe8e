"""Short phrases that were spoken before, kept on disk: they sound at once and cost nothing.

Assistants repeat themselves ("Sure.", "好的。"). A file holds one phrase: its sound and when each character begins. Its
name is a hash of what the sound depends on, so that no text is to be read there. The least recently used go first.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import itertools
import logging
import os
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from echoflow.audio.frames import Samples
from echoflow.synthesis.speakable import spoken_characters
from echoflow.synthesis.synthesizer import SpokenChunk

_log = logging.getLogger(__name__)

LONGEST_PHRASE = 40
"""Characters; longer phrases hardly ever come again."""

LARGEST = 20 * 2**20
"""Bytes of all files together: about four minutes of speech at 24 kHz, in hundreds of phrases."""

_ABANDONED_SECONDS = 60.0
"""A file this old that is not whole never will be."""

_SUFFIX = ".npz"
_UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, NotImplementedError)
"""What reading a damaged file raises."""


@dataclass(frozen=True, slots=True)
class CachedSpeech:
    """One phrase.

    Attributes:
        samples: mono int16; at the rate that is part of the key.
        starts: for each character that is spoken of it (`speakable.spoken_characters`) the second at which it begins.
    """

    samples: Samples
    starts: tuple[float, ...]


class PhraseShelf:
    """The phrases of one voice in a cache; without a cache there are none."""

    def __init__(self, cache: SpokenCache | None, *conditions: str) -> None:
        """`conditions` are all that the sound of a text depends on: engine, voice, model, language."""
        self._cache = cache
        self._conditions = conditions

    async def find(self, phrase: str) -> SpokenChunk | None:
        """`phrase` as it was spoken before, with the white space and Markdown that it has this time."""
        spoken = spoken_characters(phrase)
        if self._cache is None or not 0 < len(spoken) <= LONGEST_PHRASE:
            return None
        known = await self._cache.get(self._key(phrase))
        if known is None or len(known.starts) != len(spoken):
            return None
        ends = [at + 1 for _, at in spoken]
        lengths = [end - before for before, end in itertools.pairwise([0, *ends])]
        lengths[-1] += len(phrase) - ends[-1]
        starts = [start for start, length in zip(known.starts, lengths, strict=True) for _ in range(length)]
        return SpokenChunk(known.samples, phrase, tuple(starts), estimated=False)

    async def keep(self, phrase: str, speech: CachedSpeech) -> None:
        """From now on `phrase` is found."""
        if self._cache is not None:
            await self._cache.put(self._key(phrase), speech)

    def _key(self, phrase: str) -> str:
        return cache_key("".join(character for character, _ in spoken_characters(phrase)), *self._conditions)


class PhraseRecorder:
    """Finds the sound of a reply's first phrase in its chunks, where its end is known for sure.

    Attributes:
        phrase: the text that the chunks begin with.
    """

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self._spoken = spoken_characters(phrase)
        self._words_end = max((at + 1 for character, at in self._spoken if character.isalnum()), default=0)
        self._text = ""
        self._starts: list[float] = []
        self._samples: list[Samples] = []
        self._usable = 0 < len(self._spoken) <= LONGEST_PHRASE
        self._seconds = 0.0

    def add(self, chunk: SpokenChunk, rate: int) -> CachedSpeech | None:
        """The next chunk, at `rate` Hz; the phrase, if that ended before it.

        Sound without text that follows the phrase is the end of its last letter. That of the next phrase comes with
        text; where that was only estimated, the border is not known and the phrase is given up.
        """
        if not self._usable:
            return None
        left = len(self.phrase) - len(self._text)
        if chunk.text and chunk.estimated:
            self._usable = False
            return None
        if len(chunk.text) > left:
            words_before = any(map(str.isalnum, chunk.text[:left])) or len(self._text) < self._words_end
            found = None if words_before else self.finish()
            self._usable = False
            return found
        self._text += chunk.text
        self._starts += [self._seconds + start for start in chunk.starts]
        self._samples.append(chunk.samples)
        self._seconds += len(chunk.samples) / rate
        return None

    def finish(self) -> CachedSpeech | None:
        """The phrase, if what was added is all of it; once."""
        if not self._usable or len(self._text) < self._words_end:
            return None
        self._usable = False
        last = len(self._starts) - 1
        starts = tuple(self._starts[min(at, last)] for _, at in self._spoken)
        return CachedSpeech(np.concatenate(self._samples), starts)


def cache_key(text: str, *conditions: str) -> str:
    """What `text` is kept under; `conditions` are all else the sound depends on: engine, voice, model, language."""
    return hashlib.sha256("\0".join((*conditions, text)).encode("utf-8", "surrogatepass")).hexdigest()


class SpokenCache:
    """A folder of phrases. All reading and writing is done in threads; what fails only makes a phrase unknown."""

    def __init__(self, folder: Path, *, largest: int = LARGEST) -> None:
        """Touches nothing yet."""
        self._folder = folder
        self._largest = largest
        self._sizes: dict[str, int] | None = None
        self._lock = threading.Lock()

    async def load(self) -> None:
        """Looks what there is, so that a phrase that is not there is known to be missing without waiting."""
        if self._sizes is None:
            await asyncio.to_thread(self._scan)

    async def get(self, key: str) -> CachedSpeech | None:
        """The phrase, if it is known."""
        await self.load()
        if self._sizes is None or key not in self._sizes:
            return None
        return await asyncio.to_thread(self._read, key)

    async def put(self, key: str, speech: CachedSpeech) -> None:
        """Keeps a phrase, and forgets old ones to make room."""
        await self.load()
        await asyncio.to_thread(self._write, key, speech)

    def _scan(self) -> None:
        """Names and sizes, the least recently used first."""
        with self._lock:
            found: list[tuple[float, str, int]] = []
            try:
                for part in self._folder.glob("*.part"):
                    if time.time() - part.stat().st_mtime > _ABANDONED_SECONDS:
                        part.unlink(missing_ok=True)
                for file in self._folder.glob(f"*{_SUFFIX}"):
                    about = file.stat()
                    found.append((about.st_mtime, file.stem, about.st_size))
            except OSError as error:
                _log.info("The cache of phrases cannot be read: %s", type(error).__name__)
            self._sizes = {name: size for _, name, size in sorted(found)}

    def _read(self, key: str) -> CachedSpeech | None:
        file = self._file(key)
        try:
            with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as parts:
                samples, starts = parts["samples"], parts["starts"]
            if samples.dtype != np.int16 or samples.ndim != 1 or not len(samples):
                raise ValueError("no samples")
            if starts.dtype != np.float64 or starts.ndim != 1 or not np.isfinite(starts).all():
                raise ValueError("no starts")
        except _UNREADABLE as error:
            _log.info("A cached phrase is damaged: %s", type(error).__name__)
            self._forget(key)
            return None
        self._touch(key)
        return CachedSpeech(samples, tuple(starts.tolist()))

    def _write(self, key: str, speech: CachedSpeech) -> None:
        packed = io.BytesIO()
        np.savez(packed, samples=speech.samples, starts=np.array(speech.starts, np.float64))
        data = packed.getbuffer()
        if len(data) > self._largest:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as part:
                part.write(data)
            Path(part.name).replace(self._file(key))
        except OSError as error:
            _log.info("A phrase cannot be cached: %s", type(error).__name__)
            return
        with self._lock:
            sizes = self._sizes if self._sizes is not None else {}
            sizes.pop(key, None)
            sizes[key] = len(data)
            self._sizes = sizes
            total = sum(sizes.values())
            old = []
            while total > self._largest:
                oldest = next(iter(sizes))
                total -= sizes.pop(oldest)
                old.append(oldest)
        for oldest in old:
            self._unlink(oldest)

    def _touch(self, key: str) -> None:
        with self._lock:
            if self._sizes is not None and key in self._sizes:
                self._sizes[key] = self._sizes.pop(key)
        try:
            os.utime(self._file(key))
        except OSError as error:
            _log.debug("A phrase cannot be dated: %s", type(error).__name__)

    def _forget(self, key: str) -> None:
        with self._lock:
            if self._sizes is not None:
                self._sizes.pop(key, None)
        self._unlink(key)

    def _unlink(self, key: str) -> None:
        try:
            self._file(key).unlink(missing_ok=True)
        except OSError as error:
            _log.info("A cached phrase cannot be removed: %s", type(error).__name__)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"
